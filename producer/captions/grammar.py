"""Where a caption may be broken: how good or bad a break between two words is.

Punctuation, names and numbers count in every language; the small words of Dutch and English come from
``assets/caption_grammar.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

from producer.assets import asset

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
CLAUSE_END = re.compile(r"[,;:–—][\"'”’»)\]]*$")
NUMBER = re.compile(r"^[€$£+-]?\d[\d.,:/-]*%?[.,;:!?]?$")
CURRENCY = frozenset({"€", "$", "£", "eur", "usd", "gbp"})

AFTER_SENTENCE, AFTER_CLAUSE, PLAIN, BAD, NEVER = 0.0, 1.0, 3.0, 6.0, 12.0
BEFORE_CONNECT, BEFORE_PLACE = 1.5, 2.0


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of one language by what they do at a break; see the file."""

    lead: frozenset[str] = frozenset()
    hang: frozenset[str] = frozenset()
    connect: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    month: frozenset[str] = frozenset()

    def is_small(self, word: str) -> bool:
        """Say whether the word (bare, lower case) is one of those that are no names even with a capital."""
        return any(word in words for words in (self.lead, self.connect, self.place, self.subject, self.auxiliary))


@cache
def load_grammar(language: str) -> Grammar:
    """Return the language's small words, none for a language that is not in the file."""
    table = tomllib.loads(asset("caption_grammar.toml").read_text("utf-8"))
    entry = table.get(language.lower()[:2], {})
    return Grammar(**{field.name: frozenset(entry.get(field.name, "").split()) for field in fields(Grammar)})


def break_costs(words: Sequence[str], language: str) -> list[float]:
    """Return the price of a break after each word: 0 after a sentence, 12 where nobody may break."""
    grammar = load_grammar(language)
    bare = [_bare(word) for word in words]
    costs = [_cost(words[i], words[i + 1], bare[i], bare[i + 1], grammar) for i in range(len(words) - 1)]
    for index in range(len(words) - 2):
        if costs[index] > AFTER_CLAUSE and _long_name(words[index : index + 3], bare[index + 1], grammar):
            costs[index] = costs[index + 1] = NEVER
    return [*costs, AFTER_SENTENCE] if words else []


def ends_sentence(word: str, language: str = "") -> bool:
    """Say whether the word closes a sentence ("Mr." does not)."""
    return bool(SENTENCE_END.search(word)) and word.lower() not in load_grammar(language).title


def _cost(left: str, right: str, one: str, other: str, grammar: Grammar) -> float:
    if left.lower() in grammar.title:
        return NEVER
    if SENTENCE_END.search(left):
        return AFTER_SENTENCE
    if CLAUSE_END.search(left):
        return AFTER_CLAUSE
    if _belong_together(left, right, one, other, grammar):
        return NEVER
    if one in grammar.connect or one in grammar.place or one in grammar.auxiliary:
        return BAD
    if other in grammar.connect:
        return BEFORE_CONNECT
    if other in grammar.place:
        return BEFORE_PLACE
    return BAD if one in grammar.subject else PLAIN


def _belong_together(left: str, right: str, one: str, other: str, grammar: Grammar) -> bool:
    if one in grammar.lead or other in grammar.hang or NUMBER.match(left):
        return True
    if NUMBER.match(right) and (left.lower() in CURRENCY or one in grammar.month):
        return True
    return _is_name(left, one, grammar) and _is_name(right, other, grammar)


def _long_name(three: Sequence[str], middle: str, grammar: Grammar) -> bool:
    """Say whether the three are like "Jan van Dijk": a particle between two names."""
    first, _, last = three
    return (
        middle in grammar.particle and _is_name(first, _bare(first), grammar) and _is_name(last, _bare(last), grammar)
    )


def _is_name(word: str, bare: str, grammar: Grammar) -> bool:
    letters = word.lstrip("\"'“‘’«([")
    return len(bare) > 1 and letters[:1].isupper() and not bare.isupper() and not grammar.is_small(bare)


def _bare(word: str) -> str:
    return word.strip('"“”‘’«»()[].,;:!?…').lower()
