"""Many files left alone: broken ones among them, a kill in the middle, and every recording there is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes.known_media import make

from producer.batch.caption import CaptionOptions, caption_files
from producer.batch.names import MEDIA
from producer.batch.state import NAME

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]
GOOD, BROKEN = 260, 40


def lay_out(folder: Path, clip: Path) -> None:
    """Three hundred small files in ten folders: 40 of them broken in five ways."""
    mute = make(folder.parent / "mute.mp4", "-f", "lavfi", "-i", "color=s=16x16:d=0.2", "-pix_fmt", "yuv420p")
    whole = make(
        folder.parent / "whole.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=2", "-i", str(clip),
        "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart",
    ).read_bytes()  # fmt: skip
    silent = make(folder.parent / "silent.wav", "-f", "lavfi", "-i", "anullsrc=r=16000:d=0.5").read_bytes()
    bad = [b"", b"no film", whole[: len(whole) // 2], mute.read_bytes(), silent]
    raw = clip.read_bytes()
    for number in range(GOOD + BROKEN):
        place = folder / f"{number % 10}"
        place.mkdir(parents=True, exist_ok=True)
        kind = number // 7 if number % 7 == 3 and number // 7 < BROKEN else -1
        suffix = ".wav" if kind < 0 or kind % 5 == 4 else ".mp4"
        (place / f"{number:03}{suffix}").write_bytes(raw if kind < 0 else bad[kind % 5])


def start(*words: str) -> subprocess.Popen[bytes]:
    """Start a run by the script, without a model: a file takes a tenth of the time. ``bench_batch.py`` does as many
    with the recogniser.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "producer", "caption", *words], cwd=ROOT, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "PRODUCER_MODELS": "", "HF_HUB_CACHE": "/nowhere"},
    )  # fmt: skip


def until(true: Callable[[], bool], seconds: float) -> None:
    deadline, never = time.monotonic() + seconds, threading.Event()
    while not true():
        assert time.monotonic() < deadline
        never.wait(0.05)


def done_bases(out: Path) -> list[str]:
    raw = (out / NAME).read_bytes() if (out / NAME).exists() else b""
    return [json.loads(line)["base"] for line in raw.splitlines(keepends=True) if line.endswith(b"\n")]


def test_three_hundred_files_with_forty_broken_ones_survive_kill_9_in_the_middle(media: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    lay_out(folder, media / "speech/nl/vl09647.wav")
    script = tmp_path / "script.txt"
    script.write_text("Dat kan met betrekkelijk weinig geld.")
    words = [str(folder), "--out", str(out), "--format", "srt", "--jobs", "2", "--script", str(script)]
    child = start(*words)
    until(lambda: len(done_bases(out)) >= 60, 120)
    child.kill()
    child.wait(10)
    early = done_bases(out)
    assert 60 <= len(early) < GOOD
    before = {base: (out / f"{base}.srt").stat().st_mtime_ns for base in early}

    child = start(*words)
    assert child.wait(200) == 1
    bases = done_bases(out)
    assert len(bases) == len(set(bases)) == GOOD  # none lost, none twice
    assert {base: (out / f"{base}.srt").stat().st_mtime_ns for base in early} == before
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert (report["total"], report["failed"]) == (GOOD + BROKEN, BROKEN)
    assert (report["skipped"], report["done"]) == (len(early), GOOD - len(early))
    failed = [entry for entry in report["files"] if entry["status"] == "failed"]
    assert all(Path(entry["input"]).name in entry["error"] and not entry["outputs"] for entry in failed)
    reasons = ("is empty", "not a video or sound", "cut off", "has no sound", "No voice was heard")
    counted = [sum(reason in entry["error"] for entry in failed) for reason in reasons]
    assert sum(counted) == BROKEN and min(counted[0], counted[3], counted[4]) == BROKEN // 5
    assert len(list(out.rglob("*.srt"))) == GOOD
    assert not list(out.rglob(".part*"))


def test_every_recording_there_is_ends_with_captions_or_one_clear_reason(media: Path, tmp_path: Path) -> None:
    told: list[str] = []
    options = CaptionOptions(formats=("srt", "json"))
    reports = caption_files([media], tmp_path / "out", options, on_file=lambda report: told.append(report.input))
    expected = [path for path in media.rglob("*") if path.suffix.lower() in MEDIA]
    assert len(reports) == len(told) == len(expected) >= 30
    truth = json.loads((media / "truth.json").read_text("utf-8"))
    for report in reports:
        name = Path(report.input).relative_to(media).as_posix()
        reasons = ("No words were heard", "No voice was heard", "has no sound")
        assert report.status == "done" or any(reason in str(report.error) for reason in reasons), (name, report.error)
        if truth.get(name, {}).get("fixture_knows"):
            data = json.loads(Path(report.outputs[1]).read_text("utf-8"))
            said = " ".join(word["text"] for word in data["words"])
            assert said == truth[name]["text"], name
            assert report.language == truth[name]["lang"]
