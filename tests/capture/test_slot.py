"""The slot: the newest wins, and whoever waits is told."""

from __future__ import annotations

from producer.capture.slot import Slot


def test_the_newest_wins_and_taking_empties() -> None:
    slot: Slot[int] = Slot()
    assert slot.take() is None
    slot.put(1)
    slot.put(2)
    assert slot.take() == 2
    assert slot.take() is None


def test_every_put_is_told() -> None:
    slot: Slot[int] = Slot()
    told: list[int | None] = []
    slot.on_put = lambda: told.append(slot.take())
    slot.put(3)
    slot.put(4)
    assert told == [3, 4]
    slot.on_put = None
    slot.put(5)
    assert told == [3, 4] and slot.take() == 5
