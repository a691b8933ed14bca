"""How near a heard word comes to a name: half by its letters, half by its sounds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from producer.assets import asset
from producer.speech.meaning import fold
from producer.speech.sounds import sound_key

KEYS = ("nl", "en")


@lru_cache(maxsize=65536)
def likeness(heard: str, name: str) -> float:
    """Return 0..1, 1 for the same letters; both may be several words. The sounds are taken as Dutch or as English
    ones, whichever come nearer: a Dutch recogniser writes English names as either.
    """
    letters = letters_alike(heard, name)
    if letters == 1.0:
        return 1.0
    sounds = max(Levenshtein.normalized_similarity(sound_key(heard, key), sound_key(name, key)) for key in KEYS)
    return float(letters + sounds) / 2


def letters_alike(heard: str, name: str) -> float:
    """Return the share of letters (0..1) that need no change to make one of the other (Levenshtein)."""
    return float(Levenshtein.normalized_similarity(fold(heard), fold(name)))


def begins_alike(heard: str, name: str) -> bool:
    """Say whether both begin with one sound, in Dutch or in English."""
    return any(sound_key(heard, key)[:1] == sound_key(name, key)[:1] != "" for key in KEYS)


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words that are nobody's name, Dutch and English, folded."""
    table = tomllib.loads(asset("ordinary_words.toml").read_text("utf-8"))
    return frozenset(word for text in table.values() for word in text.split())


def all_ordinary(words: Iterable[str]) -> bool:
    """Say whether every word (folded) is an ordinary one."""
    return all(word in ordinary_words() for word in words)
