"""Where a caption may be broken: how good or bad a break between two words is.

Punctuation, names and numbers count in every language; the small words of Dutch and English come from
``assets/caption_grammar.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from producer.captions.phrases import (
    CLAUSE_END,
    LOOSE_NAME,
    LOOSE_NUMBER,
    NAME,
    NUMBER,
    SENTENCE_END,
    name_bonds,
    number_bonds,
)
from producer.captions.words import Grammar, bare_word, load_grammar

ARTICLE, NEGATION, HELD, LOOSE = "article", "negation", "held", "loose"
AFTER_SENTENCE, AFTER_CLAUSE, PLAIN, BAD, WORSE, NEVER = 0.0, 1.0, 3.0, 6.0, 9.0, 18.0
BEFORE_CONNECT, BEFORE_PLACE = 1.5, 2.0
IN_NAME = 3.0
"""What a break behind a small word inside a name costs more: of two that are bad "A. / van der Velde" is the better."""
TORN = 2.5
"""What it costs to leave a sentence's first or last word on the other side of a break, beside another sentence."""
DOTTED = re.compile(r"\W*(?:[^\W\d_]{1,3}\.){2,}[\"'”’»)\]]*")
"""An abbreviation with a full stop for each word of it."""
ONLY_ARTICLES = frozenset(["the", "a", "an", "de", "een", "'t", "'n", "'s"])
"""Those of the leading words that are never pronouns ("her", "het", "dit" are, now and then)."""
PRICES = {NAME: NEVER, NUMBER: NEVER, ARTICLE: NEVER, NEGATION: NEVER, HELD: NEVER, LOOSE_NAME: WORSE, LOOSE: WORSE}
PRICES[LOOSE_NUMBER] = WORSE


def bonds(words: Sequence[str], language: str) -> list[str]:
    """Return what holds each word to the next: "name", "number", "article", "negation", "held", a weaker "loose
    name" or "loose" - or "" where a caption may be broken. After the last word there is none.
    """
    grammar = load_grammar(language)
    bare = [bare_word(word) for word in words]
    names, numbers = name_bonds(words, bare, grammar), number_bonds(words, bare, grammar)
    out = [
        names[i] or numbers[i] or _small_bond(words[i], words[i + 1], bare[i], bare[i + 1], grammar)
        for i in range(len(words) - 1)
    ]
    for first, last in _thoughts(words, bare, grammar):
        held = _small_bond(bare[first], words[last], bare[first], bare[last], grammar)
        out[first:last] = [held] * (last - first) if held else out[first:last]
    return [*out, ""] if words else []


