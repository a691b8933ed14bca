"""Light and focus from the pixels: how bright face and background are, from which side, and how sharp the face is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import BLOWN_LUMA, SKIN_CHROMA, SKIN_HUE_DEG
from producer.coach.picture.faces import Face, Image

Grey = NDArray[np.uint8]
LIGHT_WIDTH_PX = 320
FOCUS_WIDTH_PX = 160
SLOW_SHARE = 0.3
"""Own: what changes over more than this share of the face's width is light, not drawing."""


@dataclass(frozen=True, slots=True)
class Light:
    """Mean lumas 0..255 (BT.601); ``side_ratio`` the brighter half of the face over the darker, 1 and up;
    ``blown_share`` of the face that is white without detail; None where nothing is left to measure.
    """

    face_luma: float | None
    background_luma: float | None
    side_ratio: float | None
    blown_share: float | None = None


def read_light(grey: Grey, face: Face) -> Light:
    """Measure the light on a luma picture whose pixels are those of ``face``."""
    inner = _cut(grey, face.x + 0.15 * face.width, face.y + 0.2 * face.height, 0.7 * face.width, 0.65 * face.height)
    if inner is None or inner.shape[1] < 4:
        return Light(None, _background(grey, face), None)
    half = inner.shape[1] // 2
    sides = sorted((float(inner[:, :half].mean()), float(inner[:, -half:].mean())))
    blown = float(np.count_nonzero(inner >= BLOWN_LUMA)) / inner.size
    return Light(float(inner.mean()), _background(grey, face), max(1.0, sides[1]) / max(1.0, sides[0]), blown)


def read_cast(image: Image, face: Face) -> float | None:
    """Return how far the face's colour lies outside that of skin, in CIELAB's a*b* plane; 0 where it does not.

    Skin of every tone has nearly one hue: lightness and chroma differ, the hue keeps to a sector. Blue, green and
    purple light lead out of it; a warm lamp does not, and looks kind. None where there is no face to see.
    """
    x, y, width, height = face.x + 0.15 * face.width, face.y + 0.2 * face.height, 0.7 * face.width, 0.65 * face.height
    part = image[max(0, round(y)) : max(0, round(y + height)), max(0, round(x)) : max(0, round(x + width))]
    if part.size == 0:
        return None
    lab = cv2.cvtColor(part.astype(np.float32) / 255, cv2.COLOR_BGR2Lab).reshape(-1, 3)
    a, b = (float(value) for value in np.median(lab[:, 1:], axis=0))
    hue, chroma = math.degrees(math.atan2(b, a)), math.hypot(a, b)
    off = min(max(hue, SKIN_HUE_DEG[0]), SKIN_HUE_DEG[1]) - hue
    nearest = max(SKIN_CHROMA, chroma * math.cos(math.radians(off))) if abs(off) < 90 else SKIN_CHROMA
    edge = math.radians(hue + off)
    return math.hypot(a - nearest * math.cos(edge), b - nearest * math.sin(edge))


def _background(grey: Grey, face: Face) -> float | None:
    """Mean luma of what is neither head (with hair) nor shoulders and body: three face widths below the chin's top."""
    mask = np.ones(grey.shape, bool)
    _blank(mask, face.x - 0.35 * face.width, face.y - 0.4 * face.height, 1.7 * face.width, 1.5 * face.height)
    _blank(mask, face.x - face.width, face.y + 0.8 * face.height, 3 * face.width, grey.shape[0])
    return float(grey[mask].mean()) if mask.mean() > 0.02 else None


def _blank(mask: NDArray[np.bool_], x: float, y: float, width: float, height: float) -> None:
    mask[max(0, round(y)) : max(0, round(y + height)), max(0, round(x)) : max(0, round(x + width))] = False


def _cut(grey: Grey, x: float, y: float, width: float, height: float) -> Grey | None:
    part = grey[max(0, round(y)) : max(0, round(y + height)), max(0, round(x)) : max(0, round(x + width))]
    return part if part.size else None


def read_sharpness(image: Image, face: Face) -> float | None:
    """Return the sharpness of the face: 1 and up is sharp, below a third is blurred (see limits.SHARPNESS).

    Variance of the Laplacian (Pech-Pacheco 2000) on the face at one fixed width, over the variance of its luma without
    the slow change from a lit to a dark cheek, so that dark and pale pictures and light from one side measure alike,
    times 10. None where the face is too small to tell.
    """
    crop = _cut_colour(image, face)
    if crop is None or crop.shape[1] < FOCUS_WIDTH_PX // 3:
        return None
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    if grey.shape[1] > FOCUS_WIDTH_PX:
        scale = FOCUS_WIDTH_PX / grey.shape[1]
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    drawing = grey.astype(np.float32)
    drawing -= cv2.blur(drawing, (max(3, round(SLOW_SHARE * grey.shape[1])),) * 2)
    spread = float(drawing.var())
    return None if spread < 1.0 else 10.0 * float(cv2.Laplacian(grey, cv2.CV_32F).var()) / spread


def _cut_colour(image: Image, face: Face) -> Image | None:
    x, y = max(0, round(face.x)), max(0, round(face.y))
    crop = image[y : max(0, round(face.y + face.height)), x : max(0, round(face.x + face.width))]
    return crop if crop.size else None
