"""How a file looks in the queue of a batch: a shape for how it stands, its name, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.batch_model import LINE_ROLE, ROW_ROLE, Index, Row
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap

ROW_PX, ICON_PX = 60, 22


def sign_of(row: Row) -> str:
    """Return the icon that stands for how a file is: a shape of its own for each."""
    if row.state in ("done", "skipped"):
        return "mind" if row.to_look_at else "tick"
    return {"failed": "alert", "working": "wave"}.get(row.state, "film")


class BatchDelegate(QStyledItemDelegate):
    """Draws one file on two lines behind its sign."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = current_theme(), index.data(ROW_ROLE)
        rect: QRect = option.rect.adjusted(2, 2, -2, -2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.accent_soft if selected else theme.sunken))
            painter.drawRoundedRect(rect, 10, 10)
        colour = theme.muted if row.state in ("waiting", "skipped") else theme.accent
        top = rect.top() + (rect.height() - ICON_PX) // 2
        painter.drawPixmap(rect.left() + 14, top, icon_pixmap(sign_of(row), colour, ICON_PX))
        self._words(painter, rect.adjusted(50, 8, -14, -8), row.path.name, index.data(LINE_ROLE))
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, rect: QRect, name: str, line: str) -> None:
        theme, font = current_theme(), QFont(painter.font())
        for size, weight, colour, text, edge in (
            (15, QFont.Weight.DemiBold, theme.text, name, Qt.AlignmentFlag.AlignTop),
            (14, QFont.Weight.Normal, theme.muted, line, Qt.AlignmentFlag.AlignBottom),
        ):
            font.setPixelSize(size)
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(edge), shown)
