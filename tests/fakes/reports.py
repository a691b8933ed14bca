"""Reports on takes that were never made: every figure known."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from producer.coach.take.take_report import TakeReport
from producer.coach.take.timeline import Timeline

LENGTH_S = 60.0
PAUSES = ((6.0, 6.9), (14.2, 15.6), (27.0, 27.6), (41.0, 42.8), (55.1, 56.0))
FILLERS = (("um", 10.0, 10.4), ("", 31.0, 31.5), ("you know", 48.0, 48.6))
SEEN = ((0.0, 50.0), (52.0, 60.0))
AT_LENS = ((0.0, 18.0), (21.0, 34.0), (34.25, 44.5), (47.0, 50.0), (52.0, 60.0))


def timeline(**changes: Any) -> Timeline:
    """A minute with five pauses, three fillers, two looks away and a fast stretch."""
    paces = tuple(None if i < 8 else 140 + 45 * math.sin(i / 9) for i in range(120))
    levels = tuple(None if i % 17 == 0 else -18 + 7 * math.sin(i / 5) for i in range(120))
    peaks = tuple(
        0.05 if _quiet(i * 0.05) else 0.25 + 0.5 * abs(math.sin(i / 3.1) * math.sin(i / 40)) for i in range(1200)
    )
    line = Timeline(LENGTH_S, peaks, paces, levels, SEEN, AT_LENS, PAUSES, FILLERS)
    return replace(line, **changes)


def _quiet(time_s: float) -> bool:
    return any(start <= time_s < end for start, end in PAUSES)


def report(file: Path = Path("Take 3.mkv"), *, line: Timeline | None = None, **changes: Any) -> TakeReport:
    """A take with two things to praise and two to change."""
    line = line or timeline()
    voice = {
        "speech_s": 50.0,
        "words_per_minute": 138.0,
        "pauses": [{"start_s": start, "end_s": end} for start, end in line.pauses],
        "fillers": [{"text": text, "start_s": start, "end_s": end} for text, start, end in line.fillers],
        "fillers_per_minute": 3.6,
    }
    framing = {"lens_share": 0.86}
    advice = [
        {"code": "fewer_fillers", "severity": 0.4, "text": ""},
        {"code": "more_light", "severity": 0.2, "text": ""},
    ]
    made = TakeReport(
        file=file,
        made_at=1_760_000_000.0,
        duration_s=line.duration_s,
        language="en",
        report={"file": str(file), "duration_s": line.duration_s, "framing": framing, "voice": voice, "advice": advice},
        praise=(("good_pauses", {"count": 4}), ("at_lens", {"share": 86})),
        change=("fewer_fillers", "more_light"),
        timeline=line,
        more={"level_dbfs": -18.0},
    )
    return replace(made, **changes)


def with_figures(file: Path, **figures: float | None) -> TakeReport:
    """The same take with other ``words_per_minute``, ``fillers_per_minute``, ``lens_share`` or ``level_dbfs``."""
    made = report(file)
    voice = {**made.report["voice"], **{name: value for name, value in figures.items() if name in made.report["voice"]}}
    framing = {"lens_share": figures.get("lens_share", 0.86)}
    data = {**made.report, "voice": voice, "framing": framing}
    return replace(made, report=data, more={"level_dbfs": figures.get("level_dbfs", -18.0)})
