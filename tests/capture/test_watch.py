"""What is told about a take while it runs, and how often."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from producer.capture.events import SessionEvent
from producer.capture.recorder import Counts
from producer.capture.watch import TakeWatch, is_lost


@dataclass
class FakeRecorder:
    speed: str = "veryfast"
    error: Exception | None = None
    counts: Counts = field(default_factory=Counts)
    cut_s: float | None = None

    def cut_at(self, until_s: float) -> None:
        self.cut_s = until_s


class FakeTake:
    def __init__(self, folder: Path) -> None:
        self.path, self.recorder, self.notes = folder / "t.mkv", FakeRecorder(), 0

    def note(self) -> None:
        self.notes += 1


@pytest.fixture
def watched(tmp_path: Path) -> tuple[TakeWatch, FakeTake, list[SessionEvent]]:
    told: list[SessionEvent] = []
    take: Any = FakeTake(tmp_path)
    return TakeWatch(take, told.append), take, told


def test_lost_pictures_are_told_with_their_number_at_most_every_five_seconds(
    watched: tuple[TakeWatch, FakeTake, list[SessionEvent]],
) -> None:
    watch, take, told = watched
    for tenth in range(120):
        take.recorder.counts = Counts(dropped_frames=max(0, tenth - 10))
        watch.look(tenth / 10)
    assert [(event.kind, event.values["count"]) for event in told] == [
        ("dropped", 1), ("dropped", 51), ("dropped", 101)
    ]
    assert "101" in told[-1].text


def test_a_lighter_encoder_is_told_once(watched: tuple[TakeWatch, FakeTake, list[SessionEvent]]) -> None:
    watch, take, told = watched
    watch.look(0)
    take.recorder.speed = "superfast"
    watch.look(1)
    take.recorder.speed = "ultrafast"
    watch.look(2)
    assert [event.kind for event in told] == ["slower"]


def test_the_journal_is_written_once_a_second(watched: tuple[TakeWatch, FakeTake, list[SessionEvent]]) -> None:
    watch, take, _ = watched
    for tenth in range(31):
        watch.look(tenth / 10)
    assert take.notes == 4


def test_a_full_disk_ends_the_take_there(
    watched: tuple[TakeWatch, FakeTake, list[SessionEvent]], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, take, told = watched
    monkeypatch.setattr("producer.capture.watch.free_bytes", lambda folder: 10)
    watch.look(7.5)
    watch.look(9)
    assert [event.kind for event in told] == ["disk-full"]
    assert take.recorder.cut_s is not None


@pytest.mark.parametrize(("age_s", "lost"), [(0.1, False), (1.9, False), (2.1, True)])
def test_a_source_is_lost_after_two_seconds_without_news(age_s: float, lost: bool) -> None:
    source: Any = SimpleNamespace(age_s=age_s)
    assert is_lost(source) is lost
    assert not is_lost(None)
