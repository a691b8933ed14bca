"""Which files of a batch are done: one line for each in a small file among the results, so that a second run, after
any kind of stop, goes on where the first one ended.
"""

from __future__ import annotations

import dataclasses
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path

from producer.batch.looks import Look
from producer.batch.report import FileReport
from producer.files import disk_errors

NAME = ".producer-done.jsonl"


class Done:
    """The list of what is done in ``out``. Lines are only ever added; a later one counts, a torn one does not."""

    def __init__(self, out: Path) -> None:
        self._out, self._path = out, out / NAME
        self._lock = threading.Lock()
        self._marks: dict[str, dict[str, str]] = {}
        self._places: dict[Path, Path] = {}
        self._wholes: dict[str, tuple[int, str]] = {}
        self._entries = dict(self._read())

    @property
    def places(self) -> dict[Path, Path]:
        """Which file got which place: resolved source -> base."""
        return dict(self._places)

    def find(self, base: Path, mark: str) -> FileReport | None:
        """Return what was reported of the file with that mark (``plan.fingerprint``), None where it has to be done:
        it is new, it or the options have changed, or a result is gone.
        """
        known, report = self._entries.get(self._name(base), ("", None))
        if report is None or known != mark or not all(Path(path).is_file() for path in report.outputs):
            return None
        return report

    def marks(self, base: Path) -> dict[str, str]:
        """Return the marks of what was last written there, by file name."""
        return self._marks.get(self._name(base), {})

    def whole(self, base: Path) -> tuple[int, str]:
        """Return the date of the file when it was done and the mark of all that it held, "" where that is unknown."""
        return self._wholes.get(self._name(base), (0, ""))

    def add(
        self,
        base: Path,
        mark: str,
        report: FileReport,
        source: Path | None = None,
        marks: Mapping[str, str] | None = None,
        whole: tuple[int, str] = (0, ""),
    ) -> None:
        """Remember that a file is done; ``source`` is where it really is, ``marks`` are those of its results by file
        name, ``whole`` its date (in nanoseconds) and the mark of all of it (``plan.whole_print``). From any thread.
        Raises DiskError.
        """
        outputs = tuple(self._name(Path(path)) for path in report.outputs)
        entry = {
            "base": self._name(base),
            "mark": mark,
            "source": str(source) if source is not None else None,
            "marks": dict(marks or {}),
            "whole": list(whole),
            "looks": [look.to_json() for look in report.looks],
            **dataclasses.replace(report, outputs=outputs).to_json(),
        }
        line = json.dumps(entry).encode() + b"\n"  # ASCII only: a name may hold bytes that are no letters
        with self._lock:
            with disk_errors(self._path), self._path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            self._entries[self._name(base)] = (mark, report)
            self._marks[self._name(base)] = dict(marks or {})
            self._wholes[self._name(base)] = whole

    def _name(self, path: Path) -> str:
        return path.relative_to(self._out).as_posix()

    def _read(self) -> list[tuple[str, tuple[str, FileReport]]]:
        try:
            raw = self._path.read_bytes()
        except OSError:
            return []
        if raw and not raw.endswith(b"\n"):  # the run before was killed in the middle of a line
            with disk_errors(self._path), self._path.open("ab") as file:
                file.write(b"\n")
        return [entry for line in raw.splitlines() if (entry := self._entry(line)) is not None]

    def _entry(self, line: bytes) -> tuple[str, tuple[str, FileReport]] | None:
        try:
            data = json.loads(line)
            base, mark = str(data.pop("base")), str(data.pop("mark"))
            source, looks, marks = data.pop("source", None), data.pop("looks", []), data.pop("marks", {})
            date, whole = data.pop("whole", (0, ""))
            report = FileReport.from_json({**data, "looks": tuple(Look.from_json(look) for look in looks)})
            outputs = tuple(str(self._out / path) for path in report.outputs)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        self._marks[base] = marks if isinstance(marks, dict) else {}
        self._wholes[base] = (date, whole)
        if source:
            self._places[Path(source)] = self._out / base
        return base, (mark, dataclasses.replace(report, outputs=outputs))
