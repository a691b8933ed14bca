"""The doctor: each lack with its cure, and a status that says whether anything can be made at all."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from producer import doctor
from producer.cli.doctor import lines, verdict
from producer.doctor import Check
from producer.media.ffmpeg import ffmpeg_path
from producer.models.catalogue import SPEECH_FILES, YUNET_FILE

NAMES = [
    "Python",
    "Video engine",
    "Camera",
    "Microphone",
    "Speech model",
    "Voice detector",
    "Face model",
    "Disk",
    "Screen",
    "Write access",
]


def ask(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "producer", "doctor", *arguments]
    here = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, env=here)


def test_json_has_every_check_and_each_lack_has_a_cure() -> None:
    answer = ask("--json")
    told = json.loads(answer.stdout)
    assert answer.stdout.count("\n") == 1
    assert [check["name"] for check in told["checks"]] == NAMES
    assert all(check["found"] and bool(check["cure"]) != check["ok"] for check in told["checks"])
    assert (told["ok"], answer.returncode) == (True, 0)


def test_a_machine_without_video_engine_is_told_so_on_two_lines(tmp_path: Path) -> None:
    answer = ask(PRODUCER_FFMPEG=str(tmp_path / "gone"))
    assert answer.returncode == 1
    said = answer.stdout.splitlines()
    place = next(number for number, line in enumerate(said) if line.startswith("!!"))
    assert "Video engine" in said[place] and "make setup" in said[place + 1]
    assert said[-1] == "Producer cannot work here yet: Video engine."
    assert "Traceback" not in answer.stdout + answer.stderr


@pytest.fixture
def other_ffmpeg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An ffmpeg that starts and can do nothing."""
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\necho ' V....D mpeg4 '\n")
    program.chmod(0o755)
    monkeypatch.setenv("PRODUCER_FFMPEG", str(program))
    ffmpeg_path.cache_clear()
    return program


def test_an_ffmpeg_without_captions_will_not_do(other_ffmpeg: Path) -> None:
    try:
        found = doctor.video_engine()
    finally:
        ffmpeg_path.cache_clear()
    assert (found.ok, found.essential) == (False, True)
    assert "captions" in found.found and "H.264" in found.found


def test_speech_model(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRODUCER_MODELS", raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(own_folders / "hub"))
    missing = doctor.speech_model()
    assert not missing.ok and "producer models fetch small" in missing.cure
    folder = own_folders / "data" / "models" / "small"
    folder.mkdir(parents=True)
    for name in SPEECH_FILES:
        (folder / name).touch()
    assert doctor.speech_model() == Check("Speech model", True, str(folder))


def test_face_model(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODUCER_MODELS", str(own_folders))
    assert "fetch yunet" in doctor.face_model().cure
    (own_folders / YUNET_FILE).touch()
    assert doctor.face_model().ok


def test_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    found = doctor.screen()
    assert (found.ok, found.essential) == (False, False)
    assert "producer demo" in found.cure


def test_a_folder_that_takes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("needs a folder in which even root cannot write: /proc")
    monkeypatch.setenv("PRODUCER_DATA", "/proc/nowhere")
    found = doctor.write_access()
    assert not found.ok and found.essential
    assert "/proc/nowhere" in found.found and "PRODUCER_DATA" in found.cure


def test_a_home_of_somebody_else_is_said_and_not_stumbled_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    monkeypatch.setenv("PRODUCER_DATA", str(closed / "data"))

    def refuse(path: object, *_args: object, **_more: object) -> None:
        if str(path).startswith(str(closed)):
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", lambda path: refuse(path) is None)
    monkeypatch.setattr(doctor.shutil, "disk_usage", refuse)
    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", lambda dir: refuse(dir) or contextlib.nullcontext())
    assert (doctor.disk().ok, doctor.write_access().ok) == (False, False)
    assert str(closed) in doctor.disk().found
    assert str(closed) in doctor.write_access().found


def test_a_folder_that_is_not_there_yet_is_fine_and_is_not_made(own_folders: Path) -> None:
    assert doctor.write_access().ok
    assert not (own_folders / "data").exists()


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FREE_GB", 10.0**9)
    assert "Free some space" in doctor.disk().cure


GOOD = Check("Disk", True, "9 GB")
LACK = Check("Camera", False, "no camera", "Plug one in")
BROKEN = Check("Python", False, "3.9", "Install 3.11", essential=True)


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ([GOOD], "Everything is here."),
        ([GOOD, LACK], "Producer works here, without: Camera."),
        ([LACK, BROKEN], "Producer cannot work here yet: Python."),
    ],
)
def test_verdict(checks: list[Check], said: str) -> None:
    assert verdict(checks) == said


def test_lines() -> None:
    assert lines(GOOD) == ["ok  Disk            9 GB"]
    assert [line.split() for line in lines(LACK)] == [["--", "Camera", "no", "camera"], [">", "Plug", "one", "in"]]
