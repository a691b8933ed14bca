"""The ten-second room check as a watcher of open devices: four seconds quiet, six for one sentence said aloud.

``see`` and ``hear`` may be called from any thread and return at once; pictures are read on a thread of the check's own,
and the computer is asked its questions on another, since a sound server or D-Bus may hang. What is measured stays in
memory and goes with the check.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from statistics import median

from producer.coach.picture.background import Background, read_background
from producer.coach.picture.faces import FaceDetector, main_face, open_detector, scaled
from producer.coach.picture.framing import read_picture
from producer.coach.readings import FramingReading, combine
from producer.coach.room.facts import Questions, find_facts
from producer.coach.room.limits import ROOM_PICTURES_PER_S, ROOM_QUIET_S, ROOM_S
from producer.coach.room.sound import measure_sound
from producer.coach.room.verdicts import Facts, Heard, Seen, Verdict, judge
from producer.models import find_face_model
from producer.threads import start_thread
from producer.values import AudioBlock, Frame

log = logging.getLogger(__name__)

NEWS_S = 3.0
"""Where no picture and no sound came for so long, the ten seconds begin all the same, so that they end."""
ANSWER_S = 4.0
"""How long ``finish`` waits for what is not measured or answered yet."""
FACE_WIDTH_PX = 640
Picture = tuple[FramingReading, Background | None]


class RoomCheck:
    """``share`` runs from 0 to 1 while it watches; then ``finish`` gives the verdicts. Close it afterwards.

    ``microphone`` is what the session was given (a name, a number, a file, or "none"), ``folder`` where takes go.
    """

    def __init__(
        self,
        *,
        microphone: str = "",
        folder: Path,
        language: str = "en",
        face_model: Path | None = None,
        can_hold_sleep: Callable[[], bool | None] | None = None,
        questions: Questions | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        ask = questions or Questions()
        ask = ask if can_hold_sleep is None else replace(ask, stays_awake=can_hold_sleep)
        self.language, self._face_model, self._clock = language, face_model, clock
        self._made_s, self._started_s = clock(), float("inf")
        self._ready = threading.Condition()
        self._frame: Frame | None = None
        self._next_s = float("-inf")
        self._looking = self._blind = self._closed = False
        self._blocks: list[AudioBlock] = []
        self._pictures: list[Picture] = []
        self._facts = Facts()
        self._asker = start_thread("room-ask", lambda: self._ask(microphone, folder, ask), self._log)
        self._looker = start_thread("room-look", self._look, self._log)

    # While it watches

    @property
    def share(self) -> float:
        """How much of the ten seconds is over, 0..1."""
        return min(1.0, max(0.0, self._since_s() / ROOM_S))

    @property
    def part(self) -> str:
        """``quiet`` while the person should be silent, then ``speak``."""
        return "quiet" if self._since_s() < ROOM_QUIET_S else "speak"

    def _since_s(self) -> float:
        now_s = self._clock()
        if now_s - self._made_s >= NEWS_S:
            self._started_s = min(self._started_s, self._made_s + NEWS_S)
        return now_s - self._started_s

    def see(self, frame: Frame) -> None:
        """Offer a picture; the newest wins, and a few a second are looked at."""
        with self._ready:
            if not self._watches() or self._blind or (frame.t_s < self._next_s and self._next_s - frame.t_s < 1.0):
                return
            self._next_s = frame.t_s + 0.95 / ROOM_PICTURES_PER_S
            self._frame = frame
            self._ready.notify_all()

    def hear(self, block: AudioBlock) -> None:
        """Hand over sound; the caller must not write to it again."""
        with self._ready:
            if self._watches():
                self._blocks.append(block)

    def _watches(self) -> bool:
        """Whether it still watches; the first picture or sound starts the ten seconds."""
        self._started_s = min(self._started_s, self._clock())
        return not self._closed and self._since_s() < ROOM_S

    # Afterwards

    def finish(self) -> tuple[Verdict, ...]:
        """Measure, and return one verdict for each topic. Takes some tenths of a second, or seconds where the system is
        slow to answer.
        """
        end_s = time.monotonic() + ANSWER_S
        with self._ready:
            self._ready.wait_for(lambda: self._closed or (self._frame is None and not self._looking), ANSWER_S)
        self._asker.join(max(0.0, end_s - time.monotonic()))
        with self._ready:
            pictures, blocks, facts = list(self._pictures), list(self._blocks), self._facts
        return judge(summed_up(pictures), self._sound(blocks), facts)

    def _sound(self, blocks: list[AudioBlock]) -> Heard:
        if not blocks:
            return Heard()
        return measure_sound(blocks, self._started_s + ROOM_QUIET_S - blocks[0].t_s)

    def close(self) -> None:
        """Stop, and let go of everything seen and heard. Safe any number of times."""
        with self._ready:
            self._closed = True
            self._frame = None
            self._blocks.clear()
            self._pictures.clear()
            self._ready.notify_all()
        if self._looker is not threading.current_thread():
            self._looker.join(ANSWER_S)

    # Its threads

    def _ask(self, microphone: str, folder: Path, ask: Questions) -> None:
        self._learn(find_facts(microphone, folder, ask))
        self._learn(replace(self._facts, stays_awake=ask.stays_awake()))

    @staticmethod
    def _log(error: Exception) -> None:
        log.error("The room check could not look, or not ask the computer everything.", exc_info=error)

    def _learn(self, facts: Facts) -> None:
        with self._ready:
            self._facts = facts

    def _look(self) -> None:
        try:
            detector = open_detector(self._face_model or find_face_model())
            while (frame := self._take()) is not None:
                picture = read(frame, detector)
                with self._ready:
                    self._looking = False
                    self._pictures.append(picture)
                    self._ready.notify_all()
        finally:
            with self._ready:
                self._looking, self._frame, self._blind = False, None, True
                self._ready.notify_all()

    def _take(self) -> Frame | None:
        with self._ready:
            self._ready.wait_for(lambda: self._closed or self._frame is not None)
            frame, self._frame = self._frame, None
            self._looking = frame is not None
            return frame


def read(frame: Frame, detector: FaceDetector) -> Picture:
    """Measure one picture, and what is behind the face in it."""
    small, scale = scaled(frame.image, FACE_WIDTH_PX)
    face = main_face(detector.find(small), small.shape[1], small.shape[0])
    behind = None if face is None else read_background(frame.image, face.moved(1 / scale))
    return read_picture(frame.image, detector), behind


def summed_up(pictures: Sequence[Picture]) -> Seen:
    """Return the medians over all pictures."""
    if not pictures:
        return Seen()
    behind = [one for _, one in pictures if one is not None]
    background = None
    if behind:
        background = Background(*(median(getattr(one, part.name) for one in behind) for part in fields(Background)))
    return Seen(len(pictures), combine([reading for reading, _ in pictures]), background)
