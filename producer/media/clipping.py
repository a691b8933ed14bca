"""How much of a file's sound stands at full scale, read at its own sampling rate (resampling would round the cut-off
peaks).
"""

from __future__ import annotations

from pathlib import Path

import av
import av.error
import numpy as np

from producer.jobs import Job


def clipped_share(path: Path, *, full_scale: float = 0.99, job: Job | None = None) -> float | None:
    """Return the share of samples (all channels) at or above ``full_scale`` of 1.0; None where there are none.
    Damaged parts are skipped.
    """
    clipped = total = 0
    with av.open(str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="flt")
        for packet in container.demux(stream):
            if job is not None:
                job.check()
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                continue
            for frame in frames:
                for piece in resampler.resample(frame):
                    samples = piece.to_ndarray()
                    clipped += int(np.count_nonzero(np.abs(samples) >= full_scale))
                    total += samples.size
    return clipped / total if total else None
