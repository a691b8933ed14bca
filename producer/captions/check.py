"""Captions held against house rules: every broken rule with its cue, the figure and the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from producer.captions.rules import Rules
from producer.values import CaptionTrack, Cue

SLACK = 1e-3
"""Times are kept in thousandths of a second; less than that breaks no rule."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One rule that one cue breaks: ``cue`` counts from 1; ``value`` and ``limit`` are in the rule's own unit
    (seconds, characters ...).
    """

    cue: int
    rule: str
    value: float
    limit: float

    def to_json(self) -> dict[str, object]:
        return {"cue": self.cue, "rule": self.rule, "value": round(self.value, 3), "limit": self.limit}


UNITS = {
    "lines": ("lines", ""),
    "line_length": ("longest line", "characters"),
    "too_short": ("shown too short", "s"),
    "too_long": ("shown too long", "s"),
    "too_fast": ("too fast", "characters a second"),
    "overlap": ("overlaps the next", "s"),
    "gap": ("gap to the next too short", "s"),
    "after_end": ("stays after the end of the video", "s"),
}
"""What each rule is called, and its unit."""


def rule_text(broken: BrokenRule) -> str:
    """Return the broken rule as a person reads it, without its cue."""
    name, unit = UNITS[broken.rule]
    return f"{name}: {broken.value:.4g}{f' {unit}' if unit else ''} (limit {broken.limit:.4g})"


def after_end(track: CaptionTrack, duration_s: float) -> tuple[BrokenRule, ...]:
    """Return the cues that stay after the end of their video, which lasts ``duration_s``."""
    return tuple(
        BrokenRule(index, "after_end", cue.end_s, round(duration_s, 3))
        for index, cue in enumerate(track.cues, 1)
        if cue.end_s > duration_s + 0.05
    )


def broken_rules(track: CaptionTrack, rules: Rules) -> tuple[BrokenRule, ...]:
    """Return every broken rule in the order of the cues."""
    found: list[BrokenRule] = []
    for index, cue in enumerate(track.cues):
        number = index + 1
        found.extend(_alone(number, cue, rules))
        if index + 1 < len(track.cues):
            found.extend(_to_next(number, cue, track.cues[index + 1], rules))
    return tuple(found)


def _alone(number: int, cue: Cue, rules: Rules) -> Iterator[BrokenRule]:
    seconds = cue.end_s - cue.start_s
    if len(cue.lines) > rules.max_lines:
        yield BrokenRule(number, "lines", len(cue.lines), rules.max_lines)
    longest = max((len(line) for line in cue.lines), default=0)
    if longest > rules.max_chars:
        yield BrokenRule(number, "line_length", longest, rules.max_chars)
    if seconds < rules.min_s - SLACK:
        yield BrokenRule(number, "too_short", seconds, rules.min_s)
    if seconds > rules.max_s + SLACK:
        yield BrokenRule(number, "too_long", seconds, rules.max_s)
    speed = len(" ".join(cue.lines)) / max(seconds, SLACK)
    if speed > rules.max_cps + 0.05:
        yield BrokenRule(number, "too_fast", speed, rules.max_cps)


def _to_next(number: int, cue: Cue, following: Cue, rules: Rules) -> Iterator[BrokenRule]:
    gap_s = following.start_s - cue.end_s
    if gap_s < -SLACK:
        yield BrokenRule(number, "overlap", -gap_s, 0.0)
    elif gap_s < rules.gap_s - SLACK:
        yield BrokenRule(number, "gap", gap_s, rules.gap_s)
