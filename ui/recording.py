"""The way from an opening camera to a finished take: one state machine, no widgets.

It lives on the window's thread and never blocks it: devices are opened, recordings started and finished on
background threads. Every opening carries a number; what comes back under an old number is closed and forgotten.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from producer.coach.nudge import EVERYTHING
from producer.errors import ProducerError
from producer.jobs import BackgroundJob
from ui.bridge import Mailbox, PreviewFeed, Tasks
from ui.engine import Engine, LiveCoach, Session, Take, Watcher

if TYPE_CHECKING:
    from producer.coach.readings import LiveReading
    from producer.values import Nudge

PREVIOUS_OPENING_S = 5.0
"""How long a new opening waits for the one before it: two at once would find the camera busy."""

Phase = Enum("Phase", "OPENING TROUBLE READY COUNTDOWN STARTING RECORDING FINISHING CLOSED")
LOST = ("camera-lost", "microphone-lost", "disk-full", "ended")


@dataclass(frozen=True, slots=True)
class _Opened:
    session: Session
    coach: LiveCoach | None

    def close(self) -> None:
        self.session.close()
        if self.coach is not None:
            self.coach.close()


class Recording(QObject):
    """Owns the session. ``failed`` carries an error to show; ``happened`` a session event; ``nudged`` a Nudge or
    None; ``read`` a LiveReading, while ``wants_readings``.
    """

    phase_changed = Signal()
    counted = Signal(int)
    failed = Signal(object)
    happened = Signal(object)
    nudged = Signal(object)
    read = Signal(object)
    take_made = Signal(object)

    def __init__(
        self, engine: Engine, mailbox: Mailbox, tasks: Tasks, feed: PreviewFeed, *, countdown_s: int = 3
    ) -> None:
        super().__init__()
        self._engine, self._mailbox, self._tasks, self._feed = engine, mailbox, tasks, feed
        self._countdown_s, self._left = countdown_s, 0
        self._generation = 0
        self._opening: BackgroundJob[Any] | None = None
        self._opened: _Opened | None = None
        self._sources = ("", "")
        self._lost: Any = None
        self.wants_readings = False
        self._wishes = EVERYTHING
        self._phase = Phase.OPENING
        self._next_path: Callable[[], Path] = Path
        self._after_close: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)

    @property
    def phase(self) -> Phase:
        return self._phase

    @property
    def microphone(self) -> str:
        """The microphone that is open, as it was named; empty is the system's own choice."""
        return self._sources[1]

    @property
    def level_dbfs(self) -> float | None:
        return self._opened.session.level_dbfs if self._opened else None

    @property
    def elapsed_s(self) -> float:
        return self._opened.session.elapsed_s if self._opened and self._phase is Phase.RECORDING else 0.0

    @property
    def busy(self) -> bool:
        """Whether a take is being made right now."""
        return self._phase in (Phase.COUNTDOWN, Phase.STARTING, Phase.RECORDING, Phase.FINISHING)

    def name_takes(self, next_path: Callable[[], Path]) -> None:
        """Say where the next take goes."""
        self._next_path = next_path

    # Devices

    def open(self, camera: str, microphone: str, language: str = "en") -> None:
        """Open these sources instead of what is open; ``phase`` turns READY or TROUBLE. Not while a take is being
        made.
        """
        if self.busy or self._phase is Phase.CLOSED:
            return
        self._generation += 1
        mine, old, before = self._generation, self._opened, self._opening
        self._sources, self._opened = (camera, microphone), None
        self._feed.attach(None)
        self._set(Phase.OPENING)
        self._opening = self._tasks.run(
            lambda job: self._open(mine, old, before, language),
            done=lambda opened: self._on_opened(mine, opened),
            failed=lambda error: self._on_open_failed(mine, error),
            name="open-devices",
        )

    def _open(self, mine: int, old: _Opened | None, before: BackgroundJob[Any] | None, language: str) -> _Opened | None:
        if old is not None:
            old.close()
        if before is not None:
            before.join(PREVIOUS_OPENING_S)
        if mine != self._generation:
            return None
        opened = self._make(mine, language)
        with contextlib.ExitStack() as undo:
            undo.callback(opened.close)
            opened.session.open()
            undo.pop_all()
        if mine != self._generation:
            opened.close()
            return None
        return opened

    def _make(self, mine: int, language: str) -> _Opened:
        camera, microphone = self._sources
        coach = None
        with contextlib.suppress(ProducerError):  # a take without advice is better than no take
            coach = self._engine.coach(
                language,
                lambda nudge: self._mailbox.post(lambda: self._on_nudge(mine, nudge)),
                lambda reading: self._hand_on(mine, reading),
            )
        session = self._engine.session(
            camera, microphone, lambda event: self._mailbox.post(lambda: self._on_event(mine, event)), coach
        )
        return _Opened(session, coach)

    def _on_opened(self, mine: int, opened: _Opened | None) -> None:
        if opened is None:
            return
        if mine != self._generation:
            self._tasks.run(lambda job: opened.close(), name="close-devices")
            return
        self._opened, self._lost = opened, None
        self._tell_wishes()
        self._feed.attach(opened.session.preview)
        self._set(Phase.READY)

    def _on_open_failed(self, mine: int, error: BaseException) -> None:
        if mine == self._generation:
            self._set(Phase.TROUBLE)
            self.failed.emit(error)

    def wish(self, level: str) -> None:
        """Say which nudges are wanted: all, only the important ones, or none (off)."""
        self._wishes = replace(self._wishes, level=level)
        self._tell_wishes()

    def quieten(self, code: str) -> None:
        """Leave a nudge out until the app starts again."""
        self._wishes = self._wishes.without(code)
        self._tell_wishes()

    def _tell_wishes(self) -> None:
        if self._opened is not None and self._opened.coach is not None:
            self._opened.coach.wish(self._wishes)

    def _on_nudge(self, mine: int, nudge: Nudge | None) -> None:
        if mine == self._generation:
            self.nudged.emit(nudge)

    def _hand_on(self, mine: int, reading: LiveReading) -> None:
        """On the coach's thread, ten times a second: nobody is woken for what nobody wants."""
        if self.wants_readings:
            self._mailbox.post(lambda: self.read.emit(reading) if mine == self._generation else None)

    def _on_event(self, mine: int, event: Any) -> None:
        if mine != self._generation:
            return
        self.happened.emit(event)
        if event.kind not in LOST:
            return
        if self.busy and self._phase is not Phase.COUNTDOWN:
            self._lost = event
            if event.kind != "microphone-lost":  # a take without sound from here on is worth more than half a take
                self.stop()
        elif event.kind != "disk-full":
            self._lost = event
            self._give_up()

    def _give_up(self) -> None:
        """Let go of devices that are gone."""
        self._timer.stop()
        old, self._opened = self._opened, None
        self._generation += 1
        self._feed.attach(None)
        if old is not None:
            self._tasks.run(lambda job: old.close(), name="close-devices")
        self._set(Phase.TROUBLE)
        self.failed.emit(self._lost)

    def attend(self, watcher: Watcher) -> bool:
        """Let ``watcher`` see and hear along until ``dismiss``, or until the devices are let go; say whether there is
        something to watch.
        """
        if self._opened is None:
            return False
        self._opened.session.attend(watcher)
        return True

    def dismiss(self, watcher: Watcher) -> None:
        if self._opened is not None:
            self._opened.session.dismiss(watcher)

    # The take

    def press(self) -> None:
        """What the one big button does now."""
        if self._phase is Phase.READY:
            self._count_down()
        elif self._phase is Phase.COUNTDOWN:
            self.cancel_countdown()
        elif self._phase is Phase.RECORDING:
            self.stop()

    def cancel_countdown(self) -> None:
        if self._phase is Phase.COUNTDOWN:
            self._timer.stop()
            self._set(Phase.READY)

    def _count_down(self) -> None:
        self._left = self._countdown_s
        if self._left <= 0:
            self._start()
            return
        self._set(Phase.COUNTDOWN)
        self.counted.emit(self._left)
        self._timer.start()

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.counted.emit(self._left)
            return
        self._timer.stop()
        self._start()

    def _start(self) -> None:
        opened, path = self._opened, self._next_path()
        if opened is None:
            return
        self._set(Phase.STARTING)
        if opened.coach is not None:
            opened.coach.begin()
        self._tasks.run(
            lambda job: opened.session.start_recording(path),
            done=lambda _: self._on_started(),
            failed=self._on_take_failed,
            name="start-take",
        )

    def _on_started(self) -> None:
        self._set(Phase.RECORDING)
        if self._after_close is not None or self._lost is not None:
            self.stop()

    def stop(self) -> None:
        """Finish the take: it is probed and in its place before ``take_made`` says so."""
        opened = self._opened
        if self._phase is not Phase.RECORDING or opened is None:
            return
        self._set(Phase.FINISHING)
        self._tasks.run(
            lambda job: _finish(opened.session), done=self._on_take, failed=self._on_take_failed, name="finish-take"
        )

    def _on_take(self, take: Take) -> None:
        self.take_made.emit(take)
        self._rest()

    def _on_take_failed(self, error: BaseException) -> None:
        if self._lost is not None:
            self._lost = error
        else:
            self.failed.emit(error)
        self._rest()

    def _rest(self) -> None:
        self._set(Phase.READY)
        if self._after_close is not None:
            self._close()
        elif self._lost is not None:
            self._give_up()

    # The end

    def shut_down(self, then: Callable[[], None]) -> None:
        """Finish the take that runs, close the devices, then call ``then``. An opening that hangs is left behind."""
        self._after_close = then
        self.cancel_countdown()
        if self._phase is Phase.RECORDING:
            self.stop()
        elif self._phase not in (Phase.STARTING, Phase.FINISHING):
            self._close()

    def _close(self) -> None:
        self._generation += 1
        old, self._opened = self._opened, None
        self._set(Phase.CLOSED)
        self._feed.attach(None)
        then, self._after_close = self._after_close, None
        end = then or (lambda: None)
        if old is None:
            end()
        else:
            self._tasks.run(lambda job: old.close(), done=lambda _: end(), failed=lambda _: end(), name="close-devices")

    def _set(self, phase: Phase) -> None:
        if phase is not self._phase:
            self._phase = phase
            self.phase_changed.emit()


def _finish(session: Session) -> Take:
    result = session.stop_recording()
    data: dict[str, Any] = result.to_json()
    return Take(Path(str(data["take"])), data["duration_s"], time.time())
