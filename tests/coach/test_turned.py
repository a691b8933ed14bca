"""Where a head looks: real faces turned by known angles on a relief (see relief.py), in profile, and how high the lens
is.

Seen on 13 real faces turned by 10, 20 and 30 degrees aside: 0.9-1.1 of the turn in the middle, half to one and a half
times as much by the face; straight ones differ by 3.5 degrees. Up and down by up to 24: the sign is right in nine of
ten; straight ones differ by 12 degrees, and glasses move a face by up to 30. So a nod is not told, a look at the floor
is.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from coach.relief import turned_head
from coach.test_geometry import placed

from producer.coach.limits import CAMERA_ABOVE, CAMERA_BELOW, YAW
from producer.coach.picture.face import main_face
from producer.coach.picture.faces import YuNetDetector
from producer.coach.picture.framing import camera_height, read_picture
from producer.coach.readings import FramingReading

NAMES = (
    *("photos/obama-720p.jpg", "video/grid_bbaf2n.mpg", "video/grid_brbk7n.mpg", "video/grid_lbax4n.mpg"),
    *("video/grid_lrwp9a.mpg", "video/WDA_KatieHill_000.mp4", "video/liveportrait_d13.mp4"),
)


@pytest.fixture(scope="module")
def careful(yunet_file: Path) -> YuNetDetector:
    return YuNetDetector(yunet_file, careful=True)


def turned(path: Path, yunet_file: Path, careful: YuNetDetector, **how: float) -> FramingReading:
    picture = placed(path, yunet_file, height=0.36)
    face = main_face(careful.find(picture), picture.shape[1], picture.shape[0])
    assert face is not None
    return read_picture(turned_head(picture, careful.refine(picture, face), **how), careful)


def test_a_turned_head_is_told_by_as_much_as_it_is_turned(
    media: Path, yunet_file: Path, careful: YuNetDetector
) -> None:
    shares = []
    for name in NAMES:
        straight = turned(media / name, yunet_file, careful)
        for yaw in (-30.0, -15.0, 15.0, 30.0):
            reading = turned(media / name, yunet_file, careful, yaw=yaw)
            assert straight.yaw_deg is not None and reading.yaw_deg is not None
            shares.append((reading.yaw_deg - straight.yaw_deg) / yaw)
    print(f"yaw: {np.median(shares):.2f} of the turn, {min(shares):.2f} to {max(shares):.2f}")
    assert 0.8 <= np.median(shares) <= 1.2
    assert min(shares) > 0.3 and max(shares) < 1.9


@pytest.mark.parametrize("name", NAMES)
def test_straight_faces_look_at_the_lens_and_turned_ones_away(
    media: Path, yunet_file: Path, careful: YuNetDetector, name: str
) -> None:
    straight = turned(media / name, yunet_file, careful)
    assert straight.lens_share == 1.0 and straight.yaw_deg is not None and abs(straight.yaw_deg) < YAW.leave
    side = 1.0 if straight.yaw_deg >= 0 else -1.0
    assert turned(media / name, yunet_file, careful, yaw=side * 30.0).lens_share == 0.0


def test_up_and_down_are_told_apart(media: Path, yunet_file: Path, careful: YuNetDetector) -> None:
    moved = []
    for name in NAMES:
        up, straight, down = (
            turned(media / name, yunet_file, careful, pitch=pitch).pitch_deg for pitch in (-24.0, 0.0, 24.0)
        )
        assert up is not None and straight is not None and down is not None
        moved.append(down - up)
        assert abs(straight) < CAMERA_ABOVE.leave
    assert sum(value > 0 for value in moved) >= len(moved) - 1
    assert 20.0 <= np.median(moved) <= 90.0


SEEN = FramingReading(faces=1.0, face_share=1.0, eye_line=0.35, yaw_deg=0.0, pitch_deg=0.0, camera_deg=0.0)


@pytest.mark.parametrize(
    ("change", "height"),
    [
        ({}, "right"),
        ({"camera_deg": CAMERA_BELOW.enter - 1}, "low"),
        ({"camera_deg": CAMERA_ABOVE.enter + 1}, "high"),
        ({"camera_deg": CAMERA_BELOW.leave}, "right"),
        ({"camera_deg": None}, "right"),
        ({"eye_line": 0.25}, "low"),
        ({"eye_line": 0.45}, "high"),
        ({"eye_line": 0.45, "camera_deg": CAMERA_BELOW.enter - 1}, "low"),
        ({"eye_line": None}, None),
        ({"face_share": 0.2}, None),
    ],
)
def test_how_high_the_lens_is(change: dict[str, float | None], height: str | None) -> None:
    assert camera_height(replace(SEEN, **change)) == height  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_real_faces_at_eye_level_have_the_lens_at_the_right_height(
    media: Path, yunet_file: Path, careful: YuNetDetector, name: str
) -> None:
    assert camera_height(read_picture(placed(media / name, yunet_file), careful)) == "right"
    assert camera_height(read_picture(placed(media / name, yunet_file, y=0.5), careful)) == "high"
    assert camera_height(read_picture(placed(media / name, yunet_file, y=0.24), careful)) == "low"
