"""Makes and signs the list that ``producer updates`` reads, with the engine's own code for its form.

The notes are a JSON file with a list of sentences in each language: ``{"en": ["..."], "nl": ["..."]}``.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from producer import __version__
from producer.errors import ProducerError
from producer.updates.manifest import LANGUAGES, PRODUCT, read_manifest
from producer.updates.manifest import SCHEMA as FORM
from producer.updates.signature import SCHEMA, key_hint, opened, signed_bytes
from producer_signing import SigningError
from producer_signing.repository import sha256

KEY = "PRODUCER_UPDATE_KEY"
ENDINGS = {
    "_amd64.deb": ("linux", "x86_64"),
    "-linux-x86_64.tar.xz": ("linux", "x86_64"),
    ".exe": ("windows", "x86_64"),
    ".msix": ("windows", "x86_64"),
    "-arm64.dmg": ("macos", "arm64"),
    "-x86_64.dmg": ("macos", "x86_64"),
    ".dmg": ("macos", ""),
}
"""For which computers a file is, by how its name ends; other files are not offered to people."""


def make_manifest(dist: Path, notes: Path, day: date, days: int, base: str = "") -> str:
    """Return the text of the list for what is in ``dist``. ``base`` stands before each file's name; empty: the files
    lie beside the list. Raises SigningError.
    """
    files = [_entry(path, base) for path in sorted(dist.iterdir()) if _kind(path.name)]
    if not files:
        raise SigningError(f"There is nothing to offer in {dist}.")
    data = {
        "schema": FORM,
        "product": PRODUCT,
        "version": __version__,
        "date": day.isoformat(),
        "expires": (day + timedelta(days=days)).isoformat(),
        "notes": _notes(notes),
        "files": files,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        read_manifest(text, "https://example.invalid/")
    except ProducerError as error:
        raise SigningError(f"{error} ({error.detail})") from error
    return text


def _kind(name: str) -> tuple[str, str] | None:
    return next((kind for ending, kind in ENDINGS.items() if name.endswith(ending)), None)


def _entry(path: Path, base: str) -> dict[str, Any]:
    system, machine = _kind(path.name) or ("", "")
    known = {"size": path.stat().st_size, "sha256": sha256(path), "address": f"{base}{path.name}"}
    return {"name": path.name, "system": system, "machine": machine, **known}


def _notes(file: Path) -> dict[str, list[str]]:
    try:
        notes = json.loads(file.read_text("utf-8"))
        told = {language: [str(line) for line in notes[language]] for language in LANGUAGES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SigningError(f'{file} must hold the notes as {{"en": ["..."], "nl": ["..."]}}.') from error
    if not all(told.values()):
        raise SigningError(f"{file} must say what changed in each language.")
    return told


def signed_manifest(text: str, keys: Iterable[SigningKey]) -> str:
    """Return the list as it travels, signed with each of ``keys`` (two while one takes the place of the other)."""
    entries = []
    for key in keys:
        signature = base64.b64encode(key.sign(signed_bytes(text)).signature).decode()
        entries.append({"key": key_hint(bytes(key.verify_key)), "signature": signature})
    return json.dumps({"schema": SCHEMA, "manifest": text, "signatures": entries}, ensure_ascii=False, indent=1) + "\n"


def environment_keys() -> list[SigningKey]:
    """Return the secret keys in PRODUCER_UPDATE_KEY (base64, or the path of a file that holds it; several with spaces
    between). Raises SigningError.
    """
    named = os.environ.get(KEY, "").split()
    if not named:
        raise SigningError(f"There is no key to sign with: set {KEY} to what new-update-key made, or to its path.")
    return [_secret(word) for word in named]


def _secret(word: str) -> SigningKey:
    try:
        text = Path(word).read_text("ascii") if Path(word).is_file() else word
        return SigningKey(base64.b64decode(text.strip(), validate=True))
    except (OSError, ValueError, TypeError) as error:  # nacl's errors are of these
        raise SigningError(f"{KEY} does not hold a key that new-update-key made.") from error


def new_key(target: Path) -> str:
    """Write a new secret key where only this person can read it, and return its public key for the policy."""
    key = SigningKey.generate()
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SigningError(f"{target} is there already, or cannot be written.") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64.b64encode(bytes(key)).decode() + "\n")
    return base64.b64encode(bytes(key.verify_key)).decode()


def prove(file: Path, keys: Iterable[bytes]) -> str:
    """Return what the list offers, once it is proven with one of ``keys``. Raises SigningError."""
    try:
        return read_manifest(opened(file.read_bytes(), keys), "https://example.invalid/").version
    except (OSError, ProducerError) as error:
        raise SigningError(str(error)) from error
