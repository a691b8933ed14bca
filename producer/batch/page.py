"""``report.html``: a page that opens anywhere, without anything beside it. What needs a person comes first; every place
to be looked at is a link that plays it.
"""

from __future__ import annotations

import html
import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from producer.batch.looks import Look
from producer.batch.names import printable
from producer.batch.page_look import SCRIPT, STYLE
from producer.batch.report import FileReport

SHOWN = 100
"""Places shown of one file: who has more to look at had better make the captions anew (own choice)."""
LEAD_S = 1.0
"""A place begins to play this long before its time, so that its first word is heard whole (own choice)."""
SOUND = frozenset({".mp3", ".m4a", ".wav", ".flac", ".ogg", ".opus", ".aac", ".wma", ".aif", ".aiff", ".amr", ".oga"})
KINDS = {
    "rule": "rule", "uncertain": "unsure", "glossary": "name", "script": "script",
    "ghost": "invented?", "kept": "yours", "burn": "video",
}  # fmt: skip
"""The word in front of each place: what kind of thing it is, not by colour alone."""


def report_html(reports: Sequence[FileReport], out: Path) -> str:
    """Return the page of a batch whose results are in ``out``: its links are relative to that folder."""
    worst = sorted(reports, key=lambda report: report.trouble)
    files = "\n".join(_file(report, out) for report in worst)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Captions</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}</style></head>\n<body>\n<header><h1>Captions</h1>"
        f"<p>{_summary(reports)}</p></header>\n<main>\n{files}\n</main>\n"
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def _summary(reports: Sequence[FileReport]) -> str:
    failed = sum(report.status == "failed" for report in reports)
    looking = sum(bool(report.looks) for report in reports)
    calm = len(reports) - failed - sum(bool(report.looks) and report.status != "failed" for report in reports)
    parts = [_many(len(reports), "file"), f"{failed} failed", f"{looking} to look at", f"{calm} without remarks"]
    return " · ".join(parts)


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _file(report: FileReport, out: Path) -> str:
    name = printable(report.input)
    return (
        f'<article class="{report.status}">\n<div class=film>{_player(report, out)}</div>\n<div class=words>'
        f"<h2>{html.escape(Path(name).name)}</h2><p class=small>{html.escape(name)}</p>"
        f"<p>{_facts(report)}</p>{_links(report, out)}{_places(report, out)}</div>\n</article>"
    )


def _facts(report: FileReport) -> str:
    """Return what came of the file in one line: its reason where it failed."""
    if report.error:
        return f"<strong>Failed.</strong> {html.escape(printable(report.error))}"
    parts = [
        "Done earlier" if report.status == "skipped" else "Done",
        report.language or "",
        _clock(report.duration_s) if report.duration_s is not None else "",
        _many(report.cues, "caption"),
        _many(len(report.broken_rules), "broken rule") if report.broken_rules else "",
        _many(report.low_confidence, "uncertain word") if report.low_confidence else "",
    ]
    return html.escape(" · ".join(part for part in parts if part))


def _player(report: FileReport, out: Path) -> str:
    """Return the element that plays the input; nothing where there is nothing to hear."""
    source = Path(report.input)
    if report.status == "failed" and report.duration_s is None:
        return ""
    kind = "audio" if source.suffix.lower() in SOUND else "video"
    name = html.escape(printable(source.name), quote=True)
    return f'<{kind} controls preload="none" src="{_address(source, out)}" aria-label="{name}"></{kind}>'


def _links(report: FileReport, out: Path) -> str:
    links = [_link(Path(path), out) for path in report.outputs]
    return f"<p class=links>{' '.join(links)}</p>" if links else ""


def _link(path: Path, out: Path) -> str:
    shown = ".".join(path.name.rsplit(".", 2)[-2 if path.name.endswith((".captioned.mp4", ".findings.json")) else -1 :])
    return f'<a href="{_address(path, out)}">{html.escape(shown)}</a>'


def _places(report: FileReport, out: Path) -> str:
    if not report.looks:
        return ""
    lines = "".join(_place(look, report, out) for look in report.looks[:SHOWN])
    more = len(report.looks) - SHOWN
    rest = f"<p class=small>and {more} more</p>" if more > 0 else ""
    return f"<ol>{lines}</ol>{rest}"


def _place(look: Look, report: FileReport, out: Path) -> str:
    """Return one place as a link: a browser without scripts opens the file at that time."""
    begin_s = max(0.0, look.start_s - LEAD_S)
    address = f"{_address(Path(report.input), out)}#t={begin_s:.2f}"
    span = f'data-from="{begin_s:.2f}" data-to="{look.end_s + LEAD_S:.2f}"'
    cue = f"caption {look.cue}" if look.cue else ""
    said = f"<q>{html.escape(look.text)}</q>" if look.text else ""
    return (
        f'<li><a href="{address}" {span}>{_clock(look.start_s)}</a> '
        f"<b>{KINDS.get(look.kind, look.kind)}</b> {html.escape(look.reason)} <span class=small>{cue}</span>{said}</li>"
    )


def _clock(seconds: float) -> str:
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def _address(path: Path, out: Path) -> str:
    """Return the address of a file as seen from ``out``: relative, so that the folder can be moved together with it."""
    there = path.absolute()
    try:
        relative = os.path.relpath(there, out.absolute())
    except ValueError:  # another drive (Windows)
        return html.escape(there.as_uri(), quote=True)
    address = quote(os.fsencode(relative.replace(os.sep, "/")))
    return html.escape(address if address.startswith(".") else f"./{address}", quote=True)
