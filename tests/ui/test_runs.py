"""The room check and practice in the window: begun, ended, interrupted by a take, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from producer.coach.limits import DRILL_READY_S
from producer.coach.readings import FramingReading, LiveReading
from producer.coach.room.verdicts import Verdict
from producer.values import Nudge
from ui.main_window import MainWindow
from ui.recording import Phase

Until = Callable[..., None]
GOOD = Verdict("light", "good", "good", {"face_luma": 130})
DARK = Verdict("light", "bad", "dark", {"face_luma": 40})


def ready(window: MainWindow, until: Until) -> None:
    until(lambda: window.recording.phase is Phase.READY)


def looking(t_s: float, at_lens: float = 1.0) -> LiveReading:
    return LiveReading(t_s, FramingReading(1.0, 1.0, lens_share=at_lens), None, speaking=True)


def test_the_room_check_watches_and_says_what_it_found(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.coaching.verdicts = (DARK,)
    window.takes.room_button.click()
    assert window.panels.currentWidget() is window.room.panel
    until(lambda: engine.coaching.checks and engine.coaching.checks[-1].closed)
    assert engine.sessions[-1].watchers == [], "it does not watch on"
    texts = {label.text() for label in window.room.panel.findChildren(type(window.takes.heading)) if label.isVisible()}
    assert any("light" in text.lower() for text in texts), texts


def test_a_take_ends_the_room_check(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.coaching.share = 0.3
    window.show_room()
    until(lambda: engine.sessions[-1].watchers)
    window.stage.press()
    until(lambda: engine.coaching.checks[-1].closed)
    assert engine.sessions[-1].watchers == []
    assert not window.room.running
    panel = window.room.panel
    assert panel.note.text() == "The check made way for your take."
    assert not panel.again.isEnabled(), "a take is made"
    until(lambda: window.recording.phase is Phase.RECORDING)
    window.stage.press()
    ready(window, until)
    assert panel.again.isEnabled()


def test_nudges_keep_quiet_while_the_room_is_checked(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.coaching.share = 0.3
    window.show_room()
    until(lambda: engine.sessions[-1].watchers)
    engine.nudged(Nudge("look_at_lens", 1.0))
    until(lambda: window.stage._nudge_code == "look_at_lens")
    assert not window.stage.nudge.text
    QTest.keyClick(window.room.panel, Qt.Key.Key_Escape)
    until(lambda: window.stage.nudge.text == "Look into the lens")


def test_a_drill_runs_on_the_live_readings_and_is_remembered(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    window.header.practice.click()
    panel = window.practice.panel
    assert window.panels.currentWidget() is panel
    panel.start_wanted.emit("look")
    assert window.recording.wants_readings
    for index in range(round((30 + DRILL_READY_S) * 10) + 5):
        engine.read(looking(100 + index * 0.1))
    until(lambda: engine.coaching.remembered)
    point = engine.coaching.remembered[0]
    assert (point.kind, point.reached) == ("look", True)
    assert not window.recording.wants_readings, "nobody is woken for what nobody wants"


def test_a_take_ends_the_drill_and_nothing_is_remembered(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    window.show_practice()
    window.practice.panel.start_wanted.emit("look")
    engine.read(looking(100.0))
    window.stage.press()
    until(lambda: window.recording.phase is Phase.RECORDING)
    assert not window.recording.wants_readings
    window.stage.press()
    ready(window, until)
    assert engine.coaching.remembered == []


def test_free_practice_keeps_the_coach_s_nudges(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    window.show_practice()
    window.practice.panel.start_wanted.emit("free")
    engine.nudged(Nudge("look_at_lens", 1.0))
    until(lambda: window.stage.nudge.text == "Look into the lens")
    window.practice.panel.start_wanted.emit("look")
    assert not window.stage.nudge.text, "a drill gives its own hints"
    window.practice.panel.stop_wanted.emit()
    assert window.stage.nudge.text == "Look into the lens"
    assert not list(window.desk.takes), "nothing was recorded"


def test_drills_that_cannot_be_judged_say_so(window: MainWindow, engine, until: Until, monkeypatch: Any) -> None:  # type: ignore[no-untyped-def]
    import producer.models

    monkeypatch.setattr(producer.models, "find_face_model", lambda: None)
    ready(window, until)
    window.show_practice()
    choices = window.practice.panel.choice.choices
    until(lambda: not choices["look"].start.isEnabled())
    assert choices["pause"].start.isEnabled()


def test_a_room_check_begins_anew_when_the_devices_are_there_again(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.coaching.share = 0.3
    window.show_room()
    until(lambda: engine.sessions[-1].watchers)
    window.speak("nl")
    until(lambda: len(engine.sessions) == 2 and engine.sessions[-1].watchers)
    assert len(engine.coaching.checks) == 2
    window.show_takes()
    until(lambda: engine.coaching.checks[-1].closed)


def test_nothing_can_be_practised_without_a_picture(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    window.show_practice()
    free = window.practice.panel.choice.choices["free"].start
    assert free.isEnabled()
    engine.sessions[-1].on_event(SimpleNamespace(kind="camera-lost", text="", values={}))
    until(lambda: window.recording.phase is Phase.TROUBLE)
    assert not free.isEnabled()


def test_the_space_bar_is_named_only_where_it_records(window: MainWindow, until: Until) -> None:
    ready(window, until)
    window.activateWindow()
    window.stage.button.setFocus()
    window._focus_moved(None, window.stage.button)
    assert window.stage.hint.text() == "Record: space bar"
    window._focus_moved(window.stage.button, window.header.practice)
    assert window.stage.hint.text() == "Record"
    window._focus_moved(window.header.practice, window.takes.list)
    assert window.stage.hint.text() == "Record: space bar"
