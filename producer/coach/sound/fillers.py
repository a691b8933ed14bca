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
    "nl": frozenset(["eh", "ehh", "uh", "uhh", "uhm", "ehm", "euh", "hmm", "euhm"]),
}
"""Design, section 9; "euhm" is our own. However long one is drawn ("uuuh", "ehhh"), and said twice ("eh-eh"), it is the
same one.
"""
PHRASES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (("you", "know"), ("y'know",)),
    "nl": (("zeg", "maar"),),
}
_BEFORE_EN = "do did does don't didn't doesn't if as what how that would should will can to let because"
_BEHIND_EN = (
    "him her them it what how why who where when whether if that the a an this these those me us about of from nothing "
    "everything something my our your his their better best"
)
_BEHIND_NL = "dat tegen niets niks iets wat hoe waar wie waarom of ja nee hallo"
LITERAL_BEFORE: Mapping[str, frozenset[str]] = {"en": frozenset(_BEFORE_EN.split()), "nl": frozenset()}
LITERAL_BEHIND: Mapping[str, frozenset[str]] = {
    "en": frozenset(_BEHIND_EN.split()),
    "nl": frozenset(_BEHIND_NL.split()),
}
"""Own: beside one of these, with no comma between, a phrase means what it says ("do you know him", "zeg maar dat")."""
_DRAWN = re.compile(r"(\w)\1+")
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_SHORT = {key: frozenset(_DRAWN.sub(r"\1", word) for word in words) for key, words in WORDS.items()}


def find_fillers(words: Sequence[Word], language: str) -> tuple[Word, ...] | None:
    """Return the fillers in order, a phrase as one; None where the language has no list."""
    key = language.lower()[:2]
    if key not in WORDS:
        return None
    plain = [_plain(word.text) for word in words]
    found: list[Word] = []
    index = 0
    while index < len(words):
        length = 1 if _is_filler(plain[index], key) else _phrase_length(words, plain, index, key)
        if length:
            found.append(_as_one(words[index : index + length]))
        index += max(1, length)
    return tuple(found)


def _is_filler(plain: str, key: str) -> bool:
    parts = plain.split("-")
    return all(len(part) > 1 and _DRAWN.sub(r"\1", part) in _SHORT[key] for part in parts)


def _phrase_length(words: Sequence[Word], plain: Sequence[str], index: int, key: str) -> int:
    length = next((len(p) for p in PHRASES[key] if tuple(plain[index : index + len(p)]) == p), 0)
    last = index + length
    before = plain[index - 1] if index and not _closed(words[index - 1]) else ""
    behind = plain[last] if length and last < len(plain) and not _closed(words[last - 1]) else ""
    literal = length > 1 and (before in LITERAL_BEFORE[key] or behind in LITERAL_BEHIND[key])
    return 0 if literal else length


def _closed(word: Word) -> bool:
    """Whether a comma, a full stop or the like follows it."""
    return word.text.rstrip()[-1:] in ",;:.!?…–—"


def _as_one(words: Sequence[Word]) -> Word:
    return Word(
        " ".join(_EDGES.sub("", w.text.strip()) for w in words), words[0].start_s, words[-1].end_s, words[0].probability
    )


def _plain(text: str) -> str:
    return _EDGES.sub("", text.strip()).replace("\u2019", "'").casefold()
