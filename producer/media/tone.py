"""One soft, short, low tick through the loudspeaker: that there is an advice, for who does not look at it."""

from __future__ import annotations

import atexit
import logging
import threading
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from producer.errors import ProducerError
from producer.media.portaudio import sounddevice, stream_closed, stream_opened

log = logging.getLogger(__name__)

RATE_HZ = 48_000
TICK_S, TICK_HZ, PEAK_DBFS = 0.06, 330.0, -30.0
"""Own: low and soft enough not to startle, long enough to be heard as a tone. Even where loudspeaker and microphone
lose nothing between them it stays more than 10 dB under speech at its softest aim (design: -24..-12 dBFS), and Silero
hears no voice in it.
"""
LEAD_S, LATENCY_S, SPARE_S = 0.02, 0.1, 0.1
"""Own: silence before it, so that switching on is no click of its own; a short latency; silence after it for that and a
bit more, because PortAudio throws away what ALSA still holds of a stream that ends (measured: a tenth of a second).
"""
LONGEST_S = 2.0
"""Own: an output that has not taken the tick by then is let go."""
AT_EXIT_S = 3.0
"""Own: a whole tick takes 0.4 s, up to 1.7 s where the sound server was asleep; what hangs longer hangs anyway."""

_lock = threading.Lock()
_playing: threading.Thread | None = None


def play_tick() -> None:
    """Play the tick on a thread of its own and return at once; while one sounds another is left out. Where there is no
    output, the log says so and nothing else happens.
    """
    global _playing
    with _lock:
        if _playing is not None and _playing.is_alive():
            return
        _playing = threading.Thread(target=_play, name="tick", daemon=True)
        _playing.start()


def wait_for_tick(timeout_s: float = AT_EXIT_S) -> None:
    """Wait until no tick sounds, at most ``timeout_s``."""
    playing = _playing
    if playing is not None:
        playing.join(timeout_s)


@cache
def tick() -> NDArray[np.float32]:
    """The tick at 48 kHz: a sine under a Hann window."""
    t = np.arange(round(TICK_S * RATE_HZ)) / RATE_HZ
    wave = 10 ** (PEAK_DBFS / 20) * np.hanning(len(t)) * np.sin(2 * np.pi * TICK_HZ * t)
    return wave.astype(np.float32)


def _play() -> None:
    try:
        sd = sounddevice()
    except ProducerError as error:
        log.info("No tick: %s", error)
        return
    _wait_at_exit()
    stream_opened()  # from here on nobody makes the device list anew
    try:
        _play_through(sd)
    except (sd.PortAudioError, ValueError, OSError) as error:
        log.info("No tick: %s", error)
    finally:
        stream_closed()


def _play_through(sd: Any) -> None:
    """Open the default output, let it have the tick, and close it. Raises what sounddevice does."""
    silence = round(LEAD_S * RATE_HZ), round((LATENCY_S + SPARE_S) * RATE_HZ)
    left, taken = np.pad(tick(), silence), threading.Event()

    def give(out: NDArray[np.float32], count: int, when: object, status: object) -> None:
        nonlocal left
        piece, left = left[:count], left[count:]
        out[:] = 0.0
        out[: len(piece)] = piece[:, None]
        if not len(left):
            taken.set()

    with sd.OutputStream(RATE_HZ, channels=2, dtype="float32", latency=LATENCY_S, callback=give):
        taken.wait(LONGEST_S)


@cache
def _wait_at_exit() -> None:
    """PortAudio ends with the interpreter, and must not while a stream is open: registered after its end, this comes
    before it.
    """
    atexit.register(wait_for_tick)
