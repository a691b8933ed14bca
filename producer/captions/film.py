"""What a film says about its captions: when it ends, where it cuts, where somebody speaks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from producer.jobs import Job
from producer.media.probe import probe

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Film:
    """Seconds from the file's start. ``voice`` is None where the file has no sound: nothing is known of it then."""

    duration_s: float
    cuts: tuple[float, ...] = ()
    voice: tuple[Span, ...] | None = None


def read_film(path: Path, *, job: Job | None = None) -> Film:
    """Look and listen through a whole film (or a sound file). Raises MissingFile, NotMedia, Cancelled."""
    info = probe(path)
    job = job or Job()
    cuts: tuple[float, ...] = ()
    voice: tuple[Span, ...] | None = None
    if info.has_picture:
        from producer.media.cuts import scene_cuts

        cuts = scene_cuts(path, job=job.part(0.0, 0.8))
    if info.has_sound:
        from producer.media.sound import decode_sound
        from producer.media.voice_activity import speech_segments

        samples = decode_sound(path, job=job.part(0.8 if info.has_picture else 0.0, 0.9))
        job.check()
        voice = tuple(speech_segments(samples))
    return Film(info.duration_s, cuts, voice)
