"""What progress is shown in: one row of values for each figure, over takes or weeks, and what changed lately. Pure
values, no Qt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from typing import TYPE_CHECKING

from producer.coach import limits
from producer.coach.faults import pace_limits

if TYPE_CHECKING:
    from producer.coach.take.history import Point, Week

FIGURES = ("words_per_minute", "lens_share", "pauses_per_minute", "fillers_per_minute")
MOST_TAKES = 40
"""More points than this are no longer told apart in a chart half a window wide; the older ones are in the weeks."""
LATELY = timedelta(weeks=4)
LEAST_TAKES = 2
"""Own: one take is a mood, so a week with fewer takes than this says nothing about a change."""
CHANGE: Mapping[str, float] = {
    "words_per_minute": 5.0,
    "lens_share": 0.05,
    "pauses_per_minute": 1.0,
    "fillers_per_minute": 1.0,
}
"""Own: what counts as a change, at about the size at which a viewer would notice (tempo: facts D1, and see
``compare_figures.EQUAL``).
"""
LEAST_TOP: Mapping[str, float] = {
    "words_per_minute": 200.0,
    "pauses_per_minute": 10.0,
    "fillers_per_minute": 10.0,
}
LEAST_LOW: Mapping[str, float] = {"words_per_minute": 80.0, "pauses_per_minute": 0.0, "fillers_per_minute": 0.0}
"""A chart reaches at least from and to these, so that a small change does not look like a large one."""
ROUND: Mapping[str, float] = {"words_per_minute": 20.0, "pauses_per_minute": 1.0, "fillers_per_minute": 1.0}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure over time: ``places`` are where the values stand from left to right, ``days`` when each was."""

    figure: str
    places: tuple[float, ...]
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    aim: tuple[float, float] | None
    bounds: tuple[float, float]

    @property
    def known(self) -> tuple[int, ...]:
        """The indices at which something was measured."""
        return tuple(index for index, value in enumerate(self.values) if value is not None)


@dataclass(frozen=True, slots=True)
class Change:
    """What a figure was, and what it is; ``weeks`` apart."""

    figure: str
    weeks: int
    before: float
    now: float


def rows_of_takes(points: Sequence[Point], language: str) -> tuple[Row, ...]:
    """Return the newest takes, evenly spaced."""
    takes = [point for point in points if point.kind == "take"][-MOST_TAKES:]
    days = tuple(date.fromtimestamp(take.made_at) for take in takes)
    places = tuple(float(index) for index in range(len(takes)))
    return tuple(_row(name, places, days, tuple(getattr(take, name) for take in takes), language) for name in FIGURES)


def rows_of_weeks(weeks: Sequence[Week], language: str) -> tuple[Row, ...]:
    """Return the weeks' medians; a week without takes is a gap between two points."""
    days = tuple(week.monday for week in weeks)
    places = tuple((day - days[0]).days / 7 for day in days)
    return tuple(_row(name, places, days, tuple(week.figures[name] for week in weeks), language) for name in FIGURES)


def _row(
    name: str, places: tuple[float, ...], days: tuple[date, ...], values: tuple[float | None, ...], language: str
) -> Row:
    known = [value for value in values if value is not None]
    bottom, top = _bounds(name, known)
    return Row(name, places, days, values, aim_of(name, language, top), (bottom, top))


def _bounds(name: str, known: Sequence[float]) -> tuple[float, float]:
    """Return a range that holds every value and whose ends and middle are round."""
    if name == "lens_share":
        return (0.0, 1.0)
    step = ROUND[name]
    low = step * floor(min([LEAST_LOW[name], *known]) / step)
    return (low, low + 2 * step * ceil((max([LEAST_TOP[name], *known]) - low) / (2 * step)))


def aim_of(name: str, language: str, top: float) -> tuple[float, float] | None:
    """Return the band to aim for, by the coach's own limits; None where there is none for the language."""
    pace = pace_limits(language)
    return {
        "words_per_minute": pace.aim if pace else None,
        "lens_share": (limits.LENS_SHARE.enter, 1.0),
        "pauses_per_minute": (limits.PAUSES_PER_MINUTE.enter, top),
        "fillers_per_minute": (0.0, limits.FILLERS_PER_MINUTE.enter),
    }[name]


def practised(points: Sequence[Point]) -> Mapping[str, tuple[int, int]]:
    """Return for each drill how often it was done, and how often its goal was reached."""
    drills = [point for point in points if point.kind != "take"]
    reached = Counter(point.kind for point in drills if point.reached)
    return {kind: (count, reached[kind]) for kind, count in Counter(point.kind for point in drills).items()}


def changes(weeks: Sequence[Week], language: str) -> tuple[Change, ...] | None:
    """Return what changed between the first and the last of the last four weeks, improvements first, the largest
    first; None where too little is known to say anything.
    """
    if not weeks:
        return None
    known = [week for week in weeks if week.takes >= LEAST_TAKES and week.monday > weeks[-1].monday - LATELY]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    apart = (last.monday - first.monday).days // 7 + 1
    found = []
    for name in FIGURES:
        before, now = first.figures[name], last.figures[name]
        if before is not None and now is not None and abs(now - before) >= CHANGE[name]:
            found.append(Change(name, apart, before, now))
    return tuple(sorted(found, key=lambda change: (-_gain(change, language) > 0, -abs(_steps(change)))))


def _gain(change: Change, language: str) -> float:
    """Return how much nearer to the aim it came, in the figure's own unit; below 0: further from it."""
    aim = aim_of(change.figure, language, float("inf"))
    if aim is None:
        return 0.0
    off = [max(0.0, aim[0] - value, value - aim[1]) for value in (change.before, change.now)]
    if off[0] == off[1] and change.figure != "words_per_minute":  # both within the aim: more (or less) is better still
        return (change.now - change.before) * (-1 if change.figure == "fillers_per_minute" else 1)
    return off[0] - off[1]


def _steps(change: Change) -> float:
    return (change.now - change.before) / CHANGE[change.figure]
