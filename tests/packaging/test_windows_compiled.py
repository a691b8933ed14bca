"""Inno Setup's own compiler makes the installer, and Wine installs, upgrades and removes it. Long: only where
``make installer-test`` made a room for it (``PRODUCER_WINE`` names its folder).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
import setuptools
from fakes.code_signing import Issuer
from producer_windows import installer, product, resources, signing, wine

LAUNCHERS = Path(setuptools.__file__).parent
ROOM = os.environ.get("PRODUCER_WINE", "")
pytestmark = [
    pytest.mark.skipif(not ROOM, reason="no room for Wine: make installer-test makes one"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a room on Linux"),
]
SIGN_SH = r"""#!/bin/sh
file=$(printf '%s' "$1" | sed 's/^[A-Za-z]://; s,\\,/,g')
osslsigncode sign -h sha256 -certs /job/keys/code.pem -key /job/keys/code.key -in "$file" -out "$file.signed" &&
    mv "$file.signed" "$file" && echo signed >/job/done || echo failed >/job/done
"""
SIGN_BAT = r"""@echo off
if exist Z:\job\done del Z:\job\done
Z:\job\sign.sh %1
:wait
if not exist Z:\job\done goto wait
findstr signed Z:\job\done >nul
exit /b %ERRORLEVEL%
"""
SILENT = ("/VERYSILENT", "/SUPPRESSMSGBOXES", "/NORESTART")


@pytest.fixture(scope="module")
def room(xvfb: str) -> wine.Room:
    found = wine.make(Path(ROOM), xvfb)
    shutil.rmtree(found.job)
    found.job.mkdir()
    return found


def frozen(room: wine.Room, version: str, libraries: tuple[str, ...]) -> Path:
    """A folder of the frozen program's form, with real programs in it."""
    source = room.job / version / "producer"
    (source / "_internal").mkdir(parents=True)
    shutil.copy(LAUNCHERS / "gui-64.exe", source / product.WINDOW_EXE)
    shutil.copy(LAUNCHERS / "cli-64.exe", source / product.CONSOLE_EXE)
    for name in libraries:
        (source / "_internal" / name).write_text(version)
    return source


def compiled(room: wine.Room, version: str, libraries: tuple[str, ...], sign_with: str = "") -> Path:
    """Compile an installer by the very words that a Windows runner uses."""
    source, out = frozen(room, version, libraries), room.job / version / "dist"
    out.mkdir()
    icon = resources.make(room.job / version / "resources", version)[0]
    script = Path(shutil.copy(product.SCRIPT, room.job / version))
    places = [room.seen(path) for path in (room.folder / "inno" / "ISCC.exe", source, icon, out)]
    compiler, *rest = [Path(str(place)) for place in places]
    words = installer.command(compiler, version, *rest, sign_with)
    said = room.wine(*words[:-1], str(room.seen(script)))
    assert said.returncode == 0, said.stdout + said.stderr
    assert "Warning" not in said.stdout
    made = out / product.setup_name(version)
    assert made.is_file(), said.stdout
    return made


@pytest.fixture(scope="module")
def first(room: wine.Room) -> Path:
    return compiled(room, "1.2.3", ("old library.dll.txt", "kept-ü.txt"))


def run_setup(room: wine.Room, setup: Path, *words: str) -> str:
    """Install, and return the log; it must end well."""
    log = setup.with_suffix(f".{len(list(setup.parent.iterdir()))}.log")
    said = room.wine(str(room.seen(setup)), *SILENT, *words, f"/LOG={room.seen(log)}")
    text = log.read_text("utf-8-sig", "replace") if log.is_file() else said.stderr
    assert said.returncode == 0, text
    return text


def registry(room: wine.Room) -> str:
    """HKLM, as Wine keeps it."""
    return (room.drive.parent / "system.reg").read_text("utf-8", "replace")


def test_the_script_stops_where_a_value_is_missing(room: wine.Room) -> None:
    script = Path(shutil.copy(product.SCRIPT, room.job))
    said = room.wine(str(room.seen(room.folder / "inno" / "ISCC.exe")), "/Qp", str(room.seen(script)))
    assert said.returncode != 0
    assert "Version is missing" in said.stdout + said.stderr


