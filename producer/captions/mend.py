"""Captions mended without a word changed: lines broken anew, crowded cues split, times moved into the room there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from producer.captions.cues import make_cues
from producer.captions.formats import apart
from producer.captions.grammar import break_costs
from producer.captions.lines import break_lines
from producer.captions.rules import Rules
from producer.values import CaptionTrack, Cue, Transcript, Word

FASTEST_S = 0.005
"""The least time a letter for which a cue is split; a cue that flashes by with more text than that stays as it is."""


def mended(track: CaptionTrack, rules: Rules) -> CaptionTrack:
    """Return the track with every rule kept that can be kept; all words stay, unchanged and in order.

    A cue's start is never moved forward: it would stand before the voice.
    """
    ordered = apart(sorted(track.cues, key=lambda cue: cue.start_s))
    cues = [part for cue in ordered for part in _reflowed(cue, track.language, rules)]
    return CaptionTrack(track.language, tuple(_timed(cues, rules)))


def _reflowed(cue: Cue, language: str, rules: Rules) -> list[Cue]:
    """Return the cue as it is where its lines are right; else with lines broken anew; else as several cues,
    none of which starts after the cue's end.
    """
    if len(cue.lines) <= rules.max_lines and all(len(line) <= rules.max_chars for line in cue.lines):
        return [cue]
    words = " ".join(cue.lines).split()
    lines = break_lines(words, break_costs(words, language), rules.max_chars, rules.max_lines)
    if lines is not None:
        return [Cue(cue.start_s, cue.end_s, lines)]
    if cue.end_s - cue.start_s < FASTEST_S * (len(" ".join(words)) + 1):
        return [cue]
    spoken = Transcript(language, cue.end_s, "captions", tuple(_shared_out(words, cue)))
    return list(make_cues(spoken, rules=rules).cues)


def _shared_out(words: list[str], cue: Cue) -> Iterator[Word]:
    """Give each word of a cue its time by its letters, as if they were said at one pace."""
    letters = [0, *accumulate(len(word) + 1 for word in words)]
    pace = (cue.end_s - cue.start_s) / letters[-1]
    for word, (first, last) in zip(words, pairwise(letters), strict=True):
        yield Word(word, cue.start_s + first * pace, cue.start_s + last * pace)


def _timed(cues: list[Cue], rules: Rules) -> Iterator[Cue]:
    """Move each cue's end: long enough to be seen and read, not too long, and clear of the next cue."""
    for index, cue in enumerate(cues):
        needed_s = max(rules.min_s, len(" ".join(cue.lines)) / rules.max_cps)
        end_s = min(max(cue.end_s, cue.start_s + needed_s), cue.start_s + rules.max_s)
        if index + 1 < len(cues):
            end_s = min(end_s, cues[index + 1].start_s - rules.gap_s)
        yield Cue(cue.start_s, round(max(end_s, cue.start_s + 0.001), 3), cue.lines)
