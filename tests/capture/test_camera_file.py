"""A file as a camera: its own times, in real time, once or round and round."""

from __future__ import annotations

import queue
import time
from pathlib import Path

import pytest
from fakes.takes import ffmpeg, make_flash_file, picture_times

from producer.capture.camera_open import open_camera
from producer.errors import MissingFile, NoPicture, NotMedia
from producer.values import Frame

End = Exception | None


def played(path: Path, *, width: int = 1280, height: int = 720) -> tuple[list[Frame], list[float], float]:
    """Play to the end; return the pictures, when each arrived, and time 0 of the file."""
    frames: list[Frame] = []
    arrived: list[float] = []
    ends: queue.Queue[End] = queue.Queue()

    def see(frame: Frame) -> None:
        frames.append(frame)
        arrived.append(time.monotonic())

    camera = open_camera(str(path), width, height, 30)
    zero_s = time.monotonic() + 0.2
    camera.play(zero_s)
    camera.start(see, ends.put)
    try:
        assert ends.get(timeout=10) is None
    finally:
        camera.close()
    return frames, arrived, zero_s


def test_every_picture_comes_at_its_own_time(tmp_path: Path) -> None:
    """Uneven times, and a picture that begins 0.3 s after the sound."""
    flash = make_flash_file(tmp_path / "flash.mkv", seconds=1.5)
    uneven = tmp_path / "uneven.mkv"
    ffmpeg("-i", str(flash), "-vf", "select='not(eq(mod(n,4),1))',setpts=PTS+0.3/TB", "-fps_mode", "vfr",
           "-c:v", "libx264", "-bf", "2", "-c:a", "copy", str(uneven))
    truth = picture_times(uneven)
    assert truth[0] == pytest.approx(0.3, abs=0.002)
    frames, arrived, zero_s = played(uneven)
    assert [frame.t_s - zero_s for frame in frames] == pytest.approx(truth, abs=0.002)
    late = [at - frame.t_s for at, frame in zip(arrived, frames, strict=True)]
    assert min(late) >= 0 and sorted(late)[len(late) // 2] < 0.05


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    frames, _, _ = played(make_flash_file(tmp_path / "f.mp4", seconds=0.5), width=320, height=320)
    assert frames[0].image.shape == (180, 320, 3)


def test_without_being_told_to_play_it_goes_round(tmp_path: Path) -> None:
    camera = open_camera(str(make_flash_file(tmp_path / "f.mp4", seconds=0.2)), 640, 360, 30)
    frames: queue.Queue[Frame] = queue.Queue()
    ends: queue.Queue[End] = queue.Queue()
    camera.start(frames.put, ends.put)
    try:
        stamps = [frames.get(timeout=5).t_s for _ in range(15)]  # six pictures a round
    finally:
        camera.close()
    assert ends.empty() and stamps == sorted(stamps)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [("none.mp4", None, MissingFile), ("empty.mp4", b"", NotMedia), ("text.mp4", b"hello\n" * 50, NotMedia)],
)
def test_what_is_no_video_is_said(tmp_path: Path, name: str, data: bytes | None, error: type[Exception]) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        open_camera(str(tmp_path / name), 640, 360, 30)


def test_sound_alone_is_no_camera(tmp_path: Path) -> None:
    sound = tmp_path / "tone.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=d=0.3", str(sound))
    with pytest.raises(NoPicture):
        open_camera(str(sound), 640, 360, 30)
