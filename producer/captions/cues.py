"""Words to cues: a search over all ways to break, for the one that reads best.

Every word is kept, unchanged and in order. A cue starts on its first word, never before the voice, and never
overlaps the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from producer.captions.grammar import break_cost, ends_sentence
from producer.captions.lines import break_lines
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
TOO_FAST = 6.0
TOO_SHORT = 6.0


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
    return CaptionTrack(transcript.language, _timed(words, _best_breaks(words, rules), rules, transcript.duration_s))


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


def _best_breaks(words: list[Word], rules: Rules) -> list[int]:
    """Return where cues end (index after the last word), by dynamic programming from the front."""
    count = len(words)
    best = [float("inf")] * (count + 1)
    origin = [0] * (count + 1)
    best[0] = 0.0
    for first in range(count):
        if best[first] == float("inf"):
            continue
        for last in range(first + 1, count + 1):
            cost = _cue_cost(words, first, last, rules)
            if cost is None:
                break
            if best[first] + cost < best[last]:
                best[last], origin[last] = best[first] + cost, first
    ends = [count]
    while origin[ends[-1]] > 0:
        ends.append(origin[ends[-1]])
    return ends[::-1]


def _cue_cost(words: list[Word], first: int, last: int, rules: Rules) -> float | None:
    """Return the price of words[first:last] as one cue; None where it cannot be one, and no longer one can."""
    part = words[first:last]
    chars = sum(len(word.text) + 1 for word in part) - 1
    if len(part) > 1:
        if chars > rules.max_chars * rules.max_lines + rules.max_lines - 1:
            return None
        if part[-1].end_s - part[0].start_s > rules.max_s or part[-1].start_s - part[-2].end_s >= LONG_PAUSE_S:
            return None
    if chars > rules.max_chars and break_lines([w.text for w in part], rules.max_chars, rules.max_lines) is None:
        return None
    cost = EACH_CUE + _pauses_inside(part) + _speed_cost(words, first, last, chars, rules)
    if last < len(words):
        cost += _end_cost(words[last - 1], words[last])
    if (len(part) == 1 and not ends_sentence(part[0].text)) or (
        len(part) == 1 and first > 0 and not ends_sentence(words[first - 1].text)
    ):
        cost += ORPHAN
    return cost + _sentences_inside(part)


def _end_cost(left: Word, right: Word) -> float:
    pause_s = right.start_s - left.end_s
    cost = break_cost(left.text, right.text)
    return cost * 0.4 if pause_s >= PAUSE_S else cost


def _pauses_inside(part: Sequence[Word]) -> float:
    gaps = (other.start_s - one.end_s for one, other in pairwise(part))
    return sum(3.0 * gap for gap in gaps if gap >= PAUSE_S)


def _sentences_inside(part: Sequence[Word]) -> float:
    """A new sentence that begins inside a cue is a little worse than one that begins a cue."""
    return sum(1.0 for word in part[:-1] if ends_sentence(word.text))


def _speed_cost(words: list[Word], first: int, last: int, chars: int, rules: Rules) -> float:
    shown_s = _latest_end(words, last, rules, words[first].start_s, words[-1].end_s + LINGER_S) - words[first].start_s
    shown_s = max(shown_s, 0.05)
    cps = chars / shown_s
    cost = TOO_FAST * max(0.0, cps / rules.max_cps - 1) + 0.5 * max(0.0, cps / rules.aim_cps - 1)
    return cost + TOO_SHORT * max(0.0, 1 - shown_s / rules.min_s)


def _latest_end(words: list[Word], last: int, rules: Rules, start_s: float, duration_s: float) -> float:
    """Return the latest moment at which the cue that ends with word ``last - 1`` may go."""
    until_s = words[last].start_s - rules.gap_s if last < len(words) else duration_s
    return min(until_s, start_s + rules.max_s)


def _timed(words: list[Word], ends: list[int], rules: Rules, duration_s: float) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    first = 0
    for last in ends:
        part = [word.text for word in words[first:last]]
        lines = break_lines(part, rules.max_chars, rules.max_lines) or (" ".join(part),)
        start_s = words[first].start_s
        latest_s = _latest_end(words, last, rules, start_s, max(duration_s, words[-1].end_s))
        cues.append(Cue(start_s, _end(words[last - 1].end_s, start_s, latest_s, len(" ".join(part)), rules), lines))
        first = last
    return tuple(_closed(cues, rules))


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
