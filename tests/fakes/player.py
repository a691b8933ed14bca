"""A player without a loudspeaker: it remembers what was asked and ends when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from producer.errors import DeviceError


@dataclass
class FakePlayer:
    """As :class:`producer.media.play.Player`; fails with ``trouble``."""

    on_end: Callable[[], None]
    trouble: DeviceError | None = None
    playing: bool = False
    position_s: float | None = None
    played: list[tuple[Path, float, float | None]] = field(default_factory=list)
    stops: int = 0

    def play(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.playing, self.position_s = True, start_s
        self.played.append((path, start_s, end_s))

    def stop(self) -> None:
        self.playing, self.position_s = False, None
        self.stops += 1

    def close(self) -> None: ...

    def end(self) -> None:
        self.playing, self.position_s = False, None
        self.on_end()
