"""SRT and WebVTT as others write them, put into the form that every reader understands; TTML known for what it is.

No word is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SPEAKER = ("\ue003", "\ue004")
"""Stand-ins that hold the name of a WebVTT voice while pysubs2 takes the tags out."""
TIME = r"-?\d{1,4}(?:\s?:\s?-?\d{1,2}){1,2}(?:\s?[.,]\s?-?\d{1,3})?"
ARROW = r"\s*(?:-+\s*>|—>|–>|→|=>)\s*"
TIMING = re.compile(rf"\s*({TIME}){ARROW}({TIME})(?P<rest>(?:\s.*)?)")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]*)>")
HOURS = 99
"""SRT and the library that reads and writes it know no later hour."""
NUMBER = re.compile(r"\s*\d+\s*")
LESS = "\ue005"
"""Stands for a "<" that begins no tag."""
NAMED_TAG = "(?:font|span|c|v|em|strong|small|big|br|p|div|center|lang|ruby|rt|rp|tt)\\b[^<>\\n]*"
NO_TAG = re.compile(rf"<(?!\s*/?\s*(?:[bius](?:\s[^<>\n]*=[^<>\n]*)?\s*|{NAMED_TAG})>)", re.IGNORECASE)
INNER_TIME = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
BLOCK_END = re.compile(rf"\n\n|\n[ \t]+\n(?=\n|(?:[^\n]+\n)?[ \t]*{TIME}{ARROW}{TIME}|NOTE|STYLE|REGION)")
"""A line of spaces is a caption's own line, as YouTube writes it, where no other block begins behind it."""
NO_CUES = ("NOTE", "STYLE", "REGION")


class TooLate(ValueError):
    """A time after the last hour that a caption file can hold."""


def repaired_srt(text: str) -> str:
    """Return the text with all times in full, and nothing behind them, each with a number above it, and LESS for every
    "<" that begins no tag. Hours may have been left out, thousandths too; a time before the start becomes the start.

    The numbers keep a last line of figures ("Call\\n112") from being taken for one. Raises TooLate.
    """
    lines = NO_TAG.sub(LESS, text).split("\n")
    first = next((at for at, line in enumerate(lines) if TIMING.fullmatch(line)), 0)
    numbered = any(NUMBER.fullmatch(line) for line in lines[:first])
    above, out = "", list[str]()
    for line in lines:
        if TIMING.fullmatch(line) and not (numbered and NUMBER.fullmatch(above)):
            out += ["", "0"]
        out.append(_full(line, ",", keep_rest=False))
        above = line if line.strip() else above
    return "\n".join([*out, "", "0"]) + "\n"


def repaired_vtt(text: str) -> str:
    """Return the cues only, numbered, their times in full, without notes, styles, regions and karaoke times; voices are
    kept between SPEAKER's signs. Raises TooLate.
    """
    blocks = (f"{number}\n{block}" for number, block in enumerate(_vtt_blocks(text), 1))
    return "\n\n".join(["WEBVTT", *blocks, "0"]) + "\n"


def _vtt_blocks(text: str) -> Iterator[str]:
    for block in BLOCK_END.split(text.strip("\n")):
        lines = block.strip("\n").split("\n")
        first = next((at for at, line in enumerate(lines) if TIMING.fullmatch(line)), None)
        if first is None or (first > 0 and lines[0].split(" ")[0] in NO_CUES):
            continue
        kept = "\n".join(_full(line, ".", keep_rest=True) for line in lines[first:])
        yield VOICE.sub(rf"{SPEAKER[0]}\1{SPEAKER[1]}", INNER_TIME.sub("", kept))


def _full(line: str, point: str, *, keep_rest: bool) -> str:
    found = TIMING.fullmatch(line)
    if found is None:
        return line
    rest = found["rest"] if keep_rest else ""
    return f"{_time(found[1], point)} --> {_time(found[2], point)}{rest}"


def _time(written: str, point: str) -> str:
    """Return "hh:mm:ss" with thousandths after ``point``."""
    whole, _, fraction = written.replace(" ", "").replace(",", ".").partition(".")
    if "-" in written:
        return f"00:00:00{point}000"
    hours, minutes, seconds = [*(["0"] if whole.count(":") == 1 else []), *whole.split(":")]
    if int(hours) > HOURS:
        raise TooLate(written)
    return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}{point}{fraction.ljust(3, '0')}"


def is_ttml(text: str) -> bool:
    """Say whether a file's text is TTML, whatever its name."""
    return text.lstrip()[:1] == "<" and re.search(r"<(?:\w+:)?tt[\s>]", text[:5000]) is not None


def has_no_captions(text: str) -> bool:
    """Say whether a TTML file's text holds not one caption."""
    return is_ttml(text) and re.search(r"<(?:\w+:)?p[\s>/]", text) is None
