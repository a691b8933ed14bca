"""The Debian package of a small made-up program: what is in it, what it asks of the system, what removing leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bundle import deb, elf, places, tables, tree
from bundle.trim import set_dates

DATE = 1_700_000_000
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dpkg-deb") is None or shutil.which("objdump") is None,
    reason="needs dpkg-deb and objdump (packaging/setup.sh package)",
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frozen folder as it is packed, but small; its one native file is a program of the system."""
    place = tmp_path_factory.mktemp("frozen") / "producer"
    inside = place / "_internal"
    (inside / "licences").mkdir(parents=True)
    (inside / "licences" / "README.txt").write_text("What this program is made of\n", "utf-8")
    shutil.copy("/bin/true", inside / "native")
    (place / "producer").write_text('#!/bin/sh\necho "started in $0"\n')
    (place / "producer-window").symlink_to("producer")
    set_dates(place, DATE)
    return place


@pytest.fixture(scope="module")
def package(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    tree.lay_out(program, place / "root", DATE)
    return deb.build_deb(place / "root", "producer", place / "producer.deb", DATE)


def said(*command: str | Path) -> str:
    return subprocess.run([str(one) for one in command], capture_output=True, text=True, check=True).stdout


def field(package: Path, name: str) -> str:
    return said("dpkg-deb", "--field", package, name).strip()


def test_what_it_says_of_itself(package: Path) -> None:
    assert field(package, "Package") == "producer"
    assert field(package, "Version") == places.version()
    assert field(package, "Architecture") == "amd64"
    assert field(package, "Conflicts") == "producer-complete"
    assert "xkb-data" in field(package, "Depends") and "libc6 (>= 2." in field(package, "Depends")
    assert all(len(line) <= 80 for line in field(package, "Description").splitlines())


def test_who_answers_for_it_is_said_by_whoever_hands_it_out(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = program.parent / "layout"
    tree.lay_out(program, root, DATE)
    assert "Homepage" not in deb.control(root, "producer")
    monkeypatch.setenv("PRODUCER_MAINTAINER", "IT of Example <it@example.org>")
    monkeypatch.setenv("PRODUCER_HOMEPAGE", "https://example.org/")
    told = deb.control(root, "producer")
    assert "\nMaintainer: IT of Example <it@example.org>\nHomepage: https://example.org/\n" in told


def test_the_two_flavours_stand_for_each_other(program: Path, tmp_path: Path) -> None:
    model = tmp_path / "faster-whisper-small"
    model.mkdir()
    (model / "model.bin").write_bytes(b"weights")
    tree.lay_out(program, tmp_path / "root", DATE, speech=model)
    made = deb.build_deb(tmp_path / "root", "producer-complete", tmp_path / "complete.deb", DATE)
    assert field(made, "Provides") == "producer"
    assert field(made, "Conflicts") == field(made, "Replaces") == "producer"
    assert "./usr/lib/producer/_internal/models/small/model.bin" in said("dpkg-deb", "--contents", made)


def test_what_is_in_it_and_whose(package: Path) -> None:
    lines = said("dpkg-deb", "--contents", package).splitlines()
    names = {line.split(None, 5)[5].partition(" -> ")[0] for line in lines}
    for name in (
        "./usr/bin/producer", "./usr/bin/producer-window", "./usr/lib/producer/producer",
        "./usr/share/applications/producer.desktop", "./usr/share/icons/hicolor/48x48/apps/producer.png",
        "./usr/share/icons/hicolor/scalable/apps/producer.svg", "./usr/share/mime/packages/producer.xml",
        "./usr/share/metainfo/org.producer.Producer.metainfo.xml", "./usr/share/man/man1/producer.1.gz",
        "./usr/share/man/nl/man1/producer.1.gz", "./usr/share/doc/producer/copyright",
    ):  # fmt: skip
        assert name in names
    assert {line.split()[1] for line in lines} == {"root/root"}
    assert {line[:10] for line in lines if not line.startswith("l")} <= {"drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--"}


def test_nothing_runs_at_installing_or_removing(package: Path, tmp_path: Path) -> None:
    said("dpkg-deb", "--control", package, tmp_path / "control")
    assert {path.name for path in (tmp_path / "control").iterdir()} == {"control", "md5sums"}


def test_the_same_folder_gives_the_same_bytes(program: Path, package: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "producer"
    shutil.copytree(program, copy, symlinks=True)
    (copy / "_internal" / "native").touch()  # another date, and made in another order
    tree.lay_out(copy, tmp_path / "another root", DATE)
    again = deb.build_deb(tmp_path / "another root", "producer", tmp_path / "again.deb", DATE)
    assert again.read_bytes() == package.read_bytes()


def test_another_byte_gives_another_package(program: Path, package: Path, tmp_path: Path) -> None:
    copy = tmp_path / "producer"
    shutil.copytree(program, copy, symlinks=True)
    (copy / "producer").write_text('#!/bin/sh\necho "started at $0"\n')
    tree.lay_out(copy, tmp_path / "root", DATE)
    assert deb.build_deb(tmp_path / "root", "producer", tmp_path / "a.deb", DATE).read_bytes() != package.read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="installing takes root")
def test_installing_and_purging_leave_the_persons_files(package: Path, tmp_path: Path) -> None:
    root = tmp_path / "a system"
    home = root / "home" / "Zoë Müller"
    for path, text in (("Videos/Producer/Take 1.mkv", "take"), (".config/Producer/settings.json", "{}")):
        (home / path).parent.mkdir(parents=True)
        (home / path).write_text(text)
    (root / "var/lib/dpkg/info").mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    dpkg = ["dpkg", f"--root={root}", "--force-depends", "--force-script-chrootless"]
    said(*dpkg, "--install", package)
    assert said(root / "usr/lib/producer/producer").startswith("started in ")
    assert (root / "usr/bin/producer-window").resolve() == root / "usr/lib/producer/producer"
    said(*dpkg, "--purge", "producer")
    assert not (root / "usr/lib/producer").exists() and not (root / "usr/bin/producer").is_symlink()
    kept = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    assert kept == [".config/Producer/settings.json", "Videos/Producer/Take 1.mkv"]


def test_a_library_that_no_table_names_stops_the_build(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elf, "from_outside", lambda inside: {"libnobody.so.1": ["native"]})
    with pytest.raises(KeyError, match=r"libnobody\.so\.1"):
        deb.depends(program / "_internal")


@pytest.mark.parametrize(("symbols", "gcc"), [("3.4.29", "11"), ("3.4.21", "11"), ("3.4.32", "13"), ("3.4.99", "14")])
def test_which_compiler_brought_a_symbol(symbols: str, gcc: str) -> None:
    assert deb._gcc(symbols) == gcc


def test_names_that_changed_between_releases() -> None:
    assert tables.system_libraries()["libasound.so.2"] == "libasound2 | libasound2t64"
    assert tables.system_libraries()["libm.so.6"] == "libc6"


def test_the_size_is_counted_as_dpkg_counts(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(b"x" * 1025)
    (tmp_path / "link").symlink_to("a")
    assert deb.installed_kib(tmp_path) == 1 + 2 + 1
