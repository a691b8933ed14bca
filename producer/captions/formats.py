"""Caption files written: SRT, WebVTT and ASS through pysubs2, TTML through ttconv, and plain text.

A person's text never becomes a command: what looks like a tag or an escape in one of the formats is written so
that it is read as text.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pysubs2

from producer.captions.style import BurnStyle, ass_style
from producer.errors import InputError
from producer.files import write_text
from producer.values import CaptionTrack

FORMATS = ("srt", "vtt", "ass", "ttml", "txt")
ALSO = {"ssa": "ass", "dfxp": "ttml", "xml": "ttml", "itt": "ttml"}
"""Other suffixes of the same formats."""
JOINER = "\u2060"
"""WORD JOINER: nothing is seen of it, and an escape that it splits is no escape any more."""
HOLD = {"{": "\ue000", "}": "\ue001", "\\": "\ue002"}
"""Stand-ins while pysubs2 writes: it takes these three signs for its own tags."""


def write_captions(
    track: CaptionTrack, path: Path, *, style: BurnStyle | None = None, size: tuple[int, int] = (1280, 720)
) -> None:
    """Write the track, in the format of the suffix: .srt .vtt .ass .ttml .txt. ``style`` and ``size`` (pixels) count
    for .ass only.

    Raises InputError for another suffix, DiskError.
    """
    suffix = path.suffix.lower().lstrip(".")
    write_text(path, captions_text(track, ALSO.get(suffix, suffix), style=style, size=size))


def captions_text(
    track: CaptionTrack, form: str, *, style: BurnStyle | None = None, size: tuple[int, int] = (1280, 720)
) -> str:
    """Return the track as the text of a file of that format. Raises InputError for a format that is not one of
    FORMATS.
    """
    if form not in FORMATS:
        raise InputError(
            f"Captions cannot be written as {form}.",
            code="format-unknown",
            cure=f"Use one of: {', '.join((*FORMATS, 'json'))}.",
            format=form,
        )
    if form == "txt":
        return "".join(" ".join(cue.lines) + "\n" for cue in track.cues)
    if form == "ass":
        return _ass_text(track, style or BurnStyle(), size)
    if form == "ttml":
        from producer.captions.ttml import ttml_text  # needs a library of its own, which most files do not

        return ttml_text(track)
    if not track.cues:
        return "WEBVTT\n\n" if form == "vtt" else ""
    file = _file(track, _plain_vtt if form == "vtt" else _plain_srt)
    if form == "vtt":
        for event, cue in zip(file, track.cues, strict=True):
            event.text = _voice(cue.speaker) + event.text
    return released(file.to_string(form))


def _plain_vtt(line: str) -> str:
    return held(html.escape(line, quote=False))


def _voice(speaker: str) -> str:
    """WebVTT names who speaks in a tag, ``<v Name>``."""
    name = held(html.escape(" ".join(speaker.split()), quote=False))
    return f"<v {name}>" if name else ""


def _plain_srt(line: str) -> str:
    """SRT has no escape: what would open a tag (``<b>``, ``{\\an8}``) is held apart from its letter."""
    if "<" in line and ">" in line:
        line = line.replace("<", f"<{JOINER}")
    return held(line.replace("{\\", f"{{{JOINER}\\"))


def held(line: str) -> str:
    return "".join(HOLD.get(sign, sign) for sign in line)


def released(text: str) -> str:
    for sign, stand_in in HOLD.items():
        text = text.replace(stand_in, sign)
    return text


def ass_escaped(line: str) -> str:
    """Return the line so that libass draws it as it is: no override block opens, no backslash commands."""
    return line.replace("\\", "\\" + JOINER).replace("{", "\\{").replace("}", "\\}")


def _runs_left(event: pysubs2.SSAEvent) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in event.text)


def _file(track: CaptionTrack, escaped: Callable[[str], str]) -> pysubs2.SSAFile:
    file = pysubs2.SSAFile()
    for cue in track.cues:
        text = "\\N".join(escaped(" ".join(line.split())) for line in cue.lines)
        event = pysubs2.SSAEvent(start=round(cue.start_s * 1000), end=round(cue.end_s * 1000), text=text)
        event.name = " ".join(cue.speaker.replace(",", " ").split())
        file.append(event)
    return file


def _ass_text(track: CaptionTrack, style: BurnStyle, size: tuple[int, int]) -> str:
    width, height = size
    file = _file(track, ass_escaped)
    file.info.update(PlayResX=str(width), PlayResY=str(height), WrapStyle="0", ScaledBorderAndShadow="yes")
    file.styles["Default"] = ass_style(style, size, own_direction=any(map(_runs_left, file)))
    return file.to_string("ass")
