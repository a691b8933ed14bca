"""At most one nudge, the most important first, calm: on scripted sequences exactly the expected ones at their times."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.coach.advice import IMPORTANCE
from producer.coach.nudge import NudgeState, advance

Script = Callable[[float], Iterable[str]]


def shown(script: Script, until_s: float, step_s: float = 0.1) -> list[tuple[float, str | None]]:
    """Play a script of faults and return when what is shown changed."""
    state, changes, before = NudgeState(), [], None
    for index in range(round(until_s / step_s) + 1):
        t_s = round(index * step_s, 6)
        state = advance(state, t_s, script(t_s))
        code = state.current.code if state.current else None
        if code != before:
            changes.append((t_s, code))
            before = code
    return changes


def test_a_fault_must_stand_for_two_seconds() -> None:
    assert shown(lambda t: ["move_left"] if t >= 10 else [], 14) == [(12.0, "move_left")]
    assert shown(lambda t: ["move_left"] if 10 <= t < 11.9 else [], 20) == []


def test_none_comes_in_the_first_three_seconds() -> None:
    assert shown(lambda t: ["no_face"], 5) == [(3.0, "no_face")]


def test_it_goes_at_once_when_mended_and_stays_away_for_fifteen_seconds() -> None:
    script = lambda t: ["move_left"] if t < 6 or t >= 7 else []  # noqa: E731
    assert shown(script, 30) == [(3.0, "move_left"), (6.0, None), (21.0, "move_left")]


def test_another_fault_need_not_wait_for_the_first_ones_rest() -> None:
    script = lambda t: ["move_left"] if t < 6 else ["speak_up"]  # noqa: E731
    assert shown(script, 10) == [(3.0, "move_left"), (6.0, None), (8.0, "speak_up")]


def test_the_most_important_comes_first_and_takes_the_place_of_a_lesser_one() -> None:
    both = lambda t: ["speak_up", "move_left"]  # noqa: E731
    assert shown(both, 4) == [(3.0, "move_left")]
    later = lambda t: ["speak_up"] + (["no_face"] if t >= 6 else [])  # noqa: E731
    assert shown(later, 9) == [(3.0, "speak_up"), (8.0, "no_face")]


def test_a_lesser_one_waits_until_the_greater_is_mended() -> None:
    script = lambda t: ["speak_up"] + (["move_left"] if t < 9 else [])  # noqa: E731
    assert shown(script, 12) == [(3.0, "move_left"), (9.0, "speak_up")]


def test_pace_needs_eight_seconds() -> None:
    assert shown(lambda t: ["slow_down"] if t >= 5 else [], 14) == [(13.0, "slow_down")]


def test_a_gap_in_the_readings_starts_the_count_anew() -> None:
    state = advance(NudgeState(), 0.0, [])
    state = advance(state, 4.0, ["move_left"])
    state = advance(state, 9.0, ["move_left"])
    assert state.current is None
    assert advance(state, 11.0, ["move_left"]).current is not None


def test_a_gap_takes_the_nudge_away() -> None:
    state = NudgeState()
    for t_s in (0.0, 1.0, 2.0, 3.0):
        state = advance(state, t_s, ["move_left"])
    assert state.current is not None
    assert advance(state, 10.0, ["move_left"]).current is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(IMPORTANCE), st.integers(0, 300), st.integers(1, 80)), max_size=12))
def test_whatever_happens_it_never_flickers(spells: list[tuple[str, int, int]]) -> None:
    """Faults come and go at random; the same nudge never returns within 15 s, and none shows without its fault."""

    def faults(t_s: float) -> list[str]:
        return [code for code, start, length in spells if start <= t_s * 10 < start + length]

    last_gone: dict[str, float] = {}
    previous: str | None = None
    for t_s, code in shown(faults, 40):
        if previous is not None:
            last_gone[previous] = t_s
        if code is not None:
            assert t_s >= 3.0 and code in faults(t_s)
            assert t_s - last_gone.get(code, -100.0) >= 15.0 - 1e-6
        previous = code


@pytest.mark.parametrize("code", IMPORTANCE)
def test_every_code_can_be_shown(code: str) -> None:
    assert shown(lambda t: [code], 9)[0][1] == code
