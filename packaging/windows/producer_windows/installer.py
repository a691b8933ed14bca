"""Compiling the installer with Inno Setup, and packing the group-policy templates."""

from __future__ import annotations

import os
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from producer_windows import signing
from producer_windows.product import (
    CONSOLE_EXE,
    HERE,
    POLICY,
    ROOT,
    SCRIPT,
    WINDOW_EXE,
    four_numbers,
    setup_name,
)

COMPILE_S = 1800
"""Seconds: lzma2/max over 700 MB took minutes where it was tried; half an hour is a hang."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can hold: the same templates make the same bytes."""

ISCC_PLACES = (
    str(ROOT / "build" / "inno" / "ISCC.exe"),
    r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe",
    r"C:\Program Files\Inno Setup 6\ISCC.exe",
)


class InstallerError(Exception):
    """The installer could not be made."""


def find_compiler(environment: Mapping[str, str]) -> Path:
    """Return Inno Setup's compiler: ``PRODUCER_ISCC`` or where Inno Setup puts it. Raises InstallerError."""
    named = environment.get("PRODUCER_ISCC")
    for place in [named] if named else ISCC_PLACES:
        if Path(place).is_file():
            return Path(place)
    raise InstallerError("Inno Setup 6 is not here: python packaging/windows inno (or name it in PRODUCER_ISCC).")


def sign_tool(script: Path = HERE / "sign.ps1") -> str:
    """Return the command by which Inno Setup has the uninstaller and the installer signed; $q is a quote and $f the
    quoted file.
    """
    return f"powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $q{script}$q -Path $f"


def command(compiler: Path, version: str, source: Path, icon: Path, out: Path, sign_with: str = "") -> list[str]:
    """Return the compiler's words: every value that the script asks for, and the sign tool where there is one."""
    values = {
        "Version": version,
        "VersionNumbers": ".".join(map(str, four_numbers(version))),
        "SourceDir": str(source),
        "OutputDir": str(out),
        "IconFile": str(icon),
        "WindowExe": WINDOW_EXE,
        "ConsoleExe": CONSOLE_EXE,
    }
    words = [str(compiler), "/Qp", *(f"/D{name}={value}" for name, value in values.items())]
    if sign_with:
        words += ["/DSign", f"/Sproducer={sign_with}"]
    return [*words, str(SCRIPT)]


def compile_installer(version: str, source: Path, icon: Path, out: Path, *, signed: bool) -> Path:
    """Compile the installer and return its path. Raises InstallerError, also where a signed one is asked for and a
    program in it is not signed yet.
    """
    check_source(source, signed=signed)
    out.mkdir(parents=True, exist_ok=True)
    made = out / setup_name(version)
    made.unlink(missing_ok=True)
    places = (find_compiler(os.environ), version, source.resolve(), icon.resolve(), out.resolve())
    words = command(*places, sign_tool() if signed else "")
    said = _run(words)
    if said.returncode != 0 or not made.is_file():
        raise InstallerError(f"The installer was not made:\n{said.stdout[-3000:]}{said.stderr[-3000:]}")
    return made


def check_source(source: Path, *, signed: bool) -> None:
    """Refuse a frozen folder that is not whole. Raises InstallerError."""
    missing = [name for name in (WINDOW_EXE, CONSOLE_EXE) if not (source / name).is_file()]
    if missing:
        raise InstallerError(f"{source} is not the frozen program: {', '.join(missing)} is missing.")
    bare = signing.unsigned(source) if signed else []
    if bare:
        raise InstallerError(f"{len(bare)} programs are not signed yet, {bare[0].name} among them: sign them first.")


def _run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            words, capture_output=True, text=True, errors="replace", timeout=COMPILE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InstallerError(f"Inno Setup's compiler did not finish: {error}") from error


def pack_policy(version: str, out: Path) -> Path:
    """Pack the group-policy templates as administrators expect them: the ADMX, and a folder for each language."""
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"producer-{version}-windows-policy.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(POLICY.rglob("*.adm[xl]")):
            entry = zipfile.ZipInfo(path.relative_to(POLICY).as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())
    return made
