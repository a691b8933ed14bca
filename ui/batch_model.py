"""The queue of a batch as Qt's views want it: each file, how it stands, and what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from producer.batch.report import FileReport

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
STATES = ("waiting", "working", "done", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class Row:
    """One file. ``state`` is one of ``STATES``; ``report`` is there once it is done, skipped or failed."""

    path: Path
    state: str = "waiting"
    report: FileReport | None = None

    @property
    def to_look_at(self) -> int:
        """How much of it a person should look at: broken rules and uncertain words."""
        return 0 if self.report is None else len(self.report.broken_rules) + self.report.low_confidence


class BatchModel(QAbstractListModel):
    """In the order in which they are done; what failed and what needs a look can be asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def line(self, row: Row) -> str:
        """Say how a file stands."""
        told = {
            "waiting": self.tr("Waiting"),
            "working": self.tr("Listening…"),
            "done": self.tr("Done"),
            "skipped": self.tr("Was done already"),
            "failed": self.tr("Not done"),
        }[row.state]
        if row.report is None or row.state == "failed":
            return told if row.report is None else f"{told}  ·  {row.report.error or ''}"
        cues = self.tr("%n caption(s)", "", row.report.cues)
        look = self.tr("%n to look at", "", row.to_look_at) if row.to_look_at else ""
        return "  ·  ".join(part for part in (told, cues, look) if part)

    @property
    def rows(self) -> list[Row]:
        return list(self._rows)

    def add(self, paths: Iterable[Path]) -> int:
        """Put files at the end of the queue, each once; return how many are new."""
        known = {row.path for row in self._rows}
        new = [Row(path) for path in dict.fromkeys(paths) if path not in known]
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._rows += new
            self.endInsertRows()
        return len(new)

    def drop(self, row: int) -> None:
        """Take a file out of the queue."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()

    def clear(self) -> None:
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def begin(self) -> None:
        """Every file waits anew, and the first one is worked on."""
        self._rows = [Row(row.path) for row in self._rows]
        self._work_on_next()
        self._changed()

    def end(self) -> None:
        """Nothing is worked on any more."""
        self._rows = [
            dataclasses.replace(row, state="waiting") if row.state == "working" else row for row in self._rows
        ]
        self._changed()

    def report(self, report: FileReport) -> None:
        """A file is ready."""
        for number, row in enumerate(self._rows):
            if str(row.path) == report.input:
                self._rows[number] = Row(row.path, report.status, report)
        self._work_on_next()
        self._changed()

    def worst(self) -> Row | None:
        """The file that needs a person most: with captions, and the most to look at; None where none needs one."""
        ready = [row for row in self._rows if row.state in ("done", "skipped") and row.to_look_at]
        return max(ready, key=lambda row: row.to_look_at, default=None)

    def _work_on_next(self) -> None:
        if any(row.state == "working" for row in self._rows):
            return
        for number, row in enumerate(self._rows):
            if row.state == "waiting":
                self._rows[number] = dataclasses.replace(row, state="working")
                return

    def _changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def retranslate(self) -> None:
        self._changed()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.path.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.path.name}, {self.line(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.path}\n{self.line(row)}"
        if role == LINE_ROLE:
            return self.line(row)
        return row if role == ROW_ROLE else None
