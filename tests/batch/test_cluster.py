"""A real Dask cluster on this machine: its workers are processes of their own, and one is killed with a file in its
hands. Every file is done once and none is lost, wherever the files are and whoever has the model.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from producer.batch import cluster
from producer.batch.caption import CaptionOptions, caption_files
from producer.batch.report import FileReport
from producer.errors import Cancelled, InputError, ToolError
from producer.jobs import Job

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.live


@pytest.fixture
def workers(models: Path) -> Iterator[Any]:
    """Two workers with one thread each; what they are made to believe goes with them."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=":0"
    ) as local:
        yield local


@pytest.fixture
def clips(media: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        shutil.copy(media / "speech/nl/vl00203.wav", folder / f"{number}.wav")
        shutil.copy(media / "speech/en/leopard_test.wav", folder / f"{number}-en.wav")
    (folder / "bad.mp4").write_text("no film")
    return folder


def words_of(out: Path, stem: str) -> str:
    data = json.loads((out / f"{stem}.json").read_text("utf-8"))
    return " ".join(word["text"] for word in data["words"])


def check(reports: list[FileReport], out: Path) -> None:
    assert {Path(report.input).stem: report.status for report in reports} == {
        **{f"{number}": "done" for number in range(4)},
        **{f"{number}-en": "done" for number in range(4)},
        "bad": "failed",
    }
    for number in range(4):
        assert words_of(out, f"{number}") == "De plant van de aardappel is giftig."
        assert words_of(out, f"{number}-en").startswith("Mr. Quilter is the apostle")
    marks = [json.loads(line)["base"] for line in (out / ".producer-done.jsonl").read_text("utf-8").splitlines()]
    assert len(marks) == len(set(marks)) == 8  # each written once
    assert not list(out.rglob(".part*"))


def test_a_killed_worker_s_file_is_taken_over_and_nothing_is_lost_or_done_twice(
    workers: Any, clips: Path, tmp_path: Path
) -> None:
    with distributed.Client(workers, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    told: list[str] = []
    killed: list[int] = []

    def tell(report: FileReport) -> None:
        told.append(report.input)
        if report.status == "done" and not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)  # it is our own, and has a file in its hands

    out = tmp_path / "out"
    reports = caption_files([clips], out, CaptionOptions(dask=workers.scheduler_address), on_file=tell)
    assert killed
    assert sorted(told) == sorted(set(told))
    check(reports, out)


def test_where_workers_do_not_see_the_files_the_sound_travels(workers: Any, clips: Path, tmp_path: Path) -> None:
    def be_blind() -> None:
        from producer.batch import cluster

        cluster._is_same_file = lambda task: False

    with distributed.Client(workers, set_as_default=False) as client:
        client.run(be_blind)
    out = tmp_path / "out"
    check(caption_files([clips], out, CaptionOptions(dask=workers.scheduler_address)), out)


def test_a_worker_without_the_model_leaves_the_work_to_the_other(workers: Any, clips: Path, tmp_path: Path) -> None:
    def lose_models() -> None:
        os.environ.update(PRODUCER_MODELS="/nowhere", HF_HUB_CACHE="/nowhere")

    options = CaptionOptions(dask=workers.scheduler_address)
    with distributed.Client(workers, set_as_default=False) as client:
        client.run(lose_models, workers=[next(iter(client.nthreads()))])
        check(caption_files([clips], tmp_path / "out", options), tmp_path / "out")


def test_no_worker_has_the_model(workers: Any, clips: Path, tmp_path: Path) -> None:
    options = CaptionOptions(dask=workers.scheduler_address, model="nobody")
    started = time.monotonic()
    reports = caption_files([clips / "0.wav", clips / "1.wav"], tmp_path / "out", options)
    assert {report.status for report in reports} == {"failed"}
    assert all("None of the workers has this speech model." in str(report.error) for report in reports)
    assert time.monotonic() - started < 30


def test_a_cluster_that_goes_away_is_said_once_and_what_is_done_is_kept(
    models: Path, clips: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], stderr=subprocess.PIPE, text=True
    )
    assert scheduler.stderr is not None
    address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at" in line)
    worker = subprocess.Popen(
        [*dask, "worker", address, "--nthreads", "1", "--no-dashboard"], stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    try:
        with pytest.raises(ToolError, match="is gone: its scheduler does not answer") as told:
            caption_files([clips], out, CaptionOptions(dask=address), on_file=lambda report: scheduler.kill())
        assert address in str(told.value)
        entries = json.loads((out / "report.json").read_text("utf-8"))["files"]
        assert entries and all(
            (out / f"{Path(entry['input']).stem}.srt").is_file() for entry in entries if entry["outputs"]
        )
        assert len(entries) == 9  # those that nobody could hear any more are named as well
        assert all(
            "is gone" in entry["error"] for entry in entries if not entry["outputs"] and "bad" not in entry["input"]
        )
        assert not list(out.rglob(".part*"))
    finally:
        for child in (scheduler, worker):
            child.kill()
            child.wait(10)
        scheduler.stderr.close()


def test_a_stop_is_quick_and_leaves_nothing_half_made(workers: Any, clips: Path, tmp_path: Path) -> None:
    job, out = Job(), tmp_path / "out"
    with pytest.raises(Cancelled):
        caption_files(
            [clips], out, CaptionOptions(dask=workers.scheduler_address), job=job, on_file=lambda report: job.cancel()
        )
    assert not list(out.rglob(".part*"))


def test_no_scheduler_at_the_address_is_said(clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.5)
    with pytest.raises(InputError, match="No Dask scheduler answers at tcp"):
        caption_files([clips], tmp_path / "out", CaptionOptions(dask="tcp://127.0.0.1:1"))


def test_an_address_without_a_port_is_said_at_once(clips: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(InputError, match="No Dask scheduler answers at nonsense"):
        caption_files([clips], tmp_path / "out", CaptionOptions(dask="nonsense"))
    assert time.monotonic() - started < 5
