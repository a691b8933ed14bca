"""The caption command on files and folders: contract, resume, isolation, and nothing half-made."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from producer import export
from producer.captions import read_captions
from producer.cli.main import build
from producer.media.ffmpeg import ffmpeg_path
from producer.media.probe import probe
from producer.values import CaptionTrack


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build(), ["caption", *arguments])
    return result.exit_code, result.stdout, result.stderr


def report(out: Path) -> dict[str, dict[str, object]]:
    data = json.loads((out / "report.json").read_text("utf-8"))
    return {Path(entry["input"]).name: entry for entry in data["files"]}


@pytest.fixture
def mute(tmp_path: Path) -> Path:
    path = tmp_path / "mute.mp4"
    subprocess.run(
        [ffmpeg_path(), "-v", "error", "-f", "lavfi", "-i", "testsrc2=d=1", "-pix_fmt", "yuv420p", str(path)],
        check=True,
    )
    return path


@pytest.mark.live
def test_one_clip_gives_its_exact_text_in_every_format(media: Path, tmp_path: Path) -> None:
    code, out, _ = run(str(media / "speech/en/jfk.flac"), "--out", str(tmp_path), "--format", "srt,vtt,ass,txt,json")
    assert code == 0
    assert out.split() == [str(tmp_path / f"jfk.{form}") for form in ("srt", "vtt", "ass", "txt", "json")]
    data = json.loads((tmp_path / "jfk.json").read_text("utf-8"))
    assert data["source"] == "whisper:whisper-fixture"
    assert set(data) == {"language", "duration_s", "source", "words"}
    assert set(data["words"][0]) == {"text", "start_s", "end_s", "probability"}
    text = (
        "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country."
    )
    assert " ".join(word["text"] for word in data["words"]) == text
    assert (tmp_path / "jfk.txt").read_text("utf-8").split() == text.split()
    for form in ("srt", "vtt", "ass"):
        assert " ".join(cue.text for cue in read_captions(tmp_path / f"jfk.{form}").cues).split() == text.split()


@pytest.mark.live
def test_a_folder_keeps_its_tree_and_one_bad_file_fails_alone(media: Path, mute: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    shutil.copy(media / "speech/en/leopard_test.wav", folder / "deep" / "a.wav")
    shutil.copy(mute, folder / "mute.mp4")
    (folder / "text.mp4").write_text("no film")
    (folder / "empty.mkv").touch()
    (folder / "notes.txt").write_text("not media, not looked at")
    out = tmp_path / "out"
    code, _, said = run(str(folder), "--out", str(out))
    assert code == 1
    assert (out / "deep" / "a.srt").is_file()
    files = report(out)
    assert {name: entry["status"] for name, entry in files.items()} == {
        "a.wav": "done",
        "mute.mp4": "failed",
        "text.mp4": "failed",
        "empty.mkv": "failed",
    }
    for name in ("mute.mp4", "text.mp4", "empty.mkv"):
        assert sum(name in line for line in said.splitlines()) == 1
        assert "Traceback" not in said
    rows = list(csv.DictReader((out / "report.csv").open(encoding="utf-8")))
    assert len(rows) == 4
    assert "no film" not in (out / "report.html").read_text("utf-8")
    assert not list(out.rglob(".part*"))
    assert {path.stem for path in out.iterdir() if path.is_file()} == {"report", ".producer-done"}


@pytest.mark.live
def test_a_second_run_skips_what_is_done_and_options_make_it_new(media: Path, tmp_path: Path) -> None:
    clip = tmp_path / "a.wav"
    shutil.copy(media / "speech/en/leopard_test.wav", clip)
    out = tmp_path / "out"
    assert run(str(clip), "--out", str(out))[0] == 0
    first = (out / "a.srt").stat().st_mtime_ns
    os.utime(clip)  # a new date alone is no new file
    assert run(str(clip), "--out", str(out))[0] == 0
    assert report(out)["a.wav"]["status"] == "skipped"
    assert (out / "a.srt").stat().st_mtime_ns == first
    assert run(str(clip), "--out", str(out), "--rules", "bbc")[0] == 0
    assert report(out)["a.wav"]["status"] == "done"
    (out / "a.vtt").unlink()
    run(str(clip), "--out", str(out), "--rules", "bbc")
    assert report(out)["a.wav"]["status"] == "done"
    run(str(clip), "--out", str(out), "--rules", "bbc", "--force")
    assert report(out)["a.wav"]["status"] == "done"


def test_without_model_the_script_is_timed(media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRODUCER_MODELS")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "none"))
    script = tmp_path / "script.md"
    script.write_text(
        "# Note\n\nMr. Quilter is the apostle of the middle classes and we are glad to welcome his gospel.\n"
    )
    clip = media / "speech/en/leopard_test.wav"
    out = tmp_path / "out"
    code, _, said = run(str(clip), "--out", str(out))
    assert code == 1
    assert "model.bin" in said
    assert "models fetch" in said
    assert "models import" in said
    assert run(str(clip), "--out", str(out), "--script", str(script))[0] == 0
    data = json.loads((out / "leopard_test.json").read_text("utf-8"))
    assert data["source"] == "script"
    assert all(word["probability"] is None for word in data["words"])
    assert len(data["words"]) == 17


@pytest.mark.parametrize(
    "arguments",
    [("--format", "docx"), ("--rules", "house"), ("--jobs", "0")],
)
def test_wrong_usage_is_status_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, out, _ = run(str(tmp_path), "--out", str(tmp_path / "out"), *arguments)
    assert code == 2
    assert out == ""


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    code, _, said = run(str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert code == 1
    assert "no film or sound" in said
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, mute: Path) -> None:
    (tmp_path / "file").touch()
    code, _, said = run(str(mute), "--out", str(tmp_path / "file" / "out"))
    assert code == 1
    assert said.count("\n") == 1
    assert "cannot be written" in said


@pytest.mark.live
def test_json_lines_say_what_came_of_each_file(media: Path, mute: Path, tmp_path: Path) -> None:
    code, out, _ = run(str(mute), str(media / "speech/nl/vl00203.wav"), "--out", str(tmp_path / "o"), "--json")
    assert code == 1
    failed, done = [json.loads(line) for line in out.splitlines()]
    assert (failed["status"], done["status"], done["language"], done["cues"]) == ("failed", "done", "nl", 1)
    assert "no sound" in failed["error"]
    entries = json.loads((tmp_path / "o" / "report.json").read_text("utf-8"))
    assert entries["files"] == [failed, done]
    assert (entries["total"], entries["done"], entries["failed"], entries["skipped"]) == (2, 1, 1, 0)


@pytest.mark.live
def test_results_may_lie_among_the_inputs(media: Path, tmp_path: Path) -> None:
    shutil.copy(media / "video/grid_bbaf2n.mpg", tmp_path / "a.mpg")
    assert run(str(tmp_path), "--out", str(tmp_path), "--burn")[0] == 0
    assert read_captions(tmp_path / "a.srt").cues
    film = probe(tmp_path / "a.captioned.mp4", need_picture=True, need_sound=True)
    assert film.duration_s == pytest.approx(3.0, abs=0.1)
    assert run(str(tmp_path), "--out", str(tmp_path), "--burn")[0] == 0
    assert {name: entry["status"] for name, entry in report(tmp_path).items()} == {"a.mpg": "skipped"}


@pytest.mark.live
def test_sound_without_picture_is_captioned_but_not_burned(media: Path, tmp_path: Path) -> None:
    code, out, said = run(str(media / "speech/nl/vl00203.wav"), "--out", str(tmp_path / "o"), "--burn")
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == [
        f"vl00203.{form}" for form in ("srt", "vtt", "txt", "json")
    ]
    assert said.endswith("vl00203.wav has no picture to put captions into: they are in files only.\n")
    assert "no picture to put captions into" in (tmp_path / "o" / "report.html").read_text("utf-8")


@pytest.mark.live
@pytest.mark.parametrize(
    ("arguments", "reason"), [(("--language", "xx"), "language xx"), (("--model", "nobody"), "nobody is not on this")]
)
def test_a_language_or_model_that_is_not_there_is_said(
    media: Path, tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    code, _, said = run(str(media / "speech/nl/vl00203.wav"), "--out", str(tmp_path / "o"), *arguments)
    assert code == 1
    assert said.count("\n") == 1
    assert reason in said


@pytest.mark.live
def test_silence_has_no_captions(models: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.wav"
    subprocess.run([ffmpeg_path(), "-v", "error", "-f", "lavfi", "-i", "anullsrc=d=3", str(quiet)], check=True)
    code, _, said = run(str(quiet), "--out", str(tmp_path / "o"))
    assert code == 1
    assert "No words were heard in quiet.wav" in said


@pytest.mark.live
def test_results_are_taken_back_where_one_cannot_be_written(media: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    (out / "vl00203.txt").mkdir(parents=True)  # in the way of the last of them
    code, _, said = run(str(media / "speech/nl/vl00203.wav"), "--out", str(out), "--format", "srt,vtt,txt")
    assert code == 1
    assert "vl00203.txt cannot be written" in said
    assert {path.name for path in out.iterdir()} == {"vl00203.txt", "report.json", "report.csv", "report.html"}


@pytest.mark.live
def test_an_interrupt_leaves_nothing_half_written(media: Path, models: Path, tmp_path: Path) -> None:
    long = tmp_path / "long.wav"
    source = str(media / "speech/en/jfk.flac")
    subprocess.run(
        [ffmpeg_path(), "-v", "error", "-stream_loop", "60", "-i", source, "-ar", "16000", "-ac", "1", str(long)],
        check=True,
    )
    out = tmp_path / "out"
    command = [sys.executable, "-m", "producer", "caption", source, str(long), "--out", str(out)]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 60
    while not (out / "jfk.json").exists() and time.monotonic() < deadline and child.poll() is None:
        pass
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=20)
    assert child.returncode == 130
    assert "Traceback" not in said
    assert not list(out.glob("long*"))
    assert not list(out.glob(".part*"))
    assert (out / "jfk.srt").is_file()


@pytest.mark.live
def test_an_upright_video_gets_the_lines_of_a_phone(media: Path, tmp_path: Path) -> None:
    """Lines of 30 characters (design: vertical video 30 x 2), where no other rules are asked for."""
    video, sound = tmp_path / "tall.mkv", str(media / "speech/en/jfk.flac")
    picture = ["-f", "lavfi", "-i", "color=s=90x160:r=5:d=11", "-i", sound]
    subprocess.run([ffmpeg_path(), "-v", "error", *picture, "-c:a", "flac", str(video)], check=True)
    code, _, _ = run(str(video), "--out", str(tmp_path / "out"), "--format", "srt")
    lines = [line for cue in read_captions(tmp_path / "out" / "tall.srt").cues for line in cue.lines]
    assert code == 0 and len(" ".join(lines)) == 108 and max(map(len, lines)) <= 30
    assert report(tmp_path / "out")["tall.mkv"]["broken_rules"] == []


@pytest.mark.live
def test_an_upright_video_has_short_lines_in_it_and_the_asked_rules_beside_it(
    media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video, sound = tmp_path / "tall.mkv", str(media / "speech/en/jfk.flac")
    picture = ["-f", "lavfi", "-i", "color=s=90x160:r=5:d=11", "-i", sound]
    subprocess.run([ffmpeg_path(), "-v", "error", *picture, "-c:a", "flac", str(video)], check=True)
    burned: list[CaptionTrack] = []
    real = export.burn_captions

    def burn(source: Path, track: CaptionTrack, path: Path, **options: Any) -> object:
        burned.append(track)
        return real(source, track, path, **options)

    monkeypatch.setattr(export, "burn_captions", burn)
    code, _, _ = run(str(video), "--out", str(tmp_path / "out"), "--format", "srt", "--burn", "--rules", "netflix-en")
    beside = read_captions(tmp_path / "out" / "tall.srt")
    assert code == 0 and probe(tmp_path / "out" / "tall.captioned.mp4").is_upright
    lines = [[line for cue in track.cues for line in cue.lines] for track in (burned[0], beside)]
    assert " ".join(lines[0]) == " ".join(lines[1])
    assert max(map(len, lines[0])) <= 30 < max(map(len, lines[1])) <= 42


@pytest.mark.live
def test_a_dialogue_has_its_dashes_by_the_script_s_names(media: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.md"
    first, second = "Mr. Quilter is the apostle of the middle classes,", "and we are glad to welcome his gospel."
    script.write_text(f"Anna: {first}\nJan: {second}")
    clip, out = str(media / "speech/en/leopard_test.wav"), tmp_path / "o"
    assert run(clip, "--out", str(out), "--script", str(script), "--format", "srt,vtt")[0] == 0
    track = read_captions(out / "leopard_test.vtt")
    assert "Anna" not in " ".join(cue.text for cue in track.cues)
    voices = [cue.speaker for cue in track.cues]
    assert voices[0] == "Anna" and voices[-1] == "Jan"


@pytest.mark.live
def test_names_and_script_are_put_right_and_every_change_is_listed(media: Path, tmp_path: Path) -> None:
    names, script = tmp_path / "names.csv", tmp_path / "script.md"
    names.write_text("term,sounds like\nKwilter,Quilter\n", "utf-8")
    script.write_text("Mr Kwilter is the apostle of the upper classes, and we are glad to welcome his gospel!", "utf-8")
    clip, out = str(media / "speech/en/leopard_test.wav"), tmp_path / "o"
    assert run(clip, "--out", str(out), "--glossary", str(names))[0] == 0
    assert " ".join((out / "leopard_test.txt").read_text("utf-8").split()).startswith("Mr. Kwilter is the apostle")
    (change,) = json.loads((out / "leopard_test.findings.json").read_text("utf-8"))
    assert (change["kind"], change["before"], change["after"]) == ("glossary", "Quilter", "Kwilter")
    assert "Quilter -&gt; Kwilter" in (out / "report.html").read_text("utf-8")
    assert set(json.loads((out / "leopard_test.json").read_text("utf-8"))["words"][1]) == {
        "text", "start_s", "end_s", "probability",
    }  # fmt: skip
    assert run(clip, "--out", str(out), "--glossary", str(names), "--script", str(script))[0] == 0
    said = " ".join((out / "leopard_test.txt").read_text("utf-8").split())
    assert said.endswith("of the middle classes, and we are glad to welcome his gospel!")
    found = json.loads((out / "leopard_test.findings.json").read_text("utf-8"))
    assert ("upper", "middle") in [(one["before"], one["after"]) for one in found if one["kind"] == "script"]
    assert run(clip, "--out", str(out))[0] == 0
    assert not (out / "leopard_test.findings.json").exists()  # nothing is to be seen any more


@pytest.mark.live
def test_a_translation_and_mixed_languages_are_asked_of_the_recogniser(media: Path, tmp_path: Path) -> None:
    clip = str(media / "speech/nl/vl00203.wav")
    run(clip, "--out", str(tmp_path), "--translate")
    assert json.loads((tmp_path / "vl00203.json").read_text("utf-8"))["language"] == "en"
    run(clip, "--out", str(tmp_path), "--language", "mixed")
    assert json.loads((tmp_path / "vl00203.json").read_text("utf-8"))["language"] == "nl"


def test_a_glossary_that_is_wrong_is_said_before_anything_is_heard(mute: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("term,colour\nAcme,red\n", "utf-8")
    code, _, said = run(str(mute), "--out", str(tmp_path / "o"), "--glossary", str(names))
    assert code == 1
    assert "names.csv, line 1" in said
