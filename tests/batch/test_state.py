"""The list of what is done: it survives a kill in the middle of a line, and believes only what is still there."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from producer.batch.looks import Look
from producer.batch.page import report_html
from producer.batch.report import FileReport, ReportKeeper, report_csv, report_json
from producer.batch.state import NAME, Done


def done_file(out: Path, stem: str = "a") -> FileReport:
    (out / f"{stem}.srt").touch()
    return FileReport(
        f"/films/{stem}.mp4", "done", (str(out / f"{stem}.srt"),), language="nl", duration_s=3.0, cues=2,
        broken_rules=({"cue": 1, "rule": "too_fast", "value": 21.5, "limit": 20.0},),
    )  # fmt: skip


def test_what_is_done_is_found_again(tmp_path: Path) -> None:
    report = done_file(tmp_path)
    Done(tmp_path).add(tmp_path / "a", "mark", report)
    again = Done(tmp_path)
    assert again.find(tmp_path / "a", "mark") == report
    assert again.find(tmp_path / "a", "other mark") is None
    assert again.find(tmp_path / "b", "mark") is None
    (tmp_path / "a.srt").unlink()
    assert again.find(tmp_path / "a", "mark") is None


def test_the_last_line_counts(tmp_path: Path) -> None:
    done, report = Done(tmp_path), done_file(tmp_path)
    done.add(tmp_path / "a", "old", report)
    done.add(tmp_path / "a", "new", dataclasses.replace(report, cues=9))
    again = Done(tmp_path)
    assert again.find(tmp_path / "a", "old") is None
    found = again.find(tmp_path / "a", "new")
    assert found is not None
    assert found.cues == 9


@pytest.mark.parametrize("torn", [b'{"base": "b", "mar', b"\xff\x00", b"[]\n", b'{"base": "b", "mark": "m"}\n', b"\n"])
def test_a_damaged_line_costs_itself_only(tmp_path: Path, torn: bytes) -> None:
    report = done_file(tmp_path)
    Done(tmp_path).add(tmp_path / "a", "mark", report)
    with (tmp_path / NAME).open("ab") as file:
        file.write(torn)
    Done(tmp_path).add(tmp_path / "c", "mark", done_file(tmp_path, "c"))
    again = Done(tmp_path)
    assert again.find(tmp_path / "a", "mark") == report
    assert again.find(tmp_path / "c", "mark") is not None
    assert again.find(tmp_path / "b", "m") is None


def test_the_results_may_be_moved_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    Done(tmp_path / "here").add(tmp_path / "here" / "a", "mark", done_file(tmp_path / "here"))
    shutil.move(tmp_path / "here", tmp_path / "there")
    found = Done(tmp_path / "there").find(tmp_path / "there" / "a", "mark")
    assert found is not None
    assert found.outputs == (str(tmp_path / "there" / "a.srt"),)


def test_the_report_counts_names_the_worst_first_and_takes_no_name_for_code(tmp_path: Path) -> None:
    good, bad = done_file(tmp_path), FileReport("=cmd|<script>.mp4", "failed", error='<b>&"')
    data = report_json([good, bad])
    assert (data["total"], data["done"], data["failed"], data["cues"], data["broken_rules"]) == (2, 1, 1, 2, 1)
    page = report_html([good, bad], tmp_path)
    assert page.index("&lt;script&gt;") < page.index("/films/a.mp4")
    assert page.count("<script>") == 1  # its own
    assert "1 broken rule" in page
    assert report_csv([bad]).splitlines()[1].startswith("'=cmd")


def test_the_reports_are_kept_up_to_date_but_not_for_each_file(tmp_path: Path) -> None:
    now = [0.0]
    keeper = ReportKeeper(tmp_path, lambda: now[0])
    files = [done_file(tmp_path)]
    keeper.keep(files)
    assert not (tmp_path / "report.json").exists()
    now[0] = 5.0
    keeper.keep(files)
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["total"] == 1
    now[0] = 6.0
    keeper.keep(files * 2)
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["total"] == 1
    keeper.write(files * 2)
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["total"] == 2


def test_what_a_page_needs_is_kept_and_no_key_is_added_to_the_contract(tmp_path: Path) -> None:
    looks = (Look(1.0, 2.0, 1, "rule", "too fast", "So quick"),)
    report = dataclasses.replace(done_file(tmp_path), looks=looks)
    Done(tmp_path).add(tmp_path / "a", "mark", report, tmp_path / "film.mp4", {"a.srt": "f00d"}, (7, "all"))
    again = Done(tmp_path)
    assert again.whole(tmp_path / "a") == (7, "all")
    assert again.whole(tmp_path / "b") == (0, "")
    found = again.find(tmp_path / "a", "mark")
    assert found is not None and found.looks == looks
    assert again.places == {tmp_path / "film.mp4": tmp_path / "a"}
    assert again.marks(tmp_path / "a") == {"a.srt": "f00d"}
    assert set(found.to_json()) == {
        "input", "outputs", "status", "error", "language", "duration_s", "elapsed_s", "cues", "broken_rules",
        "low_confidence",
    }  # fmt: skip
