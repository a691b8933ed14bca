"""How a take's timeline is drawn: each lane has a shape of its own, so that nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from producer.coach.faults import pace_limits
from ui.theme import Theme
from ui.widgets.parts import clock
from ui.widgets.timeline_marks import LANES, STEP_S, Mark, Span, away, tick_step_s, unseen

if TYPE_CHECKING:
    from producer.coach.take.take_report import TakeReport

LABELS_PX, RIGHT_PX, TOP_PX = 116, 14, 6
WAVE_PX, WAVE_GAP_PX, GAP_PX, AXIS_PX = 76, 14, 8, 24
HEIGHTS_PX = {"pace": 50, "level": 38, "lens": 28, "pauses": 28, "fillers": 28}
"""A curve needs room to rise and fall; a row of shapes does not."""
BAR_PX, BAR_STEP_PX = 2, 3
BLOCK_PX, DIAMOND_PX, LEAST_PX = 14, 7, 4
"""How high a pause is drawn, a filler's half width, and how wide the shortest pause is."""
LEAST_FULL = 0.05
"""A take that is softer than this all along (-26 dBFS at its peaks) is drawn small: it is."""
LOUDER = 0.7
"""Own: a little towards how loud it is heard, so that one bang does not make a line of all that is said."""
PACE_RANGE = (80.0, 220.0)
LEVEL_RANGE = (-40.0, 0.0)
LEVEL_AIM = (-24.0, -12.0)
"""Design, section 9: -24..-12 dBFS while speaking."""


def height_px() -> int:
    return TOP_PX + WAVE_PX + WAVE_GAP_PX + sum(HEIGHTS_PX.values()) + len(LANES) * GAP_PX + AXIS_PX


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything lies in a widget ``width`` pixels wide that shows ``duration_s`` seconds."""

    width: int
    duration_s: float

    @property
    def left(self) -> float:
        return LABELS_PX

    @property
    def wide(self) -> float:
        return max(1.0, self.width - LABELS_PX - RIGHT_PX)

    @property
    def bottom(self) -> float:
        return height_px() - AXIS_PX

    def x(self, time_s: float) -> float:
        return self.left + self.wide * time_s / max(self.duration_s, 0.001)

    def time_s(self, x: float) -> float:
        return min(self.duration_s, max(0.0, (x - self.left) / self.wide * self.duration_s))

    def wave(self) -> QRectF:
        return QRectF(self.left, TOP_PX, self.wide, WAVE_PX)

    def lane(self, name: str) -> QRectF:
        above = LANES[: LANES.index(name)]
        top = TOP_PX + WAVE_PX + WAVE_GAP_PX + sum(HEIGHTS_PX[other] + GAP_PX for other in above)
        return QRectF(self.left, top, self.wide, HEIGHTS_PX[name])

    def lane_at(self, y: float) -> str:
        """Return the lane under ``y``, ``wave`` above them all; empty below."""
        if y < TOP_PX + WAVE_PX + WAVE_GAP_PX / 2:
            return "wave"
        return next((name for name in LANES if y < self.lane(name).bottom() + GAP_PX / 2), "")

    def box(self, mark: Mark) -> QRectF:
        """Return where a mark is drawn."""
        lane = self.lane(mark.lane)
        if mark.kind == "filler":
            middle = self.x((mark.start_s + mark.end_s) / 2)
            return QRectF(middle - DIAMOND_PX, lane.center().y() - DIAMOND_PX, 2 * DIAMOND_PX, 2 * DIAMOND_PX)
        left = self.x(mark.start_s)
        wide = max(LEAST_PX, self.x(mark.end_s) - left)
        if mark.lane == "pace":
            return QRectF(left, lane.top(), wide, lane.height())
        return QRectF(left, lane.center().y() - BLOCK_PX / 2, wide, BLOCK_PX)


@dataclass(frozen=True, slots=True)
class Lettering:
    """The lanes' names, a line under one where there is more to say, and why a lane is empty; all in the person's
    language.
    """

    names: dict[str, str]
    below: dict[str, str]
    empty: dict[str, str]


def paint_timeline(painter: QPainter, plan: Plan, report: TakeReport, words: Lettering, theme: Theme) -> None:
    """Draw everything that does not move."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = report.timeline
    _axis(painter, plan, theme)
    _labels(painter, plan, words, theme)
    paint_wave(painter, plan.wave(), line.peaks, theme.muted)
    for name in LANES:
        if name in words.empty:
            _note(painter, plan.lane(name), words.empty[name], theme)
    limits = pace_limits(report.language)
    if "pace" not in words.empty:
        _curve(painter, plan, "pace", line.words_per_minute, PACE_RANGE, limits.aim if limits else None, theme)
    if "level" not in words.empty:
        _curve(painter, plan, "level", line.level_dbfs, LEVEL_RANGE, LEVEL_AIM, theme)
    if "lens" not in words.empty:
        _lens(painter, plan, report, theme)
    for mark in (Mark("pause", "pauses", *span) for span in line.pauses):
        _rounded(painter, plan.box(mark), QColor(theme.muted))
    for text, start, end in line.fillers:
        _diamond(painter, plan.box(Mark("filler", "fillers", start, end, text)), theme)


