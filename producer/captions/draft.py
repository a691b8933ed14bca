"""Captions that are being worked on: a draft beside the file until they are saved, and a save that keeps every format
of the same captions in step.

``NAME.srt.draft`` lies beside ``NAME.srt``. It is written whole or not at all, and is only ever removed once what it
holds is in the file, or a person has no more use for it.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer.captions.edit import written
from producer.captions.formats import FORMATS, captions_text
from producer.captions.style import BurnStyle
from producer.errors import InputError
from producer.files import disk_errors, read_text, write_json, written_beside
from producer.values import CaptionTrack, Cue

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """What was left unsaved. ``at``: the cue that was worked on, from 0; ``is_older``: the captions beside it were
    made anew since the draft was begun.
    """

    track: CaptionTrack
    at: int
    is_older: bool


def draft_path(captions: Path) -> Path:
    return captions.with_name(f"{captions.name}.draft")


def file_sum(captions: Path) -> str:
    """Return the SHA-256 of a caption file; empty where there is none."""
    try:
        return hashlib.sha256(captions.read_bytes()).hexdigest()
    except OSError:
        return ""


def keep_draft(captions: Path, track: CaptionTrack, at: int, based_on: str) -> None:
    """Write the draft; ``based_on`` is the ``file_sum`` of the captions when the work began. Raises DiskError."""
    cues = [
        {"start_s": cue.start_s, "end_s": cue.end_s, "lines": cue.lines, "speaker": cue.speaker} for cue in track.cues
    ]
    whole = {"schema": SCHEMA, "captions": captions.name, "based_on": based_on, "at": at, "language": track.language}
    write_json(draft_path(captions), {**whole, "cues": cues})


def read_draft(captions: Path) -> Draft | None:
    """Return the draft beside a caption file; None where there is none. One that cannot be read is moved aside, never
    removed.
    """
    path = draft_path(captions)
    try:
        data: Any = json.loads(path.read_text("utf-8"))
        cues = tuple(_cue(one) for one in data["cues"])
        based_on, at, schema = str(data["based_on"]), int(data["at"]), int(data["schema"])
        track = CaptionTrack(str(data["language"]), cues)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        with contextlib.suppress(OSError):
            path.replace(path.with_name(f"{path.name}.damaged"))
        return None
    if schema > SCHEMA:  # of a newer version: left as it is
        return None
    return Draft(track, min(max(at, 0), max(0, len(cues) - 1)), based_on != file_sum(captions))


def _cue(data: Any) -> Cue:
    lines = tuple(str(line) for line in data["lines"])
    return Cue(float(data["start_s"]), float(data["end_s"]), lines, speaker=str(data.get("speaker", "")))


def drop_draft(captions: Path) -> None:
    """Remove the draft: it is saved, or not wanted any more. Raises DiskError."""
    with disk_errors(draft_path(captions)):
        draft_path(captions).unlink(missing_ok=True)


def save_captions(
    captions: Path,
    track: CaptionTrack,
    before: CaptionTrack,
    *,
    style: BurnStyle | None = None,
    size: tuple[int, int] = (1280, 720),
) -> tuple[Path, ...]:
    """Write the captions and every other format of them that lies beside; then the draft goes. Return what was written,
    the named file first.

    All are written beside first and then renamed, so that a full disk changes none. ``before`` is the track as it was
    opened: a text file is rewritten only where it held just those words, for a script or notes may have the same name.
    ``style`` and ``size`` are those of an ASS file. Raises DiskError, InputError.
    """
    track = written(track)
    targets = (captions, *_in_step(captions, before))
    with contextlib.ExitStack() as parts:
        for target in reversed(targets):  # renamed the other way round: the named file first
            text = captions_text(track, _form(target), style=style, size=size)
            parts.enter_context(written_beside(target)).write_text(text, encoding="utf-8", newline="\n")
    drop_draft(captions)
    return targets


def set_aside(captions: Path) -> Path:
    """Keep a copy of captions that somebody else has changed, before others take their place, and return where it is:
    the same name with ``.kept`` in it. Raises DiskError.
    """
    with disk_errors(captions):
        content = captions.read_bytes()
    names = (f"{captions.stem}.kept{f'-{number}' if number > 1 else ''}" for number in itertools.count(1))
    place = next(place for name in names if not (place := captions.with_name(name + captions.suffix)).exists())
    with written_beside(place) as part:
        part.write_bytes(content)
    return place


def _form(path: Path) -> str:
    return path.suffix.lower().lstrip(".")


def _in_step(captions: Path, before: CaptionTrack) -> list[Path]:
    """Return the other files of the same captions."""
    others = [captions.with_suffix(f".{form}") for form in FORMATS if form != _form(captions)]
    return [other for other in others if other.is_file() and (_form(other) != "txt" or _holds(other, before))]


def _holds(text: Path, track: CaptionTrack) -> bool:
    try:
        return read_text(text).split() == captions_text(track, "txt").split()
    except InputError:
        return False
