"""The coach against the bare networks under it, and a finished take against its own length.

    python tests/benchmarks/bench_coach.py

CPU seconds of this process, the reference and the coach in turn, the least of several rounds (whatever else runs on
the machine can only add). Promised: a framing reading at most 1.6 times a bare YuNet call on the picture at 640 x 360,
a voice reading at most 1.6 times one bare Silero call on all windows of the same sound and under 3 ms, the whole
live coach at ten readings a second under 15 % of one core, and a finished take of ten minutes read ten times faster
than it lasts.

Seen on two cores of 2026 while eight other processes ran: framing 8.8 ms, 0.68 of the bare call; voice 0.75 ms, 1.5 of
one bare call on all windows together (0.9 of a bare call for each window); live 11 % of a core; ten minutes in 32 s of
CPU.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from producer.coach.live import Coach
from producer.coach.picture.faces import YuNetDetector
from producer.coach.picture.framing import read_picture
from producer.coach.sound.hearing import Lifted
from producer.coach.sound.voice import VoiceTrack
from producer.coach.take.report import coach_file
from producer.demo import Sample
from producer.media.ffmpeg import run_ffmpeg
from producer.media.sound import decode_sound
from producer.media.voice_activity import StreamingVoiceActivity
from producer.models import find_face_model
from producer.values import AudioBlock, Frame

RATIO = 1.6
LIVE_SHARE = 0.15
FASTER = 10.0
LONG_S = 600
ROUNDS = 15
READING_S = 0.25
VOICE_S = 0.003


def cpu_s(work: Callable[[], object], times: int) -> float:
    """Return CPU seconds of one call."""
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def least(reference: Callable[[], object], work: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the least CPU seconds of each, measured in turn."""
    rounds = [(cpu_s(reference, times), cpu_s(work, times)) for _ in range(ROUNDS)]
    return min(one for one, _ in rounds), min(other for _, other in rounds)


def pictures(count: int) -> list[np.ndarray]:
    """Different pictures of the presenter, 1280 x 720."""
    file = cv2.VideoCapture(str(Sample.bundled().video))
    try:
        return [np.asarray(file.read()[1]) for _ in range(300 + count)][300:]
    finally:
        file.release()


def framing() -> tuple[float, float]:
    """Return CPU seconds of a bare YuNet call and of a framing reading."""
    model = find_face_model()
    if model is None:
        pytest.skip("no face model here: set PRODUCER_MODELS")
    detector, taken = YuNetDetector(model), pictures(10)
    cv2.setNumThreads(1)
    bare = cv2.FaceDetectorYN.create(str(model), "", (640, 360), 0.7, 0.3, 50)
    small = [cv2.resize(picture, (640, 360), interpolation=cv2.INTER_AREA) for picture in taken]
    return least(
        lambda: [bare.detect(picture) for picture in small],
        lambda: [read_picture(picture, detector) for picture in taken],
        2,
    )


def voice() -> tuple[float, float, float]:
    """Return CPU seconds of voice activity on a quarter of a second, window by window and in one call, and of a whole
    reading on it.
    """
    samples = decode_sound(Sample.bundled().video)[: 12 * 16_000]
    step = round(READING_S * 16_000)
    bare, track = StreamingVoiceActivity(), VoiceTrack(Lifted(StreamingVoiceActivity()), "en")

    def listen(size: int) -> None:
        for start in range(0, len(samples), size):
            bare.feed(samples[start : start + size])

    def read() -> None:
        for start in range(0, len(samples), step):
            track.feed(samples[start : start + step])
            track.reading()

    read()  # a full window from the start
    count = len(samples) / step
    single, reading = least(lambda: listen(512), read, 1)
    together, again = least(lambda: listen(step), read, 1)
    return single / count, together / count, min(reading, again) / count


def live_share(seconds: int = 20) -> float:
    """Return the share of one core that the live coach takes: ten pictures and thirty blocks a second."""
    model = find_face_model()
    if model is None:
        pytest.skip("no face model here: set PRODUCER_MODELS")
    taken, sound = pictures(20), decode_sound(Sample.bundled().video, rate_hz=48_000)[:, None]
    coach = Coach(YuNetDetector(model), StreamingVoiceActivity(), "en")

    def work() -> None:
        for tick in range(seconds * 30):
            t_s = tick / 30
            coach.hear(AudioBlock(sound[tick * 1600 : (tick + 1) * 1600], 48_000, t_s))
            if tick % 3 == 0:
                coach.see(Frame(taken[tick % len(taken)], t_s, tick))

    return cpu_s(work, 1) / seconds


def long_take(folder: Path) -> Path:
    """The bundled sample over and over, for ten minutes."""
    path = folder / "long.mp4"
    run_ffmpeg(["-stream_loop", "-1", "-i", str(Sample.bundled().video), "-t", str(LONG_S), "-c", "copy", str(path)])
    return path


def report_times(folder: Path) -> tuple[float, float]:
    """Return wall and CPU seconds (without ffmpeg's) of coaching a take of ten minutes."""
    path = long_take(folder)
    wall, cpu = time.perf_counter(), time.process_time()
    coach_file(path, language="en")
    return time.perf_counter() - wall, time.process_time() - cpu


def voice_line(single: float, together: float, reading: float) -> str:
    return (
        f"voice    {reading * 1000:.2f} ms, all windows in one bare call {together * 1000:.2f} ms, "
        f"ratio {reading / together:.2f} (at most {RATIO}); a bare call for each window {single * 1000:.2f} ms, "
        f"ratio {reading / single:.2f}"
    )


@pytest.mark.benchmark
def test_a_framing_reading_costs_little_more_than_its_network() -> None:
    bare, reading = framing()
    print(f"framing: {reading * 100:.2f} ms, bare {bare * 100:.2f} ms, ratio {reading / bare:.2f}")
    assert reading / bare <= RATIO


@pytest.mark.benchmark
def test_a_voice_reading_costs_little_more_than_its_network() -> None:
    single, together, reading = voice()
    print(voice_line(single, together, reading))
    assert reading / together <= RATIO
    assert reading <= VOICE_S


@pytest.mark.benchmark
def test_the_live_coach_leaves_the_machine_alone() -> None:
    share = min(live_share() for _ in range(3))
    print(f"live: {share:.1%} of one core")
    assert share <= LIVE_SHARE


@pytest.mark.benchmark
def test_a_finished_take_is_read_ten_times_faster_than_it_lasts(tmp_path: Path) -> None:
    wall, cpu = report_times(tmp_path)
    print(f"report: {LONG_S} s in {wall:.0f} s ({cpu:.0f} s of CPU), {LONG_S / wall:.1f} times faster")
    assert LONG_S / wall >= FASTER


def main() -> None:
    bare, reading = framing()
    print(f"framing  {reading * 100:.2f} ms, bare {bare * 100:.2f} ms, ratio {reading / bare:.2f} (at most {RATIO})")
    print(voice_line(*voice()))
    print(f"live     {live_share():.1%} of one core  (at most {LIVE_SHARE:.0%})")
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = report_times(Path(folder))
    print(f"report   {LONG_S} s in {wall:.0f} s, {cpu:.0f} s of CPU  (at least {FASTER:.0f} times faster)")


if __name__ == "__main__":
    sys.exit(main())
