"""How captions look when they are burned into a picture."""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Inter Semi Bold"
FONT_FILES = ("Inter-SemiBold.otf", "Inter-Regular.otf")


@dataclass(frozen=True, slots=True)
class BurnStyle:
    """Letters and place, all relative to the picture's height, so that every size looks the same.

    ``size``: letter height as a share of the picture's height (BBC: a line is about 8 % of the height with its
    leading, so 5.3 % letters).
    ``margin_bottom``: free space under the captions (title-safe area: 5 % and up; players put their controls there).
    ``box_opacity``: 0 no box, 1 solid black. Colours are RRGGBB.
    """

    font: str = FONT
    size: float = 0.053
    margin_bottom: float = 0.07
    margin_side: float = 0.06
    colour: str = "FFFFFF"
    box_opacity: float = 0.65
    bold: bool = False


def style_for(width: int, height: int) -> BurnStyle:
    """Return the style for a picture of that size; vertical pictures get smaller letters that stay clear of a
    phone's buttons.
    """
    if height > width:
        return BurnStyle(size=0.034, margin_bottom=0.18)
    if height == width:
        return BurnStyle(size=0.046, margin_bottom=0.08)
    return BurnStyle()
