"""Where no window can open the app says why, and never ends in an abort."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ui.screen import NO_SCREEN, why_no_window

ROOT = Path(__file__).parents[2]
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux names its display")


@linux_only
@pytest.mark.parametrize("display", ["", ":64321", "nonsense", "localhost:59000", "unix:64321"])
def test_no_screen_is_one_sentence_and_status_1(display: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env = {**kept, "DISPLAY": display, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "producer"], env=env, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (1, "", NO_SCREEN)


@linux_only
def test_a_screen_that_answers_is_enough(xvfb: str) -> None:
    assert why_no_window({"DISPLAY": xvfb}) == ""
    assert why_no_window({"DISPLAY": f"{xvfb}.0"}) == ""


@linux_only
def test_a_screen_on_another_machine() -> None:
    with socket.create_server(("127.0.0.1", 6077)):
        assert why_no_window({"DISPLAY": "127.0.0.1:77.0"}) == ""


@linux_only
def test_other_platforms_of_qt_need_no_display() -> None:
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}) == ""
    assert why_no_window({"WAYLAND_DISPLAY": "wayland-0"}) == ""
    assert why_no_window({"QT_QPA_PLATFORM": "xcb"}) == NO_SCREEN


@linux_only
def test_a_missing_library_is_named(xvfb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.screen.LIBRARIES", ("libnowhere.so.1",))
    assert "libnowhere.so.1" in why_no_window({"DISPLAY": xvfb})


def test_a_broken_installation_says_so() -> None:
    code = "import sys; sys.modules['PySide6.QtGui'] = None; from ui.app import main; sys.exit(main())"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert done.stderr.startswith("The window cannot open: a part of it is missing.")
    assert "Traceback" not in done.stderr
