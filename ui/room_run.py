"""The ten-second room check: lets it see and hear along with the open devices, and shows what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.bridge import Tasks
from ui.coaching import Coaching
from ui.messages import message_for
from ui.recording import Phase, Recording
from ui.translations import Languages

if TYPE_CHECKING:
    from ui.screens.room import RoomPanel

LOOK_MS = 100


class RoomRun(QObject):
    """Runs one check at a time; a take that begins, or devices that go, end it. ``focused`` says whether one runs: the
    coach's nudges then keep quiet.
    """

    focused = Signal(bool)

    def __init__(
        self, panel: RoomPanel, recording: Recording, coaching: Coaching, tasks: Tasks, languages: Languages
    ) -> None:
        super().__init__(panel)
        self.panel, self._recording, self._coaching = panel, recording, coaching
        self._tasks, self._languages = tasks, languages
        self._check: Any = None
        self._number, self._waits = 0, False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        panel.start_wanted.connect(self.start)
        recording.phase_changed.connect(self._follow)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        """Begin anew; the devices must be open."""
        self.stop()
        if self._recording.phase is not Phase.READY:
            self._wait()
            return
        self.focused.emit(True)
        self._number += 1
        mine, microphone, language = self._number, self._recording.microphone, self._languages.current
        self.panel.show_progress(0.0, "quiet")
        self._tasks.run(
            lambda job: self._coaching.room_check(microphone, language),
            done=lambda check: self._begin(mine, check),
            failed=self._fail,
            name="room-check",
        )

    def stop(self) -> None:
        """Forget the check that runs."""
        self._number += 1
        self._waits = False
        self._timer.stop()
        self.focused.emit(False)
        check, self._check = self._check, None
        if check is not None:
            self._recording.dismiss(check)
            self._tasks.run(lambda job: check.close(), name="room-check")

    def _begin(self, mine: int, check: Any) -> None:
        if mine != self._number:
            self._tasks.run(lambda job: check.close(), name="room-check")
            return
        self._check = check
        if self._recording.attend(check):
            self._timer.start()
        else:
            self.stop()

    def _look(self) -> None:
        check = self._check
        self.panel.show_progress(check.share, check.part)
        if check.share < 1.0:
            return
        self._timer.stop()
        self.focused.emit(False)
        self._check = None
        self._recording.dismiss(check)
        mine = self._number
        self._tasks.run(
            lambda job: _finish(check),
            done=lambda verdicts: self.panel.show_verdicts(verdicts) if mine == self._number else None,
            failed=self._fail,
            name="room-check",
        )

    def _follow(self) -> None:
        self.panel.allow(not self._recording.busy)
        if self.running and self._recording.phase is not Phase.READY:
            self.stop()
            if self._recording.busy:
                self.panel.show_interrupted()
            else:
                self._wait()
        elif self._waits and self._recording.phase is Phase.READY:
            self.start()

    def _wait(self) -> None:
        """Begin as soon as there is a picture (the devices open anew, say for another language)."""
        self._waits = True
        self.panel.show_waiting()

    def _fail(self, error: BaseException) -> None:
        self.focused.emit(False)
        message = message_for(error)
        self.panel.show_trouble(f"{message.sentence} {message.cure}".strip())


def _finish(check: Any) -> Any:
    try:
        return check.finish()
    finally:
        check.close()
