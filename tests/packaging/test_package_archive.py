"""The portable archive of a small made-up program: it runs from wherever it lies, and is the same each time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bundle import archive, tree
from bundle.trim import set_dates

DATE = 1_700_000_000
NAME = "producer-1.0-linux-x86_64.tar.xz"
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("xz") is None, reason="needs a Linux with xz"
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("frozen") / "producer"
    (place / "_internal").mkdir(parents=True)
    (place / "_internal" / "data").write_bytes(bytes(range(256)) * 4096)
    (place / "producer").write_text(
        '#!/bin/sh\necho "$(basename "$0"): $(wc -c <"$(dirname "$0")/_internal/data") $*"\n'
    )
    (place / "producer-window").symlink_to("producer")
    set_dates(place, DATE)
    return place


@pytest.fixture(scope="module")
def extras(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("extras")
    tree.add_desktop(place, DATE)
    tree.add_manual(place, DATE)
    return place


@pytest.fixture(scope="module")
def made(program: Path, extras: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.build_archive(program, extras, tmp_path_factory.mktemp("made") / NAME, DATE, "2.35")


def started(folder: Path) -> str:
    return subprocess.run([folder / "producer-window", "a b", "c"], capture_output=True, text=True, check=True).stdout


def test_it_runs_from_anywhere_and_after_a_move(made: Path, tmp_path: Path) -> None:
    folder = archive.unpack(made, tmp_path / "een map met spaties en ü")
    assert started(folder) == "producer-window: 1048576 a b c\n"
    moved = Path(shutil.move(folder, tmp_path / "elders"))
    assert started(moved) == "producer-window: 1048576 a b c\n"
    link = tmp_path / "link"
    link.symlink_to(moved / "producer")
    assert subprocess.run([link], capture_output=True, text=True, check=True, cwd="/").stdout.startswith("producer: ")


def test_the_same_folder_gives_the_same_bytes(program: Path, extras: Path, made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "producer"
    shutil.copytree(program, copy, symlinks=True)
    os.utime(copy / "producer", (1, 1))
    again = archive.build_archive(copy, extras, tmp_path / NAME, DATE, "2.35")
    assert again.read_bytes() == made.read_bytes()


def test_it_has_menu_entry_icons_and_a_word_to_the_reader(made: Path, tmp_path: Path) -> None:
    folder = archive.unpack(made, tmp_path / "x")
    assert folder.name == "producer-1.0-linux-x86_64"
    assert "glibc 2.35" in (folder / "README.txt").read_text("utf-8")
    assert (folder / "share/applications/producer.desktop").is_file()
    assert (folder / "share/icons/hicolor/scalable/apps/producer.svg").is_file()
