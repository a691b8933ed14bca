"""What the coach says and what it counts: sentences in two languages, fillers by language, medians that never guess."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from producer.coach.advice import IMPORTANCE, advice_text
from producer.coach.readings import FramingReading, combine
from producer.coach.sound.fillers import WORDS, find_fillers
from producer.values import Word

CONTRACT = [
    *("no_face", "move_left", "move_right", "move_back", "move_closer", "raise_camera", "lower_camera"),
    *("level_camera", "more_light", "less_light", "light_from_front", "sharpen", "look_at_lens", "slow_down"),
    *("speed_up", "pause_more", "fewer_fillers", "speak_up", "speak_softer", "clipping", "quieter_room", "no_sound"),
]



def said(text: str) -> list[Word]:
    """Words, half a second each."""
    return [Word(word, index * 0.5, index * 0.5 + 0.4) for index, word in enumerate(text.split())]


def found(text: str, language: str) -> list[str]:
    fillers = find_fillers(said(text), language)
    assert fillers is not None
    return [word.text for word in fillers]


def test_every_code_of_the_contract_has_its_place() -> None:
    assert sorted(IMPORTANCE) == sorted(CONTRACT)


@pytest.mark.parametrize("code", CONTRACT)
def test_every_code_has_a_short_sentence_in_both_languages(code: str) -> None:
    english, dutch = advice_text(code, "en"), advice_text(code, "nl-NL")
    assert english != dutch
    for text in (english, dutch):
        assert 5 <= len(text) <= 50 and text[0].isupper()
    assert advice_text(code, "") == english


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        advice_text("smile", "en")


def test_left_and_right_are_not_mixed_up() -> None:
    assert "left" in advice_text("move_left", "en") and "links" in advice_text("move_left", "nl")
    assert "right" in advice_text("move_right", "en") and "rechts" in advice_text("move_right", "nl")


def test_english_fillers() -> None:
    text = "Um, so we, uh, grew. Uhm... you know, a lot, y'know."
    assert found(text, "en") == ["Um", "uh", "Uhm", "you know", "y'know"]


def test_dutch_fillers() -> None:
    assert found("Ehm, wij zijn, zeg maar, euh gegroeid.", "nl") == ["Ehm", "zeg maar", "euh"]


def test_dutch_words_that_look_like_fillers_are_none() -> None:
    assert found("Er is of was er om acht uur iets, hè, en er komt meer", "nl") == []
    assert not {"er", "of", "om", "hè", "en"} & WORDS["nl"]


def test_words_that_contain_a_filler_are_none() -> None:
    assert found("The umbrella hummed; he knows you knew", "en") == []


@pytest.mark.parametrize(
    ("text", "language", "fillers"),
    [
        ("Uhhh, ermm, mmm, we, uuh, grew", "en", ["Uhhh", "ermm", "mmm", "uuh"]),
        ("Eeh, uuh, euhm, eh-eh, ehhh, ja", "nl", ["Eeh", "uuh", "euhm", "eh-eh", "ehhh"]),
        ("Uh-huh, ahem, oh, ah, er, a mm-hm", "en", ["mm-hm"]),
        ("Ee, o, oe, uw, u, he", "nl", []),
    ],
)
def test_a_drawn_filler_is_the_same_one(text: str, language: str, fillers: list[str]) -> None:
    assert found(text, language) == fillers


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Do you know him? You know what I did. As you know, it works. If you know the way", "en"),
        ("Zeg maar dat ik kom, en zeg maar niets", "nl"),
    ],
)
def test_a_phrase_that_means_what_it_says_is_none(text: str, language: str) -> None:
    assert found(text, language) == []


def test_a_filler_keeps_its_time() -> None:
    fillers = find_fillers(said("so you know we grew"), "en")
    assert fillers is not None
    assert (fillers[0].start_s, fillers[0].end_s) == (0.5, 1.4)


def test_a_language_without_a_list_is_not_guessed() -> None:
    assert find_fillers(said("euh bonjour"), "fr") is None
    assert find_fillers([], "en") == ()


@pytest.mark.parametrize(
    ("name", "count"), [("acoustic_corpus.wav", 4), ("cold_corpus.wav", 5), ("mfa_uh.flac", 1), ("mfa_um.flac", 1)]
)
def test_known_texts_give_all_their_fillers_and_no_others(media: Path, name: str, count: int) -> None:
    truth = json.loads((media / "truth.json").read_text("utf-8"))[f"speech/en_fillers/{name}"]["text"]
    plain = [word.strip(".,").lower() for word in truth.split()]
    expected = [word for word in plain if word in ("um", "uh", "y'know")]
    assert len(expected) == count
    assert [text.lower() for text in found(truth, "en")] == expected


def test_texts_without_fillers_give_none(media: Path) -> None:
    truth = json.loads((media / "truth.json").read_text("utf-8"))
    texts = [
        (known["text"], known["lang"]) for name, known in truth.items()
        if known.get("lang") in ("en", "nl") and "filler" not in name and "dark" not in name
    ]
    assert len(texts) > 15
    assert [found(text, language) for text, language in texts if found(text, language)] == []


def test_medians_are_over_what_was_measured() -> None:
    readings = [
        FramingReading(faces=1, face_share=1, offset_x=0.1, lens_share=1.0),
        FramingReading(faces=1, face_share=1, offset_x=0.2, lens_share=0.0),
        FramingReading(faces=3, face_share=1, offset_x=0.9, lens_share=1.0),
        FramingReading(faces=0, face_share=0),
    ]
    whole = combine(readings)
    assert whole.face_share == pytest.approx(0.75)
    assert whole.offset_x == pytest.approx(0.2)
    assert whole.lens_share == pytest.approx(2 / 3)
    assert whole.faces == 1
    assert whole.roll_deg is None


def test_no_readings_cannot_be_combined() -> None:
    with pytest.raises(ValueError, match="no readings"):
        combine([])
