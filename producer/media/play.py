"""A span of a take, heard: decoded in small pieces on a thread of its own, played through PortAudio at the device's
own rate.
"""

from __future__ import annotations

import atexit
import contextlib
import queue
import threading
import weakref
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.errors import DeviceError, ProducerError
from producer.media.portaudio import default_output, sounddevice, stream_closed, stream_opened
from producer.media.probe import probe
from producer.media.sound import HOLE_S

Sound = NDArray[np.float32]
"""frames x channels, -1..1."""

FADE_S = 0.010
"""Both ends rise and fall this long, so that a cut in the middle of a word does not click."""
AHEAD = 25
"""Pieces decoded ahead, 20 ms each: half a second rides out a busy moment, and a stop throws no more than that away."""
PIECE_S = 0.02
LATENCY_S = 0.1
"""Asked of the device: short enough that a stop is heard as one, long enough for Python on two busy cores."""
SPARE_S = 0.05
"""Silence is played after the end until the device has let go of the last sound, and this much longer: PortAudio
throws away what ALSA still holds when a stream ends itself (measured: a tenth of a second).
"""
OPEN_S = 3.0
"""A driver that has not opened by then is taken for absent; a person has clicked and waits."""
_NOTHING: Sound = np.zeros((0, 1), np.float32)
EARLIER_S = 0.25
"""Decoding begins this much before the span: compressed sound needs a few packets to come right."""


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


# The span as pieces of sound


def span_of(path: Path, start_s: float, end_s: float, rate_hz: int, channels: int) -> Generator[Sound, None, None]:
    """Yield exactly ``start_s``..``end_s`` in small pieces; silence where the file has no sound, nothing decoded
    beyond the end. Damaged stretches are silent.
    """
    wanted = round((end_s - start_s) * rate_hz)
    done = 0
    for piece in _from(path, start_s, rate_hz, channels):
        part = piece[: wanted - done]
        yield from _small(part, round(PIECE_S * rate_hz))
        done += len(part)
        if done >= wanted:
            return
    yield from _small(np.zeros((wanted - done, channels), np.float32), round(PIECE_S * rate_hz))


def _from(path: Path, start_s: float, rate_hz: int, channels: int) -> Iterator[Sound]:
    """Yield the sound from ``start_s`` on, each sample in its place."""
    at = 0  # the next sample's place, counted from start_s
    for time_s, sound in _decoded(path, start_s, rate_hz, channels):
        place = round((time_s - start_s) * rate_hz)
        missing = place - at
        if missing >= HOLE_S * rate_hz or (at == 0 and missing > 0):
            yield np.zeros((missing, channels), np.float32)
            at += missing
        elif at == 0 and missing < 0:
            sound = sound[-missing:]
        if len(sound):
            yield sound
            at += len(sound)


def _decoded(path: Path, start_s: float, rate_hz: int, channels: int) -> Iterator[tuple[float, Sound]]:
    """Yield ``(time of its first sample, sound)`` from a little before ``start_s``, resampled."""
    resampler = av.AudioResampler(format="flt", layout="stereo" if channels == 2 else "mono", rate=rate_hz)
    with av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        origin_s = (container.start_time or 0) / av.time_base
        stream = container.streams.audio[0]
        _seek(container, stream, start_s - EARLIER_S + origin_s, origin_s)
        with contextlib.suppress(av.error.FFmpegError):  # the file ends in damage: what came before was heard
            for frame in _frames(container, stream):
                time_s = float(frame.time or 0.0) - origin_s
                frame.pts = None
                for piece in resampler.resample(frame):
                    yield time_s, piece.to_ndarray().reshape(-1, channels).astype(np.float32, copy=False)
                    time_s += piece.samples / rate_hz


def _seek(container: av.container.InputContainer, stream: av.AudioStream, to_s: float, origin_s: float) -> None:
    """Go to the last place before ``to_s``; where the file cannot, stay at its start."""
    if to_s <= origin_s or stream.time_base is None:
        return
    with contextlib.suppress(av.error.FFmpegError):
        container.seek(int(to_s / stream.time_base), stream=stream)


def _frames(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    for packet in container.demux(stream):
        with contextlib.suppress(av.error.InvalidDataError):
            yield from packet.decode()


def _small(sound: Sound, frames: int) -> Iterator[Sound]:
    for first in range(0, len(sound), frames):
        yield sound[first : first + frames]


def faded(pieces: Iterator[Sound], frames: int) -> Iterator[Sound]:
    """Let the first ``frames`` of the whole rise and the last ones fall; hands on all but the last pieces at once."""
    held: list[Sound] = []
    risen = 0
    for piece in pieces:
        risen += _rise(piece := piece.copy(), risen, frames)
        held.append(piece)
        while sum(map(len, held[1:])) >= frames:
            yield held.pop(0)
    if held:
        last = np.concatenate(held)
        fall_at_end(last, frames)
        yield last


def _rise(piece: Sound, risen: int, frames: int) -> int:
    count = min(len(piece), frames - risen)
    if count > 0:
        piece[:count] *= ((np.arange(count, dtype=np.float32) + risen) / frames)[:, None]
    return max(0, count)


def fall_at_end(sound: Sound, frames: int) -> None:
    """Let the last ``frames`` fall to silence."""
    count = min(frames, len(sound))
    sound[len(sound) - count :] *= np.linspace(1.0, 0.0, count, dtype=np.float32)[:, None]


def fall_at_once(sound: Sound, frames: int) -> None:
    """Let the first ``frames`` fall to silence, and silence be after them."""
    fall_at_end(sound[:frames], frames)
    sound[frames:] = 0.0
