"""Where a pause begins and ends, to the hundredth: the network for voices is sure of a voice some tenths of a second
late, and lets go of a soft ending too soon; how loud it is says it better.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import EDGE_ABOVE_DB, EDGE_HOLE_S, EDGE_REACH_S
from producer.coach.sound.pace import RATE_HZ, Floats, Span
from producer.coach.sound.rumble import without_rumble

STEP_S = 0.01
_STEP = round(STEP_S * RATE_HZ)
_HOLE = round(EDGE_HOLE_S / STEP_S)
_REACH = round(EDGE_REACH_S / STEP_S)


def sharpened(pauses: Sequence[Span], samples16k: NDArray[np.float32]) -> list[Span]:
    """Return the pauses with each edge moved to where the sound falls to the room's, and rises from it again, by a few
    tenths of a second at most; an edge at which nothing is heard to fall or rise stays.
    """
    if not pauses:
        return []
    loud = _levels(samples16k)
    return [_sharpened(start, end, loud) for start, end in pauses]


def _levels(samples16k: NDArray[np.float32]) -> Floats:
    """Return the level of each 10 ms in dB, over the whole band: soft endings hiss."""
    clear = without_rumble(samples16k)
    count = len(clear) // _STEP
    powers = np.einsum("ij,ij->i", *([clear[: count * _STEP].reshape(count, _STEP)] * 2)) / _STEP
    levels: Floats = 10 * np.log10(powers.astype(np.float64) + 1e-10)
    return levels


def _sharpened(start_s: float, end_s: float, loud: Floats) -> Span:
    first, last = round(start_s / STEP_S), min(round(end_s / STEP_S), len(loud))
    edge = min(_REACH, (last - first) // 3)
    if edge < 1:
        return start_s, end_s
    above = loud > np.median(loud[first + edge : last - edge]) + EDGE_ABOVE_DB
    begin = first + _reach(above[first : first + edge], above[max(0, first - edge) : first][::-1])
    finish = last - _reach(above[last - edge : last][::-1], above[last : last + edge])
    return begin * STEP_S, finish * STEP_S


def _reach(inside: NDArray[np.bool_], outside: NDArray[np.bool_]) -> int:
    """Return how many steps into the pause its sound goes on (below 0: how many before it the sound had ended)."""
    on = _run(inside)
    return on if on else -_quiet(outside)


def _run(loud: NDArray[np.bool_]) -> int:
    """Return how long it is loud from the front, over short holes."""
    length, hole = 0, 0
    for index, is_loud in enumerate(loud):
        if is_loud:
            length, hole = index + 1, 0
        elif (hole := hole + 1) > _HOLE:
            break
    return length


def _quiet(loud: NDArray[np.bool_]) -> int:
    """Return how long it is quiet from the front; 0 where it never gets loud."""
    found = np.flatnonzero(loud)
    return int(found[0]) if len(found) else 0
