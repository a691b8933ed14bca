"""The title card: title, name and role on a calm ground, composed with MoviePy as one picture; ffmpeg fades it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from producer.assets import asset

GROUND = (24, 32, 43)
INK = "#F5F1E8"
ACCENT = (226, 132, 74)
SMALLEST_PX = 12
"""Letters are not made smaller than this; what then still has no room ends in an ellipsis."""
TITLE_FONT, TEXT_FONT = "fonts/Inter-SemiBold.otf", "fonts/Inter-Regular.otf"


@dataclass(frozen=True, slots=True)
class TitleCard:
    """What stands on the card; ``name`` and ``role`` may be empty."""

    title: str
    name: str = ""
    role: str = ""


def draw_card(card: TitleCard, width: int, height: int, target: Path) -> tuple[str, ...]:
    """Draw the card as a PNG of that size in pixels. Return the signs that the font does not have and that were left
    out.
    """
    from moviepy import ColorClip, CompositeVideoClip

    side = min(width, height)
    title, missing = drawable(card.title)
    below, missing_below = drawable(", ".join(part for part in (card.name, card.role) if part))
    layers: list[Any] = [ColorClip((width, height), color=GROUND)]
    left, room = round(width * 0.09), round(width * 0.82)
    head = _text(title, TITLE_FONT, room, round(height * 0.5), round(side * 0.1))
    foot = _text(below, TEXT_FONT, room, round(height * 0.16), round(side * 0.045))
    top = round((height - head.h) / 2 - (foot.h / 2 if below else 0))
    layers.append(
        ColorClip((round(side * 0.1), max(2, round(side * 0.008))), color=ACCENT).with_position(
            (left, top - round(side * 0.06))
        )
    )
    layers.append(head.with_position((left, top)))
    if below:
        layers.append(foot.with_position((left, top + head.h + round(side * 0.035))))
    composed = CompositeVideoClip(layers, size=(width, height)).with_duration(1)
    composed.save_frame(str(target), t=0)
    composed.close()
    return (*missing, *missing_below)


def _text(text: str, font: str, room: int, most_high: int, size: int) -> Any:
    """Return the text as large as asked for, or as much smaller as it takes to fit.

    A word is torn apart only where it would have to be smaller than half the size.
    """
    small = size / 2
    lines, torn = broken_lines(text, font, room, size)
    while size > SMALLEST_PX and (_height(len(lines), font, size) > most_high or (torn and size > small)):
        size = max(SMALLEST_PX, round(size * 0.85))
        lines, torn = broken_lines(text, font, room, size)
    while len(lines) > 1 and _height(len(lines), font, size) > most_high:
        lines = [*lines[:-2], f"{lines[-2]}\u2026"]
    return _letters(lines, font, room, size)


def _height(lines: int, font: str, size: int) -> int:
    """Return how high so many lines are, in pixels: MoviePy's own figure cuts the last line's feet off."""
    from PIL import ImageFont

    face = ImageFont.truetype(str(asset(font)), size)
    return ceil(sum(face.getmetrics()) + (lines - 1) * (face.getbbox("A")[3] + _between(size)))


def _between(size: int) -> int:
    return round(size * 0.15)


def _letters(lines: list[str], font: str, room: int, size: int) -> Any:
    from moviepy import TextClip

    return TextClip(
        font=str(asset(font)),
        text="\n".join(lines) or " ",
        font_size=size,
        color=INK,
        size=(room, _height(max(1, len(lines)), font, size)),
        method="label",
        text_align="left",
        horizontal_align="left",
        vertical_align="top",
        interline=_between(size),
    )


def broken_lines(text: str, font: str, room: int, size: int) -> tuple[list[str], bool]:
    """Return the lines of at most ``room`` pixels, and whether a word had to be torn apart for it.

    MoviePy's own breaking tears words from the second line on (it takes a place in the text for one in the line).
    """
    from PIL import ImageFont

    width = ImageFont.truetype(str(asset(font)), size).getlength
    lines, torn = [""], False
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) <= room:
            lines[-1] = longer
            continue
        lines.append(word)
        while width(lines[-1]) > room and len(lines[-1]) > 1:
            torn, fits = True, _signs_that_fit(lines[-1], width, room)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line for line in lines if line], torn


def _signs_that_fit(word: str, width: Callable[[str], float], room: int) -> int:
    return max(1, bisect_right(range(1, len(word)), room, key=lambda count: ceil(width(word[:count]))))


def drawable(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text on one line with only what the font can draw, and what was left out (an emoji, say)."""
    from PIL import ImageFont

    font = ImageFont.truetype(str(asset(TITLE_FONT)), 32)
    blank = _shape(font, "\uffff")
    kept, missing = [], []
    for sign in " ".join(text.split()):
        if sign.isspace() or _shape(font, sign) != blank:
            kept.append(sign)
        elif sign.isprintable() and sign not in missing:
            missing.append(sign)
    return " ".join("".join(kept).split()), tuple(missing)


def _shape(font: Any, sign: str) -> tuple[Any, bytes]:
    mask = font.getmask(sign)
    return (mask.size, bytes(mask))
