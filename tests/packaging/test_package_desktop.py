"""What the desktop is told: menu entry, software centre, kinds of files, icons, manual pages."""

from __future__ import annotations

import gzip
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from bundle import manual, places, tree

import producer
from producer.cli.main import COMMANDS

DATE = 1_700_000_000
LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("root")
    tree.add_desktop(place, DATE)
    tree.add_manual(place, DATE)
    return place


def judged(*command: str | Path) -> subprocess.CompletedProcess[str]:
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed (packaging/setup.sh package)")
    return subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False)


def test_the_menu_entry_is_valid(root: Path) -> None:
    said = judged("desktop-file-validate", root / "usr/share/applications/producer.desktop")
    assert (said.returncode, said.stdout) == (0, "")


def test_the_menu_entry_speaks_both_languages() -> None:
    text = (LINUX / "producer.desktop").read_text("utf-8")
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert re.search(rf"^{key}=.+$", text, re.MULTILINE) and re.search(rf"^{key}\[nl\]=.+$", text, re.MULTILINE)
    assert "Exec=producer-window %f" in text.splitlines()
    assert 'setDesktopFileName("producer")' in (places.ROOT / "ui" / "assembly.py").read_text("utf-8")


def test_software_centres_can_read_it(root: Path) -> None:
    file = next((root / "usr/share/metainfo").iterdir())
    said = judged("appstreamcli", "validate", "--no-net", file)
    assert said.returncode == 0, said.stdout
    described = ElementTree.parse(file)
    assert file.name == f"{described.findtext('id')}.metainfo.xml"
    release = described.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": places.version(), "date": "2023-11-14"}
    assert described.findtext("launchable") == "producer.desktop"


def test_kinds_of_files_in_both_languages(root: Path) -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kinds = ElementTree.parse(root / "usr/share/mime/packages/producer.xml").findall(f"{space}mime-type")
    assert {kind.get("type") for kind in kinds} == {"application/ttml+xml", "text/vtt", "application/x-subrip"}
    assert all(len(kind.findall(f"{space}comment")) == 2 for kind in kinds)


def test_the_version_is_in_one_place() -> None:
    assert places.version() == producer.__version__
    assert 'dynamic = ["version"]' in (places.ROOT / "pyproject.toml").read_text("utf-8")
    written = [
        path
        for path in (LINUX.parent / "bundle").rglob("*.*")
        if places.version() in path.read_text("utf-8", "replace")
    ]
    written += [path for path in LINUX.iterdir() if places.version() in path.read_text("utf-8")]
    assert [path.name for path in written if path.suffix not in (".pyc", ".txt")] == []


def test_icons_have_the_size_of_their_folder(root: Path) -> None:
    found = {path.parent.parent.name: path.read_bytes() for path in root.rglob("producer.png")}
    assert set(found) == {f"{size}x{size}" for size in tree.ICON_SIZES}
    for name, data in found.items():
        assert "{}x{}".format(*struct.unpack(">II", data[16:24])) == name


@pytest.mark.parametrize("page", ["man1/producer.1.gz", "nl/man1/producer.1.gz"])
def test_manual_pages_are_sound_and_name_every_command(root: Path, page: str) -> None:
    file = root / "usr/share/man" / page
    text = gzip.decompress(file.read_bytes()).decode()
    for name in COMMANDS:
        assert name.replace("-", "\\-") in text
    assert places.version() in text and "2023-11-14" in text
    assert ".B producer\\-window\n[\\fIvideo\\fR]\n" in text  # as the menu entry starts it
    said = judged("man", "--warnings", "--local-file", file)
    assert (said.returncode, said.stderr) == (0, "")


def test_the_manual_has_every_option(root: Path) -> None:
    text = manual.english("1.0", DATE)
    for option in ("--glossary", "--for", "--burn", "--camera", "--html", "--fix"):
        assert f"\\fB{option.replace('-', chr(92) + '-')}" in text


def test_text_that_troff_would_take_for_an_order() -> None:
    assert manual.escaped(".srt and\n -x") == "\\&.srt and \\-x"
