"""Finding faces with OpenCV: YuNet where its model is there, else the Haar cascades that opencv-python 4.x brings.

Both look on a scaled picture and answer in pixels of the picture that was given. A detector is used from one thread
at a time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import (
    DETECT_WIDTH_PX,
    HAAR_AGAIN_WIDTH_PX,
    HAAR_WIDTH_PX,
    LOOK_AGAIN_DEG,
    NEAR_FACE_SHARE,
    NEAR_PX,
)
from producer.errors import ModelError
from producer.media.opencv import calm_opencv

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
        )


class FaceDetector(Protocol):
    """Finds every face in a picture, and looks at one of them more closely."""

    def find(self, image: Image) -> list[Face]: ...

    def refine(self, image: Image, face: Face) -> Face:
        """Return the same face, measured better where that is possible."""
        ...


def open_detector(model: Path | None, *, careful: bool = False) -> FaceDetector:
    """Return YuNet where ``model`` is there, else Haar. Raises ModelError where ``model`` cannot be used.

    ``careful`` costs twice as much and is for finished files.
    """
    calm_opencv()
    return YuNetDetector(model, careful=careful) if model is not None else HaarDetector()


class YuNetDetector:
    """YuNet (opencv_zoo, 2023mar) with its five points.

    Its points lean at most half as far as a face of 60-130 pixels does (measured on photos turned by known angles):
    faces are found on a small picture, and the speaker's is looked at again at a size where the points are right.
    """

    SCORE, SCORE_NEAR = 0.7, 0.4

    def __init__(self, model: Path, *, careful: bool = False) -> None:
        self._careful = careful
        self._far = _open_yunet(model, (320, 320), self.SCORE)
        self._near = _open_yunet(model, (NEAR_PX, NEAR_PX), self.SCORE_NEAR)
        self._size = (320, 320)

    def find(self, image: Image) -> list[Face]:
        small, scale = scaled(image, DETECT_WIDTH_PX)
        size = (small.shape[1], small.shape[0])
        if size != self._size:
            self._far.setInputSize(size)
            self._size = size
        _, rows = self._far.detect(small)
        return [] if rows is None else [_yunet_face(row).moved(1 / scale) for row in rows]

    def refine(self, image: Image, face: Face) -> Face:
        side = max(8, round(max(face.width, face.height) / NEAR_FACE_SHARE))
        left, top = round(face.centre[0] - side / 2), round(face.centre[1] - side / 2)
        near, scale = _square(image, left, top, side, NEAR_PX)
        sought = face.moved(scale, -left * scale, -top * scale)
        seen = self._look(near, sought)
        return face if seen is None else self._levelled(near, seen).moved(1 / scale, left, top)

    def _look(self, near: Image, sought: Face) -> Face | None:
        """Return the face where ``sought`` is expected."""
        _, rows = self._near.detect(near)
        found = [] if rows is None else [_yunet_face(row) for row in rows]
        same = [face for face in found if overlap(face, sought) > 0.4]
        return max(same, key=lambda face: overlap(face, sought), default=None)

    def _levelled(self, near: Image, face: Face) -> Face:
        """Look again with the head turned upright, where the points are surest; the box stays as it was.

        Carefully: however little it leans, and once more mirrored, which undoes what is left of a bias to one side.
        """
        lean = roll_deg(*face.eyes) if face.eyes else 0.0
        if abs(lean) < LOOK_AGAIN_DEG and not self._careful:
            return face
        turns = [cv2.getRotationMatrix2D(face.centre, lean, 1.0)]
        if self._careful:
            turns.append(np.vstack([[0.0, 0.0, 2 * face.centre[0]] - turns[0][0], turns[0][1]]))
        looks = [points for turn in turns if (points := self._turned_points(near, face, turn)) is not None]
        return _with_points(face, np.mean(looks, axis=0)) if looks else face

    def _turned_points(self, near: Image, face: Face, turn: Any) -> Any:
        """Return the five points (x, y) seen in the turned picture, back where they are in ``near``."""
        turned = cv2.warpAffine(near, turn, (NEAR_PX, NEAR_PX), borderMode=cv2.BORDER_REPLICATE)
        seen = self._look(np.asarray(turned, np.uint8), face)
        if seen is None or seen.eyes is None or seen.nose is None or seen.mouth is None:
            return None
        back = cv2.invertAffineTransform(turn)
        pairs = [sorted(_mapped(back, point) for point in pair) for pair in (seen.eyes, seen.mouth)]
        return np.array([*pairs[0], _mapped(back, seen.nose), *pairs[1]])


def _with_points(face: Face, points: Any) -> Face:
    right_eye, left_eye, nose, right_mouth, left_mouth = ((float(x), float(y)) for x, y in points)
    return replace(face, eyes=(right_eye, left_eye), nose=nose, mouth=(right_mouth, left_mouth))


def _mapped(matrix: Any, point: Point) -> Point:
    x, y = matrix @ np.array([*point, 1.0])
    return float(x), float(y)


def roll_deg(left: Point, right: Point) -> float:
    """Return how far the line of the eyes leans, positive where its right end in the picture is lower."""
    return math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))


def _open_yunet(model: Path, size: tuple[int, int], score: float) -> Any:
    try:
        return cv2.FaceDetectorYN.create(str(model), "", size, score, 0.3, 50)
    except cv2.error as error:
        raise ModelError(
            "The face model is damaged.",
            code="face-model-damaged",
            cure="Fetch it again: producer models fetch yunet",
            detail=str(error),
            path=str(model),
        ) from error


def _square(image: Image, left: int, top: int, side: int, size_px: int) -> tuple[Image, float]:
    """Cut a square out and return it ``size_px`` wide, with its scale; what lies outside the picture is its edge
    drawn out.
    """
    height, width = image.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + side), min(height, top + side)
    scale = size_px / side
    size = (max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    inside = cv2.resize(image[y0:y1, x0:x1], size, interpolation=how)
    before_x, before_y = min(size_px - 1, round((x0 - left) * scale)), min(size_px - 1, round((y0 - top) * scale))
    inside = inside[: size_px - before_y, : size_px - before_x]
    after_x, after_y = size_px - before_x - inside.shape[1], size_px - before_y - inside.shape[0]
    whole = cv2.copyMakeBorder(inside, before_y, after_y, before_x, after_x, cv2.BORDER_REPLICATE)
    return np.asarray(whole, np.uint8), scale


def overlap(one: Face, other: Face) -> float:
    """Return the area that two boxes share over the area that they cover together."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(0.0, wide) * max(0.0, high)
    return shared / max(1e-9, one.width * one.height + other.width * other.height - shared)


