"""Odd files, odd names and odd disks: each says what is wrong, harms nothing, and leaves the others alone."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.known_media import make

from producer.batch.caption import CaptionOptions, caption_files
from producer.batch.report import FileReport
from producer.captions import read_captions

SCRIPT = "De plant van de aardappel is giftig."
ODD = (
    "two\nlines.wav", "-dash.wav", "potato \U0001f954.wav", "CON.wav", "what? a:b|c.wav", "end. .wav",
    "it's \"quoted\" <b>.wav", "100%.wav", "a;b&c#d.wav", "Ünïcödé.wav", "no-suffix", "x" * 251 + ".wav",
    "é" * 125 + "1.wav", "é" * 125 + "2.wav",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script is timed on the voice: quick, and all else is as with a recogniser."""
    monkeypatch.setenv("PRODUCER_MODELS", "")
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")


@pytest.fixture(scope="module")
def clip(media: Path) -> Path:
    return media / "speech/nl/vl00203.wav"


def run(given: Path, out: Path, **more: object) -> list[FileReport]:
    options = CaptionOptions(script=SCRIPT, formats=("srt",), **more)  # type: ignore[arg-type]
    return caption_files([given], out, options)


def test_every_odd_name_is_captioned_under_a_name_of_its_own(clip: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ODD:
        shutil.copy(clip, folder / name)
    Path(os.fsdecode(os.fsencode(folder) + b"/bytes-\xff.wav")).write_bytes(clip.read_bytes())
    reports = run(folder, out)
    assert [report.error for report in reports if report.error] == []
    outputs = [Path(output) for report in reports for output in report.outputs]
    assert len(outputs) == len({str(path).casefold() for path in outputs}) == len(ODD) + 1
    for path in outputs:
        assert read_captions(path).cues and len(os.fsencode(path.name)) <= 255
        assert path.name.isprintable()
    assert {"-dash.srt", "CON.srt", "two_lines.srt", "no-suffix.srt", "bytes-_.srt"} <= {path.name for path in outputs}
    assert len(json.loads((out / "report.json").read_text("utf-8"))["files"]) == len(ODD) + 1
    assert "potato" in (out / "report.html").read_text("utf-8")
    assert {report.status for report in run(folder, out)} == {"skipped"}


def test_links_that_go_round_in_a_circle_end_and_a_linked_folder_is_gone_into_once(clip: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    shutil.copy(clip, folder / "deep" / "a.wav")
    (folder / "deep" / "up").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "to-nothing.mp4").symlink_to(folder / "gone.mp4")
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(clip, tmp_path / "elsewhere" / "b.wav")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "linked-2").symlink_to(tmp_path / "elsewhere")
    reports = run(folder, tmp_path / "out")
    assert [Path(report.input).relative_to(folder).as_posix() for report in reports] == [
        *("to-nothing.mp4", "deep/a.wav", "linked/b.wav")
    ]
    assert [report.status for report in reports] == ["failed", "done", "done"]
    assert "to-nothing.mp4 is not there" in str(reports[0].error)


def test_media_are_known_by_their_first_bytes_and_unfinished_copies_are_left_alone(clip: Path, tmp_path: Path) -> None:
    for name in ("recording.001", "plain", "film.mp4.part", "film.mkv.crdownload"):
        shutil.copy(clip, tmp_path / name)
    (tmp_path / "notes.xyz").write_text("nothing to hear")
    reports = run(tmp_path, tmp_path / "out")
    assert sorted(Path(report.input).name for report in reports) == ["plain", "recording.001"]
    assert {report.status for report in reports} == {"done"}


