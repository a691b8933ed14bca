"""Where things come from and go to, the version and the one date; imports nothing of the product."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
OLDEST = 315_532_800
"""1980-01-01, the first day that a zip file can hold: the date where nothing tells a better one."""


def build_folder() -> Path:
    """What may be thrown away (``PRODUCER_BUILD`` names another, for building twice side by side)."""
    return Path(os.environ.get("PRODUCER_BUILD") or ROOT / "build")


def dist_folder() -> Path:
    """What is given to people (``PRODUCER_DIST`` names another)."""
    return Path(os.environ.get("PRODUCER_DIST") or ROOT / "dist")


def version() -> str:
    """The version as ``producer/__init__.py`` has it, which is the one place."""
    text = (ROOT / "producer" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    assert found is not None, "producer/__init__.py names no version"
    return found[1]


def source_date() -> int:
    """The one date of everything that is built: ``SOURCE_DATE_EPOCH``, else the last commit's, else a fixed day."""
    if chosen := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(chosen)
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False
    )
    said = asked.stdout.strip()
    return int(said) if said.isdigit() else OLDEST


def face_model() -> Path | None:
    """YuNet's file: ``FACE_MODEL``, else from ``PRODUCER_MODELS``; None where nobody gives one."""
    if chosen := os.environ.get("FACE_MODEL"):
        return Path(chosen)
    models = os.environ.get("PRODUCER_MODELS")
    found = sorted(Path(models).rglob("face_detection_yunet_2023mar.onnx")) if models else []
    return found[0] if found else None


def speech_model() -> Path | None:
    """The folder of the speech model for the complete flavour: ``SPEECH_MODEL``; never guessed, for it is large and is
    given away with the program.
    """
    chosen = os.environ.get("SPEECH_MODEL")
    return Path(chosen) if chosen else None
