"""How a head stands by five points: on points of known geometry."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from producer.coach.limits import HEAD_SIZE, SAME_LEAN_DEG
from producer.coach.picture.face import Face
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

STRAIGHT = np.array([[-50.0, 0.0], [50.0, 0.0], [0.0, 60.0], [-35.0, 110.0], [35.0, 110.0]])


def head(x: float = 600.0, y: float = 300.0, lean: float = 0.0) -> Points:
    """The straight head with its eyes' middle there, leaning clockwise."""
    sine, cosine = math.sin(math.radians(lean)), math.cos(math.radians(lean))
    return np.asarray(STRAIGHT @ np.array([[cosine, sine], [-sine, cosine]]) + (x, y))


@pytest.mark.parametrize("lean", [-40.0, -7.0, 0.0, 15.0, 60.0])
def test_a_pose_is_middle_size_and_lean(lean: float) -> None:
    points = head(lean=lean)
    pose = pose_of(points, lean)
    assert pose.size == pytest.approx(HEAD_SIZE * (100 + 110))
    assert math.dist((pose.x, pose.y), (600, 300)) == pytest.approx(55)
    assert lean_deg(points) == pytest.approx(lean)
    assert points_axis_deg(points) == pytest.approx(lean)
    assert lean_deg(leaning(points, 3.0)) == pytest.approx(3.0)
    assert np.allclose(leaning(points, 3.0).mean(axis=0), points.mean(axis=0))


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("lean", [-25.0, 10.0])
def test_upright_is_upright_in_the_middle_and_leads_back(lean: float, mirrored: bool) -> None:
    points = head(lean=lean)
    turn = upright(pose_of(points, lean), 200, 0.8, mirrored=mirrored)
    seen = cv2.transform(points[None], turn)[0]
    there = pose_of(ordered(seen))
    assert (there.x, there.y) == pytest.approx((100, 100), abs=1.01)
    assert there.size == pytest.approx(160)
    assert lean_deg(ordered(seen)) == pytest.approx(0.0, abs=1e-6)
    assert np.allclose(back(turn, ordered(seen), mirrored=mirrored), points)


def test_mirrored_shows_the_other_side() -> None:
    points = head()
    points[2, 0] += 20  # the nose points to the picture's right
    plain, mirrored = (
        cv2.transform(points[None], upright(pose_of(points), 200, 0.8, mirrored=way))[0] for way in (False, True)
    )
    assert plain[2, 0] > 100 > mirrored[2, 0]


def test_the_nose_between_eyes_and_mouth() -> None:
    assert nose_down(head()) == pytest.approx(60 / 110)


def test_points_go_into_a_face_and_out_again() -> None:
    points = head(lean=12.0)
    face = with_points(Face(1, 2, 3, 4), points)
    assert (face.x, face.height) == (1, 4)
    assert np.allclose(points_of(face), points)
    assert points_of(Face(1, 2, 3, 4)) is None


def test_an_upright_box_follows_the_head() -> None:
    box = HeadBox(0.0, -0.1, 0.7, 1.0, 0.5)
    straight = box.at(Pose(400, 300, 200))
    assert straight.centre == pytest.approx((400, 280))
    assert (straight.width, straight.height, straight.nose_down) == (140, 200, 0.5)
    lying = box.at(Pose(400, 300, 200, 90.0))  # the crown is at the picture's right
    assert lying.centre == pytest.approx((420, 300))
    assert lying.height == 200


def test_how_far_a_head_moved() -> None:
    here = Pose(400, 300, 200)
    assert here.moved_from(Pose(400, 350, 200)) == pytest.approx(0.25)
    assert here.moved_from(Pose(400, 300, 250)) == pytest.approx(math.log(1.25))
    assert here.moved(2.0, 10, -10) == Pose(810, 590, 400)


def test_the_mean_of_both_ways_is_the_lean() -> None:
    leans = Leans()
    assert leans.lean_deg is None and not leans.both
    leans = leans.with_look(8.0, first=True)
    assert leans.lean_deg == 8.0 and not leans.both and leans.mirror_next
    leans = leans.with_look(4.0, first=False)
    assert leans.lean_deg == 6.0 and leans.both and not leans.mirror_next


def test_a_steady_head_is_known_better_and_one_that_moves_anew() -> None:
    steady = Leans(8.0, 4.0).with_look(8.0 + SAME_LEAN_DEG - 1, first=True)
    assert (steady.plain, steady.mirrored) == (9.0, 4.0)
    moved = Leans(8.0, 4.0).with_look(8.0 + SAME_LEAN_DEG + 1, first=True)
    assert (moved.plain, moved.mirrored) == (12.0, None)
    again = Leans(8.0, 4.0).with_look(12.0, first=False)  # the same picture, looked at better
    assert (again.plain, again.mirrored) == (12.0, 4.0)
