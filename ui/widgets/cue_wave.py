"""The sound around the current cue: its edges are handles to be dragged, its neighbours can be clicked, any place
can be heard from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.screens.captions_marks import moment
from ui.theme import current_theme
from ui.widgets import cue_wave_paint as draw
from ui.widgets.parts import announce

if TYPE_CHECKING:
    from producer.media.waveform import Waveform
    from producer.values import Cue

AROUND_S, LEAST_S = 2.5, 8.0
"""What is seen on both sides of a cue, and at least in all (own: both neighbours are in sight)."""
REACH_PX = 9
EDGES = ("start", "end")


class CueWave(QWidget):
    """``dragged`` carries the edge (``start``, ``end``), its time in seconds and whether it is to be free of what draws
    it (Alt is held); ``let_go`` says that the hand is off; ``nudged`` carries edge and frames; ``chosen`` another cue;
    ``heard`` a time to hear from.
    """

    dragged = Signal(str, float, bool)
    let_go = Signal()
    nudged = Signal(str, int)
    chosen = Signal(int)
    heard = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.cues: Sequence[Cue] = ()
        self.at, self.edge = -1, "start"
        self.sound: Waveform | None = None
        self.voice: Sequence[tuple[float, float]] = ()
        self._from_s, self._to_s = 0.0, LEAST_S
        self._head_s: float | None = None
        self._mouse: QPointF | None = None
        self._holds = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(draw.HEIGHT_PX)
        self.setMinimumWidth(480)
        self.retranslate()

    # What is shown

    @property
    def plan(self) -> draw.WavePlan:
        return draw.WavePlan(self.width(), self._from_s, self._to_s)

    @property
    def cue(self) -> Cue | None:
        return self.cues[self.at] if 0 <= self.at < len(self.cues) else None

    @property
    def head_s(self) -> float | None:
        """What is heard now."""
        return self._head_s

    def show_sound(self, sound: Waveform | None) -> None:
        """Show a sound; None while it is not known yet."""
        self.sound = sound
        self.update()

    def show_cues(self, cues: Sequence[Cue], at: int, voice: Sequence[tuple[float, float]], *, moved: bool) -> None:
        """Show these; ``moved``: another cue is the current one, and comes into the middle."""
        self.cues, self.at, self.voice = cues, at, voice
        cue = self.cue
        if cue is not None and (moved or not self._from_s <= cue.start_s < cue.end_s <= self._to_s):
            middle_s = (cue.start_s + cue.end_s) / 2
            half_s = max(LEAST_S / 2, (cue.end_s - cue.start_s) / 2 + AROUND_S)
            self._show_from(max(0.0, middle_s - half_s), 2 * half_s)
        self.retranslate()

    def _show_from(self, from_s: float, wide_s: float) -> None:
        self._from_s, self._to_s = from_s, from_s + wide_s

    def show_head(self, time_s: float | None) -> None:
        """Show what is heard now; the sound turns over like a page when the place leaves it."""
        self._head_s = time_s
        if time_s is not None and not self._from_s <= time_s <= self._to_s:
            self._show_from(max(0.0, time_s - 0.5), self._to_s - self._from_s)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, draw.HEIGHT_PX)

    # Mouse

    def edge_at(self, place: QPointF) -> str:
        """Return the edge under the mouse, the nearer one where both are in reach; empty where none is."""
        cue = self.cue
        if cue is None or not draw.TOP_PX <= place.y() <= self.plan.bottom:
            return ""
        far = {"start": abs(self.plan.x(cue.start_s) - place.x()), "end": abs(self.plan.x(cue.end_s) - place.x())}
        name = min(far, key=lambda edge: far[edge])
        return name if far[name] <= REACH_PX else ""

    def cue_at(self, place: QPointF) -> int:
        """Return the cue whose label is under the mouse, -1 where there is none."""
        if place.y() > draw.TOP_PX + draw.LABEL_PX:
            return -1
        time_s = self.plan.time_s(place.x())
        return next((index for index, cue in enumerate(self.cues) if cue.start_s <= time_s <= cue.end_s), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = event.position()
        self._holds = self.edge_at(place)
        if self._holds:
            self.edge = self._holds
            self.update()
        elif (index := self.cue_at(place)) >= 0 and index != self.at:
            self.chosen.emit(index)
        elif place.y() <= self.plan.bottom:
            self.heard.emit(self.plan.time_s(place.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        if self._holds:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.dragged.emit(self._holds, self.plan.time_s(event.position().x()), free)
        over = self._holds or self.edge_at(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.PointingHandCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._holds and event.button() == Qt.MouseButton.LeftButton:
            self._holds = ""
            self.let_go.emit()
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse = None
        self.update()

    # Keys: up and down choose the edge, left and right move it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self.cue is not None:
            many = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.nudged.emit(self.edge, many * steps[Qt.Key(event.key())])
            announce(self, self.edge_text())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.edge = EDGES[1 - EDGES.index(self.edge)]
            self.retranslate()
            announce(self, self.edge_text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Words

    def edge_text(self, edge: str = "") -> str:
        """Say where an edge of the cue is: "start 0:34.20"."""
        cue = self.cue
        if cue is None:
            return ""
        is_start = (edge or self.edge) == "start"
        text = self.tr("start {time}") if is_start else self.tr("end {time}")
        return text.replace("{time}", moment(cue.start_s if is_start else cue.end_s))

    def note(self) -> str:
        """Say why no sound is drawn."""
        return self.tr("Reading the sound…") if self.sound is None else self.tr("There is no sound here.")

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("The sound around this caption"))
        told = self.tr("Up and down choose start or end, left and right move it by a frame.")
        self.setAccessibleDescription(f"{self.edge_text()}. {told}" if self.cue else told)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, plan = current_theme(), self.plan
        draw.paint_ground(painter, plan, theme)
        if self.cue is not None:
            draw.paint_current(painter, plan, self.cue, theme)
        if self.sound is not None and self.sound.peaks:
            draw.paint_sound(painter, plan, self.sound, theme)
        else:
            draw.paint_note(painter, plan, self.note(), theme)
        draw.paint_voice(painter, plan, self.voice, theme)
        for index, cue in enumerate(self.cues):
            if plan.from_s < cue.end_s and cue.start_s < plan.to_s:
                draw.paint_label(painter, plan, cue, index == self.at, theme)
        if self._mouse is not None and not self._holds and self._mouse.y() <= plan.bottom:
            draw.paint_guide(painter, plan, self._mouse.x(), theme)
        self._edges(painter)
        if self._head_s is not None:
            draw.paint_head(painter, plan, self._head_s, theme)

    def _edges(self, painter: QPainter) -> None:
        if self.cue is None:
            return
        theme, plan = current_theme(), self.plan
        over = self._holds or (self.edge_at(self._mouse) if self._mouse else "")
        for name in EDGES:
            chosen = self.hasFocus() and name == self.edge
            time_s = self.cue.start_s if name == "start" else self.cue.end_s
            draw.paint_handle(painter, plan, time_s, name == over, chosen, theme)
        shown = over or (self.edge if self.hasFocus() else "")
        if shown:
            time_s = self.cue.start_s if shown == "start" else self.cue.end_s
            draw.paint_bubble(painter, plan, self.edge_text(shown), plan.x(time_s), theme)
