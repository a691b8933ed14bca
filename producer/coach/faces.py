"""Finding faces with OpenCV: YuNet where its model is there, else the Haar cascades that opencv-python 4.x brings.

Both look on a scaled picture and answer in pixels of the picture that was given. A detector is used from one thread
at a time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import DETECT_WIDTH_PX, HAAR_WIDTH_PX
from producer.errors import ModelError

Image = NDArray[np.uint8]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A face box in pixels; the points are None where the detector does not know them.

    ``eyes`` are the one at the picture's left, then the one at its right (the speaker's own right eye first).
    """

    x: float
    y: float
    width: float
    height: float
    eyes: tuple[Point, Point] | None = None
    nose: Point | None = None
    mouth: tuple[Point, Point] | None = None

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


class FaceDetector(Protocol):
    """Finds every face in a picture."""

    def find(self, image: Image) -> list[Face]: ...


def open_detector(model: Path | None) -> FaceDetector:
    """Return YuNet where ``model`` is there, else Haar. Raises ModelError where ``model`` cannot be used.

    OpenCV is kept to one thread in this process: on pictures this small its helpers wait more than they work, and
    the waiting costs CPU.
    """
    cv2.setNumThreads(1)
    return YuNetDetector(model) if model is not None else HaarDetector()


class YuNetDetector:
    """YuNet (opencv_zoo, 2023mar) with its five points."""

    SCORE = 0.7

    def __init__(self, model: Path) -> None:
        try:
            self._net = cv2.FaceDetectorYN.create(str(model), "", (320, 320), self.SCORE, 0.3, 50)
        except cv2.error as error:
            raise ModelError(
                "The face model is damaged.",
                code="face-model-damaged",
                cure="Fetch it again: producer models fetch yunet",
                detail=str(error),
                path=str(model),
            ) from error
        self._size = (320, 320)

    def find(self, image: Image) -> list[Face]:
        small, scale = scaled(image, DETECT_WIDTH_PX)
        size = (small.shape[1], small.shape[0])
        if size != self._size:
            self._net.setInputSize(size)
            self._size = size
        _, rows = self._net.detect(small)
        return [] if rows is None else [_yunet_face(row / scale) for row in rows]


def _yunet_face(row: NDArray[np.float32]) -> Face:
    x, y, width, height, *points = (float(value) for value in row[:14])
    right_eye, left_eye, nose, right_mouth, left_mouth = zip(points[::2], points[1::2], strict=True)
    return Face(x, y, width, height, _by_x(right_eye, left_eye), nose, _by_x(right_mouth, left_mouth))


def _by_x(one: Point, other: Point) -> tuple[Point, Point]:
    return (one, other) if one[0] <= other[0] else (other, one)


class HaarDetector:
    """The frontal face and eye cascades. Knows no nose or mouth; eyes only where both are seen."""

    HEIGHT_TO_YUNET = 1.09
    """Measured on the test clips: YuNet's box reaches from the hairline to the chin, Haar's square is this much
    lower.
    """

    def __init__(self) -> None:
        folder = Path(cv2.__file__).parent / "data"  # where opencv-python 4.x keeps them
        self._faces = cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_default.xml"))
        self._eyes = cv2.CascadeClassifier(str(folder / "haarcascade_eye.xml"))

    def find(self, image: Image) -> list[Face]:
        small, scale = scaled(image, HAAR_WIDTH_PX)
        grey = cv2.equalizeHist(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))
        boxes = self._faces.detectMultiScale(grey, 1.1, 6, minSize=(28, 28))
        return [self._face(image, tuple(float(v) / scale for v in box)) for box in boxes]

    def _face(self, image: Image, box: Sequence[float]) -> Face:
        x, y, width, height = box
        tall = height * self.HEIGHT_TO_YUNET
        return Face(x, y + (height - tall) / 2, width, tall, self._find_eyes(image, box))

    def _find_eyes(self, image: Image, box: Sequence[float]) -> tuple[Point, Point] | None:
        x, y, width, height = (round(value) for value in box)
        top, bottom = y + round(0.15 * height), y + round(0.6 * height)
        small, scale = scaled(np.ascontiguousarray(image[max(0, top) : bottom, max(0, x) : x + width]), 160)
        if min(small.shape[:2]) < 24:
            return None
        found = self._eyes.detectMultiScale(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), 1.1, 5, minSize=(20, 20))
        points = [(max(0, x) + (ex + ew / 2) / scale, max(0, top) + (ey + eh / 2) / scale) for ex, ey, ew, eh in found]
        left = [p for p in points if p[0] < x + width / 2]
        right = [p for p in points if p[0] >= x + width / 2]
        return (left[0], right[0]) if len(left) == 1 and len(right) == 1 else None


def scaled(image: Image, width_px: int) -> tuple[Image, float]:
    """Return the picture at most ``width_px`` wide (upright ones: as many pixels) and by how much it was scaled."""
    height, width = image.shape[:2]
    scale = min(1.0, width_px / max(width, math.sqrt(width * height)))
    if scale == 1.0:
        return image, 1.0
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def main_face(faces: Sequence[Face], width: int, height: int) -> Face | None:
    """Return the speaker: the nearest, largest, most central face. People behind are ignored."""

    def weight(face: Face) -> float:
        away = math.hypot((face.centre[0] - width / 2) / width, (face.centre[1] - height / 2) / height)
        return face.width * face.height * (1.0 - 0.7 * min(1.0, away))

    return max(faces, key=weight, default=None)
