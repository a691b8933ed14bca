"""How a take looks in the list."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.engine import Take
from ui.takes_model import TAKE_ROLE, Index, recovered_word, take_line
from ui.theme import current_theme

ROW_PX = 66


class TakeDelegate(QStyledItemDelegate):
    """Draws a take on two lines: its name, then length, date and whether it was recovered."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, take = current_theme(), index.data(TAKE_ROLE)
        rect: QRect = option.rect.adjusted(2, 2, -2, -2)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.accent_soft if selected else theme.sunken))
            painter.drawRoundedRect(rect, 10, 10)
        if selected:  # not by colour alone: a bar at the edge as well
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(QRect(rect.left() + 5, rect.top() + 16, 4, rect.height() - 32), 2, 2)
        self._words(painter, rect.adjusted(20, 9, -14, -9), take)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, rect: QRect, take: Take) -> None:
        theme = current_theme()
        font = QFont(painter.font())
        font.setPixelSize(15)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        name = painter.fontMetrics().elidedText(take.path.stem, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop), name)
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        words = take_line(take) + (f"  ·  {recovered_word()}" if take.recovered else "")
        line = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignBottom), line)
