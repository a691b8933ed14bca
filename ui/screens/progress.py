"""Progress over takes and weeks: four plain charts, what changed in words, what was practised. Kept on this computer
only, and gone in one click.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.screens.page import Page, card, empty
from ui.screens.progress_figures import (
    FIGURES,
    Change,
    Row,
    changes,
    practised,
    rows_of_takes,
    rows_of_weeks,
)
from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from producer.coach.take.history import Point, Week
    from ui.widgets.chart import Chart


class ProgressPage(Page):
    """``erase_wanted`` and ``undo_wanted``: whoever owns it does it and opens the page anew."""

    erase_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._points: Sequence[Point] = ()
        self._weeks: Sequence[Week] = ()
        self._language, self._opened = "en", False
        self.takes, self.weeks = self._choice(), self._choice()
        self.erase = button("", self._erase)
        self.lead, self.hello = label("heading", wrap=True), label("empty", wrap=True)
        self.hello.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hello.setContentsMargins(0, 120, 0, 0)
        self.cards = {name: FigureCard(name) for name in FIGURES}
        self.practice_heading, self._practice = label("label"), QHBoxLayout()
        self._filled, self._practised = QWidget(), QWidget()
        self._lay_out()
        self.takes.setChecked(True)
        self.retranslate()

    def _choice(self) -> QPushButton:
        made = button("choice", self._fill)
        made.setCheckable(True)
        return made

    def _lay_out(self) -> None:
        both = QButtonGroup(self)
        pair = QHBoxLayout()
        pair.setSpacing(4)
        for choice in (self.takes, self.weeks):
            both.addButton(choice)
            pair.addWidget(choice)
        self.tools.addLayout(pair)
        self.tools.addSpacing(8)
        self.tools.addWidget(self.erase)
        grid = QGridLayout()
        grid.setSpacing(16)
        for index, figure in enumerate(self.cards.values()):
            grid.addWidget(figure, index // 2, index % 2)
            grid.setColumnStretch(index % 2, 1)
        drills, inside = card(self.practice_heading)
        self._practice.setSpacing(28)
        inside.addLayout(self._practice)
        row = QVBoxLayout(self._practised)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(drills)
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.lead)
        column.addLayout(grid)
        for part in (self._filled, self._practised, self.hello):
            self.body.addWidget(part)

    def open(self, points: Sequence[Point], language: str) -> None:
        """Show what is remembered; ``language`` chooses the pace to aim for."""
        from producer.coach.take.history import weeks  # here: it brings the coach with it

        self._points, self._language, self._opened = points, language, True
        self._weeks = weeks(points)
        self.show_content()
        self._fill()

    def _erase(self) -> None:
        self.erase_wanted.emit()
        self._say_erased()
        self.notice.action.setFocus()

    def _say_erased(self) -> None:
        self.notice.say(self.tr("Everything is erased."), action=self.tr("Undo"), act=self.undo_wanted.emit)

    # Words

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("Your progress"))
        self.subtitle.setText(self.tr("Kept on this computer only"))
        self.takes.setText(self.tr("Takes"))
        self.weeks.setText(self.tr("Weeks"))
        self.erase.setText(self.tr("Erase everything"))
        set_icon(self.erase, "bin", current_theme().text)
        self.practice_heading.setText(self.tr("Practised"))
        self.hello.setText(
            self.tr("Nothing here yet.\nMake a take and look at its report: from then on you see here how you get on.")
        )
        if self.notice.isVisible() and self.notice.action.text():
            self._say_erased()
        self._fill()

    def _fill(self) -> None:
        takes = sum(point.kind == "take" for point in self._points)
        drills = practised(self._points)
        self._filled.setVisible(takes > 0)
        self._practised.setVisible(bool(drills))
        self.hello.setVisible(self._opened and not self._points)
        for part in (self.takes, self.weeks):
            part.setVisible(takes > 0)
            set_icon(part, "tick", current_theme().accent) if part.isChecked() else part.setIcon(QIcon())
        self.erase.setVisible(bool(self._points))
        self._say_practice(drills)
        if takes:
            self.lead.setText(self._said(changes(self._weeks, self._language), takes))
            by_week = self.weeks.isChecked()
            rows = (
                rows_of_weeks(self._weeks, self._language) if by_week else rows_of_takes(self._points, self._language)
            )
            for row in rows:
                self.cards[row.figure].show_row(row, by_week)

    def _say_practice(self, drills: Mapping[str, tuple[int, int]]) -> None:
        empty(self._practice)
        names = {
            "opening": self.tr("Opening line"),
            "slow_down": self.tr("Slow down"),
            "pause": self.tr("Pauses"),
            "look": self.tr("Look at the lens"),
        }
        for kind, (count, reached) in drills.items():
            made, column = QWidget(), QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            made.setLayout(column)
            name, times = label(), label("muted")
            name.setText(names.get(kind, kind))
            times.setText(self.tr("%n time(s), goal reached {reached}", "", count).replace("{reached}", str(reached)))
            column.addWidget(name)
            column.addWidget(times)
            self._practice.addWidget(made)
        self._practice.addStretch(1)

    def _said(self, found: tuple[Change, ...] | None, takes: int) -> str:
        """What changed lately, in one sentence."""
        if found is None:
            return self.tr(
                "%n take(s) so far. After two takes in each of two weeks you can read here what changed.", "", takes
            )
        if not found:
            return self.tr("Over the last weeks your figures are steady.")
        change = found[0]
        said = {
            "words_per_minute": self.tr(
                "Over the last {weeks} weeks your pace went from {from} to {to} words a minute."
            ),
            "lens_share": self.tr("Over the last {weeks} weeks your eye contact went from {from} to {to} %."),
            "pauses_per_minute": self.tr("Over the last {weeks} weeks your pauses went from {from} to {to} a minute."),
            "fillers_per_minute": self.tr(
                "Over the last {weeks} weeks your fillers went from {from} to {to} a minute."
            ),
        }[change.figure]
        words = {
            "weeks": str(change.weeks),
            "from": plain(change.figure, change.before),
            "to": plain(change.figure, change.now),
        }
        for name, word in words.items():
            said = said.replace("{" + name + "}", word)
        return said


class FigureCard(QWidget):
    """A figure's name, what is looked at in words, the aim, and the chart, which is built when it is first shown."""

    def __init__(self, figure: str) -> None:
        super().__init__()
        self.figure = figure
        self.heading, self.value, self.aim = label("label"), label("muted"), label("small")
        self.nothing = label("muted", wrap=True)
        self.chart: Chart | None = None
        self._row: Row | None = None
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        whole, self._inside = card()
        self._inside.setContentsMargins(18, 14, 14, 8)
        self._inside.setSpacing(4)
        outside.addWidget(whole)
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.value)
        self._inside.addLayout(top)
        self._inside.addWidget(self.aim)
        self._inside.addWidget(self.nothing, 1)

    def show_row(self, row: Row, by_week: bool) -> None:
        """Draw a row; one in which nothing was measured says so."""
        self._row = row
        self.heading.setText(self._names()[self.figure])
        self.aim.setText(self._aim(row))
        self.aim.setVisible(row.aim is not None)
        self.nothing.setText(self._why_nothing())
        self.nothing.setVisible(not row.known)
        self._look(None)
        if row.known:
            self._draw(row, by_week)
        elif self.chart is not None:
            self.chart.hide()

    def _draw(self, row: Row, by_week: bool) -> None:
        from ui.widgets.chart import Chart  # here: pyqtgraph

        if self.chart is None:
            self.chart = Chart()
            self.chart.looked_at.connect(self._look)
            self._inside.addWidget(self.chart)
        over = self.tr("{figure} over your weeks") if by_week else self.tr("{figure} over your takes")
        self.chart.setAccessibleName(over.replace("{figure}", self.heading.text()))
        self.chart.setAccessibleDescription("; ".join(self.point(index) for index in row.known))
        self.chart.show_values(
            row.places,
            row.values,
            labels=[_day(day) for day in row.days],
            bounds=row.bounds,
            aim=row.aim,
            axis=lambda value: plain(self.figure, value) + (" %" if self.figure == "lens_share" else ""),
            say=self.point,
        )
        self.chart.show()

    def _look(self, index: int | None) -> None:
        """Say the point that is looked at, else the newest."""
        assert self._row is not None
        if index is None and self._row.known:
            index = self._row.known[-1]
        self.value.setText("" if index is None else self.point(index))

    def point(self, index: int) -> str:
        """Say one point: "9 Oct: 138 words a minute"."""
        assert self._row is not None
        units = {
            "words_per_minute": self.tr("{figure} words a minute"),
            "lens_share": self.tr("{figure} % of the time"),
            "pauses_per_minute": self.tr("{figure} a minute"),
            "fillers_per_minute": self.tr("{figure} a minute"),
        }
        figure = plain(self.figure, self._row.values[index] or 0.0)
        return f"{_day(self._row.days[index])}: {units[self.figure].replace('{figure}', figure)}"

    def _names(self) -> dict[str, str]:
        return {
            "words_per_minute": self.tr("Pace"),
            "lens_share": self.tr("Eye contact"),
            "pauses_per_minute": self.tr("Pauses"),
            "fillers_per_minute": self.tr("Fillers"),
        }

    def _aim(self, row: Row) -> str:
        if row.aim is None:
            return ""
        low, high = (plain(self.figure, value) for value in row.aim)
        said = {
            "words_per_minute": self.tr("aim {low}–{high}"),
            "lens_share": self.tr("aim {low} % or more"),
            "pauses_per_minute": self.tr("aim {low} or more"),
            "fillers_per_minute": self.tr("aim {high} or fewer"),
        }[self.figure]
        return said.replace("{low}", low).replace("{high}", high)

    def _why_nothing(self) -> str:
        if self.figure == "fillers_per_minute":
            return self.tr("Fillers are counted in takes with captions: only there the words are known.")
        return self.tr("Not measured in these takes.")


def plain(figure: str, value: float) -> str:
    """Say a value without its unit; a share in per cent."""
    if figure == "lens_share":
        return str(round(100 * value))
    if figure == "words_per_minute":
        return str(round(value))
    return QLocale().toString(value, "f", 0 if value == int(value) else 1)


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
