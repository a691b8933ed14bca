"""What comes out of the loudspeaker: the right span of a take and nothing else, recorded at the sound server itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes.known_media import make
from fakes.pulse import PulseNullSink
from fakes.sink_recorder import RATE_HZ, SinkRecorder
from numpy.typing import NDArray

from producer.errors import DeviceError, MissingFile, NoSound
from producer.media.play import Player

STEPS = "aevalsrc='0.4*sin(2*PI*(300+100*floor(t))*t)':s=44100:d=6"
"""300 Hz in the first second, 400 Hz in the second, and so on: what is heard says where in the file it is."""

CHILD = """
import json, sys, threading
from pathlib import Path
from producer.errors import ProducerError
from producer.media.play import Player

path, start_s, end_s, stop_at_s = Path(sys.argv[1]), *map(float, sys.argv[2:])
ended = threading.Event()
player = Player(ended.set)
try:
    player.play(path, start_s, end_s)
except ProducerError as error:
    print(json.dumps({"code": error.code, "cure": error.cure, "kept": error.kept}))
    sys.exit()
positions = []
while not ended.wait(0.02) and player.playing:
    positions.append(player.position_s)
    if positions[-1] >= stop_at_s:
        player.stop()
print(json.dumps({"ended": ended.is_set(), "playing": player.playing, "after": player.position_s,
                  "positions": positions}))
"""


def play(path: Path, *span: float, env: dict[str, str]) -> dict[str, Any]:
    """Play in a process of its own: PortAudio looks at its environment only once."""
    command = [sys.executable, "-c", CHILD, str(path), *map(str, span)]
    done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, timeout=60, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.fixture
def recorder(pulse: PulseNullSink) -> Iterator[SinkRecorder]:
    with SinkRecorder(pulse) as made:
        yield made


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("play") / "steps.wav", "-f", "lavfi", "-i", STEPS)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory, steps: Path) -> Path:
    """The same sound in a take: Matroska with a picture, compressed sound."""
    path = tmp_path_factory.mktemp("play") / "take.mkv"
    return make(path, "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=6", "-i", str(steps), "-c:v", "libx264",
                "-preset", "ultrafast", "-c:a", "aac", "-ar", "48000")


def audible(sound: NDArray[np.float64]) -> tuple[int, int]:
    """Return where sound begins and ends, in samples."""
    loud = np.flatnonzero(np.abs(sound) > 0.02)
    assert len(loud), "nothing was heard"
    return int(loud[0]), int(loud[-1]) + 1


def pitch_hz(sound: NDArray[np.floating[Any]]) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 17))
    return float(np.argmax(spectrum)) * RATE_HZ / (1 << 17)


@pytest.mark.live
def test_the_span_that_was_asked_for_is_heard_and_nothing_after_it(
    recorder: SinkRecorder, pulse: PulseNullSink, film: Path
) -> None:
    said = play(film, 2.0, 3.5, 99, env=pulse.env)
    sound = recorder.sound()
    begin, end = audible(sound)
    assert (end - begin) / RATE_HZ == pytest.approx(1.5, abs=0.03)
    assert len(sound) - end > 0.4 * RATE_HZ  # and then it is quiet
    assert pitch_hz(sound[begin + 4800 : begin + 43200]) == pytest.approx(500, abs=3)
    assert pitch_hz(sound[begin + 52800 : end - 2400]) == pytest.approx(600, abs=3)
    assert said["ended"] and not said["playing"] and said["after"] is None
    assert said["positions"] == sorted(said["positions"]) and 3.2 < said["positions"][-1] <= 3.5


@pytest.mark.live
def test_a_stop_is_heard_at_once_and_is_no_end(recorder: SinkRecorder, pulse: PulseNullSink, steps: Path) -> None:
    said = play(steps, 1.0, 6.0, 1.6, env=pulse.env)
    sound = recorder.sound()
    begin, end = audible(sound)
    assert 0.55 < (end - begin) / RATE_HZ < 0.85  # 0.6 s were heard when it was stopped, and a tenth was on its way
    assert len(sound) - end > 0.4 * RATE_HZ
    assert not said["ended"] and not said["playing"]


@pytest.mark.live
def test_a_program_that_ends_while_it_plays_ends_cleanly(pulse: PulseNullSink, steps: Path) -> None:
    code = f"import pathlib, producer.media.play as m; p = m.Player(); p.play(pathlib.Path({str(steps)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **pulse.env}, capture_output=True, text=True, timeout=20
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_loudspeaker_it_is_said(steps: Path, tmp_path: Path) -> None:
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/none", "PULSE_RUNTIME_PATH": str(tmp_path), "HOME": str(tmp_path),
               "ALSA_CONFIG_PATH": str(tmp_path / "empty.conf")}
    (tmp_path / "empty.conf").write_text("pcm.gone { type hw\n card 99 }\n")
    said = play(steps, 0, 1, 99, env=nowhere)
    assert said["code"] == "no-output"
    assert said["cure"] and said["kept"]


def test_a_driver_that_does_not_answer_is_said(steps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs = threading.Event()
    monkeypatch.setattr("producer.media.play.OPEN_S", 0.1)

    def hang() -> dict[str, Any]:
        hangs.wait(10)
        raise OSError("at last")

    monkeypatch.setattr("producer.media.play.default_output", hang)
    player = Player()
    with pytest.raises(DeviceError) as caught:
        player.play(steps)
    assert caught.value.code == "no-output"
    assert not player.playing and player.position_s is None
    hangs.set()
    player.close()


def test_what_cannot_be_heard_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("producer.media.play.default_output", lambda: pytest.fail("opened"))
    with pytest.raises(MissingFile):
        Player().play(tmp_path / "gone.mkv")
    silent = make(tmp_path / "silent.mp4", "-f", "lavfi", "-i", "color=s=64x64:d=0.3", "-pix_fmt", "yuv420p")
    with pytest.raises(NoSound):
        Player().play(silent)
