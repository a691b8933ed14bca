"""What the window asks of the coach beyond a live nudge: reports, comparison, progress, the room check, drills.

Like the rest of the engine it is passed in, may block, and may raise ProducerError; every method but the plain texts is
called on a background thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from producer.jobs import Job

if TYPE_CHECKING:
    from producer.coach.take.compare import Comparison
    from producer.coach.take.history import Point
    from producer.coach.take.take_report import TakeReport


class Coaching(Protocol):
    """The coach as the window's pages know it."""

    def report(self, take: Path, language: str, job: Job) -> TakeReport:
        """Return the report that is kept beside the take, or measure the take, keep its report and remember it."""
        ...

    def kept_report(self, take: Path) -> TakeReport | None: ...
    def compare(self, reports: Sequence[TakeReport]) -> Comparison: ...
    def save_page(self, report: TakeReport, target: Path, language: str, job: Job) -> Path: ...
    def points(self) -> tuple[Point, ...]: ...
    def remember(self, point: Point) -> None: ...
    def erase_progress(self) -> None: ...
    def undo_erase(self) -> None: ...
    def player(self, on_end: Callable[[], None]) -> Any: ...
    def room_check(self, microphone: str, language: str) -> Any: ...
