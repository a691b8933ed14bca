"""From the takes and the menu to the captions and back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from producer.assets import asset
from producer.batch.report import FileReport
from producer.captions import read_captions
from producer.errors import DiskError, ModelError
from ui.engine import Take
from ui.main_window import MainWindow
from ui.recording import Phase

Until = Callable[..., None]


def with_take(window: MainWindow, engine: Any, until: Until, folder: Path) -> Path:
    path = folder / "Take 1.mkv"
    shutil.copy(asset("sample/presenter.mp4"), path)
    engine.listed = [Take(path, 60.0, 1000.0)]
    until(lambda: window.recording.phase is Phase.READY)
    window.desk.read()
    until(lambda: window.takes.model.rowCount() == 1)
    return path


def test_a_take_s_captions_are_opened_corrected_and_saved(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    take = with_take(window, engine, until, tmp_path)
    window.takes.captions_button.click()
    page = window.captions.page
    until(lambda: page.ready and page.desk.cues)
    assert window.pages.currentWidget() is page
    page.desk.set_text("Good evening")
    page.save.click()
    until(take.with_suffix(".srt").is_file)
    assert [cue.text for cue in read_captions(take.with_suffix(".srt")).cues] == ["Good evening", "to all of you"]
    until(lambda: not page.desk.unsaved)
    page.leave()
    assert window.pages.currentIndex() == 0


def test_the_window_stays_once_where_changes_can_be_kept_nowhere(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    with_take(window, engine, until, tmp_path)
    window.takes.captions_button.click()
    page = window.captions.page
    until(lambda: page.ready and page.desk.cues)

    def full(*_: Any) -> None:
        raise DiskError("The disk is full.", code="disk-full", path=str(tmp_path))

    page.desk._work = replace(page.desk._work, keep=full)
    page.desk.set_text("Good evening")
    window.close()
    assert window.isVisible() and page.notice.isVisible()
    assert "Close once more to leave without your changes." in page.notice.text.text()
    assert page.notice.action.text() == "Save elsewhere…"
    window.close()
    until(lambda: not window.isVisible())


def test_captions_that_cannot_be_made_say_why(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_take(window, engine, until, tmp_path)
    engine.captioning.trouble = ModelError("There is no speech model.", code="no-model")
    window.takes.captions_button.click()
    until(
        lambda: window.captions.page._waiting.sentence.isVisible() and not window.captions.page._waiting.bar.isVisible()
    )
    QTest.keyClick(window.captions.page, Qt.Key.Key_Escape)
    assert window.pages.currentIndex() == 0


def test_a_clip_is_made_from_the_corrected_captions(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_take(window, engine, until, tmp_path)
    window.takes.captions_button.click()
    page = window.captions.page
    until(lambda: page.ready and page.desk.cues)
    page.export.click()
    until(lambda: window.pages.currentIndex() == 0)
    assert window.panels.currentWidget() is window.clip


def test_a_batch_is_opened_from_the_menu_and_leads_to_its_captions(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    until(lambda: window.recording.phase is Phase.READY)
    window.menu.batch_wanted.emit()
    page = window.captions.batch.page
    assert window.pages.currentWidget() is page
    assert page.out == tmp_path / "captions"
    page.find_wanted.emit([tmp_path / "one.mp4"])
    until(lambda: page.model.rowCount() == 1)
    page.start.click()
    until(lambda: page.ended)
    page.open_wanted.emit(page.model.rows[0])
    captions = window.captions.page
    until(lambda: captions.ready and captions.desk.cues)
    captions.leave()
    assert window.pages.currentWidget() is page, "back to the batch it came from"
    assert window.focusWidget() is page.queue and page.queue.currentIndex().row() == 0
    page.left.emit()
    assert window.pages.currentIndex() == 0


def test_a_batch_holds_on_while_a_take_is_made(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    jobs: list[Any] = []

    def endless(order: Any, job: Any, on_file: Any, on_progress: Any) -> list[Any]:
        jobs.append(job)
        while True:
            job.check()

    engine.captioning.caption = endless
    until(lambda: window.recording.phase is Phase.READY)
    window.show_batch()
    page = window.captions.batch.page
    page.find_wanted.emit([tmp_path / "one.mp4"])
    until(lambda: page.model.rowCount() == 1)
    page.start.click()
    until(lambda: jobs)
    page.left.emit()
    window.stage.press()
    until(lambda: window.recording.phase is Phase.RECORDING)
    assert jobs[0].paused
    window.stage.press()
    until(lambda: window.recording.phase is Phase.READY)
    assert not jobs[0].paused
    window.captions.stop()
    until(lambda: page.ended)


def ended_batch(window: MainWindow, until: Until, *files: Path) -> Any:
    window.show_batch()
    page = window.captions.batch.page
    page.find_wanted.emit(list(files))
    until(lambda: page.model.rowCount() == len(files))
    page.start.click()
    until(lambda: page.ended)
    return page


def test_the_queue_says_how_a_file_stands_once_a_person_has_saved_it(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    film = tmp_path / "one.mp4"
    page = ended_batch(window, until, film)
    looked = FileReport(str(film), "done", (str(tmp_path / "one.srt"),), cues=9, low_confidence=4)
    page.model.revise(film, looked)
    page.worst.click()
    captions = window.captions.page
    until(lambda: captions.ready and captions.desk.cues)
    captions.desk.set_text("Good evening to you")
    captions.save.click()
    until(lambda: not captions.desk.unsaved)
    (row,) = page.model.rows
    assert (row.report.cues, row.report.low_confidence) == (2, 0)
    assert row.to_look_at == len(captions.desk.marks)


def test_a_result_is_opened_with_the_rules_of_its_run_whatever_is_chosen_next(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    asked: list[str] = []
    plain = engine.captioning.of_result
    engine.captioning.of_result = lambda report, rules: asked.append(rules) or plain(report, rules)
    window.show_batch()
    page = window.captions.batch.page
    page.rules.setCurrentIndex(page.rules.findData("bbc"))
    ended_batch(window, until, tmp_path / "one.mp4")
    page.rules.setCurrentIndex(page.rules.findData("ebu"))
    page.open_wanted.emit(page.model.rows[0])
    until(lambda: asked)
    assert asked == ["bbc"]


def test_the_last_film_that_was_asked_for_is_the_one_that_opens(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    slow, plain = threading.Event(), engine.captioning.of_take

    def of_take(take: Path, job: Any) -> Any:
        if take.stem == "slow":
            slow.wait(10)
        return plain(take, job)

    engine.captioning.of_take = of_take
    until(lambda: window.recording.phase is Phase.READY)
    window.captions.show_take(tmp_path / "slow.mkv")
    window.captions.show_take(tmp_path / "quick.mkv")
    page = window.captions.page
    until(lambda: page.ready and page.desk.cues)
    slow.set()
    until(lambda: engine.captioning.opened[-1].stem == "slow")
    QApplication.processEvents()
    assert page.title.text() == "quick" and page.desk.media.stem == "quick"


def test_a_row_that_is_clicked_twice_opens_once(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = ended_batch(window, until, tmp_path / "one.mp4")
    page.open_wanted.emit(page.model.rows[0])
    captions = window.captions.page
    page.open_wanted.emit(page.model.rows[0])
    until(lambda: captions.ready and captions.desk.cues)
    first = captions.desk.edits
    until(lambda: len(engine.captioning.opened) == 2)
    QApplication.processEvents()
    assert captions.desk.edits is first


def test_a_batch_s_film_becomes_a_clip_with_its_corrected_captions(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    film = tmp_path / "films" / "one.mp4"
    film.parent.mkdir()
    shutil.copy(asset("sample/presenter.mp4"), film)
    plain = engine.captioning.of_take
    srt = tmp_path / "results" / "one.srt"
    srt.parent.mkdir()
    engine.captioning.of_result = lambda report, rules: replace(plain(film, None), path=srt)
    page = ended_batch(window, until, film)
    page.open_wanted.emit(page.model.rows[0])
    captions = window.captions.page
    until(lambda: captions.ready and captions.desk.cues)
    captions.desk.set_text("Corrected by hand")
    captions.export.click()
    until(lambda: window.pages.currentIndex() == 0)
    form = window.clip.form
    assert window.panels.currentWidget() is window.clip
    assert form.captions.currentData() == "saved" and form.make.isEnabled(), "without a speech model too"
    form.make.click()
    until(lambda: engine.orders)
    (order,) = engine.orders
    assert (order.take, order.captions, order.captions_file) == (film, "saved", srt)
    assert read_captions(srt).cues[0].text == "Corrected by hand"


def test_a_batch_s_film_that_is_gone_is_said_and_nobody_is_sent_away(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    page = ended_batch(window, until, tmp_path / "gone.mp4")
    page.open_wanted.emit(page.model.rows[0])
    captions = window.captions.page
    until(lambda: captions.ready and captions.desk.cues)
    captions.export_wanted.emit(tmp_path / "gone.mp4")
    assert window.pages.currentWidget() is captions
    assert "gone.mp4" in captions.notice.text.text()


def test_a_clip_s_captions_are_those_that_were_saved_where_there_are_any(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    take = with_take(window, engine, until, tmp_path)
    form = window.clip.form
    window.takes.clip_button.click()
    until(lambda: form.captions.currentData() == "script")
    take.with_suffix(".srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    window.takes.clip_button.click()
    assert form.captions.currentData() == "saved" and form.language.isHidden() and form.cure.isHidden()
    take.with_suffix(".srt").unlink()
    window.takes.clip_button.click()
    assert form.captions.currentData() == "script"
