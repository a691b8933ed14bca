"""What a person should look at in captions that are being worked on: broken rules, and words that the recogniser was in
doubt of. Quick enough for every letter typed, in a long track too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from producer.captions.broken import BrokenRule
from producer.captions.edit import worst_first
from producer.captions.film import Film
from producer.speech.findings import UNCERTAIN

if TYPE_CHECKING:
    from producer.captions.rules import Rules
    from producer.values import CaptionTrack, Cue, Transcript, Word

Marks = dict[int, tuple[BrokenRule, ...]]
AT_ONCE = 150
"""A track of that many cues is checked whole at each letter (measured: 0.1 ms a cue); of a longer one the cues around
first.
"""
BEYOND = 3
"""Cues on both sides that are looked at with one, for what they say of each other."""


class CueJudge:
    """``marks`` and ``worst`` count cues from 0. ``film`` is what is known of it: at first nothing."""

    def __init__(self, check: Callable[[CaptionTrack, Rules, Film], Sequence[BrokenRule]], rules: Rules) -> None:
        self._check_by, self._rules = check, rules
        self.film = Film(float("inf"))
        self._judged: CaptionTrack | None = None
        self._doubted: tuple[Word, ...] = ()
        self._heard: set[Word] = set()
        self._broken: Marks = {}
        self.marks: Marks = {}
        self.worst: tuple[int, ...] = ()

    def know_words(self, words: Transcript | None) -> None:
        """Take the words that were heard, of which some are not sure."""
        self._doubted = tuple(word for word in words.words if _is_unsure(word)) if words else ()

    def judge(self, track: CaptionTrack, at: int | None = None) -> bool:
        """Hold the captions against the rules; after a change of cue ``at`` in a long track only those around it. Say
        whether all were looked at.
        """
        before = self._judged
        whole = at is None or len(track.cues) <= AT_ONCE or before is None or len(before.cues) != len(track.cues)
        self._broken = marks_of(self._check(track)) if whole else {**self._broken, **self._around(track, at or 0)}
        self._judged = track
        unsure = self._unsure(track)
        both = {index: (*self._broken.get(index, ()), *unsure.get(index, ())) for index in {*self._broken, *unsure}}
        self.marks = {index: found for index, found in sorted(both.items()) if found}
        self.worst = worst_first([one for found in self.marks.values() for one in found])
        return whole

    def _check(self, track: CaptionTrack) -> Sequence[BrokenRule]:
        return self._check_by(track, self._rules, self.film)

    def _around(self, track: CaptionTrack, at: int) -> Marks:
        """Return the marks of a cue and its two neighbours."""
        first, last = max(0, at - BEYOND), min(len(track.cues), at + BEYOND + 1)
        found = marks_of(self._check(replace(track, cues=track.cues[first:last])), first)
        return {index: found.get(index, ()) for index in range(max(0, at - 1), min(len(track.cues), at + 2))}

    def _unsure(self, track: CaptionTrack) -> Marks:
        """Return the words that were in doubt, until a person has heard or changed them."""
        found: dict[int, list[BrokenRule]] = {}
        for word in self._doubted:
            index = None if word in self._heard else cue_at(track.cues, word.start_s)
            text = word.text.strip()
            if index is not None and text in track.cues[index].text:
                found.setdefault(index, []).append(BrokenRule(index + 1, "unsure", word.probability or 0.0, 1.0, text))
        return {index: tuple(marks) for index, marks in found.items()}

    def hear(self, cue: Cue) -> bool:
        """A person listens to a cue: no doubt is left about its words. Say whether there was any."""
        heard = {word for word in self._doubted if cue.start_s <= word.start_s < cue.end_s} - self._heard
        self._heard |= heard
        return bool(heard)


def marks_of(broken: Sequence[BrokenRule], first: int = 0) -> Marks:
    """Return the broken rules by cue, from 0; ``first`` is that of the first cue they were found in."""
    found: dict[int, list[BrokenRule]] = {}
    for one in broken:
        found.setdefault(one.cue - 1 + first, []).append(replace(one, cue=one.cue + first))
    return {index: tuple(marks) for index, marks in found.items()}


def cue_at(cues: Sequence[Cue], time_s: float) -> int | None:
    """Return the cue that stands at a time."""
    return next((index for index, cue in enumerate(cues) if cue.start_s <= time_s < cue.end_s), None)


def _is_unsure(word: Word) -> bool:
    return word.probability is not None and word.probability < UNCERTAIN
