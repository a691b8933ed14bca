"""What came of each file of a batch, and the report of it for people and for machines: ``report.html``,
``report.csv`` and ``report.json``.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer.files import write_json, write_text

COLUMNS = (
    *("input", "status", "error", "language", "duration_s", "elapsed_s"),
    *("cues", "broken_rules", "low_confidence", "outputs"),
)
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem .75rem; vertical-align: top;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
.failed td:first-child { font-weight: 600; }
.small { opacity: .75; font-size: .875rem; }
"""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file (the contract's entry of ``report.json``); ``status`` is done, skipped or failed."""

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

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FileReport:
        """Raise TypeError or KeyError where the data is not of this shape."""
        return cls(**{**data, "outputs": tuple(data["outputs"]), "broken_rules": tuple(data["broken_rules"])})


def write_reports(reports: Sequence[FileReport], out: Path) -> None:
    """Write the three reports into ``out``. Raises DiskError."""
    write_json(out / "report.json", report_json(reports))
    write_text(out / "report.csv", report_csv(reports))
    write_text(out / "report.html", report_html(reports))


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


def report_html(reports: Sequence[FileReport]) -> str:
    """Return a page that can be opened anywhere: what needs a person first."""
    worst = sorted(reports, key=lambda r: (r.status != "failed", -len(r.broken_rules), -r.low_confidence, r.input))
    failed = sum(report.status == "failed" for report in reports)
    rows = "\n".join(_row(report) for report in worst)
    head = "".join(f"<th scope=col>{name}</th>" for name in ("File", "Result", "Captions", "To look at"))
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Captions</title>'
        f"<style>{STYLE}</style>\n<h1>Captions</h1>\n<p>{len(reports)} files, {failed} failed.</p>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></html>\n"
    )


def _row(report: FileReport) -> str:
    look = [_broken(rule) for rule in report.broken_rules]
    if report.low_confidence:
        look.append(f"{report.low_confidence} uncertain words")
    result = report.error or ", ".join(part for part in (report.status, report.language) if part)
    links = " ".join(_link(Path(path)) for path in report.outputs)
    cells = (
        f"{html.escape(report.input)}<div class=small>{links}</div>",
        html.escape(result),
        str(report.cues),
        "<br>".join(html.escape(line) for line in look),
    )
    return f'<tr class="{report.status}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _link(path: Path) -> str:
    address = path.resolve().as_uri()
    return f'<a href="{html.escape(address)}">{html.escape(path.suffix[1:])}</a>'


def _broken(rule: dict[str, object]) -> str:
    name = str(rule["rule"]).replace("_", " ")
    return f"cue {rule['cue']}: {name} {rule['value']} (limit {rule['limit']})"
