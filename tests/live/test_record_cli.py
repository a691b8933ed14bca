"""``producer record`` as a command: what it says, its status, and what it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from fakes.takes import ffmpeg, make_flash_file, names

from producer.capture.journal import Journal
from producer.cli.record import clock, parse_size, status
from producer.media.probe import probe

pytestmark = pytest.mark.live


def record(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "producer", "record", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, env=dict(os.environ))
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(scope="module")
def flash(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_flash_file(tmp_path_factory.mktemp("source") / "flash.mp4", seconds=1.4)


def test_a_file_records_until_its_end_and_the_json_is_all_there_is_on_standard_output(
    flash: Path, tmp_path: Path
) -> None:
    script = tmp_path / "script.md"
    script.write_text("Good morning.\n")
    take = tmp_path / "takes" / "take.mkv"
    done = record("--out", str(take), "--camera", str(flash), "--microphone", str(flash), "--script", str(script),
                  "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said == {
        "take": str(take), "duration_s": pytest.approx(1.4, abs=0.03), "frames": 42, "dropped_frames": 0,
        "audio_s": pytest.approx(1.4, abs=0.03), "audio_gaps": 0, "sample_rate_hz": 48_000, "width": 640, "height": 360,
    }
    assert names(take.parent) == ["take.mkv", "take.script.txt"]
    assert "\r" not in done.stderr  # no progress where nobody looks


def test_without_json_the_path_is_the_output(flash: Path, tmp_path: Path) -> None:
    take = tmp_path / "take.mkv"
    done = record("--out", str(take), "--camera", str(flash), "--microphone", "none", "--size", "320x180",
                  "--seconds", "0.5")
    assert (done.returncode, done.stdout) == (0, f"{take}\n"), done.stderr
    info = probe(take)
    assert (info.width, info.height, info.has_sound) == (320, 180, False)
    assert info.duration_s == pytest.approx(0.5, abs=0.002)


def test_for_ever_is_as_long_as_the_file(flash: Path, tmp_path: Path) -> None:
    take = tmp_path / "take.mkv"
    done = record("--out", str(take), "--camera", str(flash), "--microphone", "none", "--seconds", "inf")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "Saved 0:01 (42 pictures, 640x360)."), done.stderr


def test_one_picture_is_a_take_and_is_counted_in_plain_words(flash: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.mp4"
    ffmpeg("-i", str(flash), "-frames:v", "1", "-an", str(short))
    done = record("--out", str(tmp_path / "take.mkv"), "--camera", str(short), "--microphone", "none")
    assert done.returncode == 0 and "Saved 0:00 (1 picture, 640x360)." in done.stderr, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(("full", "status"), [("stderr", 0), ("stdout", 1)])
def test_a_take_is_made_also_where_nothing_can_be_said(flash: Path, tmp_path: Path, full: str, status: int) -> None:
    take = tmp_path / "take.mkv"
    command = [sys.executable, "-m", "producer", "record", "--out", str(take), "--camera", str(flash), "--microphone",
               "none", "--seconds", "0.4", "--json"]
    with Path("/dev/full").open("w") as nowhere:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, full: nowhere}
        done = subprocess.run(command, text=True, timeout=60, **pipes)  # type: ignore[call-overload]
    assert done.returncode == status, done.stderr
    assert "Traceback" not in (done.stderr or "")
    assert probe(take).duration_s == pytest.approx(0.4, abs=0.002)
    assert names(tmp_path) == ["take.mkv"]


def test_a_silent_microphone_is_said(flash: Path, tmp_path: Path) -> None:
    silence = tmp_path / "silence.wav"
    ffmpeg("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono", "-t", "2", str(silence))
    done = record("--out", str(tmp_path / "t.mkv"), "--camera", str(flash), "--microphone", str(silence))
    assert done.returncode == 0 and "Nobody can be heard" in done.stderr


def test_a_take_that_is_there_is_left_alone(flash: Path, tmp_path: Path) -> None:
    (tmp_path / "take.mkv").write_bytes(b"precious")
    done = record("--out", str(tmp_path / "take.mkv"), "--camera", str(flash), "--microphone", "none")
    assert done.returncode == 1 and "never overwritten" in done.stderr and done.stdout == ""
    assert (tmp_path / "take.mkv").read_bytes() == b"precious" and names(tmp_path) == ["take.mkv"]


@pytest.mark.parametrize(
    ("camera", "microphone", "sentence"),
    [("{no}/x.mp4", "none", "is not there"), ("{flash}", "{no}/x.wav", "is not there"), ("63", "none", "no camera 63"),
     ("http://127.0.0.1:9/x", "none", "does not answer"), ("{text}", "none", "cannot be read|is not a video"),
     ("{empty}", "none", "is empty"), ("{flash}", "{silent}", "no sound")],
)
def test_what_cannot_be_used_is_one_sentence_and_leaves_nothing(
    flash: Path, tmp_path: Path, camera: str, microphone: str, sentence: str
) -> None:
    files = {"no": tmp_path / "none", "flash": flash, "text": tmp_path / "text.mp4", "empty": tmp_path / "empty.mp4",
             "silent": tmp_path / "silent.mp4"}
    files["text"].write_text("hello\n" * 99)
    files["empty"].write_bytes(b"")
    ffmpeg("-i", str(flash), "-an", "-c", "copy", str(files["silent"]))
    out = tmp_path / "out" / "take.mkv"
    done = record("--out", str(out), "--camera", camera.format(**files), "--microphone", microphone.format(**files))
    assert done.returncode == 1 and done.stdout == ""
    assert any(part in done.stderr for part in sentence.split("|")), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not out.parent.exists()


@pytest.mark.parametrize(
    "wrong", [["--out", "t.mp4"], ["--out", "t.mkv", "--size", "big"], ["--out", "t.mkv", "--seconds", "-1"], []]
)
def test_wrong_usage_is_status_2(wrong: list[str]) -> None:
    assert record(*wrong).returncode == 2


def test_a_cut_off_take_that_cannot_be_saved_keeps_nobody_from_recording(flash: Path, tmp_path: Path) -> None:
    (tmp_path / "old.mkv").write_bytes(b"")
    Journal(tmp_path / "old.mkv", {}).close(done=False)
    done = record("--out", str(tmp_path / "new.mkv"), "--camera", str(flash), "--microphone", "none",
                  "--seconds", "0.3")
    assert done.returncode == 0 and "old.mkv" in done.stderr
    assert names(tmp_path) == ["new.mkv"]


def test_time_and_level_on_one_line() -> None:
    assert status(65.2, -18.0) == "1:05  ##############......  -18 dB"
    assert status(0, None) == "0:00  no sound"
    assert status(1, 3.0).count("#") == 20 and status(1, -100.0).count("#") == 0
    assert clock(3599.9) == "59:59"


def test_a_size_is_two_numbers() -> None:
    assert parse_size("1920X1080") == (1920, 1080)
    for wrong in ("1280", "0x720", "axb", "1280x720x2", "99999x99999"):
        with pytest.raises(typer.BadParameter):
            parse_size(wrong)
