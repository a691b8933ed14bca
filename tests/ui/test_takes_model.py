"""The list of takes: newest first, names that never come back, lengths as people say them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.engine import Take
from ui.takes_model import TakesModel, next_take_path
from ui.widgets.parts import clock


def test_newest_first_and_what_was_added_meanwhile_stays(tmp_path: Path) -> None:
    model = TakesModel()
    model.add(Take(tmp_path / "new.mkv", 3.0, 300.0))
    model.replace([Take(tmp_path / "old.mkv", 1.0, 100.0), Take(tmp_path / "middle.mkv", 2.0, 200.0)])
    assert [take.path.stem for take in model.takes] == ["new", "middle", "old"]
    model.replace(model.takes)
    assert model.rowCount() == 3


def test_takes_whose_file_is_gone_are_forgotten(tmp_path: Path) -> None:
    (tmp_path / "here.mkv").touch()
    model = TakesModel()
    model.replace([Take(tmp_path / name, 1.0, 1.0) for name in ("here.mkv", "gone.mkv")])
    model.drop_missing()
    assert [take.path.name for take in model.takes] == ["here.mkv"]


@pytest.mark.parametrize(
    ("there", "next_name"),
    [
        ([], "Take 1.mkv"),
        (["Take 1.mkv", "Take 12.mkv"], "Take 13.mkv"),
        ([".Take 4.mkv.journal", "Take 4.mkv"], "Take 5.mkv"),
        ([".Take 9.mkv.journal"], "Take 10.mkv"),
        (["Take one.mkv", "Opname 7.mkv"], "Take 1.mkv"),
    ],
)
def test_a_number_above_every_one_there(tmp_path: Path, there: list[str], next_name: str) -> None:
    for name in there:
        (tmp_path / name).touch()
    assert next_take_path(tmp_path, "Take").name == next_name


def test_the_first_take_of_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert next_take_path(tmp_path / "new", "Opname") == tmp_path / "new" / "Opname 1.mkv"


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, "–"), (0.0, "0:00"), (7.99, "0:07"), (750.0, "12:30"), (3723.0, "1:02:03")]
)
def test_lengths_as_people_say_them(seconds: float | None, said: str) -> None:
    assert clock(seconds) == said
