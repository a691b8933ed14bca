"""Languages by stretch: cut at pauses, judged together, and slow to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producer.speech.stretches import find_parts

Detect = Callable[[int, int], Mapping[str, float]]


def spans(*lengths_s: float, gap_s: float = 0.6) -> list[tuple[float, float]]:
    """Return spans of these lengths with so many seconds between."""
    out, now = [], 0.0
    for length in lengths_s:
        out.append((now, now + length))
        now += length + gap_s
    return out


def by_first(*chances: Mapping[str, float]) -> Detect:
    return lambda first, until: chances[first]


def found(voice: list[tuple[float, float]], detect: Detect) -> list[tuple[int, int, str]]:
    return [(part.first, part.until, part.language) for part in find_parts(voice, detect)]


NL, EN = {"nl": 0.98, "en": 0.01}, {"en": 0.98, "nl": 0.01}
MAYBE = {"en": 0.9, "nl": 0.05}


def test_a_change_is_found_where_it_is() -> None:
    assert found(spans(8, 8, 9, 7), by_first(NL, NL, EN, EN)) == [(0, 2, "nl"), (2, 4, "en")]
    assert found(spans(8, 8, 8), by_first(NL, EN, NL)) == [(0, 1, "nl"), (1, 2, "en"), (2, 3, "nl")]


def test_one_doubtful_stretch_changes_nothing() -> None:
    assert found(spans(8, 8, 8), by_first(NL, MAYBE, NL)) == [(0, 3, "nl")]
    assert found(spans(8, 8, 8, 8), by_first(NL, MAYBE, MAYBE, NL)) == [(0, 1, "nl"), (1, 3, "en"), (3, 4, "nl")]


def test_short_spans_are_judged_with_their_neighbours() -> None:
    asked: list[tuple[int, int]] = []

    def detect(first: int, until: int) -> Mapping[str, float]:
        asked.append((first, until))
        return NL

    assert found(spans(2, 3, 2, 7, 1), detect) == [(0, 5, "nl")]
    assert asked == [(0, 3), (3, 5)]
    asked.clear()
    assert found(spans(1), detect) == [(0, 1, "nl")]
    assert asked == [(0, 1)]


def test_after_a_long_pause_a_shorter_span_is_judged_by_itself_and_weighs_less() -> None:
    assert found(spans(8, 3, 8, gap_s=1.5), by_first(NL, NL, EN)) == [(0, 2, "nl"), (2, 3, "en")]
    assert found(spans(8, 3, 8, gap_s=1.5), by_first(NL, EN, NL)) == [(0, 3, "nl")]
    assert found(spans(8, 1, 8, gap_s=1.5), by_first(NL, EN)) == [(0, 1, "nl"), (1, 3, "en")]


def test_the_probability_is_the_recogniser_s_own() -> None:
    assert find_parts(spans(8, 8), by_first(NL, {"nl": 0.5}))[0].probability == pytest.approx(0.74)
    assert find_parts([], by_first()) == []


@given(st.lists(st.tuples(st.floats(0.1, 40), st.floats(0, 1)), min_size=1, max_size=20))
def test_every_span_is_in_one_part(voice: list[tuple[float, float]]) -> None:
    lengths, dutch = zip(*voice, strict=True)
    parts = find_parts(spans(*lengths), lambda first, until: {"nl": dutch[first], "en": 1 - dutch[first]})
    assert [at for part in parts for at in range(part.first, part.until)] == list(range(len(voice)))
    assert all(one.language != other.language for one, other in pairwise(parts))
