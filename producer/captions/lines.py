"""One caption's text into lines: one line where it fits, else the break that reads best."""

from __future__ import annotations

from collections.abc import Sequence

IMBALANCE = 0.08
"""What a character of difference between two lines costs, against the price of a break (see grammar)."""
TOP_HEAVY = 0.5
"""Added where the upper line is the longer one: the lower one is better longer, it hides less (BBC guidelines)."""


def break_lines(words: Sequence[str], costs: Sequence[float], max_chars: int, max_lines: int) -> tuple[str, ...] | None:
    """Return the lines, None where the words do not fit. A single word that is too long stands by itself.

    ``costs[i]`` is the price of a break after word i (``grammar.break_costs``).
    """
    text = " ".join(words)
    if len(text) <= max_chars or len(words) == 1:
        return (text,)
    if max_lines < 2:
        return None
    best: tuple[float, tuple[str, ...]] | None = None
    for index in range(1, len(words)):
        upper = " ".join(words[:index])
        if len(upper) > max_chars:
            break
        lower = break_lines(words[index:], costs[index:], max_chars, max_lines - 1)
        if lower is None or len(lower[-1]) > max_chars:
            continue
        cost = costs[index - 1] + _balance(len(upper), len(lower[0]))
        if best is None or cost < best[0]:
            best = (cost, (upper, *lower))
    return best[1] if best else None


def _balance(upper: int, lower: int) -> float:
    return IMBALANCE * abs(upper - lower) + (TOP_HEAVY if upper > lower else 0.0)
