"""Who says what: from a script with names, from a caption file with voices; nobody is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.captions import load_rules, make_cues, read_captions, write_captions
from producer.captions.speakers import Turn, spoken_text, transcript_of, turns, with_speakers
from producer.values import CaptionTrack, Cue, Transcript, Word

SCRIPT = """Anna: Kom je ook
naar het feest?

**Jan de Vries:** Ja.

ANNA:
Mooi, dan zie ik je daar.
"""


def spoken(text: str, word_s: float = 0.25) -> Transcript:
    words = [Word(word, 0.3 * i + 0.5, 0.3 * i + 0.5 + word_s) for i, word in enumerate(text.split())]
    return Transcript("nl", words[-1].end_s + 2, "test", tuple(words))


def test_a_script_with_names_has_turns() -> None:
    assert turns(SCRIPT) == (
        Turn("Anna", "Kom je ook\nnaar het feest?"),
        Turn("Jan de Vries", "Ja."),
        Turn("ANNA", "Mooi, dan zie ik je daar."),
    )
    assert " ".join(spoken_text(SCRIPT).split()) == "Kom je ook naar het feest? Ja. Mooi, dan zie ik je daar."


@pytest.mark.parametrize(
    "script",
    [
        "Ons doel: groeien. Onze weg: samen.",
        "Ons doel: groeien.\nOns doel: nog meer groeien.",
        "Welkom.\nAnna: hallo\nJan: dag",
        "Om 10:30 begint het\nen om 11:45 houdt het op",
        "",
    ],
)
def test_a_colon_alone_makes_no_speaker(script: str) -> None:
    assert turns(script) == (Turn("", script),)
    assert spoken_text(script) == script
    words = spoken("een twee drie")
    assert with_speakers(words, script) is words


def test_words_get_the_speaker_of_their_turn_though_other_words_were_said() -> None:
    text = "uh kom je naar dat feest Ja zeker mooi zie ik je daar"
    said = with_speakers(spoken(text), SCRIPT)
    names = [word.speaker for word in said.words]
    assert names[:6] == ["Anna"] * 6
    assert names[6] == "Jan de Vries"
    assert names[-4:] == ["ANNA"] * 4
    assert said.text == text
    assert "speaker" not in str(said.to_json())


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        ("plain", ("- Kom je?", "- Ja, ik kom.")),
        ("netflix-en", ("-Kom je?", "-Ja, ik kom.")),
        ("netflix-nl", ("Kom je?", "-Ja, ik kom.")),
        ("dutch-professional", ("Kom je?", "-Ja, ik kom.")),
    ],
)
def test_two_speakers_in_one_cue_get_their_dashes(rules: str, lines: tuple[str, str]) -> None:
    said = with_speakers(spoken("Kom je? Ja, ik kom."), "Anna: Kom je?\nJan: Ja, ik kom.")
    assert [cue.lines for cue in make_cues(said, rules=rules).cues] == [lines]


def test_with_time_enough_each_speaker_has_a_cue() -> None:
    said = with_speakers(
        spoken("Kom je vanavond met ons mee? Ja, ik kom heel graag mee.", 0.29),
        "A: Kom je vanavond met ons mee?\nB: Ja, ik kom heel graag mee.",
    )
    assert [(cue.text, cue.speaker) for cue in make_cues(said).cues] == [
        ("Kom je vanavond met ons mee?", "A"),
        ("Ja, ik kom heel graag mee.", "B"),
    ]


@pytest.mark.parametrize("suffix", ["vtt", "ass"])
def test_voices_are_written_and_read_back(tmp_path: Path, suffix: str) -> None:
    track = CaptionTrack(
        "",
        (
            Cue(0.5, 1.5, ("Kom je?",), "Anna & <Bo>"),
            Cue(2.0, 3.5, ("Ja.", "Graag."), "Jan"),
            Cue(4.0, 5.0, ("-Zo.", "-Ja.")),
        ),
    )
    write_captions(track, tmp_path / f"x.{suffix}")
    assert read_captions(tmp_path / f"x.{suffix}") == track


def test_a_file_with_voices_is_laid_out_anew_with_dashes(tmp_path: Path) -> None:
    (tmp_path / "x.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:01.500\n<v Anna>Kom je?\n\n00:01.600 --> 00:02.100\n<v Jan>Ja.\n", "utf-8"
    )
    again = make_cues(transcript_of(read_captions(tmp_path / "x.vtt", language="nl")), rules="plain")
    assert [cue.lines for cue in again.cues] == [("- Kom je?", "- Ja.")]
    both = transcript_of(again)
    assert [(word.text, word.speaker) for word in both.words] == [("Kom", "1"), ("je?", "1"), ("Ja.", "2")]
    assert load_rules("plain").dash == "- "
