"""What one moment, or a whole take, measured. ``None`` is always "could not be measured", never a guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from statistics import median


@dataclass(frozen=True, slots=True)
class FramingReading:
    """One picture, or the medians over many. Shares are of the frame; x to the right and y down as recorded (not
    mirrored).

    ``roll_deg`` is positive where the head leans clockwise in the picture, ``yaw_deg`` where the nose points to the
    picture's right, ``pitch_deg`` where it points down (coarse: 20 degrees off at times). ``lens_share`` is the
    share of the pictures (of one: 0 or 1) in which the speaker looks at the lens. ``side_ratio`` is the brighter half
    of the face over the darker, ``blown_share`` the share of the face that is white without detail. ``colour_cast`` is
    how far the face's colour lies outside that of skin (CIELAB units, 0: it does not). ``distance_m`` is an estimate;
    so is ``camera_deg``, how far the lens is above the eyes as the head is held, as coarse as ``pitch_deg``.
    """

    faces: float
    face_share: float
    face_height: float | None = None
    eye_line: float | None = None
    headroom: float | None = None
    offset_x: float | None = None
    roll_deg: float | None = None
    yaw_deg: float | None = None
    pitch_deg: float | None = None
    lens_share: float | None = None
    face_luma: float | None = None
    background_luma: float | None = None
    side_ratio: float | None = None
    sharpness: float | None = None
    blown_share: float | None = None
    colour_cast: float | None = None
    distance_m: float | None = None
    camera_deg: float | None = None


@dataclass(frozen=True, slots=True)
class VoiceReading:
    """The sound of the last seconds, or of a whole take. Levels in dBFS (RMS; a full-scale square wave is 0).

    ``level_dbfs`` is the level while speaking, ``peak_level_dbfs`` the loudest 100 ms, by which a muted microphone
    is known. ``run_s`` is how long the speaker has gone without a pause (of a take: the longest run).
    ``own_words_per_minute`` is the speaker's own mean once it is known. Of a take only: ``hum_hz`` is 50 or 60 where
    mains hum is heard between the words, ``hum_db`` how far above being just heard it is, and ``voiceless`` says that
    there is sound, but never a voice.
    """

    level_dbfs: float | None = None
    peak_level_dbfs: float | None = None
    clipped_share: float | None = None
    noise_dbfs: float | None = None
    snr_db: float | None = None
    words_per_minute: float | None = None
    own_words_per_minute: float | None = None
    run_s: float | None = None
    pauses_per_minute: float | None = None
    fillers_per_minute: float | None = None
    hum_hz: int | None = None
    hum_db: float | None = None
    voiceless: bool = False


@dataclass(frozen=True, slots=True)
class LiveReading:
    """What the live coach knows at ``t_s`` (the one monotonic clock): the picture smoothed over some tenths of a
    second, the voice over its windows. A half that is missing or old is None. ``speaking`` is whether there is a
    voice right now.
    """

    t_s: float
    framing: FramingReading | None
    voice: VoiceReading | None
    speaking: bool | None = None


_MEANS = {"face_share", "lens_share"}


def combine(readings: Sequence[FramingReading]) -> FramingReading:
    """Return the medians over ``readings`` (means of shares); a value is None where no reading has it.

    ``faces`` is over all pictures, everything else over those with a face. Raises ValueError on no readings.
    """
    if not readings:
        raise ValueError("no readings to combine")
    values = {
        field.name: _middle([getattr(r, field.name) for r in readings], _mean if field.name in _MEANS else median)
        for field in fields(FramingReading)
    }
    values["faces"], values["face_share"] = values["faces"] or 0.0, values["face_share"] or 0.0
    return FramingReading(**values)  # type: ignore[arg-type]  # the two that are never None are set above


def _middle(values: Sequence[float | None], how: Callable[[Sequence[float]], float]) -> float | None:
    known = [value for value in values if value is not None]
    return float(how(known)) if known else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
