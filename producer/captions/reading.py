"""Caption files read, whoever made them: SRT, WebVTT, ASS through pysubs2, TTML through ttconv."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pysubs2

from producer.captions.formats import HOLD, JOINER, held, released
from producer.captions.repair import HOURS, LESS, SPEAKER, TooLate, has_no_captions, is_ttml, repaired_srt, repaired_vtt
from producer.errors import InputError
from producer.files import read_text
from producer.values import CaptionTrack, Cue

VOICE = re.compile(f"{SPEAKER[0]}([^{SPEAKER[1]}]*){SPEAKER[1]}")
NAMED = {"srt": "srt", "ass": "ass", "ssa": "ass", "vtt": "vtt"}
DASH = "- "
"""What stands before a line where a file has two voices in one cue."""


def read_captions(path: Path, *, language: str = "", as_it_is: bool = False) -> CaptionTrack:
    """Read a caption file of any of the formats, whoever made it: BOM, CRLF, Windows letters, UTF-16, tags, times in
    every spelling and overlaps are taken in stride.

    Cues come in order; where two overlap, the earlier one ends when the later one starts, and what starts at one
    moment becomes one cue. ``as_it_is``: order, overlaps and cues without text are left, for a check. The language is
    that of a TTML file where none is given. Raises InputError.
    """
    text = file_text(path).replace("\r\n", "\n").replace("\r", "\n")
    try:
        own_language, cues = _read(path, text)
    except TooLate as error:
        raise InputError(
            f"{path.name} has a caption at {error}, and after {HOURS} hours no caption file goes on.",
            code="captions-late",
            kept="It is untouched.",
            cure="Move its times forward, and try again.",
            path=str(path),
        ) from error
    except (pysubs2.exceptions.Pysubs2Error, ValueError, IndexError) as error:
        raise _unreadable(path, str(error)) from error
    if not (cues if as_it_is else any(cue.lines for cue in cues)) and text.strip() and not _is_empty_track(text):
        raise _unreadable(path, "no cue was found")
    language = language or own_language
    if as_it_is:
        return CaptionTrack(language, tuple(cues))
    sound = [cue for cue in cues if cue.lines and cue.end_s > cue.start_s]
    return CaptionTrack(language, apart(sorted(sound, key=lambda cue: cue.start_s)))


def file_text(path: Path) -> str:
    """Return a file's text; UTF-16 without its mark is known by its zeros. Raises InputError."""
    try:
        return read_text(path)
    except InputError as error:
        if error.code != "not-text":
            raise
        raw = path.read_bytes()
        for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if len(raw) > 2 and raw[at::2].count(0) > 0.4 * len(raw) / 2 and raw[1 - at :: 2].count(0) == 0:
                return raw.decode(encoding, errors="replace")
        raise


def _read(path: Path, text: str) -> tuple[str, list[Cue]]:
    if is_ttml(text):
        from producer.captions.ttml import read_ttml  # needs a library of its own, which most files do not

        return read_ttml(text)
    form = _format(path, text)
    with warnings.catch_warnings():  # a style that lacks a field is none of the person's concern
        warnings.simplefilter("ignore", RuntimeWarning)
        file = pysubs2.SSAFile.from_string(_shielded(text, form), format_=form)
    return "", [cue for event in file if not (event.is_comment or event.is_drawing) for cue in _cues(event, form)]


def _is_empty_track(text: str) -> bool:
    """Say whether a file without a cue is a caption file all the same: it has a header, and none was overlooked."""
    ass = "[Script Info]" in text and "[Events]" in text and "\nDialogue:" not in text
    return text.lstrip().startswith("WEBVTT") or has_no_captions(text) or ass


def _format(path: Path, text: str) -> str | None:
    start = text.lstrip()
    if start.startswith("WEBVTT"):
        return "vtt"
    return "ass" if start.startswith("[Script Info]") else NAMED.get(path.suffix.lower().lstrip("."))


def _shielded(text: str, form: str | None) -> str:
    """Put stand-ins for braces and backslashes that are text, so that pysubs2 takes only real tags for tags."""
    if form == "ass":
        text = text.replace("\\{", HOLD["{"]).replace("\\}", HOLD["}"])
        return text.replace("\\" + JOINER, HOLD["\\"])
    if form == "srt":
        text = repaired_srt(re.sub(r"\{\\[^}\n]*\}", "", text))  # positions and colours as some programs put them in
    if form == "vtt":
        text = repaired_vtt(text)
    return held(text)


def _cues(event: pysubs2.SSAEvent, form: str | None) -> Iterator[Cue]:
    plain = html.unescape(event.plaintext) if form == "vtt" else event.plaintext
    speaker, plain = _voices(plain) if form == "vtt" else (" ".join(event.name.split()), plain)
    text = released(plain).replace(LESS, "<").replace(JOINER, "")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    kept = tuple(line for line in lines if line)
    if kept or form != "ass":  # a line of ASS without text is a drawing or an effect, or was not understood
        yield Cue(event.start / 1000, event.end / 1000, kept, speaker)


def _voices(text: str) -> tuple[str, str]:
    """Return who speaks and the words; where several do, nobody, and a line with a dash for each."""
    names = [" ".join(html.unescape(name).split()) for name in VOICE.findall(text)]
    if len(set(names)) < 2:
        return (names[0] if names else ""), VOICE.sub("", text)
    turns = [turn.strip() for turn in VOICE.split(text)[::2]]
    return "", "\n".join(DASH + turn for turn in turns if turn)


def apart(ordered: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return cues (in order of their starts) that no longer overlap: the earlier one ends when the later one starts;
    of what starts at one moment, one cue is made.
    """
    out: list[Cue] = []
    for cue in ordered:
        if out and cue.start_s <= out[-1].start_s:
            one = out[-1]
            speaker = one.speaker if one.speaker == cue.speaker else ""
            out[-1] = Cue(one.start_s, max(one.end_s, cue.end_s), (*one.lines, *cue.lines), speaker)
            continue
        if out and out[-1].end_s > cue.start_s:
            out[-1] = replace(out[-1], end_s=cue.start_s)
        out.append(cue)
    return tuple(out)


def _unreadable(path: Path, detail: str) -> InputError:
    return InputError(
        f"{path.name} is not a caption file that can be read.",
        code="captions-unreadable",
        kept="It is untouched.",
        cure="Use an SRT, VTT, ASS or TTML file.",
        detail=detail,
        path=str(path),
    )
