"""The microphone through PortAudio. Its callback only puts into a queue; a thread of its own stamps and hands over.

A block's stamp is PortAudio's own time for its first sample (ADC time), brought to ``time.monotonic`` by reading both
clocks side by side at every block (PortAudio's clock on Linux is the wall clock, which can be set), and then smoothed
by :mod:`producer.capture.drift`.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from producer.capture.clock import now_s
from producer.capture.drift import ClockFit
from producer.capture.sources import CLOSE_S, OnBlock, OnEnd
from producer.errors import MicrophoneError
from producer.media.portaudio import sounddevice, stream_closed, stream_opened
from producer.threads import join_thread, start_thread
from producer.values import AudioBlock

USUAL_RATE_HZ = 48_000
BLOCKS_PER_S = 50
OPEN_S = 4.0
FIRST_SOUND_S = 5.0
"""How long the first block may take: a sound server that slept needs up to 2 s (PulseAudio's null sink: 1.8 s)."""
SETTLE_S = 2.0
SETTLED_BLOCKS = 15
SETTLED_DELAY_S = 0.06
"""A sound server that just woke may for 1.5 s report delays that are wrong by 0.2 s or more (PulseAudio's null sink,
where the later, short delays proved right). So wait until fifteen blocks say less than this; a device whose true delay
is longer (Bluetooth) costs its user two seconds once."""
BELIEVED_S = 3.0
"""An ADC time further back than this, or in the future, is not a time; the moment of the callback is used instead."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the callback saw."""

    samples: NDArray[np.float32]
    adc_s: float
    stream_s: float
    now_s: float
    lost: bool


class PortAudioMicrophone:
    """One input device by its PortAudio number."""

    file: Path | None = None

    def __init__(self, index: int, name: str, rate_hz: int, channels: int) -> None:
        self.name, self.rate_hz, self.channels, self._index = name, rate_hz, channels, index
        self._queue: queue.SimpleQueue[_Heard] = queue.SimpleQueue()
        self._stop, self._sounded = threading.Event(), threading.Event()
        self._fit = ClockFit(rate_hz)
        self._count = 0
        self._heard_s = now_s()
        self._on_block: OnBlock | None = None
        self._stream: Any = None
        self._error: Exception | None = None
        self._thread: threading.Thread | None = None

    @property
    def drift(self) -> float:
        """How much slower the device's clock runs than ours, as a share."""
        return self._fit.drift

    @property
    def age_s(self) -> float:
        return now_s() - self._heard_s

    def open(self) -> PortAudioMicrophone:
        """Start the device and wait for its first sound. Raises MicrophoneError within seconds."""
        starting = start_thread("microphone-open", self._open_stream, self._keep_error)
        done = join_thread(starting, OPEN_S)
        if self._error is not None:
            raise refused(self.name, self._error)
        if not done or not self._sounded.wait(FIRST_SOUND_S):
            self.close()
            raise silent(self.name)
        self._settle()
        self._heard_s = now_s()
        return self

    def start(self, on_block: OnBlock, on_end: OnEnd) -> None:
        """Hand sound over from now on."""
        self._on_block = on_block
        self._thread = start_thread("microphone", self._work, lambda error: on_end(stopped(self.name, error)))

    def play(self, zero_s: float | None) -> None:
        """A microphone cannot be told when to be."""

    def close(self) -> None:
        """Stop; a driver that hangs is left behind after two seconds."""
        if self._stop.is_set():
            return
        self._stop.set()
        join_thread(self._thread, CLOSE_S)
        join_thread(start_thread("microphone-close", self._close_stream, self._keep_error), CLOSE_S)

    def _open_stream(self) -> None:
        stream_opened()
        with contextlib.ExitStack() as undo:
            undo.callback(self._forget_stream)
            stream = sounddevice().InputStream(
                device=self._index, samplerate=self.rate_hz, channels=self.channels, dtype="float32",
                blocksize=self.rate_hz // BLOCKS_PER_S, latency="high", callback=self._callback,
            )
            self._stream = stream
            stream.start()
            undo.pop_all()

    def _forget_stream(self) -> None:
        stream_closed()
        self._stream = None

    def _close_stream(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.abort()
            stream.close()
            stream_closed()

    def _callback(self, samples: NDArray[np.float32], count: int, time: Any, status: Any) -> None:
        stream = self._stream
        stream_s = stream.time if stream is not None else time.currentTime
        self._queue.put(_Heard(samples.copy(), time.inputBufferAdcTime, stream_s, now_s(), bool(status.input_overflow)))
        self._sounded.set()

    def _settle(self) -> None:
        """Let sound go by until the device's delay is plausible, but not for ever."""
        good, deadline_s = 0, now_s() + SETTLE_S
        while good < SETTLED_BLOCKS and now_s() < deadline_s:
            with contextlib.suppress(queue.Empty):
                heard = self._queue.get(timeout=0.1)
                good = good + 1 if delay_s(heard, self.rate_hz) < SETTLED_DELAY_S else 0

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                heard = self._queue.get(timeout=0.2)
            except queue.Empty:
                continue
            self._hand_over(heard)

    def _hand_over(self, heard: _Heard) -> None:
        self._heard_s = heard.now_s
        if heard.lost:
            self._fit.warn_of_loss()
        t_s = self._fit.stamp(self._count, monotonic_stamp(heard, self.rate_hz), heard.now_s)
        self._count += len(heard.samples)
        if self._on_block is not None:
            self._on_block(AudioBlock(heard.samples, self.rate_hz, t_s))

    def _keep_error(self, error: Exception) -> None:
        self._error = error


def monotonic_stamp(heard: _Heard, rate_hz: int) -> float:
    """When the block's first sample was heard, on ``time.monotonic``."""
    stamp_s = heard.adc_s + (heard.now_s - heard.stream_s)
    if heard.adc_s > 0 and heard.now_s - BELIEVED_S < stamp_s <= heard.now_s:
        return stamp_s
    return heard.now_s - len(heard.samples) / rate_hz


def delay_s(heard: _Heard, rate_hz: int) -> float:
    """How long after its last sample was heard the block arrived."""
    return heard.now_s - monotonic_stamp(heard, rate_hz) - len(heard.samples) / rate_hz


def refused(name: str, error: Exception) -> MicrophoneError:
    """Why PortAudio would not open the device, in a person's words."""
    if isinstance(error, MicrophoneError):
        return error
    said = str(error)
    if "unavailable" in said.lower() or "busy" in said.lower():
        return MicrophoneError(
            f"The microphone {name} is in use.", code="microphone-busy",
            cure="Close the other program that uses it, or choose another.", name=name, detail=said,
        )
    return MicrophoneError(
        f"The microphone {name} could not be opened.", code="microphone-forbidden",
        cure="Plug it in again, and allow the use of the microphone in the system's privacy settings.",
        name=name, detail=said,
    )


def silent(name: str) -> MicrophoneError:
    return MicrophoneError(
        f"The microphone {name} gives no sound.", code="microphone-silent",
        cure="Plug it in again, or choose another.", name=name,
    )


def stopped(name: str, error: Exception) -> MicrophoneError:
    return MicrophoneError(f"The microphone {name} stopped.", code="microphone-lost", name=name, detail=repr(error))
