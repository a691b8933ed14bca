"""Captions changed by hand: pure functions from one track to the next, and a history that takes every step back.

Cues count from 0 here. No function loses or changes a word but ``set_text`` and ``delete``, and none makes cues
overlap or stand out of order. Times are seconds, kept in thousandths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from producer.captions.check import BrokenRule
from producer.captions.check_words import is_dashed, is_dialogue
from producer.captions.grammar import break_costs
from producer.captions.lines import break_lines
from producer.captions.rules import Rules
from producer.values import CaptionTrack, Cue, Transcript, Word

LEAST_S = 0.1
"""No cue is made shorter than this by hand: it could not be taken hold of any more (own)."""
SNAP_S = 0.08
"""How near an edge must be to a neighbour or the voice to be drawn there: two frames (own)."""
NEW_S = 2.0
"""How long a new cue stands where there is room (own; the rules' least is one second)."""
SEARCH_S = 1.0
"""A cue's words are looked for in the transcript this far beyond its ends: captions linger and times are moved."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Guides:
    """What edges are drawn to: neighbours (leaving ``gap_s``), the voice, and whole frames (0: no frames known)."""

    fps: float = 0.0
    voice: tuple[Span, ...] = ()
    gap_s: float = 0.0
    reach_s: float = SNAP_S
    until_s: float = float("inf")
    """No edge goes beyond: the end of the sound."""


FREE = Guides()


# Text


def set_text(track: CaptionTrack, index: int, text: str, rules: Rules | None = None) -> CaptionTrack:
    """Return the track with another text in a cue: in the lines that the text has, or, with ``rules``, broken anew by
    them. A text without a letter leaves a cue without lines (see ``written``).
    """
    lines = tuple(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)
    cue = replace(track.cues[index], lines=lines)
    return _with(track, index, (_broken(cue, track.language, rules) if rules else cue,))


def break_anew(track: CaptionTrack, index: int, rules: Rules) -> CaptionTrack:
    """Return the track with a cue's words in the lines that read best; where they do not fit, in more lines."""
    return _with(track, index, (_broken(track.cues[index], track.language, rules),))


def _broken(cue: Cue, language: str, rules: Rules) -> Cue:
    if is_dialogue(cue):
        return cue  # each line is somebody's
    words = " ".join(cue.lines).split()
    costs = break_costs(words, language)
    for count in range(rules.max_lines, max(rules.max_lines, len(words)) + 1):
        lines = break_lines(words, costs, max(rules.max_chars, *map(len, words)), count) if words else ()
        if lines is not None:
            return replace(cue, lines=lines)
    return cue


# Times


def set_start(track: CaptionTrack, index: int, time_s: float, guides: Guides = FREE) -> CaptionTrack:
    """Return the track with a cue that starts at ``time_s``, or at what it is drawn to; never before the end of the
    one in front, never less than LEAST_S before its own end.
    """
    cue = track.cues[index]
    before_s = track.cues[index - 1].end_s if index else 0.0
    near = [before_s + guides.gap_s, before_s] if index else []
    wanted_s = _drawn(time_s, near, [start for start, _ in guides.voice], guides)
    latest_s = max(before_s, cue.end_s - LEAST_S) if cue.start_s <= cue.end_s - LEAST_S else cue.start_s
    return _with(track, index, (replace(cue, start_s=_kept(wanted_s, before_s, latest_s)),))


def set_end(track: CaptionTrack, index: int, time_s: float, guides: Guides = FREE) -> CaptionTrack:
    """Return the track with a cue that ends at ``time_s``, or at what it is drawn to; never after the start of the
    next one, never less than LEAST_S after its own start.
    """
    cue = track.cues[index]
    is_last = index + 1 == len(track.cues)
    after_s = max(guides.until_s, cue.end_s) if is_last else track.cues[index + 1].start_s
    near = [] if is_last else [after_s - guides.gap_s, after_s]
    wanted_s = _drawn(time_s, near, [end for _, end in guides.voice], guides)
    earliest_s = min(after_s, cue.start_s + LEAST_S) if cue.end_s >= cue.start_s + LEAST_S else cue.end_s
    return _with(track, index, (replace(cue, end_s=_kept(wanted_s, earliest_s, after_s)),))


def nudge(track: CaptionTrack, index: int, edge: str, frames: int, guides: Guides) -> CaptionTrack:
    """Return the track with an edge (``start`` or ``end``) moved by whole frames, drawn to nothing else."""
    cue, fps = track.cues[index], guides.fps or 25.0
    set_edge, now_s = (set_start, cue.start_s) if edge == "start" else (set_end, cue.end_s)
    return set_edge(track, index, now_s + frames / fps, Guides(until_s=guides.until_s))


def _drawn(time_s: float, near: Sequence[float], voice: Sequence[float], guides: Guides) -> float:
    """Return where an edge goes that is let go at ``time_s``: to a neighbour, else the voice, else a whole frame."""
    for places in (near, voice):
        place_s = min(places, key=lambda place: abs(place - time_s), default=None)
        if place_s is not None and abs(place_s - time_s) <= guides.reach_s:
            return place_s
    return round(time_s * guides.fps) / guides.fps if guides.fps else time_s


def _kept(time_s: float, earliest_s: float, latest_s: float) -> float:
    return max(earliest_s, min(round(time_s, 3), latest_s))


# Split, merge, delete, insert


def split(
    track: CaptionTrack, index: int, caret: int, *, words: Transcript | None = None, rules: Rules | None = None
) -> CaptionTrack:
    """Return the track with a cue made into two at ``caret``, which counts the signs of ``cue.text``; inside a word,
    the nearer end of it counts. The second begins when its first word is said, by ``words``, else by its letters.
    Nothing is split where one side would be empty, or the cue is too short for two.
    """
    cue = track.cues[index]
    caret = between_words(cue.text, caret)
    left, right = (tuple(map(str.strip, part.split("\n"))) for part in (cue.text[:caret], cue.text[caret:]))
    left, right = tuple(filter(None, left)), tuple(filter(None, right))
    if not left or not right or cue.end_s - cue.start_s < 2 * LEAST_S:
        return track
    cut_s = word_times(cue, words)[sum(len(line.split()) for line in left)][0]
    cut_s = round(min(max(cut_s, cue.start_s + LEAST_S), cue.end_s - LEAST_S), 3)
    gap_s = rules.gap_s if rules else 0.0
    first = replace(cue, end_s=round(max(cut_s - gap_s, cue.start_s + LEAST_S), 3), lines=left)
    both = (first, replace(cue, start_s=cut_s, lines=right))
    return _with(track, index, tuple(_broken(part, track.language, rules) for part in both) if rules else both)


def between_words(text: str, caret: int) -> int:
    """Return ``caret``, or the nearer end of the word that it stands in."""
    caret = min(max(caret, 0), len(text))
    first, last = caret, caret
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    if caret in (first, last):
        return caret
    return first if caret - first <= last - caret else last


def merge(track: CaptionTrack, index: int, rules: Rules | None = None) -> CaptionTrack:
    """Return the track with a cue and the next one made into one; the last cue stays as it is. ``rules`` break the
    lines anew, else they stay; what two people say stays on lines of their own, with a dash for each.
    """
    if not 0 <= index < len(track.cues) - 1:
        return track
    one, other = track.cues[index : index + 2]
    speaker = one.speaker if one.speaker == other.speaker else ""
    lines = (*one.lines, *other.lines)
    if rules and one.speaker and other.speaker and one.speaker != other.speaker:
        lines = (*_turn(one, rules, dash=rules.dash_first), *_turn(other, rules, dash=True))
    whole = replace(one, end_s=max(one.end_s, other.end_s), lines=lines, speaker=speaker)
    whole = _broken(whole, track.language, rules) if rules else whole
    return _with(track, index, (whole,), 2)


def _turn(cue: Cue, rules: Rules, *, dash: bool) -> tuple[str, ...]:
    """Return what one of two people says: on one line where that is short enough, behind a dash."""
    start = rules.dash if dash and not (cue.lines and is_dashed(cue.lines[0])) else ""
    lines = (" ".join(cue.lines),) if len(start + " ".join(cue.lines)) <= rules.max_chars else cue.lines
    return (start + lines[0], *lines[1:]) if cue.lines else ()


def delete(track: CaptionTrack, index: int) -> CaptionTrack:
    """Return the track without a cue."""
    return _with(track, index, ())


def insert(track: CaptionTrack, at_s: float, until_s: float = float("inf")) -> tuple[CaptionTrack, int] | None:
    """Return the track with an empty cue at ``at_s``, or after the cue that stands there, and its index; None where
    there is no room. ``until_s``: the end of the sound.
    """
    cues = track.cues
    index = sum(cue.start_s <= at_s for cue in cues)
    start_s = max(at_s, cues[index - 1].end_s) if index else max(0.0, at_s)
    end_s = min(start_s + NEW_S, cues[index].start_s if index < len(cues) else until_s)
    if end_s - start_s < LEAST_S:
        return None
    made = Cue(round(start_s, 3), round(end_s, 3), ())
    return replace(track, cues=(*cues[:index], made, *cues[index:])), index


def written(track: CaptionTrack) -> CaptionTrack:
    """Return the track as it is written to a file: without cues that have no text."""
    return replace(track, cues=tuple(cue for cue in track.cues if cue.lines))


def _with(track: CaptionTrack, index: int, cues: tuple[Cue, ...], instead_of: int = 1) -> CaptionTrack:
    return replace(track, cues=(*track.cues[:index], *cues, *track.cues[index + instead_of :]))


def worst_first(broken: Sequence[BrokenRule]) -> tuple[int, ...]:
    """Return the cues (from 0) that break a rule, the worst first: by how far they are from each limit, as a share of
    it, together.
    """
    badness: dict[int, float] = {}
    for one in broken:
        badness[one.cue - 1] = badness.get(one.cue - 1, 0.0) + _badness(one)
    return tuple(sorted(badness, key=lambda index: (-badness[index], index)))


def _badness(one: BrokenRule) -> float:
    far = abs(one.value - one.limit)
    return min(far / one.limit, 2.0) if one.limit else 1.0 + min(far, 1.0)


# When a cue's words are said


def word_times(cue: Cue, words: Transcript | None = None) -> tuple[Span, ...]:
    """Return when each word of a cue is said: by the transcript where it has that word there, between those by
    letters, as if they were said at one pace. Times are in order and inside the cue.
    """
    texts = " ".join(cue.lines).split()
    known = dict(_heard(texts, cue, words)) if words else {}
    letters = [0, *accumulate(len(text) + 1 for text in texts)]
    fixed = [(0, cue.start_s), *((at, known[at].start_s) for at in sorted(known) if at), (len(texts), cue.end_s)]
    starts = [cue.start_s] * (len(texts) + 1)
    for (first, from_s), (last, to_s) in pairwise(fixed):
        pace = (to_s - from_s) / max(1, letters[last] - letters[first])
        for at in range(first, last + 1):
            starts[at] = from_s + (letters[at] - letters[first]) * pace
    ends = [min(known[at].end_s, starts[at + 1]) if at in known else starts[at + 1] for at in range(len(texts))]
    return tuple((start, max(start, end)) for start, end in zip(starts, ends, strict=False))


def _heard(texts: Sequence[str], cue: Cue, words: Transcript) -> Iterator[tuple[int, Word]]:
    """Yield the words that the transcript has too, with their places in the cue; only those said while it stands."""
    near = [word for word in words.words if cue.start_s - SEARCH_S < word.start_s < cue.end_s + SEARCH_S]
    same = SequenceMatcher(None, [_bare(text) for text in texts], [_bare(word.text) for word in near], autojunk=False)
    last_s = cue.start_s
    for block in same.get_matching_blocks():
        for step in range(block.size):
            word = near[block.b + step]
            if last_s <= word.start_s < cue.end_s:
                yield block.a + step, word
                last_s = word.start_s


def _bare(word: str) -> str:
    return "".join(sign for sign in word.lower() if sign.isalnum()) or word.strip()


# History


@dataclass(frozen=True, slots=True)
class State:
    """The track at one moment, the cue that was worked on, and what was done last (``key``, empty: nothing that the
    next step could join).
    """

    track: CaptionTrack
    at: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """Every step taken and taken back. Small steps of one kind (letters typed, a handle dragged) join into one."""

    now: State
    past: tuple[State, ...] = ()
    future: tuple[State, ...] = ()

    @classmethod
    def of(cls, track: CaptionTrack, at: int = 0) -> Edits:
        return cls(State(track, at))

    @property
    def track(self) -> CaptionTrack:
        return self.now.track

    def did(self, track: CaptionTrack, at: int, key: str = "") -> Edits:
        """Return the history with one more step; nothing changed is no step. A step with the ``key`` of the one before
        it joins that.
        """
        if track == self.now.track:
            return self
        if key and key == self.now.key:
            return Edits(State(track, at, key), self.past)
        return Edits(State(track, at, key), (*self.past, self.now))

    def closed(self) -> Edits:
        """Return the history with a last step that nothing joins any more."""
        return replace(self, now=replace(self.now, key=""))

    def undo(self) -> Edits:
        """Return the history one step back, at the cue that the step was about."""
        if not self.past:
            return self
        before = self.past[-1]
        at = min(self.now.at, max(0, len(before.track.cues) - 1))
        return Edits(State(before.track, at), self.past[:-1], (replace(self.now, key=""), *self.future))

    def redo(self) -> Edits:
        """Return the history one step forward again."""
        if not self.future:
            return self
        return Edits(self.future[0], (*self.past, replace(self.now, key="")), self.future[1:])
