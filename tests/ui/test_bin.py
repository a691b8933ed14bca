"""A take in the bin keeps its content and what is beside it, and comes back without taking another's place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from producer.errors import DiskError
from ui.bin import move_to_bin, put_back


@pytest.fixture
def takes(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    folder = tmp_path / "mijn [video's] 100%"
    folder.mkdir()
    return folder


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text(name)


def test_to_the_bin_and_back_with_what_is_beside_it(takes: Path) -> None:
    names = ("Take [1].mkv", "Take [1].transcript.json", "Take [1].report.json")
    write(takes, *names, "Take [1]0.mkv", "Take 1.mkv")
    binned = move_to_bin(takes / names[0])
    assert {path.name for path in takes.iterdir()} == {"Take [1]0.mkv", "Take 1.mkv"}
    assert binned.can_come_back
    assert put_back(binned) == takes / names[0]
    assert {path.name: path.read_text() for path in takes.iterdir()} == {
        name: name for name in (*names, "Take [1]0.mkv", "Take 1.mkv")
    }
    assert not list((takes.parent / "share/Trash/info").iterdir())


def test_it_does_not_take_the_place_of_a_newer_take(takes: Path) -> None:
    write(takes, "Take 1.mkv", "Take 1.transcript.json")
    binned = move_to_bin(takes / "Take 1.mkv")
    (takes / "Take 1.mkv").write_text("newer")
    assert put_back(binned) == takes / "Take 1 (2).mkv"
    assert (takes / "Take 1.mkv").read_text() == "newer"
    assert (takes / "Take 1 (2).mkv").read_text() == "Take 1.mkv"
    assert (takes / "Take 1 (2).transcript.json").exists()


def test_a_file_that_cannot_go_there_stays_and_says_so(takes: Path) -> None:
    with pytest.raises(DiskError) as caught:
        move_to_bin(takes / "Take 7.mkv")
    assert caught.value.code == "not-binned"


def test_a_bin_that_was_emptied_says_so(takes: Path) -> None:
    write(takes, "Take 1.mkv")
    binned = move_to_bin(takes / "Take 1.mkv")
    binned.moves[0][1].unlink()
    assert not binned.can_come_back
    with pytest.raises(DiskError) as caught:
        put_back(binned)
    assert caught.value.code == "not-brought-back"
