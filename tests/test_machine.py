"""Battery, disk and microphone as the system tells them, and what is said where it does not."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from fakes.pulse import SINK, PulseNullSink, pulse_missing

from producer import machine
from producer.machine import Battery, SoundSource


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (None, None),
        (SimpleNamespace(percent=23, secsleft=3600, power_plugged=False), Battery(23.0, False)),
        (SimpleNamespace(percent=100, secsleft=-2, power_plugged=True), Battery(100.0, True)),
        (SimpleNamespace(percent=50.5, secsleft=-1, power_plugged=None), Battery(50.5, None)),
    ],
)
def test_the_battery_is_what_the_system_tells(
    monkeypatch: pytest.MonkeyPatch, told: object, known: Battery | None
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: told, raising=False)
    assert machine.battery() == known


def test_a_system_without_the_sensor_has_no_battery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(psutil, "sensors_battery", raising=False)
    assert machine.battery() is None


def test_the_disk_is_that_of_the_folder_also_before_it_is_made(tmp_path: Path) -> None:
    free = machine.free_bytes(tmp_path)
    assert free is not None and free > 0
    assert machine.free_bytes(tmp_path / "not" / "yet") == pytest.approx(free, rel=0.05)


def test_a_disk_that_does_not_answer_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: object) -> None:
        raise OSError("stale file handle")

    monkeypatch.setattr("producer.machine.shutil.disk_usage", gone)
    assert machine.free_bytes(tmp_path) is None


@pytest.mark.parametrize(
    "name",
    [
        "AirPods Pro van Anna",
        "Headset (WH-1000XM4 Hands-Free AG Audio)",
        "Hoofdtelefoon (Jabra Elite 75t Handsfree)",
        "Headset (Jabra Evolve2 65)",
        "Jabra Link 380: USB Audio (hw:2,0)",
        "bluez_input.AC:BF:71:00:00:01",
        "bluez_source.AC_BF_71.headset_head_unit",
        "Bose QC35 II",
        "Galaxy Buds2 Pro",
        "WF-1000XM5",
        "LinkBuds S",
        "Bluetooth headset",
        "Built-in HFP",
        "Voyager Focus 2",
    ],
)
def test_wireless_headsets_are_known_by_their_name(name: str) -> None:
    assert machine.is_bluetooth(name)


@pytest.mark.parametrize(
    "name",
    [
        "Built-in Audio Analog Stereo",
        "MacBook Pro Microphone",
        "Microphone Array (Intel Smart Sound Technology)",
        "Jabra EVOLVE 20 MS: USB Audio (hw:1,0)",
        "Jabra SPEAK 510 USB",
        "RODE NT-USB",
        "Blue Yeti",
        "HD Pro Webcam C920",
        "Headset (Realtek Audio)",
        "pulse",
        "WH Smith webcam",
        "",
    ],
)
def test_microphones_on_a_wire_are_left_in_peace(name: str) -> None:
    assert not machine.is_bluetooth(name)


def test_only_a_sound_server_stands_for_another() -> None:
    assert all(machine.is_sound_server(name) for name in ("pulse", "default", "PipeWire", "sysdefault", ""))
    assert not machine.is_sound_server("Blue Yeti")


@pytest.fixture
def sound_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseNullSink]:
    if pulse_missing():
        pytest.skip(pulse_missing())
    with PulseNullSink() as server:
        for name, value in server.env.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.mark.live
def test_a_real_sound_server_names_the_microphone_it_has_chosen(
    sound_server: PulseNullSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert machine.chosen_source() == SoundSource(f"{SINK}.monitor", "Monitor of Null Output")
    headset = ("source_name=bluez_input.AA", f"master={SINK}.monitor", "source_properties=device.description=Buds")
    subprocess.run(["pactl", "load-module", "module-remap-source", *headset], check=True, capture_output=True)
    monkeypatch.setenv("PULSE_SOURCE", "bluez_input.AA")
    chosen = machine.chosen_source()
    assert chosen == SoundSource("bluez_input.AA", "Buds")
    assert machine.is_bluetooth(chosen.name)


@pytest.mark.parametrize("server", ["unix:/nowhere/at/all"])
def test_without_a_sound_server_nothing_is_known(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    monkeypatch.setenv("PULSE_SERVER", server)
    assert machine.chosen_source() is None


def test_a_server_that_hangs_or_is_not_there_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pactl", 2.0)

    monkeypatch.setattr("producer.machine.subprocess.run", hangs)
    assert machine.chosen_source() is None
    monkeypatch.setattr("producer.machine.subprocess.run", lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError()))
    assert machine.chosen_source() is None
