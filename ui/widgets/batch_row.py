"""How a file looks in the queue of a batch: a shape for how it stands, its name, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.batch_model import LINE_ROLE, ROW_ROLE, Index, Row
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap

ROW_PX, ICON_PX = 60, 22
NAME_PX, LINE_PX = 15, 14
SIDE_PX, LEFT_PX, RIGHT_PX = 2, 50, 14
WRAPPED = int(Qt.TextFlag.TextWordWrap)


def sign_of(row: Row) -> str:
    """Return the icon that stands for how a file is: a shape of its own for each."""
    if row.state in ("done", "skipped"):
        return "mind" if row.to_look_at else "tick"
    return {"failed": "alert", "working": "wave"}.get(row.state, "film")


class BatchDelegate(QStyledItemDelegate):
    """Draws one file on two lines behind its sign."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need: why a file could not be done is never cut off."""
        view = self.parent()
        wide = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        metrics = QFontMetrics(_font(option.font, LINE_PX, QFont.Weight.Normal))
        room = QRect(0, 0, max(100, wide - 2 * SIDE_PX - LEFT_PX - RIGHT_PX), 1000)
        high = metrics.boundingRect(room, WRAPPED, index.data(LINE_ROLE)).height()
        return QSize(200, ROW_PX + max(0, high - metrics.height()))

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
        top = rect.top() + (ROW_PX - 4 - ICON_PX) // 2
        painter.drawPixmap(rect.left() + 14, top, icon_pixmap(sign_of(row), colour, ICON_PX))
        self._words(painter, rect.adjusted(LEFT_PX, 8, -RIGHT_PX, -8), row.path.name, index.data(LINE_ROLE))
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, rect: QRect, name: str, line: str) -> None:
        theme, font = current_theme(), painter.font()
        painter.setFont(_font(font, NAME_PX, QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop), shown)
        painter.setFont(_font(font, LINE_PX, QFont.Weight.Normal))
        painter.setPen(QColor(theme.muted))
        painter.drawText(rect, WRAPPED | int(Qt.AlignmentFlag.AlignBottom), line)


def _font(font: QFont, px: int, weight: QFont.Weight) -> QFont:
    made = QFont(font)
    made.setPixelSize(px)
    made.setWeight(weight)
    return made
