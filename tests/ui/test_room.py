"""The room check's panel: what to do while it listens, what was found worst first, signs of their own shape, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from producer.coach.room.verdicts import TOPICS, Facts, Heard, Seen, Verdict, judge, verdict_text
from ui import theme
from ui.screens.room import RoomPanel
from ui.translations import Languages
from ui.widgets.verdict_list import SIGNS, VerdictRow

Until = Callable[..., None]

GOOD = tuple(
    Verdict(topic, "good", code) for topic, code in zip(TOPICS, ["good"] * 8 + ["mains", "awake"], strict=True)
)
FAULTS = (
    Verdict("light", "mind", "dark"),
    Verdict("background", "good", "good"),
    Verdict("microphone", "bad", "wireless", {"name": "AirPods"}),
    Verdict("noise", "good", "good"),
    Verdict("echo", "unknown", "too_little"),
)


@pytest.fixture
def panel(qapp: QApplication, languages: Languages, until: Until) -> Iterator[RoomPanel]:
    made = RoomPanel(lambda verdict: verdict_text(verdict, languages.current))
    made.resize(372, 700)
    made.show()
    made.activateWindow()
    until(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told."""
    said: list[str] = []
    monkeypatch.setattr("ui.screens.room.announce", lambda widget, text="": said.append(text))
    return said


def signals(panel: RoomPanel) -> list[str]:
    told: list[str] = []
    panel.left.connect(lambda: told.append("left"))
    panel.start_wanted.connect(lambda: told.append("start"))
    return told


def lines(row: VerdictRow) -> list[str]:
    return [part.text() for part in (row.topic, row.found, row.cure) if not part.isHidden()]


def shape(row: VerdictRow) -> bytes:
    """Where the sign has ink, whatever its colour."""
    image = row.sign.pixmap().toImage().scaled(40, 40).convertToFormat(row.sign.pixmap().toImage().Format.Format_Alpha8)
    return bytes(255 if value > 100 else 0 for value in bytes(image.constBits()))


# ---------------------------------------------------------------- while it listens


def test_it_says_what_to_do_now_and_how_far_it_is(panel: RoomPanel, announced: list[str]) -> None:
    panel.show_progress(0.12, "quiet")
    assert panel.order.text() == "Be quiet for a moment…" and panel.order.isVisible()
    assert panel.progress.value() == 120 and panel.progress.isVisible()
    panel.show_progress(0.39, "quiet")
    panel.show_progress(0.41, "speak")
    panel.show_progress(0.7, "speak")
    assert panel.order.text() == "Now say one sentence aloud"
    assert panel.progress.value() == 700
    assert announced == ["Be quiet for a moment…", "Now say one sentence aloud"], "each once: the room should be quiet"
    assert not panel.done.isVisible() and not panel.again.isVisible() and panel.back.isVisible()


@pytest.mark.parametrize(("share", "value"), [(-0.2, 0), (1.7, 1000)])
def test_a_share_out_of_bounds_is_a_full_or_empty_bar(panel: RoomPanel, share: float, value: int) -> None:
    panel.show_progress(share, "quiet")
    assert panel.progress.value() == value


def test_a_second_check_begins_with_the_quiet_again(panel: RoomPanel, announced: list[str]) -> None:
    panel.show_progress(0.9, "speak")
    panel.show_verdicts(GOOD)
    panel.show_progress(0.0, "quiet")
    assert panel.order.text() == "Be quiet for a moment…" and panel.order.isVisible()
    assert announced[-1] == "Be quiet for a moment…"


# ---------------------------------------------------------------- what was found


def test_the_worst_comes_first_and_the_order_of_the_topics_is_kept(panel: RoomPanel, announced: list[str]) -> None:
    panel.show_verdicts(FAULTS)
    assert [row.verdict.topic for row in panel.list.rows] == ["microphone", "light", "echo", "background", "noise"]
    assert panel.summary.text() == "2 things could be better:" and announced[-1] == panel.summary.text()
    worst, _, unknown, good, _ = panel.list.rows
    found, cure = verdict_text(FAULTS[2], "en")
    assert lines(worst) == ["Microphone", found, cure]
    assert lines(unknown)[0] == "Echo"
    assert lines(good) == ["The background is calm."], "what is good takes one line"
    assert panel.done.isVisible() and panel.again.isVisible()


@pytest.mark.parametrize(
    ("verdicts", "summary"),
    [
        (GOOD, "All is well. You can begin."),
        ((*GOOD[:-1], Verdict("sleep", "unknown", "unknown")), "What we could see and hear is good."),
        ((*GOOD[1:], FAULTS[0]), "One thing could be better:"),
    ],
)
def test_it_is_summed_up_in_one_line(panel: RoomPanel, verdicts: tuple[Verdict, ...], summary: str) -> None:
    panel.show_verdicts(verdicts)
    assert panel.summary.text() == summary


def test_every_state_has_a_sign_of_its_own_shape(panel: RoomPanel) -> None:
    states = [Verdict("echo", state, "some") for state in SIGNS]
    panel.show_verdicts(states)
    assert len({shape(row) for row in panel.list.rows}) == len(SIGNS), "never by colour alone"


