"""A video file that plays in real time as a camera, through OpenCV, each picture at its own time in the file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import cv2

from producer.capture.camera import Picture, scaled, stopped
from producer.capture.clock import now_s, wait_until
from producer.capture.sources import CLOSE_S, OnEnd, OnFrame, fit_inside
from producer.capture.threads import join_thread, start_thread
from producer.errors import NotMedia
from producer.media.probe import probe
from producer.values import Frame

FPS_LIMITS = (1.0, 240.0)
USUAL_FPS = 30.0


class FileCamera:
    """Goes round and round until ``play`` starts it over; then it plays once and says so at the end."""

    def __init__(self, path: Path, width: int, height: int) -> None:
        info = probe(path, need_picture=True)
        self.name = path.name
        self.file: Path | None = path.resolve()
        self._path = self.file
        self.width, self.height = fit_inside(info.width, info.height, width, height)
        self.fps = info.fps if FPS_LIMITS[0] <= info.fps <= FPS_LIMITS[1] else USUAL_FPS
        self._first_s = first_picture_s(path)
        self._zero_s: float | None = None
        self._stop, self._turn = threading.Event(), threading.Event()
        self._number = 0
        self._thread: threading.Thread | None = None

    def start(self, on_frame: OnFrame, on_end: OnEnd) -> None:
        self._on_frame, self._on_end = on_frame, on_end
        self._thread = start_thread("camera-file", self._run, lambda error: on_end(stopped(self.name, error)))

    def play(self, zero_s: float | None) -> None:
        self._zero_s = zero_s
        self._turn.set()

    @property
    def age_s(self) -> float:
        """A file is never lost: it ends."""
        return 0.0

    def close(self) -> None:
        self._stop.set()
        self._turn.set()
        join_thread(self._thread, CLOSE_S)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._turn.clear()
            if not self._stop.is_set():
                self._go(self._zero_s)

    def _go(self, zero_s: float | None) -> None:
        """Play through once; then tell and wait for the next turn, or go round."""
        begin_s = now_s() if zero_s is None else zero_s
        shown = self._number
        for t_s, image in self._pictures():
            if not wait_until(begin_s + t_s, self._turn):
                return
            self._on_frame(Frame(image, begin_s + t_s, self._number))
            self._number += 1
        if self._number == shown:
            raise NotMedia(f"{self.name} gives no picture.", code="not-media", path=str(self.file))
        if zero_s is not None:
            self._on_end(None)
            self._turn.wait()

    def _pictures(self) -> Iterator[tuple[float, Picture]]:
        capture = cv2.VideoCapture(str(self._path.absolute()), cv2.CAP_FFMPEG)
        try:
            while capture.grab():
                t_s = self._first_s + capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
                good, image = capture.retrieve()
                if good and image is not None and image.size:
                    yield t_s, scaled(image, self.width, self.height)
        finally:
            capture.release()


def first_picture_s(path: Path) -> float:
    """How long after the file's start its picture begins; OpenCV counts from the first picture, whenever that is."""
    try:
        with av.open(
            str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}
        ) as container:
            stream = container.streams.video[0]
            if stream.start_time is None or stream.time_base is None:
                return 0.0
            return float(stream.start_time * stream.time_base) - (container.start_time or 0) / av.time_base
    except av.error.FFmpegError:
        return 0.0
