"""Turning a camera picture into one that is painted 1:1. Imports OpenCV: for background threads only."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def fitted(width: int, height: int, room_width: int, room_height: int) -> tuple[int, int]:
    """Return the largest size of the same shape that fits in the room; at least one pixel."""
    share = min(room_width / width, room_height / height)
    return max(1, round(width * share)), max(1, round(height * share))


def to_screen(image: NDArray[np.uint8], room_width: int, room_height: int, *, mirrored: bool = True) -> QImage | None:
    """Scale ``image`` (height x width x 3, BGR) into the room, mirrored as a person knows themselves; None without
    room.
    """
    if room_width < 2 or room_height < 2 or image.size == 0:
        return None
    size = fitted(image.shape[1], image.shape[0], room_width, room_height)
    much_smaller = size[0] * 2 <= image.shape[1]  # nearer to 1:1 it looks the same, and costs five times as much
    scaled: Any = cv2.resize(image, size, interpolation=cv2.INTER_AREA if much_smaller else cv2.INTER_LINEAR)
    if mirrored:
        scaled = cv2.flip(scaled, 1)
    pixels = cv2.cvtColor(scaled, cv2.COLOR_BGR2BGRA)  # the byte order that Qt paints without converting
    return QImage(pixels.data, size[0], size[1], pixels.strides[0], QImage.Format.Format_RGB32).copy()
