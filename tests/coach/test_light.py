"""Light and focus on painted pictures whose lumas are known, and focus on real faces blurred by known amounts."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from coach.conftest import frame_of

from producer.coach.limits import SHARPNESS
from producer.coach.picture.faces import Face, FaceDetector
from producer.coach.picture.framing import read_picture
from producer.coach.picture.light import read_light, read_sharpness

FACE = Face(140, 50, 40, 60)


def painted(background: int, left: int, right: int) -> np.ndarray:
    """A grey room with a face whose halves differ, and a black body under it."""
    grey = np.full((180, 320), background, np.uint8)
    grey[50:110, 140:160], grey[50:110, 160:180] = left, right
    grey[112:, 120:200] = 0
    return grey


def test_lumas_are_those_painted() -> None:
    light = read_light(painted(100, 150, 150), FACE)
    assert light.face_luma == pytest.approx(150, abs=1)
    assert light.background_luma == pytest.approx(100, abs=1)  # the dark body is not background
    assert light.side_ratio == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(("left", "right"), [(80, 160), (160, 80)])
def test_the_side_ratio_is_the_brighter_half_over_the_darker(left: int, right: int) -> None:
    light = read_light(painted(100, left, right), FACE)
    assert light.side_ratio == pytest.approx(2.0, abs=0.05)
    assert light.face_luma == pytest.approx(120, abs=2)


def test_a_black_face_does_not_divide_by_nothing() -> None:
    assert read_light(painted(100, 0, 0), FACE).side_ratio == pytest.approx(1.0)


def test_where_nothing_is_left_it_is_not_measured() -> None:
    assert read_light(painted(100, 150, 150), Face(400, 50, 40, 60)).face_luma is None
    assert read_light(painted(100, 150, 150), Face(0, 0, 320, 180)).background_luma is None
    assert read_sharpness(np.zeros((720, 1280, 3), np.uint8), Face(100, 100, 20, 26)) is None  # too small to tell
    assert read_sharpness(np.zeros((720, 1280, 3), np.uint8), Face(100, 100, 200, 260)) is None  # nothing to see


def noise(contrast: float, mean: float = 128) -> np.ndarray:
    grey = np.random.default_rng(1).normal(mean, contrast, (720, 1280))
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def test_sharpness_does_not_depend_on_contrast_or_light() -> None:
    face = Face(500, 200, 160, 200)
    strong = read_sharpness(noise(30), face)
    assert read_sharpness(noise(10), face) == pytest.approx(strong, rel=0.1)
    assert read_sharpness(noise(30, mean=100), face) == pytest.approx(strong, rel=0.1)


def test_more_blur_is_less_sharp() -> None:
    face, picture = Face(500, 200, 160, 200), noise(60)
    values = [read_sharpness(cv2.GaussianBlur(picture, (0, 0), sigma), face) for sigma in (0.5, 0.8, 1.2, 1.8)]
    assert all(value is not None for value in values)
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]


@pytest.mark.parametrize("name", ["WDA_KatieHill_000.mp4", "composite_nl_webcam_512x480.mp4", "grid_bbaf2n.mpg"])
def test_real_faces_are_sharp_until_blurred(media: Path, yunet: FaceDetector, name: str) -> None:
    picture = frame_of(media / "video" / name, 20)
    sharp = read_picture(picture, yunet).sharpness
    face_height = read_picture(picture, yunet).face_height
    assert sharp is not None and face_height is not None
    assert not SHARPNESS.broken(sharp)
    blurred = cv2.GaussianBlur(picture, (0, 0), 0.03 * face_height * picture.shape[0])
    soft = read_picture(blurred, yunet).sharpness
    assert soft is not None and SHARPNESS.broken(soft)
