"""Readings held against the limits: which advice codes apply, and how badly. One set of rules for live and for the
report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from producer.coach import limits as at
from producer.coach.limits import Limit, PaceLimits
from producer.coach.readings import FramingReading, VoiceReading

Faults = Mapping[str, float]
"""Advice code -> how far beyond its limit (0 just over it, 1 and up grave)."""
Check = Callable[[str, Limit, float | None], bool]
GRAVEST = 9.0


def find_faults(
    framing: FramingReading | None, voice: VoiceReading | None, language: str, before: Faults | None = None
) -> Faults:
    """Return every fault. ``before`` are those that stood a moment ago: they end at their inner edge only, so that
    nothing flickers.
    """
    standing = before or {}
    found: dict[str, float] = {}

    def check(code: str, limit: Limit, value: float | None) -> bool:
        if value is None or not limit.broken(value, code in standing):
            return False
        found[code] = max(found.get(code, 0.0), limit.excess(value))
        return True

    if framing is not None:
        _check_framing(framing, check, found)
    if voice is not None:
        _check_voice(voice, language, check, found)
    return found


def _check_framing(r: FramingReading, check: Check, found: dict[str, float]) -> None:
    if check("no_face", at.FACE_SHARE, r.face_share):
        found["no_face"] += 1.0
        return
    check("move_right", at.OFFSET, r.offset_x)  # right in the picture as recorded is the speaker's own left
    check("move_left", at.OFFSET, None if r.offset_x is None else -r.offset_x)
    too_near = check("move_back", at.FACE_LARGE, r.face_height)
    too_far = check("move_closer", at.FACE_SMALL, r.face_height)
    _check_height(r, check, distance_fits=not too_near and not too_far)
    _check_light(r, check)
    if not check("sharpen", at.SHARPNESS, r.sharpness):  # what eyes and nose do cannot be told from a blur
        check("level_camera", at.ROLL, None if r.roll_deg is None else abs(r.roll_deg))
        check("look_at_lens", at.LENS_SHARE, r.lens_share)


def _check_height(r: FramingReading, check: Check, *, distance_fits: bool) -> None:
    """Headroom speaks only where the distance fits: it changes with it."""
    if r.eye_line is None:
        return
    low = check("lower_camera", at.EYE_LINE_LOW, r.eye_line)
    high = check("raise_camera", at.EYE_LINE_HIGH, r.eye_line)
    if low or high or not distance_fits:
        return
    if r.eye_line > at.EYE_LINE_MIDDLE:
        check("lower_camera", at.HEADROOM_LARGE, r.headroom)
    else:
        check("raise_camera", at.HEADROOM_CUT, r.headroom)


def _check_light(r: FramingReading, check: Check) -> None:
    check("more_light", at.FACE_DARK, r.face_luma)
    check("less_light", at.FACE_BRIGHT, r.face_luma)
    check("less_light", at.BLOWN, r.blown_share)
    if r.face_luma is not None and r.background_luma is not None:
        check("light_from_front", at.BACKLIGHT, r.background_luma - r.face_luma)
    check("light_from_front", at.SIDE_RATIO, r.side_ratio)


def _check_voice(r: VoiceReading, language: str, check: Check, found: dict[str, float]) -> None:
    silent = check("no_sound", at.SILENCE, r.peak_level_dbfs)
    if silent or r.voiceless:  # "we can't hear you" is true of both
        found["no_sound"] = GRAVEST
    if silent:
        return
    if check("clipping", at.CLIPPED, r.clipped_share):
        found["clipping"] += 0.4
    check("speak_up", at.LEVEL_LOW, r.level_dbfs)
    check("speak_softer", at.LEVEL_HIGH, r.level_dbfs)
    check("quieter_room", at.SNR, None if r.snr_db is None else r.snr_db - hum_adds_db(r.hum_db))
    check("pause_more", at.RUN, r.run_s)
    check("pause_more", at.PAUSES_PER_MINUTE, r.pauses_per_minute)
    check("fewer_fillers", at.FILLERS_PER_MINUTE, r.fillers_per_minute)
    pace = pace_limits(language)
    if pace is not None:
        for code, limit in _pace_checks(pace, r.own_words_per_minute):
            check(code, limit, r.words_per_minute)


def hum_adds_db(hum_db: float | None) -> float:
    """Return by how much a hum makes the noise as annoying as a louder one."""
    least, most = at.HUM_ADDS_DB
    return 0.0 if hum_db is None else min(most, max(least, hum_db)) - least


def pace_limits(language: str) -> PaceLimits | None:
    """Return the limits of the language ("" is not known), None where its words a minute are not estimated."""
    return at.PACE.get(language.lower()[:2])


def _pace_checks(pace: PaceLimits, own: float | None) -> Iterator[tuple[str, Limit]]:
    """The language's limits, and nearer ones where the speaker's own mean is known: 15 % off it and outside the aim."""
    yield "slow_down", pace.fast
    yield "speed_up", pace.slow
    if own is None:
        return
    fast = max(own * (1 + at.PACE_OWN_SHARE), pace.aim[1])
    slow = min(own * (1 - at.PACE_OWN_SHARE), pace.aim[0])
    yield "slow_down", Limit(fast, fast * 0.96, "own mean", pace.fast.grave)
    yield "speed_up", Limit(slow, slow * 1.04, "own mean", pace.slow.grave)
