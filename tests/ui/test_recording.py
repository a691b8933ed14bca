"""The way from an opening camera to a finished take, with everything that can come between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from producer.errors import CameraError, DiskError
from ui.bridge import Mailbox, PreviewFeed, Tasks
from ui.recording import Phase, Recording

Until = Callable[..., None]


@pytest.fixture
def recording(qapp: QApplication, engine: Any, until: Until, tmp_path: Path) -> Iterator[Recording]:
    mailbox = Mailbox()
    made = Recording(engine, mailbox, Tasks(mailbox), PreviewFeed(), countdown_s=0)
    made.name_takes(lambda: tmp_path / "Take 1.mkv")
    yield made
    if made.phase is not Phase.CLOSED:
        ended = threading.Event()
        made.shut_down(ended.set)
        until(ended.is_set)


def ready(recording: Recording, until: Until) -> None:
    recording.open("0", "none")
    until(lambda: recording.phase is Phase.READY)


def test_the_last_choice_wins_and_the_others_are_closed(recording: Recording, engine: Any, until: Until) -> None:
    for camera in ("0", "1", "2"):
        recording.open(camera, "none")
    until(lambda: recording.phase is Phase.READY)
    assert engine.opened[-1] == ("2", "none")
    until(lambda: [session.closed for session in engine.sessions] == [True] * (len(engine.sessions) - 1) + [False])


def test_a_camera_that_hangs_does_not_keep_another_from_opening(
    recording: Recording, engine: Any, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.recording.PREVIOUS_OPENING_S", 0.05)
    free = threading.Event()
    make = engine.session

    def session(camera: str, *rest: Any) -> Any:
        if camera == "hangs":
            free.wait(10)
        return make(camera, *rest)

    engine.session = session
    recording.open("hangs", "none")
    recording.open("0", "none")
    until(lambda: recording.phase is Phase.READY)
    assert engine.opened == [("0", "none")]
    free.set()
    until(lambda: len(engine.sessions) == 2 and engine.sessions[-1].closed)
    assert recording.phase is Phase.READY


def test_a_failed_opening_is_closed_and_told(recording: Recording, engine: Any, until: Until) -> None:
    told: list[Any] = []
    recording.failed.connect(told.append)
    engine.trouble = CameraError("busy", code="camera-busy")
    recording.open("0", "none")
    until(lambda: recording.phase is Phase.TROUBLE)
    assert [error.code for error in told] == ["camera-busy"]
    assert engine.sessions[0].closed


def test_the_countdown_counts_and_can_be_cancelled(recording: Recording, engine: Any, until: Until) -> None:
    counted: list[int] = []
    recording.counted.connect(counted.append)
    recording._countdown_s = 3
    recording._timer.setInterval(10)
    ready(recording, until)
    recording.press()
    recording.press()
    assert recording.phase is Phase.READY
    assert engine.sessions[0].path == Path()
    counted.clear()
    recording.press()
    until(lambda: recording.phase is Phase.RECORDING)
    assert counted == [3, 2, 1]


def test_a_take_that_cannot_start_leaves_the_window_ready(recording: Recording, engine: Any, until: Until) -> None:
    told: list[Any] = []
    recording.failed.connect(told.append)
    ready(recording, until)

    def full(path: Path) -> None:
        raise DiskError("full", code="disk-full")

    engine.sessions[0].start_recording = full
    recording.press()
    until(lambda: told)
    assert told[0].code == "disk-full"
    assert recording.phase is Phase.READY


def test_a_lost_microphone_does_not_end_the_take(recording: Recording, engine: Any, until: Until) -> None:
    takes: list[Any] = []
    happened: list[str] = []
    recording.take_made.connect(takes.append)
    recording.happened.connect(lambda event: happened.append(event.kind))
    ready(recording, until)
    recording.press()
    until(lambda: recording.phase is Phase.RECORDING)
    engine.sessions[0].on_event(SimpleNamespace(kind="microphone-lost", text="", values={}))
    until(lambda: happened == ["microphone-lost"])
    assert recording.phase is Phase.RECORDING
    recording.press()
    until(lambda: recording.phase is Phase.TROUBLE)
    assert len(takes) == 1


def test_events_of_a_session_that_was_let_go_are_nobody_s(recording: Recording, engine: Any, until: Until) -> None:
    ready(recording, until)
    old = engine.sessions[0]
    recording.open("1", "none")
    until(lambda: recording.phase is Phase.READY and len(engine.sessions) == 2)
    old.on_event(SimpleNamespace(kind="camera-lost", text="", values={}))
    QApplication.processEvents()
    assert recording.phase is Phase.READY


def test_closing_finishes_the_take_first(recording: Recording, engine: Any, until: Until) -> None:
    takes: list[Any] = []
    order: list[str] = []
    recording.take_made.connect(lambda take: (takes.append(take), order.append("take")))
    ready(recording, until)
    recording.press()
    until(lambda: recording.phase is Phase.RECORDING)
    recording.shut_down(lambda: order.append("closed"))
    until(lambda: "closed" in order)
    assert order == ["take", "closed"]
    assert takes[0].path.exists()
    assert engine.sessions[0].closed
    assert recording.phase is Phase.CLOSED
