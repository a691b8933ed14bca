"""Cameras through OpenCV: by number or from the network. Files are in ``camera_file.py``.

OpenCV's ``read`` may block for ever after an unplug, or keep answering with the last picture (opencv #4468, #5746), so
all of it happens on one daemon thread that is waited for with a limit, and newness is judged by what arrives.
"""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from producer.capture.clock import now_s
from producer.capture.sources import CLOSE_S, LOST_S, OnEnd, OnFrame, fit_inside
from producer.errors import CameraError
from producer.threads import join_thread, start_thread
from producer.values import Frame

Picture = NDArray[np.uint8]

OPEN_S = 8.0
"""How long the first picture may take. Network cameras answer within 1 s, USB cameras on Windows within about 5 s."""
RETRY_S = 0.05
FROZEN_S = 5.0
"""The same picture to the last bit for this long, though not of one colour: the driver repeats a camera that is gone.
(One colour is a closed shutter, which is no fault. No sensor gives the same noise twice.)"""
FLAT = 8
"""A picture whose values lie within this of each other is of one colour."""
DEVICE_STAMP_S = 1.0
"""A driver's own stamp is believed when it lies within this before now; V4L2 stamps on the same monotonic clock."""

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
"""Quiet: the library would write its own lines between ours on standard error."""


class Capture(Protocol):
    """The part of ``cv2.VideoCapture`` that is used."""

    def isOpened(self) -> bool: ...
    def grab(self) -> bool: ...
    def retrieve(self) -> tuple[bool, Any]: ...
    def get(self, what: int) -> float: ...
    def release(self) -> None: ...


class OpenCvCamera:
    """A live camera. ``opener`` is called on the reading thread; ``frozen_s`` 0 means a still picture is believed."""

    file: Path | None = None

    def __init__(
        self, name: str, opener: Callable[[], Capture], width: int, height: int, fps: float, *,
        explain: Callable[[], CameraError], frozen_s: float = 0.0, open_s: float = OPEN_S,
    ) -> None:
        self.name, self.width, self.height, self.fps = name, width, height, fps
        self._opener, self._explain, self._frozen_s, self._open_s = opener, explain, frozen_s, open_s
        self._stop, self._ready = threading.Event(), threading.Event()
        self._on_frame: OnFrame | None = None
        self._on_end: OnEnd | None = None
        self._error: CameraError | None = None
        self._arrived_s = self._changed_s = now_s()
        self._print = 0
        self._number = 0
        self._thread: threading.Thread | None = None

    def open(self) -> OpenCvCamera:
        """Wait for the first picture. Raises CameraError, at the latest after ``open_s``."""
        self._thread = start_thread("camera", self._read, lambda error: self._fail(stopped(self.name, error)))
        if not self._ready.wait(self._open_s):
            self._stop.set()
            raise silent(self.name)
        if self._error is not None:
            self.close()
            raise self._error
        return self

    def start(self, on_frame: OnFrame, on_end: OnEnd) -> None:
        """Hand pictures over from now on; those before are gone, so that none is stale."""
        self._on_end, self._on_frame = on_end, on_frame

    def play(self, zero_s: float | None) -> None:
        """A camera cannot be told when to be."""

    @property
    def age_s(self) -> float:
        still_s = now_s() - self._changed_s - (self._frozen_s - LOST_S) if self._frozen_s else 0.0
        return max(now_s() - self._arrived_s, still_s)

    def close(self) -> None:
        self._stop.set()
        join_thread(self._thread, CLOSE_S)

    def _read(self) -> None:
        capture = self._opener()
        try:
            if not capture.isOpened():
                self._fail(self._explain())
                return
            while not self._stop.is_set():
                self._read_one(capture)
        finally:
            capture.release()

    def _read_one(self, capture: Capture) -> None:
        good = capture.grab()
        stamp_s = stamp_of(capture, now_s()) if good else 0.0
        good, image = capture.retrieve() if good else (False, None)
        if not good or image is None or not image.size:
            self._stop.wait(RETRY_S)
            return
        self._note_new(image)
        if not self._ready.is_set():
            self.width, self.height = fit_inside(image.shape[1], image.shape[0], self.width, self.height)
            self._ready.set()
        listener = self._on_frame
        if listener is not None and not self._stop.is_set():
            listener(Frame(scaled(image, self.width, self.height), stamp_s, self._number))
            self._number += 1

    def _note_new(self, image: Picture) -> None:
        """Remember when a picture came, and when it last differed from the one before."""
        self._arrived_s = now_s()
        if self._frozen_s:
            sample = np.ascontiguousarray(image[::8, ::8])
            fingerprint = zlib.crc32(sample.tobytes())
            if fingerprint == self._print and int(sample.max()) - int(sample.min()) > FLAT:
                return
            self._print = fingerprint
        self._changed_s = self._arrived_s

    def _fail(self, error: CameraError) -> None:
        self._error = error
        told = self._on_end
        self._ready.set()
        if told is not None:
            told(error)


def stamp_of(capture: Capture, grabbed_s: float) -> float:
    """When the picture just grabbed was made: the driver's own stamp where there is a believable one, else now."""
    made_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
    return made_s if grabbed_s - DEVICE_STAMP_S < made_s <= grabbed_s else grabbed_s


def scaled(image: Picture, width: int, height: int) -> Picture:
    """The picture at this size: cut where it is one row or column too many, else scaled."""
    rows, columns = image.shape[:2]
    if (columns, rows) == (width, height):
        return image
    if 0 <= columns - width <= 1 and 0 <= rows - height <= 1:
        return np.ascontiguousarray(image[:height, :width])
    method = cv2.INTER_AREA if columns > width else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width, height), interpolation=method), np.uint8)


def stopped(name: str, error: Exception) -> CameraError:
    return CameraError(f"The camera {name} stopped.", code="camera-lost", name=name, detail=repr(error))


def silent(name: str) -> CameraError:
    return CameraError(
        f"The camera {name} gives no picture.", code="camera-silent",
        cure="Close other programs that use it, plug it in again, or choose another.", name=name,
    )
