"""What belongs together in a text: names, numbers with what they count, dates, times of the day.

Between two words there is a bond or there is none; a caption is never broken inside one. Numbers are known by their
signs in every language; the words around them come from ``assets/caption_grammar.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from producer.captions.words import Grammar

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
CLAUSE_END = re.compile(r"[,;:–—][\"'”’»)\]]*$")
DIGITS = re.compile(r"[€$£¥+±~<>−–-]*\s?\d[\d.,:/'’–-]*(?:%|‰|°c?|[a-zµ²³]{1,3})?", re.IGNORECASE)
YEAR = re.compile(r"(?:1[89]|20)\d\d")
GROUP = re.compile(r"\d{1,3}")
CURRENCY = frozenset({"€", "$", "£", "¥", "eur", "usd", "gbp", "chf"})
SIGNS = frozenset({"x", "×", "+", "-", "–", "/", "=", "±"})
TENS = re.compile(
    r"(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig$|(?:honderd|duizend)$|^(?:twen|thir|for|fif|six|seven|eigh|nine)ty-"
)
INITIAL = re.compile(r"(?:[A-ZÀ-Þ]\.)+")
LONGEST_NAME = 6
"""Capitals for longer than this are no name but a text in capitals."""

NAME, LOOSE_NAME, NUMBER, LOOSE_NUMBER = "name", "loose name", "number", "loose number"


def number_bonds(words: Sequence[str], bare: Sequence[str], grammar: Grammar) -> list[str]:
    """Return NUMBER after each word that a number, an amount, a date or a time goes on behind (LOOSE_NUMBER after
    "about"); else "".
    """
    figure = [_is_figure(word) for word in bare]
    counted = [figure[i] or _is_numeral(word, grammar) for i, word in enumerate(bare)]
    bonds = [""] * len(words)
    for at in range(len(words) - 1):
        if counted[at] or bare[at] in grammar.holds_number or bare[at] in CURRENCY or words[at] == "%":
            for index in range(at, at + _reach(at, words, bare, figure, counted, grammar)):
                bonds[index] = LOOSE_NUMBER if bare[index] in grammar.near else NUMBER
    return bonds


def _reach(
    at: int, words: Sequence[str], bare: Sequence[str], figure: Sequence[bool], counted: Sequence[bool], g: Grammar
) -> int:
    """Return over how many breaks from word ``at`` on its phrase goes on."""
    left, right = bare[at], bare[at + 1]
    if _closes(words[at]):
        full_date = words[at].endswith(",") and at > 0 and bare[at - 1] in g.month and YEAR.fullmatch(right)
        short_month = left in g.month and words[at].lower() in g.short and figure[at + 1]
        return 1 if short_month or (full_date and figure[at]) else 0
    if counted[at]:
        return _after_number(at, words, bare, figure, counted, g)
    if left in g.scale and (right in g.unit or right in g.scale or right in CURRENCY):
        return 1
    if figure[at + 1] and (left in g.month or left in g.label or left in CURRENCY or left in g.hour):
        return 1
    if counted[at + 1] and (left in g.half or left in g.near or left in g.weekday):
        return 1
    if left in g.weekday and right in g.month:
        return 1
    return _clock(at, bare, counted, g) if left in g.clock else 0


def _after_number(
    at: int, words: Sequence[str], bare: Sequence[str], figure: Sequence[bool], counted: Sequence[bool], g: Grammar
) -> int:
    right = bare[at + 1]
    if words[at + 1][:1] in "%‰°" or right in g.counted_by or right in CURRENCY:
        return 1
    if figure[at] and figure[at + 1] and _is_thousands(bare[at], right):
        return 1
    if not figure[at] and not figure[at + 1] and counted[at + 1]:
        return 1
    further = bare[at + 2 : at + 4]
    if further and ((words[at + 1] in SIGNS and counted[at + 2]) or (right == "of" and further[0] in g.month)):
        return 2
    if right in ("and", "en") and len(further) == 2 and further[0] in ("a", "een") and further[1] in ("half", "halve"):
        return 3
    if right in ("and", "en") and further and _goes_up_to(bare[at], g) and counted[at + 2]:
        larger = bare[at + 3 : at + 4]
        return 0 if _goes_up_to(further[0], g) or (larger and larger[0] in g.scale) else 2
    clock = _clock(at, bare, counted, g)
    if clock or not figure[at] or YEAR.fullmatch(bare[at]) or g.is_small(right) or _is_spelled(right):
        return clock
    return 1


def _goes_up_to(word: str, g: Grammar) -> bool:
    """Say whether a smaller number may follow with "and": "two hundred and fifty", "honderd en drie"."""
    return word in g.scale or word.endswith(("honderd", "duizend"))


def _clock(at: int, bare: Sequence[str], counted: Sequence[bool], g: Grammar) -> int:
    """Return 2 for "kwart over acht", 3 for "vijf voor half negen", 0 where it is no time of the day."""
    if at + 2 >= len(bare) or bare[at + 1] not in g.past:
        return 0
    if bare[at + 2] in g.half and at + 3 < len(bare) and counted[at + 3]:
        return 3
    return 2 if counted[at + 2] else 0


def _is_figure(word: str) -> bool:
    return any(sign.isdigit() for sign in word[:4]) and DIGITS.fullmatch(word) is not None


def _is_numeral(word: str, grammar: Grammar) -> bool:
    return word in grammar.numeral or word in grammar.scale or (len(word) > 5 and TENS.search(word) is not None)


def _is_thousands(left: str, right: str) -> bool:
    return len(right) == 3 and right.isdigit() and GROUP.fullmatch(left.lstrip("€$£").split(" ")[-1]) is not None


def _is_spelled(word: str) -> bool:
    """Say whether there is no letter or figure in it, so that nothing is counted."""
    return not any(sign.isalnum() for sign in word)


def _closes(word: str) -> bool:
    return bool(SENTENCE_END.search(word) or CLAUSE_END.search(word))


def name_bonds(words: Sequence[str], bare: Sequence[str], grammar: Grammar) -> list[str]:
    """Return NAME after each word that a name goes on behind (LOOSE_NAME where it may be none), else ""."""
    bonds = [""] * len(words)
    at = 0
    while at < len(words) - 1:
        end = _name_end(at, words, bare, grammar)
        if end - at > LONGEST_NAME:  # several that hang together: "J. Smith of the University of California"
            small = (index for index in range(at + 2, end) if bare[index] in grammar.particle)
            end = next(small, end)
        if 1 < end - at <= LONGEST_NAME:
            for index in range(at, end - 1):
                loose = bare[index + 1] == "de" and words[index + 1] == "de" and bare[index] not in grammar.particle
                bonds[index] = LOOSE_NAME if loose else NAME
        at = max(end, at + 1)
    _hold_lower_case(bonds, words, bare, grammar)
    return bonds


def _name_end(at: int, words: Sequence[str], bare: Sequence[str], g: Grammar) -> int:
    """Return the index after the last word of the name that begins with word ``at``; ``at`` where none does."""
    if not _begins_name(words[at], bare[at], g):
        return at
    end = at + 1
    while end < len(words) and (not _closes(words[end - 1]) or INITIAL.fullmatch(words[end - 1])):
        following = _next_part(end, words, bare, g)
        if following == end:
            break
        end = following
    if bare[end - 1] in g.particle or (end - at == 1 and bare[at] in g.rank):
        return at
    return end


def _begins_name(word: str, bare: str, g: Grammar) -> bool:
    if bare in g.rank or _is_name(word, bare, g) or INITIAL.fullmatch(word):
        return True
    return word[:1].isupper() and bare in g.particle and bare not in g.place - {"van"}


def _next_part(at: int, words: Sequence[str], bare: Sequence[str], g: Grammar) -> int:
    """Return the index after the part of a name that begins at ``at``: a word with a capital, or small words with one
    behind them ("van de Velde"), or what follows a company's name; ``at`` where there is none.
    """
    if _is_name(words[at], bare[at], g) or INITIAL.fullmatch(words[at]) or bare[at] in g.firm:
        return at + 1
    if words[at] == "&" and at + 1 < len(words) and _is_name(words[at + 1], bare[at + 1], g):
        return at + 2
    end = at
    while end < len(words) - 1 and end - at < 3 and bare[end] in g.particle and not _closes(words[end]):
        end += 1
    if end == at or (bare[at] in ("in", "op") and bare[at + 1] not in ("'t", "den", "het")):
        return at
    return end + 1 if _is_name(words[end], bare[end], g) else at


def _hold_lower_case(bonds: list[str], words: Sequence[str], bare: Sequence[str], g: Grammar) -> None:
    """Hold together small words in front of a name that has no first name: "van de Velde"."""
    for index in range(len(words) - 2):
        if bonds[index] or bare[index] not in g.particle or bare[index] in ("in", "op"):
            continue
        if bare[index + 1] not in g.particle:
            continue
        if _is_name(words[index + 2], bare[index + 2], g):
            bonds[index] = LOOSE_NAME
            bonds[index + 1] = bonds[index + 1] or NAME


def _is_name(word: str, bare: str, g: Grammar) -> bool:
    if len(bare) < 2 or not word.lstrip("\"'“‘’«([")[:1].isupper():
        return False
    if len(bare) > 3 and (bare in g.month or bare in g.weekday):  # "Jan" is a man before he is a month
        return False
    return not g.is_small(bare)
