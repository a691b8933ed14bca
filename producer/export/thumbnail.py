"""The still picture that stands for a clip: sharp, neither dark nor blown out, taken from the take without captions."""

from __future__ import annotations

from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray
from PIL import Image

PLACES = (0.12, 0.22, 0.33, 0.45, 0.57, 0.68, 0.8)
"""Where candidates are taken, as shares of the take: not the first breath, not the last reach for the button."""
QUALITY = 90


def make_thumbnail(video: Path, duration_s: float, size: tuple[int, int], target: Path) -> None:
    """Write the best of a few frames as a JPEG of ``size`` (width, height in pixels)."""
    best: tuple[float, Image.Image] | None = None
    with av.open(str(video.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        for place in PLACES:
            picture = _frame_at(container, place * duration_s)
            if picture is not None and (best is None or _merit(picture) > best[0]):
                best = (_merit(picture), picture)
        if best is None:
            picture = _frame_at(container, 0.0)
            best = (0.0, picture or Image.new("RGB", size))
    best[1].resize(size, Image.Resampling.LANCZOS).save(target, "JPEG", quality=QUALITY, optimize=True)


def _frame_at(container: av.container.InputContainer, time_s: float) -> Image.Image | None:
    stream = container.streams.video[0]
    try:
        container.seek(int(time_s * av.time_base) + (container.start_time or 0))
        for frame in container.decode(stream):
            picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
            turns = round(getattr(frame, "rotation", 0) / 90) % 4
            return picture.rotate(90 * turns, expand=True) if turns else picture
    except av.error.FFmpegError:
        return None
    return None


def _merit(picture: Image.Image) -> float:
    """Sharpness (variance of the Laplacian at 320 pixels across), halved where the picture is very dark or bright."""
    grey: NDArray[np.float32] = np.asarray(picture.convert("L").resize((320, 180)), np.float32)
    edges = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    return float(edges.var()) * (1.0 if 40 <= grey.mean() <= 215 else 0.1)
