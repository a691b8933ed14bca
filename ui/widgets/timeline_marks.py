"""What of a take's timeline can be walked to and heard: pauses, fillers, looks away, fast and slow stretches. Pure
values, no Qt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from producer.coach.faults import pace_limits

if TYPE_CHECKING:
    from producer.coach.take.take_report import TakeReport
    from producer.coach.take.timeline import Timeline

Span = tuple[float, float]

LANES = ("pace", "level", "lens", "pauses", "fillers")
STEP_S, PEAK_STEP_S = 0.5, 0.05
"""As in :class:`producer.coach.take.timeline.Timeline`, which brings the whole coach with it."""
AWAY_MIN_S = 0.5
"""Own: the coach looks four times a second, so a look away that was seen once only may be a blink."""
STRETCH_MIN_S = 2.0
"""Own: a shorter stretch of fast or slow speech is one phrase, and not worth a mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """``kind``: ``pause``, ``filler``, ``away``, ``unseen``, ``fast`` or ``slow``. ``text`` is a filler's word, empty
    where a sound was heard but no word; ``value`` is a stretch's words a minute, at its most extreme.
    """

    kind: str
    lane: str
    start_s: float
    end_s: float
    text: str = ""
    value: float | None = None

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


def marks_of(report: TakeReport) -> tuple[Mark, ...]:
    """Return all marks in the order of time."""
    line = report.timeline
    found = [
        *(Mark("pause", "pauses", start, end) for start, end in line.pauses),
        *(Mark("filler", "fillers", start, end, text) for text, start, end in line.fillers),
        *(Mark("away", "lens", *span) for span in away(line) if span[1] - span[0] >= AWAY_MIN_S),
        *(Mark("unseen", "lens", *span) for span in unseen(line) if span[1] - span[0] >= AWAY_MIN_S),
        *_stretches(line, report.language),
    ]
    return tuple(sorted(found, key=lambda mark: (mark.start_s, LANES.index(mark.lane))))


def away(line: Timeline) -> tuple[Span, ...]:
    """When the face was seen and looked elsewhere."""
    return tuple(_without(line.seen, line.at_lens))


def unseen(line: Timeline) -> tuple[Span, ...]:
    """When the eyes could not be seen; nothing where they were never seen at all (then the lane says so)."""
    return tuple(_without([(0.0, line.duration_s)], line.seen)) if line.seen else ()


def _without(spans: Sequence[Span], holes: Sequence[Span]) -> Iterator[Span]:
    for start, end in spans:
        at = start
        for hole_start, hole_end in holes:
            if hole_end <= at or hole_start >= end:
                continue
            if hole_start > at:
                yield at, hole_start
            at = max(at, hole_end)
        if at < end:
            yield at, end


def _stretches(line: Timeline, language: str) -> Iterator[Mark]:
    """Where the pace was beyond what the coach would have let pass."""
    limits = pace_limits(language)
    if limits is None:
        return
    for kind, limit, extreme in (("fast", limits.fast, max), ("slow", limits.slow, min)):
        beyond = [value is not None and limit.broken(value) for value in line.words_per_minute]
        for first, last in _runs(beyond):
            start_s, end_s = first * STEP_S, min(last * STEP_S, line.duration_s)
            if end_s - start_s >= STRETCH_MIN_S:
                values = [value for value in line.words_per_minute[first:last] if value is not None]
                yield Mark(kind, "pace", start_s, end_s, value=extreme(values))


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Return first and past-the-last index of each row of True."""
    first: int | None = None
    for index, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = index
        elif not flag and first is not None:
            yield first, index
            first = None


def value_at(values: Sequence[float | None], time_s: float) -> float | None:
    """Return a curve's value at a time."""
    index = int(time_s / STEP_S)
    return values[index] if 0 <= index < len(values) else None


def covers(spans: Sequence[Span], time_s: float) -> bool:
    return any(start <= time_s < end for start, end in spans)


def tick_step_s(duration_s: float) -> float:
    """Return how far apart the axis is labelled: at most ten labels."""
    return next((step for step in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600) if duration_s / step <= 10), 1800)
