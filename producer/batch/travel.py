"""Sound in the form in which it travels: 16 kHz mono FLAC, lossless for what a recogniser hears. It takes some 15 kB a
second, where a phone's film takes a hundred times as much.
"""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np

from producer.jobs import Job
from producer.media.sound import decode_sound

RATE_HZ = 16_000
"""What Whisper and the voice network take."""
BLOCK = 4096


def pack_sound(path: Path, job: Job | None = None) -> bytes:
    """Return a file's sound as FLAC, aligned to the file's start. Raises as ``decode_sound``."""
    samples = decode_sound(path, rate_hz=RATE_HZ, job=job)
    whole = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype(np.int16)
    memory = io.BytesIO()
    with av.open(memory, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=RATE_HZ, layout="mono")
        for start in range(0, max(len(whole), 1), BLOCK):
            block = whole[start : start + BLOCK] if len(whole) else np.zeros(1, np.int16)
            frame = av.AudioFrame.from_ndarray(block[None, :], format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE_HZ, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return memory.getvalue()
