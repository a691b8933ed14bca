"""Inno Setup's own compiler, brought by npm and taken only if its bytes are the known ones: the same on a Windows
runner and in the room where Linux tries the installer.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "innosetup@6.4.1"
"""Carries Inno Setup 6.4.1 (its ISCmplr.dll; whatsnew.htm says so)."""

SHA512 = "Bh/dNlyyFsFKBGoTf19n1msPnm4Njfb0CWVirw2CV1MSJXYy0ajRI+xjo/Yr9DtZFLLafhnwm1ZsxTu309F8lQ=="
FETCH_S = 300


class InnoError(Exception):
    """The compiler could not be brought."""


def bring(folder: Path) -> Path:
    """Fetch the compiler into ``folder`` and return its program. Raises InnoError."""
    npm = shutil.which("npm")
    if npm is None:
        raise InnoError("npm is not here: it brings Inno Setup's compiler.")
    with tempfile.TemporaryDirectory() as at:
        words = [npm, "pack", "--silent", "--pack-destination", at, PACKAGE]
        said = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=FETCH_S, check=False)
        packed = sorted(Path(at).glob("*.tgz"))
        if said.returncode != 0 or len(packed) != 1:
            raise InnoError(f"{PACKAGE} could not be fetched: {said.stderr[-800:]}")
        unpack(packed[0], folder)
    return folder / "ISCC.exe"


def unpack(packed: Path, folder: Path) -> None:
    """Unpack the compiler, if the package is the one that was looked at. Raises InnoError."""
    if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != SHA512:
        raise InnoError(f"{PACKAGE} is not the file that it was: nothing was taken from it.")
    with tempfile.TemporaryDirectory() as at, tarfile.open(packed) as archive:
        archive.extractall(at, filter="data")
        shutil.copytree(Path(at) / "package" / "bin", folder, dirs_exist_ok=True)
