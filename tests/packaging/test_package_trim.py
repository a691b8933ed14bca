"""What happens to a frozen folder before it is given away, and what its native files need."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from bundle import elf, trim

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("objdump") is None, reason="needs a Linux with binutils"
)


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    for name in ("av.libs", "opencv_python_headless.libs"):
        (tmp_path / name).mkdir()
    return tmp_path


def library(inside: Path, name: str) -> Path:
    shutil.copy("/bin/true", inside / name)
    return inside / name


def test_the_same_ffmpeg_lies_there_once(inside: Path) -> None:
    ours = library(inside, "av.libs/libavutil-5809ad29.so.60.26.102")
    theirs = library(inside, "opencv_python_headless.libs/libavutil-431feb49.so.60.26.102")
    trim.share_ffmpeg(inside)
    assert theirs.is_symlink() and theirs.resolve() == ours.resolve()


def test_another_ffmpeg_is_left_alone(inside: Path) -> None:
    library(inside, "av.libs/libavutil-5809ad29.so.60.26.102")
    library(inside, "av.libs/libavcodec-5809ad29.so.62.28.102")
    theirs = [
        library(inside, "opencv_python_headless.libs/libavutil-431feb49.so.60.26.101"),
        library(inside, "opencv_python_headless.libs/libavcodec-431feb49.so.62.28.102"),
    ]
    trim.share_ffmpeg(inside)
    assert [path.is_symlink() for path in theirs] == [False, False]


def test_libraries_that_nobody_needs_go_and_their_links_too(inside: Path) -> None:
    gone = library(inside, "av.libs/libnobody.so.1")
    needed = library(inside, "av.libs/libc.so.6")  # /bin/true needs one of that name
    (inside / "libnobody.so.1").symlink_to("av.libs/libnobody.so.1")
    library(inside, "program")
    trim.drop_orphans(inside)
    trim.drop_dangling(inside)
    assert not gone.exists() and needed.exists()
    assert not (inside / "libnobody.so.1").is_symlink()


def test_one_program_under_two_names(tmp_path: Path) -> None:
    for name in ("producer", "producer-window"):
        (tmp_path / name).write_bytes(b"the same")
    trim.one_program(tmp_path)
    assert (tmp_path / "producer-window").readlink() == Path("producer")


def test_dates_and_rights(tmp_path: Path) -> None:
    (tmp_path / "binaries").mkdir()
    for name in ("producer", "data.toml", "binaries/ffmpeg"):
        (tmp_path / name).write_text("")
        (tmp_path / name).chmod(0o600)
    trim.set_dates(tmp_path, 1_700_000_000)
    rights = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert rights == {"binaries": 0o755, "producer": 0o755, "data.toml": 0o644, "ffmpeg": 0o755}
    assert {path.stat().st_mtime for path in tmp_path.rglob("*")} == {1_700_000_000}


def test_what_a_native_file_needs(tmp_path: Path) -> None:
    needs = elf.needs(library(tmp_path, "true"))
    assert "libc.so.6" in needs.libraries
    assert any(name == "libc.so.6" and version.startswith("GLIBC_2.") for name, version in needs.versions)
    assert elf.from_outside(tmp_path) == {"libc.so.6": ["true"]}
    assert elf.newest_version(tmp_path, "GLIBC_").startswith("2.")
    assert elf.newest_version(tmp_path, "GLIBCXX_") == "0"


def test_a_missing_library_is_seen(tmp_path: Path) -> None:
    program = library(tmp_path, "true")
    program.write_bytes(program.read_bytes().replace(b"libc.so.6\0", b"libq.so.6\0"))
    assert elf.not_found(tmp_path, set()) == {"true": ["libq.so.6"]}
    assert elf.not_found(tmp_path, {"libq.so.6"}) == {}


def test_nothing_tells_in_which_folder_it_was_frozen(inside: Path) -> None:
    record = inside / "tqdm-4.70.1.dist-info" / "RECORD"
    record.parent.mkdir()
    ours = "tqdm/__init__.py,sha256=abc,1572\ntqdm-4.70.1.dist-info/RECORD,,\n"
    record.write_text(f"../../../bin/tqdm,sha256=def,213\n{ours}", "utf-8")
    trim.forget_scripts(inside)
    assert record.read_text("utf-8") == ours
