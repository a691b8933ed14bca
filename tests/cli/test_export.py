"""``producer export`` as a person runs it: files and words that come out, statuses, Ctrl-C, and no half-made file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from fakes.known_media import flash_and_click, frame_at, make

from producer.export import load_channels

EVENT = threading.Event()
SRT = "1\n00:00:00,500 --> 00:00:02,000\n{}\n"


@pytest.fixture(scope="module")
def take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return flash_and_click(tmp_path_factory.mktemp("take") / "take.mkv", seconds=4, size="320x180")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "producer", "export", *map(str, arguments)]


def export(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, **environment},
    )


def no_models(folder: Path) -> dict[str, str]:
    return {"PRODUCER_MODELS": str(folder / "nothing"), "HF_HOME": str(folder / "hub"), "HF_HUB_CACHE": ""}


def test_one_set_of_files_for_each_channel(take: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.srt"
    words.write_text(SRT.format("Hello there"), "utf-8")
    done = export(take, "--for", "linkedin,intranet", "--out", tmp_path / "out", "--captions", words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    packs = [json.loads(line) for line in done.stdout.splitlines()]
    assert [pack["channel"] for pack in packs] == ["linkedin", "intranet"]
    expected = {f"take-{c}.{s}" for c in ("linkedin", "intranet") for s in ("mp4", "srt", "jpg", "json")}
    assert {path.name for path in (tmp_path / "out").iterdir()} == expected
    burned = {pack["channel"]: (frame_at(Path(pack["clip"]), 0.75)[120:].min(axis=2) > 180).sum() for pack in packs}
    assert burned["linkedin"] > 50
    assert burned["intranet"] == 0  # its captions are beside it only


def test_without_json_the_files_are_named(take: Path, tmp_path: Path) -> None:
    done = export(take, "--for", "x", "--out", tmp_path, "--captions", "none", "--no-burn")
    assert done.stdout.splitlines() == [str(tmp_path / f"take-x.{suffix}") for suffix in ("mp4", "jpg", "json")]


@pytest.mark.parametrize(
    "text", ['It\'s "50%": a, b; c\\d [e] {f} 😀 Zoë', "$(touch hacked) `id` | a > b '\\'':drawtext=text=x,"]
)
def test_text_of_every_kind_as_name_title_and_caption(take: Path, tmp_path: Path, text: str) -> None:
    name, folder = text, tmp_path / text
    folder.mkdir()
    video, words = folder / f"{name}.mkv", folder / f"{name}.srt"
    video.symlink_to(take)
    words.write_text(SRT.format(text), "utf-8")
    said = ("--title", text, "--name", text, "--role", text)
    done = export(video, "--for", "youtube", "--out", folder / "out", "--captions", words, *said, "--json")
    assert done.returncode == 0, done.stderr
    made = folder / "out" / f"{name}-youtube.mp4"
    assert json.loads(done.stdout)["clip"] == str(made)
    manifest = json.loads(made.with_suffix(".json").read_text("utf-8"))
    assert manifest["title_card"] == {"title": text, "name": text, "role": text, "duration_s": 2.5}
    assert text in made.with_suffix(".srt").read_text("utf-8")
    assert (frame_at(made, 1.2).min(axis=2) > 180).sum() > 100  # the title
    assert (frame_at(made, 2.5 + 0.75)[120:].min(axis=2) > 160).sum() > 30  # the caption
    assert {path.name for path in folder.iterdir()} == {video.name, words.name, "out"}


def test_what_cannot_be_used_is_one_sentence_and_leaves_nothing(take: Path, tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("hello")
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "cut.mkv").write_bytes(take.read_bytes()[: take.stat().st_size // 2])
    make(tmp_path / "mute.mp4", "-i", str(take), "-an", "-c", "copy")
    make(tmp_path / "sound.wav", "-i", str(take))
    for name in ("text.mp4", "empty.mp4", "cut.mkv", "mute.mp4", "sound.wav", "missing.mp4"):
        done = export(tmp_path / name, "--for", "linkedin,youtube", "--out", tmp_path / "out", "--captions", "none")
        assert (done.returncode, done.stdout) == (1, "")
        assert name in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "out").exists()


def test_a_channel_that_is_not_known_is_wrong_usage(take: Path, tmp_path: Path) -> None:
    done = export(take, "--for", "linkedin,myspace", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "myspace" in done.stderr
    assert not (tmp_path / "out").exists()


def test_help_names_every_channel() -> None:
    shown = export("--help").stdout
    assert [name for name in load_channels() if name not in shown] == []


def test_where_no_model_is_there(take: Path, tmp_path: Path) -> None:
    """Asked for, captions are insisted on; not asked for, the clip is made without them; both is said."""
    environment = no_models(tmp_path)
    asked = export(take, "--for", "x", "--out", tmp_path / "a", "--captions", "auto", **environment)
    assert asked.returncode == 1
    assert "models fetch" in asked.stderr
    assert not (tmp_path / "a").exists()
    left_out = export(take, "--for", "x", "--out", tmp_path / "b", **environment)
    assert left_out.returncode == 0
    assert left_out.stderr.startswith("take.mkv: made without captions.")
    assert not (tmp_path / "b" / "take-x.srt").exists()


def test_captions_that_lie_beside_the_take_are_taken(take: Path, tmp_path: Path) -> None:
    video = tmp_path / "talk.mkv"
    video.symlink_to(take)
    words = [{"text": "From", "start_s": 1.0, "end_s": 1.4, "probability": 0.9}]
    words += [{"text": "transcript", "start_s": 1.4, "end_s": 2.4, "probability": 0.9}]
    transcript = {"language": "en", "duration_s": 4.0, "source": "whisper:tiny", "words": words}
    (tmp_path / "talk.srt").write_text(SRT.format("From a file"), "utf-8")
    for text in ("From a file", "From transcript"):
        done = export(video, "--for", "x", "--out", tmp_path / "out", **no_models(tmp_path))
        assert done.returncode == 0, done.stderr
        assert text in (tmp_path / "out" / "talk-x.srt").read_text("utf-8")
        (tmp_path / "talk.transcript.json").write_text(json.dumps(transcript), "utf-8")


def test_a_name_without_a_title_is_said(take: Path, tmp_path: Path) -> None:
    done = export(take, "--for", "x", "--out", tmp_path, "--captions", "none", "--name", "Anna")
    assert done.returncode == 0
    assert "give a --title too" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals are sent the POSIX way")
@pytest.mark.parametrize("whole_group", [False, True], ids=["to the program", "to its children too"])
def test_ctrl_c_while_rendering(take: Path, tmp_path: Path, whole_group: bool) -> None:
    """A terminal sends Ctrl-C to ffmpeg as well; an older clip stays as it was."""
    long = make(tmp_path / "long.mkv", "-stream_loop", "60", "-i", str(take), "-c", "copy")
    out = tmp_path / "out"
    out.mkdir()
    (out / "long-x.mp4").write_bytes(b"older")
    child = subprocess.Popen(
        command(long, "--for", "x", "--out", out, "--captions", "none"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not any(path.stat().st_size for path in out.glob(".part-*/clip.mp4")):
        assert child.poll() is None
        assert time.monotonic() < deadline
        EVENT.wait(0.02)
    (os.killpg if whole_group else os.kill)(child.pid, signal.SIGINT)
    stdout, stderr = child.communicate(timeout=20)
    assert (child.returncode, stdout) == (130, "")
    assert stderr == "Stopped. Nothing half-made was left behind.\n"
    assert [path.name for path in out.iterdir()] == ["long-x.mp4"]
    assert (out / "long-x.mp4").read_bytes() == b"older"
