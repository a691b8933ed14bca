"""What the film itself says, found in the background while a person begins: its sound, its voice, its cuts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from producer.errors import Cancelled
from producer.jobs import BackgroundJob
from ui.bridge import Tasks
from ui.screens.captions_desk import CaptionDesk
from ui.screens.captions_view import CaptionView
from ui.screens.captions_work import CaptionWork

if TYPE_CHECKING:
    from producer.media.waveform import Waveform


class FilmLook:
    """Tells the desk and shows the sound; another film, or leaving, stops it."""

    def __init__(
        self,
        work: CaptionWork,
        tasks: Tasks,
        desk: CaptionDesk,
        view: CaptionView,
        failed: Callable[[BaseException], None],
    ) -> None:
        self._work, self._tasks, self._desk, self._view, self._failed = work, tasks, desk, view, failed
        self._running: list[BackgroundJob[Any]] = []

    def begin(self, media: Path, *, with_voice: bool) -> None:
        """Read the sound of a film, and find its cuts."""
        self.stop()
        self._view.wave.show_sound(None)

        def tell(known: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda found: known(found) if media == self._desk.media else None

        self._running = [
            self._tasks.run(
                lambda job: self._work.waveform(media, with_voice, job),
                done=tell(self._know_sound),
                failed=self._problem,
                name="caption-sound",
            ),
            self._tasks.run(
                lambda job: self._work.cuts(media, job),
                done=tell(self._desk.know_cuts),
                failed=self._problem,
                name="caption-cuts",
            ),
        ]

    def stop(self) -> None:
        for job in self._running:
            job.cancel()
        self._running = []

    def _know_sound(self, sound: Waveform) -> None:
        self._view.wave.show_sound(sound)
        self._desk.know_sound(sound)

    def _problem(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self._failed(error)
