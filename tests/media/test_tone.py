"""The tick: what it sounds like by its samples, and what of it arrives at a real output; it holds nobody up."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from fakes.pulse import SINK, PulseNullSink

from producer.errors import MicrophoneError
from producer.media import portaudio, tone
from producer.media.voice_activity import StreamingVoiceActivity

RATE_HZ = 48_000


def dbfs(value: float) -> float:
    return 20 * float(np.log10(max(value, 1e-9)))


def test_it_is_soft_short_low_and_faded() -> None:
    wave = tone.tick()
    sounding = np.flatnonzero(np.abs(wave) > 1e-5)
    assert dbfs(np.abs(wave).max()) == pytest.approx(-30.0, abs=0.2)
    assert (sounding[-1] - sounding[0]) / RATE_HZ == pytest.approx(0.06, abs=0.004)
    spectrum = np.abs(np.fft.rfft(wave, RATE_HZ))
    assert np.argmax(spectrum) == pytest.approx(330, abs=12)
    assert (spectrum[1000:] ** 2).sum() < 1e-4 * (spectrum**2).sum()  # no click: nothing above 1 kHz
    assert np.abs(np.diff(wave)).max() < 0.002


def test_it_is_no_voice_to_the_coach_and_far_under_speech() -> None:
    """At the level it leaves the computer with: whatever reaches the microphone is softer still."""
    second = np.zeros(16_000, np.float32)
    at_16k = tone.tick()[::3]
    second[4000 : 4000 + len(at_16k)] = at_16k
    chances = StreamingVoiceActivity().feed(np.tile(second, 10))
    assert (chances >= 0.5).mean() == 0.0
    loudest_100_ms = np.sqrt(np.convolve(second**2, np.full(1600, 1 / 1600), "valid").max())
    assert dbfs(loudest_100_ms) < -36.0  # speech is at -24 dBFS or more


def test_where_there_is_no_output_the_log_says_so_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> None:
        raise MicrophoneError("The sound library PortAudio is not installed.", code="no-portaudio")

    monkeypatch.setattr(tone, "sounddevice", missing)
    with caplog.at_level(logging.INFO, "producer.media.tone"):
        tone.play_tick()
        tone.wait_for_tick(5)
    assert "No tick: The sound library PortAudio is not installed." in caplog.text


class HangingStream:
    """An output that does not open for a long time, and then takes nothing."""

    opened = 0
    go_on = threading.Event()

    def __init__(self, *_: object, **__: object) -> None:
        HangingStream.opened += 1

    def __enter__(self) -> HangingStream:
        self.go_on.wait(20)
        return self

    def __exit__(self, *_: object) -> None: ...


def test_it_never_holds_up_who_calls_it_and_one_at_a_time_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    class Module:
        OutputStream = HangingStream
        PortAudioError = OSError

    monkeypatch.setattr(tone, "sounddevice", lambda: Module)
    monkeypatch.setattr(tone, "LONGEST_S", 0.01)
    begin = time.monotonic()
    for _ in range(50):
        tone.play_tick()
    assert time.monotonic() - begin < 0.2
    HangingStream.go_on.set()
    tone.wait_for_tick(5)
    assert HangingStream.opened == 1
    assert portaudio._open_streams == 0
    tone.play_tick()
    tone.wait_for_tick(5)
    assert HangingStream.opened == 2


@contextmanager
def listening(pulse: PulseNullSink) -> Iterator[subprocess.Popen[bytes]]:
    recorder = subprocess.Popen(
        [
            "parec",
            f"--device={SINK}.monitor",
            "--format=float32le",
            "--rate=48000",
            "--channels=1",
            "--latency-msec=10",
        ],
        env={**pulse.env, "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
    )
    try:
        yield recorder
    finally:
        recorder.terminate()
        recorder.wait()


CHILD = """
import threading
from producer.media import portaudio, tone
tone.play_tick()
while not portaudio._open_streams:
    threading.Event().wait(0.001)
print("ended", flush=True)
"""
"""Ends while the tick sounds: it is waited for, and PortAudio is not ended under it."""


@pytest.mark.live
def test_it_is_heard_at_a_real_output_as_soft_as_it_is_meant(pulse: PulseNullSink) -> None:
    heard = bytearray()
    hears, still = threading.Event(), threading.Event()

    def listen(recorder: subprocess.Popen[bytes]) -> None:
        assert recorder.stdout is not None
        while piece := recorder.stdout.read(9600):
            heard.extend(piece)
            hears.set()
            if np.abs(np.frombuffer(heard, np.float32)).max() > 0.01 and not np.frombuffer(piece, np.float32).any():
                still.set()

    with listening(pulse) as recorder:
        thread = threading.Thread(target=listen, args=(recorder,))
        thread.start()
        assert hears.wait(10)  # a sink that nobody listens to sleeps for seconds
        child = subprocess.run(
            [sys.executable, "-c", CHILD], env={**os.environ, **pulse.env}, capture_output=True, text=True, timeout=60
        )
        still.wait(10)
    thread.join(10)  # reads to the end of what the recorder left behind; only then may its pipe be closed
    assert recorder.stdout is not None
    recorder.stdout.close()
    assert (child.returncode, child.stdout) == (0, "ended\n"), child.stderr
    wave = np.frombuffer(bytes(heard), np.float32)
    sounding = np.flatnonzero(np.abs(wave) > 1e-4)
    assert dbfs(np.abs(wave).max()) == pytest.approx(-30.0, abs=0.5)
    assert 0.045 < (sounding[-1] - sounding[0]) / RATE_HZ < 0.07
    tick = wave[sounding[0] : sounding[-1]]
    assert np.argmax(np.abs(np.fft.rfft(tick, RATE_HZ))) == pytest.approx(330, abs=12)