def _thoughts(words: Sequence[str], bare: Sequence[str], grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Yield the words around each sound of thinking inside a sentence: those of "the, uh, first"."""
    at = 0
    while at < len(words) - 2:
        last = at + 1
        while last < len(words) - 1 and bare[last] in grammar.filler and not SENTENCE_END.search(words[last]):
            last += 1
        if last > at + 1 and bare[at] not in grammar.filler and not SENTENCE_END.search(words[at]):
            yield at, last
        at = last


def _small_bond(left: str, right: str, one: str, other: str, grammar: Grammar) -> str:
    if left.lower() in grammar.title:
        return NAME if right[:1].isupper() else HELD
    if left.lower() in grammar.short and right[:1].isdigit():
        return NUMBER
    if SENTENCE_END.search(left) or CLAUSE_END.search(left):
        return ""
    if one in grammar.hold:
        return HELD
    if one in grammar.lead and (one in ONLY_ARTICLES or not _is_pronoun(one, other, grammar)):
        return LOOSE if one in grammar.double else ARTICLE
    if other in grammar.hang:
        return NEGATION
    return HELD if other in grammar.reflexive else ""


def _is_pronoun(one: str, other: str, grammar: Grammar) -> bool:
    """Say whether a word like "this" or "het" stands for itself: what follows cannot be its noun."""
    return grammar.is_small(other) or other in grammar.adverb


def break_costs(words: Sequence[str], language: str) -> list[float]:
    """Return the price of a break after each word: 0 after a sentence, 18 where nobody may break."""
    return costs_of(words, bonds(words, language), language)


def costs_of(words: Sequence[str], held: Sequence[str], language: str) -> list[float]:
    """Return the price of a break after each word, the bonds between them being known."""
    grammar = load_grammar(language)
    bare = [bare_word(word) for word in words]
    out = [
        _held_cost(held[i], bare[i], grammar)
        if held[i]
        else _cost(words[i], words[i + 1], bare[i], bare[i + 1], grammar)
        for i in range(len(words) - 1)
    ]
    for first, last in _thoughts(words, bare, grammar):
        least = _cost(bare[first], words[last], bare[first], bare[last], grammar)
        if least >= BAD:
            out[first:last] = [max(cost, least) for cost in out[first:last]]
    for i in range(1, len(out)):
        if out[i] == PLAIN and (
            (bare[i - 1] in grammar.lead and _is_of_noun(bare[i], bare[i + 1], grammar))
            or (bare[i + 1] in grammar.auxiliary and _is_done(bare[i - 1], bare[i], grammar))
        ):
            out[i] = BAD
    closes = sentence_ends(words, held, language)
    for i in range(len(out) - 1):
        if not closes[i] and (closes[i + 1] or (i > 0 and closes[i - 1])):
            out[i] += TORN
    return [*out, AFTER_SENTENCE] if words else []


def _is_of_noun(one: str, other: str, grammar: Grammar) -> bool:
    """Say whether a word behind an article tells of a noun that comes next: "an excellent | result"."""
    return one.endswith(grammar.qualities) and not grammar.is_small(other) and other not in grammar.adverb


def _is_done(before: str, one: str, grammar: Grammar) -> bool:
    """Say whether a word is a participle, or a verb behind "te": "bereikt | hebben"."""
    participle = one.startswith(grammar.participles) and one.endswith(("d", "t", "en"))
    return bool(grammar.done) and (participle or before == "te")


def _held_cost(bond: str, one: str, grammar: Grammar) -> float:
    return PRICES[bond] + (IN_NAME if bond == NAME and one in grammar.particle else 0.0)


def _stops(left: str, right: str, grammar: Grammar) -> bool:
    """Say whether a sentence ends between the two words: not behind an abbreviation in the middle of one."""
    if SENTENCE_END.search(left) is None or left.lower() in grammar.title:
        return False
    short = left.lower() in grammar.short or DOTTED.fullmatch(left) is not None
    return not (short and (right[:1].islower() or right[:1].isdigit()))


def _cost(left: str, right: str, one: str, other: str, grammar: Grammar) -> float:
    if _stops(left, right, grammar):
        return AFTER_SENTENCE
    if one in grammar.filler:
        return BAD
    if CLAUSE_END.search(left):
        return AFTER_CLAUSE
    if one in grammar.connect or one in grammar.place or one in grammar.auxiliary:
        return BAD
    if (one in grammar.lead and one not in grammar.hang) or (other == "to" and one in grammar.toward):
        return BAD
    if one in grammar.strong and not grammar.is_small(other):
        return BAD
    if other in grammar.connect:
        return BEFORE_CONNECT
    if other in grammar.place:
        return BEFORE_PLACE
    return BAD if one in grammar.subject else PLAIN


def sentence_ends(words: Sequence[str], held: Sequence[str], language: str) -> list[bool]:
    """Say of each word whether it closes a sentence ("Mr." and the "J." of "J. Smith" do not)."""
    grammar = load_grammar(language)
    return [
        _stops(word, words[index + 1] if index + 1 < len(words) else "", grammar) and bond not in (NAME, NUMBER)
        for index, (word, bond) in enumerate(zip(words, held, strict=True))
    ]


__all__ = [
    "AFTER_CLAUSE",
    "ARTICLE",
    "LOOSE_NAME",
    "NAME",
    "NEGATION",
    "NEVER",
    "NUMBER",
    "PLAIN",
    "bonds",
    "break_costs",
    "costs_of",
    "sentence_ends",
]
