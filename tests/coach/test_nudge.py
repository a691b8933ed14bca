"""At most one nudge, the most important first, calm: on scripted sequences exactly the expected ones at their times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producer.coach.advice import IMPORTANCE, IMPORTANT
from producer.coach.nudge import EVERYTHING, LEVELS, NudgeState, Wishes, advance, begun_anew

Script = Callable[[float], Iterable[str]]


def shown(script: Script, until_s: float, wishes: Wishes = EVERYTHING) -> list[tuple[float, str | None]]:
    """Play a script of faults, ten readings a second, and return when what is shown changed."""
    state, changes, before = NudgeState(), [], None
    for index in range(round(until_s * 10) + 1):
        t_s = round(index * 0.1, 6)
        state = advance(state, t_s, script(t_s), wishes)
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


def test_what_was_pushed_aside_by_a_greater_one_rests_too() -> None:
    script = lambda t: ["speak_up"] + (["no_face"] if 6 <= t < 9 else [])  # noqa: E731
    assert shown(script, 30) == [(3.0, "speak_up"), (8.0, "no_face"), (9.0, None), (23.0, "speak_up")]


def test_a_lesser_one_is_not_shown_for_the_blink_before_its_better() -> None:
    """Both are due within half a second: only the greater comes, at its own time."""
    script = lambda t: (["speak_up"] if t >= 10 else []) + (["move_left"] if t >= 10.4 else [])  # noqa: E731
    assert shown(script, 16) == [(12.4, "move_left")]
    apart = lambda t: (["speak_up"] if t >= 10 else []) + (["move_left"] if t >= 10.6 else [])  # noqa: E731
    assert shown(apart, 16) == [(12.0, "speak_up"), (12.6, "move_left")]


def test_one_that_waited_for_a_better_that_was_mended_comes_within_half_a_second() -> None:
    script = lambda t: (["speak_up"] if t >= 10 else []) + (["move_left"] if 10.4 <= t < 12.2 else [])  # noqa: E731
    assert shown(script, 16) == [(12.2, "speak_up")]


def test_overcorrecting_is_not_answered_before_it_has_stood() -> None:
    def script(t_s: float) -> list[str]:
        return ["move_left"] if t_s < 6 else ["move_right"] if t_s < 7.5 else []

    assert shown(script, 20) == [(3.0, "move_left"), (6.0, None)]


def test_a_quarter_of_an_hour_of_one_fault_that_comes_and_goes_is_at_most_four_a_minute() -> None:
    found = shown(lambda t: ["look_at_lens"] if t % 3.1 < 2.5 else [], 900)
    times = [t_s for t_s, code in found if code]
    assert 40 <= len(times) <= 60
    gone = [t_s for t_s, code in found if code is None]
    assert min(start - end for end, start in zip(gone, times[1:], strict=False)) >= 15.0 - 1e-6


# ---------------------------------------------------------------- what a person wishes


def test_only_what_would_spoil_a_take() -> None:
    script = lambda t: ["look_at_lens", "slow_down", "sharpen"] + (["move_left"] if t >= 5 else [])  # noqa: E731
    assert shown(script, 20, Wishes("important")) == [(7.0, "move_left")]
    assert shown(script, 20, Wishes("off")) == []
    assert {"no_sound", "no_face", "clipping"} < IMPORTANT < set(IMPORTANCE)


def test_what_is_left_out_never_comes_and_holds_nothing_up() -> None:
    both = lambda t: ["look_at_lens", "level_camera"]  # noqa: E731
    assert shown(both, 30, Wishes().without("look_at_lens")) == [(3.0, "level_camera")]
    assert shown(both, 30, Wishes().without("look_at_lens").without("level_camera")) == []


def test_hushing_the_one_on_the_screen_takes_it_away_and_the_next_may_come() -> None:
    state, wishes, changes = NudgeState(), Wishes(), []
    for index in range(80):
        t_s = index / 10
        wishes = Wishes().without("look_at_lens") if t_s >= 5 else wishes
        state = advance(state, t_s, ["look_at_lens", "level_camera"], wishes)
        code = state.current.code if state.current else None
        if not changes or changes[-1][1] != code:
            changes.append((t_s, code))
    assert changes == [(0.0, None), (3.0, "look_at_lens"), (5.0, "level_camera")]


def test_heard_again_it_must_stand_for_two_seconds_again() -> None:
    state = NudgeState()
    for index in range(101):
        state = advance(state, index / 10, ["move_left"], Wishes().without("move_left"))
    times = []
    for index in range(101, 150):
        state = advance(state, index / 10, ["move_left"])
        times += [index / 10] if state.current else []
    assert times[0] == pytest.approx(12.1)


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="loud"):
        Wishes("loud")


def test_a_take_that_begins_has_its_first_seconds_free_and_repeats_nothing() -> None:
    """The speaker is in the middle of an advice when they press the button."""
    state = NudgeState()
    for index in range(51):
        state = advance(state, index / 10, ["look_at_lens"])
    assert state.current is not None
    state = begun_anew(state, 5.0)
    assert state.current is None
    times: dict[str, float] = {}
    for index in range(51, 260):
        state = advance(state, index / 10, ["look_at_lens", "level_camera"])
        if state.current:
            times.setdefault(state.current.code, index / 10)
    assert times == {"level_camera": pytest.approx(8.1), "look_at_lens": pytest.approx(20.0)}


# ---------------------------------------------------------------- whatever happens

SPELLS = st.lists(
    st.tuples(st.sampled_from(IMPORTANCE), st.integers(0, 400), st.integers(1, 250)), min_size=1, max_size=14
)
"""Faults: code, first tenth of a second, tenths that it lasts."""
WISHES = st.builds(Wishes, st.sampled_from(LEVELS), st.frozensets(st.sampled_from(IMPORTANCE), max_size=4))
STEPS = st.lists(st.sampled_from([0.05, 0.1, 0.1, 0.1, 0.25, 0.4, 3.0]), min_size=40, max_size=400)
Moment = tuple[float, frozenset[str], str | None]


def played(spells: list[tuple[str, int, int]], steps: Iterable[float], wishes: Wishes) -> list[Moment]:
    """Time, the faults that count, and what is shown, at every reading."""
    state, t_s, moments = NudgeState(), 100.0, []
    for step_s in steps:
        t_s += step_s
        tenth = (t_s - 100.0) * 10
        faults = [code for code, start, length in spells if start <= tenth < start + length]
        state = advance(state, t_s, faults, wishes)
        shown = state.current.code if state.current else None
        moments.append((t_s, frozenset(filter(wishes.allow, faults)), shown))
    return moments


def stood_s(moments: list[Moment], at: int, code: str) -> float:
    """How long ``code`` has stood at that moment without a break or a hole in the readings."""
    first = at
    while first > 0 and code in moments[first - 1][1] and moments[first][0] - moments[first - 1][0] <= 2.5:
        first -= 1
    return moments[at][0] - moments[first][0]


def needed_s(code: str) -> float:
    return 8.0 if code in ("slow_down", "speed_up") else 2.0


@given(SPELLS, STEPS, WISHES)
def test_whatever_happens_the_nudges_keep_their_promises(
    spells: list[tuple[str, int, int]], steps: list[float], wishes: Wishes
) -> None:
    """Never without its fault, in the first 3 s, before its 2 s, within 15 s of having gone, or against a wish."""
    moments = played(spells, steps, wishes)
    gone: dict[str, float] = {}
    before: str | None = None
    for at, (t_s, faults, code) in enumerate(moments):
        if before is not None and code != before:
            gone[before] = t_s
        if code is not None:
            assert code in faults and wishes.allow(code)
            assert t_s - moments[0][0] >= 3.0 - 1e-5
            assert stood_s(moments, at, code) >= needed_s(code) - 1e-5 or code == before
        if code is not None and code != before:
            assert t_s - gone.get(code, -100.0) >= 15.0 - 1e-5
        before = code


@given(SPELLS, STEPS)
def test_whatever_happens_nothing_is_pushed_aside_within_a_blink(
    spells: list[tuple[str, int, int]], steps: list[float]
) -> None:
    """What goes sooner than half a second was mended; what takes a place matters more."""
    moments = played(spells, steps, Wishes())
    since_s, before = 0.0, None
    for (before_s, _, was), (t_s, faults, code) in pairwise(moments):
        if was != before:
            since_s, before = before_s, was
        if code is not None and was is not None and code != was and was in faults:
            assert t_s - since_s >= 0.5 - 1e-5
            assert IMPORTANCE.index(code) < IMPORTANCE.index(was)


@given(SPELLS, STEPS)
def test_whatever_happens_the_most_important_one_is_there_in_time(
    spells: list[tuple[str, int, int]], steps: list[float]
) -> None:
    """At every moment the greatest fault that has been due for half a second and a reading, or a greater one, is on
    the screen: nothing waits for a better that never comes.
    """
    moments = played(spells, steps, Wishes())
    gone: dict[str, float] = {}
    before: str | None = None
    for at, (t_s, faults, code) in enumerate(moments):
        if before is not None and code != before:
            gone[before] = t_s
        before = code
        if t_s - moments[0][0] < 4.0 or t_s - moments[at - 1][0] > 0.5:
            continue
        late_s = 0.5 + (t_s - moments[at - 1][0]) + 1e-5
        overdue = [
            other for other in IMPORTANCE
            if other in faults
            and stood_s(moments, at, other) >= needed_s(other) + late_s
            and t_s - gone.get(other, -100.0) >= 15.0 + late_s
        ]  # fmt: skip
        shown_rank = len(IMPORTANCE) if code is None else IMPORTANCE.index(code)
        assert not overdue or shown_rank <= IMPORTANCE.index(overdue[0]), f"{overdue[0]} is late at {t_s:.2f}: {code}"


def test_a_nudge_does_not_wait_for_a_better_that_never_comes() -> None:
    """A greater fault that comes and goes, always just about to be due, holds a lesser one up for 0.4 s at most."""
    greater = ("move_left", "move_right", "move_back", "more_light")

    def script(t: float) -> list[str]:
        standing = greater[int((t - 10.0) // 0.4) % 4] if t >= 10.2 else ""
        return [code for code in ("speak_up", standing) if t >= 10 and code]

    first = next(found for found in shown(script, 16) if found[1] == "speak_up")
    assert first[0] <= 12.4 + 1e-6


@pytest.mark.parametrize("code", IMPORTANCE)
def test_every_code_can_be_shown(code: str) -> None:
    assert shown(lambda t: [code], 9)[0][1] == code
