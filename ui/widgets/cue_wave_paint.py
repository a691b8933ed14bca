"""How the sound around a cue is drawn: labels of the cues on top, the wave, the voice as a bar under it, the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from ui.theme import Theme
from ui.widgets.parts import clock

if TYPE_CHECKING:
    from producer.media.waveform import Waveform
    from producer.values import Cue

TOP_PX, LABEL_PX, WAVE_PX, VOICE_PX, AXIS_PX, GAP_PX = 2, 26, 78, 4, 20, 4
HEIGHT_PX = TOP_PX + LABEL_PX + GAP_PX + WAVE_PX + GAP_PX + VOICE_PX + AXIS_PX
SIDE_PX = 12
BAR_PX, STEP_PX = 2, 3
HANDLE_PX = 10
LEAST_FULL = 0.05
"""A stretch softer than this (-26 dBFS at its peaks) is drawn small: it is."""


@dataclass(frozen=True, slots=True)
class WavePlan:
    """Where everything lies in a widget ``width`` pixels wide that shows ``from_s`` to ``to_s`` of a sound."""

    width: int
    from_s: float
    to_s: float

    @property
    def wide(self) -> float:
        return max(1.0, self.width - 2.0 * SIDE_PX)

    @property
    def per_s(self) -> float:
        """Pixels a second."""
        return self.wide / (self.to_s - self.from_s)

    @property
    def bottom(self) -> float:
        return HEIGHT_PX - AXIS_PX

    def x(self, time_s: float) -> float:
        return SIDE_PX + (time_s - self.from_s) * self.per_s

    def time_s(self, x: float) -> float:
        return max(0.0, self.from_s + (x - SIDE_PX) / self.per_s)

    def wave(self) -> QRectF:
        return QRectF(SIDE_PX, TOP_PX + LABEL_PX + GAP_PX, self.wide, WAVE_PX)

    def span(self, start_s: float, end_s: float, top: float, high: float) -> QRectF:
        """Return the room of a stretch of time, cut off at both sides of the widget."""
        left, right = max(2.0, self.x(start_s)), min(self.width - 2.0, self.x(end_s))
        return QRectF(left, top, max(2.0, right - left), high)


def paint_ground(painter: QPainter, plan: WavePlan, theme: Theme) -> None:
    """The seconds: a line and a time for each, or each second one where they would touch."""
    painter.setFont(_font(painter, 12))
    step = 1 if plan.per_s >= 60 else 2 if plan.per_s >= 30 else 5
    first = int(plan.from_s // step) * step
    for second in range(first, int(plan.to_s) + step, step):
        x = round(plan.x(second)) + 0.5
        if not SIDE_PX <= x <= plan.width - SIDE_PX:
            continue
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(QPointF(x, TOP_PX + LABEL_PX + GAP_PX), QPointF(x, plan.bottom))
        painter.setPen(QColor(theme.muted))
        room = QRectF(x - 40, plan.bottom + 2, 80, AXIS_PX - 2)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), clock(second))


def paint_sound(painter: QPainter, plan: WavePlan, sound: Waveform, theme: Theme) -> None:
    """One bar for each three pixels, by the loudest moment in it; the loudest of all that is seen fills the room."""
    room, peaks = plan.wave(), sound.peaks
    first, last = int(plan.from_s / sound.step_s), int(plan.to_s / sound.step_s) + 1
    full = max((LEAST_FULL, *peaks[first:last]))
    bars = []
    for index in range(int(room.width() / STEP_PX)):
        x = room.left() + index * STEP_PX
        begin = int(plan.time_s(x) / sound.step_s)
        part = peaks[begin : max(begin + 1, int(plan.time_s(x + STEP_PX) / sound.step_s))]
        if part:
            tall = max(1.5, max(part) / full * room.height())
            bars.append(QRectF(x, room.center().y() - tall / 2, BAR_PX, tall))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.muted))
    painter.drawRects(bars)


def paint_note(painter: QPainter, plan: WavePlan, text: str, theme: Theme) -> None:
    painter.setFont(_font(painter, 13))
    painter.setPen(QColor(theme.muted))
    painter.drawText(plan.wave(), int(Qt.AlignmentFlag.AlignCenter), text)


def paint_voice(painter: QPainter, plan: WavePlan, voice: Sequence[tuple[float, float]], theme: Theme) -> None:
    """A bar under the wave wherever somebody speaks."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.outline))
    top = plan.wave().bottom() + GAP_PX
    for start_s, end_s in voice:
        if start_s < plan.to_s and end_s > plan.from_s:
            painter.drawRoundedRect(plan.span(start_s, end_s, top, VOICE_PX), 2, 2)


