"""A video file that plays in real time as a camera, through OpenCV, each picture at its own time in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import av.error
import cv2

from producer.capture.camera import Picture, scaled, stopped
from producer.capture.file_player import FilePlayer
from producer.capture.sources import OnEnd, OnFrame, fit_inside
from producer.media.probe import probe
from producer.values import Frame

FPS_LIMITS = (1.0, 240.0)
USUAL_FPS = 30.0


class FileCamera(FilePlayer[Frame]):
    """A video as a camera."""

    kind = "picture"

    def __init__(self, path: Path, width: int, height: int) -> None:
        info = probe(path, need_picture=True)
        super().__init__(path)
        self.width, self.height = fit_inside(info.width, info.height, width, height)
        self.fps = info.fps if FPS_LIMITS[0] <= info.fps <= FPS_LIMITS[1] else USUAL_FPS
        self._first_s = first_picture_s(path)
        self._number = 0

    def start(self, on_frame: OnFrame, on_end: OnEnd) -> None:
        self._begin(on_frame, on_end, stopped)

    def _due(self, begin_s: float) -> Iterator[tuple[float, Frame]]:
        for t_s, image in self._pictures():
            yield begin_s + t_s, Frame(image, begin_s + t_s, self._number)
            self._number += 1

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
