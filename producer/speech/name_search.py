"""Where a glossary's names were heard: stretches of the text that come near enough to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from producer.speech.glossary import Term
from producer.speech.likeness import all_ordinary, begins_alike, letters_alike, likeness
from producer.speech.meaning import fold, is_negation, is_number
from producer.speech.units import Unit

LIKE_NAME, LETTERS_NAME = 0.81, 0.60
"""A word with a capital inside a sentence is taken for a name: this alike (of 1), with so many of its letters."""
LIKE_WORD, LETTERS_WORD = 0.87, 0.75
"""Any other word, and words to be joined or cut. Chosen with a glossary of 50 names: of 59 lines with mishearings as
people have reported them 54 come out right, and of the 440,000 lower-case words of a Dutch and an English dictionary 5
are taken for another word ("randstaat" for Randstad); at 0.80 for all it would be 58.
"""
SHORTEST = 5
"""Names of fewer letters are put right only where they are heard to the letter, or as "sounds like" says."""
ENDINGS = {"nl": ("s", "se", "er", "ers", "aar", "aars"), "en": ("s",)}
"""What the language hangs on a name: Gronings and Groninger are right beside Groningen."""
TIE = 0.02
"""Two names as near as this to what was heard: neither is taken."""
PARTICLES = frozenset({"van", "de", "den", "der", "ten", "ter", "of", "the", "and", "en"})
"""Small words inside a name, which have no capital there."""
CANDIDATES, COARSE = 4, 0.55
"""How many names are looked at closely for a stretch, of those with so many letters alike."""


@dataclass(frozen=True, slots=True)
class Match:
    """Units ``first`` to ``until`` (not with it) are taken for ``spelling``, and keep an ``ending`` ("s")."""

    first: int
    until: int
    spelling: str
    score: float
    ending: str = ""

    @property
    def rank(self) -> tuple[float, int, int]:
        """The best first; of equals the longest."""
        return -self.score, -(self.until - self.first), self.first


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which a name is heard; ``given`` where the glossary says so itself."""

    text: str
    spelling: str
    given: bool

    @property
    def size(self) -> int:
        return len(self.text.replace("-", " ").split())


class NameSearch:
    """The names of a glossary made ready to be looked for in texts of one language."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self._endings = ENDINGS.get(language.lower()[:2], ENDINGS["en"])
        self._forms = _by_letters(terms)
        self._keys = list(self._forms)
        self._most = 1 + max((form.size for group in self._forms.values() for form in group), default=0)

    def find(self, units: Sequence[Unit]) -> list[Match]:
        """Return the best matches that do not overlap, in order."""
        return _best(self._matches(units), len(units)) if self._keys else []

    def _matches(self, units: Sequence[Unit]) -> Iterator[Match]:
        for first in range(len(units)):
            for until in range(first + 1, min(first + self._most, len(units)) + 1):
                stretch = units[first:until]
                if any(unit.stops for unit in stretch[:-1]) or any(unit.before for unit in stretch[1:]):
                    break
                yield from self._match(stretch, first)

    def _match(self, stretch: Sequence[Unit], first: int) -> Iterator[Match]:
        until, key = first + len(stretch), "".join(unit.key for unit in stretch)
        for form in self._forms.get(key, ()):
            if _is_same(stretch, form):
                yield Match(first, until, form.spelling, 1.0)
        if key in self._forms or _is_kept(stretch):
            return
        good = sorted((-score, spelling, ending) for score, spelling, ending in self._near(stretch, key) if score > 0)
        if good and not any(other[1] != good[0][1] and other[0] - good[0][0] < TIE for other in good[1:]):
            yield Match(first, until, good[0][1], -good[0][0], good[0][2])

    def _near(self, stretch: Sequence[Unit], key: str) -> Iterator[tuple[float, str, str]]:
        """Yield how near the stretch comes to each form that may be meant, its spelling, and the ending that stays."""
        near = process.extract(
            key, self._keys, scorer=Levenshtein.normalized_similarity, score_cutoff=COARSE, limit=CANDIDATES
        )
        heard = " ".join(unit.core for unit in stretch)
        for form in (form for other, _, _ in near for form in self._forms[other]):
            name = fold(form.text)
            if len(name) < SHORTEST or _digits(form.spelling) or self._is_derived(key, name):
                continue
            yield _score(stretch, heard, form), form.spelling, ""
            if heard.endswith("s") and not name.endswith(("s", "z", "x")):
                yield _score(stretch, heard[:-1], form), form.spelling, "s"

    def _is_derived(self, heard: str, name: str) -> bool:
        """Say whether it is the name with an ending of its own."""
        stems = (heard.removesuffix(ending) for ending in self._endings if heard.endswith(ending))
        return any(name.startswith(stem) and len(name) - len(stem) <= 2 for stem in stems)


def _by_letters(terms: Iterable[Term]) -> dict[str, list[_Form]]:
    found: dict[str, list[_Form]] = {}
    for term in terms:
        found.setdefault(fold(term.spelling), []).append(_Form(term.spelling, term.spelling, False))
        for heard in term.sounds_like:
            found.setdefault(fold(heard), []).append(_Form(heard, term.spelling, True))
    return found


def _is_same(stretch: Sequence[Unit], form: _Form) -> bool:
    """Say whether the very letters of a form may be taken for its name: "apple" and "sales force" are not always."""
    if _holds_meaning(stretch, form.spelling):
        return False
    if form.given or _has_capital(stretch):
        return True
    return not all_ordinary(unit.key for unit in stretch)


def _is_kept(stretch: Sequence[Unit]) -> bool:
    """Say whether likeness alone may not change these units."""
    return all_ordinary(unit.key for unit in stretch) or _holds_meaning(stretch, "")


def _holds_meaning(stretch: Sequence[Unit], spelling: str) -> bool:
    """Say whether a number or a negation stands there, other than digits that the name itself has in that order."""
    heard = " ".join(unit.core + unit.after for unit in stretch)
    if _digits(heard) != _digits(spelling):
        return True
    return any(
        is_negation(unit.core + unit.after) or (is_number(unit.core) and not _digits(unit.core)) for unit in stretch
    )


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _has_capital(stretch: Sequence[Unit]) -> bool:
    """Say whether it is written as a name: with a capital that is not a sentence's first, or a capital inside."""
    if stretch[0].word == stretch[-1].word:
        return any(_is_capital(unit) for unit in stretch)
    return all(_is_capital(unit) for unit in stretch if unit.key not in PARTICLES)


def _is_capital(unit: Unit) -> bool:
    letters = unit.core[1:] if unit.starts_sentence else unit.core
    return any(sign.isupper() for sign in letters)


def _score(stretch: Sequence[Unit], heard: str, form: _Form) -> float:
    """Return how near what was heard comes to the form, 0 where that is not near enough."""
    as_name = len(stretch) == form.size and _has_capital(stretch)
    least, letters = (LIKE_NAME, LETTERS_NAME) if as_name else (LIKE_WORD, LETTERS_WORD)
    score = likeness(heard, form.text)
    near = score >= least and letters_alike(heard, form.text) >= letters and begins_alike(heard, form.text)
    return score if near else 0.0


def _best(matches: Iterable[Match], count: int) -> list[Match]:
    """Return the best matches that do not overlap, in order."""
    free = [True] * count
    taken: list[Match] = []
    for match in sorted(matches, key=lambda match: match.rank):
        if all(free[match.first : match.until]):
            free[match.first : match.until] = [False] * (match.until - match.first)
            taken.append(match)
    return sorted(taken, key=lambda match: match.first)
