"""Every advice code is raised where it should be and nowhere else: on readings, and on pictures made wrong by known
amounts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from producer.coach import limits as at
from producer.coach.advice import IMPORTANCE
from producer.coach.faults import find_faults, pace_limits
from producer.coach.limits import Limit
from producer.coach.picture.faces import FaceDetector
from producer.coach.picture.framing import read_picture
from producer.coach.readings import FramingReading, VoiceReading

GOOD = FramingReading(
    faces=1.0, face_share=1.0, face_height=0.3, eye_line=0.35, headroom=0.1, offset_x=0.0, roll_deg=0.0, yaw_deg=0.0,
    pitch_deg=0.0, lens_share=1.0, face_luma=140.0, background_luma=100.0, side_ratio=1.1, sharpness=1.5,
)
FINE = VoiceReading(
    level_dbfs=-20.0, peak_level_dbfs=-14.0, clipped_share=0.0, noise_dbfs=-60.0, snr_db=40.0, words_per_minute=140.0,
    own_words_per_minute=None, run_s=5.0, pauses_per_minute=8.0, fillers_per_minute=1.0,
)
PICTURE_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("no_face", {"face_share": 0.2}),
    ("move_right", {"offset_x": 0.15}),  # at the picture's right is at the speaker's own left
    ("move_left", {"offset_x": -0.15}),
    ("move_back", {"face_height": 0.5}),
    ("move_closer", {"face_height": 0.15}),
    ("lower_camera", {"eye_line": 0.48}),
    ("raise_camera", {"eye_line": 0.22}),
    ("lower_camera", {"eye_line": 0.38, "headroom": 0.24}),
    ("raise_camera", {"eye_line": 0.32, "headroom": 0.01}),
    ("level_camera", {"roll_deg": 8.0}),
    ("level_camera", {"roll_deg": -8.0}),
    ("look_at_lens", {"lens_share": 0.3}),
    ("more_light", {"face_luma": 60.0, "background_luma": 50.0}),
    ("less_light", {"face_luma": 215.0}),
    ("light_from_front", {"face_luma": 110.0, "background_luma": 190.0}),
    ("light_from_front", {"side_ratio": 2.2}),
    ("sharpen", {"sharpness": 0.05}),
]
VOICE_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("no_sound", {"peak_level_dbfs": -90.0, "level_dbfs": None, "snr_db": None}),
    ("clipping", {"clipped_share": 0.01}),
    ("speak_up", {"level_dbfs": -36.0}),
    ("speak_softer", {"level_dbfs": -6.0}),
    ("quieter_room", {"snr_db": 8.0}),
    ("slow_down", {"words_per_minute": 200.0}),
    ("speed_up", {"words_per_minute": 80.0}),
    ("pause_more", {"run_s": 30.0}),
    ("pause_more", {"pauses_per_minute": 1.0}),
    ("fewer_fillers", {"fillers_per_minute": 12.0}),
]


def test_what_is_good_has_no_fault() -> None:
    assert find_faults(GOOD, FINE, "en") == {}
    assert find_faults(None, None, "en") == {}


@pytest.mark.parametrize(("code", "change"), PICTURE_FAULTS)
def test_each_fault_of_the_picture_alone(code: str, change: dict[str, Any]) -> None:
    assert list(find_faults(replace(GOOD, **change), FINE, "en")) == [code]


@pytest.mark.parametrize(("code", "change"), VOICE_FAULTS)
def test_each_fault_of_the_voice_alone(code: str, change: dict[str, Any]) -> None:
    assert list(find_faults(GOOD, replace(FINE, **change), "en")) == [code]


def test_every_code_is_tried_above() -> None:
    assert {code for code, _ in PICTURE_FAULTS + VOICE_FAULTS} == set(IMPORTANCE)


def test_what_was_not_measured_is_no_fault() -> None:
    assert find_faults(FramingReading(faces=1.0, face_share=1.0), VoiceReading(), "en") == {}


def test_without_a_face_nothing_else_is_said_of_the_picture() -> None:
    assert list(find_faults(replace(GOOD, face_share=0.0, offset_x=0.4, face_luma=20.0), None, "en")) == ["no_face"]


def test_a_muted_microphone_is_the_only_word_on_the_voice() -> None:
    silent = replace(FINE, peak_level_dbfs=-100.0, snr_db=1.0, level_dbfs=-50.0)
    assert list(find_faults(None, silent, "en")) == ["no_sound"]


def test_headroom_is_no_matter_at_the_wrong_distance() -> None:
    far = replace(GOOD, face_height=0.12, headroom=0.3, eye_line=0.39)
    assert list(find_faults(far, None, "en")) == ["move_closer"]


def test_a_standing_fault_ends_at_the_inner_edge_only() -> None:
    between = replace(GOOD, offset_x=0.07)
    assert find_faults(between, None, "en") == {}
    assert list(find_faults(between, None, "en", {"move_right": 0.1})) == ["move_right"]
    assert find_faults(replace(GOOD, offset_x=0.05), None, "en", {"move_right": 0.1}) == {}


def test_worse_is_graver() -> None:
    excess = [find_faults(replace(GOOD, offset_x=x), None, "en")["move_right"] for x in (0.09, 0.15, 0.2, 0.4)]
    assert excess == sorted(excess) and excess[0] < 0.2
    assert excess[2] == pytest.approx(1.0)  # 0.12 beyond the limit is grave


@pytest.mark.parametrize(
    ("language", "pace", "codes"),
    [
        ("en", 172.0, []), ("en", 180.0, ["slow_down"]), ("nl", 168.0, ["slow_down"]), ("nl-BE", 160.0, []),
        ("", 180.0, ["slow_down"]), ("fr", 250.0, []), ("nl", 90.0, ["speed_up"]),
    ],
)
def test_pace_is_judged_by_the_language(language: str, pace: float, codes: list[str]) -> None:
    assert list(find_faults(None, replace(FINE, words_per_minute=pace), language)) == codes


def test_pace_is_judged_by_the_speakers_own_mean_once_it_is_known() -> None:
    quick = replace(FINE, words_per_minute=170.0)
    assert find_faults(None, quick, "en") == {}
    assert list(find_faults(None, replace(quick, own_words_per_minute=140.0), "en")) == ["slow_down"]
    assert find_faults(None, replace(quick, own_words_per_minute=160.0), "en") == {}
    slower = replace(FINE, words_per_minute=125.0, own_words_per_minute=155.0)
    assert find_faults(None, slower, "en") == {}  # slower than usual, but where it should be


def test_limits_have_a_gap_and_a_source() -> None:
    limits = [value for value in vars(at).values() if isinstance(value, Limit)]
    limits += [limit for pace in at.PACE.values() for limit in (pace.fast, pace.slow)]
    assert len(limits) > 20
    for limit in limits:
        assert limit.source and limit.enter != limit.leave and limit.grave > 0
        assert limit.broken(limit.enter + (1e-6 if limit.enter > limit.leave else -1e-6))
        assert not limit.broken(limit.leave)
    assert pace_limits("EN-us") is pace_limits("en")


# ---------------------------------------------------------------- pictures


def moved(
    picture: np.ndarray, *, dx: float = 0.0, dy: float = 0.0, scale: float = 1.0, roll: float = 0.0
) -> np.ndarray:
    """Move, scale and turn (clockwise) around the eyes; what comes in from outside is the edge drawn out."""
    height, width = picture.shape[:2]
    centre = (width / 2, 0.335 * height)
    move = cv2.getRotationMatrix2D(centre, -roll, scale)
    move[:, 2] += (dx * width, dy * height)
    return cv2.warpAffine(picture, move, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)


def lit(picture: np.ndarray, gain: float, background: float | None = None) -> np.ndarray:
    """Make it brighter or darker, the background by its own gain; the middle third is the speaker."""
    width = picture.shape[1]
    out = picture.astype(np.float32) * (gain if background is None else background)
    speaker = slice(round(width * 0.38), round(width * 0.62))
    out[:, speaker] = picture[:, speaker] * np.float32(gain)
    return np.clip(out, 0, 255).astype(np.uint8)


WRONG_PICTURES = {
    "move_right": lambda p: moved(p, dx=0.16),
    "move_left": lambda p: moved(p, dx=-0.16),
    "move_back": lambda p: moved(p, scale=1.6),
    "move_closer": lambda p: moved(p, scale=0.55),
    "lower_camera": lambda p: moved(p, dy=0.14),
    "raise_camera": lambda p: moved(p, dy=-0.1),
    "more_light": lambda p: lit(p, 0.4),
    "less_light": lambda p: lit(p, 1.3),
    "light_from_front": lambda p: lit(p, 0.6, background=1.5),
    "sharpen": lambda p: cv2.GaussianBlur(p, (0, 0), 9),
}


def test_the_presenter_is_fine(presenter: np.ndarray, detector: FaceDetector) -> None:
    assert find_faults(read_picture(presenter, detector), None, "en") == {}


@pytest.mark.parametrize("code", WRONG_PICTURES)
def test_a_picture_made_wrong_gets_its_own_advice_and_no_other(
    presenter: np.ndarray, detector: FaceDetector, code: str
) -> None:
    reading = read_picture(WRONG_PICTURES[code](presenter), detector)
    assert set(find_faults(reading, None, "en")) == {code}, reading


def test_an_empty_chair(presenter: np.ndarray, detector: FaceDetector) -> None:
    blank = np.full_like(presenter, 120)
    assert list(find_faults(read_picture(blank, detector), None, "en")) == ["no_face"]


@pytest.mark.parametrize("roll", [-11.0, 11.0])
def test_a_leaning_picture(presenter: np.ndarray, yunet: FaceDetector, roll: float) -> None:
    assert set(find_faults(read_picture(moved(presenter, roll=roll), yunet), None, "en")) == {"level_camera"}
