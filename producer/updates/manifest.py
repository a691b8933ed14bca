"""The list of what is new, as it was signed: one release, what changed in it, and its files.

    {"schema": 1, "product": "producer", "version": "0.2.0", "date": "2026-12-01", "expires": "2027-03-01",
     "notes": {"en": ["..."], "nl": ["..."]},
     "files": [{"name": "producer_0.2.0_amd64.deb", "system": "linux", "machine": "x86_64", "size": 1, "sha256": "...",
                "address": "producer_0.2.0_amd64.deb"}]}

``expires`` bounds how long someone who holds back newer lists can go unnoticed. An ``address`` may be relative to that
of the list. Fields that are not known are passed over.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from producer.updates.errors import refused
from producer.updates.signature import unclear
from producer.updates.version import release_order

PRODUCT, SCHEMA = "producer", 1
SYSTEMS = ("linux", "windows", "macos")
LANGUAGES = ("en", "nl")
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file of the release. ``machine`` is empty where it suits every one."""

    name: str
    system: str
    size: int
    sha256: str
    address: str
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One release. ``notes`` holds the sentences on what changed by language."""

    version: str
    date: datetime.date
    expires: datetime.date
    notes: dict[str, tuple[str, ...]]
    files: tuple[ReleaseFile, ...]

    def notes_in(self, language: str) -> tuple[str, ...]:
        """Return what changed, in another language where it is not told in this one."""
        return self.notes.get(language) or next(iter(self.notes.values()), ())

    def files_for(self, system: str, machine: str) -> tuple[ReleaseFile, ...]:
        """Return the files for one kind of computer."""
        return tuple(file for file in self.files if file.system == system and file.machine in ("", machine))


def read_manifest(text: str, address: str) -> Manifest:
    """Read a list whose signature was proven; ``address`` is where it came from. Raises UpdateError."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise unclear(f"not a list of schema {SCHEMA}")
        if data.get("product") != PRODUCT:
            raise refused(
                "wrong-product", "This is the list of updates of another program.", product=data.get("product")
            )
        return Manifest(
            _version(data["version"]),
            datetime.date.fromisoformat(data["date"]),
            datetime.date.fromisoformat(data["expires"]),
            {language: _lines(lines) for language, lines in data["notes"].items() if language in LANGUAGES},
            tuple(_file(entry, address) for entry in data["files"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise unclear(f"{type(error).__name__}: {error}") from error


def _version(value: Any) -> str:
    if not isinstance(value, str) or release_order(value) is None:
        raise ValueError(f"version {value!r}")
    return value


def _lines(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise ValueError("notes are not lines of text")
    return tuple(" ".join(line.split()) for line in value)


def _file(entry: dict[str, Any], address: str) -> ReleaseFile:
    name, size, sha256 = entry["name"], entry["size"], entry["sha256"]
    machine = entry.get("machine", "")
    if not isinstance(name, str) or not isinstance(machine, str) or entry["system"] not in SYSTEMS:
        raise ValueError("a file without a name, or for a system that is not known")
    if type(size) is not int or size < 0 or not SHA256.fullmatch(sha256):
        raise ValueError(f"{name} without its size and sum")
    return ReleaseFile(name, entry["system"], size, sha256, urljoin(address, entry["address"]), machine)
