"""Captions laid into a working folder, for ffmpeg to draw into a picture: the one way, for clips and for previews."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from producer.assets import asset
from producer.captions.formats import write_captions
from producer.captions.style import FONT_FILES, CaptionStyle, burn_style, load_style
from producer.export.plan import CAPTIONS, FONTS
from producer.values import CaptionTrack


def lay_captions(work: Path, captions: CaptionTrack, style: CaptionStyle | None, size: tuple[int, int]) -> None:
    """Write the captions as ASS for a picture of ``size`` (width, height in pixels), and the shipped fonts beside them.
    ``style`` None: the person's own.
    """
    write_captions(captions, work / CAPTIONS, style=burn_style(style or load_style(), *size), size=size)
    fonts = work / FONTS
    if not fonts.exists():
        fonts.mkdir()
        for name in FONT_FILES:
            shutil.copyfile(asset(f"fonts/{name}"), fonts / name)


def font_instead(said: str, font: str) -> str:
    """Return the font that was drawn with because ``font`` is not on this computer, out of what ffmpeg printed; empty
    where the font itself was found.
    """
    chosen = re.search(r"fontselect: \((.*?), \d+, \d+\) -> (?:.*, )?([^,\n]+)$", said, re.MULTILINE)
    if chosen is None or chosen[1] != font:
        return ""
    return "" if _plain(chosen[2]).startswith(_plain(font)) else chosen[2]


def font_warnings(said: str, style: CaptionStyle) -> tuple[str, ...]:
    """Return the sentence for a clip whose captions have another font than was chosen."""
    instead = font_instead(said, style.font)
    return (f"The font {style.font} is not on this computer: the captions are in {instead}.",) if instead else ()


def _plain(font: str) -> str:
    """A font's name without what its families and faces write differently: "Inter Semi Bold", "Inter-SemiBold"."""
    return re.sub(r"[^0-9a-z]", "", font.lower())
