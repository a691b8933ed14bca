"""A recording in several languages, cut at pauses into stretches of one language each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

Span = tuple[float, float]

LEAST_S = 6.0
"""Seconds of voice that are judged together: shorter ones are guessed wrong too often (own choice). Each costs one run
of the encoder, which sees 30 s however short it is.
"""
PAUSE_S, FEWEST_S = 1.0, 2.0
"""After a pause like this, what follows is judged by itself, if there were so many seconds of voice (own choice);
it weighs less for being short.
"""
SWITCH = 2.0
"""What a change of language costs in log probability (own choice): between two stretches of Dutch, one that is English
by 0.98 against 0.01 is English, one by 0.90 against 0.05 is not.
"""
LEAST_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces ``first`` to ``until`` of the voice, in one language with its mean probability."""

    first: int
    until: int
    language: str
    probability: float


def find_parts(voice: Sequence[Span], detect: Callable[[int, int], Mapping[str, float]]) -> list[Part]:
    """Return the parts in order; together they hold every span of ``voice`` (s) once.

    ``detect(first, until)`` returns the probability of each language over those spans.
    """
    groups = _groups(voice)
    chances = [detect(first, until) for first, until in groups]
    weights = [min(1.0, _length_s(voice[first:until]) / LEAST_S) for first, until in groups]
    languages = _smoothed(chances, weights)
    parts: list[Part] = []
    for language, run in groupby(range(len(groups)), key=languages.__getitem__):
        members = list(run)
        mean = sum(chances[at].get(language, 0.0) for at in members) / len(members)
        parts.append(Part(groups[members[0]][0], groups[members[-1]][1], language, mean))
    return parts


def _length_s(spans: Sequence[Span]) -> float:
    return sum(end_s - start_s for start_s, end_s in spans)


def _groups(voice: Sequence[Span]) -> list[tuple[int, int]]:
    """Return neighbours of at least LEAST_S together, apart at long pauses; a short rest goes with the one before."""
    groups: list[tuple[int, int]] = []
    first = 0
    for at, (_, end_s) in enumerate(voice):
        length_s = _length_s(voice[first : at + 1])
        pause = at + 1 < len(voice) and voice[at + 1][0] - end_s >= PAUSE_S
        if length_s >= (FEWEST_S if pause else LEAST_S):
            groups.append((first, at + 1))
            first = at + 1
    if first < len(voice):
        alone = not groups or voice[first][0] - voice[first - 1][1] >= PAUSE_S
        groups.append((first if alone else groups.pop()[0], len(voice)))
    return groups


def _smoothed(chances: Sequence[Mapping[str, float]], weights: Sequence[float]) -> list[str]:
    """Return the likeliest languages, where each change has its price (Viterbi)."""
    known = sorted({max(chance, key=lambda name: chance[name]) for chance in chances if chance})
    best = {name: (0.0, [name]) for name in known}
    for at, (chance, weight) in enumerate(zip(chances, weights, strict=True)):
        said = {name: weight * math.log(max(chance.get(name, 0.0), LEAST_CHANCE)) for name in known}
        if at == 0:
            best = {name: (said[name], [name]) for name in known}
            continue
        best = {name: _step(name, said[name], best) for name in known}
    return max(best.values(), default=(0.0, []))[1]


def _step(name: str, said: float, best: Mapping[str, tuple[float, list[str]]]) -> tuple[float, list[str]]:
    before = max(best, key=lambda other: best[other][0] - SWITCH * (other != name))
    score, path = best[before]
    return score - SWITCH * (before != name) + said, [*path, name]
