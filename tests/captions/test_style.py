"""The look of captions: kept as JSON, sure to be read, in its place, and in the clip just as in the preview."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from fakes.known_media import flash_and_click, frame_at, make
from numpy.typing import NDArray

from producer.captions.formats import captions_text
from producer.captions.style import (
    LARGEST,
    LEAST_CONTRAST,
    CaptionStyle,
    burn_style,
    contrast,
    least_contrast,
    load_style,
    save_style,
    style_for,
    style_path,
)
from producer.errors import MissingFile
from producer.export import burn_captions
from producer.export.burn import font_instead
from producer.export.still import GROUND, Still, Stills
from producer.values import CaptionTrack, Cue

SERIF = "DejaVu Serif"


# The choice and its file


def test_a_style_is_kept_and_comes_back(tmp_path: Path) -> None:
    assert load_style() == CaptionStyle()
    style = CaptionStyle(SERIF, 0.07, "solid", "top", "FFE24A", "102030")
    save_style(style)
    assert load_style() == style
    assert style_path().parent.name == "config"
    brand = tmp_path / "brand.json"
    brand.write_text(json.dumps({"name": "We", "captions": style.to_json()}))
    assert load_style(brand) == style


@pytest.mark.parametrize(
    "data",
    [
        {"size": 3}, {"size": True}, {"size": "0.05"}, {"box": "glass"}, {"place": "left"}, {"font": ""}, {"font": 7},
        {"font": "a,b"}, {"font": "a\nDialogue:"}, {"colour": "white"}, {"colour": "FFFFFF\n"}, {"box_colour": "12345"},
        {"unknown": 1},
    ],
)  # fmt: skip
def test_what_is_no_style_is_as_by_default(data: dict[str, object]) -> None:
    assert CaptionStyle.from_json(data) == CaptionStyle()
    assert CaptionStyle.from_json({**data, "place": "top"}).place == "top" or "place" in data


@pytest.mark.parametrize("text", ["", "[]", "{", '{"captions": 3}'])
def test_a_file_that_cannot_be_read_is_the_default(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    assert load_style(tmp_path / "x.json") == CaptionStyle()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("FFFFFF", "000000") == 21.0
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)  # the best known grey that just fails


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (CaptionStyle(), 7.0),  # white through a shade over a white picture: #595959
        (CaptionStyle(box="solid"), 21.0),
        (CaptionStyle(box="none"), 21.0),
        (CaptionStyle(colour="000000"), 8.63),  # black letters get a white shade by themselves: #A6A6A6
        (CaptionStyle(colour="777777", box="solid", box_colour="FFFFFF"), 4.48),
    ],
)
def test_letters_stand_out_from_the_worst_picture(style: CaptionStyle, expected: float) -> None:
    assert least_contrast(style) == pytest.approx(expected, abs=0.05)
    assert (least_contrast(style) >= LEAST_CONTRAST) == (expected > 4.5)


def test_upright_pictures_get_smaller_letters_that_stay_clear_of_buttons() -> None:
    wide, upright = burn_style(CaptionStyle(), 1280, 720), burn_style(CaptionStyle(), 720, 1280)
    assert (wide.size, wide.margin_bottom) == (0.053, 0.07)
    assert (round(upright.size, 4), upright.margin_bottom) == (0.034, 0.18)
    assert style_for(720, 1280) == upright
    larger = burn_style(CaptionStyle(size=LARGEST), 720, 1280)
    assert larger.size / upright.size == pytest.approx(LARGEST / 0.053)


def test_a_font_cannot_break_the_file() -> None:
    text = captions_text(CaptionTrack("", (Cue(0, 1, ("a",)),)), "ass", style=burn_style(CaptionStyle(SERIF), 64, 36))
    assert f"Style: Default,{SERIF}," in text


# What is drawn


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dark at the left, light at the right; white for half a second."""
    path = tmp_path_factory.mktemp("take") / "take.mkv"
    halves = "color=c=0x303030:s=640x360:r=30:d=4,drawbox=x=320:w=320:c=0xb0b0b0:t=fill"
    return make(
        path,
        *("-f", "lavfi", "-i", f"{halves},drawbox=c=white:t=fill:enable='between(t,2,2.5)'"),
        *("-f", "lavfi", "-i", "sine=d=4", "-t", "4", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "12"),
        *("-c:a", "pcm_s16le"),
    )


def pixels(still: Still) -> NDArray[np.uint8]:
    return np.frombuffer(still.pixels, np.uint8).reshape(still.height, still.width, 3)


STYLES = {
    "default": CaptionStyle(),
    "serif, solid, top": CaptionStyle(SERIF, 0.08, "solid", "top", "FFE24A", "102030"),
    "no box, middle": CaptionStyle(size=0.06, box="none", place="middle"),
    "dark on light": CaptionStyle(colour="101010", box="solid"),
}


