"""The handful of figures by which takes are compared, and which take is better in each. Pure values, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

from producer.coach import limits
from producer.coach.faults import pace_limits

if TYPE_CHECKING:
    from producer.coach.take.take_report import TakeReport

FIGURES = ("pace", "lens", "pauses", "fillers", "level")
LEVEL_AIM = (-24.0, -12.0)
"""Design, section 9: -24..-12 dBFS while speaking."""
EQUAL: Mapping[str, float] = {"pace": 5.0, "lens": 0.03, "pauses": 0.5, "fillers": 0.5, "level": 1.0}
"""Own: takes nearer to each other than this (words a minute, share, a minute, dB) are equally good in it."""


def figure(report: TakeReport, name: str) -> float | None:
    """Return words a minute, share of the time, pauses or fillers a minute, or dBFS; None: not measured."""
    read: Mapping[str, Callable[[], float | None]] = {
        "pace": lambda: report.figure("voice", "words_per_minute"),
        "lens": lambda: report.figure("framing", "lens_share"),
        "pauses": lambda: report.pauses_per_minute,
        "fillers": lambda: report.figure("voice", "fillers_per_minute"),
        "level": lambda: _level(report),
    }
    return read[name]()


def _level(report: TakeReport) -> float | None:
    """Return the level of speech, in dBFS."""
    measured = report.more.get("level_dbfs")
    known = [value for value in report.timeline.level_dbfs if value is not None]
    return measured if measured is not None or not known else median(known)


def better(reports: Sequence[TakeReport], name: str) -> frozenset[int]:
    """Return which takes are best in this figure; none where they are all equally good, or only one was measured."""
    far = {index: off for index, report in enumerate(reports) if (off := _off(report, name)) is not None}
    if len(far) < 2:
        return frozenset()
    least = min(far.values())
    found = frozenset(index for index, off in far.items() if off - least < EQUAL[name])
    return frozenset() if len(found) == len(far) else found


def _off(report: TakeReport, name: str) -> float | None:
    """Return how far a take is from what is asked of it; 0 is as good as can be."""
    value, pace = figure(report, name), pace_limits(report.language)
    if value is None or (name == "pace" and pace is None):
        return None
    if name == "pace" and pace is not None:
        return outside(value, pace.aim)
    if name == "level":
        return outside(value, LEVEL_AIM)
    if name == "pauses":
        return max(0.0, limits.PAUSES_PER_MINUTE.leave - value)
    return 1.0 - value if name == "lens" else value


def outside(value: float, aim: tuple[float, float]) -> float:
    """Return how far a value is outside a band, 0 in it."""
    return max(0.0, aim[0] - value, value - aim[1])
