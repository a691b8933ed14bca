"""Words to cues: whatever the words, none is lost or changed, the rules hold, and breaks come where people expect
them.
"""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.captions import load_rules, make_cues, rule_names
from producer.captions.check import broken_rules
from producer.captions.grammar import break_costs
from producer.captions.lines import break_lines
from producer.errors import InputError
from producer.values import Transcript, Word

TEXTS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéüABC'.,?!-0123456789%€{}\\<>", min_size=1, max_size=18)
SPOKEN = st.lists(st.tuples(TEXTS, st.floats(0.0, 1.2), st.floats(0.0, 2.5)), min_size=1, max_size=60)


def said(pieces: list[tuple[str, float, float]], language: str = "en") -> Transcript:
    """Words of ``(text, length_s, pause after it)``."""
    words, now = [], 0.3
    for text, length_s, pause_s in pieces:
        words.append(Word(text, now, now + length_s))
        now += length_s + pause_s
    return Transcript(language, now + 1.0, "test", tuple(words))


def spoken(text: str, language: str = "en", word_s: float = 0.3) -> Transcript:
    """A text said at an even pace, with half a second after each sentence."""
    return said([(word, word_s, 0.5 if word[-1] in ".?!" else 0.05) for word in text.split()], language)


@settings(max_examples=120, deadline=None)
@given(SPOKEN, st.sampled_from(rule_names()), st.sampled_from(["en", "nl"]))
def test_no_word_is_lost_and_times_hold(pieces: list[tuple[str, float, float]], rules: str, language: str) -> None:
    transcript = said(pieces, language)
    cues = make_cues(transcript, rules=rules).cues
    assert " ".join(" ".join(cue.lines) for cue in cues).split() == [
        w for word in transcript.words for w in word.text.split()
    ]
    limits = load_rules(rules, language=language)
    assert all(0 <= cue.start_s < cue.end_s <= cue.start_s + limits.max_s + 0.0015 for cue in cues)
    assert all(one.end_s <= other.start_s for one, other in pairwise(cues))
    for cue in cues:
        assert len(cue.lines) <= limits.max_lines
        assert all(len(line) <= limits.max_chars or " " not in line for line in cue.lines)


@given(SPOKEN)
@settings(max_examples=60, deadline=None)
def test_a_cue_never_starts_before_its_first_word(pieces: list[tuple[str, float, float]]) -> None:
    transcript = said(pieces)
    starts = {round(word.start_s, 3) for word in transcript.words}
    first = make_cues(transcript).cues[0]
    assert first.start_s == round(transcript.words[0].start_s, 3)
    for cue in make_cues(transcript).cues:
        assert any(cue.start_s >= start - 1e-9 for start in starts)


def test_sentences_become_cues_and_nothing_is_broken() -> None:
    track = make_cues(
        spoken("We grew by ten percent. That is good news for all of us. Thank you for your patience this year.")
    )
    assert [cue.text.replace("\n", " ")[-1] for cue in track.cues] == ["."] * len(track.cues)
    assert broken_rules(track, load_rules("plain", language="en")) == ()


