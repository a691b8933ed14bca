"""The queue of a batch as Qt's views want it: each file, how it stands, and what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from producer.batch.names import printable
from producer.errors import InputError
from ui.messages import known, message_for

if TYPE_CHECKING:
    from producer.batch.report import FileReport

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
STATES = ("waiting", "working", "done", "skipped", "failed")
READY = ("done", "skipped")
KEPT = "kept"
COUNTED_ELSEWHERE = ("rule", "uncertain", "glossary", "burn", KEPT)
"""Looks that have a figure of their own, or that nobody needs to do anything about."""


@dataclass(frozen=True, slots=True)
class Row:
    """One file. ``state`` is one of ``STATES``; ``report`` is there once it is done, skipped or failed."""

    path: Path
    state: str = "waiting"
    report: FileReport | None = None

    @property
    def to_look_at(self) -> int:
        """How much of it a person should look at: broken rules, uncertain words, and what was dropped or said otherwise
        than its script has it. A name in the spelling of the list needs nobody.
        """
        if self.report is None:
            return 0
        others = [look for look in self.report.looks if look.kind not in COUNTED_ELSEWHERE]
        return len(self.report.broken_rules) + self.report.low_confidence + len(others) + self.kept

    @property
    def kept(self) -> bool:
        """Whether captions that a person had changed made room for new ones."""
        return self.report is not None and any(look.kind == KEPT for look in self.report.looks)


def reason(report: FileReport) -> str:
    """Say why there are no captions of a file, in the person's language; a reason that has no words here in the
    engine's own, which say more than a general sentence would. What to do is not said: that speaks of a clip.
    """
    if not known(report.code):
        return report.error or ""
    return message_for(InputError(report.error or "", code=report.code, path=report.input)).sentence


class BatchModel(QAbstractListModel):
    """In the order in which they are done; what failed and what needs a look can be asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._wanted: set[Path] = set()
        self._seen: set[Path] = set()
        self._held = False

    def line(self, row: Row) -> str:
        """Say how a file stands."""
        told = {
            "waiting": self.tr("Waiting"),
            "working": self.tr("Paused") if self._held else self.tr("Listening…"),
            "done": self.tr("Done"),
            "skipped": self.tr("Was done already"),
            "failed": self.tr("Not done"),
        }[row.state]
        if row.report is None or row.state == "failed":
            return told if row.report is None else f"{told}  ·  {reason(row.report)}"
        cues = self.tr("%n caption(s)", "", row.report.cues)
        look = self.tr("%n to look at", "", row.to_look_at) if row.to_look_at else ""
        kept = self.tr("what you had changed is kept beside it") if row.kept else ""
        return "  ·  ".join(part for part in (told, cues, look, kept) if part)

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

    def index_of(self, path: Path) -> QModelIndex:
        """Return where a file is, an invalid index where it is not."""
        return next((self.index(at) for at, row in enumerate(self._rows) if row.path == path), QModelIndex())

    def drop(self, row: int) -> None:
        """Take a file out of the queue."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self.endRemoveRows()

    def clear(self) -> None:
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def hold(self, held: bool) -> None:
        """Say of what is worked on that it holds on, or goes on."""
        self._held = held
        self._changed()

    def begin(self) -> None:
        """Every file waits anew, and the first one is worked on; what comes later waits for the next time."""
        self._held = False
        self._rows = [Row(row.path) for row in self._rows]
        self._wanted, self._seen = {row.path for row in self._rows}, set()
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
            if printable(str(row.path)) == report.input:
                self._rows[number] = Row(row.path, report.status, report)
        self._work_on_next()
        self._changed()

    def revise(self, path: Path, report: FileReport) -> None:
        """A person has changed the captions of a file: it stands as ``report`` says now."""
        self._rows = [dataclasses.replace(row, report=report) if row.path == path else row for row in self._rows]
        self._changed()

    def see(self, path: Path) -> None:
        """A person has opened a file: another one is the next that needs one."""
        self._seen.add(path)

    def worst(self) -> Row | None:
        """The file that needs a person most: with captions, and the most to look at, those first that nobody has opened
        yet; None where none needs one.
        """
        ready = [row for row in self._rows if row.state in READY and row.to_look_at]
        return max(ready, key=lambda row: (row.path not in self._seen, row.to_look_at), default=None)

    def _work_on_next(self) -> None:
        if any(row.state == "working" for row in self._rows):
            return
        for number, row in enumerate(self._rows):
            if row.state == "waiting" and row.path in self._wanted:
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
