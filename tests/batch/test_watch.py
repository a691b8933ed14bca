"""A hot folder: a file is taken once it stands still and may be opened, once only, and again when it has changed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from producer.batch.plan import Item, Planner
from producer.batch.watch import Settling
from producer.cli.main import build


def item(path: Path) -> Item:
    return Item(path, path.with_suffix(""))


def put(path: Path, size: int, date: int = 1) -> Path:
    path.write_bytes(bytes(size))
    os.utime(path, (date, date))
    return path


def test_a_file_that_grows_is_left_alone_until_it_stands_still(tmp_path: Path) -> None:
    film = item(put(tmp_path / "a.mp4", 10))
    settling = Settling(5.0)
    settling.add([film], 0.0)
    assert settling.ready(0.0) == []
    put(film.source, 20)
    assert settling.ready(4.0) == []  # it grew: the five seconds begin anew
    assert settling.ready(8.9) == []
    assert settling.ready(9.0) == [film]
    assert settling.ready(99.0) == []  # once


def test_a_date_that_changes_is_a_change_too_and_a_taken_file_that_changes_comes_again(tmp_path: Path) -> None:
    film = item(put(tmp_path / "a.mp4", 10))
    settling = Settling(2.0)
    settling.add([film], 0.0)
    settling.ready(0.0)
    put(film.source, 10, date=2)
    assert settling.ready(2.0) == []
    assert settling.ready(4.0) == [film]
    put(film.source, 11)
    assert settling.ready(5.0) == []
    assert settling.ready(7.0) == [film]


def test_an_empty_a_locked_and_a_vanished_file_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, locked = item(put(tmp_path / "empty.mp4", 0)), item(put(tmp_path / "locked.mp4", 9))
    settling = Settling(1.0)
    settling.add([empty, locked], 0.0)
    opening = Path.open

    def refuse(self: Path, *rest: object, **more: object) -> object:
        if self.name == "locked.mp4":
            raise PermissionError(13, "Permission denied", str(self))
        return opening(self, *rest, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert settling.ready(1.0) == []
        assert settling.ready(9.0) == []
    assert settling.ready(10.0) == []
    assert settling.ready(11.0) == [locked]
    locked.source.unlink()
    assert settling.gone() == [locked]
    assert settling.gone() == []


def test_only_what_is_new_is_found_and_a_later_neighbour_takes_no_name_away(tmp_path: Path) -> None:
    planner = Planner([tmp_path], tmp_path / "out")
    put(tmp_path / "a.mp4", 1)
    assert [found.base.name for found in planner.find()] == ["a"]
    put(tmp_path / "a.mov", 1)
    assert [found.base.name for found in planner.find()] == ["a.mov"]
    assert planner.find() == []
    planner.forget(tmp_path / "a.mp4")
    assert [found.base.name for found in planner.find()] == ["a"]


def test_what_cannot_be_watched_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(build(), ["caption", str(tmp_path / "gone"), "--out", str(tmp_path / "o"), "--watch"])
    assert result.exit_code == 1
    assert "gone is not a folder that can be watched. Name a folder that is there." in result.stderr
    assert not (tmp_path / "o").exists()


@pytest.mark.live
def test_a_hot_folder_takes_a_slow_copy_when_it_is_whole_and_ends_with_ctrl_c(media: Path, tmp_path: Path) -> None:
    hot, out, never = tmp_path / "hot", tmp_path / "out", threading.Event()
    hot.mkdir()
    words = ["caption", str(hot), "--out", str(out), "--watch", "--settle", "1.5", "--json"]
    child = subprocess.Popen(
        [sys.executable, "-m", "producer", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert child.stdout is not None
    shutil.copy(media / "speech/nl/vl00203.wav", hot / "first.wav")
    first = json.loads(child.stdout.readline())
    assert (Path(first["input"]).name, first["status"]) == ("first.wav", "done")
    raw = (media / "speech/nl/vl09647.wav").read_bytes()
    with (hot / "slow.wav").open("wb") as slow:
        for start in range(0, len(raw), len(raw) // 5):
            slow.write(raw[start : start + len(raw) // 5])
            slow.flush()
            never.wait(0.7)  # shorter than --settle, longer in all
            assert not list(out.glob("slow*"))
    second = json.loads(child.stdout.readline())
    assert (Path(second["input"]).name, second["status"]) == ("slow.wav", "done")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        entries = json.loads((out / "report.json").read_text("utf-8"))["files"]
        if len(entries) == 2:
            break
        never.wait(0.1)
    assert [Path(entry["input"]).name for entry in entries] == ["first.wav", "slow.wav"]
    child.send_signal(signal.SIGINT)
    rest, said = child.communicate(timeout=20)
    assert (child.returncode, rest) == (130, "")
    assert "Traceback" not in said
    assert not list(out.rglob(".part*"))
