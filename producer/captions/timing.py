"""When a caption comes and goes: on the voice, long enough to be read, clear of the next one and of the film's cuts.

Rules for cuts: Netflix Timed Text Style Guide, subtitle timing guidelines (360051554394), written for 24 frames a
second: a caption goes over a cut only where the words do; an end within half a second (12 frames) of a cut is moved to
two frames before it; words that begin shortly before a cut wait for it (7 frames there; here as many as an end may
move, since a start is never moved forward, in front of the voice).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from producer.captions.rules import Rules
from producer.values import Cue

ZONE_S = 0.5
"""12 frames at 24 a second."""
FRAME_S = 0.042
"""One frame at 24 a second: as exactly as a cut is known."""
LINGER_S = 0.5
"""How long a cue may stay after its last word where nothing follows (Netflix: up to 12 frames, about half a second)."""
BLINK_S = 0.001
"""The shortest a cue can be at all: files hold thousandths."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a caption can stand between the cuts: ``start_s``; ``latest_s`` for its end; how many cuts it goes over;
    by how many seconds it comes late or leaves before the voice does.
    """

    start_s: float
    latest_s: float
    over: int = 0
    off_voice_s: float = 0.0


class Cuts:
    """The film's cuts (seconds, any order)."""

    def __init__(self, cuts: Sequence[float] = ()) -> None:
        self._cuts = sorted(cuts)

    def __bool__(self) -> bool:
        return bool(self._cuts)

    def inside(self, start_s: float, end_s: float) -> list[float]:
        """Return the cuts between the two times, more than a frame from both."""
        first = bisect_right(self._cuts, start_s + FRAME_S)
        return self._cuts[first : max(first, bisect_left(self._cuts, end_s - FRAME_S))]

    def after(self, at_s: float) -> float:
        """Return the first cut at the time or after it; a frame before it counts. Infinity where there is none."""
        index = bisect_left(self._cuts, at_s - FRAME_S)
        return self._cuts[index] if index < len(self._cuts) else math.inf

    def place(self, start_s: float, spoken_s: float, latest_s: float, gap_s: float) -> Place:
        """Say where words from ``start_s`` to ``spoken_s`` can stand, if they must be gone by ``latest_s``."""
        over = self.inside(start_s, spoken_s)
        off_s, start = 0.0, start_s
        limit_s = self.after(spoken_s) - gap_s
        ends_at_cut = bool(over) and spoken_s - over[-1] <= ZONE_S
        waits = bool(over) and over[0] - start_s <= ZONE_S
        if waits and ends_at_cut and len(over) == 1:  # one or the other: the nearer
            waits = over[0] - start_s < spoken_s - over[0]
            ends_at_cut = not waits
        if waits:
            start, off_s, over = over[0], over[0] - start_s, over[1:]
        if ends_at_cut:
            limit_s, off_s, over = over[-1] - gap_s, off_s + spoken_s - over[-1], over[:-1]
        return Place(start, min(latest_s, limit_s), len(over), off_s)


def cue_end(spoken_s: float, place: Place, chars: int, rules: Rules, cuts: Cuts) -> float:
    """Return when a cue goes: with the voice and a little longer, as long as reading takes, as far as there is room;
    at the cut where one is near.
    """
    wanted_s = max(spoken_s + LINGER_S, place.start_s + rules.min_s, place.start_s + chars / rules.aim_cps)
    latest_s = min(place.latest_s, place.start_s + rules.max_s)
    end_s = min(wanted_s, latest_s)
    cut_s = cuts.after(end_s) - rules.gap_s
    if cut_s - end_s < ZONE_S:
        end_s = min(cut_s, latest_s)
    return max(end_s, place.start_s + BLINK_S)


def settled(cues: Sequence[Cue], rules: Rules, cuts: Cuts) -> list[Cue]:
    """Return the cues with gaps closed that are too short to be seen as gaps; where a cut lies in one, the cue ends at
    the cut. Times are in whole thousandths.
    """
    out: list[Cue] = []
    for index, cue in enumerate(cues):
        end_s = cue.end_s
        if index + 1 < len(cues):
            end_s = _closed(cue, cues[index + 1].start_s, rules, cuts)
        start_s = round(cue.start_s, 3)
        out.append(replace(cue, start_s=start_s, end_s=max(round(end_s, 3), start_s + BLINK_S)))
    return out


def _closed(cue: Cue, next_s: float, rules: Rules, cuts: Cuts) -> float:
    cut_s = cuts.after(cue.end_s)
    target_s = min(next_s, cut_s) - rules.gap_s
    near_s = ZONE_S if cut_s <= next_s else rules.close_gap_s - rules.gap_s
    if 0 < target_s - cue.end_s < near_s:
        return min(target_s, max(cue.start_s + rules.max_s, cue.end_s))
    return cue.end_s