@pytest.mark.parametrize("name", STYLES)
def test_the_preview_is_what_is_burned(take: Path, tmp_path: Path, name: str) -> None:
    """The clip is compressed, so pixels differ a little everywhere, and more at the letters' edges: 99 of 100 are
    within 24 of 255, the mean within 3; at the letters, less than a quarter of what no caption at all would be off.
    """
    style, lines = STYLES[name], ("Wat je hier ziet,", "is wat er komt te staan.")
    burn_captions(take, CaptionTrack("nl", (Cue(0.5, 1.8, lines),)), tmp_path / "burned.mp4", style=style)
    stills = Stills()
    clip = frame_at(tmp_path / "burned.mp4", 1.0).astype(int)
    shown, bare = (pixels(stills.still(take, 1.0, text, style)).astype(int) for text in (lines, ()))
    stills.close()
    assert clip.shape == shown.shape == (360, 640, 3)
    off = np.abs(clip - shown).max(axis=2)
    assert np.percentile(off, 99) <= 24
    assert off.mean() < 3.0
    inked = np.abs(shown - bare).max(axis=2) > 40
    assert inked.sum() > 2000
    assert off[inked].mean() * 4 < np.abs(clip - bare).max(axis=2)[inked].mean()
    rows = np.flatnonzero(inked.any(axis=1))
    third = {"top": (0, 120), "middle": (120, 240), "bottom": (240, 360)}[style.place]
    assert third[0] <= rows.min() and rows.max() < third[1]


def test_a_style_that_was_kept_is_the_one_that_is_burned(take: Path, tmp_path: Path) -> None:
    save_style(CaptionStyle(place="top", box="solid"))
    burn_captions(take, CaptionTrack("nl", (Cue(0.5, 1.8, ("Boven",)),)), tmp_path / "burned.mp4")
    clip = frame_at(tmp_path / "burned.mp4", 1.0)
    assert (clip[:90].min(axis=2) > 200).sum() > 100
    assert (clip[200:].min(axis=2) > 225).sum() == 0


def test_the_picture_is_that_of_the_moment_and_is_found_once(take: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stills = Stills()
    style = CaptionStyle()
    dark = pixels(stills.still(take, 1.0, (), style))
    assert dark[100, 60].max() < 80
    monkeypatch.setattr(stills, "_find", None)  # typing does not look for it again
    assert pixels(stills.still(take, 1.0, ("Hello",), style))[240:].max() > 240
    monkeypatch.undo()
    assert pixels(stills.still(take, 2.2, (), style)).min() > 240
    assert pixels(stills.still(take, 99.0, (), style)).shape == (360, 640, 3)  # after the end: the last one
    folder = stills._work
    stills.close()
    assert not folder.exists()


def test_sound_alone_has_a_plain_ground(take: Path, tmp_path: Path) -> None:
    stills = Stills()
    sound = make(tmp_path / "sound.wav", "-i", str(take))
    still = stills.still(sound, 1.0, ("Hello",), CaptionStyle())
    assert (still.width, still.height) == GROUND[:2]
    assert (pixels(still).min(axis=2) > 200).sum() > 100
    with pytest.raises(MissingFile):
        stills.still(tmp_path / "gone.mp4", 1.0, (), CaptionStyle())
    stills.close()


def test_upright_and_large_pictures_keep_their_shape(tmp_path: Path) -> None:
    stills = Stills()
    sizes = []
    for name, size in (("up", "360x640"), ("large", "2560x1440")):
        video = flash_and_click(tmp_path / f"{name}.mkv", size=size, seconds=1)
        still = stills.still(video, 0.3, ("Hello",), CaptionStyle())
        sizes.append((still.width, still.height))
    stills.close()
    assert sizes == [(360, 640), (1280, 720)]


def test_a_font_that_is_not_here_is_said(take: Path) -> None:
    stills = Stills()
    assert stills.still(take, 1.0, ("Hello",), CaptionStyle()).font_instead == ""
    assert stills.still(take, 1.0, ("Hello",), CaptionStyle("No Such Letters")).font_instead != ""
    stills.close()


@pytest.mark.parametrize(
    ("said", "font", "expected"),
    [
        ("[ass] fontselect: (Inter Semi Bold, 400, 0) -> Inter-SemiBold, 0, Inter-SemiBold", "Inter Semi Bold", ""),
        ("fontselect: (Brand, 400, 0) -> /usr/x, y/DejaVuSans.ttf, 0, DejaVuSans", "Brand", "DejaVuSans"),
        ("fontselect: (Arial, 400, 0) -> C:/Windows/arial.ttf, 0, ArialMT\nmore", "Arial", ""),
        ("nothing of the kind", "Arial", ""),
    ],
)
def test_the_font_that_was_taken_instead(said: str, font: str, expected: str) -> None:
    assert font_instead(said, font) == expected
