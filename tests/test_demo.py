"""The demo does the whole job for a new user: run once as a command, then everything it made is looked at."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from producer.captions import read_captions
from producer.demo import CHANNELS, Sample, find_words, free_folder
from producer.jobs import Job
from producer.media.loudness import measure_loudness
from producer.media.probe import probe

SAMPLE = Sample.bundled()
SCRIPT = SAMPLE.script.read_text("utf-8").split()
NEITHER_OURS_NOR_THEIRS = ("DISPLAY", "WAYLAND_DISPLAY", "PRODUCER_MODELS", "PULSE_SERVER")


@dataclass(frozen=True, slots=True)
class Run:
    folder: Path
    status: int
    out: str
    said: str


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """``producer demo`` of a person without screen, camera, model and network."""
    folder = tmp_path_factory.mktemp("demo") / "Grüße: it's 100 %"
    home = tmp_path_factory.mktemp("home")
    env = {name: value for name, value in os.environ.items() if name not in NEITHER_OURS_NOR_THEIRS}
    env |= {
        "HOME": str(home), "PRODUCER_DATA": str(home / "data"), "PRODUCER_CONFIG": str(home), "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(home), "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9",
    }
    command = [sys.executable, "-m", "producer", "demo", "--out", str(folder)]
    ended = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", timeout=230)
    return Run(folder, ended.returncode, ended.stdout, ended.stderr)


def test_it_ends_well_and_says_each_step(run: Run) -> None:
    assert run.status == 0, run.said
    steps = [line[:3] for line in run.said.splitlines() if line[1:3] == "/5"]
    assert steps == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert "the script is timed on the voice" in run.said
    assert "Warning" not in run.said and "Traceback" not in run.said


def test_every_file_is_named_and_there(run: Run) -> None:
    named = {Path(line[line.index(str(run.folder)) :]) for line in run.out.splitlines()}
    made = {file for file in run.folder.rglob("*") if file.is_file()}
    assert named == made
    names = {str(file.relative_to(run.folder)) for file in made}
    clips = {f"exports/demo-{channel}.{kind}" for channel in CHANNELS for kind in ("mp4", "srt", "jpg", "json")}
    take = {"takes/demo.mkv", "takes/demo.report.json", "takes/demo.transcript.json"}
    assert names >= {"script.md", "captions/demo.srt"} | take | clips


def test_the_take_is_the_whole_sample(run: Run) -> None:
    take, sample = probe(run.folder / "takes/demo.mkv"), probe(SAMPLE.video)
    assert (take.width, take.height, take.has_sound) == (sample.width, sample.height, True)
    assert abs(take.duration_s - sample.duration_s) < 0.5
    assert ", 0 lost" in run.said


def test_the_live_coach_saw_the_presenter_beside_the_middle(run: Run) -> None:
    assert "live coach: Move a little to your left" in run.said


def test_the_transcript_is_the_script_in_time(run: Run) -> None:
    told = json.loads((run.folder / "takes/demo.transcript.json").read_text("utf-8"))
    assert told["source"] == "script"
    assert [word["text"].strip() for word in told["words"]] == SCRIPT
    starts = [word["start_s"] for word in told["words"]]
    assert starts == sorted(starts)
    assert starts[0] < 2 and 20 < told["words"][-1]["end_s"] <= told["duration_s"] + 0.1


def test_the_report_knows_the_presenter(run: Run) -> None:
    report = json.loads((run.folder / "takes/demo.report.json").read_text("utf-8"))
    assert report["framing"]["face_share"] > 0.9
    assert abs(report["framing"]["offset_x"]) < 0.08
    assert 100 < report["voice"]["words_per_minute"] < 200


def test_the_captions_hold_every_word(run: Run) -> None:
    track = read_captions(run.folder / "captions/demo.srt")
    assert " ".join(cue.text for cue in track.cues).split() == SCRIPT
    assert len(track.cues) >= 4


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_clips_can_be_uploaded(run: Run, channel: str) -> None:
    clip = run.folder / f"exports/demo-{channel}.mp4"
    info, loudness = probe(clip), measure_loudness(clip)
    assert info.duration_s > probe(SAMPLE.video).duration_s, "the title card stands before the take"
    assert (info.video_codec, info.audio_codec) == ("h264", "aac")
    assert loudness.integrated_lufs is not None and abs(loudness.integrated_lufs + 14) <= 1
    assert loudness.true_peak_dbtp is not None and loudness.true_peak_dbtp <= -1
    manifest = clip.with_suffix(".json").read_text("utf-8")
    assert hashlib.sha256(clip.read_bytes()).hexdigest() in manifest


def test_running_again_overwrites_nothing(tmp_path: Path) -> None:
    first = free_folder(tmp_path / "new")
    assert first == tmp_path / "new"
    (first / "takes").mkdir()
    second = free_folder(first)
    assert second == first / "demo-2"
    (second / "script.md").touch()
    assert free_folder(first) == first / "demo-3"


def test_a_folder_with_other_things_in_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()
    assert free_folder(tmp_path) == tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX signal")
def test_ctrl_c_keeps_what_was_recorded_and_nothing_half_made(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "producer", "demo", "--out", str(tmp_path / "d")]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert child.stderr is not None
    with child:
        while "live coach:" not in (line := child.stderr.readline()):
            assert line, "it ended before the coach spoke"
        child.send_signal(signal.SIGINT)
        out, said = child.communicate(timeout=30)
    assert (child.returncode, out) == (130, ""), said
    assert "Traceback" not in said
    files = {str(file.relative_to(tmp_path / "d")) for file in tmp_path.rglob("*") if file.is_file()}
    assert files == {"script.md", "takes/demo.mkv"}
    assert probe(tmp_path / "d/takes/demo.mkv").duration_s > 2


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX signal")
def test_ctrl_c_at_once_is_no_failure(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "producer", "demo", "--out", str(tmp_path / "d")]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert child.stderr is not None
    with child:
        assert child.stderr.readline().startswith("1/5")
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=30)
    assert child.returncode == 130, said
    assert [file for file in tmp_path.rglob(".*") if file.is_file()] == []


@pytest.mark.live
def test_with_a_model_it_transcribes(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model here recites a clip that it knows, whatever it hears; only who wrote the words is looked at."""
    monkeypatch.setenv("PRODUCER_MODELS", str(models))
    found = find_words(SAMPLE.video, SAMPLE.script.read_text("utf-8"), Job())
    assert found.source.startswith("whisper:") and found.words
