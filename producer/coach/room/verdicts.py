"""The room check's verdicts: what ten seconds of picture and sound, and the computer, say about the place. Pure.

Each topic gets one verdict with one cure (:func:`verdict_text`). What could not be measured is ``unknown``, never a
guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from producer.coach import limits as at
from producer.coach.faults import find_faults
from producer.coach.limits import Limit
from producer.coach.picture.background import Background
from producer.coach.readings import FramingReading
from producer.coach.room import limits as room_at
from producer.coach.room.texts import verdict_text
from producer.machine import Battery

__all__ = ["STATES", "TOPICS", "Facts", "Heard", "Microphone", "Seen", "Verdict", "judge", "verdict_text"]

TOPICS = (
    "camera_height",
    "light",
    "backlight",
    "background",
    "microphone",
    "noise",
    "echo",
    "disk",
    "battery",
    "sleep",
)
STATES = ("bad", "mind", "unknown", "good")
"""Worst first: ``bad`` spoils a take, ``mind`` is worth a minute."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about one of ``TOPICS``; ``code`` and ``values`` choose the words."""

    topic: str
    state: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """Medians over ``pictures`` pictures; None where there is no face to measure by."""

    pictures: int = 0
    framing: FramingReading | None = None
    background: Background | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The sound of the check. Levels in dBFS, ``noise_dbfs`` of the room without a voice; ``ends_hz`` and ``echo_s`` as
    :mod:`producer.coach.room.band` and :mod:`producer.coach.room.echo` give them; ``hum_hz`` None where there is none.
    """

    heard_s: float = 0.0
    speech_s: float = 0.0
    peak_dbfs: float | None = None
    level_dbfs: float | None = None
    noise_dbfs: float | None = None
    clipped_share: float | None = None
    hum_hz: float | None = None
    ends_hz: int | None = None
    echo_s: float | None = None


@dataclass(frozen=True, slots=True)
class Microphone:
    """``name`` as a person knows it, empty where nobody does."""

    name: str
    wireless: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the computer told. ``microphone`` is None where none is used; ``battery`` where there is none (unless
    ``battery_known`` is False); the others where the system does not say.
    """

    microphone: Microphone | None = field(default_factory=lambda: Microphone(""))
    free_minutes: float | None = None
    battery: Battery | None = None
    battery_known: bool = True
    stays_awake: bool | None = None


def judge(seen: Seen, heard: Heard, facts: Facts) -> tuple[Verdict, ...]:
    """Return one verdict for each of ``TOPICS``, in their order."""
    return (
        camera_height(seen),
        light(seen),
        backlight(seen),
        background(seen),
        microphone(heard, facts.microphone),
        noise(heard, facts.microphone),
        echo(heard, facts.microphone),
        disk(facts.free_minutes),
        battery(facts),
        sleep(facts.stays_awake),
    )


# The picture


def camera_height(seen: Seen) -> Verdict:
    topic, framing = "camera_height", seen.framing
    if framing is None or framing.face_share < at.FACE_SHARE.enter:
        return Verdict(topic, "bad", "no_face") if seen.pictures else Verdict(topic, "unknown", "no_picture")
    if framing.eye_line is None:
        return Verdict(topic, "unknown", "no_eyes")
    if framing.pitch_deg is not None and room_at.PITCH_BELOW.broken(framing.pitch_deg):
        return Verdict(topic, _grade(room_at.PITCH_BELOW, framing.pitch_deg), "looks_up")
    faults = find_faults(framing, None, "")
    for code in ("raise_camera", "lower_camera"):
        if code in faults:
            return Verdict(topic, "bad" if faults[code] >= 1 else "mind", code, {"eye_line": framing.eye_line})
    return Verdict(topic, "good", "good")


def light(seen: Seen) -> Verdict:
    topic, framing = "light", seen.framing
    if framing is None or framing.face_luma is None:
        return _unseen(topic, seen)
    values = {"face_luma": round(framing.face_luma)}
    for code, limit, value in (
        ("dark", at.FACE_DARK, framing.face_luma),
        ("bright", at.FACE_BRIGHT, framing.face_luma),
        ("blown", at.BLOWN, framing.blown_share),
        ("one_side", at.SIDE_RATIO, framing.side_ratio),
        ("tinted", at.COLOUR_CAST, framing.colour_cast),
    ):
        if value is not None and limit.broken(value):
            return Verdict(topic, _grade(limit, value), code, values)
    return Verdict(topic, "good", "good", values)


def backlight(seen: Seen) -> Verdict:
    topic, framing = "backlight", seen.framing
    if framing is None or framing.face_luma is None or framing.background_luma is None:
        return _unseen(topic, seen)
    brighter = framing.background_luma - framing.face_luma
    if at.BACKLIGHT.broken(brighter):
        return Verdict(topic, _grade(at.BACKLIGHT, brighter), "behind", {"brighter": round(brighter)})
    blown = seen.background.blown if seen.background is not None else 0.0
    if room_at.BLOWN.broken(blown):
        return Verdict(topic, _grade(room_at.BLOWN, blown), "bright_spot", {"share": round(blown, 2)})
    return Verdict(topic, "good", "good")


