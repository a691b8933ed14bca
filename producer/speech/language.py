"""Dutch or English: told by the small words that one language has and the other has not."""

from __future__ import annotations

import re

DUTCH = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "van",
        "ik",
        "niet",
        "dat",
        "is",
        "op",
        "te",
        "zijn",
        "voor",
        "met",
        "die",
        "we",
        "je",
        "ook",
        "maar",
        "om",
        "aan",
        "er",
        "wij",
        "onze",
        "naar",
        "wat",
    ]
)
ENGLISH = frozenset(
    [
        "the",
        "a",
        "and",
        "of",
        "i",
        "not",
        "that",
        "to",
        "be",
        "for",
        "with",
        "this",
        "we",
        "you",
        "also",
        "but",
        "on",
        "at",
        "our",
        "what",
        "it",
        "are",
        "was",
        "have",
        "from",
    ]
)


def guess_language(text: str) -> str:
    """Return "nl" or "en", whichever has more of its small words in the text; "en" where neither has."""
    words = re.findall(r"[a-zà-ÿ]+", text.lower())
    dutch = sum(word in DUTCH and word not in ENGLISH for word in words)
    english = sum(word in ENGLISH and word not in DUTCH for word in words)
    return "nl" if dutch > english else "en"
