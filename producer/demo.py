"""The whole job on the bundled sample: record it in real time, find the words, coach, caption, make two clips.

Needs no camera, screen, model or network. The sample plays as camera and microphone, so every step is the real one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from producer.assets import asset
from producer.errors import ProducerError, ToolError
from producer.files import disk_errors, write_json, write_text
from producer.jobs import Job
from producer.media.probe import probe

if TYPE_CHECKING:
    from producer.capture import SessionEvent, TakeResult
    from producer.values import CaptionTrack, Nudge, Transcript

CHANNELS = ("linkedin", "youtube")
LANGUAGE = "en"
STEM = "demo"
LATE_S = 20.0
"""How much longer than the sample the recording may take before something is wrong (own)."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sample:
    """A video of somebody speaking, and what they say; ``name`` and ``role`` go on the title card."""

    video: Path
    script: Path
    title: str = "Three things in half a minute"
    name: str = "Sam Sample"
    role: str = "presenter of the demo"

    @classmethod
    def bundled(cls) -> Sample:
        return cls(asset("sample") / "presenter.mp4", asset("sample") / "script.md")


@dataclass(frozen=True, slots=True)
class Made:
    """One file that the demo made, and what it is."""

    what: str
    path: Path


def run_demo(out: Path, say: Say, *, sample: Sample | None = None, job: Job | None = None) -> list[Made]:
    """Do the whole job into ``out`` (where that holds a demo already: into a numbered folder in it) and return every
    file made. ``say`` hears each step, from this thread and the coach's. Raises ProducerError.
    """
    sample, job = sample or Sample.bundled(), job or Job()
    folder = free_folder(out)
    script = sample.script.read_text("utf-8")
    write_text(folder / "script.md", script)

    say(f"1/5  Recording the sample in real time ({probe(sample.video).duration_s:.0f} s), with the live coach")
    take = record(sample, folder / "takes" / f"{STEM}.mkv", say, job.part(0.0, 0.4))
    say(f"2/5  {_words_by()}")
    transcript = find_words(take, script, job.part(0.4, 0.5))
    write_json(beside(take, "transcript"), transcript.to_json())
    say("3/5  Coaching: picture and voice")
    report = coach(take, transcript, say, job.part(0.5, 0.6))
    write_json(beside(take, "report"), report)
    say("4/5  Making captions")
    track, captions = caption(transcript, folder / "captions")
    say(f"5/5  Making the clips for {' and '.join(CHANNELS)}: captions in the picture, loudness, title card")
    clips = export(take, track, sample, folder / "exports", job.part(0.6, 1.0))
    return [
        Made("script", folder / "script.md"), Made("take", take), Made("transcript", beside(take, "transcript")),
        Made("coach report", beside(take, "report")), *captions, *clips,
    ]


def free_folder(out: Path) -> Path:
    """``out``, or where a demo is in it already, the first of ``out/demo-2``, ``out/demo-3``, ... that is free."""
    with disk_errors(out):
        folder, number = out, 1
        while any((folder / name).exists() for name in ("script.md", "takes", "captions", "exports")):
            number += 1
            folder = out / f"{STEM}-{number}"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def beside(take: Path, what: str) -> Path:
    return take.with_name(f"{take.stem}.{what}.json")


def record(sample: Sample, take: Path, say: Say, job: Job) -> Path:
    """Play the sample as camera and microphone and record it until it ends; what was recorded stays, come what may."""
    info = probe(sample.video)
    with _recording(sample, take, say) as ended:
        _wait(ended, info.duration_s, job)
    return take


@contextmanager
def _recording(sample: Sample, take: Path, say: Say) -> Iterator[threading.Event]:
    """Record while the block runs; the event is set when the sample has ended."""
    from producer.capture import CaptureSession
    from producer.coach.advice import advice_text
    from producer.coach.live import LiveCoach

    ended = threading.Event()

    def heard(event: SessionEvent) -> None:
        if event.kind == "ended":
            ended.set()
        else:
            say(f"     {event.text}")

    def nudged(nudge: Nudge | None) -> None:
        if nudge is not None:
            say(f"     live coach: {advice_text(nudge.code, LANGUAGE)}")

    info, video = probe(sample.video), str(sample.video)
    watcher = LiveCoach(language=LANGUAGE, on_nudge=nudged)
    session = CaptureSession(
        video, video, width=info.width, height=info.height, fps=round(info.fps), on_event=heard, watcher=watcher
    )
    try:
        session.open()
        session.start_recording(take)
        try:
            yield ended
        except ProducerError:
            with suppress(ProducerError):  # stopped before the first picture: nothing to keep
                say(f"     {_taken(session.stop_recording())}")
            raise
        say(f"     {_taken(session.stop_recording())}")
    finally:
        session.close()
        watcher.close()


def _wait(ended: threading.Event, duration_s: float, job: Job) -> None:
    step_s = 0.2
    for number in range(round((duration_s + LATE_S) / step_s)):
        job.progress(number * step_s / duration_s, "record")
        if ended.wait(step_s):
            return
    raise ToolError("The sample did not end in time.", code="demo-late", kept="What was recorded is kept.",
                    cure="Close other programs and run the demo again.")


def _taken(result: TakeResult) -> str:
    data = result.to_json()
    return f"{data['duration_s']:.1f} s, {data['frames']} pictures, {data['dropped_frames']} lost"


def _words_by() -> str:
    from producer.models import has_speech_model

    if has_speech_model():
        return "Writing down what was said, with the speech model that is here"
    return "No speech model here (producer models fetch small gets one), so the script is timed on the voice"


def find_words(take: Path, script: str, job: Job) -> Transcript:
    """Transcribe, or time the script where there is no model or it heard no word."""
    from producer.speech.script_timing import time_script
    from producer.studio import transcript_for

    transcript = transcript_for(take, language=LANGUAGE, script=script, job=job)
    return transcript if transcript.words else time_script(take, script, language=LANGUAGE, job=job)


def coach(take: Path, transcript: Transcript, say: Say, job: Job) -> dict[str, Any]:
    from producer.coach.take.report import coach_file

    report: dict[str, Any] = coach_file(take, transcript=transcript, language=LANGUAGE, job=job)
    for advice in report["advice"] or [{"text": "nothing to improve"}]:
        say(f"     {advice['text']}")
    return report


def caption(transcript: Transcript, folder: Path) -> tuple[CaptionTrack, list[Made]]:
    from producer.captions import make_cues, write_captions

    track = make_cues(transcript)
    files = [folder / f"{STEM}{suffix}" for suffix in (".srt", ".vtt")]
    for file in files:
        write_captions(track, file)
    return track, [Made("captions", file) for file in files]


def export(take: Path, track: CaptionTrack, sample: Sample, folder: Path, job: Job) -> list[Made]:
    from producer.studio import make_clip

    packs = make_clip(
        take, CHANNELS, folder, captions=track, title=sample.title, name=sample.name, role=sample.role, job=job
    )
    made: list[Made] = []
    for channel, pack in zip(CHANNELS, packs, strict=True):
        made += [
            Made(f"{channel} {what}", path)
            for what, path in (("clip", pack.clip), ("captions", pack.captions), ("picture", pack.thumbnail),
                               ("manifest", pack.manifest))
            if path is not None
        ]
    return made
