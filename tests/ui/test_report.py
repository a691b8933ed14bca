"""The report on a take: what is said in which order, what is heard, and where the keys go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes.player import FakePlayer
from fakes.reports import report, timeline
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from producer.coach.advice import advice_text
from producer.coach.take.praise import praise_text
from producer.coach.teaching import Lesson
from producer.errors import DeviceError
from ui.messages import Message
from ui.screens.report import ReportPage, ToChange
from ui.translations import Languages

Until = Callable[..., None]
LESSON = Lesson("Let it be silent", "Close your mouth instead.", "A study, 2018")


@pytest.fixture
def players() -> list[FakePlayer]:
    return []


@pytest.fixture
def page(qapp: QApplication, languages: Languages, players: list[FakePlayer]) -> Iterator[ReportPage]:
    def make(on_end: Callable[[], None]) -> FakePlayer:
        players.append(FakePlayer(on_end))
        return players[-1]

    made = ReportPage(
        lambda code: advice_text(code, languages.current),
        lambda code, values: praise_text(code, values, languages.current),
        lambda code: LESSON if code == "fewer_fillers" else None,
        make,
    )
    made.resize(1180, 740)
    made.show()
    made.open(report())
    qapp.processEvents()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def texts(page: QWidget) -> list[str]:
    """Return what can be read, from top to bottom and from left to right."""
    seen = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text()]
    places = {one: one.mapTo(page, QPoint(0, 0)) for one in seen}
    return [one.text() for one in sorted(seen, key=lambda one: (places[one].y(), places[one].x()))]


def cards(page: ReportPage) -> list[ToChange]:
    return [page.change.itemAt(index).widget() for index in range(page.change.count())]  # type: ignore[misc]


def click(page: ReportPage, time_s: float) -> None:
    plan = page.timeline.plan
    QTest.mouseClick(
        page.timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(plan.x(time_s)), round(plan.wave().center().y()))
    )


# What it says


def test_praise_comes_first_then_what_to_change_then_the_take_in_time(page: ReportPage, qapp: QApplication) -> None:
    qapp.processEvents()
    left = [page.well_heading, page.change_heading, page.time_heading]
    assert [one.text() for one in left] == ["What went well", "Two things to change", "Your take in time"]
    places = [one.mapTo(page, QPoint(0, 0)) for one in left]
    assert places[0].y() == places[1].y() < places[2].y()
    assert places[0].x() < places[1].x()
    said = texts(page)
    assert said.index("You take 4 good pauses: people can follow you.") < said.index("Your take in time")
    assert "You look into the lens 86 % of the time." in said
    assert "Put more light on your face." in said
    assert page.title.text() == "Take 3"
    assert "1:00" in page.subtitle.text() and "138 words a minute" in page.subtitle.text()


@pytest.mark.parametrize(
    ("change", "heading"),
    [((), "Nothing to change"), (("look_at_lens",), "One thing to change"), (("a", "b"), "Two things to change")],
)
def test_the_heading_counts(page: ReportPage, change: tuple[str, ...], heading: str) -> None:
    page._advice = lambda code: code
    page.open(report(change=change))
    assert page.change_heading.text() == heading
    assert page.change.count() == max(1, len(change))


def test_why_and_how_opens_and_closes_a_lesson(page: ReportPage) -> None:
    first, second = cards(page)
    assert not second.why.isVisible()  # no lesson for it
    assert first.why.isVisible() and not first.open
    first.why.click()
    assert first.open
    shown = [label.text() for label in first.lesson.findChildren(QLabel)]
    assert LESSON.title in shown and LESSON.text in shown and any(LESSON.source in text for text in shown)
    assert first.why.accessibleDescription() == advice_text("fewer_fillers", "en")
    first.why.click()
    assert not first.open


def test_another_language_says_everything_anew(page: ReportPage, languages: Languages, until: Until) -> None:
    languages.speak("nl")
    until(lambda: "Je kijkt 86 % van de tijd in de lens." in texts(page))


def test_while_it_is_measured_it_says_so_and_how_far_it_is(page: ReportPage) -> None:
    page.show_working(0.4, "Take 7")
    assert page.title.text() == "Take 7"
    assert page._waiting.bar.value() == 400 and page._waiting.bar.maximum() == 1000
    assert not page.ready
    assert not any(part.isEnabled() for part in (page.save, page.compare, page.clip))
    page.show_working(None, "Take 7")
    assert page._waiting.bar.maximum() == 0  # how far is not known
    page.open(report())
    assert page.ready and page.save.isEnabled()


def test_a_problem_takes_the_place_of_what_is_waited_for(page: ReportPage) -> None:
    page.show_working(0.4, "Take 7")
    page.show_problem(Message("The file is gone.", "Choose another.", "details"))
    assert {"The file is gone.", "Choose another."} <= set(texts(page))
    assert not page._waiting.bar.isVisible()
    page._waiting.copy.click()
    assert QApplication.clipboard().text() == "details"


def test_a_problem_beside_a_report_leaves_the_report(page: ReportPage) -> None:
    page.show_problem(Message("It could not be saved.", "Choose another folder."))
    assert page.notice.isVisible() and page.ready
    assert page.notice.text.text() == "It could not be saved. Choose another folder."
    page.say_saved(Path("/home/anna/Take 3.html"))
    assert page.notice.text.text() == "Saved as “Take 3.html”."


# What is heard


def test_a_mark_is_heard_with_a_second_around_it(page: ReportPage, players: list[FakePlayer]) -> None:
    QTest.keyClick(page.timeline, Qt.Key.Key_Right)
    QTest.keyClick(page.timeline, Qt.Key.Key_Return)
    mark = page.timeline.marks[0]
    assert players[0].played == [(Path("Take 3.mkv"), mark.start_s - 1, mark.end_s + 1)]


def test_what_is_heard_stays_inside_the_take(page: ReportPage, players: list[FakePlayer]) -> None:
    page.open(report(line=timeline(pauses=((0.3, 0.9), (59.2, 60.0)), fillers=(), seen=(), at_lens=())))
    for mark in (page.timeline.marks[0], page.timeline.marks[-1]):
        page.timeline.chosen.emit(mark)
    assert [span[1:] for span in players[0].played] == [(0.0, pytest.approx(1.9)), (pytest.approx(58.2), 60.0)]


def test_the_waveform_plays_on_and_the_place_moves(page: ReportPage, players: list[FakePlayer], until: Until) -> None:
    click(page, 30.0)
    assert players[0].played == [(Path("Take 3.mkv"), pytest.approx(30.0, abs=0.05), None)]
    assert page.timeline.head_s == pytest.approx(30.0, abs=0.05)
    players[0].position_s = 33.3
    until(lambda: page.timeline.head_s == 33.3)
    players[0].end()
    until(lambda: page.timeline.head_s is None)
    assert not page.listening.playing


def test_a_second_click_stops_and_one_elsewhere_goes_there(page: ReportPage, players: list[FakePlayer]) -> None:
    click(page, 30.0)
    click(page, 30.0)
    assert players[0].stops == 1 and not page.listening.playing
    click(page, 10.0)
    click(page, 50.0)
    assert [span[1] for span in players[0].played] == [pytest.approx(at, abs=0.05) for at in (30.0, 10.0, 50.0)]
    assert page.listening.playing
    assert len(players) == 1


def test_a_click_on_the_moving_place_stops(page: ReportPage, players: list[FakePlayer], until: Until) -> None:
    click(page, 10.0)
    players[0].position_s = 20.0
    until(lambda: page.timeline.head_s == 20.0)
    click(page, 20.1)
    assert not page.listening.playing and players[0].stops == 1


def test_space_stops_and_starts_again_and_goes_no_further(page: ReportPage, players: list[FakePlayer]) -> None:
    outside = QWidget()
    heard: list[int] = []
    outside.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[assignment,method-assign]
    page.setParent(outside)
    page.show()
    QTest.keyClick(page.timeline, Qt.Key.Key_Right)
    QTest.keyClick(page.timeline, Qt.Key.Key_Space)
    assert players[0].playing
    QTest.keyClick(page.timeline, Qt.Key.Key_Space)
    assert not players[0].playing
    assert heard == []  # behind the page a space would begin a recording
    page.setParent(None)


def test_without_a_loudspeaker_it_is_said_and_the_report_stays(page: ReportPage, players: list[FakePlayer]) -> None:
    click(page, 10.0)
    players[0].stop()
    players[0].trouble = DeviceError("No loudspeaker.", code="no-output", cure="Plug one in.")
    click(page, 40.0)
    assert page.notice.isVisible() and page.ready
    assert not page.listening.playing and page.timeline.head_s is None


@pytest.mark.parametrize("leave", ["hide", "silence", "show_working", "open"])
def test_whatever_ends_the_page_ends_the_sound(page: ReportPage, players: list[FakePlayer], leave: str) -> None:
    click(page, 10.0)
    arguments: dict[str, tuple[Any, ...]] = {"show_working": (None, "Take 4"), "open": (report(),)}
    getattr(page, leave)(*arguments.get(leave, ()))
    assert not players[0].playing and players[0].stops == 1
    assert page.timeline.head_s is None


# Where it leads


def test_escape_and_back_leave(page: ReportPage) -> None:
    left: list[int] = []
    page.left.connect(lambda: left.append(1))
    QTest.keyClick(page.timeline, Qt.Key.Key_Escape)
    page.back.click()
    assert left == [1, 1]


def test_the_buttons_say_what_is_wanted(page: ReportPage) -> None:
    wanted: list[Any] = []
    for signal in (page.save_wanted, page.compare_wanted, page.clip_wanted):
        signal.connect(wanted.append)
    for part in (page.save, page.compare, page.clip):
        part.click()
    assert wanted == [page._report, page._report, Path("Take 3.mkv")]


def test_everything_is_reached_with_tab(page: ReportPage) -> None:
    reached: set[QWidget] = set()
    at: QWidget = page.back
    for _ in range(60):
        at = at.nextInFocusChain()
        if at.isVisibleTo(page) and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(at)
    assert {page.back, page.save, page.compare, page.clip, page.timeline, cards(page)[0].why} <= reached


@pytest.mark.parametrize("width", [960, 1280, 1920])
def test_nothing_is_cut_off(page: ReportPage, qapp: QApplication, width: int) -> None:
    page.resize(width, 760)
    qapp.processEvents()
    for one in page.findChildren(QLabel):
        if one.isVisible() and one.text() and not one.wordWrap():
            assert one.width() >= one.fontMetrics().horizontalAdvance(one.text()), one.text()
    assert page.timeline.width() <= 1060
