"""Filler words in a transcript, by language.

Dutch "er" is a word (and so are "of", "om", "hè", "en"): never in a list. Phrases are counted, never cut.
Whisper leaves many fillers out, so what is found is the least there was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from producer.values import Word

WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(["um", "umm", "uh", "uhh", "uhm", "erm", "hmm", "mm"]),
    "nl": frozenset(["eh", "ehh", "uh", "uhh", "uhm", "ehm", "euh", "hmm"]),
}
"""Design, section 9."""
PHRASES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (("you", "know"), ("y'know",)),
    "nl": (("zeg", "maar"),),
}
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")


def find_fillers(words: Sequence[Word], language: str) -> tuple[Word, ...] | None:
    """Return the fillers in order, a phrase as one; None where the language has no list."""
    key = language.lower()[:2]
    if key not in WORDS:
        return None
    plain = [_plain(word.text) for word in words]
    found: list[Word] = []
    index = 0
    while index < len(words):
        length = 1 if plain[index] in WORDS[key] else _phrase_length(plain, index, key)
        if length:
            found.append(_as_one(words[index : index + length]))
        index += max(1, length)
    return tuple(found)


def _phrase_length(plain: Sequence[str], index: int, key: str) -> int:
    return next((len(p) for p in PHRASES[key] if tuple(plain[index : index + len(p)]) == p), 0)


def _as_one(words: Sequence[Word]) -> Word:
    return Word(
        " ".join(_EDGES.sub("", w.text.strip()) for w in words), words[0].start_s, words[-1].end_s, words[0].probability
    )


def _plain(text: str) -> str:
    return _EDGES.sub("", text.strip()).replace("\u2019", "'").casefold()
