"""The list of cues: time, text and, where a rule is broken, its sign and words. The current cue opens in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current_theme
from ui.widgets.cue_editor import CueEditor
from ui.widgets.icons import icon_pixmap

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
TIME_PX, LINE_PX, MARK_PX, AIR_PX, SIGN_PX = 70, 21, 19, 9, 15
MOST_LINES = 3
"""More lines of a cue are shown once it is the current one."""


@dataclass(frozen=True, slots=True)
class CueRow:
    """What the list shows of a cue; ``spoken`` is all of it in words for a screen reader."""

    time: str
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    spoken: str


def height_of(row: CueRow) -> int:
    """Return how many pixels high a row is that is not open."""
    return 2 * AIR_PX + max(1, min(len(row.lines), MOST_LINES)) * LINE_PX + len(row.marks) * MARK_PX


class CueModel(QAbstractListModel):
    """Rows that change as little as they can, so that the list keeps its place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[CueRow] = []
        self.same_heights = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(row.lines)
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def show_rows(self, rows: Sequence[CueRow]) -> None:
        """Show these; what is the same at both ends stays untouched."""
        old, new = self.rows, list(rows)
        first = 0
        while first < min(len(old), len(new)) and (old[first] is new[first] or old[first] == new[first]):
            first += 1
        same = 0
        while same < min(len(old), len(new)) - first:
            before, now = old[-1 - same], new[-1 - same]
            if before is not now and before != now:
                break
            same += 1
        fewer, more = len(old) - same, len(new) - same
        both = min(fewer, more)
        pairs = zip(old[first:both], new[first:both], strict=True)
        self.same_heights = fewer == more and all(height_of(one) == height_of(other) for one, other in pairs)
        self.rows[first:both] = new[first:both]
        if fewer > both:
            self.beginRemoveRows(QModelIndex(), both, fewer - 1)
            del self.rows[both:fewer]
            self.endRemoveRows()
        elif more > both:
            self.beginInsertRows(QModelIndex(), both, more - 1)
            self.rows[both:both] = new[both:more]
            self.endInsertRows()
        if both > first:
            self.dataChanged.emit(self.index(first), self.index(both - 1))


class CueDelegate(QStyledItemDelegate):
    """Draws a cue; the current one leaves its place to the editor."""

    def __init__(self, view: CueList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.row() == self._view.open_row:
            return QSize(200, self._view.editor_px)
        return QSize(200, height_of(index.data(ROW_ROLE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.row() == self._view.open_row:
            return
        theme, row = current_theme(), index.data(ROW_ROLE)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.sunken))
            painter.drawRoundedRect(rect, 10, 10)
        font = QFont(painter.font())
        font.setPixelSize(13)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        top = rect.top() + AIR_PX - 1
        painter.drawText(QRect(rect.left() + 12, top, TIME_PX, LINE_PX), int(Qt.AlignmentFlag.AlignVCenter), row.time)
        left = rect.left() + 12 + TIME_PX
        self._words(painter, QRect(left, top, rect.right() - left - 10, LINE_PX), row)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, line: QRect, row: CueRow) -> None:
        theme, font = current_theme(), QFont(painter.font())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        font.setPixelSize(15)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        shown = row.lines[:MOST_LINES] or ("…",)
        for text in shown:
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, middle, elided)
            line.translate(0, LINE_PX)
        font.setPixelSize(13)
        painter.setFont(font)
        for mark in row.marks:
            sign = QRect(line.left(), line.top() + (MARK_PX - SIGN_PX) // 2, SIGN_PX, SIGN_PX)
            painter.drawPixmap(sign.topLeft(), icon_pixmap("alert", theme.accent, SIGN_PX))
            room = QRect(sign.right() + 7, line.top(), line.width() - SIGN_PX - 7, MARK_PX)
            elided = painter.fontMetrics().elidedText(mark, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, elided)
            line.translate(0, MARK_PX)


class CueList(QListView):
    """``chosen`` says which row a person goes to. The space bar is left to the page; Enter goes into the text."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cues = CueModel(self)
        self.open_row, self.editor_px = -1, 0
        self._showing = False
        self.editor = CueEditor(self.viewport())
        self.editor.hide()
        self.setModel(self.cues)
        self.setItemDelegate(CueDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, before: self._go(now.row()))

    def show_rows(self, rows: Sequence[CueRow], current: int) -> None:
        """Show the cues; ``current`` is open."""
        self._showing = True
        self.cues.show_rows(rows)
        self._showing = False
        self.open_at(current)

    def open_at(self, row: int) -> None:
        """Open a row for editing; -1 none."""
        self._showing = True
        if row != self.currentIndex().row():
            self.setCurrentIndex(self.cues.index(row) if row >= 0 else QModelIndex())
        self._showing = False
        moved, self.open_row = row != self.open_row, row
        self.editor.setVisible(row >= 0)
        self.fit_editor(again=moved)

    def fit_editor(self, *, again: bool = False) -> None:
        """Give the editor the height that it needs now."""
        wanted = self.editor.height_at(self.viewport().width() - 4) + 4
        if again or wanted != self.editor_px:
            self.editor_px = wanted
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
            self._keep_in_sight()
        self._place_editor()

    def _keep_in_sight(self) -> None:
        """Whoever types sees the whole of it: the marks are under the text."""
        if 0 <= self.open_row < self.cues.rowCount():
            self.scrollTo(self.cues.index(self.open_row), QAbstractItemView.ScrollHint.EnsureVisible)

    def _go(self, row: int) -> None:
        if not self._showing and row >= 0 and row != self.open_row:
            self.chosen.emit(row)

    def _place_editor(self) -> None:
        if 0 <= self.open_row < self.cues.rowCount():
            self.editor.setGeometry(self.visualRect(self.cues.index(self.open_row)).adjusted(2, 2, -2, -2))

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_editor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_editor(again=event.size() != event.oldSize())

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw anew; lay out anew, which takes long in a long list, only where a row is not as high as before."""
        if self.cues.same_heights:
            QAbstractItemView.dataChanged(self, first, last, list(roles))
        else:
            super().dataChanged(first, last, list(roles))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.open_row >= 0:
            self.editor.enter()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)
