"""What a person should look at in captions that are being worked on: broken rules, words that the recogniser was in
doubt of, and what was changed on the way into the captions. Quick enough for every letter typed, in a long track too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from producer.captions.broken import BrokenRule
from producer.captions.edit import worst_first
from producer.captions.film import Film
from producer.speech.findings import UNCERTAIN, describe, is_only_written

if TYPE_CHECKING:
    from producer.batch.report import FileReport
    from producer.captions.rules import Rules
    from producer.speech.findings import Finding
    from producer.values import CaptionTrack, Cue, Transcript, Word

Marks = dict[int, tuple[BrokenRule, ...]]
UNSURE, NOTE = "unsure", "noted"
"""Marks that are no rule: a word that was in doubt, and something that was changed or found in the words."""
AT_ONCE = 150
"""A track of that many cues is checked whole at each letter (measured: 0.1 ms a cue); of a longer one what was changed,
with the cues around it.
"""
NOTED = 0.5
"""How bad a change is beside a broken rule: half as bad as one that is twice its limit (own)."""
JOINED_WORDS_S = 0.15
"""Words nearer than this are one stretch of voice (own)."""
BEYOND = 3
"""Cues on both sides that are looked at with one, for what they say of each other."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place to be heard by a person: ``text`` is what the mark of ``rule`` says, ``stands`` what the caption must
    still hold for it.
    """

    start_s: float
    rule: str
    value: float
    text: str
    stands: str


class CueJudge:
    """``marks`` and ``worst`` count cues from 0. ``film`` is what is known of it: at first nothing."""

    def __init__(self, check: Callable[[CaptionTrack, Rules, Film], Sequence[BrokenRule]], rules: Rules) -> None:
        self._check_by, self._rules = check, rules
        self.film = Film(float("inf"))
        self._judged: CaptionTrack | None = None
        self._doubted: tuple[Doubt, ...] = ()
        self._heard: set[Doubt] = set()
        self._broken: Marks = {}
        self.marks: Marks = {}
        self.worst: tuple[int, ...] = ()

    def know_words(self, words: Transcript | None, findings: Sequence[Finding] = (), language: str = "en") -> None:
        """Take the words that were heard, of which some are not sure, and what was changed or found in them, which is
        said in ``language``.
        """
        unsure = [_unsure(word) for word in words.words if _is_unsure(word)] if words else []
        noted = [_noted(one, language) for one in findings if one.kind != "uncertain" and not is_only_written(one)]
        self._doubted = (*unsure, *noted)

    def judge(self, track: CaptionTrack) -> bool:
        """Hold the captions against the rules; in a long track only what is another since the last time, and what is
        around it. Say whether all were looked at.
        """
        first, same = _alike(self._judged.cues if self._judged else (), track.cues)
        whole = self._judged is None or len(track.cues) <= AT_ONCE or len(track.cues) - same - first > AT_ONCE
        self.take(track, self.look(track) if whole else self._mended(track, first, same))
        return whole

    def look(self, track: CaptionTrack) -> Marks:
        """Hold all the captions against the rules: slow, and from any thread. ``take`` makes it what is known."""
        return marks_of(self._check(track))

    def take(self, track: CaptionTrack, broken: Marks) -> None:
        """Know that these are the rules that a track breaks."""
        self._judged, self._broken = track, broken
        unsure = self._unsure(track)
        both = {**self._broken}  # what is as before stays the same object: a long list knows it by that
        for index, found in unsure.items():
            both[index] = self._broken.get(index, ()) + found
        self.marks = {index: found for index, found in sorted(both.items()) if found}
        self.worst = worst_first([one for found in self.marks.values() for one in found])

    def _check(self, track: CaptionTrack) -> Sequence[BrokenRule]:
        return self._check_by(track, self._rules, self.film)

    def _mended(self, track: CaptionTrack, first: int, same: int) -> Marks:
        """Return the broken rules of a track of which the ``first`` cues and the last ``same`` ones are as before."""
        count, before = len(track.cues), len(self._judged.cues) if self._judged else 0
        from_, to, shift = max(0, first - 1), min(count, count - same + 1), count - before
        near = range(max(0, from_ - BEYOND), min(count, to + BEYOND))
        found = marks_of(self._check(replace(track, cues=track.cues[near.start : near.stop])), near.start)
        kept = {index: marks for index, marks in self._broken.items() if index < from_}
        moved = {index + shift: marks for index, marks in self._broken.items() if index + shift >= to}
        if shift:
            moved = {at: tuple(replace(one, cue=at + 1) for one in marks) for at, marks in moved.items()}
        return {**kept, **{index: found[index] for index in range(from_, to) if index in found}, **moved}

    def _unsure(self, track: CaptionTrack) -> Marks:
        """Return the words that were in doubt, until a person has heard or changed them."""
        found: dict[int, list[BrokenRule]] = {}
        for doubt in self._doubted:
            index = None if doubt in self._heard else cue_at(track.cues, doubt.start_s)
            if index is not None and doubt.stands in " ".join(track.cues[index].lines):
                found.setdefault(index, []).append(BrokenRule(index + 1, doubt.rule, doubt.value, 1.0, doubt.text))
        return {index: tuple(marks) for index, marks in found.items()}

    def hear(self, cue: Cue) -> bool:
        """A person listens to a cue: no doubt is left about its words. Say whether there was any."""
        heard = {doubt for doubt in self._doubted if cue.start_s <= doubt.start_s < cue.end_s} - self._heard
        self._heard |= heard
        return bool(heard)


def _alike(before: Sequence[Cue], now: Sequence[Cue]) -> tuple[int, int]:
    """Return how many cues are the same at the start, and at the end."""
    least = min(len(before), len(now))
    first = next((at for at in range(least) if before[at] is not now[at]), least)
    same = next((at for at in range(least - first) if before[-1 - at] is not now[-1 - at]), least - first)
    return first, same


def marks_of(broken: Sequence[BrokenRule], first: int = 0) -> Marks:
    """Return the broken rules by cue, from 0; ``first`` is that of the first cue they were found in."""
    found: dict[int, list[BrokenRule]] = {}
    for one in broken:
        found.setdefault(one.cue - 1 + first, []).append(replace(one, cue=one.cue + first))
    return {index: tuple(marks) for index, marks in found.items()}


def revised(report: FileReport, count: int, marks: Marks) -> FileReport:
    """Return the report of a batch on captions as it is now that a person has worked on them."""
    found = [mark for marks_of_one in marks.values() for mark in marks_of_one]
    broken = tuple(mark.to_json() for mark in found if mark.rule not in (UNSURE, NOTE))
    unsure = sum(mark.rule == UNSURE for mark in found)
    return replace(report, cues=count, broken_rules=broken, low_confidence=unsure, looks=())


def cue_at(cues: Sequence[Cue], time_s: float) -> int | None:
    """Return the cue that stands at a time."""
    return next((index for index, cue in enumerate(cues) if cue.start_s <= time_s < cue.end_s), None)


def _unsure(word: Word) -> Doubt:
    text = word.text.strip()
    return Doubt(word.start_s, UNSURE, word.probability or 0.0, text, text)


def _noted(found: Finding, language: str) -> Doubt:
    change = " → ".join(dict.fromkeys(part for part in (found.before, found.after) if part))
    return Doubt(found.start_s, NOTE, NOTED, f"{change} ({describe(found, language)})", "")


def _is_unsure(word: Word) -> bool:
    return word.probability is not None and word.probability < UNCERTAIN


def voice_of(words: tuple[Word, ...]) -> tuple[tuple[float, float], ...]:
    """Return the stretches in which words are said."""
    spans: list[tuple[float, float]] = []
    for word in words:
        if spans and word.start_s - spans[-1][1] < JOINED_WORDS_S:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.end_s))
        else:
            spans.append((word.start_s, word.end_s))
    return tuple(spans)
