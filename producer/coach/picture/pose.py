"""How a head stands by its five points, and the way into a small picture in which it stands upright.

Plain geometry: no pixels are looked at here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import HEAD_SIZE, SAME_LEAN_DEG
from producer.coach.picture.face import Face, Point, axis_deg, head_roll_deg

Points = NDArray[np.float64]
"""5 x 2: the eye at the picture's left, the other one, the nose's tip, the mouth's left and right corner."""
Turn = NDArray[np.float64]
"""2 x 3: from one picture's pixels to another's."""


@dataclass(frozen=True, slots=True)
class Pose:
    """The middle between eyes and mouth, how high the head is (hairline to chin), and how far it leans."""

    x: float
    y: float
    size: float
    lean_deg: float = 0.0

    def moved_from(self, other: Pose) -> float:
        """Return how far apart they are in head sizes, or how much larger one is, whichever is more."""
        away = math.dist((self.x, self.y), (other.x, other.y)) / min(self.size, other.size)
        return max(away, abs(math.log(self.size / other.size)))

    def moved(self, scale: float, dx: float, dy: float) -> Pose:
        """Return the pose in a picture of another size, then shifted."""
        return Pose(self.x * scale + dx, self.y * scale + dy, self.size * scale, self.lean_deg)


@dataclass(frozen=True, slots=True)
class Leans:
    """How far the head leans by the last looks as it is and mirrored. Each way the network leans to a side of its own,
    by up to 6 degrees, so only the mean of both is the truth.
    """

    plain: float | None = None
    mirrored: float | None = None
    mirror_next: bool = False

    @property
    def both(self) -> bool:
        return self.plain is not None and self.mirrored is not None

    @property
    def lean_deg(self) -> float | None:
        known = [lean for lean in (self.plain, self.mirrored) if lean is not None]
        return sum(known) / len(known) if known else None

    def with_look(self, lean: float, *, first: bool) -> Leans:
        """Return them with one look more. ``first`` at its picture: where it leans about as the last one the same way
        did, their mean is surer; where not, the head has moved, and what was known is forgotten.
        """
        last, other = (self.mirrored, self.plain) if self.mirror_next else (self.plain, self.mirrored)
        if first and last is not None:
            lean, other = ((lean + last) / 2, other) if abs(lean - last) <= SAME_LEAN_DEG else (lean, None)
        plain, mirrored = (other, lean) if self.mirror_next else (lean, other)
        return Leans(plain, mirrored, not self.mirror_next)


@dataclass(frozen=True, slots=True)
class HeadBox:
    """An upright head's box: its middle from the pose's, its width and height, all in sizes of the pose; and where the
    nose's tip is between eyes (0) and mouth (1).
    """

    aside: float
    down: float
    width: float
    height: float
    nose_down: float

    def at(self, pose: Pose) -> Face:
        """Return the box around its middle as ``pose`` leans and places it."""
        sine, cosine = math.sin(math.radians(pose.lean_deg)), math.cos(math.radians(pose.lean_deg))
        x = pose.x + pose.size * (self.aside * cosine - self.down * sine)
        y = pose.y + pose.size * (self.aside * sine + self.down * cosine)
        width, height = self.width * pose.size, self.height * pose.size
        return Face(x - width / 2, y - height / 2, width, height, nose_down=self.nose_down)


def pose_of(points: Points, lean: float = 0.0) -> Pose:
    eyes, mouth = (points[0] + points[1]) / 2, (points[3] + points[4]) / 2
    middle = (eyes + mouth) / 2
    size = HEAD_SIZE * (math.dist(points[0], points[1]) + math.dist(eyes, mouth))
    return Pose(float(middle[0]), float(middle[1]), max(4.0, size), lean)


def lean_deg(points: Points) -> float:
    eyes, mouth = _pairs(points[:2]), _pairs(points[3:])
    return head_roll_deg((eyes[0], eyes[1]), (mouth[0], mouth[1]))


def points_axis_deg(points: Points) -> float:
    """Of the points, this tells most about how a small face leans."""
    eyes, mouth = _pairs(points[:2]), _pairs(points[3:])
    return axis_deg((eyes[0], eyes[1]), (mouth[0], mouth[1]))


def nose_down(points: Points) -> float:
    """Return where the nose's tip is on an upright head between eyes (0) and mouth (1)."""
    eyes, mouth = points[:2, 1].mean(), points[3:, 1].mean()
    return float((points[2, 1] - eyes) / max(1.0, mouth - eyes))


def leaning(points: Points, lean: float) -> Points:
    """Return the points turned around their middle until they lean so far."""
    turn = math.radians(lean - lean_deg(points))
    middle = points.mean(axis=0)
    sine, cosine = math.sin(turn), math.cos(turn)
    turned = (points - middle) @ np.array([[cosine, sine], [-sine, cosine]]) + middle
    return np.asarray(turned, np.float64)


def upright(pose: Pose, size_px: int, share: float, *, mirrored: bool = False) -> Turn:
    """Return the way into a square picture in which the head is upright, in the middle and fills ``share``."""
    turn = cv2.getRotationMatrix2D((pose.x, pose.y), pose.lean_deg, share * size_px / pose.size)
    turn[:, 2] += (size_px / 2 - pose.x, size_px / 2 - pose.y)
    if mirrored:
        turn[0] = -turn[0]
        turn[0, 2] += size_px - 1
    return np.asarray(turn, np.float64)


def back(turn: Turn, points: Points, *, mirrored: bool = False) -> Points:
    """Return where points of the small picture are in the one it was made of."""
    way = np.asarray(cv2.invertAffineTransform(turn), np.float64)
    mapped = points @ way[:, :2].T + way[:, 2]
    return mapped[[1, 0, 2, 4, 3]] if mirrored else mapped


def ordered(points: Points) -> Points:
    """Put the point at the picture's left first, in both pairs."""
    eyes = (0, 1) if points[0, 0] <= points[1, 0] else (1, 0)
    mouth = (3, 4) if points[3, 0] <= points[4, 0] else (4, 3)
    return points[[*eyes, 2, *mouth]]


def points_of(face: Face) -> Points | None:
    if face.eyes is None or face.nose is None or face.mouth is None:
        return None
    return np.array([*face.eyes, face.nose, *face.mouth])


def with_points(face: Face, points: Points) -> Face:
    right_eye, left_eye, nose, right_mouth, left_mouth = _pairs(points)
    return replace(face, eyes=(right_eye, left_eye), nose=nose, mouth=(right_mouth, left_mouth))


def _pairs(points: Points) -> Sequence[Point]:
    return [(float(x), float(y)) for x, y in points]
