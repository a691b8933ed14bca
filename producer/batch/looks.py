"""What a person should look at in the captions of one file: each place with its time, its caption and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer.captions.check import BrokenRule, rule_text
from producer.speech.findings import UNCERTAIN, Finding
from producer.values import CaptionTrack, Cue, Transcript, Word


@dataclass(frozen=True, slots=True)
class Look:
    """One place to look at: ``start_s`` and ``end_s`` in the file, ``cue`` counts from 1 (0: there is none), ``kind``
    is ``rule``, ``uncertain``, ``glossary``, ``script``, ``ghost``, ``kept`` or ``burn``.
    """

    start_s: float
    end_s: float
    cue: int
    kind: str
    reason: str
    text: str = ""

    def to_json(self) -> list[Any]:
        return [round(self.start_s, 3), round(self.end_s, 3), self.cue, self.kind, self.reason, self.text]

    @classmethod
    def from_json(cls, data: Sequence[Any]) -> Look:
        """Raise TypeError or ValueError where the data is not of this shape."""
        start_s, end_s, cue, kind, reason, text = data
        return cls(float(start_s), float(end_s), int(cue), str(kind), str(reason), str(text))


def is_uncertain(word: Word) -> bool:
    """Say whether the recogniser was in doubt of a word."""
    return word.probability is not None and word.probability < UNCERTAIN


def kept_looks(kept: Iterable[Path]) -> tuple[Look, ...]:
    """Return what is to be said of captions that a person had changed, and that new ones took the place of."""
    return tuple(Look(0.0, 0.0, 0, "kept", f"changed by hand before: set aside as {path.name}") for path in kept)


def not_burned() -> Look:
    """Return what is to be said of sound without a picture, where captions were wanted in the picture too."""
    return Look(0.0, 0.0, 0, "burn", "no picture to put captions into: they are in files only")


def find_looks(
    transcript: Transcript, track: CaptionTrack, broken: Iterable[BrokenRule], findings: Iterable[Finding] = ()
) -> tuple[Look, ...]:
    """Return all that a person should look at, in the order of time."""
    looks = [
        *(_of_rule(rule, track) for rule in broken),
        *(_of_word(word, track) for word in transcript.words if is_uncertain(word)),
        *(_of_finding(finding, track) for finding in findings if finding.kind != "uncertain"),
    ]
    return tuple(sorted(looks, key=lambda look: (look.start_s, look.cue)))


def _of_rule(rule: BrokenRule, track: CaptionTrack) -> Look:
    cue = track.cues[rule.cue - 1]
    return Look(cue.start_s, cue.end_s, rule.cue, "rule", rule_text(rule), cue.text)


def _of_word(word: Word, track: CaptionTrack) -> Look:
    number, cue = _cue_at(word.start_s, track)
    share = round(100 * (word.probability or 0.0))
    return Look(
        word.start_s,
        word.end_s,
        number,
        "uncertain",
        f"uncertain word: {word.text} ({share} %)",
        cue.text if cue else "",
    )


def _of_finding(finding: Finding, track: CaptionTrack) -> Look:
    number, cue = _cue_at(finding.start_s, track)
    change = " -> ".join(dict.fromkeys(part for part in (finding.before, finding.after) if part))
    reason = f"{change} ({finding.note})" if finding.note else change
    return Look(finding.start_s, finding.end_s, number, finding.kind, reason, cue.text if cue else "")


def _cue_at(time_s: float, track: CaptionTrack) -> tuple[int, Cue | None]:
    """Return the number and the cue that is on screen at a time, or the first after it; (0, None) where there is
    none.
    """
    for number, cue in enumerate(track.cues, 1):
        if time_s < cue.end_s:
            return number, cue
    return 0, None
