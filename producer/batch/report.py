"""What came of each file of a batch, and the report of it for people and for machines: ``report.html``,
``report.csv`` and ``report.json``.
"""

from __future__ import annotations

import contextlib
import csv
import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer.batch.looks import Look
from producer.captions.broken import BrokenRule
from producer.captions.edit import worst_first
from producer.errors import DiskError
from producer.files import write_json, write_text

COLUMNS = (
    *("input", "status", "error", "language", "duration_s", "elapsed_s"),
    *("cues", "broken_rules", "low_confidence", "outputs"),
)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file (the contract's entry of ``report.json``); ``status`` is done, skipped or failed. ``looks``
    are for the page only, ``code`` (that of the error) for who says it in another language.
    """

    input: str
    status: str
    outputs: tuple[str, ...] = ()
    error: str | None = None
    language: str | None = None
    duration_s: float | None = None
    elapsed_s: float = 0.0
    cues: int = 0
    broken_rules: tuple[dict[str, object], ...] = ()
    low_confidence: int = 0
    looks: tuple[Look, ...] = ()
    code: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "input": self.input,
            "outputs": list(self.outputs),
            "status": self.status,
            "error": self.error,
            "language": self.language,
            "duration_s": None if self.duration_s is None else round(self.duration_s, 3),
            "elapsed_s": round(self.elapsed_s, 3),
            "cues": self.cues,
            "broken_rules": list(self.broken_rules),
            "low_confidence": self.low_confidence,
        }

    @property
    def trouble(self) -> tuple[bool, int, int, str]:
        """What sorts files with the worst first: failed, then by what is to be seen in them."""
        return (self.status != "failed", -len(self.broken_rules), -len(self.looks) or -self.low_confidence, self.input)

    @property
    def worst_cue(self) -> int | None:
        """The cue, counted from 1, that needs a person most: by its broken rules, else the first there is to be said
        of; None where there is nothing.
        """
        broken = worst_first([BrokenRule.from_json(one) for one in self.broken_rules])
        return broken[0] + 1 if broken else next((look.cue for look in self.looks if look.cue), None)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FileReport:
        """Raise TypeError or KeyError where the data is not of this shape."""
        return cls(**{**data, "outputs": tuple(data["outputs"]), "broken_rules": tuple(data["broken_rules"])})


class ReportKeeper:
    """Keeps the reports of a running batch up to date, but does not write them anew for each of a thousand files."""

    EVERY_S = 5.0
    REST = 20.0
    """So many times longer than it takes it is left alone: the report of 5,000 files takes two seconds (own)."""

    def __init__(self, out: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out, clock
        self._next_s = clock() + self.EVERY_S

    def keep(self, reports: Sequence[FileReport]) -> None:
        """Write if the last time is a while ago. What the disk says is left for ``write``."""
        if self._clock() >= self._next_s:
            with contextlib.suppress(DiskError, OSError):
                self.write(reports)

    def write(self, reports: Sequence[FileReport]) -> None:
        """Write now. Raises DiskError."""
        began_s = self._clock()
        write_reports(reports, self._out)
        now_s = self._clock()
        self._next_s = now_s + max(self.EVERY_S, self.REST * (now_s - began_s))


def write_reports(reports: Sequence[FileReport], out: Path) -> None:
    """Write the three reports into ``out``. Raises DiskError."""
    from producer.batch.page import report_html

    write_json(out / "report.json", report_json(reports))
    write_text(out / "report.csv", report_csv(reports))
    write_text(out / "report.html", report_html(reports, out))


def report_json(reports: Sequence[FileReport]) -> dict[str, Any]:
    """Return the contract's ``report.json``: every file, and the totals."""
    counts = {status: sum(report.status == status for report in reports) for status in ("done", "skipped", "failed")}
    return {
        "files": [report.to_json() for report in reports],
        "total": len(reports),
        **counts,
        "duration_s": round(sum(report.duration_s or 0.0 for report in reports), 3),
        "elapsed_s": round(sum(report.elapsed_s for report in reports), 3),
        "cues": sum(report.cues for report in reports),
        "broken_rules": sum(len(report.broken_rules) for report in reports),
        "low_confidence": sum(report.low_confidence for report in reports),
    }


def report_csv(reports: Sequence[FileReport]) -> str:
    """Return one line a file; broken rules as their number, outputs separated by semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for report in reports:
        row = report.to_json()
        row["broken_rules"], row["outputs"] = len(report.broken_rules), ";".join(report.outputs)
        writer.writerow([_no_formula(row[column]) for column in COLUMNS])
    return text.getvalue()


def _no_formula(value: object) -> object:
    """A file's name is text in every spreadsheet, even where it begins like a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
