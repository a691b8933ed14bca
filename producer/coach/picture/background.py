"""What is behind the speaker: how busy it is, how dark, and whether a window in it is blown out."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.picture.faces import Face, Image, scaled

WIDTH_PX = 320
EDGE = 12.0
"""Luma steps (of 255) a pixel from which on an edge is seen as one, on a picture 320 wide, smoothed by a pixel: what is
out of focus has none (own measurement, see room_limits.BUSY)."""
BLOWN_LUMA = 245
LEAST_SHARE = 0.05
"""Where less than this of the picture is background, nothing is said of it."""


@dataclass(frozen=True, slots=True)
class Background:
    """``busy``: share of it that is edges; ``luma``: its mean, 0..255; ``blown``: share of it that is plain white."""

    busy: float
    luma: float
    blown: float


def read_background(image: Image, face: Face) -> Background | None:
    """Measure what is neither the head nor the body of ``face`` (in pixels of ``image``)."""
    small, scale = scaled(image, WIDTH_PX)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    behind = _behind(grey.shape, face.moved(scale))
    if behind.mean() < LEAST_SHARE:
        return None
    luma = grey[behind]
    return Background(
        busy=float((_steps(np.asarray(grey, np.uint8))[behind] > EDGE).mean()),
        luma=float(luma.mean()),
        blown=float((luma >= BLOWN_LUMA).mean()),
    )


def _steps(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return how much the luma changes from pixel to pixel."""
    smooth = cv2.GaussianBlur(grey, (0, 0), 1.0)
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, dx, dy, scale=1 / 8) for dx, dy in ((1, 0), (0, 1)))
    return np.asarray(np.hypot(across, down), np.float32)


def _behind(shape: tuple[int, ...], face: Face) -> NDArray[np.bool_]:
    """Everything but the head with its hair, and the body: three face widths from the chin down."""
    mask = np.ones(shape, bool)
    for x, y, width, height in (
        (face.x - 0.35 * face.width, face.y - 0.4 * face.height, 1.7 * face.width, 1.5 * face.height),
        (face.x - face.width, face.y + 0.8 * face.height, 3 * face.width, float(shape[0])),
    ):
        mask[max(0, round(y)) : max(0, round(y + height)), max(0, round(x)) : max(0, round(x + width))] = False
    return mask
