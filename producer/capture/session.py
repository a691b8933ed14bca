"""One open camera and microphone: preview, level, live watcher, takes. Owns every thread of a recording.

The camera's thread gives each picture to the preview slot, the watcher and the recorder; the microphone's thread does
the same with sound; the recorder's thread writes; the watch thread looks after all of them and the disk. Nothing that a
face calls waits for a device longer than seconds.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from producer.capture import events
from producer.capture.awake import KeepAwake
from producer.capture.buffers import keep_large_blocks
from producer.capture.camera_open import open_camera
from producer.capture.clock import now_s
from producer.capture.events import SessionEvent
from producer.capture.level import Level
from producer.capture.microphone_open import open_microphone
from producer.capture.running_take import RunningTake
from producer.capture.slot import Slot
from producer.capture.sources import CameraSource, MicrophoneSource
from producer.capture.take_file import SoundFormat
from producer.capture.take_result import TakeResult
from producer.capture.watch import TakeWatch, Watch, is_lost
from producer.errors import CameraError, InputError, ProducerError
from producer.values import AudioBlock, Frame

SOUND_LATE_S = 1.0
"""How long the end of a take waits for sound that was heard before it (PulseAudio may hand it over 0.55 s late)."""
FILE_LEAD_S = 0.15
"""Files start this long after being told, so that both have opened again."""


class LiveWatcher(Protocol):
    """Sees and hears along, on two different threads; must return at once."""

    def see(self, frame: Frame) -> None: ...
    def hear(self, block: AudioBlock) -> None: ...


class CaptureSession:
    """``on_event`` is called on the session's own threads. Use: open, start_recording, stop_recording, close."""

    def __init__(
        self, camera_spec: str, microphone_spec: str, *, width: int = 1280, height: int = 720, fps: float = 30,
        on_event: Callable[[SessionEvent], None] | None = None, watcher: LiveWatcher | None = None,
    ) -> None:
        self._camera_spec, self._microphone_spec = camera_spec, microphone_spec
        self._size, self._fps = (width, height), fps
        self._on_event = on_event
        self._watchers: tuple[LiveWatcher, ...] = () if watcher is None else (watcher,)
        self.preview: Slot[Frame] = Slot()
        self._level = Level()
        self._camera: CameraSource | None = None
        self._microphone: MicrophoneSource | None = None
        self._running: TakeWatch | None = None
        self._awake: KeepAwake | None = None
        self._lock = threading.RLock()
        self._camera_done = self._microphone_done = self._camera_gone = self._microphone_gone = False
        self._watch = Watch(self._look, lambda error: self._tell(events.camera_lost(repr(error))))

    # Devices

    def open(self) -> None:
        """Start the devices and the preview. Raises CameraError, MicrophoneError or InputError within seconds."""
        keep_large_blocks()
        self._camera = open_camera(self._camera_spec, *self._size, self._fps)
        self._camera.start(self._on_frame, self._on_camera_end)  # the watcher warms up while the microphone opens
        with contextlib.ExitStack() as undo:
            undo.callback(self._camera.close)
            self._microphone = open_microphone(self._microphone_spec)
            undo.pop_all()
        if self._microphone is not None:
            self._microphone.start(self._on_block, self._on_microphone_end)
        self._watch.start()

    def close(self) -> None:
        """Let go of everything; a take that runs is finished first. Safe any number of times."""
        if self.recording:
            with contextlib.suppress(ProducerError):
                self.stop_recording()
        self._let_sleep()
        self._watch.close()
        for source in (self._camera, self._microphone):
            if source is not None:
                source.close()

    @property
    def level_dbfs(self) -> float | None:
        """How loud it is; None without a microphone or without news from it."""
        return self._level.dbfs

    def attend(self, watcher: LiveWatcher) -> None:
        """Let another watcher see and hear along, from the next picture and block on."""
        with self._lock:
            self._watchers = (*self._watchers, watcher)

    def dismiss(self, watcher: LiveWatcher) -> None:
        """Take it away again; one call to it may still be on its way."""
        with self._lock:
            self._watchers = tuple(other for other in self._watchers if other is not watcher)

    # Takes

    @property
    def recording(self) -> bool:
        return self._running is not None

    @property
    def elapsed_s(self) -> float:
        """How long the picture of the running take is."""
        running = self._running
        return running.take.recorder.elapsed_s if running is not None else 0.0

    def start_recording(self, path: Path, *, script: str | None = None, seconds: float | None = None) -> None:
        """Record to ``path`` (.mkv) from now on; files among the sources play from their start. ``script`` is the
        text that is read aloud, kept beside the take; after ``seconds`` the take is full, and ``ended`` is told.

        Raises InputError where ``path`` is taken or is no .mkv, DiskError, CameraError where the camera is gone.
        """
        with self._lock:
            camera = self._ready_camera()
            start_s = now_s()
            files = [source for source in (camera, self._microphone) if source is not None and source.file is not None]
            if files:
                start_s += FILE_LEAD_S
            microphone = self._microphone
            sound = SoundFormat(microphone.rate_hz, microphone.channels) if microphone is not None else None
            take = RunningTake(path, camera.width, camera.height, camera.fps, sound, start_s=start_s, limit_s=seconds,
                               script=script)
            self._camera_done = self._microphone_done = False
            for source in files:
                source.play(start_s)
            self._running = TakeWatch(take, self._tell)
            self._awake = KeepAwake().start()

    def stop_recording(self) -> TakeResult:
        """Finish the take: everything written, on the disk, read back. Also after a device was lost.

        Raises CameraError where no picture came, DiskError or NotMedia where the file cannot be read back.
        """
        with self._lock:
            running = self._running
            if running is None:
                raise InputError("Nothing is being recorded.", code="not-recording", cure="Start a recording first.")
            self._let_it_end(running)
            self._running = None
        try:
            return running.take.finish()
        finally:
            self._let_sleep()
            for source in (self._camera, self._microphone):
                if source is not None:
                    source.play(None)

    @property
    def kept_awake(self) -> bool:
        """Whether the system has agreed not to sleep while this take runs."""
        awake = self._awake
        return awake is not None and awake.held

    def _let_sleep(self) -> None:
        awake, self._awake = self._awake, None
        if awake is not None:
            awake.stop()

    def _ready_camera(self) -> CameraSource:
        if self._running is not None:
            raise InputError("A take is being recorded already.", code="recording", cure="Stop it first.")
        if self._camera is None or self._camera_gone:
            raise CameraError("There is no picture to record.", code="camera-lost", cure="Open a camera first.")
        return self._camera

    def _let_it_end(self, running: TakeWatch) -> None:
        """Take no more pictures, and wait a little for sound that was heard until now."""
        recorder = running.take.recorder
        if not self._camera_done:
            recorder.cut_at(max(now_s(), recorder.end_s or 0.0))
        until_s, deadline_s = recorder.sound_end_s, now_s() + SOUND_LATE_S
        pause = threading.Event()
        while until_s is not None and self._sound_may_come(recorder.heard_until_s, until_s) and now_s() < deadline_s:
            pause.wait(0.02)

    def _sound_may_come(self, heard_until_s: float, until_s: float) -> bool:
        gone = self._microphone is None or self._microphone_gone or self._microphone_done
        return not gone and heard_until_s < until_s - 1e-3

    # What the sources say, each on its own thread

    def _on_frame(self, frame: Frame) -> None:
        running = self._running
        if running is not None:
            running.take.recorder.offer_frame(frame)
        self.preview.put(frame)
        for watcher in self._watchers:
            watcher.see(frame)

    def _on_block(self, block: AudioBlock) -> None:
        running = self._running
        if running is not None:
            running.take.recorder.offer_block(block)
        self._level.hear(block)
        for watcher in self._watchers:
            watcher.hear(block)

    def _on_camera_end(self, error: ProducerError | None) -> None:
        if error is not None:
            self._lose_camera()
            return
        self._camera_done = True
        running, microphone = self._running, self._microphone
        same_file = microphone is not None and self._camera is not None and microphone.file == self._camera.file
        if running is not None and running.take.recorder.end_s is not None and not same_file:
            running.take.recorder.cut_at(running.take.recorder.end_s)

    def _on_microphone_end(self, error: ProducerError | None) -> None:
        if error is None:
            self._microphone_done = True
        else:
            self._lose_microphone()

    # The watch thread

    def _look(self, at_s: float) -> None:
        if is_lost(self._camera):
            self._lose_camera()
        if is_lost(self._microphone):
            self._lose_microphone()
        running = self._running
        if running is not None:
            running.look(at_s)
            if self._is_over(running):
                running.tell_once(events.ended())

    def _is_over(self, running: TakeWatch) -> bool:
        """Whether the take has come to its end by itself: its length is full, or the files have ended."""
        recorder, camera, microphone = running.take.recorder, self._camera, self._microphone
        if recorder.full:
            return True
        if not self._camera_done:
            live_camera = camera is not None and camera.file is None
            return self._microphone_done and live_camera
        if microphone is None or microphone.file is None or self._microphone_done:
            return True
        return recorder.sound_end_s is not None and recorder.heard_until_s >= recorder.sound_end_s - 1e-3

    def _lose_camera(self) -> None:
        with self._lock:
            told, self._camera_gone = self._camera_gone, True
        if not told and self._camera is not None:
            self._tell(events.camera_lost(self._camera.name))

    def _lose_microphone(self) -> None:
        with self._lock:
            told, self._microphone_gone = self._microphone_gone, True
        if not told and self._microphone is not None:
            self._tell(events.microphone_lost(self._microphone.name))

    def _tell(self, event: SessionEvent) -> None:
        if self._on_event is not None:
            self._on_event(event)
