"""From faults to the one nudge: a pure state machine. Times come in with the readings; nothing here looks at a
clock.

A nudge shows when its fault has stood long enough, the most important first. It goes at once when the fault is
mended, and the same one stays away for a while after that. A more important one that is due takes its place, but
never within the blink of an eye: a lesser one that would be pushed aside at once is not shown to begin with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from producer.coach.advice import IMPORTANCE, IMPORTANT
from producer.coach.limits import (
    NUDGE_AFTER_S,
    NUDGE_AGAIN_S,
    NUDGE_GAP_S,
    NUDGE_NONE_BEFORE_S,
    NUDGE_PACE_AFTER_S,
    NUDGE_STAY_S,
    NUDGE_WAIT_S,
    PACE_CODES,
)
from producer.values import Nudge

LEVELS = ("all", "important", "off")
_RANK = {code: rank for rank, code in enumerate(IMPORTANCE)}
_TINY_S = 1e-6


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants to hear: everything, what would spoil a take, or nothing (one of ``LEVELS``); and the codes
    that they asked to leave out for this session.
    """

    level: str = "all"
    quiet: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"no level of nudges: {self.level}")

    def allow(self, code: str) -> bool:
        """Say whether ``code`` may be shown."""
        heard = self.level == "all" or (self.level == "important" and code in IMPORTANT)
        return heard and code not in self.quiet

    def without(self, code: str) -> Wishes:
        """Leave ``code`` out from now on."""
        return replace(self, quiet=self.quiet | {code})


EVERYTHING = Wishes()


@dataclass(frozen=True, slots=True)
class NudgeState:
    """``since``: when each standing fault began; ``gone``: when each nudge was last taken away; ``current``: what is
    shown.
    """

    first_s: float | None = None
    last_s: float | None = None
    since: Mapping[str, float] = field(default_factory=dict)
    gone: Mapping[str, float] = field(default_factory=dict)
    current: Nudge | None = None


def advance(state: NudgeState, t_s: float, faults: Iterable[str], wishes: Wishes = EVERYTHING) -> NudgeState:
    """Take the faults seen at ``t_s`` (never earlier than before) and return the next state. What ``wishes`` leaves
    out is as if it were no fault.
    """
    seen = frozenset(faults)
    standing = [code for code in IMPORTANCE if code in seen and wishes.allow(code)]
    first_s = t_s if state.first_s is None else state.first_s
    unbroken = state.last_s is not None and t_s - state.last_s <= NUDGE_GAP_S
    since = {code: state.since.get(code, t_s) if unbroken else t_s for code in standing}
    state = replace(state, first_s=first_s, last_s=t_s, since=since)
    if state.current is not None and (not unbroken or state.current.code not in since):
        state = _take_away(state, t_s)
    due = next((code for code in standing if _due_s(state, code) <= t_s + _TINY_S), None)
    if due is None or not _may_show(state, due, standing, t_s):
        return state
    return replace(_take_away(state, t_s), current=Nudge(due, t_s))


def begun_anew(state: NudgeState, t_s: float) -> NudgeState:
    """Return the state for a take that begins at ``t_s``: nothing is shown and its first seconds stay free, but what
    was said just before still rests.
    """
    return replace(_take_away(state, t_s), first_s=None, last_s=None, since={})


def _due_s(state: NudgeState, code: str) -> float:
    """Return when the nudge of a standing fault may be shown."""
    needed_s = NUDGE_PACE_AFTER_S if code in PACE_CODES else NUDGE_AFTER_S
    rested_s = state.gone.get(code, float("-inf")) + NUDGE_AGAIN_S
    free_s = (state.first_s or 0.0) + NUDGE_NONE_BEFORE_S
    return max(state.since[code] + needed_s, rested_s, free_s)


def _may_show(state: NudgeState, code: str, standing: Sequence[str], t_s: float) -> bool:
    """Only what outranks the one that is shown, once that one has been there for a moment; and not just before its
    better, unless that one does not come: so nothing is pushed aside at once, and nothing comes late.
    """
    current = state.current
    if current is not None:
        return _RANK[code] < _RANK[current.code] and t_s - current.t_s >= NUDGE_STAY_S - _TINY_S
    if t_s - min(_due_s(state, other) for other in standing) >= NUDGE_WAIT_S - _TINY_S:
        return True
    soon_s = t_s + NUDGE_STAY_S - _TINY_S
    return not any(_RANK[other] < _RANK[code] and _due_s(state, other) <= soon_s for other in standing)


def _take_away(state: NudgeState, t_s: float) -> NudgeState:
    if state.current is None:
        return state
    return replace(state, current=None, gone={**state.gone, state.current.code: t_s})
