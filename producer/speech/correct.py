"""Names put right: the words that come near enough to a name of the glossary are written as it says.

Numbers and negations are never touched, ordinary words only where the glossary says that a name sounds so; the marks
around a word, its possessive and its time stay. Every change is a Finding.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

from producer.speech.findings import Finding, note
from producer.speech.glossary import Glossary
from producer.speech.meaning import fold
from producer.speech.name_search import Match, NameSearch
from producer.speech.respell import spread
from producer.speech.units import Unit, cut
from producer.values import Transcript, Word


def correct(transcript: Transcript, glossary: Glossary) -> tuple[Transcript, tuple[Finding, ...]]:
    """Return the transcript with its names put right, and every change."""
    terms = glossary.for_language(transcript.language)
    units = cut(transcript.words) if terms else []
    found = NameSearch(terms, transcript.language).find(units)
    changes = [match for match in found if _written(units, match) != _as_heard(units, match)]
    words, findings = _rewritten(transcript.words, units, changes)
    return dataclasses.replace(transcript, words=tuple(words)), tuple(findings)


def _as_heard(units: Sequence[Unit], match: Match) -> str:
    return _glued(units[match.first : match.until])


def _written(units: Sequence[Unit], match: Match) -> str:
    first, last = units[match.first], units[match.until - 1]
    return f"{first.before}{match.spelling}{match.ending}{last.after}"


def _glued(units: Sequence[Unit]) -> str:
    """Return the units as they stand in the text, pieces of one word together."""
    text = ""
    for before, unit in pairwise((None, *units)):
        apart = before is not None and unit is not None and unit.word != before.word
        text += (" " if apart else "") + ("" if unit is None else unit.before + unit.core + unit.after)
    return text


def _rewritten(
    words: Sequence[Word], units: Sequence[Unit], changes: Sequence[Match]
) -> tuple[list[Word], list[Finding]]:
    out: list[Word] = []
    findings: list[Finding] = []
    done = 0
    for group in _by_word(units, changes):
        first, last = units[group[0].first].word, units[group[-1].until - 1].word
        out += words[done:first]
        out += spread(words[first : last + 1], _text(units, group, first, last))
        findings += [_finding(words, units, match) for match in group]
        done = last + 1
    return out + list(words[done:]), findings


def _by_word(units: Sequence[Unit], changes: Sequence[Match]) -> list[list[Match]]:
    """Put changes that share a word together."""
    groups: list[list[Match]] = []
    for match in changes:
        if groups and units[groups[-1][-1].until - 1].word == units[match.first].word:
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _text(units: Sequence[Unit], group: Sequence[Match], first: int, last: int) -> str:
    """Return the words ``first`` to ``last`` with the group's changes made."""
    changed = {match.first: match for match in group}
    start = index = next(at for at, unit in enumerate(units) if unit.word == first)
    text = ""
    while index < len(units) and units[index].word <= last:
        match = changed.get(index, Match(index, index + 1, units[index].core, 1.0))
        apart = index > start and units[index - 1].word != units[index].word
        text += (" " if apart else "") + _written(units, match)
        index = match.until
    return text


def _finding(words: Sequence[Word], units: Sequence[Unit], match: Match) -> Finding:
    first, last = words[units[match.first].word], words[units[match.until - 1].word]
    same = fold(_as_heard(units, match)) == fold(_written(units, match))
    said = note("written as in the glossary" if same else "heard as a name of the glossary")
    return Finding("glossary", first.start_s, last.end_s, _as_heard(units, match), _written(units, match), said)
