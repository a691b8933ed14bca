"""Videos made on the spot, of which everything is known: a flash and a click that happen together, tones of known
level, a coloured bar.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from producer.media.ffmpeg import ffmpeg_path

FLASH = "drawbox=c=white:t=fill:enable='lt(mod(t+1.0001,2),0.1)'"
CLICK = "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t+1.0001,2),0.05)':s=48000"


def make(path: Path, *arguments: str) -> Path:
    """Run ffmpeg and return ``path``."""
    subprocess.run([ffmpeg_path(), "-v", "error", "-y", *arguments, str(path)], check=True)
    return path


def flash_and_click(
    path: Path, *, seconds: int = 6, size: str = "640x360", rate: str = "30", sound: str = CLICK
) -> Path:
    """A dark picture that flashes at 1, 3, 5 ... s while a click is heard."""
    picture = f"color=c=0x202020:s={size}:r={rate}:d={seconds},{FLASH}"
    return make(
        path,
        "-f",
        "lavfi",
        "-i",
        picture,
        "-f",
        "lavfi",
        "-i",
        f"{sound}:d={seconds}",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "pcm_s16le",
    )


def uneven(path: Path, source: Path) -> Path:
    """The same with a third of its frames missing, at their true times, as a camera delivers in the dark."""
    return make(path, "-i", str(source), "-vf", "select='not(eq(mod(n,3),1))'", "-fps_mode", "vfr", "-c:a", "copy")


def onsets(path: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return when flashes and clicks begin, in seconds of the file."""
    with av.open(str(path)) as container:
        bright = [(float(f.time or 0), float(f.to_ndarray(format="gray").mean())) for f in container.decode(video=0)]
    flashes = [t for (t, now), (_, before) in zip(bright[1:], bright, strict=False) if now > 120 >= before]
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=48000)
        parts, start_s = [], None
        for frame in container.decode(audio=0):
            start_s = float(frame.time or 0) if start_s is None else start_s
            frame.pts = None
            parts += [piece.to_ndarray().ravel() for piece in resampler.resample(frame)]
    loud = np.abs(np.concatenate(parts))
    above = np.flatnonzero(loud > 0.25 * loud.max())
    first = above[np.diff(above, prepend=-48000) > 24000]
    return np.array(flashes), first / 48000 + (start_s or 0.0)


def frame_at(path: Path, time_s: float) -> NDArray[np.uint8]:
    """Return the picture at that time as height x width x 3, RGB."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if float(frame.time or 0) >= time_s:
                return np.asarray(frame.to_ndarray(format="rgb24"))
    raise AssertionError("the film is shorter")
