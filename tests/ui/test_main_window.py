"""The window on an engine without devices: keys, languages, trouble, clips, and nothing that is cut off or has no
name.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from producer.errors import CameraError, ToolError
from producer.settings import Settings, load_settings
from producer.values import Nudge
from ui.main_window import LEAST_SIZE, MainWindow
from ui.recording import Phase
from ui.screens.clip import View

Until = Callable[..., None]


def ready(window: MainWindow, until: Until) -> None:
    until(lambda: window.recording.phase is Phase.READY)


def make_take(window: MainWindow, until: Until) -> None:
    ready(window, until)
    QTest.keyClick(window.stage.button, Qt.Key.Key_Space)
    until(lambda: window.recording.phase is Phase.RECORDING)
    QTest.keyClick(window.stage.button, Qt.Key.Key_Space)
    until(lambda: window.takes.model.rowCount() == 1)


def test_space_records_and_stops_and_the_take_is_listed(window: MainWindow, until: Until, tmp_path: Path) -> None:
    make_take(window, until)
    assert window.takes.chosen is not None
    assert window.takes.chosen.path == tmp_path / "Take 1.mkv"
    assert window.takes.clip_button.isEnabled()


def test_space_in_a_text_field_is_a_space(window: MainWindow, until: Until) -> None:
    make_take(window, until)
    window.takes.clip_button.click()
    until(lambda: window.panels.currentWidget() is window.clip)
    window.clip.form.title.setFocus()
    QTest.keyClicks(window.clip.form.title, "a b")
    assert window.clip.form.title.text() == "a b"
    assert window.recording.phase is Phase.READY


def test_keys_and_closing_before_anything_is_there(qapp: QApplication, engine: Any, languages: Any) -> None:
    window = MainWindow(engine, Settings(), languages)
    window.show()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
        QTest.keyClick(window, key)
    assert window.close()
    window.start()
    assert engine.opened == []
    window.deleteLater()


def test_escape_cancels_the_countdown(window: MainWindow, until: Until) -> None:
    ready(window, until)
    window.recording._countdown_s = 3
    window.stage.press()
    assert window.recording.phase is Phase.COUNTDOWN
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.recording.phase is Phase.READY


def test_no_camera_says_so_and_trying_again_works(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.trouble = CameraError("There is no camera.", code="camera-missing")
    window.use_sources("9", "none")
    until(lambda: window.recording.phase is Phase.TROUBLE)
    assert window.stage.note.title.text() == "There is no camera here."
    assert window.focusWidget() is window.stage.note.again
    engine.trouble = None
    window.stage.note.again.click()
    ready(window, until)
    assert engine.opened[-1] == ("9", "none")
    assert load_settings().camera == "9"


def test_enter_presses_the_button_that_has_the_keyboard(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.trouble = CameraError("There is no camera.", code="camera-missing")
    window.use_sources("9", "none")
    until(lambda: window.recording.phase is Phase.TROUBLE)
    QTest.keyClick(window.stage.note.another, Qt.Key.Key_Return)
    assert window.panels.currentWidget() is window.takes  # not the one that has the keyboard
    window.stage.note.another.setFocus()
    QTest.keyClick(window.stage.note.another, Qt.Key.Key_Return)
    assert window.panels.currentWidget() is window.devices


@pytest.mark.parametrize("count", [2, 3, 6])
def test_an_opened_list_shows_all_its_entries(window: MainWindow, until: Until, count: int) -> None:
    ready(window, until)
    window.show_devices()
    until(window.devices.again.isEnabled)
    box = window.devices.camera
    box.clear()
    box.addItems([f"Camera {number}" for number in range(count)])
    box.showPopup()
    QApplication.processEvents()  # only now does the list take its size
    last = box.view().visualRect(box.model().index(count - 1, 0))
    assert last.height() >= 28 and last.bottom() < box.view().viewport().height()
    box.hidePopup()


def test_a_device_panel_chooses_another(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    window.header.devices.click()
    until(lambda: window.devices.camera.count() > 2 and window.devices.again.isEnabled())
    window.devices.camera.setCurrentIndex(1)
    window.devices.camera.activated.emit(1)
    window.devices.use.click()
    until(lambda: engine.opened[-1][0] == "1")
    assert window.panels.currentWidget() is window.takes


def test_one_nudge_in_the_window_s_language_and_it_goes(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.nudged(Nudge("look_at_lens", 1.0))
    until(lambda: window.stage.nudge.text == "Look into the lens")
    window.speak("nl")
    ready(window, until)
    engine.nudged(Nudge("look_at_lens", 2.0))
    until(lambda: window.stage.nudge.text == "Kijk in de lens")
    engine.nudged(None)
    until(lambda: not window.stage.nudge.text)


def test_what_a_person_wants_to_hear_reaches_the_coach(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    assert engine.coaches[-1].wishes[-1].level == "all"
    for level in ("important", "off"):
        window.menu.nudges[level].trigger()
        assert engine.coaches[-1].wishes[-1].level == level
        assert load_settings().nudges == level
    window.menu.tick.setChecked(True)
    window.menu.spoken.setChecked(False)
    assert (load_settings().nudge_tick, load_settings().nudge_spoken) == (True, False)
    window.speak("nl")
    ready(window, until)
    assert engine.coaches[-1].wishes[-1].level == "off", "a new coach is told as well"


def test_a_hushed_advice_stays_away_until_the_next_start(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    engine.nudged(Nudge("look_at_lens", 1.0))
    until(lambda: window.stage.nudge.text)
    window.stage.nudge.close_button.click()
    until(lambda: engine.coaches[-1].wishes[-1].quiet == {"look_at_lens"})
    assert not window.stage.nudge.text
    window.speak("nl")
    ready(window, until)
    assert engine.coaches[-1].wishes[-1].quiet == {"look_at_lens"}, "a new coach knows it too"


def test_the_first_seconds_of_a_take_are_the_speaker_s_own(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    make_take(window, until)
    assert engine.coaches[-1].begun == 1


def test_a_clip_is_ordered_made_and_shown(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    engine.model = True
    shown: list[Path] = []
    make_take(window, until)
    window.clip._show = shown.append
    window.takes.clip_button.click()
    until(lambda: len(window.clip.form.channels) == 3 and window.clip.form.captions.currentData() == "speech")
    window.clip.form.title.setText("Hello")
    window.clip.form.make.click()
    until(lambda: window.clip.view is View.DONE)
    (order,) = engine.orders
    assert (order.channels, order.title, order.captions, order.burn) == (
        ("linkedin", "youtube"),
        "Hello",
        "speech",
        True,
    )
    assert order.out == tmp_path / "clips"
    window.clip.show_button.click()
    assert shown == [tmp_path / "clips" / "clip.mp4"]


def test_without_a_model_the_script_is_asked_for(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    make_take(window, until)
    window.takes.clip_button.click()
    until(lambda: window.clip.form.captions.currentData() == "script")
    assert "producer models fetch small" in window.clip.form.cure.text()
    assert window.focusWidget() is window.clip.form.script
    assert not window.clip.form.make.isEnabled()
    window.clip.form.script.setPlainText("What I say.")
    assert window.clip.form.make.isEnabled()
    window.clip.form.make.click()
    until(lambda: window.clip.view is View.DONE)
    assert engine.orders[0].script == "What I say."


def test_a_clip_can_be_stopped_and_recording_waits_meanwhile(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    engine.model = True
    running = threading.Event()

    def work(order, job):  # type: ignore[no-untyped-def]
        running.set()
        while True:
            job.progress(0.4, "render")

    engine.work = work
    make_take(window, until)
    window.takes.clip_button.click()
    until(window.clip.form.make.isEnabled)
    window.clip.form.make.click()
    until(lambda: running.is_set() and window.clip.bar.value() == 400)
    assert window.clip.step.text() == "Making the clip…"
    assert not window.stage.button.isEnabled()
    window.clip.stop.click()
    until(lambda: window.clip.view is View.FORM)
    assert window.stage.button.isEnabled()


def test_a_failed_clip_says_what_and_offers_the_details(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    engine.model = True

    def work(order, job):  # type: ignore[no-untyped-def]
        raise ToolError("The video could not be made.", code="ffmpeg-failed", detail="libx264 said no")

    engine.work = work
    make_take(window, until)
    window.takes.clip_button.click()
    until(window.clip.form.make.isEnabled)
    window.clip.form.make.click()
    until(lambda: window.clip.view is View.FAILED)
    assert window.clip.sentence.text() == "Making the video did not work. Your recording is safe."
    assert "libx264" not in window.clip.sentence.text() + window.clip.cure.text()
    window.clip.copy.click()
    assert "libx264 said no" in QApplication.clipboard().text()


def test_a_lost_camera_keeps_the_take_and_says_so(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    ready(window, until)
    window.stage.press()
    until(lambda: window.recording.phase is Phase.RECORDING)
    engine.sessions[-1].on_event(SimpleNamespace(kind="camera-lost", text="", values={}))
    until(lambda: window.recording.phase is Phase.TROUBLE)
    assert window.takes.model.rowCount() == 1
    assert window.stage.note.title.text() == "The camera has stopped giving a picture."
    assert engine.sessions[-1].closed


@pytest.mark.parametrize("code", ["en", "nl"])
def test_everything_has_a_name_and_nothing_is_cut_off(window: MainWindow, until: Until, code: str) -> None:
    window.speak(code)
    window.resize(LEAST_SIZE)
    make_take(window, until)
    window.clip.open(window.takes.chosen, Path("clips"))  # type: ignore[arg-type]
    for panel in (window.takes, window.clip, window.devices):
        window.panels.setCurrentWidget(panel)
        QApplication.processEvents()
        for widget in window.findChildren(QWidget):
            if not widget.isVisible():
                continue
            if isinstance(widget, QComboBox | QLineEdit | QPlainTextEdit) and not isinstance(
                widget.parent(), QComboBox
            ):
                assert widget.accessibleName(), widget
            if isinstance(widget, QAbstractButton):
                assert widget.text() or widget.accessibleName(), widget
                assert widget.width() >= widget.sizeHint().width() - 1 or not widget.text(), widget.text()
            if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
                assert widget.width() >= widget.sizeHint().width() - 1, widget.text()


def test_a_take_goes_to_the_bin_and_comes_back(
    window: MainWindow,
    engine: Any,
    until: Until,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    make_take(window, until)
    take = window.takes.chosen
    assert take is not None
    engine.listed = [take]
    QTest.keyClick(window.takes.list, Qt.Key.Key_Delete)
    until(lambda: window.takes.model.rowCount() == 0)
    assert not take.path.exists()
    assert window.takes.notice.text.text() == "“Take 1” is in the bin."
    window.takes.notice.action.click()
    until(lambda: window.takes.model.rowCount() == 1)
    assert take.path.read_bytes() == b"take"


def test_light_and_dark_at_once_and_next_time(window: MainWindow, until: Until) -> None:
    ready(window, until)
    for look, name in (("dark", "#181614"), ("light", "#f7f5f2")):
        window.menu.looks[look].trigger()
        QApplication.processEvents()
        assert window.grab().toImage().pixelColor(4, 4).name() == name
        assert load_settings().look == look
    window.menu.looks[""].trigger()


def test_dutch_has_no_english_left(window: MainWindow, until: Until) -> None:
    make_take(window, until)
    window.speak("nl")
    until(lambda: window.takes.heading.text() == "Je opnamen")
    texts = {widget.text() for widget in window.findChildren(QLabel) + window.findChildren(QAbstractButton)}
    assert {"Je opnamen", "Maak de clip", "Camera en microfoon"} <= texts
    assert not {"Your takes", "Make the clip", "Show in folder", "Record: space bar"} & texts


def test_the_preview_is_a_mirror_and_the_newest_picture_wins(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    import numpy as np

    from producer.values import Frame

    ready(window, until)
    slot = engine.sessions[-1].preview
    picture = np.zeros((90, 160, 3), np.uint8)
    picture[:, :80] = (0, 0, 255)  # red on the left as recorded
    slot.frame = Frame(picture, 0.0, 1)
    slot.on_put()
    until(lambda: window.stage.preview.has_picture)
    shown: QImage = window.stage.preview.grab().toImage()
    room = window.stage.preview.picture_rect()
    left, right = (shown.pixelColor(room.left() + room.width() * part // 4, room.center().y()) for part in (1, 3))
    assert right.red() > 200
    assert left.red() < 60
