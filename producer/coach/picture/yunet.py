"""YuNet (opencv_zoo, 2023mar): faces with five points, and the speaker's face looked at until it is sure how it leans.

Its points know little of how a small face leans (measured: of a degree, a fiftieth to a seventh on a face 30-75 pixels
high) and nearly all of it on a face of 250 pixels. So faces are found on a small picture, and the speaker's is then cut
out large, turned upright as far as is known, and looked at again, every other time mirrored (which undoes a lean of the
network's own to one side), until one look confirms the one before. The box is seen in the head turned upright too, and
always at the same size: so it is the same however the head leans and wherever it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.coach.limits import CAREFUL, DETECT_AGAIN_WIDTH_PX, DETECT_WIDTH_PX, FIRST_LEAN, LIVE, MOVED, STILL
from producer.coach.picture.face import Face, Image, scaled, square
from producer.coach.picture.pose import (
    HeadBox,
    Leans,
    Points,
    Pose,
    back,
    lean_deg,
    leaning,
    nose_down,
    ordered,
    points_axis_deg,
    points_of,
    pose_of,
    upright,
    with_points,
)
from producer.errors import ModelError


@dataclass(frozen=True, slots=True)
class _Before:
    """What one picture tells the next: where the head was at first sight and where in the end, its leans, and its box
    with the head's size then and the number of pictures since.
    """

    sight: Pose
    pose: Pose
    leans: Leans
    box: HeadBox | None = None
    box_size: float = 0.0
    box_age: int = 0

    @property
    def whole(self) -> Face | None:
        return None if self.box is None else self.box.at(replace(self.pose, size=self.box_size))


class YuNetDetector:
    """``careful`` looks more often and larger: for finished files. Else it expects one picture after another of the
    same camera, and remembers.
    """

    SCORE, SCORE_NEAR = 0.7, 0.3

    def __init__(self, model: Path, *, careful: bool = False) -> None:
        self._looks = CAREFUL if careful else LIVE
        self._size = (320, 320)
        self._far = _open(model, 320, self.SCORE)
        self._points = _open(model, self._looks.points_px, self.SCORE_NEAR)
        self._box = _open(model, self._looks.box_px, self.SCORE_NEAR)
        self._before: _Before | None = None

    def find(self, image: Image) -> list[Face]:
        """Return every face; a picture that seems empty is looked at again, larger, for people far away."""
        return self._find(image, DETECT_WIDTH_PX) or self._find(image, DETECT_AGAIN_WIDTH_PX)

    def _find(self, image: Image, width_px: int) -> list[Face]:
        small, scale = scaled(image, width_px)
        if (small.shape[1], small.shape[0]) != self._size:
            self._size = (small.shape[1], small.shape[0])
            self._far.setInputSize(self._size)
        _, rows = self._far.detect(small)
        return [] if rows is None else [_face(row).moved(1 / scale) for row in rows]

    def refine(self, image: Image, face: Face) -> Face:
        """Return the face with surer points, and the box it would have upright; unchanged where it is not seen."""
        known = points_of(face)
        if known is None:
            return face
        before = self._known_before(known)
        side = max(8, round(before.pose.size * self._looks.around))
        left, top = round(before.pose.x - side / 2), round(before.pose.y - side / 2)
        near, scale = square(image, left, top, side, self._looks.near_px)
        start = before.pose.moved(scale, -left * scale, -top * scale)
        settled = self._settle(near, start, before.leans)
        if settled is None:
            return face
        points, leans = settled
        pose = pose_of(points, leans.lean_deg or 0.0)
        self._before = self._boxed(
            near, pose, scale, replace(before, pose=pose.moved(1 / scale, left, top), leans=leans)
        )
        return with_points(self._before.whole or face, points / scale + (left, top))

    def _boxed(self, near: Image, pose: Pose, scale: float, known: _Before) -> _Before:
        """Return ``known`` with the head's box, which a head that sits still keeps for some pictures."""
        if known.box is not None and known.box_age + 1 < self._looks.box_every:
            return replace(known, box_age=known.box_age + 1)
        return replace(known, box=self._find_box(near, pose), box_size=pose.size / scale, box_age=0)

    def _known_before(self, points: Points) -> _Before:
        """Return what the picture before told, where the head is still at the same place; else what these tell."""
        sight = pose_of(points, FIRST_LEAN * points_axis_deg(points))
        known = self._before if self._looks.remembers else None
        moved = MOVED if known is None else sight.moved_from(known.sight)
        if known is None or moved >= MOVED:
            return _Before(sight, sight, Leans())
        if moved < STILL:
            return known
        return _Before(sight, replace(sight, lean_deg=known.pose.lean_deg), known.leans)

    def _settle(self, near: Image, pose: Pose, leans: Leans) -> tuple[Points, Leans] | None:
        """Look, every other time mirrored, until a look no longer changes the lean."""
        seen: list[Points] = []
        for _ in range(self._looks.most):
            found = self._look(near, pose, mirrored=leans.mirror_next)
            if found is None:
                break
            seen.append(found)
            leans = leans.with_look(lean_deg(found), first=len(seen) == 1)
            before, pose = pose, pose_of(np.mean(seen[-2:], axis=0), leans.lean_deg or 0.0)
            if leans.both and abs(pose.lean_deg - before.lean_deg) <= self._looks.settled_deg:
                break
        return (leaning(np.mean(seen[-2:], axis=0), pose.lean_deg), leans) if seen else None

    def _look(self, near: Image, pose: Pose, *, mirrored: bool) -> Points | None:
        """Return the points seen in the head turned upright, back in pixels of ``near``."""
        size_px, share = self._looks.points_px, self._looks.points_share
        turn = upright(pose, size_px, share, mirrored=mirrored)
        found = _detect(self._points, near, turn, size_px, share)
        return None if found is None else back(turn, ordered(found[4:14].reshape(5, 2)), mirrored=mirrored)

    def _find_box(self, near: Image, pose: Pose) -> HeadBox | None:
        size_px, share = self._looks.box_px, self._looks.box_share
        found = _detect(self._box, near, upright(pose, size_px, share), size_px, share)
        if found is None:
            return None
        x, y, width, height = (float(value) / (share * size_px) for value in found[:4])
        middle = 0.5 / share
        down = nose_down(leaning(ordered(found[4:14].reshape(5, 2)), 0.0))
        return HeadBox(x + width / 2 - middle, y + height / 2 - middle, width, height, down)


