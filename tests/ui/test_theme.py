"""Contrast of every pair of text and ground, and of every outline that carries meaning (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import pytest

from ui.theme import DARK, LIGHT, Theme, contrast

TEXT_ON = [
    *(("text", ground) for ground in ("window", "surface", "sunken", "accent_soft")),
    *(("muted", ground) for ground in ("window", "surface", "stage")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    ("on_glass", "glass"),
    ("text", "stage"),
]
SHAPES_ON = [
    ("outline", "window"),
    ("outline", "surface"),
    ("focus", "window"),
    ("focus", "surface"),
    ("accent", "window"),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON)
def test_shapes_can_be_seen(theme: Theme, shape: str, ground: str) -> None:
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3.0


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
