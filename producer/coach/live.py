"""The coach beside a recording: pictures and sound in, at most one nudge out.

``see`` and ``hear`` may be called from any thread and never block: they leave their load (the newest picture; a
bounded queue of sound) to one worker thread, which measures and calls ``on_nudge``. Memory does not grow with the
recording. If the coach fails, it falls silent and says so in the log; the recording never notices.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from producer.coach.faults import Faults, find_faults
from producer.coach.limits import READINGS_PER_S
from producer.coach.nudge import EVERYTHING, NudgeState, Wishes, advance, begun_anew
from producer.coach.picture.faces import FaceDetector, open_detector
from producer.coach.picture.framing import read_picture
from producer.coach.readings import FramingReading, LiveReading, VoiceReading, combine
from producer.coach.sound.hearing import ActivityStream, Lifted
from producer.coach.sound.pace import RATE_HZ
from producer.coach.sound.voice import Samples, VoiceTrack, count_clipped
from producer.media.voice_activity import StreamingVoiceActivity
from producer.models import find_face_model
from producer.threads import start_thread
from producer.values import AudioBlock, Frame, Nudge

log = logging.getLogger(__name__)

VOICE_EVERY_S = 0.25
FRESH_S = 1.5
"""A reading older than this says nothing about now (a camera that was unplugged, say)."""
SMOOTH = 3
"""Pictures over which framing is smoothed: one odd detection changes nothing, and a mended fault is seen within 0.2
s.
"""
MAX_BLOCKS = 512
NudgeListener = Callable[[Nudge | None], None]
ReadingListener = Callable[[LiveReading], None]


class Coach:
    """The live coach without its thread: every call measures at once."""

    def __init__(self, detector: FaceDetector, activity: ActivityStream, language: str) -> None:
        self._detector, self._language = detector, language
        self._resampler = Resampler()
        self._track = VoiceTrack(Lifted(activity), language)
        self._pictures: deque[FramingReading] = deque(maxlen=SMOOTH)
        self._framing: FramingReading | None = None
        self._voice: VoiceReading | None = None
        self._seen_s = self._heard_s = self._voice_s = float("-inf")
        self._faults: Faults = {}
        self._state, self.wishes = NudgeState(), EVERYTHING
        self._reading: LiveReading | None = None

    @property
    def current(self) -> Nudge | None:
        return self._state.current

    @property
    def reading(self) -> LiveReading | None:
        """What was judged last; None before the first picture or quarter of a second of sound."""
        return self._reading

    def begin(self) -> None:
        """A take begins: its first seconds stay free of nudges."""
        if self._state.last_s is not None:
            self._state = begun_anew(self._state, self._state.last_s)

    def see(self, frame: Frame) -> None:
        """Measure one picture."""
        if frame.t_s - self._seen_s > FRESH_S:
            self._pictures.clear()
        self._pictures.append(read_picture(frame.image, self._detector))
        self._framing, self._seen_s = combine(self._pictures), frame.t_s
        self._judge(frame.t_s)

    def hear(self, block: AudioBlock) -> None:
        """Measure one block of sound."""
        self._heard_s = block.t_s + len(block.samples) / block.rate_hz
        self._track.feed(self._resampler.feed(block), clipped=count_clipped(block.samples), count=block.samples.size)
        if self._heard_s - self._voice_s >= VOICE_EVERY_S:
            self._voice, self._voice_s = self._track.reading(), self._heard_s
            self._judge(self._heard_s)
        elif self._reading is not None and self._heard_s - self._reading.t_s >= 0.95 / READINGS_PER_S:
            self._read(self._heard_s)

    def _judge(self, t_s: float) -> None:
        now_s = t_s if self._state.last_s is None else max(t_s, self._state.last_s)
        reading = self._read(now_s)
        self._faults = find_faults(reading.framing, reading.voice, self._language, self._faults)
        self._state = advance(self._state, now_s, self._faults, self.wishes)

    def _read(self, now_s: float) -> LiveReading:
        framing = self._framing if now_s - self._seen_s <= FRESH_S else None
        voice = self._voice if now_s - self._heard_s <= FRESH_S else None
        self._reading = LiveReading(now_s, framing, voice, self._track.speaking if voice is not None else None)
        return self._reading


class Resampler:
    """Blocks of any rate and any number of channels become one channel at 16 kHz, without seams."""

    def __init__(self) -> None:
        self._rate_hz = 0
        self._resampler: av.AudioResampler | None = None

    def feed(self, block: AudioBlock) -> Samples:
        mono = block.samples if block.samples.ndim == 1 else block.samples.mean(axis=1)
        mono = np.ascontiguousarray(mono, np.float32)
        if block.rate_hz == RATE_HZ or not len(mono):
            return mono
        if self._resampler is None or block.rate_hz != self._rate_hz:
            self._resampler, self._rate_hz = av.AudioResampler(format="flt", layout="mono", rate=RATE_HZ), block.rate_hz
        frame = av.AudioFrame.from_ndarray(mono.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate = block.rate_hz
        pieces = [piece.to_ndarray().reshape(-1) for piece in self._resampler.resample(frame)]
        return np.concatenate(pieces).astype(np.float32, copy=False) if pieces else np.zeros(0, np.float32)


class LiveCoach:
    """The coach on a thread of its own. ``on_nudge`` is called from that thread whenever what is shown changes,
    ``on_reading`` some ten times a second.
    """

    def __init__(
        self,
        *,
        language: str = "en",
        on_nudge: NudgeListener | None = None,
        on_reading: ReadingListener | None = None,
        face_model: Path | None = None,
    ) -> None:
        self._language, self._on_nudge, self._on_reading = language, on_nudge, on_reading
        self._face_model = face_model
        self._ready = threading.Condition()
        self._frame: Frame | None = None
        self._blocks: deque[AudioBlock] = deque(maxlen=MAX_BLOCKS)
        self._next_s = float("-inf")
        self._current: Nudge | None = None
        self._wishes, self._begins = EVERYTHING, False
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def current(self) -> Nudge | None:
        with self._ready:
            return self._current

    def wish(self, wishes: Wishes) -> None:
        """Say which nudges a person wants from now on."""
        with self._ready:
            self._wishes = wishes
            self._ready.notify_all()

    def begin(self) -> None:
        """Say that a take begins: its first seconds stay free of nudges."""
        with self._ready:
            self._begins = True

    def see(self, frame: Frame) -> None:
        """Offer a picture; the newest wins, and not more than ten a second are looked at."""
        with self._ready:
            if frame.t_s < self._next_s and self._next_s - frame.t_s < 1.0:
                return
            self._next_s = frame.t_s + 0.95 / READINGS_PER_S
            self._frame = frame
            self._wake()

    def hear(self, block: AudioBlock) -> None:
        """Hand over sound; the caller must not write to it again."""
        with self._ready:
            self._blocks.append(block)
            self._wake()

    def close(self) -> None:
        """Stop, wait for the thread, and take the nudge away. Safe any number of times."""
        with self._ready:
            self._closed = True
            self._ready.notify_all()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(5)

    def _wake(self) -> None:
        if self._closed:
            return
        if self._thread is None:
            self._thread = start_thread("coach", self._run, self._stopped)
        self._ready.notify_all()

    def _run(self) -> None:
        try:
            self._work(
                Coach(open_detector(self._face_model or find_face_model()), StreamingVoiceActivity(), self._language)
            )
        finally:
            self._show(None)

    @staticmethod
    def _stopped(error: Exception) -> None:
        log.error("The coach stopped.", exc_info=error)

    def _work(self, coach: Coach) -> None:
        told: LiveReading | None = None
        while (load := self._take()) is not None:
            blocks, frame = load
            self._heed(coach)
            for block in blocks:
                coach.hear(block)
            if frame is not None:
                coach.see(frame)
            self._show(coach.current)
            if self._on_reading is not None and coach.reading is not None and coach.reading is not told:
                told = coach.reading
                self._on_reading(told)

    def _heed(self, coach: Coach) -> None:
        with self._ready:
            coach.wishes, begins, self._begins = self._wishes, self._begins, False
        if begins:
            coach.begin()

    def _take(self) -> tuple[list[AudioBlock], Frame | None] | None:
        with self._ready:
            self._ready.wait_for(lambda: self._closed or self._frame is not None or bool(self._blocks))
            if self._closed:
                return None
            load = (list(self._blocks), self._frame)
            self._blocks.clear()
            self._frame = None
            return load

    def _show(self, nudge: Nudge | None) -> None:
        with self._ready:
            changed = nudge != self._current
            self._current = nudge
        if changed and self._on_nudge is not None:
            self._on_nudge(nudge)
