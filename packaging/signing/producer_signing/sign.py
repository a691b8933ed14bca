"""Signs a folder of artefacts: inside each .deb, a repository for apt, beside every file, and the sums of all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from producer_signing import SigningError
from producer_signing.deb import put_signature, write_content
from producer_signing.gnupg import Keybox, keybox
from producer_signing.repository import make_repository, second_name, sha256
from producer_signing.sums import SUMS, files_below, read_sums, write_sums

KEYRING = "producer-archive-keyring"
APT = "apt"
STAGE = ".signing"
"""Where all is made, in the folder itself, so that it is put in place in a moment or not at all."""


def sign(dist: Path, key: str, passphrase: str, when: int, valid_days: int = 0) -> str:
    """Sign what is in ``dist`` and return the fingerprint of the key. Raises SigningError; then ``dist`` is as it was.

    ``when`` (seconds) is the time that is written in every signature; never before the key was made.
    """
    if not dist.is_dir():
        raise SigningError(f"There is nothing to sign: {dist} is not there.")
    stage = dist / STAGE
    shutil.rmtree(stage, ignore_errors=True)  # of a signing that was cut off by force
    artefacts = _artefacts(dist)
    _check_sums(dist)
    with keybox(key, passphrase, when) as box:
        try:
            stage.mkdir()
            _sign_all(stage, [second_name(path, stage) for path in artefacts], box, valid_days)
            _put_in_place(stage, dist)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        return box.fingerprint


def _put_in_place(stage: Path, dist: Path) -> None:
    """Give what was made its names, in the place of what an earlier signing made."""
    if (dist / APT).is_dir():
        shutil.rmtree(dist / APT)
    for path in [*dist.glob("*.asc"), dist / f"{KEYRING}.gpg"]:
        path.unlink(missing_ok=True)
    for path in stage.iterdir():
        path.replace(dist / path.name)


def _is_made_here(name: str) -> bool:
    return name.endswith(".asc") or name.startswith((f"{APT}/", f"{KEYRING}."))


def _artefacts(dist: Path) -> list[Path]:
    """Return what is to be signed: all but what an earlier signing made."""
    names = [name for name in files_below(dist) if not _is_made_here(name)]
    nested = sorted({name.split("/")[0] for name in names if "/" in name})
    if nested:
        raise SigningError(f"{nested[0]} is a folder, and only files are signed. Take it out of {dist.name} first.")
    if not [name for name in names if name != SUMS]:
        raise SigningError(f"There is nothing to sign: {dist} is empty.")
    return [dist / name for name in names if name != SUMS]


def _check_sums(dist: Path) -> None:
    """Sign nothing that changed between its making and now. (A list that an earlier signing wrote names more.)"""
    if not (dist / SUMS).exists():
        return
    for name, wanted in read_sums(dist).items():
        if not _is_made_here(name) and (not (dist / name).is_file() or sha256(dist / name) != wanted):
            raise SigningError(f"{name} is not what {SUMS} says it is, so nothing was signed. Make the package again.")


def _sign_all(dist: Path, artefacts: Iterable[Path], box: Keybox, valid_days: int) -> None:
    packages = [path for path in artefacts if path.suffix == ".deb"]
    for path in packages:
        sign_inside(path, box)
    if packages:
        make_repository(dist / APT, packages, box.when, valid_days)
        box.sign_clear(dist / APT / "Release", dist / APT / "InRelease")
        box.sign(dist / APT / "Release", dist / APT / "Release.gpg")
    box.export(dist / f"{KEYRING}.gpg", armour=False)
    box.export(dist / f"{KEYRING}.asc", armour=True)
    for path in [*artefacts, dist / f"{KEYRING}.gpg"]:
        box.sign(path, path.with_name(f"{path.name}.asc"))
    write_sums(dist)
    box.sign(dist / SUMS, dist / f"{SUMS}.asc")


def sign_inside(path: Path, box: Keybox) -> None:
    """Put a signature inside a .deb, as ``debsigs --sign=origin`` does."""
    with tempfile.TemporaryDirectory(prefix="producer-deb-") as scratch:
        content, signature = Path(scratch) / "content", Path(scratch) / "signature"
        write_content(path, content)
        box.sign(content, signature, armour=False)
        put_signature(path, signature.read_bytes(), box.when)
