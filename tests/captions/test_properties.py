"""Any words in any timing, any captions: what can be kept is kept, nothing is lost or changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.captions import load_rules, make_cues, rule_names
from producer.captions.check import broken_rules
from producer.captions.mend import mended
from producer.values import CaptionTrack, Cue, Transcript, Word

SMALL = "de het een the a not niet geen van in and en Anna Jan Peeters Velde der 12 € 3,5 miljoen million May 5, 2026 %"
TEXTS = st.one_of(
    st.sampled_from(SMALL.split()),
    st.text("abcdefghijklmnopqrstuvwxyzéüABC'.,?!-0123456789%€{}\\<>", min_size=1, max_size=18),
    st.sampled_from(["so.", "really?", "we", "goed,", "morning", "everyone.", "Dr.", "J."]),
)
SPOKEN = st.lists(
    st.tuples(TEXTS, st.floats(0.0, 1.2), st.floats(-0.1, 2.5), st.sampled_from(["", "", "", "Anna", "Bram"])),
    min_size=1,
    max_size=50,
)
CUTS = st.lists(st.floats(0.0, 60.0), max_size=8)
RULES = st.sampled_from(rule_names())
LANGUAGES = st.sampled_from(["en", "nl"])


def said(pieces: list[tuple[str, float, float, str]], language: str) -> Transcript:
    """Words of ``(text, length, pause after it, speaker)``; a pause below 0 is words that overlap."""
    words, now = [], 0.3
    for text, length_s, pause_s, speaker in pieces:
        words.append(Word(text, now, now + length_s, None, speaker))
        now = max(now, now + length_s + pause_s)
    return Transcript(language, now + 1.0, "test", tuple(words))


def words_of(track: CaptionTrack) -> list[str]:
    return [word for cue in track.cues for line in cue.lines for word in line.split()]


@settings(max_examples=300)
@given(SPOKEN, CUTS, RULES, LANGUAGES)
def test_any_words_become_cues_that_keep_all_that_can_be_kept(
    pieces: list[tuple[str, float, float, str]], cuts: list[float], name: str, language: str
) -> None:
    transcript, rules = (
        said([(text, a, b, "") for text, a, b, _ in pieces], language),
        load_rules(name, language=language),
    )
    track = make_cues(transcript, rules=name, cuts=cuts)
    assert words_of(track) == [word for piece in pieces for word in piece[0].split()]
    starts, at = [], 0
    for word in transcript.words:  # the same way as recognisers' words are read: none starts with the one before it
        starts.append(max(word.start_s, starts[-1] + 0.01 if starts else 0.0))
    for cue in track.cues:
        assert starts[at] - 0.0006 <= cue.start_s <= starts[at] + (0.5006 if cuts else 0.0006)
        assert cue.start_s < cue.end_s <= cue.start_s + rules.max_s + 0.0015
        at += sum(len(line.split()) for line in cue.lines)
    assert all(one.end_s <= other.start_s for one, other in pairwise(track.cues))
    left = broken_rules(track, rules, cuts)
    kept = {"lines", "one_line", "overlap", "order", "backwards", "empty", "too_long", "unbalanced"}
    assert not kept & {broken.rule for broken in left}
    for broken in left:
        cue = track.cues[broken.cue - 1]
        if broken.rule == "line_length":
            assert len(cue.text.split()) == 1


TURNS = st.lists(
    st.tuples(
        st.sampled_from(["Anna", "Bram", "Cem"]),
        st.lists(st.sampled_from(["yes.", "we", "do", "not", "wonderful"]), min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150)
@given(TURNS, st.floats(0.1, 0.6), RULES, LANGUAGES)
def test_speakers_never_share_a_line(
    turns: list[tuple[str, list[str]]], word_s: float, name: str, language: str
) -> None:
    pieces = [(text, word_s, 0.02, speaker) for speaker, texts in turns for text in texts]
    rules, said_so = load_rules(name, language=language), []
    for cue in make_cues(said(pieces, language), rules=name).cues:
        who = set()
        for number, line in enumerate(cue.lines):
            count = len(line.removeprefix("-").split())
            spoken = pieces[len(said_so) : len(said_so) + count]
            assert len({speaker for *_, speaker in spoken}) == 1
            who.add(spoken[0][3])
            said_so.extend(text for text, *_ in spoken)
            assert len(line) <= rules.max_chars
            dashed = not cue.speaker and (number > 0 or rules.dash_first)
            assert line == (rules.dash if dashed else "") + " ".join(text for text, *_ in spoken)
        assert (len(who) == 2 and len(cue.lines) == 2) if not cue.speaker else who == {cue.speaker}
    assert said_so == [text for text, *_ in pieces]


LINES = st.lists(st.lists(TEXTS, min_size=1, max_size=14).map(" ".join), max_size=3)
FILES = st.lists(st.tuples(st.floats(0.0, 40.0), st.floats(-1.0, 9.0), LINES), max_size=10)
VOICES = st.none() | st.lists(st.tuples(st.floats(0.0, 40.0), st.floats(0.1, 5.0)), max_size=6)


@settings(max_examples=200)
@given(FILES, CUTS, VOICES, RULES, LANGUAGES)
def test_any_captions_are_mended_once_and_for_all(
    made: list[tuple[float, float, list[str]]],
    cuts: list[float],
    heard: list[tuple[float, float]] | None,
    name: str,
    language: str,
) -> None:
    rules = load_rules(name, language=language)
    cues = (Cue(round(at, 3), round(at + length_s, 3), tuple(lines)) for at, length_s, lines in made)
    track = CaptionTrack(language, tuple(cues))
    voice = None if heard is None else sorted((at, at + length_s) for at, length_s in heard)
    once = mended(track, rules, cuts, voice)
    ordered = sorted((cue for cue in track.cues if cue.lines), key=lambda cue: cue.start_s)
    assert words_of(once) == words_of(CaptionTrack(language, tuple(ordered)))
    assert mended(once, rules, cuts, voice) == once
    left = {broken.rule for broken in broken_rules(once, rules, cuts)}
    assert not left & {"empty", "order", "backwards", "overlap", "too_long"}
    assert all(one.end_s <= other.start_s for one, other in pairwise(once.cues))


@pytest.mark.parametrize("name", rule_names())
def test_mending_what_was_made_by_the_same_rules_changes_no_word_and_breaks_nothing(name: str) -> None:
    text = "We opened three new offices this year. Our people made that happen, and I want to thank them for it. " * 5
    words, now = [], 0.5
    for word in text.split():
        words.append(Word(word, now, now + 0.45))
        now += 0.5 if word[-1] != "." else 1.1
    rules = load_rules(name, language="en")
    track = make_cues(Transcript("en", now, "test", tuple(words)), rules=name)
    assert mended(track, rules) == track
