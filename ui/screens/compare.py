"""Takes side by side: how each one went in a handful of figures, the best one marked, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.engine import Take
from ui.listening import Listening, MakePlayer
from ui.screens.compare_figures import FIGURES, LEVEL_AIM, better, figure
from ui.screens.page import Page, card, empty
from ui.takes_model import take_line
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.parts import button, label
from ui.widgets.take_strip import TakeStrip

if TYPE_CHECKING:
    from producer.coach.take.compare import Comparison
    from producer.coach.take.take_report import TakeReport

START_S = 8.0
"""How much of a take's start is heard: enough for an opening line."""


class ComparePage(Page):
    """Two to four takes. ``clip_wanted`` carries the path of the take that becomes a clip."""

    clip_wanted = Signal(object)

    def __init__(self, advice: Callable[[str], str], reason: Callable[[str], str], make_player: MakePlayer) -> None:
        super().__init__()
        self._advice, self._reason = advice, reason
        self._reports: Sequence[TakeReport] = ()
        self._comparison: Comparison | None = None
        self._share: float | None = None
        self._left_out: Sequence[str] = ()
        self.columns: list[Column] = []
        self.listening = Listening(make_player, self)
        self.why, self._row = label(wrap=True), QHBoxLayout()
        self._row.setSpacing(14)
        self._key, self._tick = label("muted", wrap=True), QLabel()
        self._lay_out()
        self.listening.moved.connect(self._follow)
        self.listening.failed.connect(self.show_error)
        self.retranslate()

    def _lay_out(self) -> None:
        told = QFrame()
        told.setProperty("role", "notice")
        inside = QVBoxLayout(told)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.addWidget(self.why)
        legend = QHBoxLayout()
        legend.setSpacing(6)
        legend.addWidget(self._tick)
        legend.addWidget(self._key, 1)
        self.body.addWidget(told)
        self.body.addLayout(self._row)
        self.body.addLayout(legend)

    def open(self, reports: Sequence[TakeReport], comparison: Comparison, left_out: Sequence[str] = ()) -> None:
        """Show these takes, each in a column of its own, and which is best; ``left_out`` names those that could not be
        measured.
        """
        self.listening.stop()
        self._reports, self._comparison, self._left_out = reports, comparison, left_out
        self.show_content()
        self.retranslate()
        if self.isVisible() and self.columns:
            self.columns[comparison.best or 0].strip.setFocus()

    def show_working(self, share: float | None, name: str = "") -> None:
        """Say that takes are being measured; ``share`` is 0..1."""
        self._reports, self._comparison, self._share, self._error = (), None, share, None
        self.retranslate()

    def silence(self) -> None:
        self.listening.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self.silence()
        super().hideEvent(event)

    def space(self) -> None:
        self.silence()

    def _hear(self, index: int) -> None:
        """Play the start of a take; the same once more stops."""
        if self.listening.playing and self.listening.what == index:
            self.listening.stop()
        else:
            self.listening.stop()
            report = self._reports[index]
            self.listening.play(index, report.file, 0.0, min(START_S, report.duration_s))

    def _follow(self, time_s: float | None) -> None:
        for index, column in enumerate(self.columns):
            column.strip.show_head(time_s if self.listening.what == index else None)

    # Words

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("Takes side by side"))
        self._key.setText(self.tr("The best of these takes in that figure"))
        self._tick.setPixmap(icon_pixmap("tick", current_theme().accent, 20))
        if self._comparison is None:
            self.subtitle.setText("")
            if not self.troubled:
                self.show_waiting(self.tr("Watching and listening to your takes…"), self._share)
        else:
            self.subtitle.setText(self.tr("Click a waveform to hear how the take begins."))
            self.why.setText(" ".join(part for part in (self._verdict(self._comparison), self._missing()) if part))
            self._fill(self._comparison.best)

    def _verdict(self, comparison: Comparison) -> str:
        if len(self._reports) < 2:
            return self.tr("There is no other take to hold this one against.")
        if comparison.best is None:
            return self.tr("These takes are equally good. Choose the one that feels most like you.")
        name = self._reports[comparison.best].file.stem
        best = self.tr("“{name}” is the best take.").replace("{name}", name)
        return " ".join([best, *(self._reason(code) for code in comparison.reasons)])

    def _missing(self) -> str:
        if not self._left_out:
            return ""
        names = ", ".join(f"“{name}”" for name in self._left_out)
        return self.tr("Not shown, for it could not be measured: {names}.").replace("{names}", names)

    def _fill(self, best: int | None) -> None:
        empty(self._row)
        marks = {name: better(self._reports, name) for name in FIGURES}
        self.columns = []
        for index, report in enumerate(self._reports):
            column = Column(report, index == best, [name for name in FIGURES if index in marks[name]], self._advice)
            column.strip.clicked.connect(lambda checked=False, index=index: self._hear(index))
            column.clip.clicked.connect(lambda checked=False, report=report: self.clip_wanted.emit(report.file))
            self.columns.append(column)
            self._row.addWidget(column, 1)


