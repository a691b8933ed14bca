"""The report of a batch for people and for machines: ``report.html``, ``report.csv`` and ``report.json``."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from producer.batch.caption import FileReport
from producer.files import write_json, write_text

COLUMNS = (
    "input",
    "status",
    "error",
    "language",
    "duration_s",
    "elapsed_s",
    "cues",
    "broken_rules",
    "low_confidence",
    "outputs",
)
STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%,
transparent); vertical-align: top; }
.failed td:first-child { font-weight: 600; }
.small { opacity: .75; font-size: .875rem; }
"""


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
        writer.writerow(["" if row[name] is None else _harmless(row[name]) for name in COLUMNS])
    return text.getvalue()


def _harmless(value: Any) -> Any:
    """A name that a spreadsheet would take for a formula is written as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


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
    result = report.error or f"{report.status}, {report.language or ''}"
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
