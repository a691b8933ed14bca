"""The four drills' goals: what counts, what to say while it runs, and what came of it. Pure functions of a track."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from producer.coach import limits as at
from producer.coach.drills.track import Track
from producer.coach.faults import pace_limits

REACHED = "reached"
ENOUGH = 0.5
"""Own: what was known for less than half of the time is not judged."""
LOOKS = 0.5
"""Of the pictures that a live reading is smoothed over, more than half must look at the lens."""
TINY_S = 1e-6


@dataclass(frozen=True, slots=True)
class Now:
    """Whether the speaker is on target now (None: neither), and the code of the words that say so."""

    on_target: bool | None
    hint: str


@dataclass(frozen=True, slots=True)
class Goal:
    """One drill. ``figure`` may be None; ``outcome`` is ``reached``, or the code of what to try instead; ``over`` says
    whether it has ended before its time, ``lasts`` whether what was once reached stays so.
    """

    length_s: float
    needs_eyes: bool
    needs_pace: bool
    now: Callable[[Track, str], Now]
    figure: Callable[[Track], float | None]
    outcome: Callable[[Track], str]
    over: Callable[[Track], bool] = lambda track: False
    lasts: bool = False


# The opening line


def _opening_over(track: Track) -> bool:
    return track.line_length_s >= at.OPENING_LINE_S - TINY_S and track.silence_s >= at.OPENING_SILENCE_S - TINY_S


def _opening_now(track: Track, language: str) -> Now:
    if track.voice_s is None or track.last_voice_s is None:
        late = track.passed_s > at.OPENING_START_S
        return Now(False, "begin") if late else Now(None, "go")
    if track.silence_s >= at.PAUSE_MIN_S:
        return Now(True, "hold") if track.line_length_s >= at.OPENING_LINE_S else Now(None, "go_on")
    return _eyes_now(track)


def _opening_outcome(track: Track) -> str:
    if track.heard_s < ENOUGH * track.passed_s or track.seen_s < ENOUGH * track.talk_s:
        return "not_measured"
    if track.voice_s is None:
        return "too_quiet"
    checks = (
        ("late", track.voice_s - track.go_s > at.OPENING_START_S + TINY_S),
        ("false_start", track.false_start),
        ("too_short", track.line_length_s < at.OPENING_LINE_S - TINY_S),
        ("no_end", track.silence_s < at.GOOD_PAUSE_S[0] - TINY_S),
        ("look", (track.looked_share or 0.0) < at.OPENING_LENS_SHARE),
    )
    return next((code for code, wrong in checks if wrong), REACHED)


# Slow down


def _slow_now(track: Track, language: str) -> Now:
    pace, limits = track.words_per_minute, pace_limits(language)
    if pace is None or limits is None:
        return Now(None, "talk")
    if pace > limits.aim[1]:
        return Now(False, "slower")
    return Now(False, "faster") if pace < limits.aim[0] else Now(True, "good_pace")


def _slow_figure(track: Track) -> float | None:
    return track.words_per_minute if track.pace is None else track.pace


def _slow_outcome(track: Track) -> str:
    judged_s = track.passed_s - at.PACE_WINDOW_S
    if track.heard_s < ENOUGH * track.passed_s:
        return "not_measured"
    if judged_s <= 0 or track.pace_s < ENOUGH * judged_s:
        return "too_quiet"
    if track.aim_s >= at.SLOW_DOWN_SHARE * track.pace_s - TINY_S:
        return REACHED
    outside_s = track.pace_s - track.aim_s
    if track.fast_s >= 2 * (outside_s - track.fast_s):
        return "too_fast"
    return "unsteady" if track.fast_s * 2 > outside_s - track.fast_s else "too_slow"


# Pauses


def _pause_now(track: Track, language: str) -> Now:
    shortest, longest = at.GOOD_PAUSE_S
    if track.last_voice_s is None:
        return Now(None, "talk")
    if track.silence_s > longest + TINY_S:
        return Now(False, "go_on")
    if track.silence_s >= shortest - TINY_S:
        return Now(True, "hold")
    long_run = track.now_s - track.run_s > at.PAUSE_DRILL_RUN_S
    return Now(False, "pause_now") if long_run else Now(None, "talk_on")


def _pause_outcome(track: Track) -> str:
    if track.heard_s < ENOUGH * track.passed_s:
        return "not_measured"
    if track.good_pauses >= at.PAUSE_DRILL_COUNT:
        return REACHED
    if track.voice_s is None:
        return "too_quiet"
    longer = sum(silence > at.GOOD_PAUSE_S[1] for silence in track.silences)
    return "too_long" if longer > track.good_pauses else "too_few"


# The lens


def _eyes_now(track: Track) -> Now:
    if track.looks is None:
        return Now(None, "talk_on")
    return Now(True, "at_lens") if track.looks > LOOKS else Now(False, "look")


def _look_now(track: Track, language: str) -> Now:
    talks = track.last_voice_s is not None and track.silence_s < at.PAUSE_JOINS_S
    return _eyes_now(track) if talks else Now(None, "talk")


def _look_outcome(track: Track) -> str:
    if track.heard_s < ENOUGH * track.passed_s:
        return "not_measured"
    if track.talk_s < at.LOOK_SPEECH_SHARE * track.passed_s:
        return "too_quiet"
    if track.seen_s < ENOUGH * track.talk_s:
        return "not_measured"
    return REACHED if (track.looked_share or 0.0) >= at.LOOK_SHARE - TINY_S else "look"


GOALS: Mapping[str, Goal] = {
    "opening": Goal(
        at.OPENING_S,
        True,
        False,
        _opening_now,
        lambda track: track.line_length_s or None,
        _opening_outcome,
        _opening_over,
    ),
    "slow_down": Goal(at.SLOW_DOWN_S, False, True, _slow_now, _slow_figure, _slow_outcome),
    "pause": Goal(
        at.PAUSE_DRILL_S, False, False, _pause_now, lambda track: float(track.good_pauses), _pause_outcome, lasts=True
    ),
    "look": Goal(at.LOOK_S, True, False, _look_now, lambda track: track.looked_share, _look_outcome),
}
"""Figures: seconds of the opening line, words a minute, good pauses, share of the talk at the lens."""
