"""Recognisers at work: each has its share of the cores, and the file of one that dies is taken over."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest
from fakes.known_media import make

from producer.batch import hear
from producer.batch.caption import CaptionOptions, caption_files
from producer.batch.ears import LocalEars
from producer.batch.hear import Hearer, Task, cores
from producer.cli.early import _has_others_hear
from producer.errors import Cancelled, ModelError
from producer.jobs import Job

TEXT = "De plant van de aardappel is giftig."


def task(path: Path) -> Task:
    return Task(path, path.stat().st_size, path.stat().st_mtime_ns, CaptionOptions())


def test_all_threads_together_are_no_more_than_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hear, "cores", lambda: 8)
    assert [Hearer(None, sharers)._threads for sharers in (1, 2, 3, 8, 20)] == [8, 4, 2, 1, 1]
    assert cores() >= 1


def test_no_head_start_where_several_share_the_cores() -> None:
    assert not _has_others_hear(["a.mp4", "--out", "o"])
    assert _has_others_hear(["a.mp4", "--jobs", "2"]) and _has_others_hear(["--jobs=2"])
    assert _has_others_hear(["--dask", "tcp://a:1"])


def test_without_a_model_each_file_says_so_and_nothing_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODUCER_MODELS", "")
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    ears = LocalEars(None, 2)
    for _ in range(3):
        with pytest.raises(ModelError):
            ears.wake()
    ears.close()


@pytest.mark.live
def test_the_file_of_a_recogniser_that_is_killed_is_heard_by_a_new_one(media: Path, tmp_path: Path) -> None:
    source = str(media / "speech/en/jfk.flac")
    long = make(tmp_path / "long.wav", "-stream_loop", "5", "-i", source, "-ar", "16000", "-ac", "1")
    listening = threading.Event()
    ears = LocalEars(None, 1)
    try:
        job = Job(lambda share, step: listening.set() if step == "listen" else None)
        hearing = ears.begin(lambda sound: task(long), job)
        assert listening.wait(60)
        (killed,) = ears.pids
        os.kill(killed, signal.SIGKILL)
        transcript = hearing.result().transcript
        assert transcript.text.startswith("And so, my fellow Americans, ask not") and transcript.duration_s == 66.0
        assert ears.pids and ears.pids != [killed]
    finally:
        ears.close()


@pytest.mark.live
def test_two_at_once_write_the_same_as_one(media: Path, tmp_path: Path) -> None:
    clips = sorted((media / "speech/nl").glob("vl*.wav"))
    told: list[str] = []
    one = caption_files(clips, tmp_path / "one", CaptionOptions())
    two = caption_files(clips, tmp_path / "two", CaptionOptions(jobs=2), on_file=lambda file: told.append(file.input))
    assert [Path(report.input) for report in two] == clips  # in the order of the inputs, however they came
    assert sorted(told) == sorted(map(str, clips))
    for first, second in zip(one, two, strict=True):
        for a, b in zip(first.outputs, second.outputs, strict=True):
            assert Path(a).read_bytes() == Path(b).read_bytes()


@pytest.mark.live
def test_a_stop_ends_all_of_them(media: Path, tmp_path: Path) -> None:
    source = str(media / "speech/en/jfk.flac")
    long = make(tmp_path / "long.wav", "-stream_loop", "20", "-i", source, "-ar", "16000", "-ac", "1")
    other = make(tmp_path / "other.wav", "-i", str(long), "-c", "copy")
    job = Job(lambda share, step: threading.Thread(target=job.cancel).start() if share else None)
    with pytest.raises(Cancelled):
        caption_files([long, other], tmp_path / "out", CaptionOptions(jobs=2), job=job)
    assert not list((tmp_path / "out").rglob("*.srt"))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("hear", "file"))]
