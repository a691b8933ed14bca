"""The real engine behind the window: what several threads ask of it at the start, and the list of takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fakes.takes import make_flash_file

from producer.errors import DiskError
from producer.jobs import Job
from producer.settings import Settings
from ui.real_coaching import RealCoaching
from ui.real_engine import RealEngine

ROOT = Path(__file__).parents[2]

AT_ONCE = """
import threading
from pathlib import Path
from producer.settings import Settings
from ui.real_engine import RealEngine

engine, start, failed = RealEngine(Settings()), threading.Barrier(5), []

def run(work):
    start.wait()
    try:
        work()
    except BaseException as error:
        failed.append(repr(error))

folder = Path("nowhere")
calls = (engine.cameras, lambda: engine.takes(folder), lambda: engine.unfinished(folder), engine.channels,
         lambda: engine.coach("en", print, lambda reading: None).close())
threads = [threading.Thread(target=run, args=(call,)) for call in calls]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(failed)
"""


def test_several_threads_may_be_the_first() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(4):
        done = subprocess.run([sys.executable, "-c", AT_ONCE], env=env, capture_output=True, text=True, timeout=60)
        assert done.stdout == "[]\n", done.stderr


def test_finished_takes_with_their_length(tmp_path: Path) -> None:
    make_flash_file(tmp_path / "Take 1.mkv", seconds=1.5)
    (tmp_path / "Take 2.mkv").write_text("no video at all")
    make_flash_file(tmp_path / "Take 3.mkv", seconds=1)
    (tmp_path / ".Take 3.mkv.journal").write_text("{}")  # being recorded, or cut off
    (tmp_path / ".part-x.mkv").touch()
    found = {take.path.name: take.duration_s for take in RealEngine(Settings()).takes(tmp_path)}
    assert found == {"Take 1.mkv": pytest.approx(1.5, abs=0.1), "Take 2.mkv": None}


def test_a_folder_that_is_not_there_has_no_takes(tmp_path: Path) -> None:
    engine = RealEngine(Settings())
    assert engine.takes(tmp_path / "nowhere") == []
    assert engine.unfinished(tmp_path / "nowhere") == []


def test_channels_have_names_for_people() -> None:
    names = {channel.id: channel.name for channel in RealEngine(Settings()).channels()}
    assert names["linkedin"] == "LinkedIn"
    assert names["youtube"] == "YouTube"


def test_a_report_is_shown_where_it_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fakes.reports import report

    take = tmp_path / "Take 1.mkv"
    take.write_bytes(b"take")

    def full(*_: object) -> None:
        raise DiskError("The disk is full.", code="disk-full")

    monkeypatch.setattr("producer.coach.take.take.measure_take", lambda take, **_: take)
    monkeypatch.setattr("producer.coach.take.take_report.take_report", report)
    monkeypatch.setattr("producer.coach.take.take_report.save_report", full)
    monkeypatch.setenv("PRODUCER_DATA", str(tmp_path))
    (tmp_path / "progress.jsonl").write_bytes(b"\xff\xfe\x00")
    assert RealCoaching(Settings()).report(take, "en", Job()).file == take
