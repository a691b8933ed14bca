"""A person's settings: typed, validated, with every default in this one place. The organisation's policy file
joins here later.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from producer.files import write_json

APP = "Producer"


def data_folder() -> Path:
    """Where models and the person's own data are (``PRODUCER_DATA`` for tests and portable use)."""
    return Path(os.environ.get("PRODUCER_DATA") or platformdirs.user_data_dir(APP, appauthor=False))


def takes_folder() -> Path:
    """Where takes go when no place is named: a folder the person can find."""
    chosen = os.environ.get("PRODUCER_DATA")
    return Path(chosen) / "takes" if chosen else Path(platformdirs.user_videos_dir()) / APP


NUDGES = ("all", "important", "off")
"""How much advice is shown while one speaks."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the app remembers. ``camera`` and ``microphone`` are as on the command line; empty means the
    system's first. ``nudges`` is ``"all"``, ``"important"`` or ``"off"``; they can tick softly and be spoken by a
    screen reader. ``look`` is ``"light"``, ``"dark"``, or empty for the system's own.
    """

    language: str = ""
    look: str = ""
    camera: str = ""
    microphone: str = ""
    width: int = 1280
    height: int = 720
    fps: int = 30
    countdown_s: int = 3
    nudges: str = "all"
    nudge_tick: bool = False
    nudge_spoken: bool = True
    takes: str = ""

    @property
    def takes_path(self) -> Path:
        return Path(self.takes) if self.takes else takes_folder()


def settings_path() -> Path:
    """The settings file (``PRODUCER_CONFIG`` names its folder for tests)."""
    folder = os.environ.get("PRODUCER_CONFIG") or platformdirs.user_config_dir(APP, appauthor=False)
    return Path(folder) / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; values of the wrong kind fall back to their default, a damaged file is moved aside
    and never overwritten. One that may not be read is left where it is.
    """
    path = path or settings_path()
    try:
        raw: Any = json.loads(path.read_text("utf-8"))
    except OSError:
        return Settings()
    except ValueError:
        with contextlib.suppress(OSError):  # in a folder that may only be read it stays
            path.replace(path.with_suffix(".damaged.json"))
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    if raw.get("nudges") not in NUDGES:  # once it was on or off
        raw["nudges"] = "off" if raw.get("nudges") is False else "all"
    known = {
        field.name: raw[field.name]
        for field in dataclasses.fields(Settings)
        if field.name in raw and type(raw[field.name]) is type(field.default)
    }
    return Settings(**known)


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Save atomically. Raises DiskError."""
    write_json(path or settings_path(), dataclasses.asdict(settings))
