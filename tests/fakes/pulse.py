"""A microphone on this machine without hardware: a private PulseAudio whose null sink is what PortAudio records.

    with PulseNullSink() as pulse:
        subprocess.Popen([...], env={**os.environ, **pulse.env})     # PortAudio there lists the device "pulse"
        pulse.play(Path("speech.wav"))                              # speaks into it, in real time

Works headless and as root. ``pulse.env`` holds what a process needs to see this server and no other; for the test's
own process put it into ``os.environ`` before PortAudio is initialised. Needs the packages pulseaudio,
pulseaudio-utils, libasound2-plugins.

Run it by hand: ``python tests/fakes/pulse.py COMMAND...`` runs the command with the microphone there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType

SINK = "producer_test"


def pulse_missing() -> str:
    """What keeps the fake microphone from working here; empty when nothing does."""
    missing = [name for name in ("pulseaudio", "paplay", "pactl") if shutil.which(name) is None]
    if not any(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        missing.append("libasound2-plugins")
    return f"not installed: {', '.join(missing)} (make setup installs them)" if missing else ""


class PulseNullSink:
    """A private sound server with one sink and its monitor, from entering the block until leaving it."""

    def __init__(self, *, rate_hz: int = 48_000) -> None:
        self._rate_hz = rate_hz
        self._players: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> PulseNullSink:
        self._folder = Path(tempfile.mkdtemp(prefix="pulse-"))  # short: a socket's path has at most 107 characters
        socket = self._folder / "native"
        self.env = {
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_RUNTIME_PATH": str(self._folder),
            "PULSE_COOKIE": str(self._folder / "cookie"),
            "PULSE_SOURCE": f"{SINK}.monitor",
            "PULSE_SINK": SINK,
        }
        self._server = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--disallow-exit",
                "--log-level=error",
                "--log-target=stderr",
                "-L",
                f"module-native-protocol-unix socket={socket} auth-anonymous=1",
                "-L",
                f"module-null-sink sink_name={SINK} rate={self._rate_hz} channels=2",
            ],
            env={**os.environ, "HOME": str(self._folder), "XDG_RUNTIME_DIR": str(self._folder), **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in [*self._players, self._server]:
            if child.poll() is None:
                child.terminate()
        for child in [*self._players, self._server]:
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def play(self, sound: Path, *, wait: bool = False, latency_ms: int = 20) -> subprocess.Popen[bytes]:
        """Speak a sound file into the microphone in real time; returns the player, finished if ``wait``."""
        player = subprocess.Popen(
            ["paplay", f"--device={SINK}", f"--latency-msec={latency_ms}", str(sound)],
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._players.append(player)
        if wait:
            player.wait()
        return player

    def unplug(self) -> None:
        """Kill the server: the microphone is gone without a word."""
        self._server.kill()
        self._server.wait()

    def _wait_until_it_answers(self, limit_s: float = 10) -> None:
        pause = threading.Event()
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            if self._server.poll() is not None:
                raise RuntimeError(f"pulseaudio ended with status {self._server.returncode}")
            asked = subprocess.run(
                ["pactl", "list", "short", "sinks"], env={**os.environ, **self.env}, capture_output=True
            )
            if SINK.encode() in asked.stdout:
                return
            pause.wait(0.05)
        raise RuntimeError("pulseaudio does not answer")


def main() -> int:
    with PulseNullSink() as pulse:
        return subprocess.run(sys.argv[1:], env={**os.environ, **pulse.env}).returncode


if __name__ == "__main__":
    sys.exit(main())
