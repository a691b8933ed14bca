"""The practice panel: the choice, a drill that runs, what came of it; by mouse and keyboard, in both languages, told to
a screen reader, and by shape and not only by colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from producer.coach.drills.drill import DRILLS, DrillResult, DrillState
from producer.coach.readings import LiveReading, VoiceReading
from producer.coach.teaching import Lesson
from ui import theme
from ui.screens import practice as module
from ui.screens.practice import FREE, PracticePanel
from ui.widgets.dial import Dial, Sign

PANEL_PX, LEAST_PX = 372, 540
Until = Callable[..., None]


class Beside(QWidget):
    """The panel as it is in the window, a button of the window beside it; remembers what the panel asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.language = "en"
        self.record = QPushButton("Record")
        self.panel = PracticePanel(self._lesson, lambda: self.language)
        self.panel.setFixedWidth(PANEL_PX)
        row = QHBoxLayout(self)
        row.addWidget(self.record)
        row.addWidget(self.panel)
        self.resize(520, LEAST_PX)
        self.asked: list[str] = []
        self.panel.start_wanted.connect(self.asked.append)
        self.panel.stop_wanted.connect(lambda: self.asked.append("stop"))
        self.panel.left.connect(lambda: self.asked.append("left"))

    def _lesson(self, code: str) -> Lesson | None:
        return None if code == "look" else Lesson(f"About {code}", "Breathe.", "Somebody 2018")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(module, "speak", lambda widget, text: told.append(text))
    return told


@pytest.fixture
def beside(qapp: QApplication, said: list[str]) -> Iterator[Beside]:
    made = Beside()
    made.show()
    assert QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    yield made
    made.hide()
    made.deleteLater()


def running(share: float = 0.25, **changes: Any) -> DrillState:
    return DrillState(share, 30 * (1 - share), **{"figure": 0.82, "on_target": True, "hint": "at_lens", **changes})


def result(code: str = "look", outcome: str = "look", figure: float | None = 0.62) -> DrillResult:
    return DrillResult(code, outcome == "reached", figure, outcome)


# ---------------------------------------------------------------- the choice


def test_there_is_free_practice_and_four_drills_each_with_a_line_and_a_start(beside: Beside) -> None:
    choices = beside.panel.choice.choices
    assert tuple(choices) == (FREE, *DRILLS)
    assert [choice.name.text() for choice in choices.values()] == [
        "Just practise", "Opening line", "Slow down", "Pauses", "Look at the lens",
    ]  # fmt: skip
    assert beside.panel.choice.promise.text() == "Nothing is recorded."
    for choice in choices.values():
        choice.start.click()
    assert beside.asked == [FREE, *DRILLS]
    assert choices["pause"].start.accessibleName() == "Start: Pauses"
    assert choices["pause"].start.accessibleDescription() == "Three short silences in 45 seconds"


def test_what_cannot_be_judged_here_says_why_and_cannot_be_started(beside: Beside) -> None:
    beside.panel.show_choice({"look": "no_eyes", "slow_down": "no_pace"})
    choices = beside.panel.choice.choices
    assert [code for code, choice in choices.items() if not choice.start.isEnabled()] == ["slow_down", "look"]
    assert choices["slow_down"].line.text() == "We know the pace of English and Dutch only"
    assert choices["look"].line.text().startswith("Needs the face model")
    beside.panel.show_choice(None)  # nothing new is known
    assert not choices["look"].start.isEnabled()
    beside.panel.show_choice({})
    assert choices["look"].start.isEnabled()


def test_a_lesson_stands_under_the_choice(beside: Beside) -> None:
    lesson = beside.panel.choice.lesson
    assert (lesson.title.text(), lesson.source.text()) == ("About practice", "Source: Somebody 2018")


def test_the_way_back(beside: Beside) -> None:
    beside.panel.choice.back.click()
    assert beside.asked == ["left"]


# ---------------------------------------------------------------- a drill that runs


def test_a_drill_shows_goal_figure_time_and_how_it_goes(beside: Beside) -> None:
    beside.panel.show_running("look", running())
    view = beside.panel.running
    assert view.isVisible()
    assert (view.heading.text(), view.goal.text()) == (
        "Look at the lens", "Tell something, and look into the lens while you speak.",
    )  # fmt: skip
    assert (view.dial.figure, view.dial.unit, view.dial.left) == ("82 %", "at the lens", 0.75)
    assert view.dial.accessibleName() == "82 % at the lens"
    assert (view.hint.text(), view.sign.on) == ("In the lens", True)
    assert view.time_left.text().startswith("23 second")
    beside.panel.show_running("look", running(0.5, on_target=False, hint="look"))
    assert (view.hint.text(), view.sign.on, view.dial.left) == ("Look into the lens", False, 0.5)
    view.stop.click()
    assert beside.asked == ["stop"]


