"""What the room check asks of the computer itself: battery, room on the disk, and which microphone is behind a name.

Each is one small function that a test can replace; what the system does not tell is None, never a guess.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ASK_S = 2.0
"""How long the sound server may take to answer; it needs 10 ms."""

_SOUND_SERVERS = frozenset({"", "default", "sysdefault", "pulse", "pipewire", "jack"})
"""Names under which PortAudio lists a sound server, and not the device that it has chosen."""

_BLUETOOTH = re.compile(
    r"""bluez_ | bluetooth | hands[\s-]?free | \b(hfp|hsp|hfp[/]hsp|a2dp)\b        # how systems name the connection
    | airpods | beats\s(fit|flex|solo|studio|x) | powerbeats                       # Apple
    | \b(wh|wf|wi)-\w?\d{3,4} | linkbuds                                           # Sony
    | jabra\s(elite|talk|evolve2?\s(55|65|75|85)|link\s3[678]0)                    # Jabra: its others are on a wire
    | quietcomfort | \bbose\s(qc|nc|700|ultra|sport) | soundlink                   # Bose
    | galaxy\sbuds | pixel\sbuds | freebuds | soundcore | surface\s(headphones|earbuds)
    | voyager\s(free|focus|\d{4}|legend) | openrun | opencomm | momentum\s(true|\d) | accentum""",
    re.IGNORECASE | re.VERBOSE,
)
"""Own list: the words of Windows, macOS, BlueZ and PipeWire for a headset's telephone connection, and the makers' names
of headsets that only come without a wire."""


@dataclass(frozen=True, slots=True)
class Battery:
    """``percent`` 0..100; ``on_mains`` is None where the system does not say."""

    percent: float
    on_mains: bool | None


@dataclass(frozen=True, slots=True)
class SoundSource:
    """A microphone as the sound server knows it: ``name`` is its own, ``description`` a person's."""

    name: str
    description: str


def battery() -> Battery | None:
    """The battery's state; None where there is none (or the system does not know of one)."""
    import psutil

    ask = getattr(psutil, "sensors_battery", None)  # absent on systems without such a sensor
    found = ask() if ask is not None else None
    return None if found is None else Battery(float(found.percent), found.power_plugged)


def free_bytes(folder: Path) -> int | None:
    """How much room is left for files in ``folder`` (or where it will be made); None where the system does not say."""
    try:
        place = next(place for place in (folder, *folder.absolute().parents) if place.is_dir())
        return shutil.disk_usage(place).free
    except (OSError, StopIteration):
        return None


def is_bluetooth(name: str) -> bool:
    """Whether a microphone's name tells of a wireless headset."""
    return _BLUETOOTH.search(name) is not None


def is_sound_server(name: str) -> bool:
    """Whether PortAudio's name stands for whatever the sound server has chosen."""
    return name.strip().lower() in _SOUND_SERVERS


def chosen_source() -> SoundSource | None:
    """The microphone that the sound server (PulseAudio, PipeWire) has chosen; None where there is none to ask."""
    if not sys.platform.startswith("linux"):
        return None
    name = _said(["pactl", "get-default-source"]).strip()
    if not name or any(letter.isspace() for letter in name):
        return None
    return SoundSource(name, _description(name) or name)


def _description(name: str) -> str:
    try:
        sources = json.loads(_said(["pactl", "--format=json", "list", "sources"]) or "[]")
    except ValueError:
        return ""
    found = [source.get("description") for source in sources if source.get("name") == name]
    return str(found[0]) if found and found[0] else ""


def _said(command: Sequence[str]) -> str:
    """What a program prints; empty where it is not here, fails or takes too long."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=ASK_S, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
