"""The batch page: a queue that is dropped, worked off, paused and stopped, and the way to what needs a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from producer.batch.looks import Look
from producer.batch.report import FileReport
from producer.errors import DiskError
from producer.jobs import Job
from ui.batch_run import BatchRun
from ui.bridge import Mailbox, Tasks
from ui.screens.batch import MIXED, BatchOrder, BatchPage
from ui.widgets.batch_row import sign_of

Until = Callable[..., None]
BROKEN = ({"cue": 3, "rule": "too_fast", "value": 25.0, "limit": 20.0},)


class FakeCaptioning:
    """Captions whatever it is given, one file for each ``go``; folders hold two files."""

    def __init__(self) -> None:
        self.orders: list[BatchOrder] = []
        self.trouble: Exception | None = None
        self.results: dict[str, FileReport] = {}
        self.warning = ""

    def caution(self, language: str) -> str:
        return self.warning

    def find(self, inputs: list[Path], out: Path) -> list[Path]:
        found: list[Path] = []
        for path in inputs:
            found += [path] if path.suffix else [path / "a.mp4", path / "b.mp4"]
        return [path for path in found if path.suffix != ".txt"]

    def caption(self, order: BatchOrder, job: Job, on_file: Any, on_progress: Any) -> list[FileReport]:
        self.orders.append(order)
        if self.trouble is not None:
            raise self.trouble
        reports = []
        for number, path in enumerate(order.files, 1):
            job.check()
            reports.append(self.results.get(path.name) or FileReport(str(path), "done", cues=4))
            on_file(reports[-1])
            on_progress(number / len(order.files), 65.0)
            job.progress(number / len(order.files))
        return reports


@pytest.fixture
def captioning() -> FakeCaptioning:
    return FakeCaptioning()


@pytest.fixture
def page(qapp: QApplication, languages: Any, captioning: FakeCaptioning, tmp_path: Path) -> Iterator[BatchPage]:
    made = BatchPage(tmp_path / "captions")
    mailbox = Mailbox()
    made.run = BatchRun(made, captioning, Tasks(mailbox), mailbox)  # type: ignore[attr-defined]
    made.resize(1200, 700)
    made.show()
    yield made
    mailbox.close()
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def drop(page: BatchPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))


def test_files_and_folders_are_dropped_into_the_queue_once(page: BatchPage, until: Until, tmp_path: Path) -> None:
    assert not page.start.isEnabled()
    drop(page, tmp_path / "one.mov", tmp_path / "folder")
    until(lambda: page.model.rowCount() == 3)
    drop(page, tmp_path / "one.mov")
    drop(page, tmp_path / "other.mov")
    until(lambda: page.model.rowCount() == 4)
    assert page.inputs == [tmp_path / "one.mov", tmp_path / "folder", tmp_path / "other.mov"]
    assert page.start.isEnabled()


def test_what_has_no_film_or_sound_is_said(page: BatchPage, until: Until, tmp_path: Path) -> None:
    drop(page, tmp_path / "notes.txt")
    until(lambda: page.notice.isVisible())
    assert page.notice.text.text() == "There is no film or sound in what you chose."
    assert page.model.rowCount() == 0


def test_a_batch_runs_to_its_end_and_says_what_came_of_it(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    captioning.results = {
        "b.mp4": FileReport(str(tmp_path / "f" / "b.mp4"), "failed", error="There is no sound in b.mp4."),
        "c.mp4": FileReport(str(tmp_path / "c.mp4"), "done", cues=9, broken_rules=BROKEN, low_confidence=2),
    }
    drop(page, tmp_path / "f", tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 3)
    page.language.setCurrentIndex(page.language.findData("nl"))
    page.rules.setCurrentIndex(page.rules.findData("bbc"))
    page.start.click()
    until(lambda: page.ended)
    order = captioning.orders[0]
    assert (order.language, order.rules, order.out) == ("nl", "bbc", tmp_path / "captions")
    assert order.inputs == (tmp_path / "f", tmp_path / "c.mp4")
    rows = page.model.rows
    assert [row.state for row in rows] == ["done", "failed", "done"]
    assert [sign_of(row) for row in rows] == ["tick", "alert", "mind"]
    assert page.model.line(rows[0]) == "Done  ·  4 captions"
    assert page.model.line(rows[1]) == "Not done  ·  There is no sound in b.mp4."
    assert page.model.line(rows[2]) == "Done  ·  9 captions  ·  3 to look at"
    assert page.notice.text.text() == "2 files captioned. 1 could not be: it says why."


def test_the_worst_is_opened_first(page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path) -> None:
    captioning.results = {
        "c.mp4": FileReport(str(tmp_path / "c.mp4"), "done", cues=9, low_confidence=1),
        "d.mp4": FileReport(str(tmp_path / "d.mp4"), "done", cues=9, broken_rules=BROKEN, low_confidence=2),
    }
    opened: list[Any] = []
    page.open_wanted.connect(opened.append)
    drop(page, tmp_path / "c.mp4", tmp_path / "d.mp4")
    until(lambda: page.model.rowCount() == 2)
    page.start.click()
    until(lambda: page.ended)
    page.worst.click()
    assert [row.path.name for row in opened] == ["d.mp4"]
    page.queue.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.queue, Qt.Key.Key_Return)
    assert [row.path.name for row in opened] == ["d.mp4", "c.mp4"]


def test_a_batch_is_paused_resumed_and_stopped(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    held: list[Job] = []

    def hold(order: BatchOrder, job: Job, on_file: Any, on_progress: Any) -> list[FileReport]:
        held.append(job)
        while True:
            job.check()

    captioning.caption = hold  # type: ignore[method-assign]
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    page.start.click()
    until(lambda: held)
    assert page.model.rows[0].state == "working"
    page.pause.click()
    assert held[0].paused
    assert page.pause.text() == "Go on"
    page.pause.click()
    assert not held[0].paused
    page.stop.click()
    until(lambda: page.ended)
    assert page.model.rows[0].state == "waiting"
    assert page.notice.text.text() == "Stopped. What is done is kept; start again to go on."
    assert page.start.isVisible()


def test_a_batch_that_cannot_begin_says_why(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    captioning.trouble = DiskError("The folder cannot be written.", code="not-writable", path=str(tmp_path))
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    page.start.click()
    until(lambda: page.ended and not page.run.working)  # type: ignore[attr-defined]
    assert page.notice.isVisible()


def test_a_file_is_taken_out_of_the_queue_with_delete(page: BatchPage, until: Until, tmp_path: Path) -> None:
    drop(page, tmp_path / "folder")
    until(lambda: page.model.rowCount() == 2)
    page.queue.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.queue, Qt.Key.Key_Delete)
    assert [row.path.name for row in page.model.rows] == ["b.mp4"]


def test_a_file_whose_language_changes_and_a_translation_are_asked_for(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    page.language.setCurrentIndex(page.language.findText("It changes within a file"))
    page.translate.click()
    page.start.click()
    until(lambda: page.ended)
    assert (captioning.orders[0].language, captioning.orders[0].translate) == (MIXED, True)


def test_a_model_for_drafts_is_said_before_the_start(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    assert not page.caution.isVisible()
    captioning.warning = "This speech model is for drafts."
    drop(page, tmp_path / "d.mp4")
    until(lambda: page.caution.isVisible())
    assert page.caution.text() == "This speech model is for drafts."


def test_the_worst_cue_is_the_one_furthest_from_its_limits() -> None:
    rules = tuple(
        {"cue": cue, "rule": "too_fast", "value": value, "limit": 20.0} for cue, value in ((2, 21.0), (7, 31.0))
    )
    looks = (Look(0.0, 1.0, 0, "kept", ""), Look(1.0, 2.0, 3, "script", ""))
    assert FileReport("c.mp4", "done", broken_rules=rules, looks=looks).worst_cue == 7
    assert FileReport("c.mp4", "done", looks=looks).worst_cue == 3
    assert FileReport("c.mp4", "done").worst_cue is None
