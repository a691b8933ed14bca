"""The search over all ways to break words into cues, for the one that reads best: a dynamic programme over prices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from producer.captions.grammar import AFTER_CLAUSE, NEVER, PLAIN, bonds, costs_of, sentence_ends
from producer.captions.lines import best_lines, break_lines, word_places
from producer.captions.rules import Rules
from producer.captions.timing import LINGER_S, Cuts, Place, cue_end
from producer.values import Cue, Word

EACH_CUE = 2.5
"""What every cue costs, so that words are not chopped finer than they need to be."""
PAUSE_S = 0.4
"""A pause from here on invites a break (short pauses: 0.20 s, medium: 0.60 s; facts on pauses)."""
LONG_PAUSE_S = 1.5
"""No cue goes on over a silence this long."""
HELD_PAUSE_S = 2.5
"""Unless it lies inside a name, a number or between an article and its word; then over no silence as long as this."""
ORPHAN = 4.0
"""A single word torn from its sentence, alone in a cue or hanging at either end of one."""
SHRED = 2.5
"""Two words of a sentence so torn, where no comma parts them from the rest."""
SENTENCE_INSIDE = 1.0
"""A new sentence that begins inside a cue is a little worse than one that begins a cue."""
TOO_FAST, TOO_SHORT, SLOW_PAUSE = 6.0, 6.0, 3.0
DIALOGUE = 2.0
"""Two people in one cue: with the sentence inside a little more than a cue of its own, where there is time for that."""
OVER_CUT = 20.0
"""A cue over a cut: worse than any break, but not than captions that nobody can read."""
OFF_VOICE = 4.0
"""A second that a cue comes late, or leaves too soon, for the sake of a cut."""


class Search:
    """All that the price of a cue needs, worked out once for each word."""

    def __init__(self, words: Sequence[Word], language: str, rules: Rules, until_s: float, cuts: Cuts) -> None:
        self._rules, self._cuts, self._count = rules, cuts, len(words)
        self._texts = [word.text for word in words]
        self._places = word_places(self._texts)
        self._wide = [len(text) > rules.max_chars for text in self._texts]
        self._starts = [word.start_s for word in words]
        self._ends = [word.end_s for word in words]
        self._next_s = [*(start - rules.gap_s for start in self._starts[1:]), until_s]
        self._pauses = [other - one for one, other in zip(self._ends, self._starts[1:], strict=False)]
        self._turns, self._turn_starts, self._speakers = _turns(words)
        held = bonds(self._texts, language)
        self._costs = costs_of(self._texts, held, language)
        self._prepare(sentence_ends(self._texts, held, language))

    def _prepare(self, ends: list[bool]) -> None:
        """Work out the prices that hang on one word only."""
        closes = [end or self._changes(index) for index, end in enumerate(ends)]
        self._closed = [True, *closes[:-1]]  # whether a sentence has just ended in front of word i
        self._sentences = [0, *accumulate(map(int, closes))]
        visible_s = LINGER_S + self._rules.close_gap_s  # a pause that is still seen as one between two cues
        self._joined = [pause_s < visible_s for pause_s in self._pauses]
        self._end_cost = [self._price_of_end(index, closes) for index in range(self._count)]
        self._start_cost = [self._price_of_start(index, closes) for index in range(self._count)]

    def _changes(self, index: int) -> bool:
        """Say whether somebody else speaks after word ``index``."""
        return index + 1 < self._count and self._turns[index] != self._turns[index + 1]

    def _price_of_end(self, index: int, closes: list[bool]) -> float:
        """The price of a cue that ends with word ``index``."""
        if index == self._count - 1 or self._changes(index):
            return 0.0
        cost = self._costs[index]
        if self._pauses[index] >= PAUSE_S and cost < NEVER:
            cost *= 0.4
        if closes[index] or not self._joined[index]:
            return cost
        if self._closed[index]:
            return cost + ORPHAN
        shred = self._closed[index - 1] and self._costs[index] > AFTER_CLAUSE
        return cost + (SHRED if shred else 0.0)

    def _price_of_start(self, index: int, closes: list[bool]) -> float:
        """The price of a cue that begins with word ``index``: high where it is the last of its sentence."""
        if self._closed[index] or not self._joined[index - 1]:
            return EACH_CUE
        if closes[index]:
            return EACH_CUE + ORPHAN
        shred = index + 1 < self._count and closes[index + 1] and self._costs[index - 1] > AFTER_CLAUSE
        return EACH_CUE + (SHRED if shred else 0.0)

    def cues(self) -> list[Cue]:
        """Return the cues that read best, each at its own time; gaps are not closed yet."""
        ends = self._breaks()
        return [self._cue(first, last) for first, last in zip([0, *ends], ends, strict=False)]

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
            silence_s = HELD_PAUSE_S if self._costs[index - 1] >= NEVER else LONG_PAUSE_S
            too_long = pause_s >= silence_s or self._ends[index] - self._starts[first] > self._rules.max_s
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
        if self._turns[first] != self._turns[index]:
            return DIALOGUE if self._is_dialogue(first, index) else None
        found = best_lines(self._places, self._costs, first, index + 1, rules.max_chars, rules.max_lines)
        return None if found is None else max(0.0, found[0] - PLAIN)

    def _is_dialogue(self, first: int, index: int) -> bool:
        """Say whether two people, and no more, fit into one cue with a line for each."""
        if self._turns[index] - self._turns[first] != 1 or self._rules.max_lines < 2:
            return False
        other, room = self._turn_starts[self._turns[index]], self._rules.max_chars - len(self._rules.dash) + 1
        upper, lower = self._places[other] - self._places[first], self._places[index + 1] - self._places[other]
        return lower <= room and upper <= (room if self._rules.dash_first else self._rules.max_chars + 1)

    def _place(self, first: int, index: int) -> Place:
        if not self._cuts:
            return Place(self._starts[first], self._next_s[index])
        return self._cuts.place(self._starts[first], self._ends[index], self._next_s[index], self._rules.gap_s)

    def _time_cost(self, first: int, index: int) -> float:
        if not self._cuts:
            return self._read_cost(first, index, self._next_s[index] - self._starts[first])
        place = self._place(first, index)
        cost = self._read_cost(first, index, place.latest_s - place.start_s)
        return cost + OVER_CUT * place.over + OFF_VOICE * place.off_voice_s

    def _read_cost(self, first: int, index: int, shown_s: float) -> float:
        """The price of words ``first`` to ``index`` being shown that long: high where it is too short to read them."""
        rules, cost = self._rules, 0.0
        shown_s = rules.max_s if shown_s > rules.max_s else max(shown_s, 0.05)
        cps = (self._places[index + 1] - self._places[first] - 1) / shown_s
        if cps > rules.aim_cps:
            cost = TOO_FAST * max(0.0, cps / rules.max_cps - 1) + 0.5 * (cps / rules.aim_cps - 1)
        return cost + TOO_SHORT * (1 - shown_s / rules.min_s) if shown_s < rules.min_s else cost

    def _cue(self, first: int, last: int) -> Cue:
        place, spoken_s = self._place(first, last - 1), self._ends[last - 1]
        end_s = cue_end(spoken_s, place, self._places[last] - self._places[first] - 1, self._rules, self._cuts)
        if self._turns[first] != self._turns[last - 1]:
            return Cue(place.start_s, end_s, self._dialogue(first, last))
        return Cue(place.start_s, end_s, self._lines(first, last), self._speakers[self._turns[first]])

    def _lines(self, first: int, last: int) -> tuple[str, ...]:
        texts, costs, rules = self._texts[first:last], self._costs[first:last], self._rules
        return break_lines(texts, costs, rules.max_chars, rules.max_lines) or (" ".join(texts),)

    def _dialogue(self, first: int, last: int) -> tuple[str, ...]:
        other, rules = self._turn_starts[self._turns[last - 1]], self._rules
        upper = " ".join(self._texts[first:other])
        return ((rules.dash if rules.dash_first else "") + upper, rules.dash + " ".join(self._texts[other:last]))


def _turns(words: Sequence[Word]) -> tuple[list[int], list[int], list[str]]:
    """Return the number of each word's turn, each turn's first word, and who has it; words without a speaker go on
    with the turn they stand in.
    """
    numbers, starts, speakers = [], [0], [""]
    for index, word in enumerate(words):
        if word.speaker and speakers[-1] and word.speaker != speakers[-1]:
            starts.append(index)
            speakers.append(word.speaker)
        speakers[-1] = speakers[-1] or word.speaker
        numbers.append(len(starts) - 1)
    return numbers, starts, speakers
