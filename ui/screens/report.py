"""The report on a take: what went well first, two things to change, and the take along its time, to be listened to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.engine import Take
from ui.listening import Listening, MakePlayer
from ui.screens.page import Page, card, empty
from ui.takes_model import take_line
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap, set_icon
from ui.widgets.lesson import LessonCard
from ui.widgets.parts import announce, button, label
from ui.widgets.timeline_marks import Mark
from ui.widgets.timeline_view import TimelineView

if TYPE_CHECKING:
    from producer.coach.take.take_report import TakeReport
    from producer.coach.teaching import Lesson

AROUND_S = 1.0
"""A mark is heard with this much before and after it."""
SAME_PLACE_S = 0.5
"""A second click this near to where it was heard from means "stop"."""
MOST_PRAISE = 4
"""More would be a list; listeners' most noticed come first."""


class ReportPage(Page):
    """Shows one report at a time. Words and sound come through what it is given; what else a person wants goes out as
    a signal: ``save_wanted`` and ``compare_wanted`` carry the report, ``clip_wanted`` the take's path.
    """

    save_wanted = Signal(object)
    compare_wanted = Signal(object)
    clip_wanted = Signal(object)

    def __init__(
        self,
        advice: Callable[[str], str],
        praise: Callable[[str, Mapping[str, Any]], str],
        lesson: Callable[[str], Lesson | None],
        make_player: MakePlayer,
        figures: Callable[[TakeReport], Sequence[str]] = lambda report: (),
    ) -> None:
        super().__init__()
        self._advice, self._praise, self._lesson, self._figures = advice, praise, lesson, figures
        self._report: TakeReport | None = None
        self._waiting_for: tuple[float | None, str] | None = None
        self.listening = Listening(make_player, self)
        self.save = button("", lambda: self.save_wanted.emit(self._report))
        self.compare = button("", lambda: self.compare_wanted.emit(self._report))
        self.clip = button("primary", self._make_clip)
        for part in (self.save, self.compare, self.clip):
            self.tools.addWidget(part)
        self.well_heading, self.change_heading = label("heading"), label("heading")
        self.time_heading, self.hint, self.key = label("heading"), label("muted"), label("muted", wrap=True)
        self.well, self.change = QVBoxLayout(), QVBoxLayout()
        self.timeline = TimelineView()
        self._lay_out()
        self.timeline.chosen.connect(self._hear)
        self.listening.moved.connect(self.timeline.show_head)
        self.listening.failed.connect(self.show_error)
        self.retranslate()

    def _lay_out(self) -> None:
        halves = QHBoxLayout()
        halves.setSpacing(16)
        for heading, column in ((self.well_heading, self.well), (self.change_heading, self.change)):
            half, inside = card(heading)
            column.setSpacing(8)
            inside.addLayout(column)
            inside.addStretch(1)
            halves.addWidget(half, 1)
        whole, inside = card()
        row = QHBoxLayout()
        row.addWidget(self.time_heading)
        row.addStretch(1)
        row.addWidget(self.hint)
        inside.addLayout(row)
        inside.addWidget(self.timeline)
        inside.addWidget(self.key)
        self.body.addLayout(halves)
        self.body.addWidget(whole)

    # What it shows

    def open(self, report: TakeReport) -> None:
        """Show a report."""
        self.listening.stop()
        self.notice.hide()
        self._report, self._waiting_for = report, None
        self.timeline.show_report(report)
        self.show_content()
        self.retranslate()
        self._set_tools(True)
        if self.isVisible():
            self.timeline.setFocus()

    def show_working(self, share: float | None, name: str) -> None:
        """Say that the take is being measured; ``share`` is 0..1."""
        self.listening.stop()
        self._report, self._waiting_for, self._error = None, (share, name), None
        self._set_tools(False)
        self.retranslate()

    def say_saved(self, path: Path) -> None:
        self.notice.say(self.tr("Saved as “{name}”.").replace("{name}", path.name))

    def silence(self) -> None:
        """Stop what is heard."""
        self.listening.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        self.silence()
        super().hideEvent(event)

    def _make_clip(self) -> None:
        if self._report is not None:
            self.clip_wanted.emit(self._report.file)

    def _set_tools(self, wanted: bool) -> None:
        for part in (self.save, self.compare, self.clip):
            part.setEnabled(wanted)

    # Hearing

    def _hear(self, what: Mark | float) -> None:
        """Play a mark with its surroundings, or from a time on; the same once more stops."""
        if self.listening.playing and self._is_same(what):
            self.listening.stop()
        elif self._report is None:
            return
        elif isinstance(what, Mark):
            start, end = what.start_s - AROUND_S, what.end_s + AROUND_S
            self.listening.play(what, self._report.file, max(0.0, start), min(end, self._report.duration_s))
        else:
            self.listening.play(what, self._report.file, what)

    def _is_same(self, what: Mark | float) -> bool:
        """Whether that is what is heard already."""
        heard, place = self.listening.what, self.timeline.head_s
        if isinstance(what, Mark) or isinstance(heard, Mark):
            return what == heard
        return any(isinstance(at, float) and abs(what - at) < SAME_PLACE_S for at in (heard, place))

    def space(self) -> None:
        """Stop, or play the mark that the keyboard is on, or from the start."""
        if self.listening.playing:
            self.listening.stop()
        else:
            self._hear(self.timeline.current or 0.0)

    # Words

    def retranslate(self) -> None:
        super().retranslate()
        self.save.setText(self.tr("Save as page…"))
        self.compare.setText(self.tr("Compare takes"))
        self.clip.setText(self.tr("Make the clip"))
        self.well_heading.setText(self.tr("What went well"))
        self.time_heading.setText(self.tr("Your take in time"))
        self.hint.setText(self.tr("Click to listen. Or walk with ← and →, Enter plays, Space stops."))
        self._key_words = self.tr("The band is what to aim for. Hatched: you looked away.")
        self.key.setText(self._key_words)
        if self._waiting_for is not None:
            share, name = self._waiting_for
            self.title.setText(name)
            self.subtitle.setText("")
            if not self.troubled:
                self.show_waiting(self.tr("Watching and listening to your take…"), share)
        if self._report is not None:
            self._fill(self._report)

    def _fill(self, report: TakeReport) -> None:
        self.title.setText(report.file.stem)
        self.subtitle.setText(self._line(report))
        self.key.setText("  ·  ".join([*self._figures(report), self._key_words]))
        empty(self.well)
        empty(self.change)
        for code, values in report.praise[:MOST_PRAISE]:
            self.well.addWidget(_Praised(self._praise(code, values)))
        counted = {0: self.tr("Nothing to change"), 1: self.tr("One thing to change")}
        self.change_heading.setText(counted.get(len(report.change)) or self.tr("Two things to change"))
        for number, code in enumerate(report.change, 1):
            self.change.addWidget(ToChange(number, self._advice(code), self._lesson(code)))
        if not report.change:
            self.change.addWidget(label_of(self.tr("Nothing stands out. Do it just like this.")))

    def _line(self, report: TakeReport) -> str:
        line = take_line(Take(report.file, report.duration_s, report.made_at))
        pace = report.figure("voice", "words_per_minute")
        words = self.tr("{pace} words a minute").replace("{pace}", str(round(pace))) if pace is not None else ""
        return "  ·  ".join(part for part in (line, words) if part)