def _detect(detector: Any, near: Image, turn: Any, size_px: int, share: float) -> NDArray[np.float64] | None:
    """Return the surest row whose points are about where those of a head in the middle are."""
    picture = cv2.warpAffine(near, turn, (size_px, size_px), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    _, rows = detector.detect(picture)
    for row in () if rows is None else sorted(rows, key=lambda row: -row[14]):
        pose = pose_of(np.asarray(row[4:14], np.float64).reshape(5, 2))
        away = math.hypot(pose.x - size_px / 2, pose.y - size_px / 2) / size_px
        if away < 0.3 * share and 0.6 < pose.size / (share * size_px) < 1.6:
            return np.asarray(row, np.float64)
    return None


def _face(row: NDArray[np.float32]) -> Face:
    x, y, width, height = (float(value) for value in row[:4])
    return with_points(Face(x, y, width, height), ordered(np.asarray(row[4:14], np.float64).reshape(5, 2)))


def _open(model: Path, size_px: int, score: float) -> Any:
    try:
        return cv2.FaceDetectorYN.create(str(model), "", (size_px, size_px), score, 0.3, 50)
    except cv2.error as error:
        raise ModelError(
            "The face model is damaged.",
            code="face-model-damaged",
            cure="Fetch it again: producer models fetch yunet",
            detail=str(error),
            path=str(model),
        ) from error
