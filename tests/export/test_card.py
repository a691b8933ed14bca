"""The title card: every word whole and inside the picture, however long the title is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFont

from producer.assets import asset
from producer.errors import ProducerError
from producer.export.card import TEXT_FONT, TITLE_FONT, TitleCard, broken_lines, draw_card
from producer.studio import make_clip

LONG = (
    "Why we think that the plan for next year, however long its title has become, still deserves to be read by "
    "everybody in the organisation, and what we ask of you"
)


def lit(card: TitleCard, folder: Path, size: tuple[int, int] = (1280, 720)) -> NDArray[np.bool_]:
    """Return where the card has letters."""
    draw_card(card, *size, folder / "card.png")
    return np.asarray(Image.open(folder / "card.png").convert("RGB")).min(axis=2) > 140


@pytest.mark.parametrize("room", [300, 700, 1050])
def test_lines_are_made_of_whole_words_and_fit(room: int) -> None:
    lines, torn = broken_lines(LONG, TITLE_FONT, room, 40)
    width = ImageFont.truetype(str(asset(TITLE_FONT)), 40).getlength
    assert " ".join(lines) == LONG and not torn
    assert max(map(width, lines)) <= room
    assert all(width(f"{line} {after.split()[0]}") > room for line, after in pairwise(lines))


def test_a_word_wider_than_the_card_is_torn_and_nothing_of_it_lost() -> None:
    lines, torn = broken_lines("x" * 100, TITLE_FONT, 300, 40)
    assert torn and "".join(lines) == "x" * 100


@pytest.mark.parametrize("title", [LONG, LONG * 4, "word " * 900, "x" * 400])
@pytest.mark.parametrize("size", [(1280, 720), (404, 720)])
def test_long_titles_stay_inside(tmp_path: Path, title: str, size: tuple[int, int]) -> None:
    """9 % free on either side, and above and below."""
    rows, columns = lit(TitleCard(title, "Anna Peeters", "CEO"), tmp_path, size).nonzero()
    assert columns.min() >= 0.08 * size[0] and columns.max() <= 0.92 * size[0]
    assert rows.min() > 0.05 * size[1] and rows.max() < 0.95 * size[1]


def test_the_last_line_has_its_feet(tmp_path: Path) -> None:
    """Name and role in letters of 4.5 % of the height: an x is as high as the font says."""
    rows = lit(TitleCard("Plan", "x"), tmp_path)[:, 100:140].any(axis=1)[380:].nonzero()[0]
    _, top, _, bottom = ImageFont.truetype(str(asset(TEXT_FONT)), 32).getbbox("x")
    assert np.ptp(rows) + 1 == pytest.approx(bottom - top, abs=1)


def test_a_title_of_spaces_is_no_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cards = []

    def stop(*args: object, card: TitleCard | None, **more: object) -> None:
        cards.append(card)
        raise ProducerError("enough", code="enough")

    monkeypatch.setattr("producer.export.export_clip", stop)
    for title in ("  ", "Plan"):
        with pytest.raises(ProducerError):
            make_clip(tmp_path / "take.mkv", ["x"], tmp_path, title=title)
    assert cards == [None, TitleCard("Plan")]
