"""One run of something long: paused, resumed, cancelled, each from another thread."""

from __future__ import annotations

import threading

import pytest

from producer.errors import Cancelled
from producer.jobs import BackgroundJob, Job


def count(job: Job, counted: list[int], first: threading.Event, go_on: threading.Event) -> int:
    for number in range(100):
        job.progress(number / 100)
        counted.append(number)
        first.set()
        assert go_on.wait(10)
    return len(counted)


def test_a_paused_job_holds_on_and_goes_on_where_it_was() -> None:
    counted: list[int] = []
    first, go_on = threading.Event(), threading.Event()
    running = BackgroundJob(lambda job: count(job.part(0.0, 0.5), counted, first, go_on)).start()
    assert first.wait(10)
    running.job.pause()
    go_on.set()
    assert not running.join(0.2), "it holds on"
    assert running.job.paused
    assert counted == [0]
    running.job.resume()
    assert running.wait(10) == 100


def test_a_paused_job_can_be_cancelled() -> None:
    counted: list[int] = []
    first, go_on = threading.Event(), threading.Event()
    running = BackgroundJob(lambda job: count(job, counted, first, go_on)).start()
    assert first.wait(10)
    running.job.pause()
    go_on.set()
    running.cancel()
    with pytest.raises(Cancelled):
        running.wait(10)
    assert not running.job.paused


def test_what_is_cancelled_cannot_be_paused() -> None:
    job = Job()
    job.cancel()
    job.pause()
    with pytest.raises(Cancelled):
        job.check()
