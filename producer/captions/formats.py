"""Caption files: SRT, WebVTT, ASS and plain text, written and read through pysubs2.

A person's text never becomes a command: what looks like a tag or an escape in one of the formats is written so
that it is read as text.
"""

from __future__ import annotations

import html
import re
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import pysubs2

from producer.captions.style import BurnStyle, ass_style
from producer.errors import InputError
from producer.files import read_text, write_text
from producer.values import CaptionTrack, Cue

FORMATS = ("srt", "vtt", "ass", "txt")
JOINER = "\u2060"
"""WORD JOINER: nothing is seen of it, and an escape that it splits is no escape any more."""
HOLD = {"{": "\ue000", "}": "\ue001", "\\": "\ue002"}
"""Stand-ins while pysubs2 writes: it takes these three signs for its own tags."""


def write_captions(
    track: CaptionTrack, path: Path, *, style: BurnStyle | None = None, size: tuple[int, int] = (1280, 720)
) -> None:
    """Write the track, in the format of the suffix: .srt .vtt .ass .txt. ``style`` and ``size`` (pixels) count
    for .ass only.

    Raises InputError for another suffix, DiskError.
    """
    write_text(path, captions_text(track, path.suffix.lower().lstrip("."), style=style, size=size))


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
    if not track.cues:
        return "WEBVTT\n\n" if form == "vtt" else ""
    text = _file(track, lambda line: _held(html.escape(line, quote=False) if form == "vtt" else _plain_srt(line)))
    return _released(text.to_string(form))


def _plain_srt(line: str) -> str:
    """SRT has no escape: what would open a tag (``<b>``, ``{\\an8}``) is held apart from its letter."""
    if "<" in line and ">" in line:
        line = line.replace("<", f"<{JOINER}")
    return line.replace("{\\", f"{{{JOINER}\\")


def _held(line: str) -> str:
    return "".join(HOLD.get(sign, sign) for sign in line)


def _released(text: str) -> str:
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
        file.append(pysubs2.SSAEvent(start=round(cue.start_s * 1000), end=round(cue.end_s * 1000), text=text))
    return file


def _ass_text(track: CaptionTrack, style: BurnStyle, size: tuple[int, int]) -> str:
    width, height = size
    file = _file(track, ass_escaped)
    file.info.update(PlayResX=str(width), PlayResY=str(height), WrapStyle="0", ScaledBorderAndShadow="yes")
    file.styles["Default"] = ass_style(style, size, own_direction=any(map(_runs_left, file)))
    return file.to_string("ass")


def read_captions(path: Path, *, language: str = "", as_it_is: bool = False) -> CaptionTrack:
    """Read a caption file of any of the formats, whoever made it: BOM, CRLF, Windows letters, tags and overlaps
    are taken in stride.

    Cues come in order; where two overlap, the earlier one ends when the later one starts, and what starts at one
    moment becomes one cue. ``as_it_is``: overlaps are left in, for a check. Raises InputError.
    """
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    try:
        form = _format(path, text)
        with warnings.catch_warnings():  # a style that lacks a field is none of the person's concern
            warnings.simplefilter("ignore", RuntimeWarning)
            file = pysubs2.SSAFile.from_string(_shielded(text, form), format_=form)
    except (pysubs2.exceptions.Pysubs2Error, ValueError, IndexError) as error:
        raise _unreadable(path, str(error)) from error
    cues = [cue for event in file if not event.is_comment and (cue := _cue(event, form)) is not None]
    if not cues and text.strip() and not _is_empty_track(text):
        raise _unreadable(path, "no cue was found")
    ordered = sorted(cues, key=lambda cue: cue.start_s)
    return CaptionTrack(language, tuple(ordered) if as_it_is else apart(ordered))


def _is_empty_track(text: str) -> bool:
    """Say whether a file without a cue is a caption file all the same: it has a header, and none was overlooked."""
    ass = "[Script Info]" in text and "[Events]" in text and "\nDialogue:" not in text
    return text.lstrip().startswith("WEBVTT") or ass


def _format(path: Path, text: str) -> str | None:
    if text.lstrip().startswith("WEBVTT"):
        return "vtt"
    named = path.suffix.lower().lstrip(".")
    return {"srt": "srt", "ass": "ass", "ssa": "ass", "vtt": "vtt"}.get(named)


def _shielded(text: str, form: str | None) -> str:
    """Put stand-ins for braces and backslashes that are text, so that pysubs2 takes only real tags for tags."""
    if form == "ass":
        text = text.replace("\\{", HOLD["{"]).replace("\\}", HOLD["}"])
        return text.replace("\\" + JOINER, HOLD["\\"])
    if form == "srt":
        text = re.sub(r"\{\\[^}\n]*\}", "", text)  # positions and colours as some programs put them into SRT
    return _held(text)


def _cue(event: pysubs2.SSAEvent, form: str | None) -> Cue | None:
    plain = html.unescape(event.plaintext) if form == "vtt" else event.plaintext
    lines = tuple(" ".join(_released(line).replace(JOINER, "").split()) for line in plain.split("\n"))
    lines = tuple(line for line in lines if line)
    if not lines or event.end <= event.start:
        return None
    return Cue(event.start / 1000, event.end / 1000, lines)


def apart(ordered: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return cues (in order of their starts) that no longer overlap: the earlier one ends when the later one starts;
    of what starts at one moment, one cue is made.
    """
    out: list[Cue] = []
    for cue in ordered:
        if out and cue.start_s <= out[-1].start_s:
            out[-1] = Cue(out[-1].start_s, max(out[-1].end_s, cue.end_s), (*out[-1].lines, *cue.lines))
            continue
        if out and out[-1].end_s > cue.start_s:
            out[-1] = Cue(out[-1].start_s, cue.start_s, out[-1].lines)
        out.append(cue)
    return tuple(out)


def _unreadable(path: Path, detail: str) -> InputError:
    return InputError(
        f"{path.name} is not a caption file that can be read.",
        code="captions-unreadable",
        kept="It is untouched.",
        cure="Use an SRT, VTT or ASS file.",
        detail=detail,
        path=str(path),
    )
