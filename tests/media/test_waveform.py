"""The sound as it is seen: loud moments in their places, and the voice where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.known_media import flash_and_click, make

from producer.media.sound import decode_sound
from producer.media.voice_activity import speech_segments
from producer.media.waveform import STEP_S, read_waveform


def test_clicks_stand_where_they_are_heard(tmp_path: Path) -> None:
    """At 1, 3 ... 23 s, over more than one chunk, each 50 ms long."""
    made = read_waveform(flash_and_click(tmp_path / "take.mkv", seconds=24, size="64x36"), with_voice=False)
    assert made.duration_s == pytest.approx(24.0, abs=0.05) and made.fps == 30 and made.voice == ()
    assert len(made.peaks) == pytest.approx(made.duration_s / STEP_S, abs=1)
    loud = [index * STEP_S for index, peak in enumerate(made.peaks) if peak > 0.3]
    begins = [at for before, at in zip([-1.0, *loud], loud, strict=False) if at - before > 0.5]
    assert begins == pytest.approx([float(second) for second in range(1, 24, 2)], abs=0.011)


def test_the_voice_is_where_the_whole_file_has_it(media: Path) -> None:
    clip = sorted(media.glob("*.wav"))[0] if list(media.glob("*.wav")) else sorted(media.rglob("*.mp4"))[0]
    made = read_waveform(clip)
    spans = speech_segments(decode_sound(clip))
    assert spans and made.voice
    assert made.voice[0][0] == pytest.approx(spans[0][0], abs=0.1)
    assert sum(b - a for a, b in made.voice) == pytest.approx(sum(b - a for a, b in spans), rel=0.05)


def test_a_picture_without_sound_has_no_waveform(tmp_path: Path) -> None:
    made = read_waveform(make(tmp_path / "v.mkv", "-f", "lavfi", "-i", "color=s=64x36:d=1:r=25"))
    assert len(made.peaks) == 0 and made.voice == () and made.fps == 25
