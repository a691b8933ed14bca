"""Sources whose truth is known, and what is found in a take of them: when it flashed, when it clicked."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import numpy as np

from producer.media.ffmpeg import ffmpeg_path
from producer.media.sound import decode_sound

RATE_HZ = 48_000


def make_flash_file(
    path: Path, *, seconds: float = 4, size: str = "640x360", fps: str = "30", options: str = ""
) -> Path:
    """A grey video that is white for 0.1 s, and clicks for 10 ms, at 1 s, 3 s, 5 s, ..."""
    flash = f"color=c=gray:s={size}:r={fps}:d={seconds},drawbox=c=white:t=fill:enable='lt(mod(t+1,2),0.1)'"
    click = f"aevalsrc='if(lt(mod(t+1,2),0.01),0.8*sin(2*PI*1000*t),0)':s={RATE_HZ}:d={seconds}"
    sound = ["-c:a", "pcm_s16le"] if path.suffix in (".mkv", ".mov") else ["-c:a", "aac"]
    ffmpeg("-f", "lavfi", "-i", flash, "-f", "lavfi", "-i", click, "-c:v", "libx264", "-preset", "ultrafast",
           "-pix_fmt", "yuv420p", *sound, *options.split(), str(path))
    return path


def ffmpeg(*arguments: str) -> None:
    """Run ffmpeg; its errors are the test's."""
    subprocess.run([ffmpeg_path(), "-v", "error", "-nostdin", "-y", *arguments], check=True, timeout=60)


def picture_times(path: Path) -> list[float]:
    """When each picture is shown, in seconds from the file's start."""
    with av.open(str(path)) as container:
        return [float(frame.time or 0) for frame in container.decode(video=0)]


def flash_times(path: Path) -> list[float]:
    """When the picture turned white."""
    found, before = [], 255.0
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            light = float(frame.reformat(format="gray", width=64, height=36).to_ndarray().mean())
            if light > 200 >= before:
                found.append(float(frame.time or 0))
            before = light
    return found


def click_times(path: Path, threshold: float = 0.1) -> list[float]:
    """When sound began after half a second of quiet."""
    loud = np.flatnonzero(np.abs(decode_sound(path, rate_hz=RATE_HZ)) > threshold) / RATE_HZ
    return [float(at) for at, gap in zip(loud, np.diff(loud, prepend=-1.0), strict=True) if gap > 0.5]


def offsets_ms(path: Path) -> list[float]:
    """For each flash, how much later its click is, in milliseconds; flashes at the edges have none."""
    clicks = np.array(click_times(path))
    assert len(clicks), f"no click in {path.name}"
    nearest = [(at, clicks[np.argmin(np.abs(clicks - at))]) for at in flash_times(path)]
    return [float(click - at) * 1000 for at, click in nearest if abs(click - at) < 0.9]


def names(folder: Path) -> list[str]:
    """What is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())
