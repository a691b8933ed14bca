"""The list of devices: by the names that ``record`` takes, and with a cure where there is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from fakes.pulse import PulseNullSink

from producer.capture import Device
from producer.cli import devices


def ask(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "producer", "devices", *arguments]
    here = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, env=here)


@pytest.mark.live
def test_a_real_sound_device_is_listed(pulse: PulseNullSink) -> None:
    answer = ask("--json", **pulse.env)
    assert (answer.returncode, answer.stderr, answer.stdout.count("\n")) == (0, "", 1)
    told = json.loads(answer.stdout)
    assert set(told) == {"cameras", "microphones"}
    assert "pulse" in [microphone["name"] for microphone in told["microphones"]]
    assert all(set(device) == {"id", "name", "default"} for kind in told.values() for device in kind)


@pytest.mark.live
def test_the_list_for_a_person_has_no_noise_of_the_sound_system(pulse: PulseNullSink) -> None:
    answer = ask(**pulse.env)
    assert answer.stderr == ""
    assert answer.stdout.startswith("Cameras\n") and "\nMicrophones\n" in answer.stdout
    assert any(line.split()[:2] == ["pulse", "pulse"] for line in answer.stdout.splitlines())


def test_where_there_is_none_the_cure_is_named() -> None:
    assert devices._listed("Cameras", [], devices.NO_CAMERA) == ["Cameras", f"  {devices.NO_CAMERA}"]
    assert "--camera URL|FILE" in devices.NO_CAMERA and "--microphone none" in devices.NO_MICROPHONE


def test_names_stand_in_a_column_and_the_first_choice_is_marked() -> None:
    found = [Device("0", "Built-in camera", True), Device("12", "Capture card", False)]
    lines = devices._listed("Cameras", found, "")
    assert lines == ["Cameras", "  0   Built-in camera  (default)", "  12  Capture card"]
