"""Writing: the old file stands whole until the new one takes its place in one step, and nothing half-written is ever
seen.
"""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from producer.errors import DiskError, InputError
from producer.files import disk_errors, read_text, write_json, write_text, written_beside


def test_who_reads_the_old_file_keeps_it_and_the_name_is_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "old")
    with target.open() as reader:
        write_text(target, "new and longer")
        assert reader.read() == "old"  # its file was not written into
    assert target.read_text() == "new and longer"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks the system which file a handle is")
def test_what_is_written_is_on_the_disk_before_it_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name[:6]}")
        real_sync(handle)

    def replace(part: Path, target: Path) -> Path:
        done.append("rename")
        return real_replace(part, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_text(tmp_path / "a.txt", "text")
    assert done[:2] == ["sync .part-", "rename"]
    assert len(done) == 3  # and the folder, so that the name survives too


def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_json(target, {"kept": True})
    with pytest.raises(RuntimeError), written_beside(target) as part:
        part.write_text("half")
        raise RuntimeError
    assert json.loads(target.read_text()) == {"kept": True}
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EROFS, "not-writable"), (errno.EACCES, "not-writable")]
)
def test_what_the_disk_says_becomes_a_sentence(number: int, code: str) -> None:
    with pytest.raises(DiskError) as caught, disk_errors(Path("x/report.json")):
        raise OSError(number, "no")
    assert caught.value.code == code
    assert "report.json" in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Déjà".encode(), "Déjà"),
        (b"\xef\xbb\xbf" + "Déjà".encode(), "Déjà"),
        ("Déjà".encode("utf-16"), "Déjà"),
        ("Déjà".encode("cp1252"), "Déjà"),
    ],
)
def test_text_of_any_maker_is_read(tmp_path: Path, raw: bytes, text: str) -> None:
    (tmp_path / "s.txt").write_bytes(raw)
    assert read_text(tmp_path / "s.txt") == text


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_bytes(b"\x00\x01binary")
    with pytest.raises(InputError, match=r"s\.txt is not a text file"):
        read_text(tmp_path / "s.txt")
