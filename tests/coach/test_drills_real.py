"""The drills on real voices and faces, through the live coach: each comes to what is known of sound and pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from producer.coach.drills.drill import Drill, DrillResult
from producer.coach.live import Coach
from producer.coach.picture.faces import FaceDetector, open_detector
from producer.coach.picture.framing import read_picture
from producer.coach.take.pictures import sample_pictures
from producer.demo import Sample
from producer.media.sound import decode_sound
from producer.media.voice_activity import StreamingVoiceActivity
from producer.values import AudioBlock, Frame

RATE_HZ = 16_000
BLOCK = 800
NO_VOICE = np.random.default_rng(1).normal(0, 0.0005, 20 * RATE_HZ).astype(np.float32)
"""A quiet room."""
READER_PACE = 25 * 60 / 7.12
"""Words a minute: "If the reader will excuse me ... to leave my native country" has 25."""


def practised(
    code: str,
    detector: FaceDetector,
    sound: np.ndarray,
    picture: Callable[[float], np.ndarray] | None = None,
    language: str = "en",
) -> DrillResult:
    """Do a drill as in the window: the coach hears blocks of 50 ms and sees five pictures a second, from 3 s before
    "go" on; ``picture`` is asked by the time since "go".
    """
    coach, drill = Coach(detector, StreamingVoiceActivity(), language), Drill(code, language)
    told = None
    for number, start in enumerate(range(0, len(sound), BLOCK)):
        t_s = start / RATE_HZ
        coach.hear(AudioBlock(sound[start : start + BLOCK, None], RATE_HZ, 50.0 + t_s))
        if picture is not None and number % 4 == 3:
            coach.see(Frame(picture(t_s - 3.0), 50.0 + t_s + BLOCK / RATE_HZ, number))
        if coach.reading is not None and coach.reading is not told:
            told = coach.reading
            if drill.feed(told).done:
                break
    assert drill.result is not None
    return drill.result


def quiet(seconds: float) -> np.ndarray:
    return NO_VOICE[: round(seconds * RATE_HZ)]


def spoken(*silences_s: float, cut: np.ndarray, until_s: float = 49.0) -> np.ndarray:
    """The same speech without a pause again and again, with these silences between, then on without any."""
    parts = [quiet(3.0)]
    for silence_s in silences_s:
        parts += [cut, quiet(silence_s)]
    while sum(map(len, parts)) < until_s * RATE_HZ:
        parts.append(cut)
    return np.concatenate(parts)


@pytest.fixture(scope="module")
def reader(media: Path) -> np.ndarray:
    """A fast reader: 7.12 s from the first sound to the last before a pause."""
    return decode_sound(media / "speech/en/libri_2412-153948-0000.flac")[7_680:121_600]


@pytest.mark.parametrize(
    ("silences_s", "expected"),
    [((1.0, 1.0, 1.0), 3), ((0.85, 2.7, 1.5, 0.9), 4), ((0.5, 0.5, 0.5, 0.5), 0), ((3.3, 1.0, 4.0), 1), ((), 0)],
)
def test_known_pauses_in_a_real_voice_are_counted(
    reader: np.ndarray, haar: FaceDetector, silences_s: tuple[float, ...], expected: int
) -> None:
    """Speech cut together with known silences; the coach hears it block by block."""
    found = practised("pause", haar, spoken(*silences_s, cut=reader))
    assert found.figure == expected
    assert found.reached == (expected >= 3)


def test_a_fast_reader_is_told_so_and_a_calm_presenter_has_reached_it(reader: np.ndarray, haar: FaceDetector) -> None:
    fast = practised("slow_down", haar, spoken(cut=reader))
    assert (fast.reached, fast.outcome) == (False, "too_fast") and fast.figure == pytest.approx(READER_PACE, rel=0.12)
    sample = decode_sound(Sample.bundled().video)
    calm = practised("slow_down", haar, np.concatenate([quiet(3.0), sample, sample]))
    assert calm.reached and 120 <= (calm.figure or 0) <= 160


@pytest.fixture(scope="module")
def turned(media: Path, yunet_file: Path) -> np.ndarray:
    """A real face that looks clearly aside: the picture of the concert clip in which it is turned the most."""
    detector = open_detector(yunet_file, careful=True)
    pictures = [image for _, image in sample_pictures(media / "video/short_hamilton_clip.mp4")]
    return max(pictures, key=lambda image: abs(read_picture(image, detector).yaw_deg or 0.0))


@pytest.mark.parametrize(("away_s", "expected"), [(0.0, "reached"), (4.0, "reached"), (9.0, "look")])
def test_a_real_face_that_looks_away_for_a_known_time(
    yunet: FaceDetector, presenter: np.ndarray, turned: np.ndarray, away_s: float, expected: str
) -> None:
    """The presenter speaks for 30 s and looks elsewhere for this long."""
    sample = decode_sound(Sample.bundled().video)
    talk_sound = np.concatenate([quiet(3.0), sample, sample])
    found = practised("look", yunet, talk_sound, lambda t: turned if 10.0 <= t < 10.0 + away_s else presenter)
    assert found.outcome == expected
    assert found.figure == pytest.approx(1 - away_s / 30.0, abs=0.05)


@pytest.mark.parametrize(
    ("begin_s", "tail_s", "looks", "expected"),
    [(1.0, 5.0, True, "reached"), (5.0, 5.0, True, "late"), (1.0, 5.0, False, "look"), (1.0, 0.0, True, "no_end")],
)
def test_a_real_opening_line(
    reader: np.ndarray,
    yunet: FaceDetector,
    presenter: np.ndarray,
    turned: np.ndarray,
    begin_s: float,
    tail_s: float,
    looks: bool,
    expected: str,
) -> None:
    """A sentence of 7 s after a known silence, and silence or more speech after it."""
    after = [quiet(tail_s)] if tail_s else [reader, reader]
    sound = np.concatenate([quiet(3.0), quiet(begin_s), reader, *after])
    found = practised("opening", yunet, sound, lambda t: presenter if looks else turned)
    assert (found.outcome, found.reached) == (expected, expected == "reached")
    if expected == "reached":
        assert found.figure == pytest.approx(len(reader) / RATE_HZ, abs=0.3)
