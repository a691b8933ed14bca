"""What runs in the frozen program before the program: others get their own environment back, hooks wait for use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

START = Path(__file__).resolve().parents[2] / "packaging" / "bundle" / "frozen_start.py"
PROGRAM = f"""
import os, sys
exec(compile(open({str(START)!r}).read(), "frozen_start.py", "exec"))
print("multiprocessing" in sys.modules)
import pkgutil, multiprocessing, multiprocessing.spawn
print(pkgutil.put_right, multiprocessing.put_right, hasattr(multiprocessing, "get_context"))
print(os.environ.get("LD_LIBRARY_PATH"), os.environ.get("QT_PLUGIN_PATH"))
"""


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """Stand-ins for PyInstaller's hooks: each marks its module."""
    for name in ("multiprocessing", "pkgutil"):
        (tmp_path / f"pyi_rth_{name}.py").write_text(f"import {name}\n{name}.put_right = {name}.__name__\n")
    return tmp_path


def started(hooks: Path, *words: str, **env: str) -> list[str]:
    here = {**os.environ, "PYTHONPATH": str(hooks), "QT_PLUGIN_PATH": "/ours", **env}
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], env=here, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_the_window_does_not_wait_for_hooks_and_has_them_when_it_needs_them(hooks: Path) -> None:
    early, marks, _ = started(hooks)
    assert (early, marks) == ("False", "pkgutil multiprocessing True")


def test_a_command_or_a_child_has_them_at_once(hooks: Path) -> None:
    early, marks, _ = started(hooks, "--multiprocessing-fork")
    assert (early, marks) == ("True", "pkgutil multiprocessing True")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the start sets these on Linux")
@pytest.mark.parametrize(("before", "after"), [({}, "None"), ({"LD_LIBRARY_PATH_ORIG": "/theirs"}, "/theirs")])
def test_others_get_their_own_libraries(hooks: Path, before: dict[str, str], after: str) -> None:
    assert started(hooks, LD_LIBRARY_PATH="/ours", **before)[2] == f"{after} None"