def background(seen: Seen) -> Verdict:
    topic, behind = "background", seen.background
    if seen.framing is None or behind is None:
        return _unseen(topic, seen)
    if seen.framing.faces >= 2:
        return Verdict(topic, "mind", "people", {"faces": round(seen.framing.faces)})
    if room_at.BUSY.broken(behind.busy):
        return Verdict(topic, "mind", "busy", {"share": round(behind.busy, 2)})
    if room_at.ROOM_DARK.broken(behind.luma):
        return Verdict(topic, "mind", "dark", {"luma": round(behind.luma)})
    return Verdict(topic, "good", "good")


def _unseen(topic: str, seen: Seen) -> Verdict:
    """Without a face nothing can be said of the light on it, nor of what is behind it."""
    has_face = seen.framing is not None and seen.framing.face_share > 0
    return Verdict(topic, "unknown", "little_seen" if has_face else "no_face" if seen.pictures else "no_picture")


# The sound


def microphone(heard: Heard, used: Microphone | None) -> Verdict:
    """The worst that is known of the microphone: what spoils the take first."""
    if used is None:
        return Verdict("microphone", "bad", "none")
    state, code = _microphone(heard, used)
    return Verdict("microphone", state, code, {"name": used.name})


def _microphone(heard: Heard, used: Microphone) -> tuple[str, str]:
    level, clipped = heard.level_dbfs, heard.clipped_share
    if _is_silent(heard):
        return "bad", "silent"
    if used.wireless or heard.ends_hz == 4000:
        return "bad" if heard.ends_hz == 4000 else "mind", "wireless" if used.wireless else "narrow"
    if clipped is not None and at.CLIPPED.broken(clipped):
        return "bad", "crackles"
    if level is None:
        return "unknown", "no_voice"
    for code, limit in (("soft", at.LEVEL_LOW), ("loud", at.LEVEL_HIGH)):
        if limit.broken(level):
            return _grade(limit, level), code
    return ("mind", "dull") if heard.ends_hz == 8000 else ("good", "good")


def _is_silent(heard: Heard) -> bool:
    """Whether nothing came, or nothing but what a muted microphone gives."""
    return heard.heard_s <= 0 or (heard.peak_dbfs is not None and at.SILENCE.broken(heard.peak_dbfs))


def noise(heard: Heard, used: Microphone | None) -> Verdict:
    topic = "noise"
    if used is None or _is_silent(heard):
        return Verdict(topic, "unknown", "no_sound")
    if heard.noise_dbfs is None:
        return Verdict(topic, "unknown", "not_quiet")
    values = {"noise_dbfs": round(heard.noise_dbfs)}
    state = _noise_state(heard.noise_dbfs, heard.level_dbfs)
    if state == "bad":
        return Verdict(topic, state, "loud", values)
    if heard.hum_hz is not None:
        return Verdict(topic, "mind", "hum", {**values, "hum_hz": round(heard.hum_hz)})
    return Verdict(topic, state, "good" if state == "good" else "some", values)


def _noise_state(noise_dbfs: float, level_dbfs: float | None) -> str:
    """Against the voice where there is one, else by itself."""
    if level_dbfs is None:
        return _grade(room_at.ROOM_NOISE, noise_dbfs)
    return "bad" if at.SNR.broken(level_dbfs - noise_dbfs) else _grade(room_at.ROOM_SNR, level_dbfs - noise_dbfs)


def echo(heard: Heard, used: Microphone | None) -> Verdict:
    if used is None or _is_silent(heard):
        return Verdict("echo", "unknown", "no_sound")
    if heard.echo_s is None:
        return Verdict("echo", "unknown", "too_little")
    state = _grade(room_at.ECHO, heard.echo_s)
    code = {"good": "good", "mind": "some", "bad": "strong"}[state]
    return Verdict("echo", state, code, {"seconds": round(heard.echo_s, 1)})


# The computer


def disk(free_minutes: float | None) -> Verdict:
    if free_minutes is None:
        return Verdict("disk", "unknown", "unknown")
    state = _grade(room_at.DISK_MINUTES, free_minutes)
    return Verdict("disk", state, "good" if state == "good" else "little", {"minutes": int(free_minutes)})


def battery(facts: Facts) -> Verdict:
    topic, found = "battery", facts.battery
    if not facts.battery_known:
        return Verdict(topic, "unknown", "unknown")
    if found is None or found.on_mains:
        return Verdict(topic, "good", "mains")
    state = _grade(room_at.BATTERY_LOW, found.percent)
    return Verdict(topic, state, "charged" if state == "good" else "low", {"percent": round(found.percent)})


def sleep(stays_awake: bool | None) -> Verdict:
    if stays_awake is None:
        return Verdict("sleep", "unknown", "unknown")
    return Verdict("sleep", "good", "awake") if stays_awake else Verdict("sleep", "mind", "may_sleep")


def _grade(limit: Limit, value: float) -> str:
    """Beyond the limit is worth a minute, beyond what counts as grave is bad."""
    if not limit.broken(value):
        return "good"
    return "bad" if limit.excess(value) >= 1 else "mind"
