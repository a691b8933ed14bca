"""Words laid on the voice: one search over where each word ends, for the layout in which every word lasts as long
as its length asks, no word is said over a pause, and sentences end at pauses.

Time here is voiced time: the stretches of speech laid end to end, cut into small steps; a pause is a mark between
two steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Span = tuple[float, float]

STEP_S = 0.02
FEWEST, MOST = 4, 50
"""Steps a word on average: finer than STEP_S where there are more words than that allows, coarser where a few words
are all the text of a long recording.
"""
BAND_S = 30.0
"""How far a word's end may be from where it would be at an even pace."""
LONGEST = 4.0
"""The longest a word may last, in its length at an even pace; at least LONGEST_S."""
LONGEST_S = 1.6
STRETCH, INSIDE, NO_MARK, MARKED, MISSED = 3.0, 8.0, 0.5, 1.0, 0.6
"""Prices, chosen on the recordings whose words are known: a word that lasts e times too long or short; a full pause
inside a word; a full pause where the text has no mark, and (gained) at the end of a sentence; a sentence that ends
without a pause.
"""
FULL_PAUSE_S = 0.5
"""From here on a pause counts in full."""


@dataclass(frozen=True, slots=True)
class _Steps:
    """Voiced time in steps: ``at_s`` is where each step's edge is, ``pause`` 0..1 how much of a pause is there."""

    at_s: Floats
    pause: Floats

    @property
    def count(self) -> int:
        return len(self.at_s) - 1

    def in_steps(self, seconds: float) -> int:
        return round(seconds / float(self.at_s[-1]) * self.count)


def lay_out(weights: Sequence[float], marks: Sequence[float], spans: Sequence[Span]) -> list[Span]:
    """Return ``(start_s, end_s)`` for each word.

    ``weights``: how long each word takes against the others. ``marks``: how much a pause is expected after it
    (1: the end of a sentence). ``spans``: where somebody speaks, in order and apart; at least one.
    """
    voiced = np.concatenate([[0.0], np.cumsum([end - start for start, end in spans])])
    steps = _steps(spans, voiced, len(weights))
    wanted = np.asarray(weights, float) / np.sum(weights) * steps.count
    edges = steps.at_s[_search(wanted, np.asarray(marks, float), steps)]
    return [
        (_real(float(start), spans, voiced, after=True), _real(float(end), spans, voiced, after=False))
        for start, end in pairwise(edges)
    ]


def _steps(spans: Sequence[Span], voiced: Floats, words: int) -> _Steps:
    count = min(max(round(float(voiced[-1]) / STEP_S), FEWEST * words), MOST * words)
    at_s = np.linspace(0.0, float(voiced[-1]), count + 1)
    pause = np.zeros(count + 1)
    for index, mark_s in enumerate(voiced[1:-1]):
        nearest = int(np.argmin(np.abs(at_s - mark_s)))
        at_s[nearest] = mark_s
        pause[nearest] = max(pause[nearest], min(1.0, (spans[index + 1][0] - spans[index][1]) / FULL_PAUSE_S))
    return _Steps(at_s, pause)


def _search(wanted: Floats, marks: Floats, steps: _Steps) -> NDArray[np.int64]:
    """Return the step at which each word begins, and the last one's end, by dynamic programming over the words.

    All arrays over steps have ``longest`` values in front, so that the window over what may come before a step is
    whole everywhere.
    """
    count, band = steps.count, steps.in_steps(BAND_S)
    longest = min(count, max(int(np.ceil(LONGEST * wanted.max())), steps.in_steps(LONGEST_S)))
    lengths = np.arange(longest, 0, -1)
    passed = np.concatenate([np.zeros(longest), np.cumsum(steps.pause)])
    best = np.concatenate([np.full(longest, np.inf), [0.0], np.full(count, np.inf)])
    back: list[tuple[int, NDArray[np.int64]]] = []
    for want, mark, ideal in zip(wanted, marks, np.cumsum(wanted), strict=True):
        first, until = max(1, round(ideal) - band), min(count, round(ideal) + band) + 1
        before = slice(first, until - 1 + longest)
        inside = passed[first + longest - 1 : until + longest - 1, None] - sliding_window_view(passed[before], longest)
        prices = sliding_window_view(best[before], longest) + INSIDE * inside + STRETCH * np.log(lengths / want) ** 2
        choice = np.argmin(prices, axis=1)
        edge = _edge(steps.pause[first:until], mark)
        best = np.full(longest + count + 1, np.inf)
        best[longest + first : longest + until] = prices[np.arange(until - first), choice] + edge
        back.append((first, lengths[choice]))
    return _way_back(back, count)


def _edge(pause: Floats, mark: float) -> Floats:
    """The price of a word's end at each step: a pause is welcome where the text has a mark, and a mark wants one."""
    price: Floats = np.where(pause > 0, pause * (NO_MARK - (NO_MARK + MARKED) * mark), MISSED * mark)
    return price


def _way_back(back: Sequence[tuple[int, NDArray[np.int64]]], count: int) -> NDArray[np.int64]:
    path = [count]
    for first, lengths in reversed(back):
        path.append(path[-1] - int(lengths[path[-1] - first]))
    return np.array(path[::-1], np.int64)


def _real(at: float, spans: Sequence[Span], voiced: Floats, *, after: bool) -> float:
    """Seconds of voice to real seconds; at a pause, ``after`` says on which side."""
    index = int(np.searchsorted(voiced, at + (1e-6 if after else -1e-6), side="right")) - 1
    index = min(max(index, 0), len(spans) - 1)
    return min(max(spans[index][0] + at - float(voiced[index]), spans[index][0]), spans[index][1])
