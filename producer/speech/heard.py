"""What the recogniser answers: the words, what a person should look at, and the languages."""

from __future__ import annotations

from dataclasses import dataclass

from producer.speech.findings import Finding
from producer.values import Transcript


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a recording in one language; ``probability`` (0..1) is the recogniser's own, 1 where it was told."""

    start_s: float
    end_s: float
    language: str
    probability: float


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording, heard. The transcript's language is the one that is spoken longest; "und" where nobody speaks."""

    transcript: Transcript
    findings: tuple[Finding, ...] = ()
    stretches: tuple[Stretch, ...] = ()