def paint_current(painter: QPainter, plan: WavePlan, cue: Cue, theme: Theme) -> None:
    """The current cue's ground, from its label down to the voice."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent_soft))
    painter.drawRect(plan.span(cue.start_s, cue.end_s, TOP_PX + LABEL_PX, plan.bottom - TOP_PX - LABEL_PX))


def paint_label(painter: QPainter, plan: WavePlan, cue: Cue, current: bool, theme: Theme) -> None:
    """A cue's text over its stretch: the current one filled, the others in outline."""
    box = plan.span(cue.start_s, cue.end_s, TOP_PX, LABEL_PX).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(theme.accent if current else theme.outline), 1))
    painter.setBrush(QColor(theme.accent if current else theme.surface))
    painter.drawRoundedRect(box, 5, 5)
    painter.setFont(_font(painter, 12))
    painter.setPen(QColor(theme.on_accent if current else theme.text))
    text = painter.fontMetrics().elidedText(" ".join(cue.lines), Qt.TextElideMode.ElideRight, int(box.width() - 14))
    painter.drawText(box.adjusted(8, 0, -6, 0), int(Qt.AlignmentFlag.AlignVCenter), text)


def paint_handle(painter: QPainter, plan: WavePlan, time_s: float, warm: bool, chosen: bool, theme: Theme) -> None:
    """An edge of the cue: a line with a grip in the middle; wider under the mouse, with a ring where the keys are."""
    x = plan.x(time_s)
    if not 0 <= x <= plan.width:
        return
    painter.setPen(QPen(QColor(theme.accent), 3 if warm else 2))
    painter.drawLine(QPointF(x, TOP_PX), QPointF(x, plan.bottom))
    middle, wide = plan.wave().center().y(), HANDLE_PX + (2 if warm else 0)
    grip = QRectF(x - wide / 2, middle - 14, wide, 28)
    painter.setPen(QPen(QColor(theme.surface), 1))
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(grip, 4, 4)
    painter.setPen(QPen(QColor(theme.on_accent), 1))
    for side in (-1.5, 1.5):
        painter.drawLine(QPointF(x + side, middle - 5), QPointF(x + side, middle + 5))
    if chosen:
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(grip.adjusted(-4, -4, 4, 4), 6, 6)


def paint_guide(painter: QPainter, plan: WavePlan, x: float, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.outline), 1))
    painter.drawLine(QPointF(x, TOP_PX + LABEL_PX), QPointF(x, plan.bottom))


def paint_head(painter: QPainter, plan: WavePlan, time_s: float, theme: Theme) -> None:
    """The place that is heard."""
    x = float(round(plan.x(time_s)))
    painter.setPen(QPen(QColor(theme.text), 2))
    painter.drawLine(QPointF(x, TOP_PX), QPointF(x, plan.bottom))


def paint_bubble(painter: QPainter, plan: WavePlan, text: str, x: float, theme: Theme) -> None:
    """Say where an edge is, at the foot of it."""
    font = _font(painter, 13)
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(text) + 18.0
    left = min(max(2.0, x - wide / 2), plan.width - wide - 2)
    room = QRectF(left, plan.bottom - 26, wide, 24)
    painter.setPen(QPen(QColor(theme.outline), 1))
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    painter.setPen(QColor(theme.text))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)


def _font(painter: QPainter, px: int) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(px)
    return font
