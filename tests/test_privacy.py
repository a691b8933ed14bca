"""Nothing leaves the machine by itself: what the libraries below us would report is off before they start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LISTEN = """
import numpy as np
from producer.media.voice_activity import VoiceActivity
VoiceActivity().probabilities(np.zeros(16000, np.float32))
"""
REPORTING = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY")


def files_after(code: str, home: Path) -> list[str]:
    """Run ``code`` for a person with an empty home; return what it left there."""
    env = {name: value for name, value in os.environ.items() if name not in REPORTING and not name.startswith("XDG_")}
    env |= {"HOME": str(home), "USERPROFILE": str(home)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True, timeout=60)
    return sorted(str(file.relative_to(home)) for file in home.rglob("*") if "icrosoft" in str(file))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks in Linux places")
def test_listening_for_a_voice_leaves_no_device_number(tmp_path: Path) -> None:
    assert files_after(LISTEN, tmp_path) == []


@pytest.mark.parametrize("name", REPORTING)
def test_it_is_off_whatever_the_environment_says(name: str) -> None:
    code = f"import producer, os; print(os.environ[{name!r}])"
    told = subprocess.run([sys.executable, "-c", code], env={**os.environ, name: "0"}, capture_output=True, text=True)
    assert told.stdout.strip() == "1", told.stderr
