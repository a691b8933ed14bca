"""A source whose truth is known: a network camera that flashes and, at the same moments, a click in the microphone.

    with PulseNullSink() as pulse:
        python tests/fakes/flash_click.py      # with pulse.env; prints the camera's address

The click is placed in PortAudio's output so that its DAC time (when it is heard) is the moment at which the first white
frame is sent. Nothing is adjusted by a measured offset. A process of its own leaves the tested process its time.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from typing import Any

import numpy as np
from fakes.mjpeg_server import MjpegServer, flash_frames

RATE_HZ = 48_000
CLICK = (0.8 * np.sin(2 * np.pi * 1000 * np.arange(480) / RATE_HZ)).astype(np.float32)


class Clicker:
    """Plays ``CLICK`` whenever ``start_s + k * period_s`` (``time.monotonic``) is heard."""

    def __init__(self, start_s: float, period_s: float) -> None:
        import sounddevice

        self._start_s, self._period_s = start_s, period_s
        self._rest = np.zeros(0, np.float32)
        self._last = -1
        self._stream = sounddevice.OutputStream(
            device="pulse", samplerate=RATE_HZ, channels=1, dtype="float32", blocksize=480, callback=self._play
        )

    def start(self) -> None:
        self._stream.start()

    def close(self) -> None:
        self._stream.close()

    def _play(self, out: Any, count: int, times: Any, status: Any) -> None:
        first_s = times.outputBufferDacTime + (time.monotonic() - self._stream.time)
        sound = np.concatenate([self._rest, np.zeros(max(0, count + len(CLICK) - len(self._rest)), np.float32)])
        number = math.ceil((first_s - self._start_s) / self._period_s)
        place = round((self._start_s + number * self._period_s - first_s) * RATE_HZ)
        if number > self._last and 0 <= place < count:
            sound[place : place + len(CLICK)] = CLICK
            self._last = number
        out[:, 0], self._rest = sound[:count], sound[count:]


def main() -> None:
    parser = argparse.ArgumentParser(description="Flashes and clicks at the same moments, until standard input closes.")
    parser.add_argument("--fps", type=float, default=30)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--period", type=float, default=2.0)
    parser.add_argument("--noise", action="store_true")
    chosen = parser.parse_args()
    width, height = (int(part) for part in chosen.size.split("x"))
    frames = flash_frames(width, height, chosen.fps, chosen.period, noise=chosen.noise)
    with MjpegServer(frames, chosen.fps) as server:
        clicker = Clicker(server.started_s, chosen.period)
        clicker.start()
        print(server.url, flush=True)
        sys.stdin.read()
        clicker.close()


if __name__ == "__main__":
    main()
