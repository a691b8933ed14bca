"""Which microphone is meant, what its stamps are worth, and a file that plays as one."""

from __future__ import annotations

import queue
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes.takes import ffmpeg, make_flash_file

from producer.capture.level import Level
from producer.capture.microphone import _Heard, delay_s, monotonic_stamp, refused
from producer.capture.microphone_file import sound_of
from producer.capture.microphone_open import choose, open_microphone
from producer.errors import MicrophoneError, MissingFile, NoSound
from producer.values import AudioBlock


def device(index: int, name: str, is_default: bool = False) -> dict[str, Any]:
    return {"index": index, "name": name, "is_default": is_default}


HERE = [device(3, "USB Mic"), device(5, "Built-in Audio", True), device(7, "USB Mic Pro")]


@pytest.mark.parametrize(
    ("asked", "index"), [("", 5), ("3", 3), ("usb mic", 3), ("pro", 7), ("BUILT-IN", 5), ("USB Mic Pro", 7)]
)
def test_a_microphone_is_chosen_by_number_or_name(asked: str, index: int) -> None:
    assert choose(asked, HERE)["index"] == index


@pytest.mark.parametrize(
    ("asked", "here", "code"),
    [("", [], "microphone-missing"), ("9", HERE, "microphone-missing"), ("radio", HERE, "microphone-missing"),
     ("usb", HERE, "microphone-ambiguous")],
)
def test_a_microphone_that_is_not_meant_is_said(asked: str, here: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(MicrophoneError) as caught:
        choose(asked, here)
    assert caught.value.code == code
    assert not here or "Built-in Audio" in str(caught.value) or "USB Mic Pro" in str(caught.value)


def heard(adc_s: float, stream_s: float, now_s: float) -> _Heard:
    return _Heard(np.zeros((960, 1), np.float32), adc_s, stream_s, now_s, False)


def test_adc_time_is_brought_to_our_clock() -> None:
    assert monotonic_stamp(heard(5000.00, 5000.05, 100.0), 48_000) == pytest.approx(99.95)
    assert delay_s(heard(5000.00, 5000.05, 100.0), 48_000) == pytest.approx(0.03)


@pytest.mark.parametrize("adc_s", [0.0, 4000.0, 5001.0])
def test_an_adc_time_that_cannot_be_true_is_replaced_by_the_arrival(adc_s: float) -> None:
    assert monotonic_stamp(heard(adc_s, 5000.0, 100.0), 48_000) == pytest.approx(99.98)


def test_why_a_device_was_refused_is_said() -> None:
    assert refused("X", RuntimeError("Device unavailable [PaErrorCode -9985]")).code == "microphone-busy"
    assert refused("X", RuntimeError("Unanticipated host error")).code == "microphone-forbidden"


def test_none_is_no_microphone() -> None:
    assert open_microphone("none") is None


def test_a_file_that_is_not_there_is_not_taken_for_a_name(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        open_microphone(str(tmp_path / "voice.wav"))


def test_a_video_without_sound_is_no_microphone(tmp_path: Path) -> None:
    silent = tmp_path / "silent.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=s=64x64:d=0.3", "-pix_fmt", "yuv420p", str(silent))
    with pytest.raises(NoSound):
        open_microphone(str(silent))


def test_a_file_plays_in_real_time_with_exact_stamps(tmp_path: Path) -> None:
    path = make_flash_file(tmp_path / "f.mkv", seconds=1.2)
    microphone = open_microphone(str(path))
    assert microphone is not None and (microphone.rate_hz, microphone.channels) == (48_000, 1)
    blocks: list[tuple[AudioBlock, float]] = []
    ends: queue.Queue[Exception | None] = queue.Queue()
    zero_s = time.monotonic() + 0.2
    microphone.play(zero_s)
    microphone.start(lambda block: blocks.append((block, time.monotonic())), ends.put)
    try:
        assert ends.get(timeout=10) is None
    finally:
        microphone.close()
    sound = np.concatenate([block.samples for block, _ in blocks])[:, 0]
    assert len(sound) == 57_600
    position = 0
    for block, at in blocks:
        assert block.t_s - zero_s == pytest.approx(position / 48_000, abs=1e-6)
        position += len(block.samples)
        assert at >= zero_s + position / 48_000
    assert np.flatnonzero(np.abs(sound) > 0.1)[0] == pytest.approx(48_000, abs=10)


def test_the_sound_of_a_video_counts_from_the_files_start(tmp_path: Path) -> None:
    flash, late = make_flash_file(tmp_path / "f.mkv", seconds=1), tmp_path / "late.mkv"
    ffmpeg("-i", str(flash), "-itsoffset", "0.4", "-i", str(flash), "-map", "0:v", "-map", "1:a", "-c", "copy",
           str(late))
    first_s, samples = next(iter(sound_of(late, 48_000, 2)))
    assert first_s == pytest.approx(0.4, abs=0.002)
    assert samples.shape[1] == 2


def test_the_level_is_rms_of_a_tenth_of_a_second() -> None:
    level = Level()
    assert level.dbfs is None
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(960) / 48_000).astype(np.float32).reshape(-1, 1)
    for number in range(20):
        level.hear(AudioBlock(tone, 48_000, number * 0.02))
    assert level.dbfs == pytest.approx(-9.03, abs=0.05)
    for number in range(5):
        level.hear(AudioBlock(np.zeros_like(tone), 48_000, number * 0.02))
    assert level.dbfs == -100.0
