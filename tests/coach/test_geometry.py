"""Geometry held against known truth: real faces shifted, scaled, turned and brightened by known amounts, with both
detectors. Every face's reading where it is upright and in the middle is what its others are held against.

Careful is what a report uses; live is a camera that shows the same picture for a second, half of what a nudge needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from producer.coach.picture.faces import open_detector
from producer.coach.picture.framing import read_picture
from producer.coach.readings import FramingReading
from producer.coach.take.pictures import sample_pictures

FACES = (
    "photos/obama-720p.jpg",
    "photos/biden.jpg",
    "video/WDA_KatieHill_000.mp4",
    "video/liveportrait_s18.mp4",
    "video/liveportrait_d9.mp4",
    "video/grid_bbaf2n.mpg",
    "video/composite_nl_webcam_512x480.mp4",
)
WIDTH, HEIGHT = 1280, 720
TURNS = (-15, -10, -5, -2, 2, 5, 10, 15)
LIVE_LOOKS = 10


@cache
def picture_of(path: Path) -> np.ndarray:
    if path.suffix == ".jpg":
        return np.asarray(cv2.imread(str(path)), np.uint8)
    return next(iter(sample_pictures(path)))[1]


@cache
def found(path: Path, model: Path) -> tuple[float, float, float]:
    """The face's middle and height in its own picture, pixels."""
    image = picture_of(path)
    reading = read_picture(image, open_detector(model, careful=True))
    assert reading.offset_x is not None and reading.face_height is not None and reading.eye_line is not None
    x = (0.5 + reading.offset_x) * image.shape[1]
    return x, reading.eye_line * image.shape[0], reading.face_height * image.shape[0]


def placed(path: Path, model: Path, *, x: float = 0.5, y: float = 0.36, height: float = 0.3, turn: float = 0.0,
           gain: float = 1.0) -> np.ndarray:  # fmt: skip
    """The face with the middle of its box at ``x`` and its eyes at ``y``, so high, turned clockwise in the picture."""
    face_x, eyes_y, tall = found(path, model)
    scale = height * HEIGHT / tall
    matrix = cv2.getRotationMatrix2D((face_x, eyes_y), -turn, scale)
    matrix[:, 2] += (x * WIDTH - face_x, y * HEIGHT - eyes_y)
    out = cv2.warpAffine(
        picture_of(path), matrix, (WIDTH, HEIGHT), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(np.clip(out.astype(np.float32) * gain, 0, 255), np.uint8)


def read(image: np.ndarray, model: Path, *, careful: bool) -> FramingReading:
    detector = open_detector(model, careful=careful)
    for _ in range(1 if careful else LIVE_LOOKS - 1):
        read_picture(image, detector)
    return read_picture(image, detector)


@pytest.fixture
def faces(media: Path) -> Iterator[list[Path]]:
    yield [media / name for name in FACES]


@pytest.mark.parametrize("careful", [True, False], ids=["report", "live"])
def test_roll_follows_a_known_turn_within_three_degrees(faces: list[Path], yunet_file: Path, careful: bool) -> None:
    off: dict[str, float] = {}
    for path in faces:
        upright = read(placed(path, yunet_file), yunet_file, careful=True).roll_deg
        for turn in TURNS:
            roll = read(placed(path, yunet_file, turn=turn), yunet_file, careful=careful).roll_deg
            assert roll is not None and upright is not None, path
            off[f"{path.name} {turn}"] = abs(roll - upright - turn)
    print(f"roll: {np.median(list(off.values())):.1f} in the middle, {max(off.values()):.1f} at worst, of {len(off)}")
    assert max(off.values()) <= 3.0, {name: round(value, 1) for name, value in off.items() if value > 3.0}


@pytest.mark.parametrize("careful", [True, False], ids=["report", "live"])
def test_place_and_size_are_what_they_were_made(faces: list[Path], yunet_file: Path, careful: bool) -> None:
    asides, lines, sizes = [], [], []
    for path in faces:
        for x, y, height, gain in (
            (0.5, 0.36, 0.3, 1.0),
            (0.35, 0.3, 0.25, 0.6),
            (0.62, 0.42, 0.36, 1.3),
            (0.5, 0.5, 0.2, 1.0),
        ):
            reading = read(placed(path, yunet_file, x=x, y=y, height=height, gain=gain), yunet_file, careful=careful)
            assert reading.offset_x is not None and reading.eye_line is not None and reading.face_height is not None
            asides.append(abs(reading.offset_x - (x - 0.5)))
            lines.append(abs(reading.eye_line - y))
            sizes.append(abs(reading.face_height / height - 1))
    print(f"offset {max(asides):.3f}, eye line {max(lines):.3f}, height {max(sizes):.1%} at worst, of {len(asides)}")
    assert max(asides) <= 0.02
    assert max(lines) <= 0.02
    assert max(sizes) <= 0.08
