"""Whose face it is, where there are several: the nearest, largest, most central. People behind are counted only."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from coach.test_geometry import placed

from producer.coach.faults import find_faults
from producer.coach.picture.faces import Face, FaceDetector, YuNetDetector, main_face, open_detector
from producer.coach.picture.framing import read_picture

MAN, WOMAN = "photos/obama-720p.jpg", "video/liveportrait_s18.mp4"


def beside(one: np.ndarray, other: np.ndarray, at_x: float) -> np.ndarray:
    """The first picture left of ``at_x``, the second right of it."""
    edge = round(at_x * one.shape[1])
    return np.hstack([one[:, :edge], other[:, edge:]])


@pytest.fixture(params=["yunet", "haar"])
def careful(request: pytest.FixtureRequest, yunet_file: Path) -> FaceDetector:
    return open_detector(yunet_file if request.param == "yunet" else None, careful=True)


def test_nearness_counts_most_then_the_middle() -> None:
    def face(x: float, y: float, size: float) -> Face:
        return Face(x - size / 2, y - size / 2, size, size)

    middle, corner = face(640, 260, 200), face(150, 120, 200)
    assert main_face([corner, middle], 1280, 720) is middle
    near = face(300, 300, 300)
    assert main_face([middle, near], 1280, 720) is near  # more than twice the area outweighs a fourth of the width
    assert main_face([middle, face(640, 100, 60), face(1100, 300, 180)], 1280, 720) is middle


def test_a_small_face_in_the_middle_behind_a_large_one_aside(
    media: Path, yunet_file: Path, careful: FaceDetector
) -> None:
    near = placed(media / MAN, yunet_file, x=0.3, height=0.36)
    far = placed(media / WOMAN, yunet_file, x=0.62, y=0.3, height=0.19)
    reading = read_picture(beside(near, far, 0.47), careful)
    assert reading.faces == 2
    assert reading.offset_x == pytest.approx(-0.2, abs=0.02)
    assert reading.face_height == pytest.approx(0.36, rel=0.1)
    assert "move_left" in find_faults(reading, None, "en")  # at the picture's left is to the speaker's own right


def test_of_two_alike_the_one_in_the_middle(media: Path, yunet_file: Path, careful: FaceDetector) -> None:
    aside, middle = (placed(media / name, yunet_file, x=x, height=0.3) for name, x in ((WOMAN, 0.18), (MAN, 0.52)))
    reading = read_picture(beside(aside, middle, 0.35), careful)
    assert reading.faces == 2
    assert reading.offset_x == pytest.approx(0.02, abs=0.02)
    assert not {"move_left", "move_right"} & set(find_faults(reading, None, "en"))


def test_two_real_people_are_counted_and_one_is_coached(media: Path, yunet_file: Path) -> None:
    picture = np.asarray(cv2.imread(str(media / "photos/two_people.jpg")))
    detector = YuNetDetector(yunet_file, careful=True)
    faces = detector.find(picture)
    reading = read_picture(picture, detector)
    assert reading.faces == len(faces) == 2
    speaker = main_face(faces, picture.shape[1], picture.shape[0])
    assert speaker is not None and reading.offset_x is not None
    assert reading.offset_x == pytest.approx(speaker.centre[0] / picture.shape[1] - 0.5, abs=0.02)


def test_who_walks_in_behind_changes_nothing_for_the_speaker(media: Path, yunet_file: Path) -> None:
    """Live, picture after picture: the speaker stays the speaker."""
    alone = placed(media / MAN, yunet_file, x=0.42, height=0.32)
    crowd = beside(alone, placed(media / WOMAN, yunet_file, x=0.8, y=0.3, height=0.18), 0.68)
    detector = YuNetDetector(yunet_file)
    readings = [read_picture(picture, detector) for picture in (alone, alone, crowd, crowd, alone)]
    assert [reading.faces for reading in readings] == [1, 1, 2, 2, 1]
    for value, most in (("offset_x", 0.01), ("eye_line", 0.01), ("face_height", 0.02), ("roll_deg", 2.0)):
        values = [getattr(reading, value) for reading in readings]
        assert max(values) - min(values) <= most, value


def test_who_takes_the_chair_is_seen_at_once(media: Path, yunet_file: Path) -> None:
    """What was remembered of one head is not carried over to another at another place."""
    detector = YuNetDetector(yunet_file)
    for _ in range(5):
        read_picture(placed(media / MAN, yunet_file, x=0.4, turn=12.0), detector)
    reading = read_picture(placed(media / "video/grid_lrwp9a.mpg", yunet_file, x=0.55, height=0.26), detector)
    assert reading.offset_x == pytest.approx(0.05, abs=0.02)
    assert reading.face_height == pytest.approx(0.26, rel=0.08)
    assert reading.roll_deg == pytest.approx(-1.8, abs=3.0)