def label_of(text: str, role: str = "") -> QLabel:
    made = label(role, wrap=True)
    made.setText(text)
    return made


class _Praised(QWidget):
    """One thing that went well, with a tick before it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        tick = QLabel()
        tick.setPixmap(icon_pixmap("tick", current_theme().accent, 22))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label_of(text), 1)


class ToChange(QWidget):
    """One thing to change, with its number, and behind "Why and how" the lesson, where there is one."""

    def __init__(self, number: int, text: str, lesson: Lesson | None) -> None:
        super().__init__()
        self.why = button("quiet", self._turn)
        self.lesson = LessonCard()
        self._known, self._text = lesson, text
        numeral = label_of(f"{number}.", "label")
        numeral.setFixedWidth(22)
        row = QHBoxLayout()
        row.setSpacing(10)
        words = label_of(text if text.endswith((".", "?", "!")) else f"{text}.")
        for part, share in ((numeral, 0), (words, 1)):
            part.setContentsMargins(0, 8, 0, 0)  # on one line with the words of the button beside it
            row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.lesson)
        self.why.setVisible(lesson is not None)
        self._show(False)

    @property
    def open(self) -> bool:
        return not self.lesson.isHidden()

    def _turn(self) -> None:
        self._show(not self.open)
        if self._known is not None and self.open:
            announce(self.lesson)

    def _show(self, wanted: bool) -> None:
        self.lesson.show_lesson(self._known if wanted else None)
        self.why.setText(self.tr("Close") if wanted else self.tr("Why and how"))
        self.why.setAccessibleDescription(self._text)
        set_icon(self.why, "less" if wanted else "more", current_theme().muted, 18)
