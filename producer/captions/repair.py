"""SRT and WebVTT as others write them, put into the form that every reader understands; TTML known for what it is.

No word is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SPEAKER = ("\ue003", "\ue004")
"""Stand-ins that hold the name of a WebVTT voice while pysubs2 takes the tags out."""
TIME = r"-?\d{1,4}(?:\s?:\s?-?\d{1,2}){1,2}(?:\s?[.,]\s?-?\d{1,3})?"
TIMING = re.compile(rf"\s*({TIME})\s*(?:-+\s*>|—>|–>|→|=>)\s*({TIME})(?P<rest>(?:\s.*)?)")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]*)>")
INNER_TIME = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
NO_CUES = ("NOTE", "STYLE", "REGION")


def repaired_srt(text: str) -> str:
    """Return the text with all times in full, and nothing behind them. Hours may have been left out, thousandths too;
    a time before the start becomes the start.
    """
    return "\n".join(_full(line, ",", keep_rest=False) for line in text.split("\n"))


def repaired_vtt(text: str) -> str:
    """Return the cues only, numbered, their times in full, without notes, styles, regions and karaoke times; voices are
    kept between SPEAKER's signs.
    """
    blocks = (f"{number}\n{block}" for number, block in enumerate(_vtt_blocks(text), 1))
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _vtt_blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
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
    return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}{point}{fraction.ljust(3, '0')}"


def is_ttml(text: str) -> bool:
    """Say whether a file's text is TTML, whatever its name."""
    return text.lstrip()[:1] == "<" and re.search(r"<(?:\w+:)?tt[\s>]", text[:5000]) is not None


def has_no_captions(text: str) -> bool:
    """Say whether a TTML file's text holds not one caption."""
    return is_ttml(text) and re.search(r"<(?:\w+:)?p[\s>/]", text) is None