def test_before_go_it_counts_down(beside: Beside) -> None:
    beside.panel.show_running("pause", DrillState(0.0, 45.0, wait_s=2.4))
    view = beside.panel.running
    assert (view.dial.figure, view.dial.unit, view.dial.left) == ("3", "Get ready", 1.0)
    assert not view.sign.isVisible()


def test_start_reached_and_end_are_told_once_each(beside: Beside, said: list[str]) -> None:
    panel = beside.panel
    panel.show_running("pause", DrillState(0.0, 45.0, wait_s=3.0))
    panel.show_running("pause", DrillState(0.0, 45.0, wait_s=0.1))
    goal = "Pauses. Tell something, and be silent for one or two seconds three times."
    assert said == [goal]
    for share in (0.0, 0.1, 0.2):
        panel.show_running("pause", DrillState(share, 45 * (1 - share), hint="talk_on", figure=1))
    assert said == [goal, "Go ahead"]
    for share in (0.3, 0.4):
        panel.show_running("pause", DrillState(share, 45 * (1 - share), hint="talk_on", figure=3, reached=True))
    assert said == [goal, "Go ahead", "Reached. Go on if you like."]
    assert panel.running.time_left.text().endswith("· reached")
    panel.show_running("pause", DrillState(1.0, 0.0, hint="talk_on", figure=3, reached=True, done=True))
    panel.show_result(result("pause", "reached", 3))
    assert said[3:] == [
        "Good silences: people get time to think along. Put one after your main point in the next take."
    ]


def test_free_practice_shows_the_time_and_the_pace(beside: Beside) -> None:
    beside.panel.show_running(FREE, None)
    view = beside.panel.running
    assert (view.heading.text(), view.dial.figure, view.dial.unit) == ("Just practise", "0:00", "not recorded")
    assert "Nothing is recorded" in view.goal.text()
    beside.panel.show_free(75.0, LiveReading(1.0, None, VoiceReading(words_per_minute=142.4)))
    assert (view.dial.figure, view.hint.text()) == ("1:15", "142 words a minute")
    beside.panel.show_free(76.0, LiveReading(2.0, None, None))
    assert view.hint.text() == ""


# ---------------------------------------------------------------- what came of it


def test_a_result_is_a_figure_a_kind_sentence_and_what_to_try(beside: Beside) -> None:
    beside.panel.show_result(result("slow_down", "too_fast", 171.6))
    view = beside.panel.result
    assert view.isVisible()
    assert (view.figure.text(), view.unit.text(), view.sign.on) == ("172", "words a minute", False)
    assert view.said.text() == "You spoke fast for a good part of the time."
    assert (view.try_heading.text(), view.tried.text()) == ("Try this next", "Take a breath after every sentence.")
    assert view.lesson.title.text() == "About slow_down" and view.lesson.isVisible()
    assert view.sign.accessibleName() == "Not yet"
    view.again.click()
    view.next.click()
    assert (view.next.text(), beside.asked) == ("Next: Pauses", ["slow_down", "pause"])
    view.back.click()
    assert beside.panel.choice.isVisible() and beside.asked == ["slow_down", "pause"]


def test_a_result_without_figure_or_lesson_leaves_them_out(beside: Beside) -> None:
    beside.panel.show_result(result("look", "too_quiet", None))
    view = beside.panel.result
    assert not view.figure.isVisible() and not view.unit.isVisible() and not view.lesson.isVisible()


def test_the_next_drill_is_one_that_can_be_judged_here(beside: Beside) -> None:
    beside.panel.show_choice({"opening": "no_eyes", "look": "no_eyes"})
    beside.panel.show_result(result("pause", "reached", 3))
    assert beside.panel.result.next.text() == "Next: Slow down"
    beside.panel.show_choice({"opening": "no_eyes", "look": "no_eyes", "slow_down": "no_pace"})
    beside.panel.show_result(result("pause", "reached", 3))
    assert not beside.panel.result.next.isVisible()


# ---------------------------------------------------------------- keyboard


