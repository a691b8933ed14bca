"""The live coach: the right nudge at the right time by its stamps, from two threads, without ever holding them up."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from coach.test_faults import moved

from producer.coach.live import Coach, LiveCoach, Resampler
from producer.coach.picture.faces import Face, FaceDetector
from producer.coach.readings import LiveReading
from producer.media.sound import decode_sound
from producer.values import AudioBlock, Frame, Nudge

DEADLINE_S = 20.0
SILENT = np.zeros((1600, 1), np.float32)


class FaceAt:
    """A detector that finds one face, where it is told."""

    def __init__(self, x: float) -> None:
        self.x = x

    def find(self, image: np.ndarray) -> list[Face]:
        height, width = image.shape[:2]
        size = 0.3 * height
        x, y = self.x * width, 0.35 * height
        return [Face(x - size / 3, y - size / 2, 2 * size / 3, size, ((x - 20, y), (x + 20, y)))]

    def refine(self, image: np.ndarray, face: Face) -> Face:
        return face


class NoVoice:
    def feed(self, samples16k: np.ndarray) -> np.ndarray:
        return np.zeros(len(samples16k) // 512, np.float32)


GREY = np.random.default_rng(4).integers(110, 150, (360, 640, 3), np.uint8)


def test_a_nudge_comes_within_half_a_second_of_its_two_seconds_and_goes_when_mended() -> None:
    detector = FaceAt(0.5)
    coach, shown = Coach(detector, NoVoice(), "en"), []
    for index in range(200):
        t_s = 50 + index * 0.1
        detector.x = 0.8 if 60 <= t_s < 66 else 0.5
        coach.see(Frame(GREY, t_s, index))
        if not shown or shown[-1][1] != coach.current:
            shown.append((t_s, coach.current))
    codes = [nudge.code if nudge else None for _, nudge in shown]
    assert codes == [None, "move_right", None]
    assert 62.0 <= shown[1][0] <= 62.5
    assert 66.0 <= shown[2][0] <= 66.5


def test_a_camera_that_is_gone_says_nothing_about_now() -> None:
    coach = Coach(FaceAt(0.8), NoVoice(), "en")
    for index in range(60):
        coach.see(Frame(GREY, index * 0.1, index))
    assert coach.current is not None
    loud = (0.1 * np.sin(np.arange(1600))).astype(np.float32)[:, None]
    for index in range(40):
        coach.hear(AudioBlock(loud, 16_000, 6 + index * 0.1))
    assert coach.current is None


def test_a_muted_microphone_is_the_first_word() -> None:
    coach = Coach(FaceAt(0.8), NoVoice(), "en")
    for index in range(80):
        coach.hear(AudioBlock(SILENT, 16_000, index * 0.1))
        coach.see(Frame(GREY, index * 0.1, index))
    assert coach.current is not None and coach.current.code == "no_sound"


@pytest.mark.parametrize("rate_hz", [16_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_blocks_of_any_shape_become_sixteen_kilohertz(rate_hz: int, channels: int) -> None:
    t = np.arange(2 * rate_hz) / rate_hz
    sound = np.repeat((0.5 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)[:, None], channels, axis=1)
    resampler = Resampler()
    blocks = [AudioBlock(sound[at : at + 1024], rate_hz, at / rate_hz) for at in range(0, len(sound), 1024)]
    out = np.concatenate([resampler.feed(block) for block in blocks])
    assert len(out) == pytest.approx(32_000, abs=100)
    spectrum = np.abs(np.fft.rfft(out[4000:28000]))
    assert np.argmax(spectrum) * 16_000 / 24_000 == pytest.approx(440, abs=1)
    assert np.abs(out[4000:28000]).max() == pytest.approx(0.5, abs=0.01)


# ---------------------------------------------------------------- with its thread


class Shown:
    """What the listener was told, and from which thread."""

    def __init__(self) -> None:
        self.nudges: list[Nudge | None] = []
        self.threads: set[str] = set()
        self.told = threading.Condition()

    def __call__(self, nudge: Nudge | None) -> None:
        with self.told:
            self.nudges.append(nudge)
            self.threads.add(threading.current_thread().name)
            self.told.notify_all()

    def wait_for(self, count: int, timeout_s: float) -> bool:
        with self.told:
            return self.told.wait_for(lambda: len(self.nudges) >= count, timeout_s)


def feed_until(coach: LiveCoach, picture: np.ndarray, shown: Shown, count: int, start_s: float) -> float:
    """Offer the picture with stamps 0.1 s apart until that many changes were shown; return the last stamp."""
    deadline = time.monotonic() + DEADLINE_S
    t_s = start_s
    while time.monotonic() < deadline:
        coach.see(Frame(picture, t_s, round(t_s * 10)))
        if shown.wait_for(count, 0.05):
            return t_s
        t_s += 0.1
    raise AssertionError(f"shown so far: {shown.nudges}")


def test_it_nudges_and_stops_nudging_on_real_pictures(presenter: np.ndarray) -> None:
    shown = Shown()
    coach = LiveCoach(language="nl", on_nudge=shown)
    aside = moved(presenter, dx=0.16)
    end_s = feed_until(coach, aside, shown, 1, 0.0)
    assert coach.current is not None and coach.current.code == "move_right"
    feed_until(coach, presenter, shown, 2, end_s + 0.1)
    assert coach.current is None
    coach.close()
    assert [nudge.code if nudge else None for nudge in shown.nudges] == ["move_right", None]
    assert shown.threads == {"coach"}


def test_it_listens_and_looks_from_two_threads(presenter: np.ndarray) -> None:
    """Sound and pictures come from threads of their own; a muted microphone is said although the picture is fine."""
    shown = Shown()
    coach = LiveCoach(on_nudge=shown)
    done = threading.Event()

    def speak() -> None:
        index = 0
        while not done.wait(0.01):
            coach.hear(AudioBlock(SILENT, 16_000, index * 0.1))
            index += 1

    speaker = threading.Thread(target=speak)
    speaker.start()
    try:
        for index in range(1000):
            coach.see(Frame(presenter, index * 0.1, index))
            if shown.wait_for(1, 0.02):
                break
    finally:
        done.set()
        speaker.join(5)
    assert shown.nudges and shown.nudges[0] is not None and shown.nudges[0].code == "no_sound"
    coach.close()
    assert shown.nudges[-1] is None


def test_closing_takes_the_nudge_away_ends_the_thread_and_may_be_repeated(presenter: np.ndarray) -> None:
    shown = Shown()
    coach = LiveCoach(on_nudge=shown)
    feed_until(coach, moved(presenter, dx=0.16), shown, 1, 0.0)
    coach.close()
    coach.close()
    assert coach.current is None and shown.nudges[-1] is None
    assert "coach" not in {thread.name for thread in threading.enumerate()}
    coach.see(Frame(presenter, 100.0, 1000))
    coach.hear(AudioBlock(SILENT, 16_000, 100.0))
    assert "coach" not in {thread.name for thread in threading.enumerate()}


def test_one_that_was_never_used_starts_nothing() -> None:
    coach = LiveCoach()
    assert coach.current is None
    coach.close()
    assert "coach" not in {thread.name for thread in threading.enumerate()}


def test_offering_never_waits_for_the_coach(presenter: np.ndarray) -> None:
    """Ten seconds of pictures and sound are taken over in a moment, however long measuring takes."""
    coach = LiveCoach()
    start = time.monotonic()
    for index in range(300):
        coach.see(Frame(presenter, index / 30, index))
        coach.hear(AudioBlock(SILENT[:533], 16_000, index / 30))
    assert time.monotonic() - start < 1.0
    coach.close()


def test_a_coach_that_fails_falls_silent_and_says_so_in_the_log(
    tmp_path: Path, presenter: np.ndarray, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "face.onnx"
    broken.write_bytes(b"not a model")
    coach = LiveCoach(face_model=broken)
    with caplog.at_level(logging.ERROR):
        coach.see(Frame(presenter, 0.0, 0))
        coach.see(Frame(presenter, 1.0, 1))
        for thread in [one for one in threading.enumerate() if one.name == "coach"]:
            thread.join(DEADLINE_S)
    assert "The coach stopped." in caplog.text
    coach.hear(AudioBlock(SILENT, 16_000, 2.0))
    coach.close()
    assert coach.current is None


def test_a_real_speaker_who_talks_too_fast_is_told_so(media: Path, haar: FaceDetector) -> None:
    """A reader at 200 words a minute, without end: told to slow down, once eight seconds of it are full."""
    from producer.media.voice_activity import StreamingVoiceActivity

    clip = decode_sound(media / "speech/en/libri_2412-153948-0000.flac")[7000:178000] * 2
    sound = np.concatenate([clip] * 3)
    coach, codes = Coach(haar, StreamingVoiceActivity(), "en"), []
    for start in range(0, len(sound), 1600):
        coach.hear(AudioBlock(sound[start : start + 1600, None], 16_000, start / 16_000))
        if coach.current is not None and (not codes or codes[-1] != coach.current.code):
            codes.append(coach.current.code)
    assert codes[0] == "slow_down"
    assert set(codes) <= {"slow_down", "pause_more"}


def test_readings_are_told_beside_the_nudges() -> None:
    told: list[LiveReading] = []
    enough = threading.Event()

    def listen(reading: LiveReading) -> None:
        told.append(reading)
        if len(told) >= 5:
            enough.set()

    coach = LiveCoach(on_reading=listen, face_model=None)
    deadline, index = time.monotonic() + DEADLINE_S, 0
    while not enough.wait(0.02) and time.monotonic() < deadline:
        coach.see(Frame(GREY, index * 0.1, index))
        coach.hear(AudioBlock(SILENT, 16_000, index * 0.1))
        index += 1
    coach.close()
    assert len(told) >= 5
    assert [one.t_s for one in told] == sorted(one.t_s for one in told), "in order"
    assert told[-1].framing is not None and told[-1].framing.face_share == 0.0
    assert told[-1].voice is not None and told[-1].speaking is False
