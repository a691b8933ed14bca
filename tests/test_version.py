"""The version stands in one place; everything else reads it there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from producer import __version__
from producer.updates.version import release_order

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("producer", "ui", "packaging", "assets", "pyproject.toml", "Makefile", ".github", "README.md")
TEXTS = {".py", ".toml", ".sh", ".md", ".spec", ".iss", ".ps1", ".xml", ".plist", ".yml", ".yaml", ".json", ".desktop",
         ".admx", ".adml", ".manifest", ".in", ".1", ".txt", ".cfg", ""}  # fmt: skip


def sources() -> list[Path]:
    found = [path for name in ROOMS for path in [ROOT / name, *(ROOT / name).rglob("*")]]
    return [path for path in found if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts]


def test_it_is_written_once() -> None:
    literal = re.compile(rf"(?<![\d.]){re.escape(__version__)}(?![\d.]*\d)")
    found = {str(path.relative_to(ROOT)) for path in sources() if literal.search(path.read_text("utf-8", "replace"))}
    assert found == {"producer/__init__.py"}


def test_it_is_assigned_once() -> None:
    assigned = re.compile(r"^\s*(__version__|version|VERSION)\s*[:=]\s*[\"']\d", re.MULTILINE)
    found = {str(path.relative_to(ROOT)) for path in sources() if assigned.search(path.read_text("utf-8", "replace"))}
    assert found == {"producer/__init__.py"}


def test_the_package_reads_it_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "producer.__version__"}


def test_a_release_of_it_can_be_compared() -> None:
    assert release_order(__version__) is not None
