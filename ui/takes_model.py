"""The list of takes as Qt's views want it, and how one is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.engine import Take
from ui.theme import current_theme
from ui.widgets.parts import clock

Index = QModelIndex | QPersistentModelIndex
TAKE_ROLE = Qt.ItemDataRole.UserRole
ROW_PX = 66


def take_line(take: Take) -> str:
    """Say length and date in the person's way, e.g. ``0:42 · Today 14:03``."""
    made, short = QDateTime.fromSecsSinceEpoch(int(take.made_at)), QLocale.FormatType.ShortFormat
    days_ago = made.date().daysTo(QDate.currentDate())
    words = {
        0: QCoreApplication.translate("TakesPanel", "Today"),
        1: QCoreApplication.translate("TakesPanel", "Yesterday"),
    }
    day = words.get(days_ago) or QLocale().toString(made.date(), short)
    return f"{clock(take.duration_s)}  ·  {day} {QLocale().toString(made.time(), short)}"


class TakesModel(QAbstractListModel):
    """Newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._takes: list[Take] = []

    @property
    def takes(self) -> list[Take]:
        return list(self._takes)

    def replace(self, takes: Iterable[Take]) -> None:
        """Show these takes; what was added meanwhile stays."""
        found = {take.path: take for take in takes}
        for take in self._takes:
            if take.recovered or take.path not in found:
                found[take.path] = take
        self.beginResetModel()
        self._takes = sorted(found.values(), key=lambda take: take.made_at, reverse=True)
        self.endResetModel()

    def add(self, take: Take) -> QModelIndex:
        """Put a new take on top; return where it is."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._takes.insert(0, take)
        self.endInsertRows()
        return self.index(0)

    def drop_missing(self) -> None:
        """Forget takes whose file is gone."""
        for row in reversed(range(len(self._takes))):
            if not self._takes[row].path.exists():
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._takes[row]
                self.endRemoveRows()

    def retranslate(self) -> None:
        if self._takes:
            self.dataChanged.emit(self.index(0), self.index(len(self._takes) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._takes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        take = self._takes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return take.path.stem
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{take.path.stem}, {take_line(take)}{', ' + recovered_word() if take.recovered else ''}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(take.path)
        return take if role == TAKE_ROLE else None


def recovered_word() -> str:
    return QCoreApplication.translate("TakesPanel", "Recovered")


def next_take_path(folder: Path, word: str) -> Path:
    """Return ``folder/<word> N.mkv`` with the first N above every one there, finished or not, so that a name never
    comes back.
    """
    numbers = [0]
    for path in folder.glob(f"*{word} *.mkv*") if folder.is_dir() else ():
        number = path.name.lstrip(".").removeprefix(f"{word} ").split(".")[0]
        numbers += [int(number)] if number.isdecimal() else []
    return folder / f"{word} {max(numbers) + 1}.mkv"


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
