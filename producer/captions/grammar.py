"""Where a caption may be broken: how good or bad a break between two words is.

Punctuation, names and numbers count in every language; the small words of Dutch and English come from
``assets/caption_grammar.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from producer.captions.phrases import CLAUSE_END, LOOSE_NAME, NAME, NUMBER, SENTENCE_END, name_bonds, number_bonds
from producer.captions.words import Grammar, bare_word, load_grammar

ARTICLE, NEGATION, HELD, LOOSE = "article", "negation", "held", "loose"
AFTER_SENTENCE, AFTER_CLAUSE, PLAIN, BAD, WORSE, NEVER = 0.0, 1.0, 3.0, 6.0, 9.0, 12.0
BEFORE_CONNECT, BEFORE_PLACE = 1.5, 2.0
ONLY_ARTICLES = frozenset(["the", "a", "an", "de", "een", "'t", "'n", "'s"])
"""Those of the leading words that are never pronouns ("her", "het", "dit" are, now and then)."""
PRICES = {NAME: NEVER, NUMBER: NEVER, ARTICLE: NEVER, NEGATION: NEVER, HELD: NEVER, LOOSE_NAME: WORSE, LOOSE: WORSE}


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
    return [*out, ""] if words else []


def _small_bond(left: str, right: str, one: str, other: str, grammar: Grammar) -> str:
    if left.lower() in grammar.title:
        return NAME if right[:1].isupper() else HELD
    if SENTENCE_END.search(left) or CLAUSE_END.search(left):
        return ""
    if one in grammar.lead and (one in ONLY_ARTICLES or not _is_pronoun(one, other, grammar)):
        return LOOSE if one in grammar.double else ARTICLE
    if other in grammar.hang:
        return NEGATION
    return HELD if other in grammar.reflexive else ""


def _is_pronoun(one: str, other: str, grammar: Grammar) -> bool:
    """Say whether a word like "this" or "het" stands for itself: what follows cannot be its noun."""
    return grammar.is_small(other) or other in grammar.adverb


def break_costs(words: Sequence[str], language: str) -> list[float]:
    """Return the price of a break after each word: 0 after a sentence, 12 where nobody may break."""
    return costs_of(words, bonds(words, language), language)


def costs_of(words: Sequence[str], held: Sequence[str], language: str) -> list[float]:
    """Return the price of a break after each word, the bonds between them being known."""
    grammar = load_grammar(language)
    out = [
        PRICES[held[i]] if held[i] else _cost(words[i], bare_word(words[i]), bare_word(words[i + 1]), grammar)
        for i in range(len(words) - 1)
    ]
    return [*out, AFTER_SENTENCE] if words else []


def _cost(left: str, one: str, other: str, grammar: Grammar) -> float:
    if SENTENCE_END.search(left):
        return AFTER_SENTENCE
    if CLAUSE_END.search(left):
        return AFTER_CLAUSE
    if one in grammar.connect or one in grammar.place or one in grammar.auxiliary or one in grammar.lead:
        return BAD
    if other in grammar.connect:
        return BEFORE_CONNECT
    if other in grammar.place:
        return BEFORE_PLACE
    return BAD if one in grammar.subject else PLAIN


def sentence_ends(words: Sequence[str], held: Sequence[str], language: str) -> list[bool]:
    """Say of each word whether it closes a sentence ("Mr." and the "J." of "J. Smith" do not)."""
    title = load_grammar(language).title
    return [
        SENTENCE_END.search(word) is not None and bond != NAME and word.lower() not in title
        for word, bond in zip(words, held, strict=True)
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


def ends_sentence(word: str, language: str = "") -> bool:
    """Say whether the word closes a sentence ("Mr." does not)."""
    return SENTENCE_END.search(word) is not None and word.lower() not in load_grammar(language).title
