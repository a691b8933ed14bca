"""Progress: remembered on this machine, by takes and weeks, and erased at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from producer.coach.take.history import History, Point, weeks


def at(day: int, hour: int = 12) -> float:
    return datetime(2026, 11, day, hour).timestamp()


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "far" / "progress.jsonl")


def test_nothing_was_made_yet(history: History) -> None:
    assert history.points() == ()
    history.erase()
    assert history.points() == ()


def test_points_come_back_in_the_order_of_time(history: History) -> None:
    later, sooner = Point(at(12), "b.mkv", lens_share=0.7), Point(at(11), "a.mkv", advice=("slow_down",))
    history.add(later)
    history.add(sooner)
    assert history.points() == (sooner, later)


def test_a_take_that_is_measured_again_takes_its_own_place(history: History) -> None:
    history.add(Point(at(11), "a.mkv", lens_share=0.2))
    history.add(Point(at(11), "a.mkv", lens_share=0.9))
    assert [point.lens_share for point in history.points()] == [0.9]


def test_erased_is_gone_from_the_disk_and_can_be_undone(history: History, tmp_path: Path) -> None:
    history.add(Point(at(11), "a.mkv"))
    history.erase()
    assert list((tmp_path / "far").iterdir()) == []
    assert history.points() == ()
    history.undo_erase()
    assert [point.file for point in history.points()] == ["a.mkv"]


def test_a_damaged_line_costs_only_itself(history: History, tmp_path: Path) -> None:
    history.add(Point(at(11), "a.mkv"))
    path = tmp_path / "far" / "progress.jsonl"
    path.write_text(path.read_text() + 'not json\n{"made_at": "x", "file": 1}\n{"made_at": 2}\n[]\n')
    history.add(Point(at(12), "b.mkv"))
    assert [point.file for point in history.points()] == ["a.mkv", "b.mkv"]


@pytest.mark.parametrize(
    "damage",
    [
        b"\xff\xfe\n",
        b'{"made_at": 1e20, "file": "x"}\n',
        b'{"made_at": 5}\n',
        b'{"made_at": 5, "file": "x", "advice": 7}\n',
        b"null\n",
    ],
)
def test_no_damage_keeps_progress_shut(history: History, tmp_path: Path, damage: bytes) -> None:
    history.add(Point(at(11), "a.mkv"))
    path = tmp_path / "far" / "progress.jsonl"
    path.write_bytes(damage + path.read_bytes())
    assert [point.file for point in history.points()] == ["a.mkv"]
    history.add(Point(at(12), "b.mkv"))
    assert [point.file for point in history.points()] == ["a.mkv", "b.mkv"]


def test_a_figure_that_is_none_is_left_out(history: History, tmp_path: Path) -> None:
    path = tmp_path / "far" / "progress.jsonl"
    path.parent.mkdir()
    path.write_text('{"made_at": 5, "file": "a", "lens_share": "much", "level_dbfs": NaN, "words_per_minute": true}\n')
    (point,) = history.points()
    assert (point.lens_share, point.level_dbfs, point.words_per_minute) == (None, None, None)


def test_a_line_of_a_newer_version_is_read_as_far_as_it_is_known(history: History, tmp_path: Path) -> None:
    path = tmp_path / "far" / "progress.jsonl"
    path.parent.mkdir()
    path.write_text('{"made_at": 5, "file": "a.mkv", "mood": 3}\n')
    assert history.points() == (Point(5.0, "a.mkv"),)


def test_weeks_are_medians_of_takes_only() -> None:
    points = [
        Point(at(9), "a", lens_share=0.2, words_per_minute=100.0),
        Point(at(11), "b", lens_share=0.4),
        Point(at(15, 23), "c", lens_share=0.9, words_per_minute=160.0),
        Point(at(16, 0), "d", lens_share=0.5),
        Point(at(16), "look", kind="look", lens_share=1.0),
    ]
    first, second = weeks(points)
    assert (first.monday, first.takes) == (date(2026, 11, 9), 3)
    assert first.figures["lens_share"] == 0.4
    assert first.figures["words_per_minute"] == 130.0
    assert first.figures["fillers_per_minute"] is None
    assert (second.monday, second.takes, second.figures["lens_share"]) == (date(2026, 11, 16), 1, 0.5)
