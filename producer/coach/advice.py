"""What the coach says: every advice code in plain, kind English and Dutch. Left and right are the speaker's own."""

from __future__ import annotations

from collections.abc import Mapping

IMPORTANCE: tuple[str, ...] = (
    "no_sound",
    "no_face",
    "clipping",
    "move_left",
    "move_right",
    "move_back",
    "move_closer",
    "more_light",
    "light_from_front",
    "less_light",
    "raise_camera",
    "lower_camera",
    "speak_up",
    "speak_softer",
    "quieter_room",
    "look_at_lens",
    "slow_down",
    "speed_up",
    "pause_more",
    "sharpen",
    "level_camera",
    "fewer_fillers",
)
"""All codes of the contract, what ruins a take first: no take at all, then what a viewer sees at once, then how it
is said.
"""

IMPORTANT: frozenset[str] = frozenset(
    {
        "no_sound",
        "no_face",
        "clipping",
        "move_left",
        "move_right",
        "move_back",
        "move_closer",
        "more_light",
        "light_from_front",
    }
)
"""What cannot be mended after the take and keeps it from being used: the only ones for who wants few."""

_LOOK = frozenset({"look_at_lens"})
_VOICE = frozenset(
    {
        "no_sound",
        "clipping",
        "speak_up",
        "speak_softer",
        "quieter_room",
        "slow_down",
        "speed_up",
        "pause_more",
        "fewer_fillers",
    }
)

_TEXTS: Mapping[str, tuple[str, str]] = {
    "no_face": ("We can't see you. Come into the picture", "We zien je niet. Kom in beeld"),
    "move_left": ("Move a little to your left", "Schuif iets naar links"),
    "move_right": ("Move a little to your right", "Schuif iets naar rechts"),
    "move_back": ("Move back a little", "Ga iets naar achteren"),
    "move_closer": ("Come a little closer", "Kom iets dichterbij"),
    "raise_camera": ("Raise the camera a little", "Zet de camera iets hoger"),
    "lower_camera": ("Lower the camera a little", "Zet de camera iets lager"),
    "level_camera": ("Hold your head or the camera straight", "Houd je hoofd of de camera recht"),
    "more_light": ("Put more light on your face", "Zorg voor meer licht op je gezicht"),
    "less_light": ("Soften the light on your face", "Maak het licht op je gezicht zachter"),
    "light_from_front": ("Turn your face to the window or lamp", "Draai je gezicht naar het raam of de lamp"),
    "sharpen": ("The picture is not sharp. Wipe the lens", "Het beeld is niet scherp. Veeg de lens schoon"),
    "look_at_lens": ("Look into the lens", "Kijk in de lens"),
    "slow_down": ("Take your time, speak a bit slower", "Neem de tijd, praat iets rustiger"),
    "speed_up": ("A bit faster is fine", "Het mag iets vlotter"),
    "pause_more": ("Take a breath", "Haal even adem"),
    "fewer_fillers": (
        "Try a short silence instead of \u201cum\u201d",
        "Probeer een korte stilte in plaats van \u2018eh\u2019",
    ),
    "speak_up": ("Speak up a little", "Praat iets harder"),
    "speak_softer": ("Speak a little softer", "Praat iets zachter"),
    "clipping": (
        "It crackles. Move back from the microphone",
        "Het kraakt. Ga wat verder van de microfoon",
    ),
    "quieter_room": ("It is noisy here. Find a quieter spot", "Er is veel lawaai. Zoek een stillere plek"),
    "no_sound": ("We can't hear you. Is the microphone on?", "We horen je niet. Staat de microfoon aan?"),
}


def advice_text(code: str, language: str) -> str:
    """Return the sentence for ``code`` in Dutch where ``language`` is Dutch, else in English. Raises KeyError for an
    unknown code.
    """
    english, dutch = _TEXTS[code]
    return dutch if language.lower().startswith("nl") else english


def advice_kind(code: str) -> str:
    """Return what ``code`` is about, which is drawn beside its words: ``look`` (the eyes), ``voice`` or ``picture``.
    Raises KeyError for an unknown code.
    """
    if code not in _TEXTS:
        raise KeyError(code)
    return "look" if code in _LOOK else "voice" if code in _VOICE else "picture"
