"""The same words three times and more after one another: a loop of the recogniser, or somebody who insists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TIMES = 3
"""From so many times on (facts B3: one token three times and more)."""
LONGEST = 12
"""Words of one turn that are looked for; Whisper's loops are a sentence at most (own choice)."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """``times`` turns of ``length`` words from word ``first`` on."""

    first: int
    length: int
    times: int


def find_repeats(texts: Sequence[str]) -> Iterator[Repeat]:
    """Yield the repetitions in order, apart from each other, each with its shortest turn."""
    at = 0
    while at < len(texts):
        found = next((repeat for length in range(1, LONGEST + 1) if (repeat := _at(texts, at, length))), None)
        if found is not None:
            yield found
        at += found.length * found.times if found else 1


def _at(texts: Sequence[str], first: int, length: int) -> Repeat | None:
    turn = texts[first : first + length]
    times = 1
    while texts[first + times * length : first + (times + 1) * length] == turn:
        times += 1
    return Repeat(first, length, times) if times >= TIMES and any(turn) else None
