"""Practice without recording: feeds the drill that runs with what the live coach reads, and remembers what came of
it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.bridge import Tasks
from ui.coaching import Coaching
from ui.recording import Phase, Recording
from ui.translations import Languages

if TYPE_CHECKING:
    from producer.coach.drills.drill import Drill, DrillResult
    from ui.screens.practice import PracticePanel

FREE = "free"


class PracticeRun(QObject):
    """One drill, or free practice, at a time. ``focused`` says whether a drill runs: the coach's other nudges then
    keep quiet. A take that begins ends it.
    """

    focused = Signal(bool)

    def __init__(
        self, panel: PracticePanel, recording: Recording, coaching: Coaching, tasks: Tasks, languages: Languages
    ) -> None:
        super().__init__(panel)
        self.panel, self._recording, self._coaching = panel, recording, coaching
        self._tasks, self._languages = tasks, languages
        self._drill: Drill | None = None
        self._began_s: float | None = None
        panel.start_wanted.connect(self.start)
        panel.stop_wanted.connect(self.stop)
        recording.read.connect(self._read)
        recording.phase_changed.connect(self._follow)

    def open(self) -> None:
        """Show what there is to practise, and what cannot be judged here."""
        self.stop()
        self.panel.allow(self._recording.phase is Phase.READY)
        self._tasks.run(
            lambda job: self._unavailable(), done=self.panel.show_choice, failed=lambda error: None, name="drills"
        )

    def start(self, code: str) -> None:
        """Begin a drill by its code, or free practice."""
        if self._recording.phase is not Phase.READY:
            return
        self._begin(code)

    def stop(self) -> None:
        """End what runs and go back to the choice."""
        was_running = self._end()
        if was_running:
            self.panel.show_choice(None)

    def _begin(self, code: str) -> None:
        from producer.coach.drills.drill import Drill

        self._drill = None if code == FREE else Drill(code, self._languages.current)
        self._began_s = time.monotonic()
        self._recording.wants_readings = True
        self.focused.emit(self._drill is not None)
        self.panel.show_running(code, self._drill.state if self._drill else None)

    def _end(self) -> bool:
        running, self._began_s, self._drill = self._began_s is not None, None, None
        self._recording.wants_readings = False
        if running:
            self.focused.emit(False)
        return running

    def _read(self, reading: Any) -> None:
        drill = self._drill
        if drill is None:
            if self._began_s is not None:
                self.panel.show_free(time.monotonic() - self._began_s, reading)
            return
        state = drill.feed(reading)
        self.panel.show_running(drill.code, state)
        if state.done and drill.result is not None:
            result = drill.result
            self._end()
            self.panel.show_result(result)
            self._remember(result)

    def _remember(self, result: DrillResult) -> None:
        from producer.coach.take.history import Point

        point = Point(time.time(), result.code, kind=result.code, reached=result.reached)
        self._tasks.run(lambda job: self._coaching.remember(point), failed=lambda error: None, name="progress")

    def _follow(self) -> None:
        ready = self._recording.phase is Phase.READY
        self.panel.allow(ready)
        if not ready:
            self.stop()

    def _unavailable(self) -> dict[str, str]:
        from producer.coach.drills.drill import unavailable
        from producer.models import find_face_model

        return unavailable(
            camera=True,
            eyes=find_face_model() is not None,
            microphone=self._recording.microphone != "none",
            language=self._languages.current,
        )
