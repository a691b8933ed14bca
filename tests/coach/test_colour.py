"""Colour, white patches and distance: known on real faces, and after known changes to them."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from coach.test_geometry import FACES, picture_of, placed

from producer.coach.faults import find_faults
from producer.coach.limits import COLOUR_CAST
from producer.coach.picture.face import Face
from producer.coach.picture.faces import open_detector
from producer.coach.picture.framing import distance_m, read_picture
from producer.coach.readings import FramingReading
from producer.coach.room.verdicts import Seen, light

MORE = ("photos/faceapi_sample1.jpg", "video/liveportrait_s32.mp4", "video/grid_lbax4n.mpg",
        "video/composite_en_dark_1280x720.mp4")  # fmt: skip


def tinted(image: np.ndarray, blue: float, green: float, red: float) -> np.ndarray:
    return np.asarray(np.clip(image.astype(np.float32) * (blue, green, red), 0, 255), np.uint8)


@pytest.fixture(scope="module")
def read(yunet_file: Path):  # type: ignore[no-untyped-def]
    detector = open_detector(yunet_file, careful=True)
    return lambda image: read_picture(image, detector)


@pytest.mark.parametrize("name", [*FACES, *MORE])
def test_no_skin_has_a_cast_whatever_its_tone_and_a_warm_lamp_is_kind(media: Path, read, name: str) -> None:  # type: ignore[no-untyped-def]
    image = picture_of(media / name)
    for picture in (image, tinted(image, 0.7, 0.7, 0.7), tinted(image, 0.9, 1.0, 1.1)):
        reading = read(picture)
        assert reading.colour_cast is not None and reading.colour_cast < COLOUR_CAST.leave
        assert light(Seen(9, reading)).code != "tinted"


@pytest.mark.parametrize("name", ["photos/obama-720p.jpg", "photos/biden.jpg", "video/liveportrait_s18.mp4"])
@pytest.mark.parametrize("gains", [(1.3, 1.0, 0.75), (0.75, 1.35, 0.9)], ids=["blue", "green"])
def test_coloured_light_is_seen(media: Path, read, name: str, gains: tuple[float, float, float]) -> None:  # type: ignore[no-untyped-def]
    assert read(tinted(picture_of(media / name), *gains)).colour_cast > COLOUR_CAST.enter


def test_a_face_without_detail_asks_for_less_light(media: Path, read) -> None:  # type: ignore[no-untyped-def]
    image = picture_of(media / "video/liveportrait_d9.mp4")
    assert read(image).blown_share < 0.01
    blown = read(tinted(image, 2.6, 2.6, 2.6))
    assert blown.blown_share > 0.05
    assert "less_light" in find_faults(blown, None, "en")
    assert light(Seen(9, FramingReading(1, 1, face_luma=150, blown_share=0.2))).code == "blown"


def test_distance_halves_where_the_face_is_twice_as_high(media: Path, yunet_file: Path, read) -> None:  # type: ignore[no-untyped-def]
    path = media / "photos/obama-720p.jpg"
    near, far = (read(placed(path, yunet_file, height=height)).distance_m for height in (0.4, 0.2))
    assert far / near == pytest.approx(2.0, rel=0.05)


def test_distance_by_hand_and_unknown_without_points() -> None:
    """63 mm over 70 degrees: at 1 m a frame 1280 wide shows 1.4004 m, so the pupils are 57.6 pixels apart."""
    face = Face(600, 200, 150, 200, ((600, 280), (657.58, 280)), (628, 310), ((605, 350), (650, 350)))
    assert distance_m(face, 1280, 0.0) == pytest.approx(1.0, abs=0.001)
    assert distance_m(face, 1280, 60.0) == pytest.approx(0.5, abs=0.001)
    assert distance_m(face, 1280, None) is None
    assert distance_m(Face(0, 0, 10, 10), 1280, 0.0) is None


def test_with_haar_only_distance_is_unknown(media: Path) -> None:
    image = cv2.resize(picture_of(media / "photos/obama-720p.jpg"), (1280, 720))
    reading = read_picture(image, open_detector(None))
    assert reading.face_share == 1.0
    assert reading.distance_m is None and reading.yaw_deg is None and reading.lens_share is None
