"""A transcript cut into what can be a name or a part of one, with the marks around it: "'Deloid-team,'" is two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from producer.speech.meaning import fold
from producer.values import Word

_PARTS = re.compile(r"^(?P<before>[^\w]*)(?P<core>.*?)(?P<after>(?:['’](?:s|n|tje))?[^\w]*)$", re.DOTALL)
_END = re.compile(r"[.!?…]")
_STOP = re.compile(r"[.!?…,;:]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of word number ``word``: marks ``before``, the bare ``core``, marks and possessive ``after`` it."""

    word: int
    before: str
    core: str
    after: str
    starts_sentence: bool

    @property
    def key(self) -> str:
        """Its letters and digits, lower case, without accents."""
        return fold(self.core)

    @property
    def stops(self) -> bool:
        """Whether a name cannot go on after it."""
        return bool(_STOP.search(self.after))


def cut(words: Sequence[Word]) -> list[Unit]:
    """Return the units of the words, in order."""
    units: list[Unit] = []
    fresh = True
    for index, word in enumerate(words):
        for unit in _cut_word(word.text, index, fresh):
            units.append(unit)
            fresh = False
        fresh = fresh or bool(_END.search(units[-1].after if units else ""))
    return units


def _cut_word(text: str, index: int, fresh: bool) -> Iterator[Unit]:
    match = _PARTS.match(text)
    assert match is not None  # every part of it may be empty
    pieces = re.findall(r"[^-]+-*|-+", match["core"]) or [""]
    for at, piece in enumerate(pieces):
        core = piece.rstrip("-")
        last = at == len(pieces) - 1
        after = piece[len(core) :] + (match["after"] if last else "")
        yield Unit(index, match["before"] if at == 0 else "", core, after, fresh and at == 0)
