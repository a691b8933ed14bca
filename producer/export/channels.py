"""Where a clip goes, with its limits: data from ``assets/channels.toml``."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from producer.assets import asset
from producer.errors import InputError


@dataclass(frozen=True, slots=True)
class Channel:
    """One place: the picture's sides in pixels, frames and kilobits a second, seconds, megabytes, loudness in LUFS."""

    name: str
    title: str
    source: str
    seen: str
    long_px: int
    short_px: int
    max_fps: int
    min_s: float
    max_s: float
    max_mb: int
    video_kbps: int
    lufs: float
    burn: bool


def load_channels() -> dict[str, Channel]:
    """Return every known channel by name."""
    raw = tomllib.loads(asset("channels.toml").read_text("utf-8"))
    fields = {field.name for field in dataclasses.fields(Channel)} - {"name"}
    return {name: Channel(name=name, **{key: entry[key] for key in fields}) for name, entry in raw.items()}


def find_channels(names: Iterable[str]) -> list[Channel]:
    """Return the channels of those names, each once. Raises InputError that lists the known ones."""
    known = load_channels()
    wanted = list(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    wrong = [name for name in wanted if name not in known]
    if wrong or not wanted:
        raise InputError(
            f"There is no channel named {', '.join(wrong)}." if wrong else "No channel was named.",
            code="channel-unknown",
            cure=f"Known channels: {', '.join(known)}.",
            names=", ".join(wrong),
        )
    return [known[name] for name in wanted]
