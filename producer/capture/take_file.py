"""The Matroska file of a take: H.264 and lossless sound in clusters of a quarter second, each written out at once.

A killed process leaves all clusters but the last, and they play. Where a picture or sound is in the file's time is the
caller's business.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from producer.capture.camera import Picture
from producer.capture.picture_encoder import Packet, PictureEncoder

CLUSTER_MS = 250
INTERLEAVE_US = 300_000
"""How long pictures wait for sound of their time before they are written without: a microphone that is gone must not
hold them back (the library's own limit is 10 s)."""
MUXER_OPTIONS = {
    "cluster_time_limit": str(CLUSTER_MS), "flush_packets": "1", "max_interleave_delta": str(INTERLEAVE_US),
}


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """One or two channels at this rate."""

    rate_hz: int
    channels: int


class TakeFile:
    """Made at once, so that a place that cannot be written is known before anybody speaks. Raises OSError."""

    def __init__(self, path: Path, width: int, height: int, fps: float, sound: SoundFormat | None) -> None:
        self._container = av.open(str(path.absolute()), "w", format="matroska", options=MUXER_OPTIONS)
        picture = self._container.add_stream("libx264", rate=Fraction(fps).limit_denominator(1001))
        self._picture = picture
        self.encoder = PictureEncoder(picture.codec_context, width, height, fps)
        picture.time_base = picture.codec_context.time_base
        self._sound_format = sound
        self._sound = None
        if sound is not None:
            layout = "mono" if sound.channels == 1 else "stereo"
            self._sound = self._container.add_stream("flac", rate=sound.rate_hz, layout=layout, format="s16")
        self._samples = 0
        self._container.start_encoding()

    def write_picture(self, image: Picture, t_s: float) -> None:
        self._mux(self.encoder.encode(image, t_s), self._picture)

    def write_sound(self, samples: NDArray[np.float32]) -> None:
        """Append samples x channels; sample 0 is at the file's time 0."""
        assert self._sound is not None and self._sound_format is not None
        whole = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(whole, format="s16", layout=self._sound.codec_context.layout.name)
        frame.sample_rate, frame.pts = self._sound_format.rate_hz, self._samples
        frame.time_base = Fraction(1, self._sound_format.rate_hz)
        self._samples += len(samples)
        self._mux(self._sound.encode(frame), self._sound)

    def finish(self) -> None:
        """Write what the encoders hold, the index and the length."""
        self._mux(self.encoder.flush(), self._picture)
        if self._sound is not None:
            self._mux(self._sound.encode(None), self._sound)
        self._container.close()

    def abandon(self) -> None:
        """Let go of the file as it is; what is in it plays. Never raises: the error that led here is told."""
        with contextlib.suppress(OSError, av.error.FFmpegError):
            self._container.close()

    def _mux(self, packets: list[Packet], stream: av.stream.Stream) -> None:
        for packet in packets:
            packet.stream = stream
            self._container.mux(packet)
