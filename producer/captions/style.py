"""How captions look when they are burned into a picture: what a person chose, and what that means for one size.

:class:`CaptionStyle` is the choice, kept as JSON; :func:`burn_style` makes letters and margins of it for a picture's
shape; :func:`ass_style` says the same to libass. Preview and clip are both drawn from that one description.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from producer.files import write_json

if TYPE_CHECKING:
    import pysubs2

FONT = "Inter Semi Bold"
SHIPPED_FONTS = ("Inter Semi Bold", "Inter")
"""Those in ``FONT_FILES``, there on every machine; any other name is looked for among the system's fonts."""
FONT_FILES = ("Inter-SemiBold.otf", "Inter-Regular.otf")
BOXES = ("none", "shade", "solid")
PLACES = ("bottom", "middle", "top")
SMALLEST, LARGEST = 0.03, 0.1
"""Letters smaller than 3 % of the height are not read on a phone, larger than 10 % do not fit (own; the BBC's line of
8 % with its leading lies between).
"""
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text against what is behind it."""
SHADE = 0.65
"""How dense a shade is: white letters on it over a white picture still stand at 7:1 (WCAG 1.4.6)."""
EDGE = 0.003
"""An edge round letters without a box, as a share of the height: two pixels at 720 (own)."""
PADDING = 0.009
"""The box's air around the letters, as a share of the height (own)."""
DIRECTION_OF_TEXT = -1
"""A style's "encoding" by which libass takes each line's direction from its own first letter (Hebrew, Arabic)."""


@dataclass(frozen=True, slots=True)
class CaptionStyle:
    """A person's choice. ``size`` is the letters' height as a share of the height of a wide picture (upright and square
    ones take less, see ``burn_style``); ``box`` one of BOXES, ``place`` one of PLACES; colours are RRGGBB.
    ``box_colour`` empty: black behind light letters, white behind dark ones.
    """

    font: str = FONT
    size: float = 0.053
    box: str = "shade"
    place: str = "bottom"
    colour: str = "FFFFFF"
    box_colour: str = ""

    @property
    def ground(self) -> str:
        """The colour behind the letters (box or edge), RRGGBB."""
        if self.box_colour:
            return self.box_colour
        return max(("000000", "FFFFFF"), key=lambda ground: contrast(self.colour, ground))

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CaptionStyle:
        """Return the style that the data says; what is missing, of the wrong kind or out of bounds is as by default."""
        fields = dataclasses.fields(cls)
        return cls(**{one.name: data[one.name] for one in fields if _is_good(one.name, data.get(one.name))})


def _is_good(name: str, value: object) -> bool:
    if name == "size":
        return isinstance(value, (int, float)) and not isinstance(value, bool) and SMALLEST <= value <= LARGEST
    if not isinstance(value, str):
        return False
    choices = {"box": BOXES, "place": PLACES}
    if name in choices:
        return value in choices[name]
    if name == "font":
        return bool(value.strip()) and value.isprintable() and "," not in value  # a comma parts ASS's fields
    return bool(re.fullmatch(r"[0-9A-Fa-f]{6}", value)) or (name == "box_colour" and value == "")


# Where the choice is kept


def style_path() -> Path:
    """The file of the person's own style, beside the settings."""
    from producer.settings import settings_path

    return settings_path().with_name("caption_style.json")


def load_style(path: Path | None = None) -> CaptionStyle:
    """Return the style that was kept, or the one in a brand file (its ``captions``); else the default. A file that
    cannot be read counts as none.
    """
    try:
        raw: Any = json.loads((path or style_path()).read_text("utf-8"))
    except (OSError, ValueError):
        return CaptionStyle()
    if isinstance(raw, dict) and isinstance(raw.get("captions"), dict):
        raw = raw["captions"]
    return CaptionStyle.from_json(raw) if isinstance(raw, dict) else CaptionStyle()


def save_style(style: CaptionStyle, path: Path | None = None) -> None:
    """Keep the style, atomically. Raises DiskError."""
    write_json(path or style_path(), style.to_json())


