"""The bundled sample is small, and is what the parts that get it need: a face, a voice, and the words of its script."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.coach.picture.faces import HaarDetector, main_face
from producer.demo import Sample
from producer.media.loudness import measure_loudness
from producer.media.probe import probe
from producer.media.sound import decode_sound
from producer.media.voice_activity import speech_segments

SAMPLE = Sample.bundled()


def test_it_fits_in_a_repository() -> None:
    assert sum(file.stat().st_size for file in SAMPLE.video.parent.iterdir()) < 3_000_000


def test_it_is_a_video_of_half_a_minute() -> None:
    info = probe(SAMPLE.video)
    assert (info.width, info.height, info.fps) == (1280, 720, 25)
    assert 20 < info.duration_s < 30
    assert info.has_sound and info.sample_rate_hz == 48_000


def test_it_speaks_at_a_speakers_pace_and_level() -> None:
    loudness = measure_loudness(SAMPLE.video).integrated_lufs
    assert loudness is not None and -24 < loudness < -16
    spoken_s = sum(end - start for start, end in speech_segments(decode_sound(SAMPLE.video)))
    words = len(SAMPLE.script.read_text("utf-8").split())
    assert 120 < words / (spoken_s + 4) * 60 < 190


@pytest.mark.parametrize(("second", "aside"), [(2.0, True), (4.0, True), (12.0, False), (20.0, False)])
def test_its_presenter_is_found_without_a_model_and_moves_to_the_middle(second: float, aside: bool) -> None:
    picture = _picture(SAMPLE.video, second)
    height, width = picture.shape[:2]
    face = main_face(HaarDetector().find(picture), width, height)
    assert face is not None
    offset = face.centre[0] / width - 0.5
    assert offset < -0.1 if aside else abs(offset) < 0.06
    assert 0.2 < face.height / height < 0.4


def _picture(video: Path, second: float):  # type: ignore[no-untyped-def]
    import cv2

    file = cv2.VideoCapture(str(video))
    try:
        file.set(cv2.CAP_PROP_POS_MSEC, second * 1000)
        read, picture = file.read()
    finally:
        file.release()
    assert read
    return picture
