"""From faults to the one nudge: a pure state machine. Times come in with the readings; nothing here looks at a
clock.

A nudge shows when its fault has stood long enough, the most important first. It goes at once when the fault is
mended, and the same one stays away for a while after that. A more important one that is due takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from producer.coach.advice import IMPORTANCE
from producer.coach.limits import (
    NUDGE_AFTER_S,
    NUDGE_AGAIN_S,
    NUDGE_GAP_S,
    NUDGE_NONE_BEFORE_S,
    NUDGE_PACE_AFTER_S,
    PACE_CODES,
)
from producer.values import Nudge

_RANK = {code: rank for rank, code in enumerate(IMPORTANCE)}
_TINY_S = 1e-6


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


def advance(state: NudgeState, t_s: float, faults: Iterable[str]) -> NudgeState:
    """Take the faults seen at ``t_s`` (never earlier than before) and return the next state."""
    standing = [code for code in IMPORTANCE if code in set(faults)]
    first_s = t_s if state.first_s is None else state.first_s
    unbroken = state.last_s is not None and t_s - state.last_s <= NUDGE_GAP_S
    since = {code: state.since.get(code, t_s) if unbroken else t_s for code in standing}
    state = replace(state, first_s=first_s, last_s=t_s, since=since)
    if state.current is not None and (not unbroken or state.current.code not in since):
        state = _take_away(state, t_s)
    if t_s - first_s < NUDGE_NONE_BEFORE_S - _TINY_S:
        return state
    due = next((code for code in standing if _due(state, code, t_s)), None)
    if due is None or not _outranks(due, state.current):
        return state
    return replace(_take_away(state, t_s), current=Nudge(due, t_s))


def _due(state: NudgeState, code: str, t_s: float) -> bool:
    needed_s = NUDGE_PACE_AFTER_S if code in PACE_CODES else NUDGE_AFTER_S
    gone_s = state.gone.get(code)
    rested = gone_s is None or t_s - gone_s >= NUDGE_AGAIN_S - _TINY_S
    return rested and t_s - state.since[code] >= needed_s - _TINY_S


def _outranks(code: str, current: Nudge | None) -> bool:
    return current is None or _RANK[code] < _RANK[current.code]


def _take_away(state: NudgeState, t_s: float) -> NudgeState:
    if state.current is None:
        return state
    return replace(state, current=None, gone={**state.gone, state.current.code: t_s})
