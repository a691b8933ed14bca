"""What is wanted of every file of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from producer.captions.formats import FORMATS
from producer.errors import InputError

SETTLE_S = 5.0
"""For how long size and date of a file in a watched folder must stand still: copies over a network pause for a second
or two (own choice)."""


@dataclass(frozen=True, slots=True)
class CaptionOptions:
    """What is wanted of every file. ``language`` None: found out for each, with ``per_stretch`` anew after pauses, in a
    clip that changes language; ``translate``: into English; ``script`` is its text, not its file;
    ``jobs``: files heard at once on this machine; ``dask``: the address of a cluster's scheduler instead.
    """

    language: str | None = None
    model: str | None = None
    script: str | None = None
    rules: str = "plain"
    formats: tuple[str, ...] = ("srt", "vtt", "txt", "json")
    burn: bool = False
    force: bool = False
    glossary: Path | None = None
    jobs: int = 1
    dask: str | None = None
    watch: bool = False
    translate: bool = False
    settle_s: float = SETTLE_S
    per_stretch: bool = False


def check_formats(formats: str) -> tuple[str, ...]:
    """Return the formats of a comma list. Raises InputError that lists the known ones."""
    known = (*FORMATS, "json")
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in formats.split(",") if part.strip()))
    wrong = [form for form in wanted if form not in known]
    if wrong or not wanted:
        raise InputError(
            f"Captions cannot be written as {', '.join(wrong) or 'nothing'}.",
            code="format-unknown",
            cure=f"Use some of: {', '.join(known)}.",
        )
    return wanted