def test_a_locked_a_growing_and_a_truncated_file_fail_alone(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a-locked.wav", "b-growing.wav", "d-good.wav"):
        shutil.copy(clip, folder / name)
    film = make(
        tmp_path / "f.mp4", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=4", "-i", str(clip), "-movflags", "faststart"
    )
    (folder / "c-half.mp4").write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    opening = Path.open

    def guard(self: Path, *rest: object, **more: object) -> object:
        if self.name == "a-locked.wav":
            raise PermissionError(13, "Permission denied", str(self))
        return opening(self, *rest, **more)  # type: ignore[arg-type]

    from producer.speech import script_timing

    timing = script_timing.time_script

    def grow(path: Path, *rest: object, **more: object) -> object:
        if path.name == "b-growing.wav":
            with opening(path, "ab") as file:
                file.write(b"more")
        return timing(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", guard)
    monkeypatch.setattr(script_timing, "time_script", grow)
    reports = run(folder, tmp_path / "out")
    assert [report.status for report in reports] == ["failed", "failed", "failed", "done"]
    assert [report.code for report in reports[:2]] == ["locked", "growing"]
    locked, growing, half = (str(report.error) for report in reports[:3])
    assert locked.startswith("a-locked.wav cannot be opened: it is locked, or you may not read it.")
    assert growing.startswith("b-growing.wav changed while it was heard: it is still being copied or recorded.")
    assert half.startswith("c-half.mp4 ")
    assert not list((tmp_path / "out").glob("b-*"))
    monkeypatch.undo()


def test_whatever_goes_wrong_with_one_file_the_others_go_on(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.wav", "b.wav"):
        shutil.copy(clip, tmp_path / name)
    from producer.batch import caption

    doing = caption.caption_one

    def stumble(source: Path, *rest: object, **more: object) -> object:
        if source.name == "a.wav":
            raise MemoryError("no room")
        return doing(source, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(caption, "caption_one", stumble)
    first, second = run(tmp_path, tmp_path / "out")
    assert (first.status, second.status) == ("failed", "done")
    assert first.error == "a.wav could not be captioned. Tell support: MemoryError: no room"


@contextlib.contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """Mount a disk of that size; skips where that is not allowed."""
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True
    ).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_of_each_file_before_it_is_heard(clip: Path, tmp_path: Path) -> None:
    shutil.copy(clip, tmp_path / "a.wav")
    with small_disk(tmp_path / "disk", "1m") as disk:
        (report,) = run(tmp_path / "a.wav", disk / "out")
        assert report.status == "failed"
        assert str(report.error).startswith("The disk is full, so nothing can be written in ")
        assert report.elapsed_s < 1.0
        assert {path.name for path in (disk / "out").iterdir()} == {"report.json", "report.csv", "report.html"}


def test_a_read_only_disk_is_said_once_before_anything_is_heard(clip: Path, tmp_path: Path) -> None:
    from producer.errors import DiskError

    with small_disk(tmp_path / "disk", "16m") as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(DiskError, match="cannot be written"):
            caption_files([clip], disk, CaptionOptions(script=SCRIPT), on_file=pytest.fail)


def test_captions_that_a_person_changed_are_set_aside_and_never_lost(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(clip, out)
    made = (out / "vl00203.srt").read_text("utf-8")
    run(clip, out, force=True)
    assert not list(out.glob("*.kept*"))  # what we wrote ourselves is written over
    (out / "vl00203.srt").write_text(made.replace("giftig", "giftig!"), "utf-8")
    assert run(clip, out)[0].status == "skipped"
    (report,) = run(clip, out, force=True)
    assert (out / "vl00203.srt").read_text("utf-8") == made
    assert "giftig!" in (out / "vl00203.kept.srt").read_text("utf-8")
    assert [look.reason for look in report.looks if look.kind == "kept"] == [
        "changed by hand before: set aside as vl00203.kept.srt"
    ]


def test_two_films_of_one_name_in_two_runs_keep_their_own_captions(clip: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        shutil.copy(clip, tmp_path / folder / "a.wav")
    first = run(tmp_path / "one" / "a.wav", tmp_path / "out")
    second = run(tmp_path / "two" / "a.wav", tmp_path / "out")
    assert [Path(report.outputs[0]).name for report in (*first, *second)] == ["a.srt", "a.wav.srt"]
    assert run(tmp_path / "one", tmp_path / "out")[0].status == "skipped"
    assert run(tmp_path / "two", tmp_path / "out")[0].status == "skipped"


def test_a_moved_film_is_known_again(clip: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    shutil.copy(clip, tmp_path / "old" / "a.wav")
    run(tmp_path / "old", tmp_path / "out")
    shutil.move(tmp_path / "old", tmp_path / "new")
    (report,) = run(tmp_path / "new", tmp_path / "out")
    assert (report.status, Path(report.outputs[0]).name) == ("skipped", "a.srt")


def test_a_long_recording_with_one_sentence_silenced_is_done_again_and_a_new_date_alone_is_not(
    clip: Path, tmp_path: Path
) -> None:
    long = make(tmp_path / "long.wav", "-stream_loop", "15", "-i", str(clip), "-ar", "48000", "-ac", "2")
    out = tmp_path / "out"
    run(long, out)
    os.utime(long, (1, 1))
    assert run(long, out)[0].status == "skipped"
    with long.open("r+b") as file:
        file.seek(3 << 19)  # where the short mark does not look
        file.write(bytes(1 << 18))
    assert run(long, out)[0].status == "done"
