"""The batch page: a queue that is dropped, worked off, paused and stopped, and the way to what needs a person."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from producer.batch.looks import Look
from producer.batch.names import printable
from producer.batch.report import FileReport
from producer.errors import DiskError
from producer.jobs import Job
from ui.batch_model import Row
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
    assert page.model.line(page.model.rows[0]) == "Paused"
    assert page.pause.text() == "Go on"
    page.pause.click()
    assert not held[0].paused
    assert page.model.line(page.model.rows[0]) == "Listening…"
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


def test_after_a_pause_and_a_stop_the_next_run_can_be_paused(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    held = hold_in(captioning)
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    page.start.click()
    until(lambda: held)
    page.pause.click()
    page.stop.click()
    until(lambda: page.ended)
    page.start.click()
    until(lambda: len(held) == 2)
    assert page.pause.text() == "Pause"
    page.pause.click()
    assert held[1].paused and page.pause.text() == "Go on"
    page.stop.click()
    until(lambda: page.ended)


def test_the_keyboard_stays_on_the_page_from_start_to_end(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    captioning.results = {"c.mp4": FileReport(str(tmp_path / "c.mp4"), "done", cues=9, low_confidence=1)}
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    held = hold_in(captioning)
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    page.start.setFocus()
    QTest.keyClick(page.start, Qt.Key.Key_Space)
    until(lambda: held)
    assert QApplication.focusWidget() is page.pause
    QTest.keyClick(page.pause, Qt.Key.Key_Space)
    assert held[0].paused
    page.stop.setFocus()
    QTest.keyClick(page.stop, Qt.Key.Key_Space)
    until(lambda: page.ended)
    assert QApplication.focusWidget() is page.start


def test_files_that_are_added_while_it_runs_wait_and_are_said(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    go = threading.Event()
    plain = captioning.caption

    def caption(order: BatchOrder, job: Job, on_file: Any, on_progress: Any) -> list[FileReport]:
        go.wait(10)
        return plain(order, job, on_file, on_progress)

    captioning.caption = caption  # type: ignore[method-assign]
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    page.start.click()
    drop(page, tmp_path / "d.mp4")
    until(lambda: page.model.rowCount() == 2)
    assert page.notice.isVisible()
    go.set()
    until(lambda: page.ended)
    assert [row.state for row in page.model.rows] == ["done", "waiting"]
    assert page.notice.text.text() == "1 file captioned. 1 came later: start again for it."
    page.start.click()
    until(lambda: page.ended and len(captioning.orders) == 2)
    assert [path.name for path in captioning.orders[1].files] == ["c.mp4", "d.mp4"]


def test_why_a_file_failed_is_said_in_the_person_s_language_and_whole(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path, languages: Any
) -> None:
    long = "A reason that has no code. " * 12
    captioning.results = {
        "b.mp4": FileReport(str(tmp_path / "b.mp4"), "failed", error="English only.", code="no-sound"),
        "c.mp4": FileReport(str(tmp_path / "c.mp4"), "failed", error=long),
    }
    page.resize(1000, 700)
    drop(page, tmp_path / "b.mp4", tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 2)
    page.start.click()
    until(lambda: page.ended)
    assert "English only." not in page.model.line(page.model.rows[0])
    assert "b.mp4" in page.model.line(page.model.rows[0])
    low, high = (page.queue.visualRect(page.model.index(row)).height() for row in (0, 1))
    assert low == 60 and high >= low + 2 * 14
    languages.speak("nl")
    assert page.model.line(page.model.rows[0]).endswith("In b.mp4 zit geen geluid.")
    until(lambda: "captioned" not in page.notice.text.text())
    languages.speak("en")


def test_what_a_person_has_opened_is_not_the_next_to_open(page: BatchPage, tmp_path: Path) -> None:
    bad, worse = (
        FileReport(str(tmp_path / name), "done", low_confidence=count) for name, count in (("c", 1), ("d", 5))
    )
    page.model.add([Path(bad.input), Path(worse.input)])
    page.model.begin()
    page.model.report(bad)
    page.model.report(worse)
    assert page.model.worst().path.name == "d"  # type: ignore[union-attr]
    page.model.see(Path(worse.input))
    assert page.model.worst().path.name == "c"  # type: ignore[union-attr]
    page.model.see(Path(bad.input))
    assert page.model.worst().path.name == "d"  # type: ignore[union-attr]
    page.show_ended(stopped=False)
    page.model.revise(Path(worse.input), FileReport(worse.input, "done"))
    assert page.model.worst().path.name == "c"  # type: ignore[union-attr]
    page.model.revise(Path(bad.input), FileReport(bad.input, "done"))
    assert page.model.worst() is None and page.worst.isHidden()


def test_new_captions_in_the_place_of_changed_ones_are_said(page: BatchPage, tmp_path: Path) -> None:
    path = tmp_path / "c.mp4"
    page.model.add([path])
    page.model.begin()
    page.model.report(FileReport(str(path), "done", cues=2, looks=(Look(0.0, 0.0, 0, "kept", "set aside"),)))
    assert page.model.line(page.model.rows[0]).endswith("what you had changed is kept beside it")


def test_what_was_dropped_or_said_otherwise_needs_a_look_and_a_spelling_does_not() -> None:
    looks = tuple(Look(0.0, 1.0, 1, kind, "") for kind in ("ghost", "script", "glossary", "burn", "kept", "kept"))
    assert Row(Path("c.mp4"), "done", FileReport("c.mp4", "done", looks=looks, low_confidence=2)).to_look_at == 5


def test_a_name_with_letters_that_are_none_is_followed(page: BatchPage) -> None:
    path = Path("/films/caf\udce9.mp4")
    page.model.add([path])
    page.model.begin()
    page.model.report(FileReport(printable(str(path)), "done", cues=1))
    assert page.model.rows[0].state == "done"


def test_the_list_is_emptied_with_one_button(page: BatchPage, until: Until, tmp_path: Path) -> None:
    assert not page.clear.isVisible()
    drop(page, tmp_path / "folder")
    until(lambda: page.model.rowCount() == 2)
    page.clear.click()
    assert page.model.rowCount() == 0 and page.inputs == [] and not page.start.isEnabled()


def test_nothing_is_cut_off_once_it_has_ended_in_a_window_of_1280(
    page: BatchPage, captioning: FakeCaptioning, until: Until, tmp_path: Path
) -> None:
    captioning.results = {"c.mp4": FileReport(str(tmp_path / "c.mp4"), "done", cues=9, low_confidence=1)}
    page.resize(1232, 690)
    drop(page, tmp_path / "c.mp4")
    until(lambda: page.model.rowCount() == 1)
    page.start.click()
    until(lambda: page.ended)
    QApplication.processEvents()
    assert page.notice.isVisible() and page.folder.isVisible()
    assert not page._scroll.verticalScrollBar().isVisible()


def hold_in(captioning: FakeCaptioning) -> list[Job]:
    """Let every run go on until it is stopped; return the jobs."""
    held: list[Job] = []

    def hold(order: BatchOrder, job: Job, on_file: Any, on_progress: Any) -> list[FileReport]:
        held.append(job)
        while True:
            job.check()

    captioning.caption = hold  # type: ignore[method-assign]
    return held
