"""Four short drills: the opening line, slow down, pause, look at the lens. They coach and never grade.

A ``Drill`` is fed with live readings and says how it stands after each; nothing here looks at a clock. The first
reading starts a breath of ``DRILL_READY_S``, then comes "go". What cannot be judged on this computer is known
beforehand (``unavailable``).
"""

from __future__ import annotations

from dataclasses import dataclass

from producer.coach.drills.goals import GOALS, REACHED, TINY_S
from producer.coach.drills.track import Track, follow
from producer.coach.faults import pace_limits
from producer.coach.limits import DRILL_READY_S
from producer.coach.readings import LiveReading

DRILLS = ("opening", "slow_down", "pause", "look")
"""In the order in which they build on each other."""


@dataclass(frozen=True, slots=True)
class DrillState:
    """How a drill stands. ``share`` (0..1) of its time has passed, ``left_s`` is left; before "go" ``wait_s`` is what
    is left of the breath. ``hint`` is the code of the words for ``on_target`` (None: neither on nor off). ``figure``
    is in the drill's own unit. ``reached``: the aim is reached and cannot be lost any more.
    """

    share: float
    left_s: float
    on_target: bool | None = None
    figure: float | None = None
    done: bool = False
    wait_s: float = 0.0
    hint: str = "ready"
    reached: bool = False


@dataclass(frozen=True, slots=True)
class DrillResult:
    """What came of a drill. ``outcome`` is ``reached`` or the code of what to try instead: both have words in
    :mod:`producer.coach.drills.texts`.
    """

    code: str
    reached: bool
    figure: float | None
    outcome: str

    @property
    def next_drill(self) -> str:
        return DRILLS[(DRILLS.index(self.code) + 1) % len(DRILLS)]


class Drill:
    """One run of one drill. Raises KeyError for a code that is none."""

    def __init__(self, code: str, language: str = "en") -> None:
        self.code, self._language, self._goal = code, language, GOALS[code]
        self._track: Track | None = None
        self.state = DrillState(0.0, self._goal.length_s, wait_s=DRILL_READY_S)

    def feed(self, reading: LiveReading) -> DrillState:
        """Take a reading (never earlier than the one before) and return the new state; after the end nothing
        changes.
        """
        if not self.state.done:
            begun = self._track or Track(reading.t_s + DRILL_READY_S, reading.t_s)
            self._track = follow(begun, reading, self._language)
            self.state = self._stand(self._track)
        return self.state

    @property
    def result(self) -> DrillResult | None:
        """What came of it; None before the end, unless it is reached already."""
        if self._track is None or not (self.state.done or self.state.reached):
            return None
        outcome = self._goal.outcome(self._track)
        return DrillResult(self.code, outcome == REACHED, self._goal.figure(self._track), outcome)

    def _stand(self, track: Track) -> DrillState:
        length_s = self._goal.length_s
        if track.passed_s < -TINY_S:
            return DrillState(0.0, length_s, wait_s=-track.passed_s)
        passed_s = min(track.passed_s, length_s)
        now = self._goal.now(track, self._language)
        done = track.passed_s >= length_s - TINY_S or self._goal.over(track)
        return DrillState(
            share=passed_s / length_s,
            left_s=length_s - passed_s,
            on_target=now.on_target,
            figure=self._goal.figure(track),
            done=done,
            hint=now.hint,
            reached=(done or self._goal.lasts) and self._goal.outcome(track) == REACHED,
        )


def unavailable(*, camera: bool, eyes: bool, microphone: bool, language: str) -> dict[str, str]:
    """Return the drills that cannot be judged here, each with the reason's code (``no_microphone``, ``no_camera``,
    ``no_eyes``, ``no_pace``). ``eyes`` is whether the face detector finds eyes and nose (YuNet does, Haar does not).
    """
    reasons = {
        code: _reason(goal.needs_eyes, goal.needs_pace, camera, eyes, microphone, language)
        for code, goal in GOALS.items()
    }
    return {code: reason for code, reason in reasons.items() if reason}


def _reason(needs_eyes: bool, needs_pace: bool, camera: bool, eyes: bool, microphone: bool, language: str) -> str:
    if not microphone:
        return "no_microphone"
    if needs_eyes and not camera:
        return "no_camera"
    if needs_eyes and not eyes:
        return "no_eyes"
    return "no_pace" if needs_pace and pace_limits(language) is None else ""
