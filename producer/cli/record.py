"""``producer record``: camera and microphone into a take, with one nudge at a time on standard error."""

from __future__ import annotations

import math
import queue
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from producer.cli.output import complain, emit, emit_json, say, stop_signals
from producer.errors import ProducerError

if TYPE_CHECKING:
    from producer.capture import CaptureSession, SessionEvent, TakeResult
    from producer.values import Nudge

OVER = ("ended", "camera-lost", "microphone-lost", "disk-full")
"""After these a take is finished; ``ended`` alone is no failure."""
LOOK_S = 0.1
FULL_METER_DB = 60
METER_WIDTH = 20


def register(app: typer.Typer) -> None:
    app.command("record")(record)


def record(
    out: Annotated[Path, typer.Option("--out", help="The take to make: an .mkv file that is not there yet.")],
    camera: Annotated[
        str, typer.Option("--camera", metavar="N|URL|FILE", help="A camera's number, a network camera, or a video.")
    ] = "",
    microphone: Annotated[
        str, typer.Option("--microphone", metavar="NAME|FILE|none", help="A name or number, a sound file, or none.")
    ] = "",
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=0.1, help="End after so long; otherwise Ctrl-C ends the take.")
    ] = None,
    size: Annotated[
        str, typer.Option("--size", help="At most this size; what is larger is made smaller.")
    ] = "1280x720",
    fps: Annotated[float, typer.Option("--fps", min=1, max=120, help="Pictures a second to ask the camera for.")] = 30,
    script: Annotated[
        Path | None, typer.Option("--script", help="The text that is read aloud; a copy is kept beside the take.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")] = False,
) -> None:
    """Record until Ctrl-C (which ends the take properly, status 0), --seconds, or the end of the file that plays.

    A recording that was cut off earlier in the same folder is found and finished first. Status 1 where a device was
    lost or the disk filled up: what was recorded until then is kept.
    """
    width, height = parse_size(size)
    if out.suffix.lower() != ".mkv":
        raise typer.BadParameter(f"a take is an .mkv file: name it {out.stem or 'take'}.mkv", param_hint="--out")
    if seconds is not None and math.isinf(seconds):
        seconds = None
    recover_all(out.parent)
    try:
        text = read_script(script)
        with stop_signals() as stopped:
            result, reason = _record(out, (camera, microphone), (width, height, fps), seconds, text, stopped)
    except ProducerError as error:
        complain("", error)
        raise typer.Exit(1) from error
    _report(result, as_json)
    if reason not in ("", "ended") or result.trouble:
        raise typer.Exit(1)


def parse_size(size: str) -> tuple[int, int]:
    """``1280x720`` in numbers. Raises BadParameter."""
    width, _, height = size.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 16 <= int(width) <= 7680 and 16 <= int(height) <= 4320):
        raise typer.BadParameter(f"{size!r} is not a size such as 1280x720", param_hint="--size")
    return int(width), int(height)


def read_script(script: Path | None) -> str | None:
    from producer.files import read_text

    return None if script is None else read_text(script)


def recover_all(folder: Path) -> None:
    """Finish what an earlier run could not, and say so; a failure there does not keep anyone from recording."""
    from producer.capture import find_unfinished, recover

    for unfinished in find_unfinished(folder):
        say(f"Found a recording that was cut off: {unfinished.path.name}.")
        try:
            result = recover(unfinished)
        except ProducerError as error:
            complain(unfinished.path.name, error)
        else:
            say(f"It is finished now and whole: {result.take}, {clock(result.duration_s)}.")


def _record(
    out: Path, sources: tuple[str, str], picture: tuple[int, int, float], seconds: float | None, script: str | None,
    stopped: Callable[[], bool],
) -> tuple[TakeResult, str]:
    """Record one take; return it with the event that ended it (empty where a person did)."""
    from producer.capture import CaptureSession
    from producer.coach.live import LiveCoach
    from producer.settings import load_settings

    line = StatusLine()
    happened: queue.SimpleQueue[SessionEvent] = queue.SimpleQueue()
    coach = LiveCoach(language=load_settings().language or "en", on_nudge=lambda nudge: show_nudge(line, nudge))
    session = CaptureSession(
        *sources, width=picture[0], height=picture[1], fps=picture[2], on_event=happened.put, watcher=coach
    )
    try:
        session.open()
        if stopped():
            raise typer.Exit(130)
        session.start_recording(out, script=script, seconds=seconds)
        line.say(f"Recording to {out}. Ctrl-C ends it.")
        reason = wait_for_end(session, happened, line, stopped)
        line.clear()
        return session.stop_recording(), reason
    finally:
        session.close()
        coach.close()


def wait_for_end(
    session: CaptureSession, happened: queue.SimpleQueue[SessionEvent], line: StatusLine, stopped: Callable[[], bool]
) -> str:
    """Show time and level, tell what happens, and return what ended the take."""
    while not stopped():
        line.show(status(session.elapsed_s, session.level_dbfs))
        try:
            event = happened.get(timeout=LOOK_S)
        except queue.Empty:
            continue
        if event.kind != "ended":
            line.say(event.text)
        if event.kind in OVER:
            return event.kind
    return ""


def show_nudge(line: StatusLine, nudge: Nudge | None) -> None:
    from producer.coach.advice import advice_text

    if nudge is not None:
        line.say(f"> {advice_text(nudge.code, 'en')}")


class StatusLine:
    """One line on standard error that is drawn over and over; only on a terminal."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()

    def show(self, text: str) -> None:
        if self._on:
            say(f"\r\x1b[K{text}", end="")

    def clear(self) -> None:
        self.show("")

    def say(self, text: str) -> None:
        """A line that stays."""
        self.clear()
        say(text)


def status(elapsed_s: float, level_dbfs: float | None) -> str:
    """Time and level as one line: ``0:05  ########............  -18 dB``."""
    if level_dbfs is None:
        return f"{clock(elapsed_s)}  no sound"
    filled = round(METER_WIDTH * min(1.0, max(0.0, (level_dbfs + FULL_METER_DB) / FULL_METER_DB)))
    return f"{clock(elapsed_s)}  {'#' * filled}{'.' * (METER_WIDTH - filled)}  {level_dbfs:.0f} dB"


def clock(seconds: float) -> str:
    """``65.2`` as ``1:05``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _report(result: TakeResult, as_json: bool) -> None:
    if result.dropped_frames:
        what = "1 picture is" if result.dropped_frames == 1 else f"{result.dropped_frames} pictures are"
        say(f"{what} missing: this computer could not keep up.")
    if result.audio_gaps:
        often = "once" if result.audio_gaps == 1 else f"{result.audio_gaps} times"
        say(f"Sound was missing {often}; there is silence in its place.")
    if result.is_silent:
        say("Nobody can be heard in this take: check the microphone.")
    if as_json:
        emit_json(result.to_json())
    else:
        pictures = "1 picture" if result.frames == 1 else f"{result.frames} pictures"
        say(f"Saved {clock(result.duration_s)} ({pictures}, {result.width}x{result.height}).")
        emit(str(result.take))