def sign_tool(room: wine.Room) -> tuple[str, Issuer]:
    """A sign tool as Inno Setup wants one, on a throw-away key. Wine starts a program of Linux and does not wait for
    it, so the batch file does.
    """
    issuer = Issuer.made_in(room.job / "keys")
    shell, batch = room.job / "sign.sh", room.job / "sign.bat"
    shell.write_text(SIGN_SH)
    shell.chmod(0o755)
    batch.write_bytes(SIGN_BAT.replace("\n", "\r\n").encode())
    return f"cmd.exe /c {room.seen(batch)} $f", issuer


def test_the_compiler_has_uninstaller_and_installer_signed(room: wine.Room) -> None:
    if shutil.which("osslsigncode") is None:
        pytest.skip("osslsigncode is not installed")
    tool, issuer = sign_tool(room)
    trust = signing.Trust(issuer.ca)
    setup = compiled(room, "1.4.0", ("kept.txt",), tool)
    signing.verify(setup, trust, timestamp_needed=False)
    assert "1.4.0".encode("utf-16-le") in setup.read_bytes()
    run_setup(room, setup, "/ALLUSERS")
    uninstaller = room.drive / "Program Files" / "Producer" / "unins000.exe"
    signing.verify(uninstaller, trust, timestamp_needed=False)
    assert room.wine(str(room.seen(uninstaller)), *SILENT).returncode == 0
    assert not uninstaller.exists()


def test_a_sign_tool_that_fails_stops_the_compiler(room: wine.Room, first: Path) -> None:
    source, script = room.job / "1.2.3" / "producer", room.job / "1.2.3" / product.SCRIPT.name
    icon, out = room.job / "1.2.3" / "resources" / "producer.ico", room.job / "unsigned"
    places = [room.seen(path) for path in (room.folder / "inno" / "ISCC.exe", source, icon, out)]
    compiler, *rest = [Path(str(place)) for place in places]
    words = installer.command(compiler, "1.2.3", *rest, "cmd.exe /c exit 1 $f")
    said = room.wine(*words[:-1], str(room.seen(script)))
    assert said.returncode != 0
    assert not list(out.glob("*setup.exe"))


def test_installed_upgraded_and_removed_in_silence(room: wine.Room, first: Path) -> None:
    home = room.drive / "users" / "root"
    mine = [home / "Videos" / "Producer" / "monday.mkv", home / "AppData" / "Local" / "Producer" / "progress.jsonl"]
    for path in mine:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    where = room.drive / "Program Files" / "Producer"
    menu = room.drive / "ProgramData/Microsoft/Windows/Start Menu/Programs/Producer.lnk"

    run_setup(room, first, "/ALLUSERS", "/LANG=nl")
    assert sorted(path.name for path in (where / "_internal").iterdir()) == ["kept-ü.txt", "old library.dll.txt"]
    assert (where / product.WINDOW_EXE).read_bytes() == (LAUNCHERS / "gui-64.exe").read_bytes()
    assert menu.is_file()
    assert not (room.drive / "users" / "Public" / "Desktop" / "Producer.lnk").exists(), "the desktop is asked for"
    said = registry(room)
    assert '"Producer.Video"=""' in said
    assert '"DisplayVersion"="1.2.3"' in said
    assert "CurrentVersion\\\\Run]" not in said or "Producer" not in said.partition("CurrentVersion\\\\Run]")[2][:400]

    second = compiled(room, "1.3.0", ("kept-ü.txt",))
    run_setup(room, second, "/ALLUSERS", "/TASKS=desktop")
    assert [path.name for path in (where / "_internal").iterdir()] == ["kept-ü.txt"], "no library of before"
    assert (where / "_internal" / "kept-ü.txt").read_text() == "1.3.0"
    assert (room.drive / "users" / "Public" / "Desktop" / "Producer.lnk").is_file()
    said = registry(room)
    assert '"DisplayVersion"="1.3.0"' in said
    assert '"DisplayVersion"="1.2.3"' not in said, "one program, not two"

    removed = room.wine(str(room.seen(where / "unins000.exe")), *SILENT)
    assert removed.returncode == 0
    assert not where.exists()
    assert not menu.exists()
    assert "Producer.Video" not in registry(room)
    assert [path.read_text() for path in mine] == ["mine", "mine"]
