"""One figure over time as a plain chart (pyqtgraph): a line of points and the band to aim for, nothing to drag or zoom.
Imported only where a chart is shown: pyqtgraph takes as long to load as the rest of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme, current_theme
from ui.widgets.parts import announce

HEIGHT_PX = 168
MOST_LABELS = 6
POINT_PX = 8


class Chart(QWidget):
    """``looked_at`` carries the index of the point under the mouse or that the arrow keys are on; None for none."""

    looked_at = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT_PX)
        self.plot = pg.PlotWidget()
        self._dress_plot()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.plot)
        self._places: Sequence[float] = ()
        self._values: Sequence[float | None] = ()
        self._say: Callable[[int], str] = str
        self._at: int | None = None

    def _dress_plot(self) -> None:
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getAxis("left").setWidth(44)
        self.plot.getAxis("bottom").setHeight(24)

    # What it shows

    def show_values(
        self,
        places: Sequence[float],
        values: Sequence[float | None],
        *,
        labels: Sequence[str],
        bounds: tuple[float, float],
        aim: tuple[float, float] | None,
        axis: Callable[[float], str],
        say: Callable[[int], str],
    ) -> None:
        """Draw ``values`` at ``places``; None is a gap. ``labels`` stand under the points, ``axis`` words a value of
        the left axis, ``say`` a point.
        """
        self._places, self._values, self._say, self._at = places, values, say, None
        theme = current_theme()
        self.plot.clear()
        self.plot.setBackground(theme.surface)
        if aim is not None:
            self.plot.addItem(_band(aim, theme))
        self._axes(labels, bounds, axis, theme)
        known = [index for index, value in enumerate(values) if value is not None]
        self.plot.plot(
            [places[index] for index in known],
            [values[index] for index in known],
            antialias=True,
            pen=pg.mkPen(theme.accent, width=2),
            symbol="o",
            symbolSize=POINT_PX,
            symbolBrush=theme.surface,
            symbolPen=pg.mkPen(theme.accent, width=2),
        )
        self._ring = pg.ScatterPlotItem(
            antialias=True, size=POINT_PX + 8, brush=None, pen=pg.mkPen(theme.text, width=2)
        )
        self.plot.addItem(self._ring)

    def _axes(
        self, labels: Sequence[str], bounds: tuple[float, float], axis: Callable[[float], str], theme: Theme
    ) -> None:
        low, high = bounds
        self.plot.setYRange(low, high, padding=0.06)
        room = max(0.5, (self._places[-1] - self._places[0]) * 0.05) if self._places else 0.5
        if self._places:
            self.plot.setXRange(self._places[0] - room, self._places[-1] + room, padding=0)
        marks = [low + (high - low) * share for share in (0.0, 0.5, 1.0)]
        self._dress_axis("left", [(mark, axis(mark)) for mark in marks], theme)
        every = max(1, -(-len(labels) // MOST_LABELS))
        shown = range(len(labels) - 1, -1, -every)  # the newest always has its day
        self._dress_axis("bottom", [(self._places[index], labels[index]) for index in shown], theme)

    def _dress_axis(self, name: str, ticks: list[tuple[float, str]], theme: Theme) -> None:
        font = QFont(self.font())
        font.setPixelSize(12)
        axis = self.plot.getAxis(name)
        axis.setTicks([ticks])
        axis.setStyle(tickFont=font, tickLength=0)
        axis.setPen(pg.mkPen(theme.border))
        axis.setTextPen(pg.mkPen(theme.muted))

    # Mouse and keys

    @property
    def at(self) -> int | None:
        """The point that is looked at."""
        return self._at

    def look_at(self, index: int | None) -> None:
        if index == self._at:
            return
        self._at = index
        value = self._values[index] if index is not None else None
        self._ring.setData([self._places[index]], [value]) if index is not None else self._ring.clear()
        self.looked_at.emit(index)

    def x_of(self, index: int) -> float:
        """Return where a point is, in the widget's pixels."""
        scene: Any = self.plot.getPlotItem().vb.mapViewToScene(QPointF(self._places[index], 0.0))
        return float(self.plot.mapToParent(self.plot.mapFromScene(scene)).x())

    def _known(self) -> list[int]:
        return [index for index, value in enumerate(self._values) if value is not None]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        known = self._known()
        self.look_at(min(known, key=lambda index: abs(self.x_of(index) - event.position().x())) if known else None)

    def leaveEvent(self, event: QEvent) -> None:
        self.look_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps, known = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}, self._known()
        if event.key() not in steps or not known:
            super().keyPressEvent(event)
            return
        place = known.index(self._at) + steps[Qt.Key(event.key())] if self._at in known else len(known) - 1
        self.look_at(known[min(max(place, 0), len(known) - 1)])
        announce(self, self._say(self._at or 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.look_at(None)
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


def _band(aim: tuple[float, float], theme: Theme) -> Any:
    """The aim: a quiet ground between two dotted lines."""
    edge = pg.mkPen(theme.outline, width=1, style=Qt.PenStyle.DotLine)
    band = pg.LinearRegionItem(aim, orientation="horizontal", movable=False, brush=pg.mkBrush(theme.sunken), pen=edge)
    band.setZValue(-10)
    return band
