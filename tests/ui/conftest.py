"""One application for all tests of the window, an engine without devices, and a loop that runs until something
holds.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="PySide6 is not installed", exc_type=ImportError)

from fakes.reports import report
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from producer.errors import CameraError
from producer.jobs import Job
from producer.settings import Settings
from producer.values import CaptionTrack, Cue, Frame, Nudge
from ui import theme
from ui.captioning import Captions
from ui.engine import Choice, ClipOrder, Take
from ui.main_window import MainWindow
from ui.translations import Languages


class FakeSlot:
    def __init__(self) -> None:
        self.on_put: Callable[[], None] | None = None
        self.frame: Frame | None = None

    def take(self) -> Frame | None:
        frame, self.frame = self.frame, None
        return frame


@dataclass
class FakeResult:
    path: Path

    def to_json(self) -> dict[str, Any]:
        return {"take": str(self.path), "duration_s": 2.0}


@dataclass
class FakeSession:
    engine: FakeEngine
    on_event: Callable[[Any], None]
    preview: FakeSlot = field(default_factory=FakeSlot)
    level_dbfs: float | None = -20.0
    elapsed_s: float = 1.0
    closed: bool = False
    path: Path = field(default_factory=Path)
    watchers: list[Any] = field(default_factory=list)

    def open(self) -> None:
        if self.engine.trouble is not None:
            raise self.engine.trouble

    def attend(self, watcher: Any) -> None:
        self.watchers.append(watcher)

    def dismiss(self, watcher: Any) -> None:
        self.watchers.remove(watcher)

    def start_recording(self, path: Path) -> None:
        self.path = path
        path.write_bytes(b"take")

    def stop_recording(self) -> FakeResult:
        return FakeResult(self.path)

    def close(self) -> None:
        self.closed = True


class FakeCoach:
    def __init__(self) -> None:
        self.wishes: list[Any] = []
        self.begun = 0

    def see(self, frame: Any) -> None: ...
    def hear(self, block: Any) -> None: ...
    def close(self) -> None: ...
    def wish(self, wishes: Any) -> None:
        self.wishes.append(wishes)

    def begin(self) -> None:
        self.begun += 1


class FakeRoomCheck:
    """A check that is as far as it is told."""

    part = "speak"

    def __init__(self, verdicts: tuple[Any, ...], share: float) -> None:
        self.verdicts, self.share, self.closed = verdicts, share, False

    def finish(self) -> tuple[Any, ...]:
        return self.verdicts

    def close(self) -> None:
        self.closed = True


class FakePlayer:
    """Plays without a sound and without an end."""

    def __init__(self) -> None:
        self.played: list[tuple[Path, float, float | None]] = []
        self.playing, self.position_s = False, None

    def play(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None:
        self.played.append((path, start_s, end_s))
        self.playing = True

    def stop(self) -> None:
        self.playing = False

    close = stop


class FakeCoaching:
    """Reports that are there at once, and progress in memory."""

    def __init__(self) -> None:
        self.reports: dict[Path, Any] = {}
        self.measured: list[Path] = []
        self.remembered: list[Any] = []
        self.erased = 0
        self.verdicts: tuple[Any, ...] = ()
        self.players: list[FakePlayer] = []
        self.checks: list[FakeRoomCheck] = []
        self.share = 1.0
        self.trouble: Exception | None = None

    def report(self, take: Path, language: str, job: Job) -> Any:
        self.measured.append(take)
        if self.trouble is not None:
            raise self.trouble
        job.check()
        return self.reports.get(take) or report(take)

    def kept_report(self, take: Path) -> Any:
        return self.reports.get(take)

    def compare(self, reports: Sequence[Any]) -> Any:
        from producer.coach.take.compare import compare

        return compare(reports)

    def save_page(self, report: Any, target: Path, language: str, job: Job) -> Path:
        target.write_text(report.file.name)
        return target

    def points(self) -> tuple[Any, ...]:
        return () if self.erased else tuple(self.remembered)

    def remember(self, point: Any) -> None:
        self.remembered.append(point)

    def erase_progress(self) -> None:
        self.erased += 1

    def undo_erase(self) -> None:
        self.erased -= 1

    def player(self, on_end: Callable[[], None]) -> FakePlayer:
        self.players.append(FakePlayer())
        return self.players[-1]

    def room_check(self, microphone: str, language: str) -> FakeRoomCheck:
        self.checks.append(FakeRoomCheck(self.verdicts, self.share))
        return self.checks[-1]


class FakeCaptioning:
    """Captions that are there at once, on the engine's own light parts."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self.orders: list[Any] = []
        self.opened: list[Path] = []

    def find(self, inputs: Sequence[Path], out: Path) -> list[Path]:
        return list(inputs)

    def caption(self, order: Any, job: Job, on_file: Callable[[Any], None], on_progress: Any) -> list[Any]:
        from producer.batch.report import FileReport

        self.orders.append(order)
        reports = [FileReport(str(path), "done", (str(path.with_suffix(".srt")),), cues=2) for path in order.files]
        for report_ in reports:
            job.check()
            on_file(report_)
        return reports

    def caution(self, language: str) -> str:
        return ""

    def of_take(self, take: Path, job: Job) -> Captions:
        if self.trouble is not None:
            raise self.trouble
        self.opened.append(take)
        cues = (Cue(0.5, 2.0, ("Good morning",)), Cue(2.5, 4.0, ("to all of you",)))
        return Captions(take, take.with_suffix(".srt"), CaptionTrack("en", cues), None, "plain")

    def of_result(self, report_: Any, rules: str) -> Captions:
        return self.of_take(Path(report_.input), Job())

    def work(self) -> Any:
        from dataclasses import replace as changed

        from ui.screens.captions_work import real_work

        def nothing(*_: Any) -> Any:
            raise CameraError("there is no picture in a test", code="camera-missing")

        return changed(real_work(lambda on_end: FakePlayer()), picture=nothing, waveform=nothing)


