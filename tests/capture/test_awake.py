"""No sleep in the middle of a take: asked of a real D-Bus, let go whatever happens, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fakes.screen_saver import COOKIE, ScreenSaver, dbus_missing
from fakes.takes import make_flash_file

from producer.capture import CaptureSession
from producer.capture.awake import KeepAwake, can_stay_awake
from producer.errors import ProducerError

linux_desktop = pytest.mark.skipif(bool(dbus_missing()), reason=dbus_missing())


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScreenSaver]:
    with ScreenSaver() as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


def agreed(active: bool = True) -> Any:
    return lambda: nullcontext(SimpleNamespace(active=active))


@linux_desktop
def test_a_real_desktop_is_asked_and_let_go(desktop: ScreenSaver) -> None:
    with KeepAwake() as awake:
        assert awake.wait()
        assert awake.held
        assert [call for call, _ in desktop.asked] == ["Inhibit"]
    desktop.wait_for("UnInhibit")
    assert desktop.asked[-1] == ("UnInhibit", COOKIE)
    assert awake.join() and not awake.held


@linux_desktop
def test_it_is_let_go_when_what_it_was_for_fails(desktop: ScreenSaver) -> None:
    with pytest.raises(ZeroDivisionError), KeepAwake() as awake:
        assert awake.wait()
        raise ZeroDivisionError
    desktop.wait_for("UnInhibit")


@linux_desktop
def test_stopped_before_the_desktop_answered_it_is_let_go_all_the_same(desktop: ScreenSaver) -> None:
    awake = KeepAwake().start()
    awake.stop()
    assert awake.join() and not awake.held
    assert [call for call, _ in desktop.asked] == ["Inhibit", "UnInhibit"]


@linux_desktop
def test_a_desktop_that_refuses_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScreenSaver(refuse=True) as desktop:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
        assert can_stay_awake() is False
        assert [call for call, _ in desktop.asked] == ["Inhibit"]


@linux_desktop
def test_a_desktop_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScreenSaver(mute=True) as desktop:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
        start = time.monotonic()
        assert can_stay_awake(limit_s=0.2) is None
        with KeepAwake() as awake:
            desktop.wait_for("Inhibit")
            assert not awake.held
        assert time.monotonic() - start < 2.0
        assert awake.join()


@linux_desktop
def test_a_take_is_recorded_awake_from_its_start_to_its_end(desktop: ScreenSaver, tmp_path: Path) -> None:
    with recording(tmp_path) as session:
        desktop.wait_for("Inhibit")
        assert wait_until(lambda: session.kept_awake)
        assert session.stop_recording().take.exists()
        desktop.wait_for("UnInhibit")
        assert not session.kept_awake
        session.start_recording(tmp_path / "second.mkv")
        assert wait_until(lambda: session.kept_awake), "the next take as well"
    assert wait_until(lambda: [call for call, _ in desktop.asked].count("UnInhibit") == 2), "closing ends it"


@linux_desktop
def test_a_take_that_cannot_be_finished_lets_the_computer_sleep(
    desktop: ScreenSaver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ProducerError("cannot be read back", code="not-media")

    with recording(tmp_path) as session:
        desktop.wait_for("Inhibit")
        monkeypatch.setattr("producer.capture.running_take.measure", broken)
        with pytest.raises(ProducerError):
            session.stop_recording()
        desktop.wait_for("UnInhibit")


@pytest.mark.usefixtures("no_desktop")
def test_without_a_desktop_a_take_is_made_all_the_same(tmp_path: Path) -> None:
    with recording(tmp_path) as session:
        assert wait_until(lambda: session.elapsed_s > 0.1)
        assert not session.kept_awake
        assert session.stop_recording().take.exists()


def test_the_start_of_a_take_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting costs the start of a thread, though the system never answers."""
    never = threading.Event()

    @contextmanager
    def hangs() -> Iterator[Any]:
        never.wait(20)
        yield SimpleNamespace(active=True)

    try:
        begun = time.perf_counter()
        awake = KeepAwake(hangs).start()
        awake.stop()
        assert time.perf_counter() - begun < 0.02
        assert not awake.held
    finally:
        never.set()
    assert awake.join()


def test_what_the_library_throws_reaches_nobody() -> None:
    def broken() -> AbstractContextManager[Any]:
        raise OSError("no such bus")

    assert can_stay_awake(broken) is False
    assert can_stay_awake(agreed()) is True
    assert can_stay_awake(agreed(active=False)) is False


@pytest.mark.usefixtures("no_desktop")
def test_no_word_of_it_reaches_a_person_and_it_is_loaded_late() -> None:
    """In a process of its own, where every warning is shown: nothing on either output, and no wakepy before."""
    program = (
        "import sys; from producer.capture import CaptureSession; from producer.capture.awake import can_stay_awake;"
        "assert 'wakepy' not in sys.modules; assert can_stay_awake() is False; assert 'wakepy' in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", program], capture_output=True, text=True, timeout=60,
        env={**os.environ}, cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_program_that_ends_without_letting_go_still_ends() -> None:
    """A hold as on Windows, where a thread that is no daemon keeps it: the program's end lets go."""
    program = (
        "import contextlib, threading, types\n"
        "from producer.capture.awake import KeepAwake\n"
        "@contextlib.contextmanager\n"
        "def hold():\n"
        "    over = threading.Event()\n"
        "    threading.Thread(target=over.wait).start()\n"
        "    yield types.SimpleNamespace(active=True)\n"
        "    over.set()\n"
        "assert KeepAwake(hold).start().wait()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], timeout=30, cwd=Path(__file__).parents[2])
    assert done.returncode == 0


@contextmanager
def recording(folder: Path) -> Iterator[CaptureSession]:
    """A session that is recording a take from a file."""
    source = make_flash_file(folder / "source.mp4", seconds=3, size="320x180")
    session = CaptureSession(str(source), "none")
    session.open()
    try:
        session.start_recording(folder / "take.mkv")
        assert wait_until(lambda: session.elapsed_s > 0.2)
        yield session
    finally:
        session.close()


def wait_until(holds: Any, limit_s: float = 10) -> bool:
    pause, end = threading.Event(), time.monotonic() + limit_s
    while not holds():
        if time.monotonic() > end:
            return False
        pause.wait(0.01)
    return True
