"""The words of captions held against the rules for breaks: names, numbers, articles and negations kept together, no
word alone, lines that balance.

Nothing is known here of when a word is said, only of when its caption stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from producer.captions.broken import BrokenRule
from producer.captions.glyphs import glyph_names, odd_glyphs
from producer.captions.grammar import ARTICLE, NAME, NEGATION, NEVER, NUMBER, bonds, costs_of, sentence_ends
from producer.captions.lines import balance, best_lines, word_places
from producer.captions.rules import Rules
from producer.captions.timing import Cuts
from producer.values import CaptionTrack, Cue

SPLITS = {NAME: "split_name", NUMBER: "split_number", ARTICLE: "split_article", NEGATION: "split_negation"}
SILENCE_S = 1.0
"""Across a gap like this no phrase is split: the speaker stopped in it (a pause of 1.5 s, less what a cue lingers).
"""
UNBALANCED = 3.0
"""A break is called unbalanced where another is better by as much as a plain break costs (``grammar``, ``lines``)."""
LOPSIDED = 2.0
"""And where one line is more than this many times the other (own)."""
DASHES = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Text:
    """All words of a track: ``firsts[i]`` is the first word of cue i (one more at the end), ``line_ends[i]`` the
    indices after each line's last word.
    """

    words: tuple[str, ...]
    firsts: tuple[int, ...]
    line_ends: tuple[tuple[int, ...], ...]
    bonds: tuple[str, ...]
    costs: tuple[float, ...]
    closes: tuple[bool, ...]


def text_of(track: CaptionTrack) -> Text:
    """Read all words of a track once."""
    words: list[str] = []
    firsts, line_ends = [0], []
    for cue in track.cues:
        ends = []
        for line in cue.lines:
            words.extend(undashed(line).split())
            ends.append(len(words))
        line_ends.append(tuple(ends))
        firsts.append(len(words))
    held = bonds(words, track.language)
    closes = sentence_ends(words, held, track.language)
    costs = costs_of(words, held, track.language)
    return Text(tuple(words), tuple(firsts), tuple(line_ends), tuple(held), tuple(costs), tuple(closes))


def undashed(line: str) -> str:
    """Return a line without the dash that says who speaks."""
    return line[1:].lstrip() if is_dashed(line) else line


def is_dashed(line: str) -> bool:
    return line.startswith(DASHES) and len(line) > 1 and not line[1:2].isdigit() and not line.startswith("--")


def is_dialogue(cue: Cue) -> bool:
    """Say whether two people speak in the cue: a line after the first begins with a dash."""
    return any(is_dashed(line) for line in cue.lines[1:])


def word_faults(index: int, track: CaptionTrack, text: Text, rules: Rules, cuts: Cuts) -> Iterator[BrokenRule]:
    """Yield what is wrong with the words of cue ``index`` (from 0)."""
    cue = track.cues[index]
    yield from _splits(index, track, text)
    yield from _orphans(index, track, text, rules, cuts)
    if len(cue.lines) > 1 and not is_dialogue(cue):
        yield from _lines(index, cue, text, rules)
    odd = [sign for line in cue.lines for sign in odd_glyphs(line, rules.glyphs)]
    if odd:
        yield BrokenRule(index + 1, "glyph", len(odd), 0, glyph_names(odd))


def _splits(index: int, track: CaptionTrack, text: Text) -> Iterator[BrokenRule]:
    cue, ends = track.cues[index], text.line_ends[index]
    for line, end in enumerate(ends):
        last = line == len(ends) - 1
        rule = SPLITS.get(text.bonds[end - 1]) if 0 < end < len(text.words) else None
        if rule is None or (not last and is_dashed(cue.lines[line + 1])) or (last and not _goes_on(index, track)):
            continue
        yield BrokenRule(index + 1, rule, 1, 0, f"{text.words[end - 1]} | {text.words[end]}")


def _goes_on(index: int, track: CaptionTrack, within_s: float = SILENCE_S) -> bool:
    """Say whether the next cue goes on with the same voice, without a gap that is seen."""
    if index + 1 >= len(track.cues):
        return False
    cue, following = track.cues[index], track.cues[index + 1]
    if not following.lines or is_dashed(following.lines[0]) or (cue.speaker and following.speaker != cue.speaker):
        return False
    return cue.start_s < following.start_s < cue.end_s + within_s


def _orphans(index: int, track: CaptionTrack, text: Text, rules: Rules, cuts: Cuts) -> Iterator[BrokenRule]:
    first, last = text.firsts[index], text.firsts[index + 1]
    if first == last or is_dialogue(track.cues[index]):
        return
    before = index > 0 and first > 0 and not text.closes[first - 1] and _goes_on(index - 1, track, rules.close_gap_s)
    after = not text.closes[last - 1] and _goes_on(index, track, rules.close_gap_s)
    opens = last - first > 1 and text.closes[last - 2] and after
    hangs = last - first > 1 and text.closes[first] and before
    if last - first == 1:
        opens, hangs = after, before
    if (opens and _has_room(index + 1, last - 1, text.firsts[index + 2], track, text, rules, cuts, index)) or (
        hangs and _has_room(index - 1, text.firsts[index - 1], first + 1, track, text, rules, cuts, index)
    ):
        yield BrokenRule(index + 1, "orphan", 1, 2, text.words[first if hangs else last - 1])


def _has_room(
    other: int, first: int, last: int, track: CaptionTrack, text: Text, rules: Rules, cuts: Cuts, index: int
) -> bool:
    """Say whether cue ``other`` could hold words ``first`` to ``last``, one more than its own."""
    one, two = sorted((track.cues[other], track.cues[index]), key=lambda cue: cue.start_s)
    if is_dialogue(track.cues[other]) or two.end_s - one.start_s > rules.max_s or cuts.inside(one.start_s, two.end_s):
        return False
    found = best_lines(word_places(text.words[first:last]), text.costs[first:last], 0, last - first, *_size(rules))
    return found is not None and found[0] < NEVER


def _size(rules: Rules) -> tuple[int, int]:
    return rules.max_chars, rules.max_lines


def _lines(index: int, cue: Cue, text: Text, rules: Rules) -> Iterator[BrokenRule]:
    if rules.one_line and len(" ".join(cue.lines)) <= rules.max_chars:
        yield BrokenRule(index + 1, "one_line", len(cue.lines), 1)
        return
    first, last = text.firsts[index], text.firsts[index + 1]
    widths = [len(line) for line in cue.lines]
    if len(widths) != 2 or max(widths) <= LOPSIDED * min(widths) or max(widths) > rules.max_chars:
        return
    places = word_places(text.words[first:last])
    found = best_lines(places, text.costs[first:last], 0, last - first, *_size(rules))
    if found is None or len(found[1]) != 2:
        return
    upper = places[found[1][0]] - 1
    lower = places[-1] - places[found[1][0]] - 1
    if text.costs[text.line_ends[index][0] - 1] + balance(*widths) >= found[0] + UNBALANCED:
        yield BrokenRule(index + 1, "unbalanced", abs(widths[0] - widths[1]), abs(upper - lower))


def fits(lines: Sequence[str], rules: Rules) -> bool:
    """Say whether the lines keep the rules for how many and how long."""
    return len(lines) <= rules.max_lines and all(len(line) <= rules.max_chars for line in lines)
