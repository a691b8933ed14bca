"""One file over HTTP, from a server on the loopback that breaks off, lies and refuses."""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.model_hub import ModelHub

from producer.errors import Cancelled, DiskError, ModelError
from producer.jobs import Job
from producer.models.download import RemoteFile, download

BODY = bytes(range(256)) * 6000
SUM = hashlib.sha256(BODY).hexdigest()
QUICK = (0.001, 0.001)


@pytest.fixture
def server() -> Iterator[ModelHub]:
    with ModelHub("any/model", {"model.bin": BODY}) as hub:
        yield hub


def remote(server: ModelHub, **changes: object) -> RemoteFile:
    promised = {"name": "model.bin", "url": f"{server.address}/model.bin", "size": len(BODY), "sha256": SUM, **changes}
    return RemoteFile(**promised)  # type: ignore[arg-type]


def test_a_line_that_breaks_again_and_again_gets_there_as_long_as_something_comes(
    server: ModelHub, tmp_path: Path
) -> None:
    server.cut_after = [100_000] * 12
    download(remote(server), tmp_path / "model.bin", Job(), pauses_s=QUICK)
    assert (tmp_path / "model.bin").read_bytes() == BODY
    assert [span for _, span in server.asked] == [None, *(f"bytes={n}00000-" for n in range(1, 13))]
    assert [path.name for path in tmp_path.iterdir()] == ["model.bin"]


def test_a_line_on_which_nothing_comes_fails_and_keeps_what_came(server: ModelHub, tmp_path: Path) -> None:
    server.cut_after = [300_000, 0, 0, 0]
    with pytest.raises(ModelError) as caught:
        download(remote(server), tmp_path / "model.bin", Job(), pauses_s=QUICK)
    assert caught.value.code == "model-unreachable"
    assert (tmp_path / "model.bin.partial").read_bytes() == BODY[:300_000]
    assert len(server.asked) == 1 + len(QUICK)


def test_a_beginning_of_another_revision_is_fetched_once_more_whole(server: ModelHub, tmp_path: Path) -> None:
    (tmp_path / "model.bin.partial").write_bytes(b"old" * 1000)
    download(remote(server), tmp_path / "model.bin", Job())
    assert (tmp_path / "model.bin").read_bytes() == BODY
    assert [span for _, span in server.asked] == ["bytes=3000-", None]


def test_more_than_there_should_be_is_fetched_anew(server: ModelHub, tmp_path: Path) -> None:
    (tmp_path / "model.bin.partial").write_bytes(BODY + b"more")
    download(remote(server), tmp_path / "model.bin", Job())
    assert (tmp_path / "model.bin").read_bytes() == BODY


def test_what_is_here_and_whole_is_not_asked_for(server: ModelHub, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(BODY)
    download(remote(server), tmp_path / "model.bin", Job())
    assert server.asked == []


@pytest.mark.parametrize("promise", [{"sha256": "0" * 64}, {"sha256": None, "git_sha1": "0" * 40}])
def test_what_is_not_as_promised_is_thrown_away(server: ModelHub, tmp_path: Path, promise: dict[str, str]) -> None:
    with pytest.raises(ModelError) as caught:
        download(remote(server, **promise), tmp_path / "model.bin", Job())
    assert caught.value.code == "model-damaged-download"
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_is_not_asked_again(server: ModelHub, tmp_path: Path) -> None:
    server.files.clear()
    with pytest.raises(ModelError) as caught:
        download(remote(server), tmp_path / "model.bin", Job(), pauses_s=(60.0,))
    assert caught.value.code == "model-unreachable"
    assert "404" in caught.value.detail
    assert len(server.asked) == 1


def test_a_cancel_does_not_wait_for_the_next_try(tmp_path: Path) -> None:
    nobody = RemoteFile("model.bin", "http://127.0.0.1:9/model.bin", 10)
    job = Job()
    timer = threading.Timer(0.2, job.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        download(nobody, tmp_path / "model.bin", job, pauses_s=(60.0,))
    timer.join()
    assert time.monotonic() - started < 5


def test_too_little_room_is_said_before_anything_comes(
    server: ModelHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("producer.models.download.shutil.disk_usage", lambda path: usage._replace(free=1_000_000))
    with pytest.raises(DiskError) as caught:
        download(remote(server), tmp_path / "model.bin", Job())
    assert caught.value.code == "disk-full"
    assert "53 MB" in str(caught.value)  # 1.5 MB to come and 52 MB to spare, 1 MB of it there
    assert server.asked == []
