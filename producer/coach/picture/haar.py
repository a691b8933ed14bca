"""The Haar cascades that opencv-python 4.x brings: where a face is and how large, without a model.

They know no nose and no mouth, and eyes only where both are seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import (
    HAAR_CAREFUL_PX,
    HAAR_DOWN,
    HAAR_FACE_PX,
    HAAR_LIVE_PX,
    HAAR_SPREAD,
    HAAR_STEP,
    HAAR_TO_YUNET,
)
from producer.coach.picture.face import Face, Image, Point, scaled, square

Box = tuple[float, float, float, float]
"""Left, top, width and height of a square around eyes, nose and mouth, in pixels."""


class HaarDetector:
    """The frontal face and eye cascades.

    The cascade knows sizes in steps of a tenth. The speaker's face is looked at again in finer steps, and the mean of
    all that fits is taken. ``careful`` does that once more around the first mean, and looks harder where it saw nobody.
    """

    def __init__(self, *, careful: bool = False) -> None:
        self._times = 2 if careful else 1
        self._widths_px: tuple[int, ...] = HAAR_CAREFUL_PX if careful else HAAR_LIVE_PX
        folder = Path(cv2.__file__).parent / "data"  # where opencv-python 4.x keeps them
        self._faces = cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_default.xml"))
        self._eyes = cv2.CascadeClassifier(str(folder / "haarcascade_eye.xml"))

    def find(self, image: Image) -> list[Face]:
        return next((found for width_px in self._widths_px if (found := self._find(image, width_px))), [])

    def _find(self, image: Image, width_px: int) -> list[Face]:
        small, scale = scaled(image, width_px)
        grey = cv2.equalizeHist(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))
        boxes = self._faces.detectMultiScale(grey, 1.1, 6, minSize=(28, 28))
        return [
            _like_yunet((float(x) / scale, float(y) / scale, float(w) / scale, float(h) / scale))
            for x, y, w, h in boxes
        ]

    def refine(self, image: Image, face: Face) -> Face:
        box = _like_haar(face)
        for _ in range(self._times):
            box = self._measure(image, box)
        tall = _like_yunet(box)
        return Face(tall.x, tall.y, tall.width, tall.height, self._find_eyes(image, box))

    def _measure(self, image: Image, box: Box) -> Box:
        """Return the mean of every square of about this size that the cascade takes for the face."""
        x, y, width, _ = box
        side = max(8, round(1.8 * width))
        left, top = round(x + width / 2 - side / 2), round(y + width / 2 - side / 2)
        near, scale = square(image, left, top, side, round(1.8 * HAAR_FACE_PX))
        grey = cv2.equalizeHist(cv2.cvtColor(near, cv2.COLOR_BGR2GRAY))
        least, most = (round(HAAR_FACE_PX * factor) for factor in (1 / HAAR_SPREAD, HAAR_SPREAD))
        found = self._faces.detectMultiScale(grey, HAAR_STEP, 0, minSize=(least, least), maxSize=(most, most))
        if len(found) < 5:
            return box
        near_x, near_y, size = (float(value) for value in _means(np.asarray(found, np.float64)))
        return left + near_x / scale, top + near_y / scale, size / scale, size / scale

    def _find_eyes(self, image: Image, box: Box) -> tuple[Point, Point] | None:
        x, y, width, height = (round(value) for value in box)
        top, bottom = y + round(0.15 * height), y + round(0.6 * height)
        small, scale = scaled(np.ascontiguousarray(image[max(0, top) : bottom, max(0, x) : x + width]), 160)
        if min(small.shape[:2]) < 24:
            return None
        found = self._eyes.detectMultiScale(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), 1.1, 5, minSize=(20, 20))
        points = [
            (max(0, x) + float(ex + ew / 2) / scale, max(0, top) + float(ey + eh / 2) / scale)
            for ex, ey, ew, eh in found
        ]
        return _one_each_side(points, x + width / 2)


def _means(squares: NDArray[np.float64]) -> tuple[Any, Any, Any]:
    """Return left, top and size of the mean square: means of the middles and of the sizes."""
    size = squares[:, 2].mean()
    middle = (squares[:, :2] + squares[:, 2:] / 2).mean(axis=0)
    return middle[0] - size / 2, middle[1] - size / 2, size


def _one_each_side(points: Sequence[Point], middle_x: float) -> tuple[Point, Point] | None:
    left = [point for point in points if point[0] < middle_x]
    right = [point for point in points if point[0] >= middle_x]
    return (left[0], right[0]) if len(left) == 1 and len(right) == 1 else None


def _like_yunet(box: Box) -> Face:
    """Return the face with a box as YuNet would give: from the hairline to the chin."""
    x, y, width, height = box
    tall = height * HAAR_TO_YUNET
    return Face(x, y + (height - tall) / 2 + HAAR_DOWN * tall, width, tall)


def _like_haar(face: Face) -> Box:
    size = face.height / HAAR_TO_YUNET
    y = face.y - HAAR_DOWN * face.height - (size - face.height) / 2
    return face.x, y, face.width, size
