"""Writes the licences of everything into the frozen program: a list that a person reads, the texts, and the same list
for programs (``parts.json``), from which the SBOM and the Debian copyright file are made.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bundle.gather import Entry, package
from bundle.parts import Part, UnknownPart, assign, told

FOLDER = "licences"
COMMON = "common"
STANDARD = Path(__file__).with_name("licences")
"""Texts that many parts share, in our own source; they are shipped once."""
HEAD = """What this program is made of
============================

Producer is free software under the GNU General Public License, version 3 or later (producer/). It carries the parts
below, each under its own licence; their texts are in the folders beside this file. The source of each part is where its
entry says, in the version that it says; Producer's own build fetches exactly these from the public package registries
(requirements/package.txt in its source names each file by its SHA-256).

The source code is yours to have: whoever gave you this program gives you, when you ask within three years, the complete
source of Producer and of every part under the GNU GPL or LGPL or the Mozilla licence, as it is in here and with what it
takes to build it, for no more than the cost of handing it over.

"""


def entries(analysis: Any, folder: Path) -> list[Entry]:
    """Write all into ``folder`` and return it as PyInstaller wants to have it."""
    place = folder / FOLDER
    shutil.rmtree(place, ignore_errors=True)
    write(assign(_files(analysis)), place)
    return [
        (path.relative_to(folder).as_posix(), str(path), "DATA") for path in sorted(place.rglob("*")) if path.is_file()
    ]


def _files(analysis: Any) -> list[tuple[str, Path]]:
    """Everything that is taken in: files with their place, modules with the archive's name before theirs."""
    files = [(place.replace("\\", "/"), Path(source)) for place, source, _ in (*analysis.binaries, *analysis.datas)]
    files.append(("base_library.zip", Path(json.__file__)))
    modules = [(f"(archive)/{name}", Path(source)) for name, source, _ in analysis.pure if source and source != "-"]
    return files + [(name, path) for name, path in modules if not _is_starter(path)]


def _is_starter(path: Path) -> bool:
    """PyInstaller's own modules and its start hooks are counted as PyInstaller."""
    return "PyInstaller" in path.parts or "_pyinstaller_hooks_contrib" in path.parts


def write(parts: list[Part], place: Path) -> None:
    """The list, the texts of each part in a folder of its own, and parts.json."""
    place.mkdir(parents=True)
    told_parts = [_write_part(part, place) for part in parts]
    if sys.platform.startswith("linux"):
        _write_ffmpeg(place)
    lines = [HEAD, *(_line(part) for part in told_parts)]
    (place / "README.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    (place / "parts.json").write_text(
        json.dumps(told_parts, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n"
    )


def folder_of(name: str) -> str:
    """A part's folder: its name in plain letters."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-")


def _write_part(part: Part, place: Path) -> dict[str, Any]:
    names: list[str] = []
    for source in part.texts:
        folder = COMMON if source.parent == STANDARD else folder_of(part.name)
        name = f"{folder}/{source.name}"
        if name in names:
            name = f"{folder}/{source.parent.name}-{source.name}"
        (place / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(source, place / name)
        names.append(name)
    if not names and not part.licence.startswith("LicenseRef-"):
        raise UnknownPart(f"{part.name} has no text of its licence")
    files = sorted({name for name in part.files if not name.startswith("(archive)/")})
    return {
        "name": part.name, "version": part.version, "licence": part.licence, "home": part.home, "note": part.note,
        "kind": part.kind, "texts": names, "files": files, "inside": part.inside,
        "in_archive": any(name.startswith("(archive)/") for name in part.files),
    }  # fmt: skip


def _line(part: dict[str, Any]) -> str:
    head = f"{part['name']} {part['version']}".strip()
    rest = [part["licence"], part["home"], part["note"], ", ".join(part["texts"])]
    if part["inside"]:
        rest.append("with " + ", ".join(f"{name} ({licence})" for name, licence in part["inside"].items()))
    return head + "\n" + "".join(f"    {line}\n" for line in rest if line) + "\n"


def configuration(program: Path) -> str:
    """How an ffmpeg was built, in its own words."""
    return subprocess.run([str(program), "-version"], capture_output=True, text=True, check=True).stdout


def linked_in(said: str) -> list[str]:
    """The libraries that an ffmpeg's configuration names, without its own switches."""
    own = {"gpl", "version3", "cuda-llvm"}
    return [name for name in re.findall(r"--enable-([a-z0-9-]+)", said) if name not in own]


def _write_ffmpeg(place: Path) -> None:
    program = next(path for path in sorted((package("imageio_ffmpeg") / "binaries").glob("ffmpeg*")))
    said = configuration(program)
    unknown = [name for name in linked_in(said) if name not in told()["ffmpeg"]]
    if unknown:
        raise UnknownPart(f"ffmpeg is linked to {', '.join(unknown)}: say their licences in parts.toml")
    lines = [f"{name}: {told()['ffmpeg'][name]}\n" for name in linked_in(said)]
    text = f"{said}\nThe libraries in it, and their licences:\n\n{''.join(lines)}"
    inside = place / folder_of("FFmpeg (program)")
    inside.mkdir(exist_ok=True)
    (inside / "configuration.txt").write_text(text, encoding="utf-8", newline="\n")
