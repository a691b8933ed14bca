"""A take along its time: the waveform and under it pace, level, eye contact, pauses and fillers. Mouse and keys reach
every mark; whoever owns it plays the sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from producer.coach.faults import pace_limits
from ui.theme import current_theme
from ui.widgets import timeline_paint as draw
from ui.widgets.parts import announce, clock
from ui.widgets.timeline_marks import Mark, covers, marks_of, value_at

if TYPE_CHECKING:
    from producer.coach.take.take_report import TakeReport

REACH_PX = 5
"""A mark can be hit this far beside it: a pause of half a second is four pixels wide in a take of five minutes."""


class TimelineView(QWidget):
    """``chosen`` says which mark, or which time in seconds (a float), a person wants to hear from."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: TakeReport | None = None
        self.marks: tuple[Mark, ...] = ()
        self._current: Mark | None = None
        self._mouse: QPointF | None = None
        self._head_s: float | None = None
        self._drawn: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(draw.height_px())
        self.setMinimumWidth(480)
        self._retranslate()

    def show_report(self, report: TakeReport) -> None:
        self._report, self.marks, self._current, self._head_s = report, marks_of(report), None, None
        self._retranslate()

    @property
    def current(self) -> Mark | None:
        """The mark that the keyboard has walked to, or that was clicked."""
        return self._current

    @property
    def head_s(self) -> float | None:
        """What is heard now."""
        return self._head_s

    @property
    def plan(self) -> draw.Plan:
        return draw.Plan(self.width(), self._report.timeline.duration_s if self._report else 0.0)

    def show_head(self, time_s: float | None) -> None:
        """Show what is heard now; None hides it."""
        if time_s != self._head_s:
            self._head_s = time_s
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, draw.height_px())

    # Mouse and keys

    def mark_at(self, place: QPointF) -> Mark | None:
        """Return the mark under the mouse, the nearest where several are in reach."""
        lane = self.plan.lane_at(place.y())
        near = [
            (abs(box.center().x() - place.x()), mark)
            for mark in self.marks
            if mark.lane == lane
            and (box := self.plan.box(mark)).left() - REACH_PX <= place.x() <= box.right() + REACH_PX
        ]
        return min(near, key=lambda pair: pair[0])[1] if near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._report is None:
            super().mousePressEvent(event)
        elif event.position().x() >= self.plan.left - REACH_PX:
            self._current = self.mark_at(event.position())
            self.update()
            self.chosen.emit(self._current or self.plan.time_s(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = event.position().x() >= self.plan.left - REACH_PX and event.position().y() <= self.plan.bottom
        self._mouse = event.position() if inside and self._report else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._mouse else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        if event.key() in steps:
            self._walk(steps[Qt.Key(event.key())])
        elif event.key() in ends and self.marks:
            self._go(self.marks[ends[Qt.Key(event.key())]])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.chosen.emit(self._current or self._head_s or 0.0)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        if not self.marks:
            return
        if self._current is None:
            self._go(self.marks[0 if step > 0 else -1])
        else:
            index = self.marks.index(self._current) + step
            self._go(self.marks[min(max(index, 0), len(self.marks) - 1)])

    def _go(self, mark: Mark) -> None:
        """Put the ring on a mark and have a screen reader say it."""
        self._current, self._mouse = mark, None
        sentence = self.sentence(mark)
        self.setAccessibleDescription(sentence)
        announce(self, sentence)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    # Words

    def sentence(self, mark: Mark) -> str:
        """Say a mark plainly: "0:12 a pause of 0.9 s"."""
        texts = {
            "pause": self.tr("a pause of {seconds} s"),
            "filler": self.tr("“{text}”") if mark.text else self.tr("a sound between the words"),
            "away": self.tr("you look away for {seconds} s"),
            "unseen": self.tr("your eyes could not be seen for {seconds} s"),
            "fast": self.tr("a fast stretch: {pace} words a minute"),
            "slow": self.tr("a slow stretch: {pace} words a minute"),
        }
        said = texts[mark.kind].replace("{text}", mark.text).replace("{pace}", str(round(mark.value or 0)))
        return f"{clock(mark.start_s)} {said.replace('{seconds}', QLocale().toString(mark.length_s, 'f', 1))}"

    def moment(self, lane: str, time_s: float) -> str:
        """Say what a lane shows at a time where there is no mark."""
        assert self._report is not None
        line = self._report.timeline
        pace = value_at(line.words_per_minute, time_s)
        said = self.tr("listen from here")
        if lane == "pace" and pace is not None:
            said = self.tr("{pace} words a minute").replace("{pace}", str(round(pace)))
        elif lane == "level":
            said = self._loudness(value_at(line.level_dbfs, time_s)) or said
        elif lane == "lens" and covers(line.at_lens, time_s):
            said = self.tr("you look into the lens")
        return f"{clock(time_s)} {said}"

    def _loudness(self, level_dbfs: float | None) -> str:
        if level_dbfs is None:
            return ""
        if level_dbfs < draw.LEVEL_AIM[0]:
            return self.tr("softer than the aim")
        return self.tr("louder than the aim") if level_dbfs > draw.LEVEL_AIM[1] else self.tr("a good level")

    def _lettering(self, report: TakeReport) -> draw.Lettering:
        limits = pace_limits(report.language)
        aim = self.tr("aim {from}–{to}")
        return draw.Lettering(
            names={
                "pace": self.tr("Pace"),
                "level": self.tr("Level"),
                "lens": self.tr("Eye contact"),
                "pauses": self.tr("Pauses"),
                "fillers": self.tr("Fillers"),
            },
            below={}
            if limits is None
            else {"pace": aim.replace("{from}", str(round(limits.aim[0]))).replace("{to}", str(round(limits.aim[1])))},
            empty=self._reasons(report),
        )

    def _reasons(self, report: TakeReport) -> dict[str, str]:
        """Say of each lane without data why it is empty."""
        line = report.timeline
        no_pace = self.tr("too little speech") if pace_limits(report.language) else self.tr("not for this language")
        no_words = report.report["voice"].get("fillers") is None
        checks = {
            "pace": (any(value is not None for value in line.words_per_minute), no_pace),
            "level": (any(value is not None for value in line.level_dbfs), self.tr("no voice was heard")),
            "lens": (bool(line.seen), self.tr("your eyes could not be seen")),
            "pauses": (bool(line.pauses), self.tr("none of half a second or more")),
            "fillers": (bool(line.fillers), self.tr("no transcript") if no_words else self.tr("none were heard")),
        }
        return {lane: reason for lane, (has_data, reason) in checks.items() if not has_data}

    def summary(self) -> str:
        """The whole in words, for who cannot see it."""
        if self._report is None:
            return ""
        line, reasons = self._report.timeline, self._reasons(self._report)
        counted = self.tr("%n pause(s)", "", len(line.pauses))
        fillers = reasons.get("fillers") or self.tr("%n filler(s)", "", len(line.fillers))
        away = self.tr("%n look(s) away", "", sum(mark.kind == "away" for mark in self.marks))
        return f"{counted}, {fillers}, {reasons.get('lens') or away}. " + self.tr(
            "Left and right walk from mark to mark, Enter plays."
        )

    def _retranslate(self) -> None:
        self._drawn = None
        self.setAccessibleName(self.tr("Your take in time"))
        self.setAccessibleDescription(self.sentence(self._current) if self._current else self.summary())
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._retranslate()
        super().changeEvent(event)

    # The picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drawn = None
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._report is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still(self._report))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, plan = current_theme(), self.plan
        hovered = self.mark_at(self._mouse) if self._mouse else None
        if self._mouse and hovered is None:
            draw.paint_guide(painter, plan, self._mouse.x(), theme)
        if self._head_s is not None:
            draw.paint_head(painter, plan, self._head_s, theme)
        shown = hovered or (self._current if self.hasFocus() else None)
        if self.hasFocus():
            whole = QRectF(plan.left, draw.TOP_PX, plan.wide, plan.bottom - draw.TOP_PX)  # not over the lanes' names
            ring = plan.box(self._current) if self._current else whole
            draw.paint_ring(painter, ring, theme)
        self._bubble(painter, shown)

    def _bubble(self, painter: QPainter, mark: Mark | None) -> None:
        theme, plan = current_theme(), self.plan
        if mark is not None:
            box = plan.box(mark)
            x = self._mouse.x() if self._mouse else box.center().x()
            draw.paint_bubble(painter, plan, self.sentence(mark), x, box.top(), theme)
        elif self._mouse is not None and (lane := plan.lane_at(self._mouse.y())):
            top = plan.wave().center().y() if lane == "wave" else plan.lane(lane).top()
            text = self.moment(lane, plan.time_s(self._mouse.x()))
            draw.paint_bubble(painter, plan, text, self._mouse.x(), top, theme)

    def _still(self, report: TakeReport) -> QPixmap:
        """What does not move, drawn once for each size, language and mood."""
        if self._drawn is None:
            ratio = self.devicePixelRatioF()
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            painter.setFont(self.font())
            draw.paint_timeline(painter, self.plan, report, self._lettering(report), current_theme())
            painter.end()
        return self._drawn
