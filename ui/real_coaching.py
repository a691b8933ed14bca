"""The real coach behind the window's pages. Heavy parts are imported inside the methods, on background threads."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from producer.errors import ProducerError
from producer.jobs import Job
from producer.settings import Settings

if TYPE_CHECKING:
    from producer.coach.take.compare import Comparison
    from producer.coach.take.history import History, Point
    from producer.coach.take.take_report import TakeReport

log = logging.getLogger(__name__)


class RealCoaching:
    """Measures, keeps and remembers with a person's settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._history: History | None = None

    def report(self, take: Path, language: str, job: Job) -> TakeReport:
        from producer.coach.take.history import point_of
        from producer.coach.take.take import measure_take
        from producer.coach.take.take_report import save_report, take_report
        from producer.studio import transcript_beside, transcript_path

        kept = self.kept_report(take)
        if kept is not None:
            return kept
        words = transcript_beside(take)
        chosen = words.language if words is not None else language
        report = take_report(measure_take(take, transcript=words, language=chosen, need_sound=False, job=job))
        # what was measured is shown even where the disk takes nothing, or the file of the progress is damaged
        for keep in (lambda: save_report(report, transcript_path(take)), lambda: self.remember(point_of(report))):
            try:
                keep()
            except (ProducerError, OSError, ValueError) as error:
                log.warning("a report could not be kept: %s", error)
        return report

    def kept_report(self, take: Path) -> TakeReport | None:
        from producer.coach.take.take_report import load_report
        from producer.studio import transcript_path

        return load_report(take, transcript_path(take))

    def compare(self, reports: Sequence[TakeReport]) -> Comparison:
        from producer.coach.take.compare import compare

        return compare(reports)

    def save_page(self, report: TakeReport, target: Path, language: str, job: Job) -> Path:
        from producer.coach.take.page import page_sound, report_page
        from producer.files import write_text

        write_text(target, report_page(report, language, sound=page_sound(report.file, report.duration_s, job)))
        return target

    def points(self) -> tuple[Point, ...]:
        return self._progress().points()

    def remember(self, point: Point) -> None:
        self._progress().add(point)

    def erase_progress(self) -> None:
        self._progress().erase()

    def undo_erase(self) -> None:
        self._progress().undo_erase()

    def player(self, on_end: Callable[[], None]) -> Any:
        from producer.media.play import Player

        return Player(on_end)

    def room_check(self, microphone: str, language: str) -> Any:
        from producer.capture.awake import can_stay_awake
        from producer.coach.room.check import RoomCheck

        return RoomCheck(
            microphone=microphone,
            folder=self._settings.takes_path,
            language=language,
            can_hold_sleep=can_stay_awake,
        )

    def _progress(self) -> History:
        from producer.coach.take.history import History

        if self._history is None:
            self._history = History()
        return self._history