def paint_wave(painter: QPainter, room: QRectF, peaks: Sequence[float], colour: str) -> None:
    """Draw one bar for each three pixels, by the loudest moment in it; the loudest of all fills the room."""
    count = min(len(peaks), int(room.width() / BAR_STEP_PX))
    full = max(LEAST_FULL, *peaks) if peaks else 1.0
    bars = []
    for index in range(count):
        part = peaks[index * len(peaks) // count : (index + 1) * len(peaks) // count] or (0.0,)
        tall = max(1.5, (max(part) / full) ** LOUDER * room.height())
        x = room.left() + index * room.width() / count
        bars.append(QRectF(x, room.center().y() - tall / 2, BAR_PX, tall))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRects(bars)


def _axis(painter: QPainter, plan: Plan, theme: Theme) -> None:
    painter.setFont(_font(painter, 13))
    step_s = tick_step_s(plan.duration_s)
    for index in range(int(plan.duration_s / step_s) + 1):
        x = round(plan.x(index * step_s)) + 0.5
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(QPointF(x, TOP_PX), QPointF(x, plan.bottom))
        painter.setPen(QColor(theme.muted))
        words = clock(index * step_s)
        wide = painter.fontMetrics().horizontalAdvance(words) + 4.0
        room = QRectF(min(x - wide / 2, plan.width - wide), plan.bottom + 4, wide, AXIS_PX - 4)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)


def _labels(painter: QPainter, plan: Plan, words: Lettering, theme: Theme) -> None:
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    for name in LANES:
        room = plan.lane(name)
        room.setLeft(0)
        room.setWidth(LABELS_PX - 12)
        below = words.below.get(name, "")
        painter.setFont(_font(painter, 14))
        painter.setPen(QColor(theme.text))
        painter.drawText(room.adjusted(0, -8, 0, -8) if below else room, middle, words.names[name])
        if below:
            painter.setFont(_font(painter, 12))
            painter.setPen(QColor(theme.muted))
            painter.drawText(room.adjusted(0, 10, 0, 10), middle, below)


