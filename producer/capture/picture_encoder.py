"""Pictures to H.264, on the recorder's thread, at one of three speeds that may change within a take.

The three differ only in how hard the encoder searches. What they share is fixed so that the stream's headers are the
same to the byte, and a decoder never notices the change. Nothing is held back: what goes in comes out at once, so a
killed process loses nothing here.
"""

from __future__ import annotations

import os
from fractions import Fraction
from typing import TypeAlias

import av
import cv2
import numpy as np
from av.codec.context import Flags
from av.video.frame import PictureType

from producer.capture.camera import Picture, scaled

Packet: TypeAlias = "av.Packet[av.stream.Stream]"

SPEEDS = ("veryfast", "superfast", "ultrafast")
"""x264's presets. Measured on two cores of 2026, grainy 720p, these settings: 12.9, 8.7 and 6.7 ms of CPU a picture."""
CRF = 20
"""Visually clean (x264's default is 23): a take is a source that is encoded once more."""
ONE_THREAD_PIXELS_PER_S = 1280 * 720 * 31
"""720p at 30 a second takes a quarter of one core of 2026 at the first speed, so there is room on an older one."""
KEY_EVERY_S = 1.0
TIME_BASE = Fraction(1, 1000)
"""Matroska's own."""
SHARED = "ref=1:weightp=0:8x8dct=1:cabac=1:bframes=0:scenecut=0:stitchable=1"
BT709, SMPTE170M = 1, 6
"""Colours are written with the matrix of SMPTE 170M, because OpenCV converts to that one, twenty times as fast as
the general way (0.3 instead of 6 ms of CPU a picture at 720p); players and the export read the matrix from the
file.
"""


class PictureEncoder:
    """Encode BGR pictures of one size. ``context`` is the one whose headers are in the file."""

    def __init__(self, context: av.VideoCodecContext, width: int, height: int, fps: float) -> None:
        self.width, self.height, self._fps = width, height, fps
        set_up(context, width, height, fps, SPEEDS[0])
        self._context = context
        self._speed = 0
        self._last_ms = -1
        self._key_ms = 0

    @property
    def speed(self) -> str:
        return SPEEDS[self._speed]

    def encode(self, image: Picture, t_s: float) -> list[Packet]:
        """Encode one picture for ``t_s`` seconds from the file's start; times always rise."""
        planes = cv2.cvtColor(scaled(image, self.width, self.height), cv2.COLOR_BGR2YUV_I420)
        frame = av.VideoFrame.from_ndarray(np.asarray(planes, np.uint8), format="yuv420p")
        self._last_ms = max(self._last_ms + 1, round(t_s * 1000))
        frame.pts, frame.time_base = self._last_ms, TIME_BASE
        if self._last_ms >= self._key_ms:
            frame.pict_type = PictureType.I
            self._key_ms = self._last_ms + round(KEY_EVERY_S * 1000)
        packets = self._context.encode(frame)
        for packet in packets:
            packet.duration = round(1000 / self._fps)
        return packets

    def step_down(self) -> bool:
        """Go on with less effort a picture, from a key picture on; False where there is no lighter way."""
        if self._speed + 1 == len(SPEEDS):
            return False
        self._speed += 1
        lighter = av.VideoCodecContext.create("libx264", "w")
        set_up(lighter, self.width, self.height, self._fps, self.speed)
        lighter.open()
        self._context, self._key_ms = lighter, 0
        return True

    def flush(self) -> list[Packet]:
        return self._context.encode(None)


def threads_for(width: int, height: int, fps: float) -> int:
    """One thread where that is enough: cutting each picture in slices for more costs a tenth in CPU, and in size."""
    return 1 if width * height * fps <= ONE_THREAD_PIXELS_PER_S else min(4, os.cpu_count() or 1)


def set_up(context: av.VideoCodecContext, width: int, height: int, fps: float, speed: str) -> None:
    """Give ``context`` the settings of every take."""
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = TIME_BASE, Fraction(fps).limit_denominator(1001)
    context.gop_size = max(1, round(2 * fps * KEY_EVERY_S))  # key pictures are asked for by time; this is the limit
    context.thread_count = threads_for(width, height, fps)
    context.flags |= Flags.global_header
    context.color_primaries = context.color_trc = BT709
    context.colorspace = SMPTE170M
    context.color_range = 1  # 16..235, what players expect
    context.options = {
        "preset": speed,
        "tune": "zerolatency",
        "profile": "high",
        "crf": str(CRF),
        "forced-idr": "1",
        "x264-params": SHARED,
    }
