"""Takes that were cut off: found once nobody records them, finished under their own name, nothing lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from fakes.takes import click_times, flash_times, make_flash_file, names, picture_times

from producer.capture import find_unfinished, recover
from producer.capture.journal import Journal, claimed, journal_path, read_journal, take_path
from producer.errors import DiskError, NotMedia
from producer.media.probe import probe


def cut_off(tmp_path: Path, name: str = "take.mkv", *, keep: float = 1.0) -> Path:
    """A take as a killed recorder leaves it: clusters without length or index, the last one torn."""
    whole = make_flash_file(tmp_path / "whole.mkv", seconds=4, options="-live 1 -cluster_time_limit 250 -f matroska")
    take = tmp_path / name
    data = whole.read_bytes()
    take.write_bytes(data[: round(len(data) * keep) - 7])
    whole.unlink()
    journal = Journal(take, {"started_at": "2026-11-24T10:00:00+00:00"})
    journal.note({"frames": 80, "dropped_frames": 2, "audio_gaps": 1})
    journal.close(done=False)
    with journal_path(take).open("a", encoding="utf-8") as file:
        file.write('{"frames": 9')  # the kill came in the middle of a line
    return take


def test_a_cut_off_take_is_found_and_becomes_whole(tmp_path: Path) -> None:
    take = cut_off(tmp_path)
    shown = len(picture_times(take))
    assert flash_times(take) == pytest.approx([1.0, 3.0], abs=0.002)
    found = find_unfinished(tmp_path)
    assert [(u.path, u.started_at, u.dropped_frames) for u in found] == [(take, "2026-11-24T10:00:00+00:00", 2)]
    result = recover(found[0])
    assert result.take == take and result.recovered
    assert (result.frames, result.dropped_frames, result.audio_gaps) == (shown, 2, 1)
    assert result.duration_s == pytest.approx(4, abs=0.5) == probe(take).duration_s
    assert result.audio_s == pytest.approx(result.duration_s, abs=0.3)
    assert len(picture_times(take)) == shown
    assert flash_times(take) == pytest.approx([1.0, 3.0], abs=0.002) == click_times(take)
    assert find_unfinished(tmp_path) == []
    assert names(tmp_path) == ["take.mkv"]


@pytest.mark.skipif(sys.platform == "win32", reason="no colons in names there")
def test_a_name_with_a_colon_is_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = cut_off(tmp_path, "http:take.mkv")
    monkeypatch.chdir(tmp_path)
    [found] = find_unfinished(Path())
    assert recover(found).recovered
    assert flash_times(take) == pytest.approx([1.0, 3.0], abs=0.002)


def test_a_take_that_is_being_recorded_is_left_alone(tmp_path: Path) -> None:
    take = tmp_path / "take.mkv"
    take.write_bytes(b"x")
    journal = Journal(take, {})
    assert find_unfinished(tmp_path) == []
    journal.close(done=False)
    assert [u.path for u in find_unfinished(tmp_path)] == [take]


def test_a_take_that_somebody_else_recovers_is_not_touched(tmp_path: Path) -> None:
    take = cut_off(tmp_path)
    found, data = find_unfinished(tmp_path), take.read_bytes()
    with claimed(journal_path(take)) as free:
        assert free
        with pytest.raises(DiskError) as caught:
            recover(found[0])
    assert caught.value.code == "take-busy"
    assert take.read_bytes() == data


def test_a_take_without_a_picture_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    take = tmp_path / "take.mkv"
    take.write_bytes(b"\x1aE\xdf\xa3")
    Journal(take, {}).close(done=False)
    with pytest.raises(NotMedia) as caught:
        recover(find_unfinished(tmp_path)[0])
    assert caught.value.code == "nothing-recorded"
    assert names(tmp_path) == []


def test_a_large_file_without_a_picture_is_kept(tmp_path: Path) -> None:
    take = tmp_path / "take.mkv"
    take.write_bytes(b"?" * 100_000)
    Journal(take, {}).close(done=False)
    with pytest.raises(NotMedia):
        recover(find_unfinished(tmp_path)[0])
    assert take.stat().st_size == 100_000


def test_a_journal_without_its_take_goes(tmp_path: Path) -> None:
    take = tmp_path / "gone.mkv"
    Journal(take, {}).close(done=False)
    assert find_unfinished(tmp_path) == []
    assert names(tmp_path) == []


def test_a_take_has_one_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "t.mkv", {"fps": 30})
    with pytest.raises(FileExistsError):
        Journal(tmp_path / "t.mkv", {})
    journal.note({"frames": 5})
    journal.note({"frames": 6})
    known = read_journal(journal_path(tmp_path / "t.mkv"))
    assert (known["schema"], known["fps"], known["frames"]) == (1, 30, 6)
    journal.close(done=True)
    assert names(tmp_path) == []
    assert take_path(journal_path(Path("a/b.mkv"))) == Path("a/b.mkv")


def test_without_room_the_take_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = cut_off(tmp_path)
    data = take.read_bytes()

    def full(source: Path, target: Path) -> tuple[int, float]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("producer.capture.recovery.copy_packets", full)
    with pytest.raises(DiskError) as caught:
        recover(find_unfinished(tmp_path)[0])
    assert caught.value.code == "disk-full"
    assert take.read_bytes() == data
    assert [u.path for u in find_unfinished(tmp_path)] == [take]
