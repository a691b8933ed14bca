"""A whole session: files as sources, a real stream that freezes, a disk that fills."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fakes.mjpeg_server import MjpegServer, flash_frames
from fakes.takes import click_times, ffmpeg, flash_times, make_flash_file, names, offsets_ms, picture_times

from producer.capture import CaptureSession, SessionEvent, find_unfinished
from producer.capture.running_take import FULL_BYTES, LOW_BYTES
from producer.errors import CameraError, DiskError, InputError, MicrophoneError, NoSound
from producer.media.probe import probe
from producer.values import AudioBlock, Frame

SYNC_MS = 40


class Events:
    """What the session told, in order."""

    def __init__(self) -> None:
        self.all: list[SessionEvent] = []
        self._queue: queue.Queue[SessionEvent] = queue.Queue()

    def __call__(self, event: SessionEvent) -> None:
        self.all.append(event)
        self._queue.put(event)

    def wait_for(self, kind: str, limit_s: float = 10) -> SessionEvent:
        end = time.monotonic() + limit_s
        while True:
            event = self._queue.get(timeout=max(0.01, end - time.monotonic()))
            if event.kind == kind:
                return event


class Witness:
    """A watcher that counts."""

    def __init__(self) -> None:
        self.frames, self.sound = 0, 0

    def see(self, frame: Frame) -> None:
        self.frames += 1

    def hear(self, block: AudioBlock) -> None:
        self.sound += len(block.samples)


@contextmanager
def session(
    camera: str | Path, microphone: str | Path = "none", **options: Any
) -> Iterator[tuple[CaptureSession, Events]]:
    events = Events()
    made = CaptureSession(str(camera), str(microphone), on_event=events, **options)
    try:
        made.open()
        yield made, events
    finally:
        made.close()
    assert not threads_left()


def threads_left() -> list[str]:
    ours = ("camera", "microphone", "recorder", "capture")
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(ours)]


@pytest.fixture(scope="module")
def flash(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_flash_file(tmp_path_factory.mktemp("source") / "flash & click.mp4", seconds=3.5)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_flash_file(tmp_path_factory.mktemp("source") / "short.mp4", seconds=1.5)


def test_a_file_becomes_a_take_of_the_same_length_in_step(flash: Path, tmp_path: Path) -> None:
    witness = Witness()
    with session(flash, flash, watcher=witness) as (made, events):
        assert not made.recording and made.elapsed_s == 0
        made.start_recording(tmp_path / "new folder" / "take.mkv", script="Hello there.\n")
        assert made.recording
        events.wait_for("ended")
        assert made.elapsed_s == pytest.approx(3.5, abs=0.01)
        assert made.level_dbfs is not None
        assert made.preview.take() is not None
        result = made.stop_recording()
    take = tmp_path / "new folder" / "take.mkv"
    info = probe(take, need_picture=True, need_sound=True)
    assert (info.video_codec, info.audio_codec, info.width, info.height) == ("h264", "flac", 640, 360)
    assert info.duration_s == pytest.approx(3.5, abs=0.03)
    assert result.to_json() == {
        "take": str(take), "duration_s": round(info.duration_s, 3), "frames": 105, "dropped_frames": 0,
        "audio_s": pytest.approx(3.5, abs=0.03), "audio_gaps": 0, "sample_rate_hz": 48_000, "width": 640, "height": 360,
    }
    assert picture_times(take) == pytest.approx([n / 30 for n in range(105)], abs=0.002)
    offsets = offsets_ms(take)
    print(f"click after flash, file source: {', '.join(f'{ms:.1f}' for ms in offsets)} ms")
    assert len(offsets) == 2 and max(map(abs, offsets)) <= SYNC_MS / 4
    assert witness.frames >= 105 and witness.sound >= 3.4 * 48_000
    assert not result.is_silent and not result.trouble
    assert names(take.parent) == ["take.mkv", "take.script.txt"]
    assert (take.parent / "take.script.txt").read_text() == "Hello there.\n"


def test_a_picture_that_begins_after_the_sound_stays_in_step(short: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.mkv"
    ffmpeg("-itsoffset", "0.25", "-i", str(short), "-i", str(short), "-map", "0:v", "-map", "1:a", "-c", "copy",
           str(late))
    before = [click - flash for click, flash in zip(click_times(late), flash_times(late), strict=True)]
    with session(late, late) as (made, events):
        made.start_recording(tmp_path / "take.mkv")
        events.wait_for("ended")
        made.stop_recording()
    after = [ms / 1000 for ms in offsets_ms(tmp_path / "take.mkv")]
    assert before[0] == pytest.approx(-0.25, abs=0.005)
    assert after == pytest.approx(before, abs=0.005)


def test_two_takes_in_one_session_each_begin_at_the_files_start(flash: Path, tmp_path: Path) -> None:
    with session(flash, flash) as (made, events):
        for name in ("a.mkv", "b.mkv"):
            made.start_recording(tmp_path / name, seconds=1.3)
            events.wait_for("ended")
            result = made.stop_recording()
            assert (result.frames, result.audio_s) == (39, pytest.approx(1.3, abs=0.001))
            assert result.duration_s == pytest.approx(1.3, abs=0.002)
    assert flash_times(tmp_path / "b.mkv") == pytest.approx([1.0], abs=0.002) == click_times(tmp_path / "b.mkv")


def test_a_shorter_sound_does_not_end_the_take(short: Path, tmp_path: Path) -> None:
    sound = tmp_path / "s.wav"
    ffmpeg("-i", str(short), "-t", "0.5", "-vn", str(sound))
    with session(short, sound) as (made, events):
        made.start_recording(tmp_path / "take.mkv")
        events.wait_for("ended")
        result = made.stop_recording()
    assert result.frames == 45 and result.audio_s == pytest.approx(0.5, abs=0.01)


def test_a_longer_sound_is_cut_with_the_picture(short: Path, tmp_path: Path) -> None:
    sound = tmp_path / "s.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=d=8", str(sound))
    with session(short, sound) as (made, events):
        made.start_recording(tmp_path / "take.mkv")
        events.wait_for("ended")
        result = made.stop_recording()
    assert result.frames == 45 and result.audio_s == pytest.approx(1.5, abs=0.002)


def test_a_take_is_never_overwritten(flash: Path, tmp_path: Path) -> None:
    (tmp_path / "take.mkv").write_bytes(b"precious")
    with session(flash) as (made, _), pytest.raises(InputError) as caught:
        made.start_recording(tmp_path / "take.mkv")
    assert caught.value.code == "take-exists"
    assert (tmp_path / "take.mkv").read_bytes() == b"precious" and names(tmp_path) == ["take.mkv"]


@pytest.mark.parametrize(("name", "code"), [("take.mp4", "take-suffix"), ("take", "take-suffix")])
def test_a_take_is_an_mkv(flash: Path, tmp_path: Path, name: str, code: str) -> None:
    with session(flash) as (made, _), pytest.raises(InputError) as caught:
        made.start_recording(tmp_path / name)
    assert caught.value.code == code and names(tmp_path) == []


def test_a_place_that_cannot_be_written_is_said_at_once(flash: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with session(flash) as (made, _), pytest.raises(DiskError) as caught:
        made.start_recording(tmp_path / "file" / "take.mkv")
    assert caught.value.code == "not-writable" and not made.recording


def test_a_microphone_that_is_missing_leaves_no_camera_open(flash: Path, tmp_path: Path) -> None:
    silent = tmp_path / "silent.mkv"
    ffmpeg("-i", str(flash), "-an", "-c", "copy", str(silent))
    with pytest.raises((MicrophoneError, NoSound)), session(flash, silent):
        pass
    assert not threads_left()


def test_closing_finishes_the_take_that_runs(short: Path, tmp_path: Path) -> None:
    with session(short, short) as (made, _):
        made.start_recording(tmp_path / "take.mkv")
        wait_until_longer(made, 0.5)
    assert probe(tmp_path / "take.mkv", need_picture=True, need_sound=True).duration_s >= 0.5
    assert names(tmp_path) == ["take.mkv"]


def test_a_stream_that_freezes_is_lost_after_two_seconds_and_what_was_recorded_is_kept(tmp_path: Path) -> None:
    with MjpegServer(flash_frames(320, 180), fps=30) as server, session(server.url) as (made, events):
        made.start_recording(tmp_path / "take.mkv")
        wait_until_longer(made, 1)
        server.freeze()
        frozen_s = time.monotonic()
        events.wait_for("camera-lost")
        assert 1.5 < time.monotonic() - frozen_s < 4.5
        result = made.stop_recording()
        assert result.frames >= 28 and result.duration_s == pytest.approx(result.frames / 30, abs=0.2)
        with pytest.raises(CameraError):
            made.start_recording(tmp_path / "second.mkv")
        begun_s = time.monotonic()
    assert time.monotonic() - begun_s < 5  # closing does not wait for a camera that hangs
    assert [event.kind for event in events.all].count("camera-lost") == 1
    assert names(tmp_path) == ["take.mkv"]


def test_a_disk_that_fills_up_is_said_and_the_take_is_finished(
    flash: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = [10 * LOW_BYTES]
    monkeypatch.setattr("producer.capture.watch.free_bytes", lambda folder: room[0])
    monkeypatch.setattr("producer.capture.running_take.free_bytes", lambda folder: room[0])
    with session(flash, flash) as (made, events):
        made.start_recording(tmp_path / "take.mkv")
        room[0] = LOW_BYTES - 1
        assert events.wait_for("disk-low").values == {"free_mb": 499}
        room[0] = FULL_BYTES - 1
        events.wait_for("disk-full")
        result = made.stop_recording()
        assert 0.5 < result.duration_s < 3.4
        with pytest.raises(DiskError) as caught:
            made.start_recording(tmp_path / "next.mkv")
        assert caught.value.code == "disk-full"
    assert names(tmp_path) == ["take.mkv"]


def test_a_write_that_fails_keeps_what_was_written_and_the_next_start_finds_it(
    flash: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from producer.capture.take_file import TakeFile

    write = TakeFile.write_picture

    def fail(self: TakeFile, image: Any, t_s: float) -> None:
        if t_s > 1.2:
            raise OSError(28, "No space left on device")
        write(self, image, t_s)

    monkeypatch.setattr(TakeFile, "write_picture", fail)
    with session(flash, flash) as (made, events):
        made.start_recording(tmp_path / "take.mkv")
        events.wait_for("disk-full")
        result = made.stop_recording()
    assert result.trouble and result.frames in (36, 37)
    assert len(picture_times(tmp_path / "take.mkv")) == result.frames
    assert [u.path for u in find_unfinished(tmp_path)] == [tmp_path / "take.mkv"]


def wait_until_longer(made: CaptureSession, seconds: float) -> None:
    pause, end = threading.Event(), time.monotonic() + 10
    while made.elapsed_s < seconds:
        assert time.monotonic() < end, "the recording does not get longer"
        pause.wait(0.02)


def test_another_watcher_can_join_and_leave_while_it_runs(tmp_path: Path) -> None:
    with MjpegServer(flash_frames(320, 240), fps=30) as server, session(server.url) as (live, _):
        late, seen = Witness(), threading.Event()

        class Told(Witness):
            def see(self, frame: Frame) -> None:
                super().see(frame)
                if self.frames >= 5:
                    seen.set()

        joined = Told()
        live.attend(joined)
        live.attend(late)
        live.dismiss(late)
        assert seen.wait(10)
        live.dismiss(joined)
        assert late.frames <= 1, "one picture may have been on its way"
