"""``producer check-captions`` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from producer.captions import read_captions
from producer.cli.main import build

GOOD = "1\n00:00:01,000 --> 00:00:03,000\nThis is good.\n"
BAD = "1\n00:00:01,000 --> 00:00:01,300\n<i>This</i> is a line that is much too long to be one line.\n"


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build(), ["check-captions", *arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "good.srt").write_text(GOOD, "utf-8")
    return tmp_path / "good.srt"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    (tmp_path / "bad.srt").write_text(BAD, "utf-8")
    return tmp_path / "bad.srt"


def test_a_good_file_is_good(good: Path) -> None:
    assert run(str(good)) == (0, "", "good.srt: 1 cues, 0 broken rules.\n")


def test_every_broken_rule_has_its_cue_and_figure(good: Path, bad: Path) -> None:
    code, out, _ = run(str(good), str(bad), "--json")
    assert code == 1
    fine, broken = [json.loads(line) for line in out.splitlines()]
    assert fine["broken_rules"] == []
    assert broken["broken_rules"] == [
        {"cue": 1, "rule": "line_length", "value": 52, "limit": 42},
        {"cue": 1, "rule": "too_short", "value": 0.3, "limit": 1.0},
        {"cue": 1, "rule": "too_fast", "value": 173.333, "limit": 20.0},
    ]
    assert f"{bad}: cue 1 at 0:01.00: longest line: 52 characters (limit 42)" in run(str(bad))[1]


def test_fix_mends_without_changing_a_word_and_keeps_the_original(bad: Path) -> None:
    code, out, said = run(str(bad), "--fix")
    assert (code, out) == (0, "")
    assert "3 mended" in said
    cue = read_captions(bad).cues[0]
    assert " ".join(cue.lines) == "This is a line that is much too long to be one line."
    assert len(cue.lines) == 2
    assert cue.start_s == 1.0
    assert bad.with_name("bad.srt.orig").read_text("utf-8") == BAD
    again = bad.read_bytes()
    assert run(str(bad), "--fix")[0] == 0
    assert bad.read_bytes() == again


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_done(good: Path, tmp_path: Path) -> None:
    (tmp_path / "no.srt").write_text("no captions", "utf-8")
    code, out, said = run(str(tmp_path / "no.srt"), str(tmp_path / "gone.srt"), str(good), "--json")
    assert code == 1
    assert json.loads(out)["file"] == str(good)
    assert "no.srt is not a caption file" in said
    assert "gone.srt cannot be read" in said


def test_unknown_rules_are_wrong_usage(good: Path) -> None:
    assert run(str(good), "--rules", "klingon")[0] == 2
