"""The clean room's rules, and what becomes of a broken promise; the room itself is built by ``make package`` only."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from bundle import cleanroom, elf, figures, smoke, smoke_window, work
from bundle.environment import CannotBuild


def test_packages_are_asked_for_by_their_first_name() -> None:
    depends = ["libasound2 | libasound2t64", "libc6 (>= 2.35)", "zlib1g", "libc6 (>= 2.36)"]
    assert cleanroom.plain_names(depends) == ["libasound2", "libc6", "zlib1g"]


@pytest.fixture
def room(tmp_path: Path) -> cleanroom.Room:
    """A room without a system in it, as seen from outside."""
    room = cleanroom.Room.__new__(cleanroom.Room)
    room.root, room.home, room.temp = tmp_path / "root", tmp_path / "home", tmp_path / "temp"
    for folder in (room.root / "usr/bin", room.root / cleanroom.HOME[1:], room.home, room.temp):
        folder.mkdir(parents=True)
    return room


def test_a_person_has_no_network_and_may_write_at_home_only(room: cleanroom.Room) -> None:
    words = room.as_person(["producer", "doctor"], {"DISPLAY": ":7"}, binds=[(Path("/x y"), "/srv/models")])
    assert words[:4] == ["unshare", "--net", "--mount", "--pid"]
    script = words[-1]
    assert f"mount -o remount,ro,bind {room.root}" in script
    assert "--userspec=1000:1000" in script and "/usr/bin/env -i" in script
    assert "mount --bind '/x y'" in script
    last = script.splitlines()[-2]
    assert last.endswith("producer doctor || exit $?") and "DISPLAY=:7" in last and f"'HOME={cleanroom.HOME}'" in last


def test_the_room_tells_what_was_written_outside_home(room: cleanroom.Room) -> None:
    before = room.files()
    (room.root / cleanroom.HOME[1:] / "own.txt").write_text("mine")
    assert room.files() == before
    (room.root / "usr" / "stray").write_text("x")
    assert smoke.changed(before, room.files()) == ["usr/stray"]


def test_a_room_with_python_or_a_compiler_is_not_clean(room: cleanroom.Room) -> None:
    assert room.forbidden() == []
    for name in ("python3.11", "gcc", "ls"):
        (room.root / "usr/bin" / name).touch()
    assert room.forbidden() == ["gcc", "python3.11"]


def test_why_there_is_no_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert cleanroom.why_not() == "making a clean room takes root"


def test_a_library_that_came_along_with_one_of_the_systems_is_no_stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = {"libX11.so.6": ("libxcb.so.1",), "libxcb.so.1": ("libXau.so.6",), "libXau.so.6": (), "libnew.so.1": ()}
    monkeypatch.setattr(elf, "needs", lambda path: elf.Needs(path.name, needs[path.name]))
    assert smoke_window.strangers([Path(name) for name in needs]) == ["libnew.so.1"]


def report(**more: Any) -> dict[str, Any]:
    sizes = {"download_mb": 200.0, "archive_mb": 190.0, "unpacked_mb": 690.0}
    return {"sizes": sizes, "start": {"frozen_s": 0.3, "source_s": 0.3, "ratio": 1.0}, **more}


def test_promises_that_hold_and_promises_that_do_not() -> None:
    assert figures.broken(report()) == []
    slow = report(start={"frozen_s": 0.4, "source_s": 0.3, "ratio": 1.31})
    assert len(figures.broken(slow)) == 1
    big = report(sizes={"download_mb": 260.1, "archive_mb": 1, "unpacked_mb": 700.1})
    assert [line.split()[1] for line in figures.broken(big)] == ["download", "takes"]


def test_the_report_and_the_sums_are_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRODUCER_DIST", str(tmp_path))
    with pytest.raises(CannotBuild, match="make package"):
        work.load_report()
    deb = work.names()["deb"]
    deb.write_bytes(b"package")
    assert work.finish(report()) == 0
    digest = hashlib.sha256(b"package").hexdigest()
    assert (tmp_path / "SHA256SUMS").read_text() == f"{digest}  {deb.name}\n"
    assert json.loads((tmp_path / "package-report.json").read_text())["broken_promises"] == []
    assert work.finish(report(sizes={"download_mb": 1, "archive_mb": 1, "unpacked_mb": 701})) == 1
    assert work.load_report()["broken_promises"] != []
