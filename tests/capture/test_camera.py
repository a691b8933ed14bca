"""A live camera, against drivers that block, repeat, fail and stamp."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from producer.capture.camera import OpenCvCamera, scaled, stamp_of
from producer.capture.camera_open import linux_cameras, open_camera
from producer.errors import CameraError
from producer.values import Frame

random = np.random.default_rng(1)
GRAIN = [random.integers(0, 255, (48, 64, 3)).astype(np.uint8) for _ in range(5)]


class FakeCapture:
    """A driver: gives pictures at 200 a second, and does as it is told."""

    def __init__(self, *, opened: bool = True, stamp_s: Callable[[], float] = lambda: 0.0) -> None:
        self.opened, self.stamp_s = opened, stamp_s
        self.blocked, self.unblock, self.released = threading.Event(), threading.Event(), threading.Event()
        self.frozen = self.broken = False
        self.picture: np.ndarray | None = None
        self.count = 0

    def isOpened(self) -> bool:
        return self.opened

    def grab(self) -> bool:
        if self.blocked.is_set():
            self.unblock.wait(10)
        threading.Event().wait(0.005)
        return not self.broken

    def retrieve(self) -> tuple[bool, np.ndarray]:
        self.count += not self.frozen
        return True, GRAIN[self.count % 5] if self.picture is None else self.picture

    def get(self, what: int) -> float:
        return self.stamp_s() * 1000

    def release(self) -> None:
        self.released.set()


def cannot() -> CameraError:
    return CameraError("It is in use.", code="camera-busy")


@contextmanager
def camera(capture: FakeCapture, *, frozen_s: float = 0.0) -> Iterator[tuple[OpenCvCamera, list[Frame], list[object]]]:
    source = OpenCvCamera("fake", lambda: capture, 1280, 720, 30, explain=cannot, frozen_s=frozen_s, open_s=0.5)
    frames: list[Frame] = []
    ends: list[object] = []
    try:
        source.open().start(frames.append, ends.append)
        yield source, frames, ends
    finally:
        capture.unblock.set()
        source.close()
        assert capture.released.wait(2)


def wait_for(condition: Callable[[], bool], limit_s: float = 3) -> None:
    pause, end = threading.Event(), time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        pause.wait(0.01)


def test_pictures_are_stamped_numbered_and_of_the_found_size() -> None:
    with camera(FakeCapture()) as (source, frames, _):
        assert (source.width, source.height) == (64, 48)
        wait_for(lambda: len(frames) > 5)
        assert [frame.number for frame in frames[:5]] == [0, 1, 2, 3, 4]
        assert all(b.t_s > a.t_s for a, b in pairwise(frames))
        assert abs(frames[-1].t_s - time.monotonic()) < 0.5
        assert source.age_s < 0.5


def test_a_driver_that_never_answers_does_not_hold_up_opening_or_closing() -> None:
    capture = FakeCapture()
    capture.blocked.set()
    before = time.monotonic()
    with pytest.raises(CameraError) as caught, camera(capture):
        pass
    assert caught.value.code == "camera-silent"
    assert time.monotonic() - before < 4


def test_a_driver_that_blocks_later_is_seen_by_its_age() -> None:
    capture = FakeCapture()
    with camera(capture) as (source, frames, _):
        wait_for(lambda: bool(frames))
        capture.blocked.set()
        wait_for(lambda: source.age_s > 0.3)


def test_why_a_camera_does_not_open_is_said() -> None:
    with pytest.raises(CameraError) as caught, camera(FakeCapture(opened=False)):
        pass
    assert caught.value.code == "camera-busy"


def test_a_driver_that_fails_is_waited_for_until_the_watchdog() -> None:
    capture = FakeCapture()
    with camera(capture) as (source, frames, _):
        capture.broken = True
        wait_for(lambda: source.age_s > 0.2)
        capture.broken = False
        wait_for(lambda: source.age_s < 0.1)
        assert frames


def test_a_repeated_picture_is_no_news_but_a_closed_shutter_is_no_fault() -> None:
    capture = FakeCapture()
    with camera(capture, frozen_s=0.5) as (source, frames, _):
        wait_for(lambda: len(frames) > 3)
        assert source.age_s < 1.9
        capture.frozen = True
        wait_for(lambda: source.age_s > 2.0)  # 0.5 s of the same picture counts as lost (2 s)
        capture.picture = np.zeros((48, 64, 3), np.uint8)
        wait_for(lambda: source.age_s < 1.9)


def test_an_error_in_the_driver_reaches_the_listener() -> None:
    capture = FakeCapture()
    with camera(capture) as (_, frames, ends):
        wait_for(lambda: bool(frames))
        capture.retrieve = lambda: 1 / 0  # type: ignore[assignment,return-value]
        wait_for(lambda: bool(ends))
        assert isinstance(ends[0], CameraError) and ends[0].code == "camera-lost"


@pytest.mark.parametrize(("said_s", "stamp_s"), [(99.9, 99.9), (0.0, 100.0), (98.0, 100.0), (100.1, 100.0)])
def test_a_drivers_stamp_is_used_where_it_can_be_true(said_s: float, stamp_s: float) -> None:
    assert stamp_of(FakeCapture(stamp_s=lambda: said_s), 100.0) == pytest.approx(stamp_s)


def test_scaling_cuts_an_odd_row_and_shrinks_what_is_larger() -> None:
    picture = np.arange(65 * 49 * 3, dtype=np.int64).reshape(49, 65, 3).astype(np.uint8)
    assert np.array_equal(scaled(picture, 64, 48), picture[:48, :64])
    assert scaled(picture, 32, 24).shape == (24, 32, 3)
    assert scaled(GRAIN[0], 64, 48) is GRAIN[0]


def test_the_cameras_of_linux_are_listed_without_their_metadata_nodes(tmp_path: Path) -> None:
    for number, index, name in ((0, "0", "Face HD"), (1, "1", "Face HD"), (10, "0", "Desk Cam"), (2, "0", "USB")):
        node = tmp_path / f"video{number}"
        node.mkdir()
        (node / "index").write_text(f"{index}\n")
        (node / "name").write_text(f"{name}\n")
    assert linux_cameras(tmp_path) == [(0, "Face HD"), (2, "USB"), (10, "Desk Cam")]


def test_a_camera_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(CameraError) as caught:
        open_camera("63", 640, 480, 30)
    assert caught.value.code in ("camera-missing", "camera-forbidden")


def test_an_address_where_nobody_is_is_said_within_seconds() -> None:
    before = time.monotonic()
    with pytest.raises(CameraError) as caught:
        open_camera("http://me:s3cr3t@127.0.0.1:9/cam.mjpg", 640, 480, 30)
    assert caught.value.code == "camera-unreachable" and "s3cr3t" not in repr(vars(caught.value))
    assert time.monotonic() - before < 8