# Contrast


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours RRGGBB, 1..21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def least_contrast(style: CaptionStyle) -> float:
    """Return the contrast of the letters with what is behind them, over the worst picture there can be: through a
    shade, white or black shines; without a box, the edge is what they stand out from.
    """
    if style.box != "shade":
        return contrast(style.colour, style.ground)
    return min(contrast(style.colour, _through(style.ground, picture)) for picture in ("FFFFFF", "000000"))


def _through(shade: str, picture: str) -> str:
    """The colour that a shade makes over a picture."""
    pairs = ((int(shade[at : at + 2], 16), int(picture[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(SHADE * over + (1 - SHADE) * under):02X}" for over, under in pairs)


# For one picture


@dataclass(frozen=True, slots=True)
class BurnStyle:
    """Letters and place, all relative to the picture's height, so that every size looks the same.

    ``size``: letter height as a share of the picture's height (BBC: a line is about 8 % of the height with its
    leading, so 5.3 % letters).
    ``margin_bottom``, ``margin_top``: free space there (title-safe area: 5 % and up; players put their controls there).
    ``box_opacity``: 0 no box, 1 solid. Colours are RRGGBB.
    """

    font: str = FONT
    size: float = 0.053
    margin_bottom: float = 0.07
    margin_side: float = 0.06
    colour: str = "FFFFFF"
    box_opacity: float = SHADE
    bold: bool = False
    place: str = "bottom"
    margin_top: float = 0.07
    box_colour: str = "000000"


def style_for(width: int, height: int) -> BurnStyle:
    """Return the default style for a picture of that size."""
    return burn_style(CaptionStyle(), width, height)


def burn_style(style: CaptionStyle, width: int, height: int) -> BurnStyle:
    """Return the style for a picture of that size; vertical pictures get smaller letters that stay clear of a
    phone's buttons (own: 3.4 % of the height where a wide picture has 5.3 %; free: the lowest 18 %, the upper 12 %).
    """
    share, bottom, top = 1.0, 0.07, 0.07
    if height > width:
        share, bottom, top = 0.034 / 0.053, 0.18, 0.12
    elif height == width:
        share, bottom, top = 0.046 / 0.053, 0.08, 0.08
    return BurnStyle(
        font=style.font,
        size=style.size * share,
        margin_bottom=bottom,
        margin_top=top,
        colour=style.colour,
        box_opacity={"none": 0.0, "shade": SHADE, "solid": 1.0}[style.box],
        place=style.place,
        box_colour=style.ground,
    )


def ass_style(style: BurnStyle, size: tuple[int, int], *, own_direction: bool = False) -> pysubs2.SSAStyle:
    """Return the style as libass takes it, for a picture of ``size`` (width, height in pixels). ``own_direction``:
    each line runs as its first letter does.
    """
    import pysubs2

    width, height = size
    alignment = {
        "bottom": pysubs2.Alignment.BOTTOM_CENTER,
        "middle": pysubs2.Alignment.MIDDLE_CENTER,
        "top": pysubs2.Alignment.TOP_CENTER,
    }[style.place]
    boxed = style.box_opacity > 0
    box = pysubs2.Color(*_rgb(style.box_colour), round(255 * (1 - style.box_opacity)) if boxed else 0)
    return pysubs2.SSAStyle(
        fontname=style.font,
        fontsize=style.size * height,
        bold=style.bold,
        primarycolor=pysubs2.Color(*_rgb(style.colour), 0),
        outlinecolor=box,
        backcolor=box,
        borderstyle=4 if boxed else 1,  # 4 is libass's own: one box behind all lines
        outline=0 if boxed else EDGE * height,
        shadow=PADDING * height if boxed else 0,
        alignment=alignment,
        encoding=DIRECTION_OF_TEXT if own_direction else 1,
        marginl=round(style.margin_side * width),
        marginr=round(style.margin_side * width),
        marginv=round((style.margin_top if style.place == "top" else style.margin_bottom) * height),
    )


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)
