"""``producer coach`` as a person calls it: JSON Lines, one sentence for a bad file, and the others still done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from coach.test_report import check_contract
from fakes.known_media import make
from typer.testing import CliRunner

from producer.cli.main import build


def coach(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Call the command in this process, as a person would."""
    words = ["coach", *map(str, arguments)]
    answer = CliRunner().invoke(build(), words)
    return subprocess.CompletedProcess(words, answer.exit_code, answer.stdout, answer.stderr)


def test_several_give_a_line_each_and_a_bad_one_fails_alone(tmp_path: Path, short_take: Path) -> None:
    empty, text = tmp_path / "empty.mp4", tmp_path / "text.mp4"
    empty.touch()
    text.write_text("Dear all,\n")
    silent = make(tmp_path / "silent.mp4", "-f", "lavfi", "-i", "color=s=64x64:d=1", "-pix_fmt", "yuv420p")
    sound = make(tmp_path / "sound.wav", "-f", "lavfi", "-i", "sine=d=1")
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(short_take.read_bytes()[: short_take.stat().st_size // 2])
    bad = [empty, text, silent, sound, cut, tmp_path / "missing.mp4"]
    answer = coach("--json", *bad[:3], short_take, *bad[3:], short_take)
    assert answer.returncode == 1
    reports = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [report["file"] for report in reports] == [str(short_take)] * 2
    for report in reports:
        check_contract(report)
    said = answer.stderr.splitlines()
    assert len(said) == len(bad)
    for path, sentence in zip(bad, said, strict=True):
        assert path.name in sentence and sentence.endswith(".")
    assert "no sound" in said[2] and "no picture" in said[3] and "not there" in said[5]
    assert {file.name for file in tmp_path.iterdir()} == {path.name for path in bad[:-1]}


def test_a_person_reads_what_to_change_and_what_was_measured(tmp_path: Path, short_take: Path) -> None:
    fine = coach(short_take)
    assert fine.returncode == 0 and fine.stderr == ""
    assert "All is well" in fine.stdout and "words a minute" in fine.stdout
    assert "\x1b" not in fine.stdout  # no colours into a file
    empty = make(
        tmp_path / "nobody.mkv", "-f", "lavfi", "-i", "color=s=320x180:d=3", "-f", "lavfi", "-i", "anullsrc=d=3",
        "-shortest", "-pix_fmt", "yuv420p",
    )
    answer = coach(empty, "--language", "nl")
    assert answer.returncode == 0
    assert "Staat de microfoon aan?\n" in answer.stdout and "Kom in beeld.\n" in answer.stdout
    assert "not measured" in answer.stdout


def test_a_transcript_gives_words_and_fillers(tmp_path: Path, short_take: Path) -> None:
    texts = ("Uh", "yes") * 9
    words = [{"text": t, "start_s": i * 0.3, "end_s": i * 0.3 + 0.2, "probability": 0.9} for i, t in enumerate(texts)]
    good = tmp_path / "words.json"
    good.write_text(json.dumps({"language": "en", "duration_s": 7, "source": "whisper:small", "words": words}))
    answer = coach("--json", short_take, "--transcript", good)
    assert answer.returncode == 0, answer.stderr
    voice = json.loads(answer.stdout)["voice"]
    assert voice["words_per_minute_from"] == "transcript" and len(voice["fillers"]) == 9


@pytest.mark.parametrize("content", ["[1]", "{}", "not json", '{"words": 3}'])
def test_a_transcript_that_is_none_is_said_in_one_sentence(tmp_path: Path, short_take: Path, content: str) -> None:
    bad = tmp_path / "words.json"
    bad.write_text(content)
    answer = coach("--json", short_take, "--transcript", bad)
    assert answer.returncode == 1 and answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1 and "words.json" in answer.stderr


def test_wrong_usage_is_two(short_take: Path) -> None:
    assert coach().returncode == 2
    assert coach(short_take, short_take, "--transcript", "words.json").returncode == 2


def test_the_program_itself_prints_one_object_and_nothing_else(short_take: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "producer", "coach", "--json", str(short_take)]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert (answer.returncode, answer.stderr) == (0, "")
    check_contract(json.loads(answer.stdout))
