"""Captions mended without a word changed: lines broken anew, crowded cues split, torn words joined, times moved into
the room there is.

What is right stays as a person made it: a cue and its neighbours are broken anew only where fewer rules are broken
after it. Mended captions that are mended again stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from producer.captions.broken import BrokenRule
from producer.captions.check import AHEAD_S, Span, broken_rules
from producer.captions.check_words import fits, is_dashed, is_dialogue
from producer.captions.cues import make_cues
from producer.captions.glyphs import unseen_taken_out
from producer.captions.grammar import break_costs
from producer.captions.lines import break_lines
from producer.captions.reading import apart
from producer.captions.rules import Rules
from producer.captions.speakers import shared_out
from producer.captions.timing import BLINK_S, ZONE_S, Cuts, settled
from producer.values import CaptionTrack, Cue, Transcript

FASTEST_S = 0.005
"""The least time a letter for which cues are broken anew; one that flashes by with more text stays as it is."""
JOINED_S = 1.0
"""Cues further apart than this are not broken anew together: a silence lies between them."""
PASSES = 12
"""More than any file has needed; each pass must leave fewer rules broken."""
WEIGHTS = {
    **{"overlap": 30, "order": 30, "lines": 60, "line_length": 60, "split_name": 6, "split_number": 6, "over_cut": 7},
    **{"split_article": 5, "split_negation": 5, "too_long": 4, "gap": 4, "too_short": 3, "too_fast": 3, "orphan": 3},
}
"""How bad it is that a rule is broken (own); 1 for all others."""
BY_BREAKS = frozenset(WEIGHTS) - {"overlap", "order", "too_long", "gap"} | {"unbalanced", "one_line"}
"""Rules that other breaks may mend."""


def mended(
    track: CaptionTrack,
    rules: Rules,
    cuts: Sequence[float] = (),
    voice: Sequence[Span] | None = None,
    *,
    until_s: float = math.inf,
) -> CaptionTrack:
    """Return the track with every rule kept that can be kept; all words stay, unchanged and in order. ``cuts`` and
    ``voice`` as in ``broken_rules``; ``until_s`` is when the film ends.

    A cue's start is never moved forward: it would stand before the voice. Cues without text go.
    """
    until_s = math.floor(until_s * 1000) / 1000 if until_s < math.inf else until_s  # files hold thousandths
    mender = _Mender(track.language, rules, tuple(cuts), Cuts(cuts), until_s)
    cues = list(apart(sorted(_readable(track.cues), key=lambda cue: cue.start_s)))
    for _ in range(PASSES):
        better = mender.improved(mender.timed([_on_voice(cue, voice) for cue in cues]))
        if better == cues:
            return CaptionTrack(track.language, tuple(cues))
        cues = better
    return CaptionTrack(track.language, tuple(mender.timed(cues)))


def _readable(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Leave out what cannot be seen; give a cue that ends before it starts a blink, which is made longer later on."""
    for cue in cues:
        lines = (" ".join(unseen_taken_out(line).split()) for line in cue.lines)
        kept = tuple(line for line in lines if line)
        if kept:
            yield replace(cue, lines=kept, end_s=max(cue.end_s, cue.start_s + BLINK_S))


def _on_voice(cue: Cue, voice: Sequence[Span] | None) -> Cue:
    """Return the cue with its start moved back to the voice, where it came before it."""
    heard = [start_s for start_s, end_s in voice or () if end_s > cue.start_s and start_s < cue.end_s - BLINK_S]
    return replace(cue, start_s=round(heard[0], 3)) if heard and heard[0] > cue.start_s + AHEAD_S else cue


