"""The newest list that was ever believed here: an older one that comes later is somebody playing an old one again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from producer.files import write_json
from producer.settings import data_folder
from producer.updates.manifest import Manifest
from producer.updates.version import Order, release_order

Mark = tuple[Order, date]


def seen_path() -> Path:
    return data_folder() / "updates.json"


def mark_of(manifest: Manifest) -> Mark:
    """Return what lists are compared by: the version, and of two lists of one version the day."""
    found = release_order(manifest.version)
    assert found is not None  # a manifest has no other
    return found, manifest.date


def newest_seen() -> Mark | None:
    """Return the mark of the newest list; None where none was seen, or where nobody can read it any more."""
    try:
        data = json.loads(seen_path().read_text("utf-8"))
        found = release_order(data["version"])
        return (found, date.fromisoformat(data["date"])) if found else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(manifest: Manifest) -> None:
    """Keep the mark of a list that was believed. Raises DiskError."""
    write_json(seen_path(), {"version": manifest.version, "date": manifest.date.isoformat()})
