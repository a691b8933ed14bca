"""What a person should look at in a transcript: words that were changed, dropped, or are not sure.

One value for all of it. ``note`` is built of fixed English phrases, so that a report can print it as it is;
:func:`describe` says the same in Dutch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from producer.speech.meaning import same_said
from producer.values import Transcript, Word

Kind = Literal["glossary", "script", "ghost", "uncertain"]
UNCERTAIN = 0.5
"""Words under this probability are marked for a person (own choice, the figure the batch report counts by)."""

DUTCH: Mapping[str, str] = {
    "written as in the glossary": "geschreven zoals in de woordenlijst",
    "heard as a name of the glossary": "gehoord als naam uit de woordenlijst",
    "written as in the script": "geschreven zoals in het script",
    "left out": "niet gezegd",
    "added": "erbij gezegd",
    "said differently": "anders gezegd",
    "number": "getal",
    "negation": "ontkenning",
    "name": "naam",
    "known invention": "bekend verzinsel",
    "from the glossary": "uit de woordenlijst",
    "repeated": "herhaald",
    "no voice there": "daar klinkt geen stem",
    "little voice there": "daar klinkt weinig stem",
    "a voice is there": "daar klinkt een stem",
    "dropped": "weggelaten",
    "kept": "blijft staan",
    "uncertain": "niet zeker",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place to look at, in seconds of the clip.

    ``before``: what was heard, or for ``script`` what the script says; ``after``: what stands there now, "" where it
    was dropped or not said. ``note``: phrases of :data:`DUTCH` in English, joined by "; ".
    """

    kind: Kind
    start_s: float
    end_s: float
    before: str
    after: str
    note: str

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "start_s": round(self.start_s, 3),
            "end_s": round(self.end_s, 3),
            "before": self.before,
            "after": self.after,
            "note": self.note,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Finding:
        """Raise KeyError, TypeError or ValueError where the data is not of this shape."""
        kind: Kind = data["kind"]
        if kind not in ("glossary", "script", "ghost", "uncertain"):
            raise ValueError(f"no such kind: {kind}")
        times = float(data["start_s"]), float(data["end_s"])
        return cls(kind, *times, str(data["before"]), str(data["after"]), str(data["note"]))


def read_findings(path: Path) -> tuple[Finding, ...]:
    """Return the findings in a file that a batch wrote; none where there is no such file or it is damaged."""
    try:
        return tuple(Finding.from_json(one) for one in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def note(*phrases: str) -> str:
    """Join phrases to a note. Raises KeyError for one that has no Dutch."""
    for phrase in phrases:
        DUTCH[phrase]
    return "; ".join(phrases)


def describe(finding: Finding, language: str = "en") -> str:
    """Return the finding's note for a person, in Dutch or English."""
    if not language.lower().startswith("nl"):
        return finding.note
    return "; ".join(DUTCH.get(phrase, phrase) for phrase in finding.note.split("; "))


def is_only_written(finding: Finding) -> bool:
    """Say whether the same was said, and is only written in another way ("25%"): nobody need hear it again."""
    return finding.kind == "script" and same_said(finding.before.split(), finding.after.split())


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings by their time."""
    return tuple(sorted(findings, key=lambda found: (found.start_s, found.end_s)))


def uncertain_words(transcript: Transcript, limit: float = UNCERTAIN) -> tuple[Finding, ...]:
    """Return the words under ``limit`` of probability (0..1), neighbours as one; none is changed."""
    return tuple(_uncertain(run) for run in _runs(transcript.words, limit))


def _runs(words: Sequence[Word], limit: float) -> Iterator[list[Word]]:
    for unsure, run in groupby(words, lambda word: word.probability is not None and word.probability < limit):
        if unsure:
            yield list(run)


def _uncertain(words: Sequence[Word]) -> Finding:
    text = " ".join(word.text for word in words)
    return Finding("uncertain", words[0].start_s, words[-1].end_s, text, text, note("uncertain"))
