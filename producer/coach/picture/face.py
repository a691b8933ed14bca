"""A face in a picture, and what can be said of faces without looking at pixels: whose it is, how it leans, whether two
boxes are the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import ASIDE_COUNTS

Image = NDArray[np.uint8]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """A face box in pixels; the points are None where the detector does not know them.

    ``eyes`` are the one at the picture's left, then the one at its right (the speaker's own right eye first); so are
    the corners of the mouth. Of a face that was looked at closely, the box is as high and wide as the head would be
    upright, around where its middle is, and ``nose_down`` is where the nose's tip is between eyes (0) and mouth (1),
    seen with the whole head around it.
    """

    x: float
    y: float
    width: float
    height: float
    eyes: tuple[Point, Point] | None = None
    nose: Point | None = None
    mouth: tuple[Point, Point] | None = None
    nose_down: float | None = None

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, scale: float, dx: float = 0.0, dy: float = 0.0) -> Face:
        """Return the face in a picture of another size, then shifted."""

        def to(point: Point) -> Point:
            return point[0] * scale + dx, point[1] * scale + dy

        return Face(
            *to((self.x, self.y)),
            self.width * scale,
            self.height * scale,
            None if self.eyes is None else (to(self.eyes[0]), to(self.eyes[1])),
            None if self.nose is None else to(self.nose),
            None if self.mouth is None else (to(self.mouth[0]), to(self.mouth[1])),
            self.nose_down,
        )


class FaceDetector(Protocol):
    """Finds every face in a picture, and looks at one of them more closely."""

    def find(self, image: Image) -> list[Face]: ...

    def refine(self, image: Image, face: Face) -> Face:
        """Return the same face, measured better where that is possible."""
        ...


def main_face(faces: Sequence[Face], width: int, height: int) -> Face | None:
    """Return the speaker: the nearest, largest, most central face. People behind are ignored."""

    def weight(face: Face) -> float:
        away = math.hypot((face.centre[0] - width / 2) / width, (face.centre[1] - height / 2) / height)
        return face.width * face.height * (1.0 - ASIDE_COUNTS * min(1.0, away))

    return max(faces, key=weight, default=None)


def roll_deg(left: Point, right: Point) -> float:
    """Return how far the line of the eyes leans, positive where its right end in the picture is lower."""
    return math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))


def axis_deg(eyes: tuple[Point, Point], mouth: tuple[Point, Point]) -> float:
    """Return how far the line from between the eyes to the middle of the mouth leans, positive clockwise."""
    across = (mouth[0][0] + mouth[1][0] - eyes[0][0] - eyes[1][0]) / 2
    down = (mouth[0][1] + mouth[1][1] - eyes[0][1] - eyes[1][1]) / 2
    return math.degrees(math.atan2(-across, down))


def head_roll_deg(eyes: tuple[Point, Point], mouth: tuple[Point, Point]) -> float:
    """Return how far the head leans: the mean of the line of the eyes and the line from eyes to mouth, which is surer
    than either.
    """
    return (roll_deg(*eyes) + axis_deg(eyes, mouth)) / 2


def overlap(one: Face, other: Face) -> float:
    """Return the area that two boxes share over the area that they cover together."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(0.0, wide) * max(0.0, high)
    return shared / max(1e-9, one.width * one.height + other.width * other.height - shared)


def scaled(image: Image, width_px: int) -> tuple[Image, float]:
    """Return the picture at most ``width_px`` wide (upright ones: as many pixels) and by how much it was scaled."""
    height, width = image.shape[:2]
    scale = min(1.0, width_px / max(width, math.sqrt(width * height)))
    if scale == 1.0:
        return image, 1.0
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def square(image: Image, left: int, top: int, side: int, size_px: int) -> tuple[Image, float]:
    """Cut a square out and return it ``size_px`` wide, with its scale; what lies outside the picture is its edge
    drawn out.
    """
    height, width = image.shape[:2]
    x0, y0 = min(max(0, left), width - 1), min(max(0, top), height - 1)
    x1, y1 = max(x0 + 1, min(width, left + side)), max(y0 + 1, min(height, top + side))
    scale = size_px / side
    before = [min(size_px - 1, round((start - edge) * scale)) for start, edge in ((x0, left), (y0, top))]
    size = [
        min(size_px - first, max(1, round(length * scale)))
        for first, length in zip(before, (x1 - x0, y1 - y0), strict=True)
    ]
    inside = _resized(image[y0:y1, x0:x1], (size[0], size[1]))
    after = [size_px - first - length for first, length in zip(before, size, strict=True)]
    whole = cv2.copyMakeBorder(inside, before[1], after[1], before[0], after[0], cv2.BORDER_REPLICATE)
    return np.asarray(whole, np.uint8), scale


def _resized(image: Image, size: tuple[int, int]) -> Image:
    """Return the picture ``size`` (width, height) large: halved as often as that goes, then scaled the rest of the way,
    a fifth of the work of averaging it down in one step.
    """
    while image.shape[1] >= 2 * size[0] and image.shape[0] >= 2 * size[1]:
        half = (image.shape[1] // 2, image.shape[0] // 2)
        image = np.asarray(
            cv2.resize(image[: 2 * half[1], : 2 * half[0]], half, interpolation=cv2.INTER_AREA), np.uint8
        )
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)
