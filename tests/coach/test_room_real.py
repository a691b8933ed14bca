"""The room check on real devices: two places at once, each with a camera and a sound server of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from coach.test_room_check import RATE_HZ, TESTS, backlit, room_sound, voice
from fakes.mjpeg_server import MjpegServer, jpeg
from fakes.pulse import SINK, PulseNullSink, pulse_missing
from fakes.screen_saver import ScreenSaver, dbus_missing

__all__ = ["voice"]


class Place:
    """A camera and a sound server, and a check that watches them in a process of its own."""

    def __init__(self, picture: np.ndarray, folder: Path, undo: contextlib.ExitStack, **env: str) -> None:
        small = cv2.resize(picture, (640, 360), interpolation=cv2.INTER_AREA)
        compressed = jpeg(np.asarray(small, np.uint8), 95)
        self._camera = undo.enter_context(MjpegServer(lambda number: compressed, fps=15))
        self.pulse = undo.enter_context(PulseNullSink())
        self._folder, self._env, self._undo = folder, env, undo

    def headset(self) -> None:
        """Speak through a wireless headset."""
        command = [
            "pactl",
            "load-module",
            "module-remap-source",
            "source_name=bluez_input.AA",
            f"master={SINK}.monitor",
        ]
        subprocess.run(command, env={**os.environ, **self.pulse.env}, check=True, capture_output=True)
        self._env["PULSE_SOURCE"] = "bluez_input.AA"

    def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
        self._child = self._undo.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "fakes.check_room", self._camera.url, "pulse", str(self._folder)],
                env={**kept, **self.pulse.env, **self._env, "PYTHONPATH": str(TESTS.parent)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=TESTS,
            )
        )
        self._undo.callback(self._child.kill)

    def speak(self, sound: Path) -> None:
        """Play the sound from the moment on in which the check watches."""
        assert self._child.stdout is not None
        assert self._child.stdout.readline().strip() == "watching", self._child.communicate(timeout=5)[1]
        self.pulse.play(sound)

    def end(self) -> dict[str, Any]:
        out, errors = self._child.communicate(timeout=30)
        assert self._child.returncode == 0, errors
        result: dict[str, Any] = json.loads(out)
        return result


def wav(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples.clip(-1, 1) * 32767).astype("<i2").tobytes())
    return path


def telephone(samples: np.ndarray) -> np.ndarray:
    """Nothing above 3.7 kHz, as a headset's telephone connection."""
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / RATE_HZ) > 3700] = 0
    return np.fft.irfft(spectrum, len(samples)).astype(np.float32)


@pytest.mark.live
@pytest.mark.skipif(bool(pulse_missing() or dbus_missing()), reason=pulse_missing() or dbus_missing())
def test_two_places_before_real_devices(presenter: np.ndarray, voice: np.ndarray, tmp_path: Path) -> None:
    """A dark and quiet one on a computer that stays awake; a backlit and noisy one with a headset on one that does
    not. Both at once, each with its camera, its sound server and its own process.
    """
    with contextlib.ExitStack() as undo:
        awake = undo.enter_context(ScreenSaver())
        dark = Place((presenter * 0.4).astype(np.uint8), tmp_path, undo, DBUS_SESSION_BUS_ADDRESS=awake.address)
        noisy = Place(backlit(presenter), tmp_path, undo)
        noisy.headset()
        for place in (dark, noisy):
            place.start()
        dark.speak(wav(tmp_path / "quiet.wav", room_sound(voice, -65.0)))
        noisy.speak(wav(tmp_path / "noisy.wav", telephone(room_sound(voice, -24.0))))
        ends = [dark.end(), noisy.end()]
        awake.wait_for("UnInhibit")
    assert [one["parts"] for one in ends] == [["quiet", "speak"]] * 2
    first, second = ({topic: tuple(one[:2]) for topic, one in end["verdicts"].items()} for end in ends)
    assert first["light"] == ("mind", "dark")
    for topic in ("backlight", "background", "microphone", "noise", "echo"):
        assert first[topic] == ("good", "good"), topic
    assert first["sleep"] == ("good", "awake")
    assert second["backlight"] == ("bad", "behind")
    assert second["noise"] == ("bad", "loud")
    assert second["microphone"] == ("bad", "wireless")
    assert second["sleep"] == ("mind", "may_sleep")