class FakeEngine:
    """Opens at once, or fails with ``trouble``; remembers what it was asked."""

    def __init__(self) -> None:
        self.trouble: CameraError | None = None
        self.sessions: list[FakeSession] = []
        self.opened: list[tuple[str, str]] = []
        self.orders: list[ClipOrder] = []
        self.model = False
        self.listed: list[Take] = []
        self.nudged: Callable[[Nudge | None], None] = lambda nudge: None
        self.read: Callable[[Any], None] = lambda reading: None
        self.coaches: list[FakeCoach] = []
        self.coaching, self.captioning = FakeCoaching(), FakeCaptioning()
        self.updates: Callable[[Job], Any] = lambda job: None
        self.work: Callable[[ClipOrder, Job], Sequence[Path]] = lambda order, job: [order.out / "clip.mp4"]

    def cameras(self) -> list[Choice]:
        return [Choice("0", "Front camera"), Choice("1", "Desk camera")]

    def microphones(self) -> list[Choice]:
        return [Choice("2", "Headset")]

    def coach(
        self, language: str, on_nudge: Callable[[Nudge | None], None], on_reading: Callable[[Any], None]
    ) -> FakeCoach:
        self.nudged, self.read = on_nudge, on_reading
        self.coaches.append(FakeCoach())
        return self.coaches[-1]

    def session(self, camera: str, microphone: str, on_event: Callable[[Any], None], watcher: Any) -> FakeSession:
        self.opened.append((camera, microphone))
        self.sessions.append(FakeSession(self, on_event))
        return self.sessions[-1]

    def advice(self, code: str, language: str) -> str:
        from producer.coach.advice import advice_text

        return advice_text(code, language)

    def takes(self, folder: Path) -> list[Take]:
        return self.listed

    def unfinished(self, folder: Path) -> list[Any]:
        return []

    def recover(self, unfinished: Any) -> Take:
        return Take(unfinished, 1.0, 0.0, recovered=True)

    def channels(self) -> list[Choice]:
        return [Choice("linkedin", "LinkedIn"), Choice("youtube", "YouTube"), Choice("x", "X")]

    def has_speech_model(self) -> bool:
        return self.model

    def make_clips(self, order: ClipOrder, job: Job) -> Sequence[Path]:
        self.orders.append(order)
        return self.work(order, job)

    def look_for_updates(self, job: Job) -> Any:
        return self.updates(job)


@pytest.fixture(scope="session")
def qapp(xvfb: str) -> Iterator[QApplication]:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    theme.load_fonts()
    theme.apply(application)
    yield application


@pytest.fixture
def until(qapp: QApplication) -> Callable[..., None]:
    """Run the event loop until ``holds()``; fails after ``limit_s``."""

    def wait(holds: Callable[[], object], limit_s: float = 5.0) -> None:
        end = time.monotonic() + limit_s
        while not holds():
            if time.monotonic() > end:
                pytest.fail("it did not come to that")
            qapp.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    return wait


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    spoken = Languages(qapp)
    spoken.speak("en")
    yield spoken
    spoken.speak("en")


@pytest.fixture
def window(
    qapp: QApplication, engine: FakeEngine, languages: Languages, until: Callable[..., None], tmp_path: Path
) -> Iterator[MainWindow]:
    """The real main window on the fake engine, shown and started; takes go to ``tmp_path``."""
    made = MainWindow(engine, Settings(takes=str(tmp_path), countdown_s=0), languages)
    made.show()
    made.start()
    yield made
    made.close()
    until(lambda: not made.isVisible())
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    os.environ.pop("PRODUCER_CAMERA", None)
