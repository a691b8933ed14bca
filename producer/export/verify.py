"""The finished clip held against what was wanted, before it gets its name."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av

from producer.errors import ToolError
from producer.export.plan import RenderPlan
from producer.media.loudness import Loudness, measure_loudness
from producer.media.probe import probe


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What was measured on the finished file."""

    duration_s: float
    width: int
    height: int
    fps: float
    frames: int
    bytes: int
    loudness: Loudness


def verify_clip(clip: Path, plan: RenderPlan) -> ClipFacts:
    """Measure the clip. Raises ToolError that names the first thing that is not as planned."""
    info = probe(clip, need_picture=True, need_sound=True)
    frames, steady = _frames(clip)
    wrong = {
        "size": (info.width, info.height) != (plan.width, plan.height),
        "duration": abs(info.duration_s - plan.duration_s) > 0.1 or abs(frames - plan.frames) > 1,
        "frame rate": not steady,
        "number of pictures": abs(frames - plan.duration_s * plan.fps) > 1,
        "start": not starts_fast(clip),
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            raise _not_as_planned(name, f"{info} against {plan}")
    loudness = measure_loudness(clip, duration_s=info.duration_s)
    size = clip.stat().st_size
    return ClipFacts(info.duration_s, info.width, info.height, round(info.fps, 3), frames, size, loudness)


def _not_as_planned(name: str, detail: str) -> ToolError:
    return ToolError(
        f"The finished clip was checked and its {name} is not right, so it was not kept.",
        code="clip-wrong",
        kept="The take is untouched.",
        cure="Try again; if it happens again, copy the details for support.",
        detail=detail,
        name=name,
    )


def _frames(clip: Path) -> tuple[int, bool]:
    """Return how many frames there are and whether they are evenly spaced."""
    with av.open(str(clip.absolute())) as container:
        stream = container.streams.video[0]
        times = sorted(packet.pts for packet in container.demux(stream) if packet.pts is not None)
    steps = {other - one for one, other in pairwise(times)}
    return len(times), len(steps) <= 1


def starts_fast(clip: Path) -> bool:
    """Say whether the index stands before the pictures, so that playing begins before all is loaded."""
    with clip.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, kind = struct.unpack(">I4s", head)
            if kind in (b"moov", b"mdat"):
                return bool(kind == b"moov")
            if size == 1:
                size = struct.unpack(">Q", file.read(8))[0] - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False


def sha256(path: Path) -> str:
    """Return the file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
