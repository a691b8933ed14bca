"""From the takes to the coach's pages and back: the report, takes side by side, progress."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes.reports import report
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from producer.coach.take.history import Point
from producer.errors import NotMedia
from ui.engine import Take
from ui.main_window import MainWindow
from ui.recording import Phase

Until = Callable[..., None]


def with_takes(window: MainWindow, engine: Any, until: Until, folder: Path, count: int = 1) -> list[Path]:
    """List takes that are there, the last one the newest; return their paths, the newest first."""
    paths = [folder / f"Take {number}.mkv" for number in range(1, count + 1)]
    for path in paths:
        path.write_bytes(b"take")
    engine.listed = [Take(path, 60.0, 1000.0 + number) for number, path in enumerate(paths)]
    until(lambda: window.recording.phase is Phase.READY)
    window.desk.read()
    until(lambda: window.takes.model.rowCount() == count)
    return paths[::-1]


def texts(window: MainWindow) -> set[str]:
    return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}


def test_the_report_opens_and_escape_comes_back(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_takes(window, engine, until, tmp_path)
    window.takes.report_button.click()
    assert window.coach.away
    until(lambda: "You take 4 good pauses: people can follow you." in texts(window))
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert window.recording.phase is Phase.READY, "behind the report the space bar records nothing"
    player = engine.coaching.players[0]
    assert [path.name for path, _, _ in player.played] == ["Take 1.mkv"], "it plays"
    QTest.keyClick(window.pages.currentWidget(), Qt.Key.Key_Escape)
    assert not window.coach.away
    assert window.focusWidget() is window.stage.button
    assert not player.playing, "who leaves the report does not hear it any more"


def test_the_report_changes_its_language_with_the_window(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    with_takes(window, engine, until, tmp_path)
    window.takes.report_button.click()
    until(lambda: "You take 4 good pauses: people can follow you." in texts(window))
    window.speak("nl")
    until(lambda: "Je neemt 4 goede pauzes: men kan je volgen." in texts(window))


def test_a_take_that_cannot_be_measured_says_so(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_takes(window, engine, until, tmp_path)
    engine.coaching.trouble = NotMedia("Take 1.mkv cannot be read.", code="not-media", path="Take 1.mkv")
    window.takes.report_button.click()
    until(lambda: any("Take 1.mkv" in text for text in texts(window) if text != "Take 1.mkv"))
    assert window.coach.away


def test_a_clip_can_be_made_from_the_report(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_takes(window, engine, until, tmp_path)
    window.takes.report_button.click()
    until(lambda: window.pages.currentWidget().clip.isEnabled())
    window.pages.currentWidget().clip.click()
    assert not window.coach.away
    assert window.panels.currentWidget() is window.clip


def test_the_page_is_saved_where_the_person_says(
    window: MainWindow,
    engine,  # type: ignore[no-untyped-def]
    until: Until,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "mine.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with_takes(window, engine, until, tmp_path)
    window.takes.report_button.click()
    until(lambda: window.pages.currentWidget().save.isEnabled())
    window.pages.currentWidget().save.click()
    until(target.exists)
    until(lambda: "Saved as “mine.html”." in texts(window))


def test_the_newest_takes_stand_side_by_side(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    paths = with_takes(window, engine, until, tmp_path, count=6)
    window.takes.report_button.click()
    until(lambda: window.pages.currentWidget().compare.isEnabled())
    engine.coaching.measured.clear()
    window.pages.currentWidget().compare.click()
    until(lambda: len(engine.coaching.measured) == 4)
    assert engine.coaching.measured == paths[:4]
    until(lambda: "Takes side by side" in texts(window))


def test_a_new_take_is_measured_quietly_and_recording_again_stops_it(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    until(lambda: window.recording.phase is Phase.READY)
    begun, stopped = threading.Event(), threading.Event()

    def long_report(take: Path, language: str, job: Any) -> Any:
        begun.set()
        job.at_cancel(stopped.set)
        assert stopped.wait(10)
        job.check()
        return report(take)

    engine.coaching.report = long_report
    QTest.keyClick(window.stage.button, Qt.Key.Key_Space)
    until(lambda: window.recording.phase is Phase.RECORDING)
    QTest.keyClick(window.stage.button, Qt.Key.Key_Space)
    until(begun.is_set)
    assert not window.coach.away, "quietly"
    until(lambda: window.recording.phase is Phase.READY)
    QTest.keyClick(window.stage.button, Qt.Key.Key_Space)
    until(stopped.is_set)
    until(lambda: window.recording.phase is Phase.RECORDING)
    QTest.keyClick(window.stage.button, Qt.Key.Key_Space)
    until(lambda: window.takes.model.rowCount() == 2)


def test_progress_is_shown_erased_in_one_click_and_brought_back(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    until(lambda: window.recording.phase is Phase.READY)
    engine.coaching.remembered = [
        Point(1_760_000_000.0 + day * 86400, f"{day}.mkv", lens_share=0.5) for day in range(4)
    ]
    window.header.progress.click()
    assert window.coach.away
    page = window.pages.currentWidget()
    until(lambda: page.erase.isEnabled())
    page.erase.click()
    until(lambda: engine.coaching.erased == 1)
    until(lambda: page.notice.isVisible())
    page.notice.action.click()
    until(lambda: engine.coaching.erased == 0)


def test_the_head_leads_back_to_the_studio(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_takes(window, engine, until, tmp_path)
    window.takes.report_button.click()
    assert window.coach.away
    window.header.devices.click()
    assert not window.coach.away
    assert window.panels.currentWidget() is window.devices


def test_a_take_that_cannot_be_measured_does_not_keep_the_others_apart(
    window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    paths = with_takes(window, engine, until, tmp_path, count=3)
    whole = engine.coaching.report

    def without_the_second(take: Path, language: str, job: Any) -> Any:
        if take == paths[1]:
            raise NotMedia("It cannot be read.", code="not-media", path=take.name)
        return whole(take, language, job)

    engine.coaching.report = without_the_second
    window.coach.show_compare(paths)
    until(lambda: any("Not shown, for it could not be measured: “Take 2”." in text for text in texts(window)))
    page = window.pages.currentWidget()
    assert [column.report.file for column in page.columns] == [paths[0], paths[2]]
    window.coach.show_compare(paths[:1])
    until(lambda: "There is no other take to hold this one against." in texts(window))


@pytest.mark.parametrize("compared", [False, True])
def test_a_problem_stays_and_is_said_in_the_language_of_now(
    compared: bool, window: MainWindow, engine, until: Until, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    paths = with_takes(window, engine, until, tmp_path)
    engine.coaching.trouble = NotMedia("Take 1.mkv cannot be read.", code="not-media", path="Take 1.mkv")
    window.coach.show_compare(paths) if compared else window.coach.show_report(paths[0])
    page = window.pages.currentWidget()
    until(lambda: page.troubled)
    english = texts(window)
    window.speak("nl")
    until(lambda: any("Take 1.mkv" in text for text in texts(window) - english))
    assert page.troubled, "it does not seem to be at work again"
    engine.coaching.trouble = None
    window.coach.show_report(paths[0])
    until(lambda: window.pages.currentWidget().ready)


def test_a_clip_of_a_take_that_is_gone_is_not_begun(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (path,) = with_takes(window, engine, until, tmp_path)
    window.takes.report_button.click()
    until(lambda: window.pages.currentWidget().clip.isEnabled())
    path.unlink()
    window.pages.currentWidget().clip.click()
    assert window.panels.currentWidget() is window.takes
    assert "That recording is not in its folder any more." in texts(window)


def test_a_page_has_a_name_and_is_no_stop_of_tab(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with_takes(window, engine, until, tmp_path)
    window.activateWindow()
    window.header.progress.click()
    page = window.pages.currentWidget()
    until(lambda: window.focusWidget() is page)
    until(lambda: page.accessibleName() == "Your progress")
    assert not page.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_that_everything_is_erased_is_said_in_the_language_of_now(window: MainWindow, engine, until: Until) -> None:  # type: ignore[no-untyped-def]
    until(lambda: window.recording.phase is Phase.READY)
    engine.coaching.remembered = [Point(1_760_000_000.0, "1.mkv", lens_share=0.5)]
    window.header.progress.click()
    page = window.pages.currentWidget()
    until(lambda: page.erase.isVisible())
    page.erase.click()
    window.speak("nl")
    until(lambda: page.notice.text.text() == "Alles is gewist.")
    page.notice.action.click()
    until(lambda: engine.coaching.erased == 0)


def test_a_long_name_leaves_the_buttons_their_words(window: MainWindow, engine, until: Until, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    paths = with_takes(window, engine, until, tmp_path)
    long = paths[0].rename(tmp_path / f"{'A take with a rather long name ' * 4}.mkv")
    window.resize(window.minimumSize())
    window.coach.show_report(long)
    page = window.pages.currentWidget()
    until(lambda: page.clip.isEnabled())
    until(lambda: all(part.width() >= part.sizeHint().width() for part in (page.save, page.compare, page.clip)))
    assert page.title.toolTip() == page.title.text() == long.stem
