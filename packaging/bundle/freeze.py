"""Freezes the program for Linux and makes it as it is given away; kept until anything that goes in changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bundle.environment import CannotBuild, state
from bundle.places import ROOT, build_folder, face_model, source_date
from bundle.trim import size, trim

STEPS = ("elf", "freeze", "frozen_start", "gather", "licences", "mac", "parts", "places", "tables", "trim", "windows")
SOURCES = (
    "producer", "ui", "assets", "packaging/producer.spec", "packaging/EXCLUDED.md", "LICENSE",
    "packaging/bundle/parts.toml", "packaging/bundle/licences", *(f"packaging/bundle/{name}.py" for name in STEPS),
)  # fmt: skip
"""All that the frozen program is made from, or by."""
KEEP = (".py", ".toml", ".txt", ".md", ".spec", ".svg", ".otf", ".qm", ".mp4", "")


def inputs() -> str:
    """A sum over all that the frozen program is made from."""
    digest = hashlib.sha256(f"{state()}{source_date()}".encode())
    for path in sorted(path for name in SOURCES for path in _files(ROOT / name)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    if (face := face_model()) is not None:
        digest.update(face.read_bytes())
    return digest.hexdigest()


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [
        path for path in place.rglob("*") if path.is_file() and path.suffix in KEEP and "__pycache__" not in path.parts
    ]


def freeze(folder: Path | None = None) -> tuple[Path, dict[str, Any]]:
    """Return the frozen folder and what is known of it (bytes that each step saved)."""
    place, now = folder or build_folder() / "frozen", inputs()
    program, note = place / "producer", place / "note.json"
    if program.is_dir() and note.is_file():
        known: dict[str, Any] = json.loads(note.read_text())
        if known["inputs"] == now:
            return program, known
    shutil.rmtree(place, ignore_errors=True)
    run_pyinstaller(place)
    known = {"inputs": now, "saved": trim(program, source_date()), "bytes": size(program)}
    note.write_text(json.dumps(known, indent=1))
    return program, known


def run_pyinstaller(place: Path) -> None:
    """Freeze into ``place``; its long talk goes to a file there."""
    place.mkdir(parents=True)
    here = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(source_date()),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    here.pop("SPEECH_MODEL", None)  # it is added to the complete package, so that both are the same program
    if (face := face_model()) is not None:
        here["FACE_MODEL"] = str(face)
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--distpath",
        str(place),
        "--workpath",
        str(place / "work"),
    ]
    log = place / "pyinstaller.log"
    with log.open("wb") as out:
        done = subprocess.run(
            [*command, str(ROOT / "packaging" / "producer.spec")],
            env=here,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        print("\n".join(log.read_text("utf-8", "replace").splitlines()[-25:]), file=sys.stderr)
        raise SystemExit(f"PyInstaller ended with {done.returncode}; all that it said is in {log}")


def frozen() -> Path:
    """The folder that was frozen last. Raises CannotBuild where there is none."""
    program = build_folder() / "frozen" / "producer"
    if not program.is_dir():
        raise CannotBuild("nothing is frozen yet. Run: make package")
    return program
