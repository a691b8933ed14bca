"""A place for one value, where the newest wins: how pictures reach whoever is too slow for all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """``put`` never blocks; ``take`` empties. ``on_put`` is called on the giver's thread and must return at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value: T | None = None
        self.on_put: Callable[[], None] | None = None

    def put(self, value: T) -> None:
        """Leave ``value``; what was not taken before is forgotten."""
        with self._lock:
            self._value = value
        told = self.on_put
        if told is not None:
            told()

    def take(self) -> T | None:
        """Return the newest value and leave the slot empty; None where nothing new has come."""
        with self._lock:
            value, self._value = self._value, None
        return value