def test_a_screen_reader_hears_topic_state_what_was_found_and_the_cure(panel: RoomPanel) -> None:
    panel.show_verdicts(FAULTS)
    heard = QAccessible.queryAccessibleInterface(panel.list.rows[0]).text(QAccessible.Text.Name)
    assert heard.startswith("Microphone, mend this first: The microphone “AirPods” is wireless")
    assert heard.endswith("Use a microphone on a wire, or the one in your computer.")
    assert panel.list.rows[3].accessibleName() == "Background, good: The background is calm."
    assert panel.progress.accessibleName() and panel.list.accessibleName() == "Room check"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_nothing_is_cut_off(panel: RoomPanel, languages: Languages, until: Until, language: str) -> None:
    """All that can be said, in the panel's width: every label has the height that its words need."""
    languages.speak(language)
    panel.show_verdicts([*judge(Seen(), Heard(), Facts()), *FAULTS, *GOOD])
    room = panel.list.viewport()

    def cut_off() -> list[str]:
        parts = [part for row in panel.list.rows for part in (row.topic, row.found, row.cure) if part.isVisible()]
        return [part.text() for part in parts if part.height() < part.heightForWidth(part.width())]

    until(lambda: all(0 < row.width() <= room.width() for row in panel.list.rows) and not cut_off())


def test_an_earlier_result_is_gone_when_a_new_one_comes(panel: RoomPanel) -> None:
    panel.show_verdicts(FAULTS)
    old = panel.list.rows[0]
    panel.show_verdicts(GOOD)
    assert len(panel.list.rows) == len(GOOD) and not old.isVisible()


# ---------------------------------------------------------------- trouble


def test_trouble_is_said_and_can_be_tried_again(panel: RoomPanel, announced: list[str]) -> None:
    told = signals(panel)
    panel.show_trouble("The camera is in use. Close the other program.")
    assert panel.note.text() == announced[-1] == "The camera is in use. Close the other program."
    assert panel.note.isVisible() and not panel.done.isVisible() and panel.again.text() == "Check again"
    panel.again.click()
    panel.show_waiting()
    assert "see yourself" in panel.note.text() and panel.again.text() == "Start the check"
    panel.again.click()
    panel.back.click()
    assert told == ["start", "start", "left"]


# ---------------------------------------------------------------- keys


def test_the_keyboard_reaches_everything_and_the_arrows_go_through_the_list(panel: RoomPanel) -> None:
    panel.show_verdicts(FAULTS)
    QApplication.processEvents()
    reached: list[Any] = []
    panel.back.setFocus()
    for _ in range(len(FAULTS) + 3):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert {panel.back, panel.done, panel.again, *panel.list.rows} <= set(reached)
    panel.list.rows[0].setFocus()
    QTest.keyClick(panel.list.rows[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is panel.list.rows[1]
    QTest.keyClick(panel.list.rows[1], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is panel.list.rows[0]
    QTest.keyClick(panel.list.rows[0], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is panel.list.rows[0]


def test_what_has_the_focus_scrolls_into_view_and_shows_it(panel: RoomPanel, until: Until) -> None:
    panel.resize(372, 420)
    panel.show_verdicts([*FAULTS, *GOOD])
    QApplication.processEvents()
    last = panel.list.rows[-1]
    before = last.grab().toImage()
    last.setFocus(Qt.FocusReason.TabFocusReason)
    until(lambda: panel.list.viewport().rect().contains(last.mapTo(panel.list.viewport(), last.rect().center())))
    assert last.grab().toImage() != before, "a ring shows where the keyboard is"


def test_escape_leaves_and_a_finished_check_takes_no_key_from_the_record_button(panel: RoomPanel) -> None:
    told = signals(panel)
    panel.back.setFocus()
    panel.show_progress(0.5, "quiet")
    panel.show_verdicts(GOOD)
    assert panel.done.hasFocus(), "who was here with the keyboard goes on here"
    QTest.keyClick(panel.done, Qt.Key.Key_Escape)
    assert told == ["left"]
    panel.done.clearFocus()
    panel.show_progress(0.5, "quiet")
    panel.show_verdicts(GOOD)
    assert not panel.done.hasFocus()


# ---------------------------------------------------------------- words and colours


def test_the_language_changes_while_it_is_shown(panel: RoomPanel, languages: Languages, until: Until) -> None:
    panel.show_verdicts(FAULTS)
    english = [line for row in panel.list.rows for line in lines(row)]
    panel.list.rows[1].setFocus()
    languages.speak("nl")
    found, cure = verdict_text(FAULTS[2], "nl")
    until(lambda: lines(panel.list.rows[0])[1:] == [found, cure])
    assert not set(english) & {line for row in panel.list.rows for line in lines(row)[-1:]}
    assert panel.list.rows[1].hasFocus(), "the keyboard stays where it was"


def test_the_signs_follow_the_theme(panel: RoomPanel, qapp: QApplication) -> None:
    panel.show_verdicts(FAULTS)

    def ink() -> str:
        image = panel.list.rows[0].sign.pixmap().toImage()
        colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return max(colours, key=lambda colour: colour.alpha()).name()

    try:
        theme.wear(qapp, "light")
        assert ink() == theme.LIGHT.accent
        theme.wear(qapp, "dark")
        QApplication.sendEvent(panel, QEvent(QEvent.Type.PaletteChange))
        assert ink() == theme.DARK.accent
    finally:
        theme.wear(qapp, "")
