"""Loudness against tones whose level is known, and against the meter's own printed figure."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from producer.errors import NoSound, ToolError
from producer.media.ffmpeg import ffmpeg_path
from producer.media.loudness import measure_loudness, parse_loudness


def make(path: Path, *arguments: str) -> Path:
    subprocess.run([ffmpeg_path(), "-v", "error", "-y", *arguments, str(path)], check=True)
    return path


@pytest.mark.parametrize(("gain_db", "expected"), [(0.0, -20.1), (-10.0, -30.1)])
def test_a_tone_of_known_level(tmp_path: Path, gain_db: float, expected: float) -> None:
    """A 1 kHz sine at -17 dBFS peak (-20 dBFS RMS) on both channels: -20 + 3 - 3.01 -0.1 LUFS within 0.3."""
    tone = f"sine=f=1000:d=5,volume={8.165 + gain_db - 7.15}dB,pan=stereo|c0=c0|c1=c0"
    measured = measure_loudness(make(tmp_path / "tone.wav", "-f", "lavfi", "-i", tone, "-ar", "48000"))
    assert measured.integrated_lufs is not None
    assert measured.true_peak_dbtp is not None
    assert measured.integrated_lufs == pytest.approx(
        measured.true_peak_dbtp, abs=0.3
    )  # BS.1770: a stereo sine reads its peak
    assert measured.integrated_lufs == pytest.approx(expected + 3.0, abs=0.3)


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    measured = measure_loudness(make(tmp_path / "quiet.wav", "-f", "lavfi", "-i", "anullsrc=d=3"))
    assert (measured.integrated_lufs, measured.true_peak_dbtp, measured.range_lu) == (None, None, None)


def test_no_sound_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoSound):
        measure_loudness(make(tmp_path / "mute.mp4", "-f", "lavfi", "-i", "testsrc2=d=1", "-pix_fmt", "yuv420p"))


def test_what_is_no_measurement_is_refused() -> None:
    with pytest.raises(ToolError):
        parse_loudness("nothing of the kind")
