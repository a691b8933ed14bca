"""What this machine has and what it lacks for making a clip, each lack with its cure. Looks only: writes nothing that
stays, fetches nothing. Listing devices can take some seconds, so a face calls this off its own thread.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from producer.assets import is_packaged
from producer.errors import ProducerError
from producer.media.ffmpeg import ffmpeg_path
from producer.models import find_face_model, find_speech_model
from producer.settings import data_folder, load_settings, settings_path

PYTHONS = ((3, 11), (3, 13))
AGAIN = "Install Producer again" + ("" if is_packaged() else " (make setup)")
LIBRARIES_CURE = "Install them with your system's package manager" if is_packaged() else "make setup"
FREE_GB = 2.0
"""About an hour of recording at 720p with its clips (own estimate: 30 MB a minute)."""
QT_LIBRARIES = ("libEGL.so.1", "libGL.so.1", "libxkbcommon-x11.so.0", "libxcb-cursor.so.0", "libxcb-icccm.so.4")
"""What Qt loads at run time on an X display and a bare Debian lacks (facts G)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``essential``: without it nothing can be made. ``cure`` is empty where all is well."""

    name: str
    ok: bool
    found: str
    cure: str = ""
    essential: bool = False


def look() -> Iterator[Check]:
    """Yield each check as it is done, in the order of the way a clip goes."""
    yield from (check() for check in CHECKS)


def python_version() -> Check:
    here = sys.version_info[:2]
    cure = "" if PYTHONS[0] <= here <= PYTHONS[1] else "Install Python 3.11, 3.12 or 3.13, then: make setup"
    return Check("Python", not cure, platform.python_version(), cure, essential=True)


def video_engine() -> Check:
    """ffmpeg must be there, draw captions (libass) and write H.264."""
    name, again = "Video engine", f"{AGAIN}, or name another ffmpeg: PRODUCER_FFMPEG=FILE"
    try:
        path = ffmpeg_path()
        offered = _said([path, "-hide_banner", "-filters"]) + _said([path, "-hide_banner", "-encoders"])
        version = _said([path, "-version"]).split(" ")[2:3]
    except (ProducerError, OSError, subprocess.SubprocessError) as error:
        return Check(name, False, f"does not start: {error}", again, essential=True)
    lacks = [what for word, what in ((" subtitles ", "captions (libass)"), ("libx264", "H.264")) if word not in offered]
    if lacks:
        return Check(name, False, f"{path} cannot make {' or '.join(lacks)}", again, essential=True)
    return Check(name, True, f"ffmpeg {''.join(version)} with captions and H.264", essential=True)


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20).stdout


def camera() -> Check:
    from producer.capture import list_cameras

    cure = "Plug one in, allow the terminal to use it, or name a network camera or a video: --camera URL|FILE"
    try:
        names = [device.name for device in list_cameras()]
    except ProducerError as error:
        return Check("Camera", False, error.what, error.cure or cure)
    return Check("Camera", bool(names), _listed(names, "no camera"), "" if names else cure)


def microphone() -> Check:
    from producer.capture import list_microphones

    cure = "Plug one in, allow the terminal to use it, or name a sound file: --microphone FILE"
    try:
        names = [device.name for device in list_microphones()]
    except ProducerError as error:
        return Check("Microphone", False, error.what, error.cure or cure)
    return Check("Microphone", bool(names), _listed(names, "no microphone"), "" if names else cure)


def _listed(names: list[str], none: str) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more if names else none


def speech_model() -> Check:
    cure = "producer models fetch small (486 MB, once), or: producer models import FOLDER"
    try:
        return Check("Speech model", True, str(find_speech_model(None)))
    except ProducerError:
        return Check("Speech model", False, "none: captions can be made from a script only", cure)


def voice_detector() -> Check:
    package = importlib.util.find_spec("faster_whisper")
    folder = Path(package.origin).parent / "assets" if package and package.origin else None
    if folder is not None and any(folder.glob("silero_vad*.onnx")):
        return Check("Voice detector", True, "here")
    return Check("Voice detector", False, "its file is missing", AGAIN, essential=True)


def face_model() -> Check:
    found = find_face_model()
    if found is not None:
        return Check("Face model", True, str(found))
    lacks = "the simple one that comes with OpenCV: where you look is not measured"
    return Check("Face model", False, lacks, "producer models fetch yunet (1 MB, once)")


def disk() -> Check:
    place = _existing(load_settings().takes_path)
    try:
        free_gb = shutil.disk_usage(place).free / 1e9
    except OSError:
        return Check("Disk", False, f"{place} may not be looked at", "Record elsewhere: --out FILE")
    cure = "" if free_gb >= FREE_GB else f"Free some space, or record elsewhere: --out FILE (at least {FREE_GB:.0f} GB)"
    return Check("Disk", not cure, f"{free_gb:.1f} GB free for takes", cure)


def screen() -> Check:
    """Whether the window could open here; the command line needs none of it."""
    if importlib.util.find_spec("PySide6") is None:
        return Check("Screen", False, "the window's library is missing", AGAIN)
    if sys.platform.startswith("linux"):
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return Check("Screen", False, "no screen here", "The command line does it all: producer demo")
        lacking = [library for library in QT_LIBRARIES if not _loads(library)]
        if lacking:
            return Check("Screen", False, f"system libraries are missing: {', '.join(lacking)}", LIBRARIES_CURE)
    return Check("Screen", True, "the window can open")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def write_access() -> Check:
    """Whether takes, models and settings can be kept where they go."""
    places = (load_settings().takes_path, data_folder(), settings_path().parent)
    closed = [str(place) for place in places if not _writable(_existing(place))]
    if closed:
        cure = "Ask for the right to write there, or name another place: PRODUCER_DATA=FOLDER PRODUCER_CONFIG=FOLDER"
        return Check("Write access", False, f"cannot write to {', '.join(closed)}", cure, essential=True)
    return Check("Write access", True, f"takes go to {places[0]}", essential=True)


def _existing(place: Path) -> Path:
    """The nearest folder above that is there already, or may not be looked at."""
    return next(folder for folder in (place, *place.absolute().parents) if _is_there(folder))


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # of somebody else
        return True


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


CHECKS: tuple[Callable[[], Check], ...] = (
    python_version,
    video_engine,
    camera,
    microphone,
    speech_model,
    voice_detector,
    face_model,
    disk,
    screen,
    write_access,
)
