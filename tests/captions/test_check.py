"""Every rule is named where it is broken, with its cue and figure, and nowhere else."""

from __future__ import annotations

import pytest

from producer.captions import load_rules, rule_names
from producer.captions.broken import NAMES, BrokenRule, rule_text
from producer.captions.check import broken_rules
from producer.values import CaptionTrack, Cue

PLAIN = load_rules("plain", language="en")


def track(*cues: Cue, language: str = "en") -> CaptionTrack:
    return CaptionTrack(language, cues)


def in_a_row(*texts: str, seconds: float = 3.0) -> tuple[Cue, ...]:
    """Cues one after the other, two frames apart; "/" is a line break."""
    return tuple(
        Cue(round(i * (seconds + 0.08), 3), round(i * (seconds + 0.08) + seconds, 3), tuple(text.split(" / ")))
        for i, text in enumerate(texts)
    )


SAID = [
    ("en", ("We welcome Anna / Peeters here today.",), (1, "split_name", "Anna | Peeters")),
    ("en", ("We had a talk with Mr.", "Smith about all of this today."), (1, "split_name", "Mr. | Smith")),
    ("nl", ("Dat was met Jan van de", "Velde en met anderen uit Gent."), (1, "split_name", "de | Velde")),
    ("en", ("It will cost us 12 / million euros in total.",), (1, "split_number", "12 | million")),
    ("nl", ("Dat is op de vijfde of op 5", "mei van het jaar dat nu komt."), (1, "split_number", "5 | mei")),
    ("nl", ("Daarvoor hebben wij een / nieuw gebouw gekocht.",), (1, "split_article", "een | nieuw")),
    ("en", ("All of that we could do / not without your help.",), (1, "split_negation", "do | not")),
    (
        "nl",
        ("Wij verhogen dit jaar de prijzen", "niet, en volgend jaar zien we het."),
        (1, "split_negation", "prijzen | niet,"),
    ),
    ("en", ("We did it all together. Many", "of you gave us their answers."), (1, "orphan", "Many")),
    ("en", ("All of this was done by our own", "people. We thank them for that."), (2, "orphan", "people.")),
    ("en", ("We will", "tomorrow", "see all of you again."), (2, "orphan", "tomorrow")),
]


@pytest.mark.parametrize(("language", "texts", "expected"), SAID)
def test_words_torn_apart_are_named(language: str, texts: tuple[str, ...], expected: tuple[int, str, str]) -> None:
    found = broken_rules(track(*in_a_row(*texts), language=language), PLAIN)
    assert [(broken.cue, broken.rule, broken.text) for broken in found] == [expected]


@pytest.mark.parametrize(
    "texts",
    [
        ("We welcome Anna Peeters / here today.",),
        ("Yes.", "That is what we all wanted."),
        ("- Are you coming, Anna / - Peeters is coming too.",),
        ("First this. / And then that.",),
    ],
)
def test_what_is_right_is_left_in_peace(texts: tuple[str, ...]) -> None:
    assert broken_rules(track(*in_a_row(*texts)), PLAIN) == ()


def test_a_silence_splits_no_name() -> None:
    cues = (Cue(0.0, 2.0, ("We welcome Anna",)), Cue(4.0, 6.0, ("Peeters from Rotterdam.",)))
    assert broken_rules(track(*cues), PLAIN) == ()


def test_lines_out_of_balance_are_held_against_the_better_break() -> None:
    lines = ("We will tell you all about it when the", "figures are in.")
    assert [b.to_json() for b in broken_rules(track(Cue(0.0, 4.0, lines)), PLAIN)] == [
        {"cue": 1, "rule": "split_article", "value": 1, "limit": 0, "text": "the | figures"},
        {"cue": 1, "rule": "unbalanced", "value": 23, "limit": 5},
    ]
    fine = ("Well, as you know,", "we will tell you when the figures are in.")
    assert broken_rules(track(Cue(0.0, 4.0, fine)), PLAIN) == ()


def test_two_lines_where_one_is_enough_only_for_those_who_ask() -> None:
    cue = Cue(0.0, 2.0, ("This fits", "on one line."))
    assert broken_rules(track(cue), PLAIN) == ()
    assert broken_rules(track(cue), load_rules("netflix-en")) == (BrokenRule(1, "one_line", 2, 1),)


def test_disorder_is_named_and_not_as_an_overlap() -> None:
    cues = (Cue(5.0, 7.0, ("One here.",)), Cue(1.0, 3.0, ("Two here.",)), Cue(8.0, 7.5, ("Back.",)), Cue(9.0, 10.5, ()))
    found = [(b.cue, b.rule, b.value) for b in broken_rules(track(*cues), PLAIN)]
    assert found == [(2, "order", 4.0), (3, "backwards", -0.5), (4, "empty", 0)]