@dataclass(frozen=True, slots=True)
class _Mender:
    language: str
    rules: Rules
    cuts: tuple[float, ...]
    known: Cuts
    until_s: float

    def timed(self, cues: Sequence[Cue]) -> list[Cue]:
        """Move each cue's end: long enough to be seen and read, not too long, clear of the next cue and of cuts."""
        nexts = [cue.start_s - self.rules.gap_s for cue in cues[1:]]
        out = [self._timed(cue, latest_s) for cue, latest_s in zip(cues, [*nexts, float("inf")], strict=False)]
        return settled(out, self.rules, self.known)

    def _timed(self, cue: Cue, latest_s: float) -> Cue:
        needed_s = max(self.rules.min_s, len(" ".join(cue.lines)) / self.rules.max_cps)
        if cue.start_s < self.until_s - BLINK_S:
            latest_s = min(latest_s, self.until_s)
        place = self.known.place(cue.start_s, cue.end_s, latest_s, self.rules.gap_s)
        latest_s = min(place.latest_s, place.start_s + self.rules.max_s)
        end_s = min(max(cue.end_s, place.start_s + needed_s), latest_s)
        cut_s = self.known.after(end_s) - self.rules.gap_s
        if cut_s - end_s < ZONE_S:
            end_s = min(cut_s, latest_s)
        return replace(cue, start_s=place.start_s, end_s=max(end_s, place.start_s + BLINK_S))

    def improved(self, cues: list[Cue]) -> list[Cue]:
        """Return the cues with each place broken anew where that leaves fewer rules broken."""
        faulty = {broken.cue - 1 for broken in self._broken(cues) if broken.rule in BY_BREAKS}
        faulty |= {index + 1 for index in faulty if index + 1 < len(cues)}  # a break lies between two
        out: list[Cue] = []
        index = 0
        while index < len(cues):
            found = self._best(out, cues, index) if index in faulty else None
            if found is None:
                out.append(cues[index])
                index += 1
            else:
                out, index = found
        return out

    def _best(self, done: list[Cue], cues: list[Cue], index: int) -> tuple[list[Cue], int] | None:
        """Return what is done and the next index after a place was broken anew; None where it stays as it is."""
        for back, ahead in ((0, 1), (1, 1), (0, 2), (1, 2)):
            if back > len(done) or index + ahead > len(cues):
                continue
            rest, window = done[: len(done) - back], [*done[len(done) - back :], *cues[index : index + ahead]]
            context = (rest[-1:], cues[index + ahead : index + ahead + 1])
            before = self._badness(context, window)
            for made in self._candidates(window, context[1]):
                if self._badness(context, made) < before:
                    return [*rest, *made], index + ahead
        return None

    def _candidates(self, window: list[Cue], following: list[Cue]) -> Iterator[list[Cue]]:
        """Yield other ways to show the words of the window, the least change first."""
        for made in (self._reflowed(window), self._parted(window), self._searched(window)):
            if made is not None and made != window:
                timed = self.timed([*made, *following])
                yield timed[: len(timed) - len(following)]

    def _reflowed(self, window: list[Cue]) -> list[Cue] | None:
        if len(window) > 1 or is_dialogue(window[0]):
            return None
        words = " ".join(window[0].lines).split()
        size = (self.rules.max_chars, self.rules.max_lines)
        lines = break_lines(words, break_costs(words, self.language), *size)
        return None if lines is None else [replace(window[0], lines=lines)]

    def _parted(self, window: list[Cue]) -> list[Cue] | None:
        """Two speakers that do not fit into one cue get one each."""
        cue = window[0]
        if len(window) > 1 or not is_dialogue(cue) or fits(cue.lines, self.rules) or _flashes([cue]):
            return None
        turns: list[list[str]] = []
        for line in cue.lines:
            if is_dashed(line) or not turns:
                turns.append([])
            turns[-1].append(line)
        letters = [0, *accumulate(sum(map(len, turn)) + 1 for turn in turns)]
        pace = (cue.end_s - cue.start_s) / letters[-1]
        return [
            Cue(round(cue.start_s + first * pace, 3), round(cue.start_s + last * pace, 3), tuple(turn))
            for turn, (first, last) in zip(turns, pairwise(letters), strict=True)
        ]

    def _searched(self, window: list[Cue]) -> list[Cue] | None:
        speakers = {cue.speaker for cue in window}
        apart_s = max((two.start_s - one.end_s for one, two in pairwise(window)), default=0.0)
        if len(speakers) > 1 or apart_s > JOINED_S or _flashes(window) or any(map(_has_dash, window)):
            return None
        words = tuple(word for cue in window for word in shared_out(cue))
        spoken = Transcript(self.language, window[-1].end_s, "captions", words)
        return list(make_cues(spoken, rules=self.rules, cuts=self.cuts).cues)

    def _badness(self, context: tuple[list[Cue], list[Cue]], cues: list[Cue]) -> int:
        return sum(WEIGHTS.get(broken.rule, 1) for broken in self._broken([*context[0], *cues, *context[1]]))

    def _broken(self, cues: list[Cue]) -> tuple[BrokenRule, ...]:
        return broken_rules(CaptionTrack(self.language, tuple(cues)), self.rules, self.cuts)


def _has_dash(cue: Cue) -> bool:
    return any(map(is_dashed, cue.lines))


def _flashes(cues: list[Cue]) -> bool:
    return any(cue.end_s - cue.start_s < FASTEST_S * (len(cue.text) + 1) for cue in cues)