def _note(painter: QPainter, lane: QRectF, text: str, theme: Theme) -> None:
    painter.setFont(_font(painter, 14))
    metrics = painter.fontMetrics()
    ground = QRectF(lane.left(), lane.top() + 3, metrics.horizontalAdvance(text) + 12, lane.height() - 6)
    painter.fillRect(ground, QColor(theme.surface))  # the lines of the axis do not run through the words
    painter.setPen(QColor(theme.muted))
    painter.drawText(lane.adjusted(4, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)


def _curve(
    painter: QPainter,
    plan: Plan,
    name: str,
    values: Sequence[float | None],
    between: tuple[float, float],
    aim: tuple[float, float] | None,
    theme: Theme,
) -> None:
    lane = plan.lane(name)

    def y(value: float) -> float:
        share = (value - between[0]) / (between[1] - between[0])
        return lane.bottom() - lane.height() * min(1.0, max(0.0, share))

    if aim is not None:
        _band(painter, QRectF(lane.left(), y(aim[1]), lane.width(), y(aim[0]) - y(aim[1])), theme)
    painter.setPen(
        QPen(QColor(theme.accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(plan, values, y))


def _band(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """The aim: a quiet ground between two lines."""
    painter.fillRect(room, QColor(theme.sunken))
    painter.setPen(QPen(QColor(theme.outline), 1, Qt.PenStyle.DotLine))
    painter.drawLine(room.topLeft(), room.topRight())
    painter.drawLine(room.bottomLeft(), room.bottomRight())


def _path(plan: Plan, values: Sequence[float | None], y: Callable[[float], float]) -> QPainterPath:
    path, pen_down = QPainterPath(), False
    for index, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        x = plan.x(min(plan.duration_s, (index + 0.5) * STEP_S))
        if pen_down:
            path.lineTo(x, y(value))
        else:
            path.moveTo(x, y(value))
            path.lineTo(x + 0.1, y(value))  # a value alone is a dot
        pen_down = True
    return path


def _lens(painter: QPainter, plan: Plan, report: TakeReport, theme: Theme) -> None:
    """Full where the speaker looks into the lens, hatched where not, a broken outline where it was not seen."""
    line = report.timeline

    def box(span: Span) -> QRectF:
        return plan.box(Mark("away", "lens", *span))

    for span in away(line):
        painter.fillRect(box(span), QColor(theme.surface))
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.setBrush(QBrush(QColor(theme.muted), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(box(span).adjusted(0.5, 0.5, -0.5, -0.5))
    for span in unseen(line):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.outline), 1, Qt.PenStyle.DotLine))
        painter.drawRect(box(span).adjusted(0.5, 0.5, -0.5, -0.5))
    for span in line.at_lens:
        painter.fillRect(box(span), QColor(theme.muted))


def _rounded(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    radius = min(4.0, box.width() / 2)
    painter.drawRoundedRect(box, radius, radius)


def _diamond(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """With an edge in the ground's colour, so that two that overlap are still two."""
    middle = box.center()
    painter.setPen(QPen(QColor(theme.surface), 1))
    painter.setBrush(QColor(theme.accent))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle.x(), box.top()),
                QPointF(box.right(), middle.y()),
                QPointF(middle.x(), box.bottom()),
                QPointF(box.left(), middle.y()),
            ]
        )
    )


# What moves


def paint_head(painter: QPainter, plan: Plan, time_s: float, theme: Theme) -> None:
    """The place that is heard: a line with a small triangle on top."""
    x = float(round(plan.x(time_s)))  # whole pixels: a line two wide stays sharp
    painter.setPen(QPen(QColor(theme.text), 2))
    painter.drawLine(QPointF(x, TOP_PX), QPointF(x, plan.bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.text))
    painter.drawPolygon(QPolygonF([QPointF(x - 6, 0), QPointF(x + 6, 0), QPointF(x, TOP_PX + 4)]))


def paint_guide(painter: QPainter, plan: Plan, x: float, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.outline), 1))
    painter.drawLine(QPointF(x, TOP_PX), QPointF(x, plan.bottom))


def paint_ring(painter: QPainter, box: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 5, 5)


def bubble_rect(text_px: int, x: float, above_y: float, plan: Plan) -> QRectF:
    """Return a bubble's place over ``above_y``, under it where there is no room, never outside the widget."""
    wide, high = text_px + 24.0, 30.0
    left = min(max(0.0, x - wide / 2), plan.width - wide)
    top = above_y - high - 8
    return QRectF(left, top if top >= 0 else above_y + 40, wide, high)


def paint_bubble(painter: QPainter, plan: Plan, text: str, x: float, above_y: float, theme: Theme) -> None:
    painter.setFont(_font(painter, 14))
    room = bubble_rect(painter.fontMetrics().horizontalAdvance(text), x, above_y, plan)
    painter.setPen(QPen(QColor(theme.outline), 1))
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    painter.setPen(QColor(theme.text))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)


def _font(painter: QPainter, px: int) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(px)
    return font
