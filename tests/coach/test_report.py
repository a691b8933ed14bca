"""The report has exactly the contract's keys in their order, null where nothing was measured, and agrees with ffmpeg.

Seen on the test media: loudness and true peak equal ffmpeg's ebur128 to its last digit (the meter is ffmpeg's), and a
made file of -20 LUFS measures within 0.1 LU.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coach.test_words import CONTRACT
from fakes.known_media import make

from producer.assets import asset
from producer.coach.sound.fillers import find_fillers
from producer.coach.take.page import report_page
from producer.coach.take.report import coach_file, report_of
from producer.coach.take.take import TakeMeasures, measure_take
from producer.coach.take.take_report import TakeReport, take_report
from producer.demo import Sample
from producer.errors import Cancelled, MissingFile, NoPicture, NoSound, NotMedia
from producer.jobs import Job
from producer.media.ffmpeg import ffmpeg_path
from producer.values import Transcript, Word

FRAMING = [
    *("face_share", "faces", "face_height", "eye_line", "headroom", "offset_x", "roll_deg", "yaw_deg", "lens_share"),
    *("face_luma", "background_luma", "sharpness"),
]
VOICE = [
    *("speech_s", "speech_share", "syllables_per_s", "words_per_minute", "words_per_minute_from", "pauses", "fillers"),
    *("fillers_per_minute", "loudness_lufs", "true_peak_dbtp", "clipped_share", "noise_dbfs", "snr_db"),
]


def check_contract(report: dict[str, Any]) -> None:
    """Raise AssertionError where the report is not as other programs expect it."""
    assert list(report) == ["file", "duration_s", "framing", "voice", "advice"]
    assert list(report["framing"]) == FRAMING
    assert list(report["voice"]) == VOICE
    json.loads(json.dumps(report, allow_nan=False))
    numbers = [*report["framing"].values(), *(v for k, v in report["voice"].items() if k not in NOT_NUMBERS)]
    assert all(value is None or isinstance(value, (int, float)) for value in numbers)
    for pause in report["voice"]["pauses"]:
        assert list(pause) == ["start_s", "end_s"] and 0 <= pause["start_s"] < pause["end_s"] <= report["duration_s"]
    severities = [item["severity"] for item in report["advice"]]
    assert severities == sorted(severities, reverse=True)
    for item in report["advice"]:
        assert list(item) == ["code", "severity", "text"]
        assert item["code"] in CONTRACT and 0 <= item["severity"] <= 1


NOT_NUMBERS = {"words_per_minute_from", "pauses", "fillers"}


def codes(report: dict[str, Any]) -> list[str]:
    return [item["code"] for item in report["advice"]]


@pytest.fixture(scope="module")
def sample_take() -> TakeMeasures:
    return measure_take(Sample.bundled().video, language="en")


@pytest.fixture(scope="module")
def sample(sample_take: TakeMeasures) -> dict[str, Any]:
    return report_of(sample_take)


def test_the_sample_is_measured_whole(sample: dict[str, Any]) -> None:
    check_contract(sample)
    framing, voice = sample["framing"], sample["voice"]
    assert framing["face_share"] == 1.0 and framing["faces"] == 1.0
    assert abs(framing["offset_x"]) < 0.02
    assert voice["speech_share"] == pytest.approx(voice["speech_s"] / sample["duration_s"], abs=0.001)
    assert voice["words_per_minute_from"] == "syllables"
    words = len(Sample.bundled().script.read_text("utf-8").split())
    assert voice["words_per_minute"] == pytest.approx(words * 60 / voice["speech_s"], rel=0.15)
    assert len(voice["pauses"]) == 3
    assert voice["fillers"] is None and voice["fillers_per_minute"] is None
    assert sample["advice"] == []


def grey_with(path: Path, sound: str, *, seconds: int = 4) -> Path:
    """A grey picture with the sound of this source."""
    sources = ("-f", "lavfi", "-i", "color=c=gray:s=320x180:r=10", "-f", "lavfi", "-i", sound)
    return make(path, *sources, "-t", str(seconds), "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le")


def test_what_was_not_there_is_null(tmp_path: Path) -> None:
    report = coach_file(grey_with(tmp_path / "empty.mkv", "anullsrc=r=48000:cl=mono"))
    check_contract(report)
    assert report["framing"]["face_share"] == 0.0 and report["framing"]["faces"] == 0.0
    assert [report["framing"][key] for key in FRAMING[2:]] == [None] * 10
    voice = report["voice"]
    assert voice["speech_s"] == 0.0 and voice["pauses"] == []
    assert [voice[key] for key in ("syllables_per_s", "words_per_minute", "words_per_minute_from")] == [None] * 3
    assert [voice[key] for key in ("loudness_lufs", "snr_db", "fillers")] == [None] * 3
    assert voice["clipped_share"] == 0.0
    assert set(codes(report)) == {"no_face", "no_sound"}


def test_loudness_is_that_of_ffmpegs_meter(tmp_path: Path) -> None:
    sound = "sine=f=997:r=48000,volume=-14.7dB"  # the source is at -18.06 dB; at 0 dB it would be -3.01 LUFS
    path = grey_with(tmp_path / "tone.mkv", sound)
    voice = coach_file(path)["voice"]
    meter = subprocess.run(
        [ffmpeg_path(), "-hide_banner", "-nostdin", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr
    told = float(meter.rpartition("Integrated loudness:")[2].split()[1])
    assert voice["loudness_lufs"] == pytest.approx(told, abs=0.3)
    assert voice["loudness_lufs"] == pytest.approx(-3.01 - 18.06 - 14.7, abs=0.3)
    assert voice["true_peak_dbtp"] == pytest.approx(-18.06 - 14.7, abs=0.3)


def test_clipping_is_counted_at_the_files_own_rate(tmp_path: Path) -> None:
    path = grey_with(tmp_path / "loud.mkv", "aevalsrc='1.5*sin(2*PI*200*t)':s=44100")
    report = coach_file(path)
    share = 1 - 2 / np.pi * np.arcsin(0.99 / 1.5)
    assert report["voice"]["clipped_share"] == pytest.approx(share, abs=0.01)
    assert "clipping" in codes(report)


def spoken(take: TakeMeasures, texts: Sequence[str]) -> dict[str, Any]:
    """The report of the take if these words had been said in it."""
    words = tuple(Word(text, 1 + index * 0.4, 1.3 + index * 0.4, 0.9) for index, text in enumerate(texts))
    transcript = Transcript("en", take.duration_s, "whisper:small", words)
    return report_of(replace(take, transcript=transcript, fillers=find_fillers(words, "en")))


def test_with_a_transcript_words_are_counted_and_fillers_named(sample_take: TakeMeasures) -> None:
    report = spoken(sample_take, ("Um,", "we", "grew") * 18)
    check_contract(report)
    voice = report["voice"]
    assert voice["words_per_minute_from"] == "transcript"
    assert voice["words_per_minute"] == pytest.approx(54 * 60 / voice["speech_s"], abs=0.01)
    assert len(voice["fillers"]) == 18
    assert voice["fillers"][0] == {"text": "Um", "start_s": 1.0, "end_s": 1.3}
    assert voice["fillers_per_minute"] == pytest.approx(18 * 60 / voice["speech_s"], abs=0.01)
    assert codes(report) == ["fewer_fillers"]


def test_two_fillers_are_named_but_left_in_peace(sample_take: TakeMeasures) -> None:
    report = spoken(sample_take, ("Um,", "we", "uh", *["grew"] * 51))
    assert len(report["voice"]["fillers"]) == 2
    assert codes(report) == []


@pytest.mark.parametrize(("language", "opening"), [("nl", "We"), ("en", "We can't")])
def test_advice_is_in_the_takes_language(tmp_path: Path, language: str, opening: str) -> None:
    report = coach_file(grey_with(tmp_path / "e.mkv", "anullsrc", seconds=3), language=language)
    assert all(item["text"].startswith(opening) for item in report["advice"])
    assert ("zien" in report["advice"][0]["text"] + report["advice"][-1]["text"]) is (language == "nl")


@pytest.mark.parametrize(
    ("name", "error", "sentence"),
    [
        ("missing.mp4", MissingFile, "is not there"),
        ("empty.mp4", NotMedia, "is empty"),
        ("text.mp4", NotMedia, "is not a video"),
        ("silent.mp4", NoSound, "has no sound"),
        ("sound.wav", NoPicture, "has sound but no picture"),
    ],
)
def test_what_cannot_be_reported_on(tmp_path: Path, name: str, error: type[Exception], sentence: str) -> None:
    path = tmp_path / name
    if name == "empty.mp4":
        path.touch()
    elif name == "text.mp4":
        path.write_text("Dear all,\n")
    elif name == "silent.mp4":
        make(path, "-f", "lavfi", "-i", "color=s=64x64:d=1", "-pix_fmt", "yuv420p")
    elif name == "sound.wav":
        make(path, "-f", "lavfi", "-i", "sine=d=1")
    with pytest.raises(error, match=sentence):
        coach_file(path)
    assert {file.name for file in tmp_path.iterdir()} <= {name}


def test_a_person_can_stop_it_and_sees_how_far_it_is(short_take: Path) -> None:
    shares: list[float] = []
    coach_file(short_take, job=Job(lambda share, step: shares.append(share or 0.0)))
    assert shares == sorted(shares) and shares[-1] > 0.9
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        coach_file(short_take, job=job)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("liveportrait_s18.mp4", {"face_height": (0.44, 0.05), "eye_line": (0.30, 0.02), "offset_x": (0.077, 0.02)}),
        ("liveportrait_s29.mp4", {"face_height": (0.172, 0.02), "eye_line": (0.318, 0.02), "offset_x": (0.044, 0.02)}),
    ],
)
def test_real_takes(media: Path, name: str, expected: dict[str, tuple[float, float]]) -> None:
    report = coach_file(media / "video" / name, language="en")
    check_contract(report)
    assert report["framing"]["face_share"] == 1.0
    for key, (value, tolerance) in expected.items():
        assert report["framing"][key] == pytest.approx(value, abs=tolerance)


def test_a_take_without_sound_is_reported_on_by_its_picture(tmp_path: Path) -> None:
    path = tmp_path / "mute.mp4"
    make(path, "-i", str(asset("sample/presenter.mp4")), "-t", "3", "-an", "-c:v", "copy")
    take = measure_take(path, language="nl", need_sound=False)
    report = report_of(take)
    assert report["framing"]["face_share"] == 1.0
    assert report["advice"][0]["code"] == "no_sound"
    voice = report["voice"]
    assert (voice["speech_s"], voice["pauses"]) == (0.0, [])
    unknown = {"syllables_per_s", "words_per_minute", "words_per_minute_from", "fillers", "fillers_per_minute"}
    unknown |= {"loudness_lufs", "true_peak_dbtp", "clipped_share", "noise_dbfs", "snr_db"}
    assert {name for name, value in voice.items() if value is None} == unknown
    kept = take_report(take)
    assert kept.timeline.peaks == ()
    assert TakeReport.from_json(json.loads(json.dumps(kept.to_json())), path).timeline == kept.timeline
    assert "We horen je niet" in report_page(kept, "nl")
