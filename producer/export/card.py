"""The title card: title, name and role on a calm ground, composed with MoviePy as one picture; ffmpeg fades it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer.assets import asset

GROUND = (24, 32, 43)
INK = "#F5F1E8"
ACCENT = (226, 132, 74)
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
    """Return the text as large as asked for, or as much smaller as it takes to fit."""
    from moviepy import TextClip

    while True:
        clip = TextClip(
            font=str(asset(font)),
            text=text or " ",
            font_size=size,
            color=INK,
            size=(room, None),
            method="caption",
            text_align="left",
            horizontal_align="left",
            margin=(0, 0, 0, round(size * 0.3)),
            interline=round(size * 0.15),
        )
        if clip.h <= most_high or size <= 12:
            return clip
        size = round(size * 0.85)


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