class Column(QWidget):
    """One take. ``better_in`` names the figures in which it is the best."""

    def __init__(
        self, report: TakeReport, is_best: bool, better_in: Sequence[str], advice: Callable[[str], str]
    ) -> None:
        super().__init__()
        self.report, self.is_best, self.better_in = report, is_best, better_in
        self.badge, self.name = _Badge(), _Elided()
        self.strip = TakeStrip(report)
        self.clip = button("primary" if is_best else "")
        self.values = {name: label() for name in FIGURES}
        self.change = label("muted", wrap=True)
        self._lay_out(is_best)
        self._say(advice)

    def _lay_out(self, is_best: bool) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        whole, inside = card()
        inside.setContentsMargins(16, 14, 16, 16)
        inside.setSpacing(6)
        outside.addWidget(whole)
        self.badge.show_badge(is_best)
        inside.addWidget(self.badge)
        inside.addWidget(self.name)
        self._line = label("muted")
        inside.addWidget(self._line)
        inside.addWidget(self.strip)
        for name in FIGURES:
            inside.addLayout(self._figure(name))
        self._change_heading = label("muted")
        inside.addSpacing(4)
        inside.addWidget(self._change_heading)
        self.change.setProperty("role", "")
        inside.addWidget(self.change)
        inside.addStretch(1)
        inside.addSpacing(10)
        inside.addWidget(self.clip)

    def _figure(self, name: str) -> QVBoxLayout:
        heading, tick = label("muted"), QLabel()
        heading.setText(self._names()[name])
        tick.setFixedSize(20, 20)
        if name in self.better_in:
            tick.setPixmap(icon_pixmap("tick", current_theme().accent, 20))
            tick.setToolTip(self.tr("best"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.values[name])
        row.addWidget(tick)
        row.addStretch(1)
        both = QVBoxLayout()
        both.setContentsMargins(0, 6, 0, 0)
        both.setSpacing(0)
        both.addWidget(heading)
        both.addLayout(row)
        return both

    def _say(self, advice: Callable[[str], str]) -> None:
        report = self.report
        self.name.say(report.file.stem)
        self._line.setText(take_line(Take(report.file, report.duration_s, report.made_at)))
        self.badge.say(self.tr("Best take"))
        for name, value in self.values.items():
            value.setText(self._worded(name, figure(report, name)))
            best = f", {self.tr('best')}" if name in self.better_in else ""
            value.setAccessibleName(f"{self._names()[name]}: {value.text()}{best}")
        self._change_heading.setText(self.tr("To change"))
        texts = [advice(code) for code in report.change]
        self.change.setText("\n".join(texts) or self.tr("Nothing stands out"))
        self.clip.setText(self.tr("Make a clip"))
        self.clip.setAccessibleName(f"{self.clip.text()}: {report.file.stem}")
        self.strip.setAccessibleName(self.tr("Play the start of “{name}”").replace("{name}", report.file.stem))

    def _names(self) -> dict[str, str]:
        return {
            "pace": self.tr("Pace"),
            "lens": self.tr("Eye contact"),
            "pauses": self.tr("Pauses"),
            "fillers": self.tr("Fillers"),
            "level": self.tr("Level"),
        }

    def _worded(self, name: str, value: float | None) -> str:
        if value is None:
            return self.tr("no transcript") if name == "fillers" else self.tr("not measured")
        if name == "level":
            loud = self.tr("too loud") if value > LEVEL_AIM[1] else self.tr("good")
            return self.tr("soft") if value < LEVEL_AIM[0] else loud
        words = {
            "pace": self.tr("{figure} words a minute"),
            "lens": self.tr("{figure} % of the time"),
            "pauses": self.tr("{figure} a minute"),
            "fillers": self.tr("{figure} a minute"),
        }
        if name in ("pauses", "fillers"):
            return words[name].replace("{figure}", QLocale().toString(value, "f", 1))
        return words[name].replace("{figure}", str(round(100 * value if name == "lens" else value)))


class _Badge(QWidget):
    """A star and the words, or as much room without them, so that the columns stand in line."""

    def __init__(self) -> None:
        super().__init__()
        self._star, self.text = QLabel(), label("label")
        self.setFixedHeight(26)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._star)
        row.addWidget(self.text)
        row.addStretch(1)

    def show_badge(self, wanted: bool) -> None:
        self._star.setPixmap(icon_pixmap("star", current_theme().accent, 20))
        for part in (self._star, self.text):
            part.setVisible(wanted)

    def say(self, text: str) -> None:
        self.text.setText(text)


class _Elided(QLabel):
    """A take's name on one line; the whole name in a tip where it does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "heading")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(40)
        self._whole = ""

    def say(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(40, self.width())))
