"""A script timed on the voice: every word kept, in order, inside the voice, and sentences on the pauses."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.errors import InputError, NoSound
from producer.media.ffmpeg import run_ffmpeg
from producer.media.sound import decode_sound
from producer.media.voice_activity import RATE_HZ, speech_segments
from producer.speech.language import guess_language
from producer.speech.script_timing import script_words, share_out, time_script
from producer.speech.syllables import count_syllables


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("hello", "en", 2),
        ("time", "en", 1),
        ("people", "en", 2),
        ("vergadering", "nl", 4),
        ("de", "nl", 1),
        ("—", "en", 0),
        ("25", "en", 3),
    ],
)
def test_syllables(word: str, language: str, count: int) -> None:
    assert count_syllables(word, language) == count


def test_only_what_is_said_is_taken_from_a_script() -> None:
    script = "# Title\n\n- Hello **world**, this\n- is [a link](http://x.y) — truly.\n<!-- not this -->\n"
    assert script_words(script) == ["Hello", "world,", "this", "is", "a", "link —", "truly."]


def test_sentences_are_laid_on_the_pauses() -> None:
    """Three sentences of unlike length over three stretches of voice: each begins where its stretch begins."""
    spans = [(1.0, 2.0), (3.0, 6.0), (7.5, 8.5)]
    words = [
        "One",
        "two",
        "three.",
        "Now",
        "a",
        "much",
        "longer",
        "sentence",
        "that",
        "goes",
        "on",
        "and",
        "on",
        "for",
        "a",
        "while.",
        "The",
        "end",
        "now.",
    ]
    timed = share_out(words, spans, "en")
    assert [word.text for word in timed] == words
    starts = {word.text: word.start_s for word in timed}
    assert starts["One"] == pytest.approx(1.0)
    assert starts["Now"] == pytest.approx(3.0)
    assert starts["The"] == pytest.approx(7.5)
    assert all(one.end_s <= other.start_s + 1e-6 for one, other in pairwise(timed))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "word", "sentence.", "clause,", "Rotterdam", "2026", "—"]), min_size=1, max_size=40),
    st.lists(st.tuples(st.floats(0.1, 3.0), st.floats(0.15, 2.0)), min_size=1, max_size=12),
)
def test_any_words_on_any_voice_keep_their_order_inside_it(words: list[str], voice: list[tuple[float, float]]) -> None:
    spans, now = [], 0.0
    for speech_s, silence_s in voice:
        spans.append((now, now + speech_s))
        now += speech_s + silence_s
    timed = share_out(words, spans, "en")
    assert [word.text for word in timed] == words
    assert timed[0].start_s >= 0.0 and timed[-1].end_s <= spans[-1][1] + 1e-6
    if len(words) >= 2 * len(spans):  # one word over many stretches of voice leaves the outer ones alone
        assert timed[0].start_s == pytest.approx(0.0)
        assert timed[-1].end_s == pytest.approx(spans[-1][1])
    for word in timed:
        assert word.start_s < word.end_s
        assert any(start - 1e-6 <= word.start_s <= end + 1e-6 for start, end in spans)
    assert all(one.end_s <= other.start_s + 1e-6 for one, other in pairwise(timed))


@pytest.mark.parametrize(("language", "name"), [("en", "en/leopard_test.wav"), ("fr", "fr/leopard_test_fr.wav")])
def test_words_start_near_where_they_were_measured(media: Path, language: str, name: str) -> None:
    """Held against published word times: measured medians 0.07 and 0.07 s, worst word 0.21 s (before the last word
    of a sentence was taken for longer: 0.12, 0.11 and 0.28 s).
    """
    tests = json.loads((media / "speech/leopard_test_data.json").read_text("utf-8"))["tests"]["language_tests"]
    known = next(test for test in tests if test["language"] == language)
    timed = time_script(media / "speech" / name, known["transcript_with_punctuation"], language=language).words
    assert len(timed) == len(known["words"])
    errors = [abs(word.start_s - truth["start_sec"]) for word, truth in zip(timed, known["words"], strict=True)]
    print(f"{name}: median {np.median(errors):.3f} s, worst {max(errors):.3f} s")
    assert np.median(errors) < 0.09
    assert max(errors) < 0.3


def test_more_words_than_voice_still_gives_every_word_a_time() -> None:
    timed = share_out([f"word{index}." for index in range(40)], [(0.5, 1.0)], "en")
    assert len(timed) == 40
    assert all(0.5 - 1e-6 <= word.start_s <= word.end_s <= 1.0 + 1e-6 for word in timed)


def test_a_real_reading_is_timed_near_the_truth(media: Path) -> None:
    """Four readings of which the text is known, one after the other with a second between: each begins within 0.3 s
    of its true start.
    """
    clip = media / "speech/nl"
    names = ["vl00203.wav", "vl09647.wav", "vl12745.wav"]
    truth = json.loads((media / "truth.json").read_text("utf-8"))
    parts, starts, now = [], [], 0.0
    for name in names:
        samples = decode_sound(clip / name)
        voice = speech_segments(samples)
        starts.append(now + voice[0][0])
        parts += [samples, np.zeros(RATE_HZ, np.float32)]
        now += len(samples) / RATE_HZ + 1.0
    spans = speech_segments(np.concatenate(parts), min_silence_s=0.15)
    texts = [truth[f"speech/nl/{name}"]["text"].rstrip(".") + "." for name in names]
    timed = share_out(" ".join(texts).split(), spans, "nl")
    index = 0
    for text, start_s in zip(texts, starts, strict=True):
        assert timed[index].start_s == pytest.approx(start_s, abs=0.3)
        index += len(text.split())


def test_nobody_speaks(tmp_path: Path) -> None:
    run_ffmpeg(["-f", "lavfi", "-i", "anullsrc=d=2", str(tmp_path / "quiet.wav")])
    with pytest.raises(NoSound, match="No voice"):
        time_script(tmp_path / "quiet.wav", "Hello there.")


def test_an_empty_script_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty"):
        time_script(tmp_path / "x.wav", "# Only a heading\n")


@pytest.mark.parametrize(
    ("text", "language"),
    [("Wij zijn blij dat het gelukt is.", "nl"), ("We are glad that it worked for the team.", "en"), ("Xyz", "en")],
)
def test_language_of_a_script(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_who_speaks_is_known_from_the_script_and_is_not_timed(media: Path) -> None:
    clip = media / "speech/en/leopard_test.wav"
    script = "Anna: Mr. Quilter is the apostle of the middle classes,\nJan: and we are glad to welcome his gospel."
    timed = time_script(clip, script)
    assert timed.text == "Mr. Quilter is the apostle of the middle classes, and we are glad to welcome his gospel."
    assert [word.speaker for word in timed.words] == ["Anna"] * 9 + ["Jan"] * 8
