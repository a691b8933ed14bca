"""The small words of a language by what they do at a break, from ``assets/caption_grammar.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache, cached_property

from producer.assets import asset


@dataclass(frozen=True)
class Grammar:
    """The small words of one language; see the file."""

    lead: frozenset[str] = frozenset()
    hang: frozenset[str] = frozenset()
    reflexive: frozenset[str] = frozenset()
    connect: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    rank: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    firm: frozenset[str] = frozenset()
    month: frozenset[str] = frozenset()
    weekday: frozenset[str] = frozenset()
    numeral: frozenset[str] = frozenset()
    scale: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    label: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    half: frozenset[str] = frozenset()
    hour: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    double: frozenset[str] = frozenset()
    adverb: frozenset[str] = frozenset()
    hold: frozenset[str] = frozenset()
    filler: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    toward: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    quality: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that are no names even with a capital."""
        return self.lead | self.hang | self.connect | self.place | self.subject | self.auxiliary

    @cached_property
    def qualities(self) -> tuple[str, ...]:
        """How words end that tell of the noun after them."""
        return tuple(self.quality)

    @cached_property
    def participles(self) -> tuple[str, ...]:
        """How participles begin."""
        return tuple(self.done)

    @cached_property
    def holds_number(self) -> frozenset[str]:
        """Words, no numbers themselves, that may begin a number's phrase."""
        return self.scale | self.month | self.weekday | self.label | self.near | self.clock | self.half | self.hour

    @cached_property
    def counted_by(self) -> frozenset[str]:
        """Words that go on with a number in front of them."""
        return self.scale | self.unit | self.month | self.hour

    def is_small(self, word: str) -> bool:
        """Say whether the word (bare, lower case) is one of those that are no names even with a capital."""
        return word in self.small


@cache
def load_grammar(language: str) -> Grammar:
    """Return the language's small words, none for a language that is not in the file."""
    return _grammars().get(language.lower()[:2]) or Grammar()


@cache
def _grammars() -> dict[str, Grammar]:
    table = tomllib.loads(asset("caption_grammar.toml").read_text("utf-8"))
    names = [field.name for field in fields(Grammar)]
    return {
        language: Grammar(**{name: frozenset(entry.get(name, "").split()) for name in names})
        for language, entry in table.items()
    }


def bare_word(word: str) -> str:
    """Return the word in lower case without the punctuation at its ends; every apostrophe is the straight one."""
    return word.lower().replace("’", "'").strip('"“”‘«»()[].,;:!?…')