def test_all_of_it_goes_by_the_keyboard(beside: Beside, until: Until) -> None:
    panel = beside.panel
    until(lambda: QApplication.focusWidget() is panel.choice.choices[FREE].start)
    order = [QApplication.focusWidget()]
    for _ in range(4):
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        order.append(QApplication.focusWidget())
    assert order == [choice.start for choice in panel.choice.choices.values()]
    QTest.keyClick(order[-1], Qt.Key.Key_Space)
    assert beside.asked == ["look"]
    panel.show_running("look", running())
    assert QApplication.focusWidget() is panel.running.stop
    panel.show_result(result())
    assert QApplication.focusWidget() is panel.result.next
    QTest.keyClick(panel.result.next, Qt.Key.Key_Space)
    assert beside.asked == ["look", "opening"]
    panel.show_choice(None)
    assert QApplication.focusWidget() is panel.choice.choices[FREE].start


def test_the_keyboard_stays_where_somebody_else_has_it(beside: Beside, until: Until) -> None:
    """The big button was pressed: what the panel shows then takes nothing away from it."""
    beside.record.setFocus()
    until(lambda: QApplication.focusWidget() is beside.record)
    beside.panel.show_running("look", running())
    beside.panel.show_result(result())
    beside.panel.show_choice({})
    assert QApplication.focusWidget() is beside.record


# ---------------------------------------------------------------- languages and looks


def visible(view: QWidget, kind: type) -> list[Any]:
    return [part for part in view.findChildren(kind) if part.isVisible()]


def test_engine_words_follow_the_window_s_language(beside: Beside, languages: Any) -> None:
    panel = beside.panel
    panel.show_running("slow_down", running(hint="slower", on_target=False, figure=181.0))
    beside.language = "nl"
    languages.speak("nl")
    QApplication.processEvents()
    assert (panel.running.heading.text(), panel.running.hint.text()) == ("Rustig tempo", "Iets rustiger")
    assert panel.running.goal.text() == "Vertel iets, en blijf tussen 115 en 150 woorden per minuut."
    assert panel.running.dial.unit == "woorden per minuut"
    assert panel.choice.choices["look"].name.text() == "Kijk in de lens"
    panel.show_result(result("slow_down", "too_fast", 181.0))
    assert panel.result.tried.text() == "Haal na elke zin even adem."
    beside.language = "en"
    languages.speak("en")
    QApplication.processEvents()
    assert panel.result.tried.text() == "Take a breath after every sentence."


def cut_off(panel: PracticePanel) -> list[str]:
    """What has no words, or too little room for them."""
    bad = [part.text() for part in visible(panel, QAbstractButton) if part.width() < part.sizeHint().width()]
    bad += ["no words" for part in visible(panel, QAbstractButton) if not part.text()]
    for words in filter(QLabel.text, visible(panel, QLabel)):
        too_low = words.height() < words.heightForWidth(words.width()) - 1
        too_wide = words.mapTo(panel, QPoint(0, 0)).x() + words.width() > PANEL_PX
        bad += [words.text()] if too_low or too_wide else []
    return bad


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_that_can_be_pressed_or_read_has_words_and_room(
    beside: Beside, languages: Any, until: Until, language: str
) -> None:
    beside.language = language
    languages.speak(language)
    panel = beside.panel
    shows = [lambda: panel.show_choice({"opening": "no_eyes", "look": "no_eyes"})]
    shows += [lambda code=code: panel.show_running(code, running(figure=120.0)) for code in DRILLS]
    shows += [lambda code=code: panel.show_result(result(code, "reached", 1.0)) for code in DRILLS]
    for show in shows:
        show()
        until(lambda: not cut_off(panel))
    languages.speak("en")


def strokes(widget: QWidget) -> set[tuple[int, int]]:
    """Where something is drawn, whatever its colour."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    empty = picture.pixelColor(0, 0)
    return {
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if abs(picture.pixelColor(x, y).lightness() - empty.lightness()) > 25
    }


@pytest.mark.parametrize("look", ["light", "dark"])
def test_on_and_off_target_differ_by_shape_and_words(qapp: QApplication, look: str) -> None:
    theme.wear(qapp, look)
    try:
        sign, drawn = Sign(), {}
        for on in (True, False):
            sign.show_on(on)
            drawn[on] = strokes(sign)
        assert len(drawn[True] - drawn[False]) > 80  # filled, where the other is hollow
    finally:
        theme.wear(qapp, "")


def test_the_ring_empties_with_the_time(qapp: QApplication) -> None:
    dial = Dial()
    dial.resize(dial.sizeHint())

    def lit(left: float) -> int:
        dial.show_value(left, "", "")
        picture = dial.grab().toImage()
        accent = theme.current_theme().accent
        return sum(
            picture.pixelColor(x, y).name() == accent for x in range(picture.width()) for y in range(picture.height())
        )

    full, half, none = lit(1.0), lit(0.5), lit(0.0)
    assert none == 0 and half == pytest.approx(full / 2, rel=0.06) and full > 5000
