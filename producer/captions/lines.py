"""One caption's text into lines: one line where it fits, else the break that reads best."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

IMBALANCE = 0.08
"""What a character of difference between two lines costs, against the price of a break (see grammar)."""
TOP_HEAVY = 0.5
"""Added where the upper line is the longer one: the lower one is better longer, it hides less (BBC guidelines)."""


def break_lines(words: Sequence[str], costs: Sequence[float], max_chars: int, max_lines: int) -> tuple[str, ...] | None:
    """Return the lines, None where the words do not fit. A single word that is too long stands by itself.

    ``costs[i]`` is the price of a break after word i (``grammar.break_costs``).
    """
    if len(words) == 1:
        return tuple(words)
    found = best_lines(word_places(words), costs, 0, len(words), max_chars, max_lines)
    if found is None:
        return None
    starts = (0, *found[1][:-1])
    return tuple(" ".join(words[first:last]) for first, last in zip(starts, found[1], strict=True))


def word_places(words: Sequence[str]) -> list[int]:
    """Return where each word begins in the running text, and one past its end: words a to b are
    ``places[b] - places[a] - 1`` characters wide.
    """
    return [0, *accumulate(len(word) + 1 for word in words)]


def best_lines(
    places: Sequence[int], costs: Sequence[float], first: int, last: int, max_chars: int, max_lines: int
) -> tuple[float, tuple[int, ...]] | None:
    """Return the price of the best lines of words ``first`` to ``last`` and the index after each line's last word;
    None where they do not fit.
    """
    if places[last] - places[first] - 1 <= max_chars:
        return (0.0, (last,))
    if max_lines < 2:
        return None
    if max_lines == 2:
        return _best_two(places, costs, first, last, max_chars)
    best: tuple[float, tuple[int, ...]] | None = None
    room = (max_chars + 1) * (max_lines - 1)  # a break further forward leaves more than the lower lines can hold
    for index in range(bisect_left(places, places[last] - room, first + 1, last), last):
        upper = places[index] - places[first] - 1
        if upper > max_chars:
            break
        lower = best_lines(places, costs, index, last, max_chars, max_lines - 1)
        if lower is not None:
            cost = costs[index - 1] + lower[0] + balance(upper, places[lower[1][0]] - places[index] - 1)
            if best is None or cost < best[0]:
                best = (cost, (index, *lower[1]))
    return best


def _best_two(
    places: Sequence[int], costs: Sequence[float], first: int, last: int, max_chars: int
) -> tuple[float, tuple[int, ...]] | None:
    """As ``best_lines`` for two lines, which nearly all captions have: no search within a search."""
    best, where = float("inf"), 0
    start, end = places[first], places[last]
    for index in range(bisect_left(places, end - max_chars - 1, first + 1, last), last):
        place = places[index]
        if place - start - 1 > max_chars:
            break
        longer = place + place - start - end  # the upper line's characters more than the lower one's
        cost = costs[index - 1] + (IMBALANCE * longer + TOP_HEAVY if longer > 0 else -IMBALANCE * longer)
        if cost < best:
            best, where = cost, index
    return (best, (where, last)) if where else None


def balance(upper: int, lower: int) -> float:
    """Return the price of two lines of those lengths (characters)."""
    return IMBALANCE * abs(upper - lower) + (TOP_HEAVY if upper > lower else 0.0)
