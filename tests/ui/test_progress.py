"""Progress: what the charts are given, what changed in words, practice, erasing and bringing back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from producer.coach.take.history import Point, weeks
from ui import theme
from ui.messages import Message
from ui.screens.progress import ProgressPage, plain
from ui.screens.progress_figures import MOST_TAKES, Change, changes, practised, rows_of_takes, rows_of_weeks
from ui.translations import Languages
from ui.widgets import chart as chart_module
from ui.widgets.chart import Chart

Until = Callable[..., None]
MONDAY = datetime(2026, 3, 2, 9, 0)


def take(day: int, **figures: Any) -> Point:
    """A take on a day counted from a Monday."""
    known: dict[str, Any] = {"words_per_minute": 150.0, "lens_share": 0.7, "pauses_per_minute": 5.0, **figures}
    return Point((MONDAY + timedelta(days=day)).timestamp(), f"Take {day}.mkv", **known)


def drill(day: int, kind: str, reached: bool) -> Point:
    return Point((MONDAY + timedelta(days=day)).timestamp(), "", kind, reached=reached)


def growing() -> tuple[Point, ...]:
    """Four weeks, two takes in each, in which eye contact goes from 52 to 71 %; no fillers known in the first two."""
    shares = (0.50, 0.54, 0.58, 0.60, 0.64, 0.66, 0.70, 0.72)
    return tuple(
        take(7 * (i // 2) + i % 2, lens_share=share, fillers_per_minute=None if i < 4 else 6.0 - i / 2)
        for i, share in enumerate(shares)
    )


@pytest.fixture
def page(qapp: QApplication, languages: Languages) -> Iterator[ProgressPage]:
    made = ProgressPage()
    made.resize(1180, 760)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(page: ProgressPage, points: tuple[Point, ...], language: str = "en") -> ProgressPage:
    page.open(points, language)
    QApplication.processEvents()
    return page


def chart_of(page: ProgressPage, figure: str) -> Chart:
    chart = page.cards[figure].chart
    assert chart is not None
    return chart


# The figures


def test_takes_stand_side_by_side_and_only_the_newest() -> None:
    rows = rows_of_takes([*(take(i, lens_share=i / 100) for i in range(50)), drill(60, "look", True)], "en")
    lens = next(row for row in rows if row.figure == "lens_share")
    assert len(lens.values) == MOST_TAKES
    assert lens.values[-1] == 0.49 and lens.places == tuple(float(i) for i in range(MOST_TAKES))
    assert lens.days[-1] == date(2026, 4, 20)


def test_weeks_stand_at_their_time_with_their_medians() -> None:
    found = weeks([take(0, lens_share=0.4), take(1, lens_share=0.6), take(2, lens_share=0.9), take(15, lens_share=0.8)])
    lens = next(row for row in rows_of_weeks(found, "en") if row.figure == "lens_share")
    assert lens.places == (0.0, 2.0)  # a week without takes leaves room
    assert lens.values == (0.6, 0.8)
    assert lens.days == (date(2026, 3, 2), date(2026, 3, 16))


@pytest.mark.parametrize(("language", "aim"), [("en", (120.0, 160.0)), ("nl", (115.0, 150.0)), ("fr", None)])
def test_the_pace_to_aim_for_is_the_language_s(language: str, aim: tuple[float, float] | None) -> None:
    assert rows_of_takes([take(0)], language)[0].aim == aim


def test_bounds_hold_every_value_and_are_round() -> None:
    rows = {
        row.figure: row
        for row in rows_of_takes([take(0, words_per_minute=231.0), take(1, words_per_minute=71.0)], "en")
    }
    assert rows["words_per_minute"].bounds == (60.0, 260.0)
    assert rows["lens_share"].bounds == (0.0, 1.0)
    assert rows["pauses_per_minute"].bounds == (0.0, 10.0)
    assert rows["fillers_per_minute"].known == ()


def test_what_changed_is_the_largest_improvement() -> None:
    found = changes(weeks(growing()), "en")
    assert found == (Change("lens_share", 4, pytest.approx(0.52), pytest.approx(0.71)),)


def test_an_improvement_is_named_before_a_setback() -> None:
    points = [take(day, lens_share=0.9 - day / 30, words_per_minute=190 - day) for day in (0, 1, 14, 15)]
    found = changes(weeks(points), "en")
    assert found is not None
    assert [change.figure for change in found] == ["words_per_minute", "lens_share"]


def test_only_the_last_four_weeks_count() -> None:
    points = [take(day, lens_share=0.1) for day in (0, 1)] + [take(day, lens_share=0.6) for day in (35, 36, 56, 57)]
    assert changes(weeks(points), "en") == ()


@pytest.mark.parametrize("days", [(), (0,), (0, 1, 2), (0, 1, 7), (0, 7, 14, 21)])
def test_too_little_says_nothing(days: tuple[int, ...]) -> None:
    assert changes(weeks([take(day, lens_share=day / 30) for day in days]), "en") is None


def test_drills_are_counted_apart() -> None:
    points = [take(0), drill(0, "look", True), drill(1, "look", False), drill(2, "pause", True)]
    assert practised(points) == {"look": (2, 1), "pause": (1, 1)}
    assert all(len(row.values) == 1 for row in rows_of_takes(points, "en"))


# The page


def test_the_charts_show_the_takes_and_then_the_weeks(page: ProgressPage) -> None:
    opened(page, growing())
    lens = chart_of(page, "lens_share")
    assert list(lens._values) == [0.50, 0.54, 0.58, 0.60, 0.64, 0.66, 0.70, 0.72]
    assert lens.accessibleName() == "Eye contact over your takes"
    page.weeks.click()
    assert list(lens._values) == [pytest.approx(value) for value in (0.52, 0.59, 0.65, 0.71)]
    assert lens.accessibleName() == "Eye contact over your weeks"
    assert not page.weeks.icon().isNull() and page.takes.icon().isNull()


def test_a_chart_draws_its_points_where_they_are(page: ProgressPage) -> None:
    lens = chart_of(opened(page, growing()), "lens_share")
    image = lens.grab().toImage()
    accent, box = QColor(theme.current_theme().accent), lens.plot.getPlotItem().vb
    for index, value in enumerate((0.50, 0.54, 0.58, 0.60, 0.64, 0.66, 0.70, 0.72)):
        spot = lens.plot.mapToParent(lens.plot.mapFromScene(box.mapViewToScene(QPointF(float(index), value))))
        near = [image.pixelColor(spot + QPoint(x, y)) for x in range(-6, 7) for y in range(-6, 7)]
        assert near.count(accent) > 8, index
    assert image.pixelColor(lens.width() - 8, 10) == QColor(theme.current_theme().surface)


def test_nothing_in_a_chart_can_be_dragged_or_zoomed(page: ProgressPage) -> None:
    lens = chart_of(opened(page, growing()), "lens_share")
    before = lens.plot.viewRange()
    QTest.mousePress(lens, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    QTest.mouseMove(lens, QPoint(160, 90))
    QTest.mouseRelease(lens, Qt.MouseButton.LeftButton, pos=QPoint(160, 90))
    QTest.mouseClick(lens, Qt.MouseButton.RightButton, pos=QPoint(100, 60))
    assert lens.plot.viewRange() == before
    assert not lens.plot.getPlotItem().menuEnabled()
    assert QApplication.activePopupWidget() is None


def test_every_figure_is_told_in_words_too(page: ProgressPage) -> None:
    opened(page, growing())
    told = chart_of(page, "fillers_per_minute").accessibleDescription()
    assert told.count(";") == 3 and "16 Mar: 4 a minute" in told  # of the four takes in which they are known
    assert "3 Mar: 54 % of the time" in chart_of(page, "lens_share").accessibleDescription()
    assert page.cards["lens_share"].value.text() == "24 Mar: 72 % of the time"
    assert page.cards["lens_share"].aim.text() == "aim 60 % or more"
    assert page.cards["words_per_minute"].aim.text() == "aim 120–160"


def test_the_keys_walk_the_points_and_each_is_said(page: ProgressPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(chart_module, "announce", lambda widget, text="": said.append(text))
    card = opened(page, growing()).cards["lens_share"]
    chart = chart_of(page, "lens_share")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
    assert said == [f"{day} Mar: {share} % of the time" for day, share in ((24, 72), (23, 70), (24, 72), (24, 72))]
    assert card.value.text() == said[-1]


def test_the_mouse_reads_a_point(page: ProgressPage) -> None:
    chart = chart_of(opened(page, growing()), "lens_share")
    spot, none = QPointF(chart.x_of(2) + 4, 50), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, spot, spot, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart, moved)
    assert page.cards["lens_share"].value.text() == "9 Mar: 58 % of the time"
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert page.cards["lens_share"].value.text() == "24 Mar: 72 % of the time"


def test_a_figure_that_was_never_measured_says_why(page: ProgressPage) -> None:
    opened(page, (take(0), take(1)))
    card = page.cards["fillers_per_minute"]
    assert card.chart is None
    assert card.nothing.isVisible() and "captions" in card.nothing.text()


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (growing(), "Over the last 4 weeks your eye contact went from 52 to 71 %."),
        (tuple(take(day) for day in (0, 1, 7, 8)), "Over the last weeks your figures are steady."),
    ],
)
def test_what_changed_is_said_in_one_sentence(page: ProgressPage, points: tuple[Point, ...], sentence: str) -> None:
    assert opened(page, points).lead.text() == sentence


def test_before_there_is_enough_it_says_what_to_do(page: ProgressPage) -> None:
    assert "After two takes in each of two weeks" in opened(page, (take(0),)).lead.text()


def test_it_says_where_it_is_kept(page: ProgressPage) -> None:
    assert page.subtitle.text() == "Kept on this computer only"


def test_nothing_yet_is_said_kindly_once_that_is_known(page: ProgressPage) -> None:
    assert not page.hello.isVisible()  # until the file was read
    opened(page, ())
    assert page.hello.isVisible() and page.hello.text().startswith("Nothing here yet.")
    assert not page.erase.isVisible() and not page.takes.isVisible()


def test_only_practice_shows_only_practice(page: ProgressPage) -> None:
    opened(page, (drill(0, "look", True), drill(1, "look", False)))
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Look at the lens" in texts
    assert any("2 time" in text and text.endswith("reached 1") for text in texts)
    assert page.erase.isVisible() and not page._filled.isVisible()


# Erasing


def test_one_click_erases_and_one_brings_back(page: ProgressPage) -> None:
    wanted: list[str] = []
    page.erase_wanted.connect(lambda: wanted.append("erase"))
    page.undo_wanted.connect(lambda: wanted.append("undo"))
    opened(page, growing())
    page.erase.click()
    assert wanted == ["erase"]
    opened(page, ())  # as whoever erased it does
    assert page.notice.isVisible() and page.notice.text.text() == "Everything is erased."
    page.notice.action.click()
    assert wanted == ["erase", "undo"]
    opened(page, growing())
    assert page.erase.isVisible() and not page.notice.isVisible()


def test_a_problem_is_said_beside_the_charts(page: ProgressPage) -> None:
    opened(page, growing()).show_problem(Message("The disk is full.", "Free some space."))
    assert page.notice.text.text() == "The disk is full. Free some space."


# Keys, language, look, cost


def test_escape_leaves_and_space_goes_no_further(page: ProgressPage) -> None:
    left: list[int] = []
    page.left.connect(lambda: left.append(1))
    chart = chart_of(opened(page, growing()), "lens_share")
    QTest.keyClick(chart, Qt.Key.Key_Space)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert left == [1]


def test_everything_is_reached_with_tab(page: ProgressPage) -> None:
    opened(page, growing())
    reached: set[QWidget] = set()
    at: QWidget = page.back
    for _ in range(200):
        at = at.nextInFocusChain()
        if at.isVisibleTo(page) and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(at)
    charts = {chart_of(page, name) for name in page.cards}
    assert {page.back, page.takes, page.weeks, page.erase, *charts} <= reached
    assert not {chart.plot for chart in charts} & reached


def test_another_look_draws_anew(page: ProgressPage, qapp: QApplication) -> None:
    lens = chart_of(opened(page, growing()), "lens_share")
    theme.wear(qapp, "dark")
    try:
        qapp.processEvents()
        assert lens.grab().toImage().pixelColor(lens.width() - 8, 10) == QColor(theme.DARK.surface)
    finally:
        theme.wear(qapp, "light")


def test_another_language_says_numbers_its_way(page: ProgressPage, languages: Languages) -> None:
    languages.speak("nl")
    assert plain("pauses_per_minute", 3.5) == "3,5"
    assert plain("pauses_per_minute", 4.0) == "4"
    assert plain("lens_share", 0.714) == "71"


def test_charts_are_loaded_only_where_one_is_shown() -> None:
    code = "import sys, ui.screens.progress; assert 'pyqtgraph' not in sys.modules and 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
