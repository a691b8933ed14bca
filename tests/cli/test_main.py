"""The command line as a whole: it is light, it explains itself, and it says what went wrong by its status."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from producer import __version__
from producer.cli.main import COMMANDS

HEAVY = {
    "PySide6", "shiboken6", "cv2", "av", "faster_whisper", "ctranslate2", "onnxruntime", "moviepy", "sounddevice",
    "huggingface_hub", "ui",
}
REPORT = """
import json, sys
from producer.cli.main import main
sys.argv[0] = "producer"
try:
    main()
except SystemExit as end:
    status = end.code
print("\\n" + json.dumps([status, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def producer(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "producer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("models", "fetch")], ids=" ".join)
def test_help_imports_nothing_heavy(command: tuple[str, ...]) -> None:
    asked = [sys.executable, "-W", "error", "-c", REPORT, *command, "--help"]
    answer = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert answer.stderr == ""
    text, _, last = answer.stdout.rstrip("\n").rpartition("\n")
    status, modules = json.loads(last)
    assert status in (0, None)
    assert f"Usage: producer {' '.join(command)}".strip() in text
    assert HEAVY & set(modules) == set()


def test_the_engine_and_the_window_are_what_the_list_above_means() -> None:
    """If a name in HEAVY were misspelt, the test above could never fail."""
    parts = "cv2, av, faster_whisper, sounddevice, onnxruntime, moviepy, PySide6.QtCore, ui"
    code = f"import sys, {parts}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120).stdout.split()
    assert {name.partition(".")[0] for name in loaded} >= HEAVY


def test_help_names_every_command() -> None:
    shown = producer("--help").stdout
    assert [name for name in COMMANDS if f" {name} " not in shown] == []


def test_version() -> None:
    assert producer("--version").stdout.strip() == f"producer {__version__}"


@pytest.mark.parametrize(
    "arguments",
    [("dance",), ("--loud",), ("record", "--out"), ("export", "x.mkv"), ("coach",), ("demo", "--nonsense")],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_and_silent_on_standard_output(arguments: tuple[str, ...]) -> None:
    answer = producer(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()