@pytest.mark.parametrize(("gap_s", "rule"), [(0.02, "gap"), (0.08, None), (0.3, "open_gap"), (0.5, None)])
def test_gaps_are_two_frames_or_can_be_seen(gap_s: float, rule: str | None) -> None:
    cues = (Cue(0.0, 2.0, ("One here.",)), Cue(2.0 + gap_s, 4.0, ("Two here.",)))
    assert [broken.rule for broken in broken_rules(track(*cues), PLAIN)] == ([rule] if rule else [])


def test_a_gap_that_no_caption_can_close_breaks_nothing() -> None:
    cues = (Cue(0.0, 7.0, ("One that stays as long as it may stay.",)), Cue(7.3, 9.0, ("Two here.",)))
    assert broken_rules(track(*cues), PLAIN) == ()
    cut = (Cue(0.0, 2.0, ("One here.",)), Cue(2.3, 4.0, ("Two here.",)))
    assert broken_rules(track(*cut), PLAIN, cuts=(2.08,)) == ()


GLYPHS = [
    ("Caf\u00e9 \u20ac 5 \u2026 \u201cyes\u201d \u2013 \u266a", "", ""),
    ("CafÃ© is geopend", "Ã©", "Ã©"),
    ("donâ€™t", "â€™", "â€™"),
    ("replaced \ufffd here", "\ufffd", "\ufffd"),
    ("un\u00adseen\u200b", "U+00AD U+200B", "U+00AD U+200B"),
    ("bell\x07", "U+0007", "U+0007"),
    ("emoji 😀", "", "😀"),
    ("Добро", "", "Д о б р"),
]


@pytest.mark.parametrize(("text", "anywhere", "broadcast"), GLYPHS)
def test_signs_that_may_not_show_are_named(text: str, anywhere: str, broadcast: str) -> None:
    for name, expected in (("plain", anywhere), ("netflix-en", broadcast), ("ebu", broadcast)):
        found = broken_rules(track(Cue(0.0, 4.0, (text,))), load_rules(name))
        assert [b.text for b in found if b.rule == "glyph"] == ([expected] if expected else [])


def test_a_caption_over_a_cut_or_shortly_before_one() -> None:
    cues = (Cue(0.0, 3.0, ("One here.",)), Cue(5.0, 7.0, ("Two here.",)), Cue(9.0, 11.0, ("Three here.",)))
    found = broken_rules(track(*cues), PLAIN, cuts=(1.0, 3.0, 7.3, 9.0, 11.03))
    assert [(b.cue, b.rule, round(b.value, 3)) for b in found] == [(1, "over_cut", 1.0), (2, "near_cut", 0.3)]


def test_a_caption_before_the_voice_or_without_one() -> None:
    cues = (Cue(0.5, 3.0, ("One here.",)), Cue(5.0, 7.0, ("Two here.",)), Cue(9.0, 11.0, ("[applause]",)))
    found = broken_rules(track(*cues), PLAIN, voice=((1.0, 3.0),))
    assert [(b.cue, b.rule, b.value, b.limit) for b in found] == [
        (1, "before_voice", 0.5, 0.2),
        (2, "no_voice", 2.0, 0.0),
    ]
    assert broken_rules(track(cues[0]), PLAIN, voice=((0.69, 3.0),)) == ()
    assert broken_rules(track(*cues), PLAIN) == ()


def test_cues_that_stand_at_one_moment_are_not_read_on() -> None:
    cues = (Cue(1.0, 3.0, ("Welcome to Anna",)), Cue(1.0, 3.0, ("Peeters and others",)))
    assert {broken.rule for broken in broken_rules(track(*cues), PLAIN)} == {"overlap"}


def test_every_rule_has_its_words_in_both_languages() -> None:
    for rule, words in NAMES.items():
        assert len(words) == 4 and words[0] and words[2], rule
        assert bool(words[1]) == bool(words[3])
    assert rule_text(BrokenRule(1, "too_fast", 23.456, 20.0)) == "too fast: 23.46 characters a second (limit 20)"
    assert rule_text(BrokenRule(1, "too_fast", 23.456, 20.0), "nl") == "te snel: 23,46 tekens per seconde (grens 20)"
    assert rule_text(BrokenRule(1, "too_fast", 23_400, 20.0)).startswith("too fast: 23400 characters")
    assert rule_text(BrokenRule(1, "split_name", 1, 0, "Anna | Peeters"), "nl") == "breekt een naam af: Anna | Peeters"


@pytest.mark.parametrize("name", rule_names())
def test_every_rule_set_says_where_its_figures_come_from(name: str) -> None:
    rules = load_rules(name)
    assert len(rules.source) > 40
    assert rules.min_s < rules.max_s and rules.gap_s < rules.close_gap_s and rules.aim_cps <= rules.max_cps
