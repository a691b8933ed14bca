"""The pill: its signs, its small cross, the key H; what a screen reader is told; and that it leaves mouse and keyboard
alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from fakes.screen_reader import ScreenReader, screen_reader_missing
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from producer.coach.advice import IMPORTANCE, advice_kind, advice_text
from producer.media import tone
from ui.widgets import nudge as module
from ui.widgets.nudge import CLOSE_PX, EDGE_PX, ICON_PX, NudgePill

Until = Callable[..., None]


class Stage(QWidget):
    """A picture with a button and two fields under it; counts what the mouse does to it."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(800, 600)
        self.pressed = 0
        self.pill = NudgePill(self)
        self.pill.set_room(QRect(0, 0, 800, 450))
        self.record, self.field, self.script = QPushButton("Record", self), QLineEdit(self), QPlainTextEdit(self)
        for part, x in ((self.record, 20), (self.field, 200), (self.script, 450)):
            part.setGeometry(x, 500, 150, 60)
        self.quietened: list[str] = []
        self.pill.quietened.connect(self.quietened.append)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed += 1


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the screen reader."""
    told: list[str] = []
    monkeypatch.setattr(module, "speak", lambda widget, text: told.append(text))
    return told


@pytest.fixture
def stage(qapp: QApplication, said: list[str]) -> Iterator[Stage]:
    made = Stage()
    made.show()
    made.record.setFocus()
    assert QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    yield made
    made.hide()
    made.deleteLater()


def show(stage: Stage, until: Until, code: str = "look_at_lens") -> None:
    stage.pill.show_text(advice_text(code, "en"), code)
    until(lambda: stage.pill.opacity == 1.0)


def sign_of(stage: Stage, until: Until, code: str) -> list[list[bool]]:
    """Where the sign's strokes are, without their colour."""
    show(stage, until, code)
    picture = stage.pill.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    top = (stage.pill.height() - ICON_PX) // 2
    return [[picture.pixelColor(EDGE_PX + x, top + y).lightness() > 90 for x in range(ICON_PX)] for y in range(ICON_PX)]


def test_what_it_is_about_is_told_by_a_shape_of_its_own(stage: Stage, until: Until) -> None:
    signs = [sign_of(stage, until, code) for code in ("move_left", "speak_up", "look_at_lens")]
    assert [stage.pill.kind for code in ("look_at_lens",)] == ["look"]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        pairs = [pair for rows in zip(signs[one], signs[other], strict=True) for pair in zip(*rows, strict=True)]
        assert sum(a or b for a, b in pairs) > 60
        assert sum(a != b for a, b in pairs) > 60
    assert sign_of(stage, until, "no_sound") == signs[1]
    assert {advice_kind(code) for code in IMPORTANCE} == {"picture", "voice", "look"}


def test_the_cross_leaves_the_advice_out_and_the_keyboard_where_it_was(stage: Stage, until: Until) -> None:
    show(stage, until)
    QTest.mouseClick(stage.pill.close_button, Qt.MouseButton.LeftButton)
    assert stage.quietened == ["look_at_lens"]
    assert stage.focusWidget() is stage.record
    until(lambda: not stage.pill.isVisible())
    stage.pill.show_text("Look into the lens", "look_at_lens")
    assert stage.pill.text == "" and not stage.pill.isVisible()
    show(stage, until, "speak_up")
    assert stage.pill.text == "Speak up a little"