@pytest.mark.parametrize(
    ("text", "never"),
    [
        (
            "We will open the new office in Amsterdam with Anna Peeters this spring and it is not a small one",
            "Anna|Peeters",
        ),
        (
            "Wij openen dit voorjaar samen met de burgemeester een nieuw kantoor en dat is niet zomaar een gebouw",
            "een|nieuw",
        ),
        (
            "Our costs went down by 12 percent in the last quarter and we do not expect that this will change",
            "do|not",
        ),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, never: str) -> None:
    left, right = never.split("|")
    for line in (line for cue in make_cues(spoken(text, word_s=0.22)).cues for line in cue.lines):
        assert not line.endswith(f" {left}")
        assert not line.startswith(f"{right} ")


def test_a_long_silence_ends_a_cue() -> None:
    cues = make_cues(said([("one", 0.4, 0.1), ("two", 0.4, 3.0), ("three", 0.4, 0.1), ("four.", 0.4, 0.1)])).cues
    assert [cue.text for cue in cues] == ["one two", "three four."]
    assert cues[0].end_s < cues[1].start_s - 1.0


def test_short_gaps_are_closed_to_two_frames() -> None:
    cues = make_cues(
        said([("First", 0.5, 0.1), ("sentence.", 0.8, 0.9), ("Second", 0.5, 0.1), ("sentence.", 0.8, 0.1)])
    ).cues
    assert len(cues) == 2
    assert cues[1].start_s - cues[0].end_s == pytest.approx(0.08, abs=0.002)


def test_vertical_pictures_get_narrower_lines() -> None:
    track = make_cues(
        spoken("This is a sentence that is quite a bit longer than thirty characters are."), vertical=True
    )
    assert max(len(line) for cue in track.cues for line in cue.lines) <= 30


def test_dutch_is_given_more_time_than_english() -> None:
    assert load_rules("plain", language="nl").max_cps == 17
    assert load_rules("plain", language="en").max_cps == 20


def test_unknown_rules_list_the_known_ones() -> None:
    with pytest.raises(InputError, match="netflix-nl"):
        load_rules("house")


def lines_of(text: str, max_chars: int = 42, max_lines: int = 2) -> tuple[str, ...] | None:
    words = text.split()
    return break_lines(words, break_costs(words, "en"), max_chars, max_lines)


def test_one_line_where_it_fits_and_two_that_balance() -> None:
    assert lines_of("This fits on one line") == ("This fits on one line",)
    assert lines_of("We will tell you more about it when the figures are in next week") == (
        "We will tell you more about it",
        "when the figures are in next week",
    )
    assert lines_of("word " * 40) is None
    assert lines_of("word " * 20, 42, 3) == tuple(" ".join(["word"] * count) for count in (6, 7, 7))
    assert lines_of("Donaudampfschifffahrtsgesellschaftskapitänsmütze") == (
        "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
    )


@pytest.mark.parametrize(
    ("language", "text", "together"),
    [
        ("en", "Yesterday evening we had a very long talk with Jan van Dijk and his whole team", "Jan van Dijk"),
        ("en", "It was shown in the big hall by our colleague Mary Anne Johnson from the north", "Mary Anne Johnson"),
        ("nl", "Wij hebben samen afgesproken dat we dit jaar de prijzen nog niet verhogen voor klanten", "nog niet"),
        ("nl", "In het afgelopen jaar is de omzet met meer dan 20 procent gegroeid in Europa", "20 procent"),
        ("en", "The whole board of our company will meet again on May 12 to decide it", "May 12"),
        ("nl", "Na lang overleg met alle afdelingen kwamen wij uit op een bedrag van € 250.000 samen", "€ 250.000"),
        ("en", "We want everyone who works here to be able to go home and find that the work is done", "the work"),
    ],
)
@pytest.mark.parametrize("rules", ["plain", "social-vertical", "bbc"])
def test_names_numbers_and_their_small_words_are_never_parted(
    language: str, text: str, together: str, rules: str
) -> None:
    for word_s in (0.25, 0.35, 0.5):
        track = make_cues(spoken(text, language, word_s), rules=rules)
        lines = [line for cue in track.cues for line in cue.lines]
        assert any(together in line for line in lines), lines


def test_no_word_hangs_over_from_one_sentence_into_the_next_cue() -> None:
    text = "Last year we asked all of you what could be done better in this company. Many of you gave us answers. "
    for word_s in (0.2, 0.3, 0.4):
        for cue in make_cues(spoken(text * 3, word_s=word_s)).cues:
            words = cue.text.split()
            assert len(words) > 1
            assert not words[-2].endswith("."), cue.text


def test_calm_speech_breaks_no_rule_of_any_set() -> None:
    text = "We opened three new offices this year. Our people made that happen, and I want to thank them for it. "
    for name in rule_names():
        rules = load_rules(name, language="en")
        assert broken_rules(make_cues(spoken(text * 20, word_s=0.5), rules=name), rules) == ()


def test_an_hour_of_words_takes_no_time() -> None:
    transcript = spoken("We opened three new offices this year, and our people made that happen. " * 750)
    started = time.process_time()
    assert len(make_cues(transcript).cues) == 750
    assert time.process_time() - started < 2.0  # measured: 0.4 s on two slow cores


def test_no_words_no_cues() -> None:
    assert make_cues(Transcript("en", 3.0, "test", ())).cues == ()


@pytest.mark.parametrize(
    ("text", "language", "rules", "lines"),
    [
        (
            "It cost us a lot, roughly three hundred and fifty people and a margin of 7.25% of it all.",
            "en",
            "social-vertical",
            "three hundred and fifty people",
        ),
        (
            "Uh, I have a cold, so I sound quite different than the, uh, acoustic corpus.",
            "en",
            "plain",
            "the, uh, acoustic",
        ),
        (
            "Wij wilden dat niet weten, want de heer Van Dijk heeft ons geen enkele keer gebeld.",
            "nl",
            "plain",
            "geen enkele",
        ),
        (
            "So this is really the sick corpus. Now I have a cold, and it is bad.",
            "en",
            "social-vertical",
            "sick corpus.",
        ),
    ],
)
def test_what_belongs_together_stands_on_one_line(text: str, language: str, rules: str, lines: str) -> None:
    track = make_cues(spoken(text, language), rules=rules)
    assert any(lines in line for cue in track.cues for line in cue.lines), track.cues
    assert broken_rules(track, load_rules(rules, language=language)) == ()
