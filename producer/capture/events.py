"""What a session tells while it runs, in a person's words. The window translates by ``kind``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """``kind``: camera-lost, microphone-lost, dropped, slower, disk-low, disk-full or ended."""

    kind: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


def camera_lost(name: str) -> SessionEvent:
    text = "The camera stopped giving a picture. What was recorded is kept. Plug it in again, or choose another."
    return SessionEvent("camera-lost", text, {"name": name})


def microphone_lost(name: str) -> SessionEvent:
    text = "The microphone stopped giving sound. What was recorded is kept. Plug it in again, or choose another."
    return SessionEvent("microphone-lost", text, {"name": name})


def dropped(count: int) -> SessionEvent:
    missing = "1 picture is" if count == 1 else f"{count} pictures are"
    text = f"This computer cannot keep up: {missing} missing so far. Close other programs."
    return SessionEvent("dropped", text, {"count": count})


def slower() -> SessionEvent:
    return SessionEvent("slower", "This computer is busy, so the recording goes on in a lighter way.")


def disk_low(free_mb: int) -> SessionEvent:
    return SessionEvent("disk-low", f"The disk is almost full ({free_mb} MB left). Finish soon.", {"free_mb": free_mb})


def disk_full() -> SessionEvent:
    return SessionEvent("disk-full", "The disk is full. What was recorded is kept. Free some space and go on.")


def not_written() -> SessionEvent:
    text = "The recording could not be written any further. What was recorded is kept. Try another disk or folder."
    return SessionEvent("disk-full", text)


def ended() -> SessionEvent:
    return SessionEvent("ended", "The end is reached.")
