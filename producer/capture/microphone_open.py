"""From what a person calls a microphone to an open source: nothing, a number, a name, a file, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from producer.capture.microphone import USUAL_RATE_HZ, PortAudioMicrophone
from producer.capture.microphone_file import FileMicrophone
from producer.capture.sources import MicrophoneSource, as_path, is_number
from producer.errors import MicrophoneError
from producer.media.portaudio import fresh_devices, sounddevice

NONE = "none"


def open_microphone(spec: str | None) -> MicrophoneSource | None:
    """Open a microphone and wait for its first sound; None for ``none``. Empty: the system's own choice.

    Raises MicrophoneError (codes microphone-missing, -ambiguous, -busy, -forbidden, -silent, no-portaudio),
    MissingFile, NotMedia, NoSound.
    """
    name = (spec or "").strip()
    if name.lower() == NONE:
        return None
    if name and as_path(name).is_file():
        return FileMicrophone(as_path(name))
    if _looks_like_file(name):
        return FileMicrophone(as_path(name))  # raises: there is nothing at that place
    device = choose(name, fresh_devices())
    channels = min(2, int(device["max_input_channels"]))
    return PortAudioMicrophone(device["index"], device["name"], _rate(device, channels), channels).open()


def choose(name: str, devices: list[dict[str, Any]]) -> dict[str, Any]:
    """The input that is meant: by number, by whole name, else by part of a name, whatever the case."""
    if not devices:
        raise _missing("No microphone was found.", "Plug one in, name a sound file, or record with --microphone none.")
    if not name:
        return next((device for device in devices if device["is_default"]), devices[0])
    if is_number(name):
        found = [device for device in devices if device["index"] == int(name)]
    else:
        wanted = name.casefold()
        found = [device for device in devices if device["name"].casefold() == wanted] or [
            device for device in devices if wanted in device["name"].casefold()
        ]
    if not found:
        here = ", ".join(device["name"] for device in devices)
        raise _missing(f"There is no microphone {name} here.", f"Choose one of: {here}.", name)
    if len({device["name"] for device in found}) > 1:
        names = ", ".join(device["name"] for device in found)
        raise MicrophoneError(
            f"{name} could be more than one microphone.", code="microphone-ambiguous", cure=f"Choose one of: {names}.",
            name=name,
        )
    return found[0]


def _rate(device: dict[str, Any], channels: int) -> int:
    """48 kHz where the device can, else its own."""
    sd = sounddevice()
    try:
        sd.check_input_settings(device["index"], channels=channels, dtype="float32", samplerate=USUAL_RATE_HZ)
    except (sd.PortAudioError, ValueError):
        return int(device["default_samplerate"])
    return USUAL_RATE_HZ


def _looks_like_file(name: str) -> bool:
    return name.lower().startswith("file://") or "/" in name or "\\" in name or len(Path(name).suffix) in (4, 5)


def _missing(what: str, cure: str, name: str = "") -> MicrophoneError:
    return MicrophoneError(what, code="microphone-missing", cure=cure, name=name)
