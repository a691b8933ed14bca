"""Hearing a part of a take from a page: one thing at a time, where it is now, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from producer.errors import ProducerError
from ui.bridge import Mailbox

LOOK_MS = 40
"""How often the place is looked at: 25 times a second moves smoothly."""


class PlayerLike(Protocol):
    """What plays: :class:`producer.media.play.Player`, or a test's own."""

    def play(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None: ...
    @property
    def playing(self) -> bool: ...
    @property
    def position_s(self) -> float | None: ...
    def stop(self) -> None: ...
    def close(self) -> None: ...


MakePlayer = Callable[[Callable[[], None]], PlayerLike]


class Listening(QObject):
    """``moved`` carries the place in seconds, None when nothing is heard any more; ``failed`` a ProducerError."""

    moved = Signal(object)
    failed = Signal(object)

    def __init__(self, make_player: MakePlayer, parent: QObject) -> None:
        super().__init__(parent)
        self._make_player = make_player
        self._player: PlayerLike | None = None
        self._mailbox = Mailbox(self)
        self.what: object = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def play(self, what: object, path: Path, start_s: float, end_s: float | None = None) -> None:
        """Let a part be heard; ``what`` names it until it ends."""
        if self._player is None:
            self._player = self._make_player(lambda: self._mailbox.post(self._look))
        try:
            self._player.play(path, start_s, end_s)
        except ProducerError as error:
            self._end()
            self.failed.emit(error)
            return
        self.what = what
        self._timer.start()
        self.moved.emit(start_s)

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def stop(self) -> None:
        if self._player is not None and self.playing:
            self._player.stop()
            self._end()

    def _look(self) -> None:
        """Follow the player; also called when it says that it has come to the end."""
        if self._player is not None and self.playing:
            if self._player.playing:
                self.moved.emit(self._player.position_s)
            else:
                self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.what = None
        self.moved.emit(None)
