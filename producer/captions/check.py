"""Captions held against house rules: every broken rule with its cue, the figure and the limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from producer.captions.broken import NAMES, BrokenRule, rule_text
from producer.captions.check_words import text_of, word_faults
from producer.captions.rules import Rules
from producer.captions.timing import FRAME_S, ZONE_S, Cuts
from producer.values import CaptionTrack, Cue

SLACK = 1e-3
"""Times are kept in thousandths of a second; less than that breaks no rule."""
AHEAD_S = 0.2
"""A cue may stand this long before the voice: 3 frames (Netflix, general requirements: 0.125 s) and what the voice
activity is exact to, two windows of 32 ms.
"""
DESCRIBED = ("[", "(", "♪", "*", "#")
"""What begins a caption for a sound, which needs no voice."""
Span = tuple[float, float]

UNITS = {rule: (name, unit) for rule, (name, unit, _, _) in NAMES.items()}
"""What each rule is called in English, and its unit."""


def after_end(track: CaptionTrack, duration_s: float) -> tuple[BrokenRule, ...]:
    """Return the cues that stay after the end of their video, which lasts ``duration_s``."""
    return tuple(
        BrokenRule(index, "after_end", cue.end_s, round(duration_s, 3))
        for index, cue in enumerate(track.cues, 1)
        if cue.end_s > duration_s + 0.05
    )


def broken_rules(
    track: CaptionTrack, rules: Rules, cuts: Sequence[float] = (), voice: Sequence[Span] | None = None
) -> tuple[BrokenRule, ...]:
    """Return every broken rule in the order of the cues. ``cuts``: where the film cuts; ``voice``: where somebody
    speaks, start and end, both in seconds; None where that is not known.
    """
    found: list[BrokenRule] = []
    known, text = Cuts(cuts), text_of(track)
    for index, cue in enumerate(track.cues):
        following = track.cues[index + 1] if index + 1 < len(track.cues) else None
        found.extend(_alone(index + 1, cue, rules))
        if cue.lines:
            found.extend(word_faults(index, track, text, rules, known))
        found.extend(_at_cuts(index + 1, cue, following, rules, known))
        if voice is not None:
            found.extend(_on_voice(index + 1, cue, voice))
        if following is not None:
            found.extend(_to_next(index + 1, cue, following, rules, known))
    return tuple(found)


def _alone(number: int, cue: Cue, rules: Rules) -> Iterator[BrokenRule]:
    seconds = cue.end_s - cue.start_s
    if not cue.lines:
        yield BrokenRule(number, "empty", 0, 1)
    if seconds <= 0:
        yield BrokenRule(number, "backwards", seconds, 0.0)
        return
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


def _to_next(number: int, cue: Cue, following: Cue, rules: Rules, cuts: Cuts) -> Iterator[BrokenRule]:
    gap_s = following.start_s - cue.end_s
    if following.start_s < cue.start_s - SLACK:
        yield BrokenRule(number + 1, "order", cue.start_s - following.start_s, 0.0)
    elif cue.end_s <= cue.start_s:
        return
    elif gap_s < -SLACK:
        yield BrokenRule(number, "overlap", -gap_s, 0.0)
    elif gap_s < rules.gap_s - SLACK:
        yield BrokenRule(number, "gap", gap_s, rules.gap_s)
    elif rules.gap_s + SLACK < gap_s < rules.close_gap_s - SLACK:
        can_stay = cue.end_s - cue.start_s < rules.max_s - SLACK
        if can_stay and cuts.after(cue.end_s) > following.start_s + FRAME_S:
            yield BrokenRule(number, "open_gap", gap_s, rules.close_gap_s)


def _at_cuts(number: int, cue: Cue, following: Cue | None, rules: Rules, cuts: Cuts) -> Iterator[BrokenRule]:
    """A cue goes over a cut where it stands both before and after it; it ends near one where it could as well stay
    until it.
    """
    for cut_s in cuts.inside(cue.start_s, cue.end_s):
        yield BrokenRule(number, "over_cut", min(cut_s - cue.start_s, cue.end_s - cut_s), 0.0)
    cut_s = cuts.after(cue.end_s)
    until_s = min(cut_s, following.start_s if following else cut_s, cue.start_s + rules.max_s + rules.gap_s)
    if until_s < cut_s - FRAME_S:
        return
    left_s = cut_s - cue.end_s
    if rules.gap_s + FRAME_S < left_s < ZONE_S - FRAME_S:
        yield BrokenRule(number, "near_cut", left_s, ZONE_S)


def _on_voice(number: int, cue: Cue, voice: Sequence[Span]) -> Iterator[BrokenRule]:
    """A cue starts before the voice where nobody speaks yet when it comes."""
    if cue.text.lstrip().startswith(DESCRIBED):
        return
    heard = [span for span in voice if span[1] > cue.start_s and span[0] < cue.end_s]
    if not heard:
        yield BrokenRule(number, "no_voice", max(0.0, cue.end_s - cue.start_s), 0.0)
    elif heard[0][0] > cue.start_s + AHEAD_S:
        yield BrokenRule(number, "before_voice", heard[0][0] - cue.start_s, AHEAD_S)


__all__ = ["UNITS", "BrokenRule", "after_end", "broken_rules", "rule_text"]
