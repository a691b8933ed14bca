"""What the room check asks of the computer. Each question is a function of its own, which a test replaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from producer import machine
from producer.coach.room.limits import RECORDED_BYTES_PER_S
from producer.coach.room.verdicts import Facts, Microphone
from producer.errors import ProducerError
from producer.machine import Battery, SoundSource
from producer.media.portaudio import fresh_devices

NONE = "none"


def input_name(spec: str) -> str:
    """Return the name of the microphone that ``spec`` (a name, a number, or empty for the system's own) means."""
    if spec and not spec.isdecimal():
        return spec
    try:
        devices = fresh_devices()
    except ProducerError:
        return ""
    wanted = [one for one in devices if (str(one["index"]) == spec if spec else one["is_default"])]
    return str(wanted[0]["name"]) if wanted else ""


@dataclass(frozen=True, slots=True)
class Questions:
    """``stays_awake`` says whether sleep can be held off (None: not known); it may take seconds, as may
    ``chosen_source``.
    """

    input_name: Callable[[str], str] = input_name
    chosen_source: Callable[[], SoundSource | None] = machine.chosen_source
    free_bytes: Callable[[Path], int | None] = machine.free_bytes
    battery: Callable[[], Battery | None] = machine.battery
    stays_awake: Callable[[], bool | None] = lambda: None


def find_microphone(spec: str, ask: Questions) -> Microphone | None:
    """Return the microphone that is used; None where none is. A file has no wire, but a name."""
    if spec == NONE:
        return None
    if Path(spec).suffix and Path(spec).exists():
        return Microphone(Path(spec).name)
    name = ask.input_name(spec)
    if machine.is_sound_server(name):
        source = ask.chosen_source()
        if source is None:
            return Microphone("")
        return Microphone(source.description, machine.is_bluetooth(f"{source.name} {source.description}"))
    return Microphone(name, machine.is_bluetooth(name))


def find_facts(microphone: str, folder: Path, ask: Questions) -> Facts:
    """Ask everything but whether sleep can be held off, which may take longest."""
    battery, known = _battery(ask)
    free = ask.free_bytes(folder)
    return Facts(
        microphone=find_microphone(microphone, ask),
        free_minutes=None if free is None else free / RECORDED_BYTES_PER_S / 60,
        battery=battery,
        battery_known=known,
    )


def _battery(ask: Questions) -> tuple[Battery | None, bool]:
    """Drivers are known to report what cannot be read."""
    try:
        return ask.battery(), True
    except (OSError, ValueError, RuntimeError):
        return None, False
