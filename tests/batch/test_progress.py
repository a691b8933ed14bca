"""How far a batch is, by its seconds of sound, and how long it will take."""

from __future__ import annotations

import pytest

from producer.batch.progress import BatchProgress, Progress, time_left
from producer.errors import Cancelled
from producer.jobs import Job


def test_the_time_left_is_the_sound_left_at_the_pace_so_far() -> None:
    assert time_left(30.0, 90.0, 10.0) == pytest.approx(20.0)
    assert time_left(0.0, 90.0, 10.0) is None
    assert time_left(30.0, 90.0, 0.5) is None  # the model may still be loading
    assert time_left(90.0, 90.0, 10.0) == 0.0


def test_long_files_count_for_more_and_unknown_ones_as_the_mean() -> None:
    told: list[BatchProgress] = []
    shares: list[tuple[float | None, str]] = []
    now = [0.0]
    progress = Progress(Job(lambda share, step: shares.append((share, step))), told.append, lambda: now[0])
    progress.expect(3)
    progress.length(1, 300.0)
    progress.length(2, 100.0)
    now[0] = 10.0
    progress.job_for(1).progress(0.5, "listen")
    assert (told[-1].heard_s, told[-1].sound_s) == (150.0, 600.0)  # 300 + 100 + their mean
    assert told[-1].left_s == pytest.approx(30.0)
    assert shares[-1] == (0.25, "1/3")
    progress.end(1, heard=True)
    assert (told[-1].done, told[-1].heard_s) == (1, 300.0)


def test_files_that_need_no_hearing_count_no_time_and_the_bar_never_goes_back() -> None:
    shares: list[float] = []
    progress = Progress(Job(lambda share, step: shares.append(share or 0.0)))
    progress.expect(3)
    progress.end(1, heard=False)  # done earlier
    progress.length(2, 10.0)
    progress.job_for(2).progress(1.0)
    progress.end(2, heard=True)
    progress.length(3, 990.0)
    progress.job_for(3).progress(0.1)
    assert shares == sorted(shares)
    progress.end(3, heard=True)
    assert shares[-1] == 1.0
    assert progress.now() == BatchProgress(3, 3, 1000.0, 1000.0, progress.now().left_s)


def test_a_file_s_job_is_stopped_and_paused_with_the_batch() -> None:
    whole = Job()
    one = Progress(whole).job_for(1)
    whole.pause()
    assert one.paused
    one.resume()
    assert not whole.paused
    whole.cancel()
    assert one.cancelled
    with pytest.raises(Cancelled):
        one.progress(0.5)
