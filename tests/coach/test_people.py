"""People as they are: with glasses, in profile, leaving the picture."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from coach.test_geometry import found, picture_of, placed
from coach.test_live import NoVoice

from producer.coach.faults import find_faults
from producer.coach.limits import YAW
from producer.coach.live import Coach
from producer.coach.picture.faces import open_detector
from producer.coach.picture.framing import looks_at_lens, read_picture
from producer.coach.take.pictures import sample_pictures
from producer.values import Frame

FACES = ("photos/obama-720p.jpg", "video/liveportrait_s18.mp4", "video/liveportrait_d9.mp4")


def with_glasses(image: np.ndarray, yunet_file: Path) -> np.ndarray:
    """Dark round frames over both eyes, and a bridge between them."""
    detector = open_detector(yunet_file, careful=True)
    face = detector.refine(image, detector.find(image)[0])
    assert face.eyes is not None
    out, (left, right) = image.copy(), [tuple(round(value) for value in eye) for eye in face.eyes]
    radius = round(0.36 * (right[0] - left[0]))
    for eye in (left, right):
        cv2.circle(out, eye, radius, (20, 20, 20), max(2, radius // 7))
    cv2.line(out, (left[0] + radius, left[1]), (right[0] - radius, right[1]), (20, 20, 20), max(2, radius // 8))
    return out


@pytest.mark.parametrize("name", FACES)
def test_glasses_change_no_reading(media: Path, yunet_file: Path, name: str) -> None:
    plain = placed(media / name, yunet_file)
    detector = open_detector(yunet_file, careful=True)
    bare, glasses = read_picture(plain, detector), read_picture(with_glasses(plain, yunet_file), detector)
    for value in ("offset_x", "eye_line"):
        assert getattr(glasses, value) == pytest.approx(getattr(bare, value), abs=0.02), value
    assert glasses.face_height == pytest.approx(bare.face_height, rel=0.08)
    assert glasses.roll_deg == pytest.approx(bare.roll_deg, abs=3)
    assert glasses.lens_share == bare.lens_share


def test_a_real_face_with_glasses_is_seen_as_it_is(media: Path, yunet_file: Path) -> None:
    _, eyes_y, height = found(media / "video/composite_nl_webcam_512x480.mp4", yunet_file)
    picture = picture_of(media / "video/composite_nl_webcam_512x480.mp4")
    assert 0.5 < height / picture.shape[0] < 0.8
    assert 0.3 < eyes_y / picture.shape[0] < 0.55


def test_a_head_in_profile_does_not_look_at_the_lens(media: Path, yunet_file: Path) -> None:
    """The concert clip's singer turns aside: where the points tell it, the lens is not looked at."""
    detector = open_detector(yunet_file, careful=True)
    readings = [read_picture(image, detector) for _, image in sample_pictures(media / "video/short_hamilton_clip.mp4")]
    turned = [one for one in readings if one.yaw_deg is not None and abs(one.yaw_deg) > 2 * YAW.enter]
    assert turned, "the clip shows a turned head"
    assert all(one.lens_share == 0.0 for one in turned)
    assert not looks_at_lens(2 * YAW.enter, 0.0)


def test_a_face_that_leaves_is_missed_after_two_seconds_and_found_at_once(media: Path, yunet_file: Path) -> None:
    good = placed(media / "photos/obama-720p.jpg", yunet_file)
    empty = np.full_like(good, 120)
    coach, shown = Coach(open_detector(yunet_file), NoVoice(), "en"), {}
    for index in range(100):
        t_s = index * 0.1
        coach.see(Frame(empty if 4 <= t_s < 7 else good, t_s, index))
        shown[round(t_s, 1)] = coach.current.code if coach.current else None
    assert "no_face" not in find_faults(read_picture(good, open_detector(yunet_file)), None, "en")
    first = next(t_s for t_s, code in shown.items() if code == "no_face")
    assert 6.0 <= first <= 6.5
    assert shown[7.3] != "no_face"
    assert all(code != "no_face" for t_s, code in shown.items() if t_s < 6.0)
