"""Words to cues: a search over all ways to break, for the one that reads best.

Every word is kept, unchanged and in order. A cue starts on its first word, never before the voice, and never
overlaps the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from producer.captions.grammar import PLAIN, break_costs, ends_sentence
from producer.captions.lines import best_lines, break_lines, word_places
from producer.captions.rules import DEFAULT, VERTICAL, Rules, load_rules
from producer.values import CaptionTrack, Cue, Transcript, Word

EACH_CUE = 2.5
"""What every cue costs, so that words are not chopped finer than they need to be."""
PAUSE_S = 0.4
"""A pause from here on invites a break (short pauses: 0.20 s, medium: 0.60 s; facts on pauses)."""
LONG_PAUSE_S = 1.5
"""No cue goes on over a silence this long."""
LINGER_S = 0.5
"""How long a cue may stay after its last word where nothing follows (Netflix: up to 12 frames, about half a second)."""
APART_S = 0.01
"""The least time between the starts of two words; recognisers put several on one moment now and then."""
ORPHAN = 4.0
"""A single word torn from its sentence, alone in a cue or hanging at either end of one."""
SENTENCE_INSIDE = 1.0
"""A new sentence that begins inside a cue is a little worse than one that begins a cue."""
TOO_FAST, TOO_SHORT, SLOW_PAUSE = 6.0, 6.0, 3.0


def make_cues(transcript: Transcript, *, rules: str | Rules = DEFAULT, vertical: bool = False) -> CaptionTrack:
    """Return the captions of a transcript by the named rules (``vertical``: those for 9:16 where none are named
    otherwise).

    Raises InputError for rules that are not known.
    """
    if isinstance(rules, str):
        rules = load_rules(VERTICAL if vertical and rules == DEFAULT else rules, language=transcript.language)
    words = _in_order(transcript.words)
    if not words:
        return CaptionTrack(transcript.language, ())
    until_s = max(transcript.duration_s, words[-1].end_s)
    return CaptionTrack(transcript.language, _Search(words, transcript.language, rules, until_s).cues())


def _in_order(words: Sequence[Word]) -> list[Word]:
    """Words with text, each starting after the one in front of it and none ending before its start."""
    out: list[Word] = []
    last_s = -APART_S
    for word in words:
        text = " ".join(word.text.split())
        if text:
            start_s = max(last_s + APART_S, word.start_s)
            out.append(Word(text, start_s, max(start_s, word.end_s), word.probability))
            last_s = start_s
    return out


class _Search:
    """All that the price of a cue needs, worked out once for each word."""

    def __init__(self, words: list[Word], language: str, rules: Rules, until_s: float) -> None:
        self._rules, self._count = rules, len(words)
        self._texts = [word.text for word in words]
        self._places = word_places(self._texts)
        self._wide = [len(text) > rules.max_chars for text in self._texts]
        self._starts = [word.start_s for word in words]
        self._ends = [word.end_s for word in words]
        self._next_s = [*(start - rules.gap_s for start in self._starts[1:]), until_s]
        self._pauses = [other - one for one, other in zip(self._ends, self._starts[1:], strict=False)]
        self._costs = break_costs(self._texts, language)
        closes = [ends_sentence(text, language) for text in self._texts]
        self._closed = [True, *closes[:-1]]  # whether a sentence has just ended in front of word i
        self._sentences = [0, *accumulate(map(int, closes))]
        self._end_cost = [self._price_of_end(index, closes) for index in range(self._count)]
        self._start_cost = [self._price_of_start(index, closes) for index in range(self._count)]

    def _price_of_end(self, index: int, closes: list[bool]) -> float:
        """The price of a cue that ends with word ``index``."""
        if index == self._count - 1:
            return 0.0
        cost = self._costs[index] * (0.4 if self._pauses[index] >= PAUSE_S else 1.0)
        torn = self._closed[index] and not closes[index] and self._pauses[index] < PAUSE_S
        return cost + (ORPHAN if torn else 0.0)

    def _price_of_start(self, index: int, closes: list[bool]) -> float:
        """The price of a cue that begins with word ``index``: high where it is the last of its sentence."""
        torn = closes[index] and not self._closed[index] and self._pauses[index - 1] < PAUSE_S
        return EACH_CUE + (ORPHAN if torn else 0.0)

    def cues(self) -> tuple[Cue, ...]:
        first = 0
        cues: list[Cue] = []
        for last in self._breaks():
            cues.append(self._cue(first, last))
            first = last
        return tuple(_closed(cues, self._rules))

    def _breaks(self) -> list[int]:
        """Return where cues end (index after the last word), by dynamic programming from the front."""
        best = [0.0, *([float("inf")] * self._count)]
        origin = [0] * (self._count + 1)
        for first in range(self._count):
            for last, cost in self._from(first):
                if best[first] + cost < best[last]:
                    best[last], origin[last] = best[first] + cost, first
        ends = [self._count]
        while origin[ends[-1]] > 0:
            ends.append(origin[ends[-1]])
        return ends[::-1]

    def _from(self, first: int) -> list[tuple[int, float]]:
        """Return every cue that may begin with word ``first``: the index after its last word, and its price."""
        out = [(first + 1, self._price(first, first, 0.0) + self._price_of_one(first))]
        pauses = 0.0
        for index in range(first + 1, self._count):
            pause_s = self._pauses[index - 1]
            too_long = pause_s >= LONG_PAUSE_S or self._ends[index] - self._starts[first] > self._rules.max_s
            lines = None if too_long or self._wide[first] or self._wide[index] else self._lines_cost(first, index)
            if lines is None:
                break
            pauses += SLOW_PAUSE * pause_s if pause_s >= PAUSE_S else 0.0
            out.append((index + 1, self._price(first, index, lines + pauses)))
        return out

    def _price(self, first: int, index: int, inside: float) -> float:
        """The price of words ``first`` to ``index`` as one cue; ``inside`` is that of its lines and pauses."""
        sentences = SENTENCE_INSIDE * (self._sentences[index] - self._sentences[first])
        return self._start_cost[first] + self._end_cost[index] + self._time_cost(first, index) + sentences + inside

    def _price_of_one(self, index: int) -> float:
        """The price of a word that is a cue by itself: none where it is a whole sentence."""
        whole = self._closed[index] and self._sentences[index + 1] > self._sentences[index]
        return 0.0 if whole else ORPHAN

    def _lines_cost(self, first: int, index: int) -> float | None:
        """What a break into lines costs beyond a plain one; None where the words do not fit."""
        rules = self._rules
        found = best_lines(self._places, self._costs, first, index + 1, rules.max_chars, rules.max_lines)
        return None if found is None else max(0.0, found[0] - PLAIN)

    def _time_cost(self, first: int, index: int) -> float:
        rules, chars = self._rules, self._places[index + 1] - self._places[first] - 1
        shown_s = max(min(self._next_s[index] - self._starts[first], rules.max_s), 0.05)
        cps = chars / shown_s
        cost = TOO_FAST * max(0.0, cps / rules.max_cps - 1) + 0.5 * max(0.0, cps / rules.aim_cps - 1)
        return cost + TOO_SHORT * max(0.0, 1 - shown_s / rules.min_s)

    def _cue(self, first: int, last: int) -> Cue:
        texts, rules = self._texts[first:last], self._rules
        lines = break_lines(texts, self._costs[first:last], rules.max_chars, rules.max_lines) or (" ".join(texts),)
        start_s = self._starts[first]
        latest_s = min(self._next_s[last - 1], start_s + rules.max_s)
        return Cue(start_s, _end(self._ends[last - 1], start_s, latest_s, len(" ".join(texts)), rules), lines)


def _end(spoken_s: float, start_s: float, latest_s: float, chars: int, rules: Rules) -> float:
    """The voice, a little longer, and as long as reading takes, as far as there is room."""
    wanted_s = max(spoken_s + LINGER_S, start_s + rules.min_s, start_s + chars / rules.aim_cps)
    return max(min(wanted_s, latest_s), start_s + 0.001)


def _closed(cues: list[Cue], rules: Rules) -> list[Cue]:
    """Close gaps that are too short to be seen as gaps."""
    out: list[Cue] = []
    for index, cue in enumerate(cues):
        end_s = cue.end_s
        if index + 1 < len(cues) and 0 < cues[index + 1].start_s - end_s < rules.close_gap_s:
            end_s = max(end_s, min(cues[index + 1].start_s - rules.gap_s, cue.start_s + rules.max_s))
        out.append(Cue(round(cue.start_s, 3), round(end_s, 3), cue.lines))
    return out
