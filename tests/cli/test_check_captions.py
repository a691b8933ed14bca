"""``producer check-captions`` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from producer.captions import read_captions, write_captions
from producer.cli.main import build
from producer.media.ffmpeg import run_ffmpeg
from producer.values import CaptionTrack, Cue

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


def test_fix_says_where_the_original_is_and_whether_a_look_is_only_there(bad: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.srt"
    plain.write_text(BAD.replace("<i>", "").replace("</i>", ""), "utf-8")
    assert run(str(plain), "--fix")[2].endswith(" The original is kept as plain.srt.orig.\n")
    assert (
        "kept as bad.srt.orig, with its colours, italics and places, which this one has no more."
        in run(str(bad), "--fix")[2]
    )
    assert "original" not in run(str(bad), "--fix")[2]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_done(good: Path, tmp_path: Path) -> None:
    (tmp_path / "no.srt").write_text("no captions", "utf-8")
    code, out, said = run(str(tmp_path / "no.srt"), str(tmp_path / "gone.srt"), str(good), "--json")
    assert code == 1
    assert json.loads(out)["file"] == str(good)
    assert "no.srt is not a caption file" in said
    assert "gone.srt cannot be read" in said


def test_unknown_rules_are_wrong_usage(good: Path) -> None:
    assert run(str(good), "--rules", "klingon")[0] == 2


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight silent seconds with a cut at 4.0."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    graph = "smptebars=s=320x180:r=25:d=4[a];mandelbrot=s=320x180:r=25,trim=duration=4[b];[a][b]concat=n=2:v=1"
    run_ffmpeg(["-f", "lavfi", "-i", graph, "-preset", "ultrafast", str(path)])
    return path


OVER = (
    "1\n00:00:01,000 --> 00:00:04,400\nThis one goes over a cut.\n\n2\n00:00:06,500 --> 00:00:09,000\nThis one stays.\n"
)


def test_a_film_s_cuts_and_end_are_kept_and_mended(tmp_path: Path, film: Path) -> None:
    path = tmp_path / "over.srt"
    path.write_text(OVER, "utf-8")
    assert run(str(path))[0] == 0
    code, out, _ = run(str(path), "--video", str(film), "--json")
    assert code == 1
    assert json.loads(out)["broken_rules"] == [
        {"cue": 1, "rule": "over_cut", "value": 0.4, "limit": 0.0},
        {"cue": 2, "rule": "after_end", "value": 9.0, "limit": 8.0},
    ]
    assert run(str(path), "--video", str(film), "--fix")[0] == 0
    assert [(cue.start_s, cue.end_s) for cue in read_captions(path).cues] == [(1.0, 3.92), (6.5, 8.0)]
    assert run(str(path), "--video", str(film))[0] == 0


def test_a_caption_before_the_voice_is_named_and_moved_to_it(tmp_path: Path, media: Path) -> None:
    path, clip = tmp_path / "early.vtt", media / "speech/en/leopard_test.wav"
    path.write_text("WEBVTT\n\n00:00.000 --> 00:03.400\nMr. Quilter is the apostle\nof the middle classes\n", "utf-8")
    out = run(str(path), "--video", str(clip), "--json")[1]
    broken = json.loads(out)["broken_rules"]
    assert [rule["rule"] for rule in broken] == ["before_voice"]
    assert broken[0]["value"] == pytest.approx(0.55, abs=0.1)
    assert run(str(path), "--video", str(clip), "--fix")[0] == 0
    assert read_captions(path).cues[0].start_s == pytest.approx(0.55, abs=0.1)


def test_a_film_that_is_not_there_is_said_once(good: Path, tmp_path: Path) -> None:
    code, out, said = run(str(good), str(good), "--video", str(tmp_path / "gone.mp4"))
    assert (code, out) == (1, "")
    assert said.count("gone.mp4") == 1


def test_what_cannot_be_mended_is_said(tmp_path: Path) -> None:
    path = tmp_path / "fast.srt"
    lines = ("This is said much too fast to be read", "by anybody at all who sits in this room.", "That is so.")
    cues = (Cue(1.0 + i * 0.6, 1.5 + i * 0.6, (line,)) for i, line in enumerate(lines))
    write_captions(CaptionTrack("en", tuple(cues)), path)
    code, out, said = run(str(path), "--fix")
    assert code == 1
    assert "too fast" in out
    assert "What is left needs other words or other times." in said


def test_ttml_is_checked_and_mended_in_its_own_form(tmp_path: Path) -> None:
    path = tmp_path / "x.ttml"
    short = Cue(1.0, 1.3, ("Dit is wat er vandaag bij ons gebeurt.",))
    track = CaptionTrack("nl", (short, Cue(6.0, 8.0, ("Tot ziens.",))))
    write_captions(track, path)
    code, out, _ = run(str(path), "--rules", "netflix-nl", "--json")
    assert (code, json.loads(out)["language"]) == (1, "nl")
    assert run(str(path), "--rules", "netflix-nl", "--fix")[0] == 0
    assert path.read_text("utf-8").startswith("<?xml")
    assert [cue.lines for cue in read_captions(path).cues] == [cue.lines for cue in track.cues]


def test_cues_without_text_and_out_of_order_are_named_and_mended(tmp_path: Path) -> None:
    path = tmp_path / "odd.srt"
    path.write_text(
        "1\n00:00:05,000 --> 00:00:07,000\nThis comes second.\n\n"
        "2\n00:00:01,000 --> 00:00:03,000\nThis comes first.\n\n"
        "3\n00:00:08,000 --> 00:00:09,500\n\n",
        "utf-8",
    )
    out = run(str(path), "--json")[1]
    assert [(rule["cue"], rule["rule"]) for rule in json.loads(out)["broken_rules"]] == [(2, "order"), (3, "empty")]
    assert run(str(path), "--fix")[0] == 0
    assert [cue.text for cue in read_captions(path).cues] == ["This comes first.", "This comes second."]
