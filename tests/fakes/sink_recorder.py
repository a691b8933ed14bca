"""What a private sound server's sink plays, recorded from its monitor."""

from __future__ import annotations

import os
import subprocess
import threading
import time

import numpy as np
from fakes.pulse import SINK, PulseNullSink
from numpy.typing import NDArray

RATE_HZ = 48_000


class SinkRecorder:
    """Records what the sink plays, from entering the block until ``sound``."""

    def __init__(self, pulse: PulseNullSink) -> None:
        command = [
            "parec",
            f"--device={SINK}.monitor",
            "--format=s16le",
            f"--rate={RATE_HZ}",
            "--channels=1",
            "--latency-msec=10",
        ]
        self._child = subprocess.Popen(command, env={**os.environ, **pulse.env}, stdout=subprocess.PIPE)
        self._parts: list[bytes] = []
        self._first = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        while part := self._child.stdout.read1(1 << 16):
            self._parts.append(part)
            self._first.set()

    def __enter__(self) -> SinkRecorder:
        assert self._first.wait(10), "the sound server records nothing"
        return self

    def sound(self, more_s: float = 0.5) -> NDArray[np.float64]:
        """Wait for ``more_s`` seconds of sound from now on; return all there was."""
        wanted = sum(map(len, self._parts)) + round(more_s * RATE_HZ) * 2
        end, pause = time.monotonic() + 20, threading.Event()
        while sum(map(len, self._parts)) < wanted:
            assert time.monotonic() < end
            pause.wait(0.02)
        return np.frombuffer(b"".join(self._parts)[: wanted // 2 * 2], np.int16) / 32768

    def __exit__(self, *_: object) -> None:
        self._child.terminate()
        self._child.wait(10)
        self._thread.join(10)
        assert self._child.stdout is not None
        self._child.stdout.close()
