"""The window in the clean room, used to a finished clip by its names on the screen, its keys and nothing else."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from bundle import access, elf
from bundle.access import Window, wait
from bundle.cleanroom import Room
from bundle.tables import system_libraries

SAMPLE = "/usr/lib/producer/_internal/assets/sample/presenter.mp4"
SAID = "Hello from the frozen window. This is a take."
SOCKETS = Path("/tmp/.X11-unix")


class Screen:
    """A screen without hardware and a bus for assistive programs, both outside the room, which sees their sockets."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Screen:
        with self._stack:
            self.number = self._stack.enter_context(display())
            folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
            folder.chmod(0o755)
            self.socket = self._stack.enter_context(access.bus(folder))
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def env(self) -> dict[str, str]:
        """What the program in the room is told."""
        return {
            "DISPLAY": f":{self.number}",
            "AT_SPI_BUS_ADDRESS": "unix:path=/tmp/bus/bus",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }

    @property
    def binds(self) -> list[tuple[Path, str]]:
        return [(SOCKETS, "/tmp/.X11-unix"), (self.socket.parent, "/tmp/bus")]


@contextlib.contextmanager
def display() -> Iterator[int]:
    """A screen of 1280 x 800; gives its number."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac", "-noreset"]
    with subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL) as server:
        os.close(theirs)
        try:
            with os.fdopen(ours) as said:
                yield int(said.readline())
        finally:
            server.terminate()


def keys(screen: Screen, *words: str) -> None:
    subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": f":{screen.number}"}, check=True, timeout=60)


def use_window(room: Room, screen: Screen) -> dict[str, Any]:
    """Record a take, make the clip from what was said, close; return what was made and which libraries were used."""
    env = {**screen.env, "PRODUCER_CAMERA": SAMPLE, "PRODUCER_MICROPHONE": SAMPLE, "PRODUCER_LANGUAGE": "en"}
    command = room.as_person(["producer-window"], env, binds=screen.binds)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as app:
        hand = Window(screen.socket)
        try:
            record(hand, room)
            libraries = mapped(app.pid, room.root)
            clips = make_clip(hand, screen, room)
            hand.close()
            close(app.pid)
            said = app.communicate(timeout=60)[1]
        except TimeoutError as error:
            seen = "; ".join(f"{node.role} {node.name}" for node in hand.nodes() if node.name)
            raise TimeoutError(f"{error}. On the screen: {seen}") from error
        finally:
            if app.poll() is None:
                app.kill()
    if "Traceback" in said:
        raise RuntimeError(said[-3000:])
    if app.returncode != 0:
        raise RuntimeError(f"the window ended with {app.returncode}: {said[-2000:]}")
    if strange := strangers(libraries):
        raise RuntimeError(f"libraries of the system that nobody names: {strange}")
    return {"clips": clips, "libraries_of_the_system": sorted(path.name for path in libraries)}


def takes(room: Room) -> list[Path]:
    return sorted((room.home / "Videos" / "Producer").glob("*.mkv"))


def record(hand: Window, room: Room) -> None:
    """Press the big button, let it run, press it again."""
    hand.wait_for("Ready", "label", 90)  # the camera is open
    hand.press(hand.wait_for("Record", "push button"))
    wait(lambda: takes(room) and takes(room)[0].stat().st_size > 200_000, 60, "no take is being recorded")
    hand.press(hand.wait_for("Stop", "push button", 20))
    hand.wait_for("Make the clip", "push button", 60)


def make_clip(hand: Window, screen: Screen, room: Room) -> list[str]:
    """Type what was said, press the button, wait for both clips."""
    hand.press(hand.wait_for("Make the clip", "push button"))
    field = hand.wait_for("Paste here what you say in this take")
    keys(screen, "search", "--onlyvisible", "--name", "^Producer$", "windowfocus", "--sync")
    hand.focus(field)
    keys(screen, "type", "--delay", "15", SAID)
    hand.press(hand.wait_for("Make the clip", "push button"))
    hand.wait_for("Show in folder", "push button", 180)
    made = sorted(path for path in (room.home / "Videos" / "Producer").rglob("*") if path.suffix in (".mp4", ".srt"))
    texts = [path.read_text("utf-8") for path in made if path.suffix == ".srt"]
    if not texts or any("frozen window" not in " ".join(text.split()) for text in texts):
        raise RuntimeError(f"the captions are not what was typed: {texts}")
    return [path.relative_to(room.home).as_posix() for path in made]


def close(pid: int) -> None:
    """Ask the program to end as a desktop does at the end of its session; the window closes as by its own button."""
    for process in psutil.Process(pid).children(recursive=True):
        if process.name().startswith("producer") and process.parent() is not None:
            process.terminate()
            return


def mapped(pid: int, root: Path) -> list[Path]:
    """The libraries of the room that the running program has loaded and that are not the package's own."""
    found: set[Path] = set()
    for process in psutil.Process(pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found.update(Path(one.path) for one in process.memory_maps() if ".so" in one.path)
    return sorted(path for path in found if path.is_relative_to(root) and "/usr/lib/producer/" not in str(path))


def strangers(libraries: list[Path]) -> list[str]:
    """Those that are neither named in EXCLUDED.md as the system's nor needed by one that is."""
    by_name = {elf.needs(path).soname: path for path in libraries}
    allowed: set[str] = set()
    waiting = [name for name in system_libraries() if name in by_name]
    while waiting:
        name = waiting.pop()
        if name not in allowed:
            allowed.add(name)
            waiting += [need for need in elf.needs(by_name[name]).libraries if need in by_name]
    return sorted(set(by_name) - allowed)
