"""The coach's whole pages: the report on a take, takes side by side, progress. Builds each when it is first wanted,
passes between them and the engine, and says when a person goes back to the studio.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QStackedWidget, QWidget

from producer.errors import Cancelled, ProducerError
from producer.jobs import BackgroundJob, Job
from ui.bridge import Tasks
from ui.coaching import Coaching
from ui.engine import Take
from ui.translations import Languages

if TYPE_CHECKING:
    from producer.coach.take.take_report import TakeReport
    from ui.screens.compare import ComparePage
    from ui.screens.progress import ProgressPage
    from ui.screens.report import ReportPage

MOST_COMPARED = 4
"""More columns than this are too narrow to read."""


class CoachPages(QObject):
    """``pages`` is the window's stack, whose first page is the studio. ``clip_wanted`` carries the Path of a take."""

    left = Signal()
    clip_wanted = Signal(object)

    def __init__(self, pages: QStackedWidget, coaching: Coaching, tasks: Tasks, languages: Languages) -> None:
        super().__init__(pages)
        self._pages, self._coaching, self._tasks, self._languages = pages, coaching, tasks, languages
        self._report: ReportPage | None = None
        self._compare: ComparePage | None = None
        self._progress: ProgressPage | None = None
        self._measuring: BackgroundJob[Any] | None = None
        self._takes: Callable[[], list[Take]] = list
        self.came_from: QWidget | None = None

    def know_takes(self, takes: Callable[[], list[Take]]) -> None:
        """Say where the list of takes is, the newest first."""
        self._takes = takes

    @property
    def away(self) -> bool:
        """Whether one of these pages is shown instead of the studio."""
        return self._pages.currentIndex() != 0

    def _go_to(self, page: QWidget) -> None:
        """Show a page, and remember who had the keyboard in the studio."""
        if not self.away:
            self.came_from = QApplication.focusWidget()
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def leave(self) -> None:
        """Go back to the studio; what was being measured is stopped."""
        self.stop()
        if self._report is not None:
            self._report.silence()
        self._pages.setCurrentIndex(0)
        self.left.emit()

    def stop(self) -> None:
        """Stop measuring: the computer is wanted for something else."""
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring = None

    # The report

    def show_report(self, take: Path) -> None:
        """Open the report on a take; one that was not measured yet is measured first."""
        page = self._report_page()
        page.show_working(None, take.stem)
        self._go_to(page)
        self.stop()
        language = self._languages.current
        self._measuring = self._tasks.run(
            lambda job: self._coaching.report(take, language, job),
            done=page.open,
            failed=self._report_failed,
            progress=lambda share, step: page.show_working(share, take.stem),
            name="report",
        )

    def measure_quietly(self, take: Path) -> None:
        """Measure a take that was just made, so that its report opens at once; recording again stops it."""
        self.stop()
        language = self._languages.current
        self._measuring = self._tasks.run(
            lambda job: self._coaching.report(take, language, job), failed=lambda error: None, name="report"
        )

    def _report_failed(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self._report_page().show_error(error)

    def _report_page(self) -> ReportPage:
        if self._report is None:
            from ui.screens.report import ReportPage

            self._report = ReportPage(self._advice, self._praise, self._lesson, self._coaching.player, self._figures)
            self._report.left.connect(self.leave)
            self._report.save_wanted.connect(self._save_page)
            self._report.compare_wanted.connect(self._compare_with)
            self._report.clip_wanted.connect(self._make_clip)
            self._pages.addWidget(self._report)
        return self._report

    def _advice(self, code: str) -> str:
        from producer.coach.advice import advice_text

        return advice_text(code, self._languages.current)

    def _praise(self, code: str, values: Mapping[str, Any]) -> str:
        from producer.coach.take.praise import praise_text

        return praise_text(code, values, self._languages.current)

    def _figures(self, report: TakeReport) -> tuple[str, ...]:
        from producer.coach.take.figures import figure_texts

        return figure_texts(report, self._languages.current)

    def _lesson(self, code: str) -> Any:
        from producer.coach.teaching import lesson_for

        return lesson_for(code, self._languages.current)

    def _save_page(self, report: TakeReport) -> None:
        target, _ = QFileDialog.getSaveFileName(
            self._pages, self.tr("Save the report"), str(report.file.with_suffix(".html")), "HTML (*.html)"
        )
        if target:
            self._tasks.run(
                lambda job: self._coaching.save_page(report, Path(target), self._languages.current, job),
                done=lambda path: self._report_page().say_saved(path),
                failed=lambda error: self._report_page().show_error(error),
                name="save-page",
            )

    def _make_clip(self, take: Path) -> None:
        self.leave()
        self.clip_wanted.emit(take)

    # Takes side by side

    def _compare_with(self, report: TakeReport) -> None:
        """Hold the take against the newest others."""
        others = [take.path for take in self._takes() if take.path != report.file][: MOST_COMPARED - 1]
        self.show_compare([report.file, *others])

    def show_compare(self, takes: list[Path]) -> None:
        """Measure what was not measured yet, and show the takes side by side."""
        page = self._compare_page()
        page.show_working(None, "")
        self._go_to(page)
        self.stop()
        self._measuring = self._tasks.run(
            lambda job: self._measured(takes, job),
            done=lambda found: page.open(
                found,
                self._coaching.compare(found),
                [take.stem for take in takes if take not in [report.file for report in found]],
            ),
            failed=lambda error: None if isinstance(error, Cancelled) else page.show_error(error),
            progress=lambda share, step: page.show_working(share, ""),
            name="compare",
        )

    def _measured(self, takes: list[Path], job: Job) -> list[TakeReport]:
        """Return the reports on those that can be measured: one that is gone or has no sound is left out. Raises the
        error where none can.
        """
        language, count = self._languages.current, len(takes)
        found, error = [], None
        for index, take in enumerate(takes):
            try:
                found.append(self._coaching.report(take, language, job.part(index / count, (index + 1) / count)))
            except Cancelled:
                raise
            except ProducerError as one:
                error = one
        if error is not None and not found:
            raise error
        return found

    def _compare_page(self) -> ComparePage:
        if self._compare is None:
            from ui.screens.compare import ComparePage

            self._compare = ComparePage(self._advice, self._reason, self._coaching.player)
            self._compare.left.connect(self.leave)
            self._compare.clip_wanted.connect(self._make_clip)
            self._pages.addWidget(self._compare)
        return self._compare

    def _reason(self, code: str) -> str:
        from producer.coach.take.compare import reason_text

        return reason_text(code, self._languages.current)

    # Progress

    def show_progress(self) -> None:
        """Show the charts over takes and weeks."""
        page = self._progress_page()
        self._go_to(page)
        self._read_progress()

    def _read_progress(self) -> None:
        page = self._progress_page()
        self._tasks.run(
            lambda job: self._coaching.points(),
            done=lambda points: page.open(points, self._languages.current),
            failed=lambda error: page.show_error(error),
            name="progress",
        )

    def _progress_page(self) -> ProgressPage:
        if self._progress is None:
            from ui.screens.progress import ProgressPage

            page = self._progress = ProgressPage()
            page.left.connect(self.leave)
            page.erase_wanted.connect(lambda: self._change_progress(self._coaching.erase_progress))
            page.undo_wanted.connect(lambda: self._change_progress(self._coaching.undo_erase))
            self._pages.addWidget(page)
        return self._progress

    def _change_progress(self, change: Callable[[], None]) -> None:
        page = self._progress_page()
        self._tasks.run(
            lambda job: change(),
            done=lambda _: self._read_progress(),
            failed=lambda error: page.show_error(error),
            name="progress",
        )
