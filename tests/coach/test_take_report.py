"""A take's report is kept beside it, fits it, and is made anew when it does not."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from producer.assets import asset
from producer.coach.take.take import measure_take
from producer.coach.take.take_report import TakeReport, load_report, report_path, save_report, take_report


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> TakeReport:
    take = tmp_path_factory.mktemp("takes") / "Take 1.mp4"
    shutil.copy(asset("sample/presenter.mp4"), take)
    report = take_report(measure_take(take, language="en"))
    save_report(report)
    return report


def test_what_is_kept_comes_back_as_it_was(kept: TakeReport) -> None:
    again = load_report(kept.file)
    assert again is not None
    assert again.report == kept.report
    assert again.timeline == kept.timeline
    assert (again.praise, again.change, again.duration_s) == (kept.praise, kept.change, kept.duration_s)
    assert report_path(kept.file).name == "Take 1.report.json"


def test_it_names_at_most_two_things_to_change_and_the_worst_first(kept: TakeReport) -> None:
    assert len(kept.change) <= 2
    assert kept.change == kept.advice[: len(kept.change)]


def test_a_report_of_another_take_or_of_other_words_does_not_fit(kept: TakeReport, tmp_path: Path) -> None:
    take = tmp_path / kept.file.name
    shutil.copy2(kept.file, take)
    shutil.copy(report_path(kept.file), report_path(take))
    assert load_report(take) is not None
    words = tmp_path / "Take 1.transcript.json"
    words.write_text("{}")
    assert load_report(take, words) is None, "it was made without words"
    os.utime(take, ns=(1, 1))
    assert load_report(take) is None, "the take was changed"


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"schema": 1}', '{"schema": 99}'])
def test_a_damaged_report_is_none(kept: TakeReport, tmp_path: Path, damage: str) -> None:
    take = tmp_path / "Take 1.mp4"
    take.write_bytes(b"x")
    report_path(take).write_text(damage)
    assert load_report(take) is None


def test_a_report_of_another_version_is_made_anew(kept: TakeReport, tmp_path: Path) -> None:
    take = tmp_path / kept.file.name
    shutil.copy2(kept.file, take)
    data = json.loads(report_path(kept.file).read_text())
    report_path(take).write_text(json.dumps({**data, "made_with": "0.0.1"}))
    assert load_report(take) is None
