"""A span of a take, heard: decoded in small pieces on a thread of its own, played through PortAudio at the device's
own rate.
"""

from __future__ import annotations

import atexit
import contextlib
import queue
import threading
import weakref
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from producer.errors import DeviceError, ProducerError
from producer.media.portaudio import default_output, sounddevice, stream_closed, stream_opened
from producer.media.probe import probe
from producer.media.span import Sound, faded, fall_at_once, span_of

FADE_S = 0.010
"""Both ends rise and fall this long, so that a cut in the middle of a word does not click."""
AHEAD = 25
"""Pieces decoded ahead, 20 ms each: half a second rides out a busy moment, and a stop throws no more than that away."""
LATENCY_S = 0.1
"""Asked of the device: short enough that a stop is heard as one, long enough for Python on two busy cores."""
SPARE_S = 0.05
"""Silence is played after the end until the device has let go of the last sound, and this much longer: PortAudio
throws away what ALSA still holds when a stream ends itself (measured: a tenth of a second).
"""
OPEN_S = 3.0
"""A driver that has not opened by then is taken for absent; a person has clicked and waits."""
_NOTHING: Sound = np.zeros((0, 1), np.float32)


class Player:
    """Plays one span at a time. ``on_end`` is called on the player's own thread when a span has been heard to its
    end, not after ``stop``. Safe from one thread at a time (the window's).
    """

    def __init__(self, on_end: Callable[[], None] | None = None) -> None:
        self._on_end = on_end or (lambda: None)
        self._run: _Run | None = None

    def play(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None:
        """Stop what plays and play ``path`` from ``start_s`` to ``end_s`` (seconds of the file; None: its end).

        Raises DeviceError (no-output), MissingFile, NotMedia, NoSound.
        """
        self.stop()
        info = probe(path, need_sound=True)
        end_s = info.duration_s if end_s is None else min(end_s, info.duration_s)
        self._run = _Run(path, min(max(0.0, start_s), end_s), end_s, self._on_end)
        self._run.open()

    @property
    def playing(self) -> bool:
        return self._run is not None and self._run.alive

    @property
    def position_s(self) -> float | None:
        """What is heard now, in seconds of the file; None while nothing plays."""
        run = self._run
        return run.position_s if run is not None and run.alive else None

    def stop(self) -> None:
        """Be silent within about a tenth of a second; waits for that."""
        run, self._run = self._run, None
        if run is not None:
            run.stop()

    def close(self) -> None:
        self.stop()


class _Run:
    """One span from opening to silence. The worker decodes; PortAudio's callback takes."""

    def __init__(self, path: Path, start_s: float, end_s: float, on_end: Callable[[], None]) -> None:
        self._path, self._start_s, self._end_s, self._on_end = path, start_s, end_s, on_end
        self._pieces: queue.Queue[Sound | None] = queue.Queue(AHEAD)
        self._rest, self._over = _NOTHING, False
        self._rate_hz, self._latency_s, self._handed, self._quiet = 1, 0.0, 0, 0
        self._error: Exception | None = None
        self._opened, self._stopping, self._silent = threading.Event(), threading.Event(), threading.Event()
        self._heard = threading.Event()
        self._thread = threading.Thread(target=self._work, name="player", daemon=True)
        _runs.add(self)

    def open(self) -> None:
        """Start; return once the device plays. Raises DeviceError."""
        self._thread.start()
        if not self._opened.wait(OPEN_S):
            self._stopping.set()
            raise no_output("the device did not answer")
        if self._error is not None:
            self._thread.join(OPEN_S)
            raise no_output(str(self._error)) from self._error

    @property
    def alive(self) -> bool:
        return self._thread.is_alive() and not self._stopping.is_set() and not self._heard.is_set()

    @property
    def position_s(self) -> float:
        heard_s = max(0.0, self._handed / self._rate_hz - self._latency_s)
        return min(self._end_s, self._start_s + heard_s)

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(OPEN_S)

    # The worker

    def _work(self) -> None:
        with contextlib.ExitStack() as undo:
            try:
                stream, channels = self._open_stream(undo)
            except (ProducerError, OSError, ValueError, sound_error()) as error:
                self._error = error
                self._opened.set()
                return
            self._opened.set()
            self._feed(channels)
            self._wait_for_silence(stream)
        self._heard.set()
        if not self._stopping.is_set():
            self._on_end()

    def _open_stream(self, undo: contextlib.ExitStack) -> tuple[Any, int]:
        device = default_output()
        _stop_at_exit()
        self._rate_hz, channels = int(device["default_samplerate"]), min(2, int(device["max_output_channels"]))
        stream_opened()
        undo.callback(stream_closed)
        stream = sounddevice().OutputStream(
            device=device["index"],
            samplerate=self._rate_hz,
            channels=channels,
            dtype="float32",
            latency=LATENCY_S,
            callback=self._callback,
            finished_callback=self._silent.set,
        )
        undo.callback(stream.close)
        self._latency_s = float(stream.latency)
        stream.start()
        return stream, channels

    def _feed(self, channels: int) -> None:
        """Hand over the span in pieces, then None."""
        sound = span_of(self._path, self._start_s, self._end_s, self._rate_hz, channels)
        with contextlib.closing(sound):
            for piece in faded(sound, round(FADE_S * self._rate_hz)):
                if not self._put(piece):
                    return
        self._put(None)

    def _put(self, piece: Sound | None) -> bool:
        """Wait for room; False where nobody wants it any more (stopped, or the device is gone)."""
        while not self._stopping.is_set() and not self._silent.is_set():
            with contextlib.suppress(queue.Full):
                self._pieces.put(piece, timeout=0.1)
                return True
        return False

    def _wait_for_silence(self, stream: Any) -> None:
        """Until the device has played what it has; one that hangs is cut off."""
        while not self._silent.wait(0.1):
            if self._stopping.is_set():
                self._silent.wait(4 * LATENCY_S)
                break
        if not self._silent.is_set():
            stream.abort()

    # PortAudio's thread

    def _callback(self, out: Sound, count: int, time: Any, status: Any) -> None:
        done = self._fill(out)
        out[done:] = 0.0
        self._handed += done
        if self._stopping.is_set():
            fall_at_once(out, round(FADE_S * self._rate_hz))
            raise sounddevice().CallbackStop
        if self._over:
            self._quiet += count
            if self._quiet > (self._latency_s + SPARE_S) * self._rate_hz:
                raise sounddevice().CallbackStop

    def _fill(self, out: Sound) -> int:
        """Copy what is there; return how many frames that were."""
        done = 0
        while done < len(out) and not self._over:
            if not len(self._rest):
                try:
                    piece = self._pieces.get_nowait()
                except queue.Empty:
                    break
                self._over = piece is None
                self._rest = _NOTHING if piece is None else piece
            part = self._rest[: len(out) - done]
            out[done : done + len(part)] = part
            self._rest = self._rest[len(part) :]
            done += len(part)
        return done


_runs: weakref.WeakSet[_Run] = weakref.WeakSet()


@cache
def _stop_at_exit() -> None:
    """PortAudio ends with the interpreter, and must not while a stream is open: registered after its end (it is loaded
    by now), this comes before it.
    """
    atexit.register(_stop_all)


def _stop_all() -> None:
    for run in list(_runs):
        run.stop()


def no_output(detail: str) -> DeviceError:
    """There is nothing to hear it with."""
    return DeviceError(
        "There is no loudspeaker or headphones to play this with.",
        code="no-output",
        kept="Your take is safe.",
        cure="Plug one in, or choose one in the system's sound settings.",
        detail=detail,
    )


def sound_error() -> type[Exception]:
    """PortAudio's own error, or one that is never raised where PortAudio is missing."""
    try:
        return sounddevice().PortAudioError  # type: ignore[no-any-return]
    except ProducerError:
        return ProducerError