def _yunet_face(row: NDArray[np.float32]) -> Face:
    x, y, width, height, *points = (float(value) for value in row[:14])
    right_eye, left_eye, nose, right_mouth, left_mouth = zip(points[::2], points[1::2], strict=True)
    return Face(x, y, width, height, _by_x(right_eye, left_eye), nose, _by_x(right_mouth, left_mouth))


def _by_x(one: Point, other: Point) -> tuple[Point, Point]:
    return (one, other) if one[0] <= other[0] else (other, one)


class HaarDetector:
    """The frontal face and eye cascades. Knows no nose or mouth; eyes only where both are seen."""

    HEIGHT_TO_YUNET = 1.07
    """Measured on seven real faces at three sizes: YuNet's box reaches from the hairline to the chin, Haar's square is
    this much lower (0.93-1.03 of it, by the face).
    """

    def __init__(self) -> None:
        folder = Path(cv2.__file__).parent / "data"  # where opencv-python 4.x keeps them
        self._faces = cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_default.xml"))
        self._eyes = cv2.CascadeClassifier(str(folder / "haarcascade_eye.xml"))

    def find(self, image: Image) -> list[Face]:
        return self._find(image, HAAR_WIDTH_PX) or self._find(image, HAAR_AGAIN_WIDTH_PX)

    def _find(self, image: Image, width_px: int) -> list[Face]:
        small, scale = scaled(image, width_px)
        grey = cv2.equalizeHist(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))
        boxes = self._faces.detectMultiScale(grey, 1.1, 6, minSize=(28, 28))
        return [self._face(image, tuple(float(v) / scale for v in box)) for box in boxes]

    def refine(self, image: Image, face: Face) -> Face:
        return face

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
