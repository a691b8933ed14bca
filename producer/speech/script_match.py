"""Which words of a script were said: the script and what was heard laid beside each other.

First the words that both have, by the fewest changes between the two (Levenshtein over words); then, where they differ,
Needleman-Wunsch over stretches of words, so that "25 %" meets "vijfentwintig procent" and "Deloitte" meets "de loid".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Levenshtein

from producer.speech.likeness import all_ordinary, letters_alike, likeness, ordinary_words
from producer.speech.meaning import UNITS, fold, is_negation, is_number, said
from producer.speech.sounds import sound_key

Kind = Literal["same", "spelled", "differs"]

LONGEST = 6
"""Words that one number or name may have on either side ("two thousand and twenty six")."""
ARTICLES = ({"de", "den", "der"}, {"te", "ten", "ter"})
"""Small words inside a Dutch name that are hard to tell apart."""
NAME_WORDS = 3
"""Words of a name that are taken together."""
LARGEST = 60_000
"""Pairs of words in one difference that are searched; a larger one is a text that nobody spoke."""
LIKE_NAME = 0.70
"""How alike (of 1) what was heard must be to a name of the script in that very place; a glossary, which knows no place,
asks for more.
"""
LIKE_LETTERS, LONG_WORD = 0.75, 8
"""A long word that sounds the same and has so many of its letters is the script's word, misspelled."""
NAME, SWAP, ONE_SIDE = 0.5, 1.7, 1.0
"""What it costs to take a stretch for a misspelled name, a word for another, or to leave one out (0: the same)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words ``written`` of the script against words ``heard``, both as (first, until)."""

    kind: Kind
    written: tuple[int, int]
    heard: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Step:
    """One step through a difference: so many words of the script against so many heard."""

    cost: float
    kind: Kind
    written: int
    heard: int


Ways = dict[tuple[int, int], list[_Step]]
PLAIN = (_Step(ONE_SIDE, "differs", 1, 0), _Step(ONE_SIDE, "differs", 0, 1), _Step(SWAP, "differs", 1, 1))


def match(written: Sequence[str], heard: Sequence[str], language: str) -> list[Piece]:
    """Return the pieces in order; together they hold every word of both once."""
    pieces: list[Piece] = []
    for block in _with_numbers(_blocks(written, heard), written, heard):
        pieces += [block] if block.kind == "same" else _within(block, written, heard, language)
    return list(_merged(pieces))


def _blocks(written: Sequence[str], heard: Sequence[str]) -> list[Piece]:
    """Return what both have, word by word, and the stretches between."""
    left, right = ([said((word,)) for word in words] for words in (written, heard))
    blocks: list[Piece] = []
    for step in Levenshtein.opcodes(left, right):
        if step.tag == "equal":
            places = zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)
            blocks += [Piece("same", (i, i + 1), (j, j + 1)) for i, j in places]
        else:
            blocks.append(Piece("differs", (step.src_start, step.src_end), (step.dest_start, step.dest_end)))
    return blocks


def _with_numbers(blocks: list[Piece], written: Sequence[str], heard: Sequence[str]) -> Iterator[Piece]:
    """Yield the blocks, with words of a number that stand beside a difference taken into it."""
    for order in (range(1, len(blocks)), range(len(blocks) - 2, -1, -1)):
        for at in order:
            beside = blocks[at - order.step]
            if beside.kind == "differs" and _counts(blocks[at], written, heard):
                blocks[at] = replace(blocks[at], kind="differs")
    yield from _merged(blocks)


def _counts(block: Piece, written: Sequence[str], heard: Sequence[str]) -> bool:
    """Say whether a word that both have may be part of a number that goes on beside it."""
    words = (*written[slice(*block.written)], *heard[slice(*block.heard)])
    return any(is_number(word) or fold(word) in UNITS or fold(word) in ("een", "en", "and") for word in words)


def _within(block: Piece, written: Sequence[str], heard: Sequence[str], language: str) -> list[Piece]:
    """Return the block cut into pieces by the cheapest way through it."""
    first, other = block.written[0], block.heard[0]
    left, right = written[first : block.written[1]], heard[other : block.heard[1]]
    if not left or not right or len(left) * len(right) > LARGEST:
        return [block]
    path = _path(_search(len(left), len(right), _ways(left, right, first, written, language)), len(left), len(right))
    return [Piece(s.kind, (first + i, first + i + s.written), (other + j, other + j + s.heard)) for i, j, s in path]


def _search(rows: int, columns: int, ways: Ways) -> dict[tuple[int, int], tuple[float, _Step]]:
    """Return the cheapest way to every place, by its last step (Needleman-Wunsch)."""
    best = {(0, 0): (0.0, _Step(0.0, "same", 0, 0))}
    for i in range(rows + 1):
        for j in range(columns + 1):
            for step in (*ways.get((i, j), ()), *PLAIN):
                place = (i + step.written, j + step.heard)
                cost = best[i, j][0] + step.cost
                inside = place[0] <= rows and place[1] <= columns
                if inside and (place not in best or cost < best[place][0] - 1e-9):
                    best[place] = (cost, step)
    return best


