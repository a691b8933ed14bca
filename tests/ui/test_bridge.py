"""Engine events reach the window's thread in order, none is lost, and no picture queues up."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from producer.errors import Cancelled
from producer.jobs import Job
from producer.values import Frame
from ui.bridge import Mailbox, PreviewFeed, Tasks

Until = Callable[..., None]


class Slot:
    """Holds the newest picture only, as the engine's slot does."""

    def __init__(self) -> None:
        self.on_put: Callable[[], None] | None = None
        self._frame: Frame | None = None

    def take(self) -> Frame | None:
        frame, self._frame = self._frame, None
        return frame

    def put(self, image: np.ndarray[Any, Any], number: int = 0) -> None:
        self._frame = Frame(image, 0.0, number)
        if self.on_put is not None:
            self.on_put()


def test_calls_from_a_thread_run_here_in_order(qapp: QApplication, until: Until) -> None:
    mailbox, seen = Mailbox(), list[tuple[int, str]]()

    def post_all() -> None:
        for number in range(500):
            mailbox.post(lambda number=number: seen.append((number, threading.current_thread().name)))  # type: ignore[misc]

    threading.Thread(target=post_all, name="elsewhere").start()
    until(lambda: len(seen) == 500)
    assert seen == [(number, threading.current_thread().name) for number in range(500)]


def test_a_call_that_fails_does_not_swallow_the_next(
    qapp: QApplication, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox, seen, reported = Mailbox(), list[str](), list[type[BaseException]]()
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(kind))
    mailbox.post(lambda: seen.append("before"))
    mailbox.post(lambda: 1 / 0)
    mailbox.post(lambda: seen.append("after"))
    until(lambda: seen == ["before", "after"])
    assert reported == [ZeroDivisionError]


def test_a_closed_mailbox_runs_nothing(qapp: QApplication) -> None:
    mailbox, seen = Mailbox(), list[str]()
    mailbox.post(lambda: seen.append("waiting"))
    mailbox.close()
    mailbox.post(lambda: seen.append("late"))
    qapp.processEvents()
    assert seen == []


def test_a_task_answers_here(qapp: QApplication, until: Until) -> None:
    answers, where = list[int](), list[threading.Thread]()
    tasks = Tasks(Mailbox())

    def done(answer: int) -> None:
        answers.append(answer)
        where.append(threading.current_thread())

    task = tasks.run(lambda job: 42, done=done)
    until(lambda: answers == [42])
    assert where == [threading.main_thread()]
    assert tasks.wait(2.0)
    assert not task.running


def test_progress_shows_the_newest_and_a_cancel_arrives(qapp: QApplication, until: Until) -> None:
    shares, failed = list[float | None](), list[BaseException]()

    def work(job: Job) -> None:
        for step in range(2001):
            job.progress(step / 2000, "render")
        threading.Event().wait(0.01)
        while True:
            job.check()

    task = Tasks(Mailbox()).run(work, progress=lambda share, step: shares.append(share), failed=failed.append)
    until(lambda: shares and shares[-1] == 1.0)
    assert len(shares) < 200, "every value waited in the queue"
    task.cancel()
    until(lambda: failed)
    assert isinstance(failed[0], Cancelled)


def test_only_the_newest_picture_is_shown_mirrored_and_fitted(qapp: QApplication, until: Until) -> None:
    feed, slot, told = PreviewFeed(), Slot(), list[int]()
    feed.picture_ready.connect(lambda: told.append(1))
    feed.set_size(320, 320)
    feed.attach(slot)
    picture = np.zeros((90, 160, 3), np.uint8)
    picture[:, :80] = (0, 0, 255)  # red on the left as recorded
    for number in range(50):
        slot.put(picture, number)
    until(lambda: told)
    shown = feed.take()
    assert shown is not None
    assert (shown.width(), shown.height()) == (320, 180)
    assert shown.pixelColor(300, 90).red() > 200
    assert shown.pixelColor(20, 90).red() < 60
    assert len(told) < 50
    feed.close()
    assert slot.on_put is None


def test_a_picture_of_a_camera_that_was_let_go_is_not_shown(qapp: QApplication) -> None:
    feed, slot = PreviewFeed(), Slot()
    feed.set_size(320, 320)
    feed.attach(slot)
    feed.attach(None)
    slot.put(np.zeros((90, 160, 3), np.uint8))
    assert feed.take() is None
    feed.close()
