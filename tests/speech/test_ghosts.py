"""What nobody can have said is dropped; what somebody said stays, whatever it looks like."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.media.sound import decode_sound
from producer.media.voice_activity import VoiceActivity
from producer.speech.ghost_list import known_phrases, plain
from producer.speech.ghosts import find_ghosts
from producer.speech.repeats import Repeat, find_repeats
from producer.speech.voice import WINDOW_S, Voice
from producer.values import Transcript, Word

SPEECH = "Wij zijn blij dat het gelukt is."


def words_of(text: str, start_s: float, *, pace_s: float = 0.3, probability: float = 0.9) -> tuple[Word, ...]:
    return tuple(
        Word(word, start_s + at * pace_s, start_s + at * pace_s + 0.9 * pace_s, probability)
        for at, word in enumerate(text.split())
    )


def said(*parts: tuple[Word, ...], language: str = "nl") -> Transcript:
    return Transcript(language, 30.0, "whisper:x", tuple(word for part in parts for word in part))


def voice(*spans: tuple[float, float], length_s: float = 30.0) -> Voice:
    """Return voice in the given spans (s) and nowhere else."""
    chances = np.zeros(round(length_s / WINDOW_S))
    for start_s, end_s in spans:
        chances[round(start_s / WINDOW_S) : round(end_s / WINDOW_S)] = 0.97
    return Voice(chances.tolist())


INVENTIONS = [
    "Bedankt voor het kijken!", "Thank you for watching.", "Thanks for watching, and see you soon!",
    "TV GELDERLAND 2021", "© TV Gelderland 2023", "Ondertiteling door de Amara.org gemeenschap",
    "Ondertitels ingediend door de Amara.org gemeenschap.", "Subtitles by the Amara.org community",
    "Dank u wel.", "Thank you.", "you", "Muziek", "Untertitel im Auftrag des ZDF für funk, 2017",
    "Sous-titres réalisés par la communauté d'Amara.org", "www.mooji.org",
]  # fmt: skip


@pytest.mark.parametrize("invention", INVENTIONS)
def test_a_known_invention_over_no_voice_or_a_breath_is_dropped(invention: str) -> None:
    spoken = words_of(SPEECH, 1.0)
    transcript = said(spoken, words_of(invention, 8.0))
    still, found = find_ghosts(transcript, voice((0.9, 3.2)))
    assert still.words == spoken
    assert [(f.kind, f.before, f.after) for f in found] == [("ghost", invention, "")]
    assert found[0].note == "known invention; no voice there; dropped"
    breath, found = find_ghosts(transcript, voice((0.9, 3.2), (8.0, 8.05)))
    assert breath.words == spoken
    assert found[0].note == "known invention; little voice there; dropped"


@pytest.mark.parametrize("phrase", ["Thank you for watching.", "Bedankt voor het kijken!", "Thank you.", "Tot ziens!"])
def test_who_really_says_it_is_believed(phrase: str) -> None:
    transcript = said(words_of(SPEECH, 1.0), words_of(phrase, 8.0))
    assert find_ghosts(transcript, voice((0.9, 3.2), (7.9, 10.5))) == (transcript, ())


def test_a_credit_over_a_voice_stays_and_is_shown_to_a_person() -> None:
    transcript = said(words_of("Ondertiteling door de gemeenschap.", 2.0))
    out, found = find_ghosts(transcript, voice((1.9, 3.4)))
    assert out == transcript
    assert [f.note for f in found] == ["known invention; a voice is there; kept"]
    assert found[0].before == found[0].after


def test_a_hardly_heard_thank_you_is_shown_to_a_person() -> None:
    transcript = said(words_of("Thank you for watching.", 2.0, probability=0.3))
    out, found = find_ghosts(transcript, voice((1.9, 3.4)))
    assert out == transcript and len(found) == 1


def test_words_inside_a_sentence_are_no_invention() -> None:
    transcript = said(words_of("Thank you for watching over our clients.", 2.0), language="en")
    assert find_ghosts(transcript, voice((1.9, 5.0))) == (transcript, ())


def test_any_text_over_no_voice_is_dropped_and_over_too_little_is_shown() -> None:
    spoken, invented = words_of(SPEECH, 1.0), words_of("De zon schijnt in de kamer.", 8.0)
    out, found = find_ghosts(said(spoken, invented), voice((0.9, 3.2)))
    assert out.words == spoken
    assert [f.note for f in found] == ["no voice there; dropped"]
    out, found = find_ghosts(said(spoken, invented), voice((0.9, 3.2), (8.5, 8.7)))
    assert out.words == spoken + invented
    assert [f.note for f in found] == ["little voice there; kept"]


def test_nothing_is_dropped_where_the_voice_is_not_known() -> None:
    transcript = said(words_of("TV Gelderland 2021", 1.0))
    out, found = find_ghosts(transcript, None)
    assert out == transcript
    assert [f.note for f in found] == ["known invention; kept"]


def test_the_prompt_that_leaks_out_over_silence_is_dropped() -> None:
    prompt = "Namen die kunnen vallen: Deloitte, Vattenfall, Capgemini."
    leak = words_of("Deloitte, Vattenfall, Capgemini.", 0.2)
    spoken = words_of("Bij Deloitte en Vattenfall.", 10.0)
    out, found = find_ghosts(said(leak, spoken), voice((0.3, 0.36), (9.9, 12.0)), prompt=prompt)
    assert out.words == spoken
    assert [f.note for f in found] == ["from the glossary; little voice there; dropped"]
    real = said(words_of("Deloitte, Vattenfall, Capgemini.", 0.2, pace_s=0.7))
    assert find_ghosts(real, voice((0.1, 2.5)), prompt=prompt) == (real, ())
    whole = said(words_of(prompt, 0.2))
    out, found = find_ghosts(whole, voice((0.1, 3.0)), prompt=prompt)
    assert out == whole
    assert [f.note for f in found] == ["from the glossary; a voice is there; kept"]


def test_a_real_no_no_no_stays_and_a_loop_over_silence_goes() -> None:
    insisted = said(words_of("No, no, no. Dat niet.", 1.0))
    assert find_ghosts(insisted, voice((0.9, 2.6))) == (insisted, ())
    spoken, loop = words_of(SPEECH, 1.0), words_of("ik ga nu " * 5, 8.0, pace_s=0.2)
    out, found = find_ghosts(said(spoken, loop), voice((0.9, 3.2)))
    assert out.words == spoken
    assert {f.note for f in found} == {"repeated; no voice there; dropped"}
    assert len(found) == 5


def test_of_a_loop_that_begins_with_a_real_turn_the_real_turn_stays() -> None:
    loop = words_of("en dat is goed " * 4, 2.0)
    out, found = find_ghosts(said(loop), voice((1.9, 3.25)))
    assert out.words == loop[:4]
    assert len([f for f in found if not f.after]) == 3


def test_a_long_repetition_over_a_voice_stays_and_is_shown() -> None:
    transcript = said(words_of("We geven niet op, we geven niet op, we geven niet op!", 1.0))
    out, found = find_ghosts(transcript, voice((0.9, 5.0)))
    assert out == transcript
    assert [(f.start_s, f.note) for f in found] == [(1.0, "repeated; a voice is there; kept")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a a a", [Repeat(0, 1, 3)]),
        ("a a b a b a b c", [Repeat(1, 2, 3)]),
        ("x a b c a b c a b c y", [Repeat(1, 3, 3)]),
        ("a a b b a a", []),
        ("a " * 7 + "b b b", [Repeat(0, 1, 7), Repeat(7, 1, 3)]),
        ("", []),
    ],
)
def test_repeats(text: str, found: list[Repeat]) -> None:
    assert list(find_repeats(text.split())) == found


def test_every_known_invention_names_where_it_was_seen() -> None:
    import tomllib

    data = tomllib.loads((Path(__file__).parents[2] / "assets/ghosts.toml").read_text("utf-8"))
    assert len(data["ghost"]) >= 40
    for ghost in data["ghost"]:
        assert ghost["seen"] in data["sources"]
        assert plain(ghost["text"].replace("#", "")) == ghost["text"].replace("#", "").strip()
    assert len(known_phrases()) == len(data["ghost"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["no,", "Thank", "you.", "Amara.org", "wij", "zijn", "20"]), max_size=16), st.booleans()
)
def test_over_a_steady_voice_no_word_is_ever_lost(texts: list[str], slow: bool) -> None:
    transcript = said(words_of(" ".join(texts), 1.0, pace_s=0.9 if slow else 0.3))
    out, found = find_ghosts(transcript, voice((0.0, 30.0)))
    assert out == transcript
    assert all(finding.before == finding.after for finding in found)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["no,", "Thank", "you.", "Amara.org", "wij", "zijn"]), max_size=16),
    st.lists(st.floats(0, 30), max_size=8),
)
def test_what_is_dropped_is_listed(texts: list[str], edges: list[float]) -> None:
    spans = list(pairwise(sorted(edges)))[::2]
    transcript = said(words_of(" ".join(texts), 1.0))
    out, found = find_ghosts(transcript, voice(*spans))
    dropped = [word for word in transcript.words if word not in out.words]
    assert all(any(f.start_s <= word.start_s and word.end_s <= f.end_s for f in found) for word in dropped)


def test_no_word_of_a_real_clip_is_taken_for_a_ghost(media: Path) -> None:
    """Every clip whose text is known, its words laid evenly over its own voice: nothing is dropped."""
    truth = json.loads((media / "truth.json").read_text("utf-8"))
    clips = [(name, clip) for name, clip in truth.items() if clip.get("fixture_knows") and name.startswith("speech")]
    assert len(clips) >= 15
    for name, clip in clips:
        samples = decode_sound(media / name)
        chances = VoiceActivity().probabilities(samples)
        voiced = [at * WINDOW_S for at, chance in enumerate(chances) if chance >= 0.5]
        texts = clip["text"].split()
        pace_s = (voiced[-1] - voiced[0]) / len(texts)
        transcript = said(words_of(clip["text"], voiced[0], pace_s=pace_s), language=clip["lang"])
        out, found = find_ghosts(transcript, Voice(chances.tolist()))
        assert out == transcript and all(f.after for f in found), name
