"""What went well, said first: the same limits as the advice, from their good side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from producer.coach.faults import find_faults, pace_limits
from producer.coach.limits import GOOD_PAUSE_S, PITCH_LIVELY_ST
from producer.coach.take.take import TakeMeasures

ENOUGH_PAUSES = 2

_TEXTS: Mapping[str, tuple[str, str]] = {
    "good_pauses": (
        "You take {count} good pauses: people can follow you.",
        "Je neemt {count} goede pauzes: men kan je volgen.",
    ),
    "good_pace": ("Your pace is right: {pace} words a minute.", "Je tempo is goed: {pace} woorden per minuut."),
    "at_lens": ("You look into the lens {share} % of the time.", "Je kijkt {share} % van de tijd in de lens."),
    "lively_voice": ("Your voice is lively: it is good to listen to.", "Je stem is levendig: je luistert graag."),
    "well_framed": ("You sit well in the picture.", "Je zit goed in beeld."),
    "good_light": ("The light on your face is good.", "Het licht op je gezicht is goed."),
    "clear_sound": ("Your voice is clear, without noise or crackle.", "Je stem is helder, zonder ruis of gekraak."),
    "few_fillers": ("Hardly an \u201cum\u201d to be heard.", "Nauwelijks een \u2018eh\u2019 te horen."),
    "said_it": (
        "You said it: the first take is always the hardest.",
        "Je hebt het gezegd: de eerste opname is altijd de moeilijkste.",
    ),
}
"""The last one is for a take in which nothing else stood out: there is always something kind and true to say."""


@dataclass(frozen=True, slots=True)
class Praise:
    """One thing that went well, and the figures in its sentence."""

    code: str
    values: Mapping[str, Any]

    def text(self, language: str) -> str:
        return praise_text(self.code, self.values, language)


def praise_text(code: str, values: Mapping[str, Any], language: str) -> str:
    """Return the sentence, Dutch or (any other ``language``) English. Raises KeyError for an unknown code."""
    return _TEXTS[code][1 if language.lower().startswith("nl") else 0].format(**values)


def praise_for(take: TakeMeasures) -> tuple[Praise, ...]:
    """Return what went well, what listeners notice most first; never nothing."""
    found = dict(_found(take)) or {"said_it": {}}
    return tuple(Praise(code, values) for code, values in found.items())


def _found(take: TakeMeasures) -> list[tuple[str, dict[str, Any]]]:
    faults, framing = find_faults(take.framing, take.reading, take.language), take.framing
    pauses = sum(GOOD_PAUSE_S[0] <= end - start <= GOOD_PAUSE_S[1] for start, end in take.voice.pauses)
    pace, limits = take.words_per_minute, pace_limits(take.language)
    seen = framing.face_share >= 0.9 and framing.eye_line is not None
    fillers = take.fillers_per_minute
    spread = None if take.voice.pitch is None else take.voice.pitch.spread_st
    checks: list[tuple[str, bool, dict[str, Any]]] = [
        ("good_pauses", pauses >= ENOUGH_PAUSES, {"count": pauses}),
        ("good_pace", bool(pace and limits and limits.aim[0] <= pace <= limits.aim[1]), {"pace": round(pace or 0)}),
        ("at_lens", (framing.lens_share or 0.0) >= 0.8, {"share": round(100 * (framing.lens_share or 0.0))}),
        ("lively_voice", spread is not None and spread >= PITCH_LIVELY_ST, {}),
        ("well_framed", seen and not _FRAMING & faults.keys(), {}),
        ("good_light", framing.face_luma is not None and not _LIGHT & faults.keys(), {}),
        ("clear_sound", take.voice.snr_db is not None and not _SOUND & faults.keys(), {}),
        ("few_fillers", fillers is not None and fillers < 2.0 and take.voice.pace.speech_s >= 20, {}),
    ]
    return [(code, values) for code, is_good, values in checks if is_good]


_FRAMING = frozenset(
    ["no_face", "move_left", "move_right", "move_back", "move_closer", "raise_camera", "lower_camera", "level_camera"]
)
_LIGHT = frozenset(["more_light", "less_light", "light_from_front"])
_SOUND = frozenset(["no_sound", "clipping", "quieter_room", "speak_up", "speak_softer"])
