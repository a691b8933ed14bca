"""Finding faces: both detectors, faces half out of the picture, and a model that is not one."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from producer.coach.picture.faces import (
    Face,
    FaceDetector,
    HaarDetector,
    YuNetDetector,
    main_face,
    open_detector,
    overlap,
    roll_deg,
    scaled,
)
from producer.coach.picture.framing import read_picture
from producer.errors import ModelError


def test_without_a_model_it_is_the_cascade(yunet_file: Path) -> None:
    assert isinstance(open_detector(None), HaarDetector)
    assert isinstance(open_detector(yunet_file), YuNetDetector)


def test_a_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "face_detection_yunet_2023mar.onnx"
    broken.write_bytes(b"\x08\x07not a network")
    with pytest.raises(ModelError) as caught:
        open_detector(broken)
    assert caught.value.code == "face-model-damaged"
    assert "models fetch" in str(caught.value)


def test_the_cascade_knows_no_angles(presenter: np.ndarray, haar: FaceDetector) -> None:
    reading = read_picture(presenter, haar)
    assert reading.face_height is not None and reading.offset_x is not None
    assert (reading.roll_deg, reading.yaw_deg, reading.pitch_deg, reading.lens_share) == (None,) * 4


@pytest.mark.parametrize("height", [0.12, 0.2, 0.45, 0.7])
def test_faces_of_every_distance_are_found(presenter: np.ndarray, detector: FaceDetector, height: float) -> None:
    scale = height / 0.3
    move = cv2.getRotationMatrix2D((640, 241), 0, scale)
    move[1, 2] += 40
    picture = cv2.warpAffine(presenter, move, (1280, 720), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    reading = read_picture(picture, detector)
    assert reading.face_height == pytest.approx(height, rel=0.3)  # it is drawn: 0.30 by one, 0.35 by the other


@pytest.mark.parametrize(("x", "y"), [(-60, 0), (0, -60), (1140, 0), (1140, 560)])
def test_looking_closer_at_a_face_half_outside_stays_there(yunet: FaceDetector, x: int, y: int) -> None:
    """The square around it reaches over the picture's edge; what was found before is kept."""
    picture = np.random.default_rng(2).integers(0, 255, (720, 1280, 3), np.uint8)
    face = Face(x, y, 200, 260)
    assert yunet.refine(picture, face) == face


def test_a_real_face_at_the_edge_is_found_closer(media: Path, yunet: FaceDetector) -> None:
    picture = np.asarray(cv2.imread(str(media / "photos/obama_partial_face.jpg")))
    face = main_face(yunet.find(picture), picture.shape[1], picture.shape[0])
    assert face is not None
    closer = yunet.refine(picture, face)
    assert overlap(face, closer) > 0.6 and closer != face


def test_upright_and_wide_pictures_are_looked_at_with_as_many_pixels() -> None:
    wide, scale = scaled(np.zeros((1080, 1920, 3), np.uint8), 640)
    assert wide.shape == (360, 640, 3) and scale == pytest.approx(1 / 3)
    upright, _ = scaled(np.zeros((1920, 1080, 3), np.uint8), 640)
    assert upright.shape[0] > upright.shape[1] and upright.shape[0] * upright.shape[1] <= 640 * 640
    small = np.zeros((100, 100, 3), np.uint8)
    assert scaled(small, 640) == (small, 1.0)


def test_overlap_and_moving() -> None:
    one = Face(0, 0, 10, 10, ((2, 4), (8, 4)), (5, 6), ((3, 8), (7, 8)))
    assert overlap(one, one) == pytest.approx(1.0)
    assert overlap(one, Face(5, 0, 10, 10)) == pytest.approx(50 / 150)
    assert overlap(one, Face(20, 0, 10, 10)) == 0.0
    twice = one.moved(2, 1, -1)
    assert (twice.x, twice.y, twice.width) == (1, -1, 20)
    assert twice.eyes == ((5, 7), (17, 7)) and twice.nose == (11, 11)
    assert Face(1, 1, 2, 2).moved(3).eyes is None


def test_roll_is_positive_clockwise() -> None:
    assert roll_deg((0, 0), (10, 10)) == pytest.approx(45)
    assert roll_deg((0, 0), (10, -10)) == pytest.approx(-45)
