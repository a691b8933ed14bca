"""To which part (with a licence of its own) each file of the frozen program belongs. On every system."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache, partial
from pathlib import Path
from typing import Any

from bundle.places import ROOT, version

TABLE = Path(__file__).with_name("parts.toml")
TEXT_NAMES = ("licen", "copying", "notice", "thirdparty", "third-party")
NO_TEXTS = (".py", ".pyc", ".pyi", ".h", ".c", ".xml", ".json", ".so")


class UnknownPart(Exception):
    """A file whose licence nobody has told: the build must not go on."""


@dataclass(slots=True)
class Part:
    """One thing with one licence. ``texts`` are files to be shipped, ``files`` where it lies in the frozen folder,
    ``inside`` what is linked into those, each with its licence.
    """

    name: str
    version: str
    licence: str
    home: str = ""
    note: str = ""
    kind: str = "python"
    texts: list[Path] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    inside: dict[str, str] = field(default_factory=dict)


@cache
def told() -> dict[str, Any]:
    """What parts.toml says."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def plain(name: str) -> str:
    """A Python package's name as registries compare it."""
    return name.lower().replace("_", "-").replace(".", "-")


@cache
def distribution(name: str) -> importlib.metadata.Distribution:
    return importlib.metadata.distribution(name)


@cache
def owners() -> dict[str, str]:
    """Each installed file with the name of the Python package that brought it."""
    found: dict[str, str] = {}
    for one in importlib.metadata.distributions():
        base, name = Path(str(one.locate_file(""))).resolve(), one.metadata["Name"]
        found.update((os.path.normpath(base / file), name) for file in one.files or ())
    return found


def texts_of(name: str) -> list[Path]:
    """The licence files that a Python package brings."""
    files = [file for file in distribution(name).files or () if any(word in file.name.lower() for word in TEXT_NAMES)]
    paths = [Path(str(distribution(name).locate_file(file))) for file in files if file.suffix not in NO_TEXTS]
    return sorted(path for path in paths if path.is_file())


def text(reference: str) -> list[Path]:
    """The files behind ``std:NAME``, ``of:PACKAGE`` or ``root:PATH``."""
    kind, _, name = reference.partition(":")
    if kind == "std":
        return [TABLE.parent / "licences" / f"{name}.txt"]
    return texts_of(name) if kind == "of" else [ROOT / name]


def python_part(name: str) -> Part:
    """The part that a Python package is. Raises UnknownPart where neither it nor parts.toml tells a licence."""
    data, extra = distribution(name).metadata, told()["python"].get(plain(name), {})
    licence = extra.get("licence") or data["License-Expression"]
    texts = texts_of(name) or [path for reference in extra.get("texts", ()) for path in text(reference)]
    if not licence or not texts:
        raise UnknownPart(f"{name}: no licence, or no text of it; say it in {TABLE.name}")
    inside = crates_of(name) | extra.get("inside", {})
    return Part(name, data["Version"], licence, home_of(data), extra.get("note", ""), "python", texts, inside=inside)


def crates_of(name: str) -> dict[str, str]:
    """The Rust libraries that are linked into a Python package, by the list of parts that it brings itself."""
    files = [file for file in distribution(name).files or () if file.parent.name == "sboms" and file.suffix == ".json"]
    listed = [json.loads(Path(str(distribution(name).locate_file(file))).read_text("utf-8")) for file in files]
    rows = [row for one in listed for row in one.get("components", ())]
    crates = [row for row in rows if row.get("purl", "").startswith("pkg:cargo/")]
    return {f"{row['name']} {row['version']}": said for row in crates if (said := _said(row))}


def _said(row: dict[str, Any]) -> str:
    found = [one.get("expression") or one.get("license", {}).get("id") for one in row.get("licenses", ())]
    return " AND ".join(one.replace("/", " OR ") for one in found if one)  # the slash is an old way of Rust's


def home_of(data: importlib.metadata.PackageMetadata) -> str:
    """Where a Python package says that it is at home; empty where it says nothing."""
    pairs = [line.split(", ", 1) for line in data.get_all("Project-URL") or () if ", " in line]
    told = {label.lower(): address for label, address in pairs}
    named = (told.get(label) for label in ("homepage", "home", "source", "source code", "repository", "documentation"))
    return next((address for address in (data.get("Home-page"), *named) if address), "")


