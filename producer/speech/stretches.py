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
    languages = _smoothed(chances)
    parts: list[Part] = []
    for language, run in groupby(range(len(groups)), key=languages.__getitem__):
        members = list(run)
        mean = sum(chances[at].get(language, 0.0) for at in members) / len(members)
        parts.append(Part(groups[members[0]][0], groups[members[-1]][1], language, mean))
    return parts


def _groups(voice: Sequence[Span]) -> list[tuple[int, int]]:
    """Return neighbours of at least LEAST_S together; a short rest goes with the one before."""
    groups: list[tuple[int, int]] = []
    first, length_s = 0, 0.0
    for at, (start_s, end_s) in enumerate(voice):
        length_s += end_s - start_s
        if length_s >= LEAST_S:
            groups.append((first, at + 1))
            first, length_s = at + 1, 0.0
    if first < len(voice):
        groups.append((groups.pop()[0] if groups else 0, len(voice)))
    return groups


def _smoothed(chances: Sequence[Mapping[str, float]]) -> list[str]:
    """Return the likeliest languages, where each change has its price (Viterbi)."""
    known = sorted({max(chance, key=lambda name: chance[name]) for chance in chances if chance})
    best = {name: (0.0, [name]) for name in known}
    for at, chance in enumerate(chances):
        said = {name: math.log(max(chance.get(name, 0.0), LEAST_CHANCE)) for name in known}
        if at == 0:
            best = {name: (said[name], [name]) for name in known}
            continue
        best = {name: _step(name, said[name], best) for name in known}
    return max(best.values(), default=(0.0, []))[1]


def _step(name: str, said: float, best: Mapping[str, tuple[float, list[str]]]) -> tuple[float, list[str]]:
    before = max(best, key=lambda other: best[other][0] - SWITCH * (other != name))
    score, path = best[before]
    return score - SWITCH * (before != name) + said, [*path, name]
