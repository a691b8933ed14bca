"""The script's spelling where it was said, what was said where it was not, and the differences."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.errors import InputError
from producer.speech.align_script import align_script
from producer.speech.meaning import said
from producer.speech.script_match import match
from producer.values import Transcript, Word


def heard(text: str, language: str = "nl") -> Transcript:
    """Return the text as heard, half a second a word."""
    words = tuple(Word(word, at / 2, at / 2 + 0.4, 0.9) for at, word in enumerate(text.split()))
    return Transcript(language, len(words) / 2, "whisper:x", words)


@pytest.mark.parametrize(
    ("script", "text", "language", "written"),
    [
        ("Wij zijn blij, omdat het kan.", "wij zijn blij omdat het kan", "nl", "Wij zijn blij, omdat het kan."),
        ("Ruim 25% bij Deloitte.", "ruim vijfentwintig procent bij deloid", "nl", "Ruim 25% bij Deloitte."),
        ("In 2026 is € 3 miljoen veel.", "in tweeduizendzesentwintig is drie miljoen euro veel", "nl",
         "In 2026 is € 3 miljoen veel."),
        ("In two thousand and twenty-six we sold 300,000.", "In 2026, we sold three hundred thousand", "en",
         "In two thousand and twenty-six we sold 300,000."),
        ("Samenwerken met Joost van den Berg.", "samen werken met Joost Vandenberg", "nl",
         "Samenwerken met Joost van den Berg."),
        ("Met Anneke van den Berg.", "met Aneke van de Berg", "nl", "Met Anneke van den Berg."),
        ("# Kop\n\nOnze **e-mail** — echt.", "onze email echt", "nl", "Onze e-mail — echt."),
        ("Dit heet verduurzaming.", "dit heet verduurzamink", "nl", "Dit heet verduurzaming."),
    ],
)  # fmt: skip
def test_what_was_said_so_is_written_as_in_the_script(script: str, text: str, language: str, written: str) -> None:
    out, findings = align_script(heard(text, language), script)
    assert out.text == written
    assert all(found.note == "written as in the script" for found in findings)
    assert (out.words[0].start_s, out.words[-1].end_s) == (0.0, len(text.split()) / 2 - 0.1)


@pytest.mark.parametrize(
    ("script", "text", "written", "differences"),
    [
        ("Dat is niet veel.", "Dat is veel.", "Dat is veel.", [("niet", "", "left out; negation")]),
        ("We verkopen 20 fietsen.", "We verkopen twaalf fietsen.", "We verkopen twaalf fietsen.",
         [("20", "twaalf", "said differently; number")]),
        ("We gaan naar Utrecht.", "We gaan naar Rotterdam.", "We gaan naar Rotterdam.",
         [("Utrecht.", "Rotterdam.", "said differently; name")]),
        ("Echter, we groeien hard. Dank jullie.", "We groeien hard, en goed. Dank.", "We groeien hard, en goed. Dank.",
         [("Echter,", "", "left out"), ("", "en goed.", "added"), ("jullie.", "", "left out")]),
        ("It works! Here's why; we try.", "It works. Uh, and here's why, uh, we try.",
         "It works! Uh, and here's why; uh, we try.", [("", "Uh, and", "added"), ("", "uh,", "added")]),
        ("Wij zijn trots.", "Wij zijn uh trots", "Wij zijn uh trots.", [("", "uh", "added")]),
        ("We hebben geen 25%.", "We hebben 25 euro.", "We hebben 25 euro.",
         [("geen 25%.", "25 euro.", "said differently; number; negation")]),
        ("De klanten kosten geld.", "De klant kostte geld.", "De klant kostte geld.",
         [("klanten kosten", "klant kostte", "said differently")]),
        ("Een groot succes.", "", "", [("Een groot succes.", "", "left out")]),
        ("Nederland wint.", "Nederlandse wint.", "Nederlandse wint.",
         [("Nederland", "Nederlandse", "said differently")]),
        ("Bij de grote Deloitte.", "bij een goede deloid", "Bij een goede Deloitte.",
         [("de grote", "een goede", "said differently"), ("deloid", "Deloitte.", "written as in the script")]),
    ],
)  # fmt: skip
def test_what_was_really_said_stands_and_is_listed(
    script: str, text: str, written: str, differences: list[tuple[str, str, str]]
) -> None:
    out, findings = align_script(heard(text), script)
    assert out.text == written
    assert [(found.before, found.after, found.note) for found in findings] == differences
    assert all(found.kind == "script" and 0 <= found.start_s <= found.end_s for found in findings)


def test_a_difference_has_the_time_of_what_was_said_or_of_the_gap() -> None:
    _, findings = align_script(heard("wij groeien snel"), "Wij groeien niet zo hard.")
    assert [(found.start_s, found.end_s) for found in findings] == [(1.0, 1.4)]
    _, findings = align_script(heard("wij groeien"), "Wij groeien nu.")
    assert [(found.start_s, found.end_s, found.before) for found in findings] == [(0.9, 1.0, "nu.")]


def test_a_misspelled_name_is_listed_with_what_was_heard() -> None:
    _, findings = align_script(heard("met deloid"), "Met Deloitte.")
    assert [(found.before, found.after) for found in findings] == [("deloid", "Deloitte.")]


def test_an_empty_script_is_said() -> None:
    with pytest.raises(InputError, match="empty"):
        align_script(heard("a"), "# kop\n")


VOCABULARY = ["de", "klant", "werkt", "niet", "20", "zeven", "goed,", "Goed", "Utrecht.", "samen", "en", "€", "procent"]
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_no_word_is_lost_or_put_in(script: list[str], spoken: list[str]) -> None:
    pieces = match(script, spoken, "nl")
    for side, count in (("written", len(script)), ("heard", len(spoken))):
        places = [at for piece in pieces for at in range(*getattr(piece, side))]
        assert places == list(range(count))
    for piece in pieces:
        one, other = script[slice(*piece.written)], spoken[slice(*piece.heard)]
        assert (said(tuple(one)) == said(tuple(other))) or piece.kind == "differs", (one, other)
    before = heard(" ".join(spoken))
    after, findings = align_script(before, " ".join(script))
    assert after.words[0].start_s == before.words[0].start_s and after.words[-1].end_s == before.words[-1].end_s
    starts = [word.start_s for word in after.words]
    assert starts == sorted(starts)
    assert all(found.after in before.text for found in findings)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_a_script_read_to_the_letter_has_no_differences(script: list[str]) -> None:
    assert all(piece.kind == "same" for piece in match(script, script, "nl"))


def test_a_real_clip_against_its_text_with_one_number_changed(media: Path) -> None:
    """The last line of a known clip, heard with a slip, against what should have been said."""
    spoken = "maak helderheid van staande lamp naar twintig procent"
    out, findings = align_script(heard(spoken), "Maak helderheid van Staande Lamp naar 20 procent.")
    assert out.text == "Maak helderheid van Staande Lamp naar 20 procent." and findings == ()
    _, findings = align_script(heard(spoken), "Maak helderheid van Staande Lamp naar 30 procent.")
    assert [found.note for found in findings] == ["said differently; number"]


def test_an_hour_is_quick_whatever_the_script() -> None:
    spoken = heard(" ".join(f"{VOCABULARY[at * 7 % 13]} woord{at % 900}" for at in range(4500)))
    for script in (spoken.text, " ".join(f"anders{at}" for at in range(9000)), "Kort."):
        began = time.perf_counter()
        align_script(spoken, script)
        assert time.perf_counter() - began < 10  # 0.3 s on two cores


def test_where_the_script_names_who_speaks_each_word_has_its_speaker_and_no_name_is_put_in() -> None:
    script = "Anna: Kom je ook naar het feest?\nJan de Vries: Ja, heel graag.\nAnna: Mooi."
    made, findings = align_script(heard("kom je ook naar het feest ja heel graag mooi"), script)
    assert made.text == "Kom je ook naar het feest? Ja, heel graag. Mooi."
    assert [word.speaker for word in made.words] == [*["Anna"] * 6, *["Jan de Vries"] * 3, "Anna"]
    assert not [one for one in findings if one.note.startswith("left out")]
