"""Pictures and sound into a take, on one thread of its own. Whoever offers them never waits.

Pictures wait in a queue with a bound, and what does not fit is counted, never lost silently. The encoder steps down by
itself long before that. Sound is small, is taken first, and is never dropped.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from producer.capture.clock import now_s
from producer.capture.take_file import SoundFormat, TakeFile
from producer.capture.timeline import SoundTimeline
from producer.threads import join_thread, start_thread
from producer.values import AudioBlock, Frame

QUEUE_FRAMES = 90
QUEUE_BYTES = 256 * 1024 * 1024
"""Three seconds at 720p; a computer that is that far behind does not catch up."""
LIGHTER_AT_S = 0.27
"""With this much waiting (8 pictures at 30 a second) the encoder steps down; more would be lost by a kill."""
LIGHTER_EVERY_S = 1.0
"""The time that a lighter setting gets to work off the queue before the next step."""
FINISH_S = 60.0
"""The most that is waited for the queue to be written: three seconds of pictures, on a disk that hardly answers."""
SAME_TIME_S = 1e-4


@dataclass(frozen=True, slots=True)
class Counts:
    """What went in so far."""

    frames: int = 0
    dropped_frames: int = 0
    audio_s: float = 0.0
    audio_gaps: int = 0
    peak: float = 0.0


class Recorder:
    """Record what is from ``start_s`` on; time 0 of the file is the first picture. Raises OSError where it cannot."""

    def __init__(
        self, path: Path, width: int, height: int, fps: float, sound: SoundFormat | None, *,
        start_s: float, limit_s: float | None = None, queue_frames: int = QUEUE_FRAMES,
    ) -> None:
        self._file = TakeFile(path, width, height, fps, sound)
        self._sound, self._fps = sound, fps
        self._start_s, self._limit_s = start_s, limit_s
        self._bound = max(4, min(queue_frames, QUEUE_BYTES // (width * height * 3)))
        self._work = threading.Condition()
        self._frames: deque[Frame] = deque()
        self._blocks: deque[AudioBlock] = deque()
        self._timeline: SoundTimeline | None = None
        self._zero_s: float | None = None
        self._newest_s = start_s
        self._until_s: float | None = None
        self._finishing = self._beyond = False
        self._written = self._dropped = 0
        self._peak = 0.0
        self._lighter_s = 0.0
        self.error: Exception | None = None
        self._thread = start_thread("recorder", self._run, self._keep)

    @property
    def speed(self) -> str:
        return self._file.encoder.speed

    @property
    def elapsed_s(self) -> float:
        """How long the picture is so far."""
        with self._work:
            return 0.0 if self._zero_s is None else max(0.0, self._newest_s - self._zero_s + 1 / self._fps)

    @property
    def full(self) -> bool:
        """Whether the asked length has been reached."""
        return self._beyond or (self._limit_s is not None and self.elapsed_s >= self._limit_s - SAME_TIME_S)

    @property
    def end_s(self) -> float | None:
        """When the last picture ends, on the one clock."""
        with self._work:
            return None if self._zero_s is None else self._newest_s + 1 / self._fps

    @property
    def sound_end_s(self) -> float | None:
        """When the sound of this take is over, on the one clock; None while that is open."""
        if self._limit_s is None or self._zero_s is None:
            return self._until_s
        limit_s = self._zero_s + self._limit_s
        return limit_s if self._until_s is None else min(limit_s, self._until_s)

    @property
    def heard_until_s(self) -> float:
        """Up to when sound has been written, on the one clock."""
        timeline = self._timeline
        return timeline.heard_until_s if timeline is not None else float("-inf")

    @property
    def counts(self) -> Counts:
        timeline = self._timeline
        seconds = timeline.written / self._sound.rate_hz if timeline is not None and self._sound is not None else 0.0
        return Counts(self._written, self._dropped, seconds, timeline.gaps if timeline is not None else 0, self._peak)

    def offer_frame(self, frame: Frame) -> None:
        """Take a picture, or count it as dropped. Never waits."""
        with self._work:
            if self._finishing or self.error is not None or not self._wanted(frame.t_s):
                return
            if self._zero_s is None:
                self._zero_s = frame.t_s
            self._newest_s = frame.t_s
            if len(self._frames) >= self._bound:
                self._dropped += 1
                return
            self._frames.append(frame)
            self._work.notify()

    def offer_block(self, block: AudioBlock) -> None:
        """Take a block of sound. Never waits."""
        with self._work:
            if self._sound is not None and not self._finishing and self.error is None:
                self._blocks.append(block)
                self._work.notify()

    def cut_at(self, until_s: float) -> None:
        """Pictures and sound from ``until_s`` on are no longer part of the take; earlier sound may still come."""
        with self._work:
            self._until_s = until_s

    def finish(self) -> None:
        """Write what waits, and close the file. ``error`` says what went wrong, if anything."""
        with self._work:
            self._finishing = True
            self._work.notify()
        if not join_thread(self._thread, FINISH_S) and self.error is None:
            self.error = TimeoutError("the disk does not answer")

    def _wanted(self, t_s: float) -> bool:
        if t_s < self._start_s - SAME_TIME_S:
            return False
        if self._until_s is not None and t_s >= self._until_s - SAME_TIME_S:
            return False
        if self._limit_s is not None and self._zero_s is not None:
            self._beyond = self._beyond or t_s >= self._zero_s + self._limit_s - SAME_TIME_S
        return not self._beyond

    def _keep(self, error: Exception) -> None:
        self.error = error
        with self._work:
            self._frames.clear()
            self._blocks.clear()

    def _run(self) -> None:
        with contextlib.ExitStack() as undo:
            undo.callback(self._file.abandon)
            while (load := self._next()) is not None:
                blocks, frame, waiting = load
                for block in blocks:
                    self._write_sound(block)
                if frame is not None:
                    self._write_picture(frame, waiting)
            undo.pop_all()
        self._file.finish()

    def _next(self) -> tuple[list[AudioBlock], Frame | None, int] | None:
        """Wait for work. None when all is written and no more will come."""
        with self._work:
            self._work.wait_for(lambda: self._finishing or self._frames or (self._blocks and self._zero_s is not None))
            blocks: list[AudioBlock] = []
            if self._zero_s is not None:
                blocks = list(self._blocks)
                self._blocks.clear()
            waiting = len(self._frames)
            frame = self._frames.popleft() if self._frames else None
            return (blocks, frame, waiting) if blocks or frame is not None else None

    def _write_picture(self, frame: Frame, waiting: int) -> None:
        assert self._zero_s is not None
        if waiting > max(2.0, LIGHTER_AT_S * self._fps) and now_s() - self._lighter_s > LIGHTER_EVERY_S:
            self._file.encoder.step_down()
            self._lighter_s = now_s()
        self._file.write_picture(frame.image, frame.t_s - self._zero_s)
        self._written += 1

    def _write_sound(self, block: AudioBlock) -> None:
        assert self._zero_s is not None and self._sound is not None
        if self._timeline is None:
            self._timeline = SoundTimeline(self._sound.rate_hz, self._sound.channels, self._zero_s)
        self._timeline.end_s = self.sound_end_s
        for piece in self._timeline.place(block):
            self._peak = max(self._peak, float(abs(piece).max()))
            self._file.write_sound(piece)
