"""The room check's words: for each verdict what was found and the one cure, plain and kind, in English and Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from producer.coach.room.verdicts import Verdict

Text = tuple[str, str]
"""English, Dutch."""
NOTHING: Text = ("", "")

_AGAIN_FACE: Text = (
    "Sit in front of the camera and check again.",
    "Ga voor de camera zitten en controleer nog eens.",
)
_NO_FACE: tuple[Text, Text] = (
    ("Without your face in the picture we cannot tell.", "Zonder je gezicht in beeld kunnen we dat niet zeggen."),
    NOTHING,
)
_NO_PICTURE: tuple[Text, Text] = (
    ("Without a picture we cannot tell.", "Zonder beeld kunnen we dat niet zeggen."),
    NOTHING,
)
_WIRE: Text = (
    "Use a microphone on a wire, or the one in your computer.",
    "Gebruik een microfoon met een draad, of die van je computer.",
)
_NO_SOUND: tuple[Text, Text] = (
    ("Without sound we cannot hear the room.", "Zonder geluid kunnen we de kamer niet horen."),
    NOTHING,
)
_ECHO_CURE: Text = (
    "Sit closer to the microphone, or in a room with curtains, a carpet or a sofa.",
    "Ga dichter bij de microfoon zitten, of in een kamer met gordijnen, een tapijt of een bank.",
)

_TEXTS: Mapping[str, Mapping[str, tuple[Text, Text]]] = {
    "camera_height": {
        "good": (
            ("Your eyes are at a good height.", "Je ogen staan op een goede hoogte."),
            NOTHING,
        ),
        "raise_camera": (
            ("Your eyes are high in the picture.", "Je ogen staan hoog in beeld."),
            ("Tilt the camera up a little, or raise it.", "Kantel de camera iets omhoog, of zet hem hoger."),
        ),
        "lower_camera": (
            ("Your eyes are low in the picture.", "Je ogen staan laag in beeld."),
            ("Tilt the camera down a little, or lower it.", "Kantel de camera iets omlaag, of zet hem lager."),
        ),
        "looks_up": (
            ("The camera looks up at you.", "De camera kijkt van onderen naar je."),
            (
                "Put some books under it, until the lens is as high as your eyes.",
                "Leg er boeken onder, tot de lens zo hoog is als je ogen.",
            ),
        ),
        "no_face": (("We could not see your face.", "We konden je gezicht niet zien."), _AGAIN_FACE),
        "no_picture": (
            ("There was no picture to look at.", "Er was geen beeld om naar te kijken."),
            ("Look whether the camera is on, and check again.", "Kijk of de camera aanstaat en controleer nog eens."),
        ),
        "no_eyes": (
            ("We could not tell where your eyes are.", "We konden niet zien waar je ogen zijn."),
            ("Look into the lens and check again.", "Kijk in de lens en controleer nog eens."),
        ),
    },
    "light": {
        "good": (("The light on your face is good.", "Het licht op je gezicht is goed."), NOTHING),
        "dark": (
            ("Your face is rather dark.", "Je gezicht is vrij donker."),
            ("Put a lamp or a window in front of you.", "Zet een lamp voor je neer, of kijk naar het raam."),
        ),
        "bright": (
            ("Your face is very bright.", "Je gezicht is erg licht."),
            ("Move the lamp in front of you further away.", "Zet de lamp voor je iets verder weg."),
        ),
        "blown": (
            ("Parts of your face are white without detail.", "Delen van je gezicht zijn wit zonder tekening."),
            ("Move back from the lamp, or dim it.", "Ga verder van de lamp zitten, of dim hem."),
        ),
        "tinted": (
            ("The light gives your face a colour.", "Het licht geeft je gezicht een kleur."),
            ("Use one kind of light: the window, or the lamp.", "Gebruik één soort licht: het raam, of de lamp."),
        ),
        "one_side": (
            ("One side of your face is much lighter.", "E\u00e9n kant van je gezicht is veel lichter."),
            ("Turn your face to the window or lamp.", "Draai je gezicht naar het raam of de lamp."),
        ),
        "no_face": _NO_FACE,
        "no_picture": _NO_PICTURE,
        "little_seen": (
            ("We saw too little of your face to tell.", "We zagen te weinig van je gezicht om dat te zeggen."),
            _AGAIN_FACE,
        ),
    },
    "backlight": {
        "good": (("There is no bright light behind you.", "Er is geen fel licht achter je."), NOTHING),
        "behind": (
            ("It is much brighter behind you than on your face.", "Achter je is het veel lichter dan op je gezicht."),
            (
                "Turn so that the window is in front of you, or close the curtain.",
                "Draai je zo dat het raam voor je is, of doe het gordijn dicht.",
            ),
        ),
        "bright_spot": (
            ("There is something very bright behind you.", "Achter je is iets heel lichts."),
            (
                "Close the curtain or switch off the lamp, or move it out of the picture.",
                "Doe het gordijn dicht of de lamp uit, of houd het buiten beeld.",
            ),
        ),
        "no_face": _NO_FACE,
        "no_picture": _NO_PICTURE,
        "little_seen": (
            (
                "Too little of the background is in the picture to tell.",
                "Er is te weinig achtergrond in beeld om dat te zeggen.",
            ),
            NOTHING,
        ),
    },
    "background": {
        "good": (("The background is calm.", "De achtergrond is rustig."), NOTHING),
        "busy": (
            ("There is a lot to see behind you.", "Er is veel te zien achter je."),
            ("Clear some of it away, or choose a plainer wall.", "Haal wat weg, of kies een rustiger muur."),
        ),
        "dark": (
            ("It is very dark behind you.", "Achter je is het erg donker."),
            ("Switch on a lamp behind you.", "Doe achter je een lamp aan."),
        ),
        "people": (
            ("There seems to be another face in the picture.", "Er lijkt nog een gezicht in beeld te zijn."),
            (
                "Turn the camera a little, until you are alone in it.",
                "Draai de camera iets, tot je alleen in beeld bent.",
            ),
        ),
        "no_face": _NO_FACE,
        "no_picture": _NO_PICTURE,
        "little_seen": (
            ("Too little of it is in the picture to tell.", "Er is te weinig van in beeld om dat te zeggen."),
            NOTHING,
        ),
    },
    "microphone": {
        "good": (("The microphone{name} sounds good.", "De microfoon{name} klinkt goed."), NOTHING),
        "none": (
            ("No microphone is chosen.", "Er is geen microfoon gekozen."),
            ("Choose one under \u201cCamera and microphone\u201d.", "Kies er een bij \u2018Camera en microfoon\u2019."),
        ),
        "silent": (
            ("The microphone{name} gives no sound.", "De microfoon{name} geeft geen geluid."),
            ("See whether it is switched on and not muted.", "Kijk of hij aanstaat en niet gedempt is."),
        ),
        "wireless": (
            (
                "The microphone{name} is wireless (Bluetooth): that makes a voice dull.",
                "De microfoon{name} is draadloos (bluetooth): daar klinkt een stem dof door.",
            ),
            _WIRE,
        ),
        "narrow": (
            ("The microphone{name} sounds like a telephone.", "De microfoon{name} klinkt als een telefoon."),
            _WIRE,
        ),
        "dull": (
            (
                "The microphone{name} leaves out the high tones of your voice.",
                "De microfoon{name} laat de hoge tonen van je stem weg.",
            ),
            ("Choose another one, if you have it.", "Kies een andere, als je die hebt."),
        ),
        "crackles": (
            ("The sound is too loud and crackles.", "Het geluid is te hard en kraakt."),
            (
                "Turn the microphone down in your computer\u2019s sound settings.",
                "Zet de microfoon zachter bij de geluidsinstellingen van je computer.",
            ),
        ),
        "soft": (
            ("Your voice comes in softly.", "Je stem komt zacht binnen."),
            ("Sit closer to the microphone, or turn it up.", "Ga dichter bij de microfoon zitten, of zet hem harder."),
        ),
        "loud": (
            ("Your voice comes in very loudly.", "Je stem komt erg hard binnen."),
            ("Sit a little further from the microphone.", "Ga iets verder van de microfoon zitten."),
        ),
        "no_voice": (
            ("We did not hear you speak.", "We hebben je niet horen praten."),
            ("Check again, and say one sentence aloud.", "Controleer nog eens, en zeg hardop \u00e9\u00e9n zin."),
        ),
    },
    "noise": {
        "good": (("The room is quiet.", "De kamer is stil."), NOTHING),
        "some": (
            ("There is some noise in the room.", "Er is wat geluid in de kamer."),
            ("Close the window and the door.", "Doe het raam en de deur dicht."),
        ),
        "loud": (
            ("It is noisy here.", "Er is hier veel geluid."),
            ("Find a quieter spot.", "Zoek een stillere plek."),
        ),
        "hum": (
            ("There is a hum in the sound.", "Er zit een brom in het geluid."),
            (
                "Move chargers and lamps away from the microphone, or use another socket.",
                "Leg laders en lampen verder van de microfoon, of neem een ander stopcontact.",
            ),
        ),
        "not_quiet": (
            ("It was not quiet long enough to hear the room.", "Het was niet lang genoeg stil om de kamer te horen."),
            (
                "Check again, and be quiet for the first seconds.",
                "Controleer nog eens, en wees de eerste seconden stil.",
            ),
        ),
        "no_sound": _NO_SOUND,
    },
    "echo": {
        "good": (("The room has little echo.", "De kamer galmt nauwelijks."), NOTHING),
        "some": (("The room echoes a little.", "De kamer galmt een beetje."), _ECHO_CURE),
        "strong": (("The room echoes a lot.", "De kamer galmt flink."), _ECHO_CURE),
        "too_little": (
            ("We heard too little of your voice to tell.", "We hoorden te weinig van je stem om dat te zeggen."),
            ("Check again, and say a longer sentence.", "Controleer nog eens, en zeg een langere zin."),
        ),
        "no_sound": _NO_SOUND,
    },
    "disk": {
        "good": (("There is room for {amount} of video.", "Er is ruimte voor {amount} video."), NOTHING),
        "little": (
            ("There is room for {amount} of video only.", "Er is nog maar ruimte voor {amount} video."),
            (
                "Empty the bin, or choose another folder for your takes.",
                "Leeg de prullenbak, of kies een andere map voor je opnamen.",
            ),
        ),
        "unknown": (("We cannot tell how full the disk is.", "We weten niet hoe vol de schijf is."), NOTHING),
    },
    "battery": {
        "mains": (("The computer runs on mains power.", "De computer zit aan de stroom."), NOTHING),
        "charged": (("The battery is at {percent} %.", "De accu staat op {percent} %."), NOTHING),
        "low": (
            ("The battery is at {percent} %.", "De accu staat op {percent} %."),
            ("Plug in the charger.", "Sluit de lader aan."),
        ),
        "unknown": (("We cannot tell how full the battery is.", "We weten niet hoe vol de accu is."), NOTHING),
    },
    "sleep": {
        "awake": (
            ("The computer stays awake.", "De computer blijft wakker."),
            NOTHING,
        ),
        "may_sleep": (
            ("The computer may fall asleep while you record.", "De computer kan in slaap vallen terwijl je opneemt."),
            (
                "Switch off sleep in your computer\u2019s settings for as long as you record.",
                "Zet de slaapstand bij de instellingen van je computer uit zolang je opneemt.",
            ),
        ),
        "unknown": (
            (
                "We cannot tell whether the computer stays awake.",
                "We weten niet of de computer wakker blijft.",
            ),
            NOTHING,
        ),
    },
}

CODES: Mapping[str, tuple[str, ...]] = {topic: tuple(texts) for topic, texts in _TEXTS.items()}
"""Every code of every topic."""


def verdict_text(verdict: Verdict, language: str) -> tuple[str, str]:
    """Return what was found and the one cure (empty where none is needed), in Dutch where ``language`` is Dutch, else
    in English. Raises KeyError for an unknown topic or code.
    """
    dutch = int(language.lower().startswith("nl"))
    found, cure = _TEXTS[verdict.topic][verdict.code]
    words = {
        "name": _name(str(verdict.values.get("name", "")), dutch),
        "percent": verdict.values.get("percent", ""),
        "amount": _amount(verdict.values.get("minutes"), dutch),
    }
    return found[dutch].format(**words), cure[dutch]


def _name(name: str, dutch: int) -> str:
    """The name in quotes with a space before it; nothing where there is none."""
    if not name:
        return ""
    return f" \u2018{name}\u2019" if dutch else f" \u201c{name}\u201d"


def _amount(minutes: object, dutch: int) -> str:
    """Say a length as people do, never more than there is."""
    if not isinstance(minutes, int):
        return ""
    if minutes >= 24 * 60:
        return ("more than a day", "meer dan een dag")[dutch]
    if minutes >= 120:
        return (f"about {minutes // 60} hours", f"ongeveer {minutes // 60} uur")[dutch]
    if minutes >= 2:
        return (f"about {minutes} minutes", f"ongeveer {minutes} minuten")[dutch]
    return ("a minute at most", "hooguit een minuut")[dutch]
