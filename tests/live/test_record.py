"""``producer record`` as a person runs it: a process of its own, a real microphone, a real network camera.

The camera flashes and the microphone clicks at the same moments (``fakes/flash_click.py``); the figure that is printed
is what was found in the take, with nothing subtracted.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from fakes.mjpeg_server import MjpegServer, flash_frames
from fakes.pulse import PulseNullSink, pulse_missing
from fakes.takes import make_flash_file, names, offsets_ms, picture_times

from producer.capture.journal import journal_path
from producer.media.probe import probe

pytestmark = [pytest.mark.live, pytest.mark.skipif(sys.platform == "win32", reason="signals and PulseAudio")]
SYNC_MS = 40
TESTS = Path(__file__).parents[1]


@dataclass
class Recording:
    """A running ``producer record``."""

    process: subprocess.Popen[str]
    take: Path
    lines: list[str]
    begun: threading.Event

    def wait_until_longer(self, seconds: float) -> None:
        """Wait until the journal says that so much is written (it is updated every second)."""
        assert self.begun.wait(20), self.lines
        pause, end = threading.Event(), time.monotonic() + seconds + 15
        while not self.take.exists() or self._written() < seconds * 30:
            assert time.monotonic() < end and self.process.poll() is None, self.lines
            pause.wait(0.05)

    def _written(self) -> int:
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = journal_path(self.take).read_text().splitlines()
            return int(json.loads(lines[-1]).get("frames", 0))
        return 0

    def end(self, limit_s: float = 20) -> tuple[int, dict[str, object]]:
        """Its status and the JSON that it printed."""
        out, _ = self.process.communicate(timeout=limit_s)
        return self.process.returncode, json.loads(out) if out.strip() else {}


@contextlib.contextmanager
def record(take: Path, *arguments: str, env: dict[str, str] | None = None) -> Iterator[Recording]:
    command = [sys.executable, "-m", "producer", "record", "--out", str(take), "--json", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, **(env or {})}, start_new_session=True,
    )
    assert process.stderr is not None
    errors, lines, begun = process.stderr, [], threading.Event()

    def listen() -> None:
        for line in errors:
            lines.append(line.rstrip())
            if line.startswith("Recording to"):
                begun.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    process.stderr = None
    try:
        yield Recording(process, take, lines, begun)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        listener.join(5)
        errors.close()
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture(scope="module")
def pulse() -> Iterator[PulseNullSink]:
    if pulse_missing():
        pytest.skip(pulse_missing())
    with PulseNullSink() as sink:
        yield sink


@contextlib.contextmanager
def flash_and_click(pulse: PulseNullSink) -> Iterator[str]:
    """The address of a camera that flashes whenever the microphone clicks."""
    child = subprocess.Popen(
        [sys.executable, "-m", "fakes.flash_click", "--size", "640x360"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, cwd=TESTS, env={**os.environ, **pulse.env},
    )
    assert child.stdout is not None
    try:
        yield child.stdout.readline().strip()
    finally:
        child.communicate(timeout=10)


@pytest.fixture
def camera() -> Iterator[MjpegServer]:
    with MjpegServer(flash_frames(640, 360), fps=30) as server:
        yield server


def test_flash_and_click_stay_together_through_real_devices(pulse: PulseNullSink, tmp_path: Path) -> None:
    take = tmp_path / "take.mkv"
    with flash_and_click(pulse) as address, record(
        take, "--camera", address, "--microphone", "pulse", "--seconds", "7", env=pulse.env
    ) as recording:
        status, said = recording.end(40)
    assert status == 0, recording.lines
    info = probe(take, need_picture=True, need_sound=True)
    offsets = offsets_ms(take)
    print(f"click after flash, live: {', '.join(f'{ms:.1f}' for ms in offsets)} ms; {said}")
    assert len(offsets) >= 3 and max(map(abs, offsets)) <= SYNC_MS
    assert info.duration_s == pytest.approx(7, abs=0.1) and said["duration_s"] == round(info.duration_s, 3)
    assert said["dropped_frames"] == 0 and said["audio_s"] == pytest.approx(7, abs=0.1)
    assert said["audio_gaps"] in (0, 1)  # a busy machine's sound server skips now and then
    assert said["frames"] == len(picture_times(take)) == pytest.approx(210, abs=4)
    assert set(said) == {
        "take", "duration_s", "frames", "dropped_frames", "audio_s", "audio_gaps", "sample_rate_hz", "width", "height",
    }
    assert names(tmp_path) == ["take.mkv"]
    assert any(line.startswith("> ") for line in recording.lines)  # nobody is in the picture, and the coach says so


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_ends_a_take_properly(camera: MjpegServer, tmp_path: Path, number: signal.Signals) -> None:
    take = tmp_path / "take.mkv"
    with record(take, "--camera", camera.url, "--microphone", "none") as recording:
        recording.wait_until_longer(1)
        recording.process.send_signal(number)
        status, said = recording.end()
    assert status == 0, recording.lines
    assert said["frames"] == len(picture_times(take)) and said["sample_rate_hz"] is None
    assert probe(take).duration_s == pytest.approx(said["duration_s"], abs=0.01)
    assert names(tmp_path) == ["take.mkv"]


def numbered(number: int) -> np.ndarray:
    """A picture that shows its number as twelve bright or dark stripes."""
    bits = [(number >> place) & 1 for place in range(12)]
    return np.repeat(np.repeat(np.array(bits, np.uint8) * 200 + 20, 40)[None, :, None], 180, 0).repeat(3, 2)


def last_number(take: Path) -> int:
    """The number on the last picture of a take of ``numbered`` pictures."""
    with av.open(str(take)) as container:
        *_, last = container.decode(video=0)
    light = last.to_ndarray(format="gray")[90, 20::40]
    return sum(int(light[place] > 120) << place for place in range(12))


def test_a_killed_recording_plays_and_the_next_one_finishes_it(pulse: PulseNullSink, tmp_path: Path) -> None:
    take, second = tmp_path / "take.mkv", tmp_path / "second.mkv"
    with MjpegServer(numbered, fps=30) as camera:
        with record(take, "--camera", camera.url, "--microphone", "pulse", env=pulse.env) as recording:
            recording.wait_until_longer(2)
            recording.process.kill()
            sent = camera.sent[-1][0]
            recording.process.wait(10)
        shown, missing_s = picture_times(take), (sent - last_number(take)) / 30  # it plays as it is
        info = probe(take, need_picture=True, need_sound=True)
        print(f"missing after kill -9: {missing_s:.2f} s")
        assert 0 <= missing_s <= 1.0 and len(shown) > 40
        assert names(tmp_path) == [".take.mkv.journal", "take.mkv"]
        with record(second, "--camera", camera.url, "--microphone", "none", "--seconds", "1") as recording:
            status, _ = recording.end()
    assert status == 0, recording.lines
    assert any("take.mkv" in line and "cut off" in line for line in recording.lines), recording.lines
    assert names(tmp_path) == ["second.mkv", "take.mkv"]
    assert picture_times(take) == shown
    assert probe(take, need_picture=True, need_sound=True).duration_s == pytest.approx(info.duration_s, abs=0.3)


def test_a_camera_that_is_unplugged_ends_the_take_and_the_reason_is_said(
    camera: MjpegServer, tmp_path: Path
) -> None:
    take = tmp_path / "take.mkv"
    with record(take, "--camera", camera.url, "--microphone", "none") as recording:
        recording.wait_until_longer(1)
        camera.unplug()
        status, said = recording.end(15)
    assert status == 1
    assert any("camera" in line and "kept" in line for line in recording.lines), recording.lines
    assert probe(take).duration_s == said["duration_s"] > 1
    assert names(tmp_path) == ["take.mkv"]


def test_a_microphone_that_is_unplugged_ends_the_take_and_the_reason_is_said(
    camera: MjpegServer, tmp_path: Path
) -> None:
    if pulse_missing():
        pytest.skip(pulse_missing())
    take = tmp_path / "take.mkv"
    with PulseNullSink() as own, record(
        take, "--camera", camera.url, "--microphone", "pulse", env=own.env
    ) as going:
        going.wait_until_longer(1)
        own.unplug()
        status, said = going.end(20)
    assert status == 1
    assert any("microphone" in line and "kept" in line for line in going.lines), going.lines
    assert probe(take, need_sound=True).duration_s == said["duration_s"] > 1
    assert names(tmp_path) == ["take.mkv"]


def test_a_disk_that_refuses_more_keeps_what_was_written(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk: the system refuses the write in the same way."""
    source = make_flash_file(tmp_path / "s.mp4", seconds=6, options="-vf noise=alls=40:allf=t")
    take = tmp_path / "takes" / "take.mkv"
    command = f"{sys.executable} -m producer record --json --out '{take}' --camera '{source}' --microphone none"
    done = subprocess.run(["bash", "-c", f"ulimit -f 4000; exec {command}"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, done.stderr
    assert "disk is full" in done.stderr and "Traceback" not in done.stderr
    said = json.loads(done.stdout)
    shown = picture_times(take)
    assert len(shown) > 10 and said["duration_s"] == pytest.approx(len(shown) / 30, abs=1)