def _path(best: dict[tuple[int, int], tuple[float, _Step]], rows: int, columns: int) -> list[tuple[int, int, _Step]]:
    i, j, path = rows, columns, []
    while i or j:
        step = best[i, j][1]
        i, j = i - step.written, j - step.heard
        path.append((i, j, step))
    return path[::-1]


def _ways(left: Sequence[str], right: Sequence[str], first: int, written: Sequence[str], language: str) -> Ways:
    """Return, for each pair of places, the stretches from there that say the same or are one name."""
    found: Ways = {}
    stretches: dict[str, list[tuple[int, int]]] = {}
    for j, end in _spans(len(right)):
        stretches.setdefault(said(tuple(right[j:end])), []).append((j, end - j))
    for i, until in _spans(len(left)):
        for j, count in stretches.get(said(tuple(left[i:until])), ()):
            found.setdefault((i, j), []).append(_Step(0.0, "same", until - i, count))
        if until - i > NAME_WORDS:
            continue
        name = any(is_name(written, first + at) for at in range(i, until)) or _is_inside(written, first + i)
        for j, end in _spans(len(right), NAME_WORDS if name else 1) if name or until - i == 1 else ():
            if _is_meant(left[i:until], right[j:end], language, name):
                found.setdefault((i, j), []).append(_Step(NAME, "spelled", until - i, end - j))
    return found


def _is_meant(written: Sequence[str], heard: Sequence[str], language: str, name: bool) -> bool:
    """Say whether the script's words were meant: word by word, or as a name that was heard in more words or fewer."""
    if len(written) == len(heard):
        return all(_is_one(one, other, language, name) for one, other in zip(written, heard, strict=True))
    edges = (fold(written[0]), fold(written[-1]))
    apart = {fold(word) for word in written}.isdisjoint(fold(word) for word in heard)
    return (
        apart
        and not any(word in ordinary_words() for word in edges)
        and is_misspelled(written, heard, language, name=name)
    )


def _is_inside(words: Sequence[str], at: int) -> bool:
    """Say whether word ``at`` stands inside a name: the "den" of "van den Berg"."""
    return 0 < at < len(words) - 1 and fold(words[at - 1]) in ("van", "in", "op") and words[at + 1][:1].isupper()


def _is_one(written: str, heard: str, language: str, inside: bool) -> bool:
    """Say whether one word was meant by the other; ``inside`` a name, "de" and "den" are one."""
    alike = inside and any({fold(written), fold(heard)} <= group for group in ARTICLES)
    name = is_name([written], 0)
    return alike or said((written,)) == said((heard,)) or is_misspelled([written], [heard], language, name=name)


def _spans(count: int, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    for first in range(count):
        for until in range(first + 1, min(first + longest, count) + 1):
            yield first, until


def is_misspelled(written: Sequence[str], heard: Sequence[str], language: str, *, name: bool) -> bool:
    """Say whether ``heard`` is the script's very words with other letters: a name that comes near, or a long word that
    sounds the same. Numbers, negations and ordinary words are what they were heard as.
    """
    if any(is_number(word) or is_negation(word) for word in (*written, *heard)):
        return False
    if all_ordinary(map(fold, heard)) or all_ordinary(map(fold, written)):
        return False
    one, other = " ".join(written), " ".join(heard)
    if name:
        return likeness(other, one) >= LIKE_NAME and not _is_inflected(fold(one), fold(other))
    long = min(len(fold(one)), len(fold(other))) >= LONG_WORD
    same = sound_key(one, language) == sound_key(other, language)
    return long and same and letters_alike(one, other) >= LIKE_LETTERS


def _is_inflected(one: str, other: str) -> bool:
    """Say whether one is the other with up to three letters more: Nederland and Nederlandse were both meant."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 3


def is_name(words: Sequence[str], at: int) -> bool:
    """Say whether word ``at`` is written as a name: a capital, and no ordinary word."""
    bare = words[at].lstrip("\"'“‘’«([")
    stem = re.split(r"['’]", bare, maxsplit=1)[0]  # "Here's" is as ordinary as "here"
    if fold(bare) in ordinary_words() or (len(stem) > 1 and fold(stem) in ordinary_words()) or len(fold(bare)) < 2:
        return False
    return any(sign.isupper() for sign in bare)


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, neighbours that differ as one."""
    for kind, run in groupby(pieces, lambda piece: piece.kind):
        group = list(run)
        if kind == "differs":
            group = [Piece(kind, (group[0].written[0], group[-1].written[1]), (group[0].heard[0], group[-1].heard[1]))]
        yield from group
