"""Where a caption may be broken: how good or bad a break between two words is, in Dutch and English.

Breaks come after punctuation and before conjunctions and prepositions; never inside a name, after an article,
before a negation, or between
a number and its unit (Netflix Timed Text Style Guide, general requirements, line treatment).
"""

from __future__ import annotations

import re

ARTICLES = frozenset(
    [
        "a",
        "an",
        "the",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "this",
        "that",
        "these",
        "those",
        "de",
        "het",
        "een",
        "mijn",
        "jouw",
        "uw",
        "zijn",
        "haar",
        "ons",
        "onze",
        "hun",
        "deze",
        "dit",
        "die",
        "dat",
    ]
)
PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "of",
        "to",
        "with",
        "about",
        "into",
        "over",
        "under",
        "after",
        "before",
        "between",
        "through",
        "during",
        "without",
        "against",
        "op",
        "aan",
        "bij",
        "voor",
        "van",
        "naar",
        "met",
        "over",
        "onder",
        "na",
        "tussen",
        "door",
        "tijdens",
        "zonder",
        "tegen",
        "uit",
        "om",
        "tot",
        "te",
    ]
)
CONJUNCTIONS = frozenset(
    [
        "and",
        "but",
        "or",
        "so",
        "because",
        "that",
        "which",
        "who",
        "when",
        "while",
        "if",
        "although",
        "en",
        "maar",
        "of",
        "want",
        "dus",
        "omdat",
        "dat",
        "die",
        "als",
        "terwijl",
        "toen",
        "hoewel",
        "zodat",
    ]
)
NEGATIONS = frozenset(["not", "never", "no", "nor", "n't", "niet", "nooit", "geen", "niets"])
PRONOUNS = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "ik", "jij", "je", "u", "hij", "zij", "ze", "wij", "we", "jullie"]
)
AUXILIARIES = frozenset(
    [
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "ben",
        "bent",
        "was",
        "waren",
        "heb",
        "hebt",
        "heeft",
        "hebben",
        "had",
        "hadden",
        "zal",
        "zult",
        "zullen",
        "zou",
        "zouden",
        "kan",
        "kunt",
        "kunnen",
        "kon",
        "mag",
        "mogen",
        "moet",
        "moeten",
        "wil",
        "word",
        "wordt",
        "worden",
    ]
)
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "dhr",
        "dhr.",
        "mevr",
        "mevr.",
        "mw",
        "mw.",
        "sint",
        "st.",
        "van",
        "de",
        "der",
        "den",
    ]
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
CLAUSE_END = re.compile(r"[,;:–—][\"'”’)\]]*$")
NUMBER = re.compile(r"^[€$£]?\d[\d.,:/]*[%]?[.,;:!?]?$")
CURRENCY = frozenset(["€", "$", "£", "eur", "usd", "euro"])

AFTER_SENTENCE, AFTER_CLAUSE, PLAIN, BAD, NEVER = 0.0, 1.0, 3.0, 6.0, 12.0


def ends_sentence(word: str) -> bool:
    """Say whether the word closes a sentence ("Mr." does not)."""
    return bool(SENTENCE_END.search(word)) and word.lower() not in TITLES


def break_cost(left: str, right: str) -> float:
    """Return the price of a break between two words: 0 after a sentence, 12 where nobody may break."""
    if ends_sentence(left):
        return AFTER_SENTENCE
    if CLAUSE_END.search(left):
        return AFTER_CLAUSE
    one, other = _bare(left), _bare(right)
    if _belong_together(left, right, one, other):
        return NEVER
    if one in PREPOSITIONS or one in CONJUNCTIONS or one in PRONOUNS or one in AUXILIARIES:
        return BAD
    if other in CONJUNCTIONS:
        return PLAIN - 1.5
    if other in PREPOSITIONS:
        return PLAIN - 1.0
    return PLAIN


def _belong_together(left: str, right: str, one: str, other: str) -> bool:
    if one in ARTICLES or other in NEGATIONS or left.lower() in TITLES:
        return True
    if NUMBER.match(left) or (left.lower() in CURRENCY and NUMBER.match(right)):
        return True
    return _is_name(left) and _is_name(right)


def _is_name(word: str) -> bool:
    bare = word.strip("\"'“”‘’()[]")
    return len(bare) > 1 and bare[0].isupper() and not bare.isupper() and bare.lower() not in PRONOUNS


def _bare(word: str) -> str:
    return word.strip("\"'“”‘’()[].,;:!?…").lower()
