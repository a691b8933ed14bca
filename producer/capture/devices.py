"""Which cameras and microphones are here."""

from __future__ import annotations

import sys

from producer.capture.camera_open import linux_cameras, open_device
from producer.capture.sources import Device
from producer.media.opencv import calm_opencv
from producer.media.portaudio import fresh_devices

TRIED = 5
"""Where the system has no list that OpenCV's numbers follow, this many numbers are tried."""


def list_cameras() -> list[Device]:
    """The cameras by number. On Windows and macOS each is opened for a moment, since OpenCV knows no names."""
    if sys.platform.startswith("linux"):
        found = linux_cameras()
    else:
        found = [(number, f"Camera {number}") for number in range(TRIED) if _opens(number)]
    return [Device(str(number), name, place == 0) for place, (number, name) in enumerate(found)]


def _opens(number: int) -> bool:
    calm_opencv()
    capture = open_device(number, 640, 480, 30)
    try:
        return capture.isOpened()
    finally:
        capture.release()


def list_microphones() -> list[Device]:
    """The microphones by name; by number where two have the same name. Raises MicrophoneError without PortAudio."""
    devices = fresh_devices()
    names = [device["name"] for device in devices]
    return [
        Device(device["name"] if names.count(device["name"]) == 1 else str(device["index"]), device["name"],
               device["is_default"])
        for device in devices
    ]
