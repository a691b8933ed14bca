"""A real window on a real screen, driven by mouse and keys from the preview to the finished clip: network camera,
PortAudio microphone.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes.mjpeg_server import MjpegServer
from fakes.pulse import PulseNullSink
from fakes.sink_recorder import SinkRecorder

from producer.assets import asset
from producer.captions import read_captions
from producer.media.ffmpeg import run_ffmpeg
from producer.media.loudness import measure_loudness
from producer.media.probe import probe

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.window, pytest.mark.live]


def camera_picture(number: int) -> np.ndarray[Any, Any]:
    """A grey wall over which a bright bar wanders."""
    picture = np.full((360, 640, 3), 90, np.uint8)
    left = number * 8 % 600
    picture[:, left : left + 40] = (40, 180, 220)
    return picture


class Driver:
    """One running app; ``click`` and ``key`` are real X events, ``state`` is what can be seen."""

    def __init__(self, env: dict[str, str]) -> None:
        command = [sys.executable, str(ROOT / "tests/ui/driven_app.py")]
        self.app = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        self._env = env
        self._lock = threading.Lock()

    def ask(self, line: str) -> Any:
        assert self.app.stdin is not None
        assert self.app.stdout is not None
        with self._lock:
            self.app.stdin.write(line + "\n")
            self.app.stdin.flush()
            said = self.app.stdout.readline()
        if not said:
            assert self.app.stderr is not None
            pytest.fail(f"the app ended: {self.app.stderr.read()[-3000:]}")
        return json.loads(said)

    def until(self, holds: Callable[[dict[str, Any]], bool], limit_s: float = 30) -> dict[str, Any]:
        end, pause = time.monotonic() + limit_s, threading.Event()
        while True:
            state: dict[str, Any] = self.ask("state")
            if holds(state):
                return state
            if time.monotonic() > end:
                pytest.fail(f"it did not come to that in {limit_s} s: {state}")
            pause.wait(0.05)

    def xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._env, check=True, timeout=20)

    def focus(self) -> None:
        self.xdotool("search", "--sync", "--onlyvisible", "--name", "^Producer$", "windowfocus", "--sync")

    def click(self, text: str) -> None:
        end, pause = time.monotonic() + 10, threading.Event()
        while (rect := self.ask(f"where {text}")) is None:
            if time.monotonic() > end:
                pytest.fail(f"nothing on the screen says {text}: {self.ask('state')['texts']}")
            pause.wait(0.05)
        x, y, width, height = rect
        self.xdotool("mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def key(self, name: str) -> None:
        self.xdotool("key", name)

    def type(self, text: str) -> None:
        self.xdotool("type", "--delay", "5", text)

    def close(self) -> tuple[int, str]:
        self.ask("close")
        _, said = self.app.communicate(timeout=20)
        return self.app.returncode, said


@pytest.fixture
def env(xvfb: str, own_folders: Path, tmp_path: Path) -> dict[str, str]:
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is not installed (make setup installs it)")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRODUCER_")}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PRODUCER_DATA": str(own_folders / "data"),
        "PRODUCER_CONFIG": str(own_folders / "config"),
        "PRODUCER_LANGUAGE": "en",
        "HF_HUB_CACHE": str(tmp_path / "no-models"),
    }


@pytest.fixture
def camera() -> Iterator[MjpegServer]:
    with MjpegServer(camera_picture, fps=30) as server:
        yield server


@pytest.fixture
def driver(env: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Callable[..., Driver]]:
    made: list[Driver] = []

    def start(**more: str) -> Driver:
        made.append(Driver({**env, **more}))
        return made[-1]

    yield start
    for one in made:
        if one.app.poll() is None:
            one.app.kill()
            one.app.communicate()


def test_from_preview_to_finished_clip(
    driver: Callable[..., Driver], camera: MjpegServer, pulse: PulseNullSink, own_folders: Path, tmp_path: Path
) -> None:
    voice = tmp_path / "voice.wav"
    run_ffmpeg(["-i", str(asset("sample/presenter.mp4")), "-vn", str(voice)])
    app = driver(PRODUCER_CAMERA=camera.url, PRODUCER_MICROPHONE="pulse", **pulse.env)
    app.until(lambda s: s["phase"] == "READY" and s["painted"] > 10 and s["has_picture"])
    pulse.play(voice)
    app.until(lambda s: (s["level_dbfs"] or -100) > -50)
    app.focus()

    app.click("Record")
    app.until(lambda s: s["phase"] == "COUNTDOWN")
    app.key("Escape")
    app.until(lambda s: s["phase"] == "READY")
    app.key("space")
    app.until(lambda s: s["phase"] == "RECORDING" and s["elapsed_s"] >= 4)
    app.key("space")
    takes = app.until(lambda s: s["phase"] == "READY" and len(s["takes"]) == 1)["takes"]
    take = probe(Path(takes[0]), need_picture=True, need_sound=True)
    assert take.duration_s >= 4
    assert Path(takes[0]).parent == own_folders / "data" / "takes"

    app.click("Make the clip")
    app.click("Paste here what you say in this take")
    app.type("Hello from the window. This is a take.")
    while app.ask("state")["focus"] != "QLineEdit":  # by keys: language, captions in the picture, title
        app.key("Tab")
    app.type("It's 100% ours")
    app.click("Make the clip")
    app.until(lambda s: s["view"] == "WORKING")
    app.until(lambda s: s["view"] == "DONE", 90)
    clips = own_folders / "data" / "takes" / "clips"
    for name in ("linkedin", "youtube"):
        clip = probe(clips / f"Take 1-{name}.mp4", need_picture=True, need_sound=True)
        assert clip.duration_s == pytest.approx(take.duration_s + 2.5, abs=0.3)
        assert measure_loudness(clips / f"Take 1-{name}.mp4").integrated_lufs == pytest.approx(-14, abs=1)
        said = " ".join(cue.text for cue in read_captions(clips / f"Take 1-{name}.srt").cues).split()
        assert said == ["Hello", "from", "the", "window.", "This", "is", "a", "take."]
    app.click("Show in folder")
    assert app.until(lambda s: s["opened"])["opened"] == [str(clips)]
    code, said_last = app.close()
    assert code == 0, said_last
    assert "Traceback" not in said_last


def test_stopping_a_clip_leaves_nothing(driver: Callable[..., Driver], own_folders: Path) -> None:
    sample = str(asset("sample/presenter.mp4"))
    app = driver(PRODUCER_CAMERA=sample, PRODUCER_MICROPHONE=sample)
    app.until(lambda s: s["phase"] == "READY")
    app.focus()
    app.key("space")
    app.until(lambda s: s["phase"] == "RECORDING" and s["elapsed_s"] >= 6)
    app.key("space")
    app.until(lambda s: len(s["takes"]) == 1)
    app.click("Make the clip")
    app.click("Paste here what you say in this take")
    app.type("Hello there, this is short.")
    app.click("Make the clip")
    app.until(lambda s: s["view"] == "WORKING")
    app.click("Stop making the clip")
    app.until(lambda s: s["view"] == "FORM")
    clips = own_folders / "data" / "takes" / "clips"
    assert not [path for path in clips.rglob("*") if ".part" in str(path) or path.suffix == ".mp4"]
    assert app.close()[0] == 0


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        (
            {"PRODUCER_CAMERA": "http://127.0.0.1:9/cam.mjpg", "PRODUCER_MICROPHONE": "none"},
            "The network camera does not answer.",
        ),
        ({"PRODUCER_CAMERA": "7", "PRODUCER_MICROPHONE": "none"}, "There is no camera here."),
    ],
)
def test_no_camera_is_said_and_another_can_be_chosen(
    driver: Callable[..., Driver], sources: dict[str, str], said: str
) -> None:
    app = driver(**sources)
    assert app.until(lambda s: s["phase"] == "TROUBLE", 20)["problem"] == said
    app.focus()
    app.click("Choose another")
    app.until(lambda s: "Camera and microphone" in s["texts"] and "Camera" in s["texts"])
    app.key("Escape")
    app.click("Try again")
    app.until(lambda s: s["phase"] == "OPENING" or s["phase"] == "TROUBLE")
    app.until(lambda s: s["phase"] == "TROUBLE", 20)
    assert app.close()[0] == 0


def test_a_camera_that_is_unplugged_leaves_a_kept_take(driver: Callable[..., Driver], camera: MjpegServer) -> None:
    app = driver(PRODUCER_CAMERA=camera.url, PRODUCER_MICROPHONE="none")
    app.until(lambda s: s["phase"] == "READY")
    app.focus()
    app.key("space")
    app.until(lambda s: s["phase"] == "RECORDING" and s["elapsed_s"] >= 2)
    camera.unplug()
    state = app.until(lambda s: s["phase"] == "TROUBLE" and s["takes"], 20)
    assert state["problem"] == "The camera has stopped giving a picture."
    assert probe(Path(state["takes"][0]), need_picture=True).duration_s >= 1.5
    assert app.close()[0] == 0


def test_closing_in_the_middle_of_a_take_keeps_it(driver: Callable[..., Driver], own_folders: Path) -> None:
    sample = str(asset("sample/presenter.mp4"))
    app = driver(PRODUCER_CAMERA=sample, PRODUCER_MICROPHONE=sample)
    app.until(lambda s: s["phase"] == "READY")
    app.focus()
    app.key("space")
    app.until(lambda s: s["phase"] == "RECORDING" and s["elapsed_s"] >= 2)
    code, said = app.close()
    assert code == 0, said
    (take,) = (own_folders / "data" / "takes").glob("*.mkv")
    assert probe(take, need_picture=True, need_sound=True).duration_s >= 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_app_as_a_person_would(env: dict[str, str], own_folders: Path, number: int) -> None:
    command = [sys.executable, "-m", "producer"]
    with subprocess.Popen(command, env={**env, "PRODUCER_CAMERA": "7", "PRODUCER_MICROPHONE": "none"}, cwd=ROOT) as app:
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Producer$"]
        subprocess.run(search, env=env, check=True, timeout=20, stdout=subprocess.DEVNULL)
        app.send_signal(number)
        assert app.wait(15) == 0


def test_a_killed_take_is_offered_at_the_next_start(driver: Callable[..., Driver], own_folders: Path) -> None:
    sample = str(asset("sample/presenter.mp4"))
    sources = {"PRODUCER_CAMERA": sample, "PRODUCER_MICROPHONE": sample}
    app = driver(**sources)
    app.until(lambda s: s["phase"] == "READY")
    app.focus()
    app.key("space")
    app.until(lambda s: s["phase"] == "RECORDING" and s["elapsed_s"] >= 4)
    app.app.kill()
    app.app.communicate()
    again = driver(**sources)
    again.until(lambda s: any("cut off" in text for text in s["texts"]))
    assert again.ask("state")["takes"] == []
    again.focus()
    again.click("Recover")
    takes = again.until(lambda s: len(s["takes"]) == 1)["takes"]
    assert probe(Path(takes[0]), need_picture=True, need_sound=True).duration_s >= 3
    assert again.close()[0] == 0


def test_a_take_s_report_is_measured_shown_walked_and_heard(
    driver: Callable[..., Driver], pulse: PulseNullSink, own_folders: Path
) -> None:
    sample = str(asset("sample/presenter.mp4"))
    app = driver(PRODUCER_CAMERA=sample, PRODUCER_MICROPHONE=sample, **pulse.env)
    app.until(lambda s: s["phase"] == "READY")
    app.focus()
    app.key("space")
    app.until(lambda s: s["phase"] == "RECORDING" and s["elapsed_s"] >= 8)
    app.key("space")
    app.until(lambda s: len(s["takes"]) == 1)
    app.click("Report")
    app.until(lambda s: {"What went well", "Your take in time"} <= set(s["texts"]), 60)
    assert (own_folders / "data" / "takes" / "Take 1.report.json").is_file()
    assert len((own_folders / "data" / "progress.jsonl").read_text().splitlines()) == 1
    with SinkRecorder(pulse) as recorder:
        assert np.abs(recorder.sound(0.3)).max() == 0.0
        app.key("Right")
        app.key("Return")
        assert np.abs(recorder.sound(2.0)).max() > 0.02, "the mark is heard"
    app.key("Escape")
    app.until(lambda s: "Your takes" in s["texts"])
    assert app.close()[0] == 0


def test_the_room_is_checked_through_real_devices(
    driver: Callable[..., Driver], camera: MjpegServer, pulse: PulseNullSink
) -> None:
    app = driver(PRODUCER_CAMERA=camera.url, PRODUCER_MICROPHONE="pulse", **pulse.env)
    app.until(lambda s: s["phase"] == "READY" and s["has_picture"])
    app.focus()
    app.click("Check the room first (10 seconds)")
    app.until(lambda s: "Be quiet for a moment…" in s["texts"])
    app.until(lambda s: "Now say one sentence aloud" in s["texts"], 20)
    state = app.until(lambda s: any("see you" in text for text in s["texts"]), 30)
    assert any("hear" in text or "microphone" in text.lower() for text in state["texts"]), state["texts"]
    assert app.close()[0] == 0
