"""The names of a house: how each is written, what it sounds like, and what the recogniser is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PROMPT_TERMS, PROMPT_LETTERS = 30, 400
"""Whisper reads at most 224 tokens of a prompt, some 400 letters of names; thousands of terms do nothing (facts A2)."""
HOTWORDS, HOTWORD_LETTERS = 12, 120
"""Hotwords go before every half minute, not before the first only. They shift word times and make ghosts likelier
(facts A2), so only the first of the list are given (own choice); all the others are corrected afterwards.
"""
OPENING = {"nl": "Namen die kunnen vallen: ", "en": "Names that may come up: "}
"""A prompt works as the text before; a sentence that ends in names is taken up as it is written."""


@dataclass(frozen=True, slots=True)
class Term:
    """One name: its right ``spelling``, the ways in which it is heard, and its language ("" is any)."""

    spelling: str
    sounds_like: tuple[str, ...] = ()
    language: str = ""

    def fits(self, language: str) -> bool:
        """Say whether the term counts in a text of that language ("nl-BE" counts as "nl")."""
        return not self.language or self.language == language.lower()[:2]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms in the order of the file, which is the order of their weight."""

    terms: tuple[Term, ...] = ()

    def for_language(self, language: str | None) -> tuple[Term, ...]:
        """Return the terms that count in that language, those of the language itself first; None: of any language."""
        fitting = [term for term in self.terms if language is None or term.fits(language)]
        return tuple(sorted(fitting, key=lambda term: not term.language)) if language else tuple(fitting)

    def prompt(self, language: str | None) -> str:
        """Return the text that is set before the recording for the recogniser; "" where there is no term."""
        names = _first(self._spellings(language), PROMPT_TERMS, PROMPT_LETTERS)
        opening = OPENING.get((language or "en").lower()[:2], "")
        return f"{opening}{', '.join(names)}." if names else ""

    def hotwords(self, language: str | None) -> str:
        """Return the few names that the recogniser is reminded of all the way; "" where there is no term."""
        return ", ".join(_first(self._spellings(language), HOTWORDS, HOTWORD_LETTERS))

    def _spellings(self, language: str | None) -> Iterable[str]:
        return dict.fromkeys(term.spelling for term in self.for_language(language))


def _first(names: Iterable[str], count: int, letters: int) -> list[str]:
    """Return the first names, as many as there is room for."""
    taken: list[str] = []
    room = letters
    for name in names:
        if len(taken) == count or len(name) > room:
            break
        taken.append(name)
        room -= len(name) + 2
    return taken


def load_glossary(path: Path) -> Glossary:
    """Read a glossary, TOML or CSV (by its suffix). Raises MissingFile, or InputError that names the line."""
    from producer.speech.glossary_file import read_terms

    return Glossary(_merged(read_terms(path)))


def _merged(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Make one of the terms with one spelling and language; the first gives the place."""
    merged: dict[tuple[str, str], Term] = {}
    for term in terms:
        key = (term.spelling, term.language)
        before = merged.get(key, term)
        sounds = tuple(dict.fromkeys((*before.sounds_like, *term.sounds_like)))
        merged[key] = Term(term.spelling, sounds, term.language)
    return tuple(merged.values())
