"""What a batch will do: every file once, no two results under one name, the tree kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from producer.batch.plan import PIECE, find_items, fingerprint, whole_print
from producer.errors import Cancelled


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def bases(items_in: Path, out: Path) -> list[str]:
    return [item.base.relative_to(out).as_posix() for item in find_items([items_in], out)]


def test_a_folder_keeps_its_tree_and_leaves_out_what_is_no_film(tmp_path: Path) -> None:
    touch(tmp_path / "in", "b.MP4", "deep/er/a.wav", ".hidden/x.mp4", ".y.mp4", "notes.txt", "a.srt", "z.captioned.mp4")
    assert bases(tmp_path / "in", tmp_path / "out") == ["b", "deep/er/a"]


def test_results_inside_the_folder_are_no_inputs(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "out/b.mp4")
    assert bases(tmp_path, tmp_path / "out") == ["a"]
    assert bases(tmp_path, tmp_path) == ["a", "out/b"]
    assert bases(tmp_path / "out", tmp_path) == ["b"]


def test_names_that_collide_keep_their_suffix_or_get_a_number(tmp_path: Path) -> None:
    touch(tmp_path / "in", "a.mov", "a.mp4", "b.mp4", "other/b.mp4", "B.mkv")
    out = tmp_path / "out"
    assert bases(tmp_path / "in", out) == ["B.mkv", "a.mov", "a.mp4", "b.mp4", "other/b"]
    one, other = tmp_path / "in" / "b.mp4", tmp_path / "in" / "other" / "b.mp4"
    assert [item.base.name for item in find_items([one, other], out)] == ["b.mp4", "b.mp4-2"]


def test_a_file_named_twice_is_done_once_and_any_named_file_is_taken(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", "odd.xyz")
    items = find_items([tmp_path / "a.mp4", tmp_path, tmp_path / "odd.xyz", tmp_path / "gone.mp4"], tmp_path / "out")
    assert [item.source.name for item in items] == ["a.mp4", "odd.xyz", "gone.mp4"]
    assert items[0].output(".srt") == tmp_path / "out" / "a.srt"
    assert items[1].output(".captioned.mp4").name == "odd.captioned.mp4"


def test_a_name_with_dots_keeps_them(tmp_path: Path) -> None:
    touch(tmp_path, "v1.2 final.mp4")
    assert find_items([tmp_path], tmp_path / "o")[0].output(".srt").name == "v1.2 final.srt"


def test_content_options_and_version_make_the_mark_and_the_date_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(bytes(6 * PIECE))
    first = fingerprint(path, ("nl",), "1")
    os.utime(path, (1, 1))
    assert fingerprint(path, ("nl",), "1") == first
    assert fingerprint(path, ("en",), "1") != first
    assert fingerprint(path, ("nl",), "2") != first
    for place in (0, 3 * PIECE, 6 * PIECE - 1):
        raw = bytearray(6 * PIECE)
        raw[place] = 1
        path.write_bytes(raw)
        assert fingerprint(path, ("nl",), "1") != first


def test_a_large_file_s_whole_mark_knows_every_byte_and_may_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(bytes(3 * PIECE))
    assert whole_print(path, lambda: None) == ""  # the short mark has read it all
    raw = bytearray(9 * PIECE)
    path.write_bytes(raw)
    short, whole = fingerprint(path, (), "1"), whole_print(path, lambda: None)
    raw[2 * PIECE] = 1
    path.write_bytes(raw)
    assert fingerprint(path, (), "1") == short
    assert whole_print(path, lambda: None) not in ("", whole)
    with pytest.raises(Cancelled):
        whole_print(path, _stop)


def _stop() -> None:
    raise Cancelled
