"""``make run`` opens the window where there is a screen, and says so and does the demo where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for a screen the Linux way")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script, and a stand-in for the program that tells how it was called."""
    for name in ("packaging", ".venv/bin"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(ROOT / "packaging/run.sh", tmp_path / "packaging/run.sh")
    program = tmp_path / ".venv/bin/producer"
    program.write_text('#!/bin/sh\necho "producer${1:+ $1}"\n')
    program.chmod(0o755)
    return tmp_path


def run(checkout: Path, **screen: str) -> tuple[str, str]:
    env = {"PATH": os.environ["PATH"], **screen}
    ended = subprocess.run([checkout / "packaging/run.sh"], env=env, capture_output=True, text=True, check=True)
    return ended.stdout.strip(), ended.stderr


def test_without_a_screen_it_says_so_and_does_the_demo(checkout: Path) -> None:
    called, said = run(checkout)
    assert called == "producer demo"
    assert "no screen" in said


def test_a_name_left_behind_by_a_screen_that_is_gone_is_no_screen(checkout: Path) -> None:
    assert run(checkout, DISPLAY=":64321")[0] == "producer demo"


def test_with_a_screen_it_opens_the_window(checkout: Path, xvfb: str) -> None:
    assert run(checkout, DISPLAY=xvfb) == ("producer", "")
    assert run(checkout, DISPLAY=f"{xvfb}.0") == ("producer", "")


def test_wayland_and_a_far_display_are_screens(checkout: Path) -> None:
    assert run(checkout, WAYLAND_DISPLAY="wayland-0") == ("producer", "")
    assert run(checkout, DISPLAY="localhost:10.0") == ("producer", "")
