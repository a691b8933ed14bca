"""Sound that travels is the sound of the file; hours of silence are found out in a few megabytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fakes.known_media import make

from producer.batch.caption import CaptionOptions, caption_files
from producer.batch.silence import has_voice, require_voice
from producer.batch.travel import pack_sound
from producer.errors import NoSound
from producer.media.sound import decode_sound

ROOT = Path(__file__).parents[2]


def test_what_travels_is_lossless_aligned_and_small(media: Path, tmp_path: Path) -> None:
    film = media / "video/composite_nl_webcam_512x480.mp4"
    packed = pack_sound(film)
    assert packed[:4] == b"fLaC"
    assert len(packed) < 20_000 * len(decode_sound(film)) / 16_000  # bytes a second
    there = tmp_path / "sound.flac"
    there.write_bytes(packed)
    sent, heard = decode_sound(film), decode_sound(there)
    assert len(sent) == len(heard)
    assert float(np.abs(np.clip(sent, -1, 1) - heard).max()) < 1.01 / 32768


def test_an_hour_of_silence_is_cheap_and_small(tmp_path: Path) -> None:
    hour = make(tmp_path / "hour.flac", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono:d=3600")
    code = (
        "import resource, sys; from pathlib import Path; from producer.batch.silence import has_voice\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(has_voice(Path(sys.argv[1])), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(hour)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    voiced, grown_mb = child.stdout.split()
    assert voiced == "False"
    assert int(grown_mb) < 60  # its samples alone would be 230
    (report,) = caption_files([hour], tmp_path / "out", CaptionOptions(script="Nobody says this.", model=None))
    assert report.status == "failed"
    assert str(report.error).startswith("No voice was heard in hour.flac.")


def test_noise_is_no_voice_and_a_voice_far_in_is_found(media: Path, tmp_path: Path) -> None:
    noise = make(tmp_path / "noise.flac", "-f", "lavfi", "-i", "anoisesrc=d=60:a=0.01:r=16000")
    assert not has_voice(noise)
    with pytest.raises(NoSound, match="No voice was heard"):
        require_voice(noise)
    late = make(
        tmp_path / "late.flac", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono:d=400", "-i",
        str(media / "speech/en/leopard_test.wav"), "-filter_complex", "[0][1]concat=n=2:v=0:a=1",
    )  # fmt: skip
    assert has_voice(late)