def test_only_the_cross_takes_the_mouse(stage: Stage, until: Until) -> None:
    show(stage, until)
    middle = stage.pill.rect().center()
    QTest.mouseClick(stage.windowHandle(), Qt.MouseButton.LeftButton, pos=stage.pill.mapTo(stage, middle))
    assert stage.pressed == 1 and stage.quietened == []
    assert stage.focusWidget() is stage.record
    corner = stage.pill.close_button.geometry()
    assert corner.width() == CLOSE_PX and stage.pill.rect().contains(corner)
    at = stage.pill.close_button.mapTo(stage, QPoint(CLOSE_PX // 2, CLOSE_PX // 2))
    QTest.mouseClick(stage.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    assert stage.pressed == 1 and stage.quietened == ["look_at_lens"]


def test_h_leaves_it_out_and_is_a_letter_where_somebody_types(stage: Stage, until: Until) -> None:
    QTest.keyClick(stage.record, Qt.Key.Key_H)
    show(stage, until)
    for field in (stage.field, stage.script):
        field.setFocus()
        QTest.keyClicks(field, "hush")
    assert (stage.field.text(), stage.script.toPlainText(), stage.quietened) == ("hush", "hush", [])
    stage.record.setFocus()
    QTest.keyClick(stage.record, Qt.Key.Key_H)
    assert stage.quietened == ["look_at_lens"]
    QTest.keyClick(stage.record, Qt.Key.Key_H)
    assert stage.quietened == ["look_at_lens"]


def test_tab_reaches_the_cross_and_the_keyboard_goes_back(stage: Stage, until: Until) -> None:
    show(stage, until)
    QTest.keyClick(stage.record, Qt.Key.Key_Backtab)
    assert stage.focusWidget() is stage.pill.close_button
    QTest.keyClick(stage.pill.close_button, Qt.Key.Key_Space)
    assert stage.quietened == ["look_at_lens"]
    assert stage.focusWidget() is stage.record


def test_an_advice_that_is_mended_gives_the_keyboard_back(stage: Stage, until: Until) -> None:
    show(stage, until)
    QTest.keyClick(stage.record, Qt.Key.Key_Backtab)
    stage.pill.show_text("")
    assert stage.focusWidget() is stage.record
    until(lambda: not stage.pill.isVisible())


def test_one_without_a_code_has_no_cross(stage: Stage, until: Until) -> None:
    stage.pill.show_text("Say something")
    assert stage.pill.close_button.isHidden() and stage.pill.kind == ""
    QTest.keyClick(stage.record, Qt.Key.Key_H)
    assert stage.pill.text == "Say something" and stage.quietened == []


def test_it_is_spoken_once_where_it_is_wanted(stage: Stage, said: list[str]) -> None:
    stage.pill.show_text("Look into the lens", "look_at_lens")
    stage.pill.show_text("Kijk in de lens", "look_at_lens")  # the window's language was changed
    stage.pill.show_text("Praat iets harder", "speak_up")
    stage.pill.show_text("")
    assert said == ["Look into the lens", "Praat iets harder"]
    stage.pill.spoken = False
    stage.pill.show_text("Haal even adem", "pause_more")
    assert said == ["Look into the lens", "Praat iets harder"]


def test_it_ticks_once_where_it_is_wanted(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[int] = []
    monkeypatch.setattr(tone, "play_tick", lambda: ticks.append(1))
    stage.pill.show_text("Look into the lens", "look_at_lens")
    assert ticks == []
    stage.pill.tick = True
    stage.pill.show_text("Speak up a little", "speak_up")
    stage.pill.show_text("Speak up a little", "speak_up")
    stage.pill.show_text("")
    assert ticks == [1]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("width", [480, 800])
def test_every_advice_stands_whole_inside_the_picture(stage: Stage, language: str, width: int) -> None:
    room = QRect(40, 10, width, width * 9 // 16)
    stage.pill.set_room(room)
    for code in IMPORTANCE:
        text = advice_text(code, language)
        stage.pill.show_text(text, code)
        assert room.contains(stage.pill.geometry())
        left, right = stage.pill._margins()
        words = stage.pill.fontMetrics().boundingRect(
            QRect(0, 0, stage.pill.width() - left - right, 400), int(Qt.TextFlag.TextWordWrap), text
        )
        assert words.height() <= stage.pill.height() and words.width() <= stage.pill.width() - left - right
        assert stage.pill.height() < 0.3 * room.height()


CHILD = """
import sys
from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from ui.widgets.nudge import NudgePill

application = QApplication([])
window = QWidget()
window.resize(640, 400)
pill = NudgePill(window)
pill.set_room(QRect(0, 0, 640, 360))
window.show()
steps = [
    lambda: pill.show_text("Kijk in de lens", "look_at_lens"),
    lambda: setattr(pill, "spoken", False),
    lambda: pill.show_text("Praat iets harder", "speak_up"),
    lambda: setattr(pill, "spoken", True),
    lambda: pill.show_text("Haal even adem", "pause_more"),
]
timer = QTimer()
timer.setInterval(300)
timer.timeout.connect(lambda: steps.pop(0)() if steps else None)
timer.start()
sys.exit(application.exec())
"""


@pytest.mark.live
def test_a_screen_reader_is_really_told(xvfb: str) -> None:
    """On the accessibility bus of the system, as a screen reader listens to it."""
    missing = screen_reader_missing()
    if missing:
        pytest.skip(missing)
    with ScreenReader() as reader:
        child = subprocess.Popen([sys.executable, "-c", CHILD], env=reader.env)
        try:
            assert reader.wait_for("Haal even adem", 20)
        finally:
            child.terminate()
            child.wait(10)
    assert reader.said == ["Kijk in de lens", "Haal even adem"]
