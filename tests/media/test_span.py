"""A span of a file's sound: to the sample, to the millisecond, silent where there is none, soft at its ends."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes.known_media import make

from producer.media.play import FADE_S
from producer.media.span import faded, span_of

RATE_HZ = 48_000


@pytest.fixture(scope="module")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tone = "aevalsrc='0.4*sin(2*PI*300*t)':s=44100:d=6"
    return make(tmp_path_factory.mktemp("span") / "tone.wav", "-f", "lavfi", "-i", tone)


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sound of which no two places are alike, compressed and at another rate than it is asked for."""
    path = tmp_path_factory.mktemp("span") / "noise.mp4"
    return make(path, "-f", "lavfi", "-i", "anoisesrc=seed=1:a=0.3:r=44100:d=6", "-c:a", "aac", "-b:a", "192k")


@pytest.mark.parametrize("start_s", [0.0, 0.1, 1.9, 4.25])
def test_a_span_is_exact_to_the_sample_count_and_right_to_the_millisecond(noise: Path, start_s: float) -> None:
    sound = np.concatenate(list(span_of(noise, start_s, start_s + 1.5, RATE_HZ, 1)))[:, 0]
    assert len(sound) == 1.5 * RATE_HZ
    whole = np.concatenate(list(span_of(noise, 0.0, 6.0, RATE_HZ, 1)))[:, 0]
    first = round(start_s * RATE_HZ)
    lags = range(-96, 97, 4)  # 2 ms either way
    part = sound[4800:14400]
    match = [float(np.dot(part, whole[first + 4800 + lag : first + 14400 + lag])) for lag in lags]
    assert abs(lags[int(np.argmax(match))]) <= 48  # 1 ms


def test_sound_that_begins_late_or_ends_early_is_silent_there(tone: Path, tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=3")
    late = make(
        tmp_path / "late.mkv", *picture, "-itsoffset", "0.7", "-i", str(tone), "-map", "0:v", "-map", "1:a", "-t", "3"
    )
    sound = np.concatenate(list(span_of(late, 0.2, 4.0, RATE_HZ, 2)))
    assert sound.shape == (round(3.8 * RATE_HZ), 2)
    assert np.flatnonzero(np.abs(sound[:, 0]) > 0.02)[0] / RATE_HZ == pytest.approx(0.5, abs=0.03)
    assert not np.any(sound[round(3.4 * RATE_HZ) :])


def test_the_ends_rise_and_fall(tone: Path) -> None:
    frames = round(FADE_S * RATE_HZ)
    plain = np.concatenate(list(span_of(tone, 1.1, 1.5, RATE_HZ, 1)))[:, 0]
    soft = np.concatenate(list(faded(span_of(tone, 1.1, 1.5, RATE_HZ, 1), frames)))[:, 0]
    assert len(soft) == len(plain)
    assert soft[0] == 0 and soft[-1] == 0
    assert np.array_equal(soft[frames:-frames], plain[frames:-frames])
    assert np.all(np.abs(soft[:frames]) <= np.abs(plain[:frames]))
