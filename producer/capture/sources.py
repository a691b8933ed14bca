"""What a camera and a microphone are to the session, and how a source is named on the command line.

A source owns one reading thread. It hands each picture or block of sound to a listener on that thread, and its end to
``on_end``: None where a file was played to its end, else the error. ``age_s`` lets a watchdog see a device that
neither gives nor fails. ``close`` returns within seconds, whatever the device does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from producer.errors import ProducerError
from producer.values import AudioBlock, Frame

OnFrame = Callable[[Frame], None]
OnBlock = Callable[[AudioBlock], None]
OnEnd = Callable[[ProducerError | None], None]

LOST_S = 2.0
"""A live source that gives nothing new for this long is lost (own; a camera in the dark still gives 5 pictures a
second, and PortAudio calls back at least ten times a second)."""

CLOSE_S = 3.0
"""How long closing waits for a reading thread; one that hangs in a driver is left behind (it is a daemon). Longer than
a network camera may take to give up, since a thread that comes back while the program ends would abort it."""

NUMBER_DIGITS = 4
"""The longest number that a device has."""


@dataclass(frozen=True, slots=True)
class Device:
    """A camera or microphone of this machine; ``id`` is what ``--camera`` or ``--microphone`` takes."""

    id: str
    name: str
    is_default: bool


class Source(Protocol):
    """What cameras and microphones have in common."""

    name: str
    file: Path | None

    @property
    def age_s(self) -> float:
        """Seconds since the last new picture or sound arrived."""

    def play(self, zero_s: float | None) -> None:
        """A file: play from its start, once, its time 0 being ``zero_s``; None: go round and round. Live: nothing."""

    def close(self) -> None: ...


class CameraSource(Source, Protocol):
    """Pictures of at most the size that was asked for; both sides even."""

    width: int
    height: int
    fps: float

    def start(self, on_frame: OnFrame, on_end: OnEnd) -> None: ...


class MicrophoneSource(Source, Protocol):
    """Sound at one rate with one or two channels."""

    rate_hz: int
    channels: int

    def start(self, on_block: OnBlock, on_end: OnEnd) -> None: ...


def is_number(spec: str) -> bool:
    """Whether ``spec`` is a device's number; one that no system gives (and no library takes) is a name."""
    return spec.isascii() and spec.isdigit() and len(spec) <= NUMBER_DIGITS


def is_address(spec: str) -> bool:
    """Whether ``spec`` names something on a network."""
    scheme, found, _ = spec.partition("://")
    return bool(found) and scheme.isalnum() and scheme.lower() != "file"


def without_password(address: str) -> str:
    """The address as it may be shown: without the name and password that may stand before the machine."""
    scheme, found, rest = address.partition("://")
    place, slash, path = rest.partition("/")
    return f"{scheme}{found}{place.rpartition('@')[2]}{slash}{path}"


def as_path(spec: str) -> Path:
    """The file that ``spec`` names, also as ``file://``."""
    return Path(unquote(urlsplit(spec).path)) if spec.lower().startswith("file://") else Path(spec).expanduser()


def fit_inside(width: int, height: int, box_width: int, box_height: int) -> tuple[int, int]:
    """The largest even size of the same shape within the box (turned upright for an upright picture); never larger."""
    if (width < height) != (box_width < box_height):
        box_width, box_height = box_height, box_width
    share = min(1.0, box_width / width, box_height / height)
    return max(2, round(width * share) // 2 * 2), max(2, round(height * share) // 2 * 2)
