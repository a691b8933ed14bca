"""Recording 720p at 30 a second with preview and coach, against bare ffmpeg recording the same stream.

    python tests/benchmarks/bench_record.py [--seconds 60]

Both record the same network camera, one after the other in one run, with the same encoder settings; what is compared is
CPU seconds of the recording process. The camera is a process of its own and counts for neither. Promised: no dropped
picture, and at most twice the CPU of bare ffmpeg.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RATIO = 2.0
SECONDS = 60.0

RECORD = """
import json, sys, threading
from pathlib import Path

from producer.capture import CaptureSession
from producer.coach.live import LiveCoach
from ui.picture import to_screen

camera, microphone, take, seconds = sys.argv[1:]
over, stop, shown, happened = threading.Event(), threading.Event(), [0], []

def heard(event):
    happened.append(event.kind)
    if event.kind in ("ended", "camera-lost", "microphone-lost", "disk-full"):
        over.set()

coach = LiveCoach()
session = CaptureSession(camera, microphone, on_event=heard, watcher=coach)
new = threading.Event()
session.preview.on_put = new.set

def paint():
    while not stop.is_set():
        if new.wait(0.2):
            new.clear()
            frame = session.preview.take()
            if frame is not None:
                to_screen(frame.image, 960, 540)
                shown[0] += 1

painter = threading.Thread(target=paint)
painter.start()
session.open()
session.start_recording(Path(take), seconds=float(seconds))
over.wait(float(seconds) + 30)
result = session.stop_recording()
stop.set()
painter.join()
session.close()
coach.close()
print(json.dumps({**result.to_json(), "shown": shown[0], "happened": happened}))
"""
"""What the window does, without one: every picture made ready by its own code, and the coach."""


@dataclass(frozen=True)
class Cost:
    """What one recording took and gave."""

    cpu_s: float
    said: dict[str, object]


def cpu_of(command: list[str], **options: object) -> tuple[float, str]:
    """Run to the end; return its CPU seconds (user and system) and standard output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, **options)  # type: ignore[call-overload]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


@contextlib.contextmanager
def camera() -> Iterator[str]:
    """The address of a grainy 720p camera at 30 a second, in a process of its own."""
    command = [sys.executable, str(ROOT / "tests" / "fakes" / "mjpeg_server.py"), "--noise"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    try:
        yield child.stdout.readline().split()[0]
    finally:
        child.kill()  # its end would count among the children, so it is never waited for before the measurement
        child.wait(10)


def record(address: str, microphone: str, take: Path, seconds: float) -> Cost:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    cpu_s, out = cpu_of([sys.executable, "-c", RECORD, address, microphone, str(take), str(seconds)], env=env)
    return Cost(cpu_s, json.loads(out))


def bare_ffmpeg(address: str, microphone: str, take: Path, seconds: float) -> Cost:
    """The same stream and sound with the same settings, by ffmpeg alone."""
    from producer.capture.picture_encoder import CRF, SHARED, SPEEDS, threads_for
    from producer.media.ffmpeg import ffmpeg_path

    sound = ["-re", "-i", microphone] if microphone != "none" else []
    cpu_s, _ = cpu_of([
        ffmpeg_path(), "-v", "error", "-nostdin", "-y", "-f", "mpjpeg", "-use_wallclock_as_timestamps", "1",
        "-i", address, *sound, "-t", str(seconds), "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", SPEEDS[0],
        "-tune", "zerolatency", "-profile:v", "high", "-crf", str(CRF), "-g", "30", "-x264-params", SHARED,
        "-threads", str(threads_for(1280, 720, 30)), "-pix_fmt", "yuv420p", "-c:a", "flac", str(take),
    ])
    return Cost(cpu_s, {})


def compare(seconds: float) -> tuple[Cost, Cost]:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from fakes.takes import ffmpeg

    with tempfile.TemporaryDirectory() as folder, camera() as address:
        sound = Path(folder) / "sound.wav"
        ffmpeg("-f", "lavfi", "-i", f"anoisesrc=a=0.05:r=48000:d={seconds + 5}", str(sound))
        bare = bare_ffmpeg(address, str(sound), Path(folder) / "bare.mkv", seconds)
        ours = record(address, str(sound), Path(folder) / "take.mkv", seconds)
    return bare, ours


def told(bare: Cost, ours: Cost) -> str:
    return (
        f"bare ffmpeg {bare.cpu_s:.1f} s of CPU, Producer with preview and coach {ours.cpu_s:.1f} s: "
        f"{ours.cpu_s / bare.cpu_s:.2f}x (at most {RATIO}x)\n{json.dumps(ours.said)}"
    )


@pytest.mark.benchmark
@pytest.mark.skipif(sys.platform == "win32", reason="CPU time of children is read the Unix way")
def test_recording_drops_nothing_and_costs_at_most_twice_bare_ffmpeg() -> None:
    bare, ours = compare(SECONDS)
    print(told(bare, ours))
    assert ours.said["dropped_frames"] == 0
    assert ours.said["frames"] == pytest.approx(SECONDS * 30, abs=6)
    assert "slower" not in str(ours.said["happened"])  # else the encoder's settings were no longer the same
    assert ours.cpu_s <= RATIO * bare.cpu_s


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    print(told(*compare(parser.parse_args().seconds)))


if __name__ == "__main__":
    main()