def native_part(row: dict[str, Any]) -> Part:
    texts = [path for reference in row["texts"] for path in text(reference)]
    inside = row.get("inside", {})
    return Part(row["name"], "", row["licence"], row["home"], row.get("note", ""), "native", texts, inside=inside)


def version_in(source: Path, pattern: str) -> str:
    """The version that a native file says of itself, in its name or its bytes; empty where it says none."""
    found = re.search(pattern.encode(), source.name.encode() + b"\0" + source.read_bytes())
    return found[1].decode().rstrip(".") if found else ""


def debian_part(package: str) -> Part:
    """A library of the machine that builds, with what its Debian package says of it."""
    asked = ["dpkg-query", "-W", "-f=${Version}", package]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    name = package.partition(":")[0]
    if name not in told()["debian"]:
        raise UnknownPart(f"{name}: say its licence in {TABLE.name}")
    copyright_file = Path("/usr/share/doc") / name / "copyright"
    return Part(
        f"{name} (Debian)",
        found,
        told()["debian"][name],
        f"https://packages.debian.org/{name}",
        "",
        "debian",
        [copyright_file],
    )


@cache
def debian_package(path: Path) -> str | None:
    """The Debian package that a file of the system belongs to."""
    for name in (path, Path(*path.parts[:1], *path.parts[2:]) if path.parts[1:2] == ("usr",) else path):
        done = subprocess.run(["dpkg-query", "-S", str(name)], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(": ")[0]
    return None


def python_itself() -> Part:
    library = Path(sysconfig.get_path("stdlib"))
    texts = [
        path for path in (library / "LICENSE.txt", Path("/usr/share/doc/libpython3-stdlib/copyright")) if path.is_file()
    ]
    return Part("Python", sys.version.split()[0], "PSF-2.0", "https://www.python.org", "", "python", texts[:1])


def producer_itself() -> Part:
    return Part("Producer", version(), "GPL-3.0-or-later", "", "", "own", [ROOT / "LICENSE"])


class Assigner:
    """Gives files to parts."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self._patterns = {row["name"]: row["version"] for row in told()["native"] if "version" in row}

    def give(self, place: str, source: Path) -> None:
        """``place`` is where it lies in the frozen folder, ``source`` where it came from. Raises UnknownPart."""
        key, make = self._owner(place, source)
        if key not in self.parts:
            self.parts[key] = make()
        part = self.parts[key]
        part.files.append(place)
        if not part.version and key in self._patterns:
            part.version = version_in(source, self._patterns[key])

    def _owner(self, place: str, source: Path) -> tuple[str, Any]:
        for row in told()["native"]:
            if any(fnmatchcase(place, pattern) for pattern in row["files"]):
                return row["name"], partial(native_part, row)
        real = source.resolve()
        if name := owners().get(str(real)):
            return plain(name), partial(python_part, name)
        if self._is_python(place, real):
            return "python", python_itself
        if real.is_relative_to(ROOT) and "site-packages" not in real.parts:
            return "producer", producer_itself
        if sys.platform.startswith("linux") and (package := debian_package(real)):
            return package, partial(debian_part, package)
        raise UnknownPart(f"{place} (from {source}): whose is it? Say it in {TABLE.name}")

    @staticmethod
    def _is_python(place: str, real: Path) -> bool:
        base = Path(sys.base_prefix).resolve()
        of_base = real.is_relative_to(base) and "site-packages" not in real.parts
        in_debian = real.name.startswith("libpython") or "/usr/lib/python3" in str(real)
        return place == "base_library.zip" or in_debian or (of_base and str(base) != "/usr")


def assign(files: Iterable[tuple[str, Path]]) -> list[Part]:
    """The parts of these files, with Python's start program among them, sorted by name."""
    given = Assigner()
    for place, source in files:
        given.give(place, source)
    starter = python_part("pyinstaller")
    starter.files.append("producer")
    given.parts["pyinstaller"] = starter
    return sorted(given.parts.values(), key=lambda part: part.name.lower())
