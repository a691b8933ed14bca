"""What a drill has heard and seen since it began: one plain record, carried from reading to reading."""

from __future__ import annotations

from dataclasses import dataclass, replace

from producer.coach import limits as at
from producer.coach.faults import pace_limits
from producer.coach.readings import FramingReading, LiveReading

MOST_PICTURES_WITH_A_FACE = at.FACE_SHARE.enter


@dataclass(frozen=True, slots=True)
class Track:
    """Times on the readings' clock; lengths in seconds.

    ``go_s``: when the drill's time begins. ``voice_s``: when the first voice was heard; ``last_voice_s``: the latest;
    ``line_s`` and ``run_s``: since when the voice goes on without a false start, without a good pause. ``talk_s``:
    time of talk (silences under a second count as talk); ``seen_s`` of it with a known look, ``looked_s`` of that at
    the lens. ``pace_s``: time with a known pace, ``aim_s`` of it inside the aim, ``fast_s`` above; ``pace_sum`` is the
    pace times its seconds. ``silences``: each silence between two voices that is long enough to be a pause.
    ``heard_s``: time in which it was known whether there was a voice.
    """

    go_s: float
    now_s: float
    voice_s: float | None = None
    last_voice_s: float | None = None
    line_s: float = 0.0
    run_s: float = 0.0
    heard_s: float = 0.0
    talk_s: float = 0.0
    seen_s: float = 0.0
    looked_s: float = 0.0
    pace_s: float = 0.0
    aim_s: float = 0.0
    fast_s: float = 0.0
    pace_sum: float = 0.0
    silences: tuple[float, ...] = ()
    false_start: bool = False
    speaking: bool | None = None
    looks: float | None = None
    words_per_minute: float | None = None

    @property
    def passed_s(self) -> float:
        return self.now_s - self.go_s

    @property
    def silence_s(self) -> float:
        """How long it has been silent after a voice; 0 while there is a voice, or where there was none yet."""
        return 0.0 if self.last_voice_s is None else self.now_s - self.last_voice_s

    @property
    def line_length_s(self) -> float:
        """From the first word of the line to its last."""
        return 0.0 if self.last_voice_s is None else self.last_voice_s - self.line_s

    @property
    def looked_share(self) -> float | None:
        return self.looked_s / self.seen_s if self.seen_s > 0 else None

    @property
    def pace(self) -> float | None:
        """The mean words a minute of the time that counts."""
        return self.pace_sum / self.pace_s if self.pace_s > 0 else None

    @property
    def good_pauses(self) -> int:
        shortest, longest = at.GOOD_PAUSE_S
        return sum(shortest <= silence <= longest for silence in self.silences)


def follow(track: Track, reading: LiveReading, language: str) -> Track:
    """Take the next reading (never earlier than the one before) and return the next track."""
    begin_s = max(track.now_s, track.go_s)
    step_s = min(max(0.0, reading.t_s - begin_s), at.DRILL_HOLD_S)
    before, looks = track.speaking, look_of(reading.framing)
    track = replace(track, now_s=max(reading.t_s, track.now_s), speaking=reading.speaking, looks=looks)
    if track.now_s < track.go_s:
        return track
    track = _hear(track, step_s, was_speaking=before is True)
    track = _look(track, step_s)
    return _pace(track, reading, step_s, language)


def look_of(framing: FramingReading | None) -> float | None:
    """Return how much the speaker looks at the lens now, 0..1; a face that is gone does not; None where it cannot be
    told.
    """
    if framing is None:
        return None
    return 0.0 if framing.face_share < MOST_PICTURES_WITH_A_FACE else framing.lens_share


def _hear(track: Track, step_s: float, *, was_speaking: bool) -> Track:
    if track.speaking is None:
        return replace(track, last_voice_s=None)  # whatever was silent in a gap is not known
    track = replace(track, heard_s=track.heard_s + step_s)
    if not track.speaking:
        return _end_voice(track) if was_speaking else track
    if track.voice_s is None:
        track = replace(track, voice_s=track.now_s)
    if track.last_voice_s is None:
        track = replace(track, line_s=track.now_s, run_s=track.now_s)
    elif track.silence_s >= at.PAUSE_MIN_S:
        track = _end_silence(track, round(track.silence_s, 6))
    return replace(track, last_voice_s=track.now_s)


def _end_voice(track: Track) -> Track:
    """The first reading without the voice: where readings are seldom, it went on for a bit after the one before."""
    if track.last_voice_s is None:
        return track
    return replace(track, last_voice_s=max(track.last_voice_s, track.now_s - at.SPEAKING_HOLD_S))


def _end_silence(track: Track, silence_s: float) -> Track:
    """The voice is back: keep the silence, and begin what it cuts off anew."""
    false_start = silence_s > at.OPENING_SILENCE_S and track.line_length_s < at.OPENING_LINE_S
    return replace(
        track,
        silences=(*track.silences, silence_s),
        run_s=track.now_s if silence_s >= at.GOOD_PAUSE_S[0] else track.run_s,
        line_s=track.now_s if false_start else track.line_s,
        false_start=track.false_start or false_start,
    )


def _look(track: Track, step_s: float) -> Track:
    talks = track.last_voice_s is not None and track.silence_s < at.PAUSE_JOINS_S
    if not talks:
        return track
    track = replace(track, talk_s=track.talk_s + step_s)
    if track.looks is None:
        return track
    return replace(track, seen_s=track.seen_s + step_s, looked_s=track.looked_s + step_s * track.looks)


def _pace(track: Track, reading: LiveReading, step_s: float, language: str) -> Track:
    """Count the pace once its window has nothing in it from before the drill."""
    pace, limits = None if reading.voice is None else reading.voice.words_per_minute, pace_limits(language)
    track = replace(track, words_per_minute=pace)
    if pace is None or limits is None or track.passed_s < at.PACE_WINDOW_S:
        return track
    low, high = limits.aim
    return replace(
        track,
        pace_s=track.pace_s + step_s,
        pace_sum=track.pace_sum + step_s * pace,
        aim_s=track.aim_s + step_s * (low <= pace <= high),
        fast_s=track.fast_s + step_s * (pace > high),
    )
