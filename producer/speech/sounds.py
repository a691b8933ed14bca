"""How a word sounds, coarsely: a key of its consonants for Dutch and for English, so that "Deloitte" and "de loid", or
"Vattenfall" and "wattenvol", come out near each other. Our own, after the idea of Soundex and Metaphone: sounds that a
recogniser mixes up share a sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

Rules = Sequence[tuple[str, str]]

FIRST = (r"ng(?![aeiou])|nk", "NK")
SHARED: Rules = (
    (r"ph", "f"),
    (r"qu", "kw"),
    (r"q|ck", "k"),
    (r"c(?=[eiy])", "s"),
    (r"x", "ks"),
    (r"z", "s"),
    (r"dt", "t"),
    (r"th", "t"),
)
RULES: Mapping[str, Rules] = {
    "nl": (
        (r"sch(?=[aeiouy])", "SX"),
        (r"sch|sj|sh", "S"),
        (r"ch|gh?", "X"),
        (r"tie", "si"),
        (r"ij", "i"),
        (r"w", "v"),
    ),
    "en": (
        (r"^kn|^gn", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"tch|ch|sh|sch|ti(?=o)|ci(?=a)", "S"),
        (r"gh(?=t|$)", ""),
        (r"gh", "g"),
        (r"g(?=[eiy])|dg", "j"),
        (r"mb$", "m"),
        (r"w(?![aeiouy])", ""),
        (r"w", "v"),
    ),
}
"""What is written to what is heard, in this order, before and after the shared ones; our own. Capitals are
sounds that no later rule reads.
"""
CLASSES = str.maketrans({"b": "P", "p": "P", "d": "T", "t": "T", "v": "F", "f": "F", "c": "K", "k": "K", "s": "S"})


@lru_cache(maxsize=65536)
def sound_key(text: str, language: str) -> str:
    """Return the consonants of a word as they sound, "A" for a vowel at its start; "" where it has no letter.

    A language without rules of its own takes the English ones.
    """
    word = _plain(text)
    for pattern, sound in (FIRST, *RULES.get(language.lower()[:2], RULES["en"]), *SHARED):
        word = re.sub(pattern, sound, word)
    if not word:
        return ""
    head = "A" if word[0] in "aeiouy" else "H" if word[0] == "h" else ""
    once = re.sub(r"(.)\1+", r"\1", word.translate(CLASSES))  # "tt" is one sound, "ted" is two
    return head + re.sub(r"[aeiouyh]", "", once).upper()


def _plain(text: str) -> str:
    """Return the letters a-z of the text, accents taken off; digits are no sound here."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z]", "", flat)
