"""Takes side by side: which figure is better in which, the best take and why, what is heard and what becomes a clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.player import FakePlayer
from fakes.reports import report, timeline, with_figures
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from producer.coach.advice import advice_text
from producer.coach.take.compare import Comparison, compare, reason_text
from ui.screens.compare import ComparePage
from ui.screens.compare_figures import better, figure, outside
from ui.translations import Languages

Until = Callable[..., None]

ONE = with_figures(
    Path("Take 1.mkv"), words_per_minute=182.0, lens_share=0.55, fillers_per_minute=7.2, level_dbfs=-29.0
)
TWO = with_figures(Path("Take 2.mkv"), words_per_minute=150.0, lens_share=0.7, fillers_per_minute=None)
THREE = report(Path("Take 3.mkv"))
TAKES = (ONE, TWO, THREE)
BEST = Comparison(2, ("less_to_change", "more_lens"), (0.0, 0.0, 1.0))


@pytest.fixture
def players() -> list[FakePlayer]:
    return []


@pytest.fixture
def page(qapp: QApplication, languages: Languages, players: list[FakePlayer]) -> Iterator[ComparePage]:
    def make(on_end: Callable[[], None]) -> FakePlayer:
        players.append(FakePlayer(on_end))
        return players[-1]

    made = ComparePage(
        lambda code: advice_text(code, languages.current), lambda code: reason_text(code, languages.current), make
    )
    made.resize(1180, 740)
    made.show()
    made.open(TAKES, BEST)
    qapp.processEvents()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def values(page: ComparePage, name: str) -> list[str]:
    return [column.values[name].text() for column in page.columns]


# The figures


@pytest.mark.parametrize(
    ("name", "best"), [("pace", {1, 2}), ("lens", {2}), ("pauses", set()), ("fillers", {2}), ("level", {1, 2})]
)
def test_which_take_is_better_in_what(name: str, best: set[int]) -> None:
    assert better(TAKES, name) == best


def test_takes_that_hardly_differ_are_equally_good() -> None:
    near = [with_figures(Path("a.mkv"), lens_share=0.80), with_figures(Path("b.mkv"), lens_share=0.82)]
    assert better(near, "lens") == frozenset()


def test_what_was_measured_in_one_take_only_is_not_compared() -> None:
    assert better([TWO, THREE], "fillers") == frozenset()
    assert better([THREE], "pace") == frozenset()


def test_pace_is_not_judged_in_a_language_that_has_no_limits() -> None:
    assert better([replace(ONE, language="fr"), replace(TWO, language="fr")], "pace") == frozenset()


def test_more_pauses_are_better_until_there_are_enough() -> None:
    few = report(Path("few.mkv"), line=timeline(pauses=((6.0, 6.9),)))
    assert figure(few, "pauses") == pytest.approx(60 / 50)
    assert better([few, THREE], "pauses") == {1}


def test_without_a_level_of_its_own_the_timeline_tells_it() -> None:
    assert figure(replace(THREE, more={}, timeline=timeline(level_dbfs=(-20.0, None, -16.0, -18.0))), "level") == -18.0
    assert figure(replace(THREE, more={}, timeline=timeline(level_dbfs=(None,))), "level") is None


@pytest.mark.parametrize(("value", "off"), [(100, 20), (120, 0), (140, 0), (160, 0), (190, 30)])
def test_outside_a_band(value: float, off: float) -> None:
    assert outside(value, (120, 160)) == off


# What is shown


def test_each_take_has_its_figures_in_words(page: ComparePage) -> None:
    assert [column.name.accessibleName() for column in page.columns] == ["Take 1", "Take 2", "Take 3"]
    assert values(page, "pace") == ["182 words a minute", "150 words a minute", "138 words a minute"]
    assert values(page, "lens") == ["55 % of the time", "70 % of the time", "86 % of the time"]
    assert values(page, "pauses") == ["6.0 a minute"] * 3
    assert values(page, "fillers") == ["7.2 a minute", "no transcript", "3.6 a minute"]
    assert values(page, "level") == ["soft", "good", "good"]


def test_what_is_better_has_a_tick_and_is_said(page: ComparePage) -> None:
    for column in page.columns:
        for name, value in column.values.items():
            row = [tick for tick in column.findChildren(QLabel) if tick.toolTip() == "best"]
            assert len(row) == len(column.better_in)
            assert value.accessibleName().endswith(", best") == (name in column.better_in)
    assert page.columns[0].better_in == []
    assert page.columns[2].values["lens"].accessibleName() == "Eye contact: 86 % of the time, best"


def test_the_best_take_is_marked_in_words_and_it_is_said_why(page: ComparePage) -> None:
    assert [column.badge.text.isVisible() for column in page.columns] == [False, False, True]
    assert page.columns[2].badge.text.text() == "Best take"
    assert page.why.text() == "“Take 3” is the best take. It has the least to change. You look into the lens the most."
    assert [column.clip.property("role") for column in page.columns] == ["", "", "primary"]


def test_takes_that_are_equally_good_have_no_best(page: ComparePage) -> None:
    page.open(TAKES[:2], Comparison(None, (), (0.0, 0.0)))
    assert len(page.columns) == 2
    assert not any(column.is_best for column in page.columns)
    assert "equally good" in page.why.text()


def test_the_coach_s_own_comparison_fits(page: ComparePage) -> None:
    worse = replace(ONE, report={**ONE.report, "advice": [{"code": "slow_down", "severity": 0.9}] * 4})
    page.open([worse, THREE], compare([worse, THREE]))
    assert page.columns[1].is_best
    assert page.why.text().startswith("“Take 3” is the best take. ")


def test_the_columns_stand_in_line(page: ComparePage) -> None:
    for name in ("pace", "level"):
        tops = {column.values[name].mapTo(page, QPoint(0, 0)).y() for column in page.columns}
        assert len(tops) == 1
    assert len({column.width() for column in page.columns}) <= 2  # a pixel may be left over
    assert len({column.clip.mapTo(page, QPoint(0, 0)).y() for column in page.columns}) == 1


def test_four_takes_fit_the_smallest_window(page: ComparePage, qapp: QApplication) -> None:
    page.resize(960, 640)
    page.open([*TAKES, report(Path("A long name that somebody gave to this take.mkv"))], BEST)
    qapp.processEvents()
    last = page.columns[-1]
    assert last.mapTo(page, QPoint(last.width(), 0)).x() <= 960
    for label in last.values.values():
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    assert last.name.text().endswith("…") and last.name.toolTip() == "A long name that somebody gave to this take"


def test_another_language_says_everything_anew(page: ComparePage, languages: Languages) -> None:
    languages.speak("nl")
    QApplication.processEvents()
    assert "Je kijkt het meest in de lens." in page.why.text()
    assert advice_text("more_light", "nl") in page.columns[0].change.text()


def test_while_takes_are_measured_it_says_so(page: ComparePage) -> None:
    page.show_working(0.25, "")
    assert not page.ready and page._waiting.bar.value() == 250
    page.open(TAKES, BEST)
    assert page.ready


# What is heard, and where it leads


def test_a_click_plays_the_start_and_a_second_one_stops(page: ComparePage, players: list[FakePlayer]) -> None:
    QTest.mouseClick(page.columns[1].strip, Qt.MouseButton.LeftButton)
    assert players[0].played == [(Path("Take 2.mkv"), 0.0, 8.0)]
    assert [column.strip.head_s for column in page.columns] == [None, 0.0, None]
    QTest.mouseClick(page.columns[1].strip, Qt.MouseButton.LeftButton)
    assert players[0].stops == 1 and page.columns[1].strip.head_s is None


def test_one_take_is_heard_at_a_time(page: ComparePage, players: list[FakePlayer], until: Until) -> None:
    page.columns[0].strip.click()
    page.columns[2].strip.click()
    players[0].position_s = 3.0
    until(lambda: page.columns[2].strip.head_s == 3.0)
    assert page.columns[0].strip.head_s is None
    players[0].end()
    until(lambda: page.columns[2].strip.head_s is None)


def test_a_short_take_ends_by_itself(page: ComparePage, players: list[FakePlayer]) -> None:
    page.open([replace(ONE, duration_s=3.5), TWO], Comparison(None, (), (0.0, 0.0)))
    page.columns[0].strip.click()
    assert players[0].played[0][2] == 3.5


def test_space_is_silence_and_escape_leaves(page: ComparePage, players: list[FakePlayer]) -> None:
    left: list[int] = []
    page.left.connect(lambda: left.append(1))
    page.columns[0].strip.click()
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert not players[0].playing and left == []
    QTest.keyClick(page.columns[0].strip, Qt.Key.Key_Escape)
    assert left == [1]


def test_leaving_ends_the_sound(page: ComparePage, players: list[FakePlayer]) -> None:
    page.columns[0].strip.click()
    page.hide()
    assert not players[0].playing


def test_each_column_can_become_a_clip(page: ComparePage) -> None:
    wanted: list[Any] = []
    page.clip_wanted.connect(wanted.append)
    for column in page.columns:
        column.clip.click()
    assert wanted == [take.file for take in TAKES]
    assert page.columns[0].clip.accessibleName() == "Make a clip: Take 1"
    assert page.columns[0].strip.accessibleName() == "Play the start of “Take 1”"
