"""The list of takes as Qt's views want it."""

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
    Qt,
)

from ui.engine import Take
from ui.widgets.parts import clock

Index = QModelIndex | QPersistentModelIndex
TAKE_ROLE = Qt.ItemDataRole.UserRole


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
