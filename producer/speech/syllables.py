"""How long a written word takes to say, counted in syllables: vowel groups, which is near enough to share out time."""

from __future__ import annotations

import re

_VOWELS = re.compile(r"[aeiouyáàâäãéèêëíìîïóòôöõúùûü]+", re.IGNORECASE)
_DIGITS = re.compile(r"\d")


def count_syllables(word: str, language: str = "en") -> int:
    """Return the syllables of a word, at least one where it has a letter or digit, 0 for bare punctuation.

    English: a silent e at the end does not count. A digit is taken as one and a half syllables ("zeven", "eight").
    """
    letters = re.sub(r"[^\w']", "", word)
    if not letters:
        return 0
    digits = len(_DIGITS.findall(letters))
    groups = len(_VOWELS.findall(letters))
    if language.startswith("en") and groups > 1 and re.search(r"[^aeiouyl]e$", letters, re.IGNORECASE):
        groups -= 1
    return max(1, groups + round(1.5 * digits))
