"""PortAudio (through sounddevice) as it must be handled: loaded late, its list refreshed, its chatter kept quiet.

PortAudio freezes its device list when it starts (python-sounddevice #125), so the list is made anew only while no
stream is open.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any

from producer.errors import MicrophoneError

_lock = threading.Lock()
_open_streams = 0


@cache
def sounddevice() -> Any:
    """The module. Raises MicrophoneError where the system lacks the PortAudio library."""
    os.environ.setdefault("JACK_NO_START_SERVER", "1")
    _hush_alsa()
    _name_own_library()
    try:
        import sounddevice as module
    except OSError as error:
        raise MicrophoneError(
            "The sound library PortAudio is not installed.",
            code="no-portaudio",
            cure="Install it (Debian, Ubuntu: sudo apt install libportaudio2), or record with --microphone none.",
            detail=str(error),
        ) from error
    return module


def _name_own_library() -> None:
    """The installed program brings PortAudio along, but sounddevice asks the system only, by ``find_library``."""
    own = Path(getattr(sys, "_MEIPASS", "")) / "libportaudio.so.2"
    if hasattr(sys, "_MEIPASS") and own.exists():
        import ctypes.util

        ask = ctypes.util.find_library
        ctypes.util.find_library = lambda name: str(own) if name == "portaudio" else ask(name)


def stream_opened() -> None:
    """While a stream is open the list is not refreshed: that would stop it."""
    global _open_streams
    with _lock:
        _open_streams += 1


def stream_closed() -> None:
    global _open_streams
    with _lock:
        _open_streams -= 1


def fresh_devices() -> list[dict[str, Any]]:
    """Every input that is plugged in now, each with ``index`` and ``is_default``."""
    sd = _refreshed()
    chosen = _host_api(sd)
    default = sd.default.device[0] if chosen is None else sd.query_hostapis(chosen)["default_input_device"]
    return [
        {**device, "is_default": device["index"] == default}
        for device in sd.query_devices()
        if device["max_input_channels"] > 0 and chosen in (None, device["hostapi"])
    ]


def default_output() -> dict[str, Any]:
    """The loudspeaker or headphones that the system uses now. Raises MicrophoneError (no-portaudio), or
    sounddevice's PortAudioError where there is none.
    """
    sd = _refreshed()
    chosen = _host_api(sd)
    index = sd.default.device[1] if chosen is None else sd.query_hostapis(chosen)["default_output_device"]
    return dict(sd.query_devices(None if index < 0 else index, "output"))


def _refreshed() -> Any:
    """The module, its list made anew where no stream is open."""
    sd = sounddevice()
    with _lock:
        if _open_streams == 0:
            sd._terminate()
            sd._initialize()
    return sd


def _host_api(sd: Any) -> int | None:
    """Windows lists every device once for each of four sound systems: WASAPI has whole names and true stamps."""
    if sys.platform != "win32":
        return None
    names = [api["name"] for api in sd.query_hostapis()]
    return names.index("Windows WASAPI") if "Windows WASAPI" in names else None


_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
_quiet = _HANDLER(lambda file, line, function, number, text: None)


def _hush_alsa() -> None:
    """ALSA writes a page of lines on standard error where a computer has no sound card; keep it quiet."""
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_quiet)
    except (OSError, AttributeError):
        return
