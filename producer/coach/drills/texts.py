"""The words of the drills, in plain, kind English and Dutch: what they are, what to do now, what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from producer.coach import limits as at
from producer.coach.drills.drill import DrillResult
from producer.coach.faults import pace_limits

Pair = tuple[str, str]

_NAMES: Mapping[str, Pair] = {
    "opening": ("Opening line", "Openingszin"),
    "slow_down": ("Slow down", "Rustig tempo"),
    "pause": ("Pauses", "Pauzes"),
    "look": ("Look at the lens", "Kijk in de lens"),
}
_LINES: Mapping[str, Pair] = {
    "opening": ("One clear sentence, in 15 seconds", "Eén heldere zin, in 15 seconden"),
    "slow_down": ("Talk calmly for 40 seconds", "Praat 40 seconden lang rustig"),
    "pause": ("Three short silences in 45 seconds", "Drie korte stiltes in 45 seconden"),
    "look": ("Talk to the lens for 30 seconds", "Praat 30 seconden tegen de lens"),
}
_GOALS: Mapping[str, Pair] = {
    "opening": (
        "Say your first sentence to the lens, and end with a silence.",
        "Zeg je eerste zin tegen de lens, en eindig met een stilte.",
    ),
    "slow_down": (
        "Tell something, and stay between {low} and {high} words a minute.",
        "Vertel iets, en blijf tussen {low} en {high} woorden per minuut.",
    ),
    "pause": (
        "Tell something, and be silent for one or two seconds three times.",
        "Vertel iets, en wees drie keer één of twee tellen stil.",
    ),
    "look": (
        "Tell something, and look into the lens while you speak.",
        "Vertel iets, en kijk in de lens terwijl je praat.",
    ),
}
_HINTS: Mapping[str, Pair] = {
    "ready": ("Take a breath", "Haal even adem"),
    "go": ("Go ahead", "Begin maar"),
    "begin": ("Just begin", "Begin gerust"),
    "talk": ("Tell something", "Vertel iets"),
    "talk_on": ("Talk on", "Praat verder"),
    "go_on": ("Go on", "Ga verder"),
    "hold": ("Good silence", "Goede stilte"),
    "pause_now": ("Time for a silence", "Tijd voor een stilte"),
    "at_lens": ("In the lens", "In de lens"),
    "look": ("Look into the lens", "Kijk in de lens"),
    "good_pace": ("Good pace", "Goed tempo"),
    "slower": ("A bit slower", "Iets rustiger"),
    "faster": ("A bit faster is fine", "Het mag iets vlotter"),
}
_UNITS: Mapping[str, Pair] = {
    "opening": ("seconds", "seconden"),
    "slow_down": ("words a minute", "woorden per minuut"),
    "pause": ("good pauses", "goede pauzes"),
    "look": ("at the lens", "in de lens"),
}
_ONE: Mapping[str, Pair] = {"opening": ("second", "seconde"), "pause": ("good pause", "goede pauze")}
_REASONS: Mapping[str, Pair] = {
    "no_microphone": ("Needs a microphone", "Hier is een microfoon voor nodig"),
    "no_camera": ("Needs a camera", "Hier is een camera voor nodig"),
    "no_eyes": (
        "Needs the face model: without it we cannot see where you look",
        "Hier is het gezichtsmodel voor nodig: zonder zien we niet waar je kijkt",
    ),
    "no_pace": ("We know the pace of English and Dutch only", "We kennen alleen het tempo van Nederlands en Engels"),
}

_TOO_QUIET: tuple[Pair, Pair] = (
    ("We heard too little of your voice to say anything.", "We hoorden te weinig van je stem om iets te zeggen."),
    ("Tell about your day: any subject will do.", "Vertel over je dag: elk onderwerp is goed."),
)
_NOT_MEASURED: tuple[Pair, Pair] = (
    ("We could not see or hear you well enough this time.", "We konden je deze keer niet goed genoeg zien of horen."),
    ("Check the camera and the microphone, then do it again.", "Kijk camera en microfoon na, en doe het nog eens."),
)
_OUTCOMES: Mapping[tuple[str, str], tuple[Pair, Pair]] = {
    ("opening", "reached"): (
        (
            "A clear opening: begun at once, said to the lens, with a silence after it.",
            "Een heldere opening: meteen begonnen, tegen de lens gezegd, met een stilte erna.",
        ),
        ("Open your next take just like this.", "Open je volgende opname net zo."),
    ),
    ("opening", "late"): (
        ("You took a moment to begin. That is only human.", "Je had even nodig om te beginnen. Dat is heel menselijk."),
        ("Have your first word ready before you start.", "Neem je eerste woord in gedachten voor je begint."),
    ),
    ("opening", "false_start"): (
        ("You began twice. Everybody does at times.", "Je begon twee keer. Dat doet iedereen weleens."),
        ("Say the whole sentence in your head first, then aloud.", "Zeg de hele zin eerst in gedachten, dan hardop."),
    ),
    ("opening", "too_short"): (
        ("That was very short.", "Dat was heel kort."),
        (
            "Say in one whole sentence what changes for your viewer.",
            "Zeg in één hele zin wat er voor je kijker verandert.",
        ),
    ),
    ("opening", "no_end"): (
        ("You had more to tell than one sentence.", "Je had meer te vertellen dan één zin."),
        ("Say one sentence, then be silent for two seconds.", "Zeg één zin, en wees dan twee tellen stil."),
    ),
    ("opening", "look"): (
        (
            "Beginning and end were right. Your eyes were elsewhere.",
            "Begin en einde waren goed. Je ogen waren ergens anders.",
        ),
        (
            "Put a sticker beside the lens and say it to that.",
            "Plak een stickertje naast de lens en zeg het daartegen.",
        ),
    ),
    ("slow_down", "reached"): (
        ("A pace that people can follow.", "Een tempo waarin mensen je kunnen volgen."),
        ("Keep this pace in your next take.", "Houd dit tempo vast in je volgende opname."),
    ),
    ("slow_down", "too_fast"): (
        ("You spoke fast for a good part of the time.", "Een flink deel van de tijd praatte je snel."),
        ("Take a breath after every sentence.", "Haal na elke zin even adem."),
    ),
    ("slow_down", "too_slow"): (
        ("You took a lot of time for your words.", "Je nam veel tijd voor je woorden."),
        ("Talk as you would to a colleague across the table.", "Praat zoals tegen een collega aan tafel."),
    ),
    ("slow_down", "unsteady"): (
        ("Your pace went up and down.", "Je tempo ging op en neer."),
        ("Talk a little slower than feels normal, all along.", "Praat aldoor iets rustiger dan gewoon voelt."),
    ),
    ("pause", "reached"): (
        ("Good silences: people get time to think along.", "Goede stiltes: zo kunnen mensen meedenken."),
        (
            "Put one after your main point in the next take.",
            "Zet er een na je belangrijkste punt in je volgende opname.",
        ),
    ),
    ("pause", "too_few"): (
        (
            "A silence feels longer to you than to your listener.",
            "Een stilte voelt voor jou langer dan voor je luisteraar.",
        ),
        ("Count to two in your head after each sentence.", "Tel na elke zin in gedachten tot twee."),
    ),
    ("pause", "too_long"): (
        (
            "You dare to be silent, for more than three seconds even.",
            "Je durft stil te zijn, zelfs langer dan drie tellen.",
        ),
        ("Go on after one or two seconds.", "Ga na één of twee tellen verder."),
    ),
    ("look", "reached"): (
        ("You spoke to your viewer.", "Je praatte tegen je kijker."),
        ("Look the same way in your next take.", "Kijk net zo in je volgende opname."),
    ),
    ("look", "look"): (
        ("Your eyes went elsewhere at times.", "Je ogen dwaalden soms af."),
        ("Put a sticker beside the lens and talk to that.", "Plak een stickertje naast de lens en praat daartegen."),
    ),
}


def name_text(code: str, language: str) -> str:
    """The drill's name. Like every function here: Dutch where ``language`` is Dutch, else English; raises KeyError
    for an unknown code.
    """
    return _pick(_NAMES[code], language)


def line_text(code: str, language: str) -> str:
    """What it is, in one line."""
    return _pick(_LINES[code], language)


def goal_text(code: str, language: str, spoken: str | None = None) -> str:
    """What to do; ``spoken`` is the language that is spoken where it is not ``language``."""
    pace = pace_limits(language if spoken is None else spoken) or at.PACE[""]
    return _pick(_GOALS[code], language).format(low=round(pace.aim[0]), high=round(pace.aim[1]))


def hint_text(hint: str, language: str) -> str:
    """What to do right now."""
    return _pick(_HINTS[hint], language)


def reason_text(reason: str, language: str) -> str:
    """Why a drill cannot be judged here."""
    return _pick(_REASONS[reason], language)


def figure_texts(code: str, figure: float | None, language: str) -> tuple[str, str]:
    """The figure and its unit; a dash where it is not known."""
    if figure is None:
        return "–", _pick(_UNITS[code], language)
    shown = f"{round(100 * figure)} %" if code == "look" else str(round(figure))
    units = _ONE if shown == "1" and code in _ONE else _UNITS
    return shown, _pick(units[code], language)


def outcome_texts(result: DrillResult, language: str) -> tuple[str, str]:
    """What came of it in one kind sentence, and what to try next."""
    common = {"too_quiet": _TOO_QUIET, "not_measured": _NOT_MEASURED}
    said, tried = common.get(result.outcome) or _OUTCOMES[result.code, result.outcome]
    return _pick(said, language), _pick(tried, language)


def _pick(pair: Pair, language: str) -> str:
    return pair[language.lower().startswith("nl")]
