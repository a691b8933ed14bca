"""Names put right by likeness, and nothing else changed."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.speech.correct import correct
from producer.speech.findings import Finding
from producer.speech.glossary import Glossary, Term, load_glossary
from producer.speech.meaning import fold, is_negation
from producer.values import Transcript, Word

DATA = Path(__file__).parent / "data"


def heard(text: str, language: str = "nl") -> Transcript:
    """Return the text as heard, half a second a word."""
    words = tuple(Word(word, at / 2, at / 2 + 0.4, 0.9) for at, word in enumerate(text.split()))
    return Transcript(language, len(words) / 2, "whisper:x", words)


@pytest.fixture(scope="module")
def names() -> Glossary:
    glossary = load_glossary(DATA / "names.csv")
    assert len(glossary.terms) == 50
    return glossary


def test_most_mishearings_are_put_right_and_none_becomes_another_name(names: Glossary) -> None:
    lines = [line.split("\t") for line in (DATA / "misheard.tsv").read_text("utf-8").splitlines()]
    got = [(said, right, correct(heard(said, language), names)[0].text) for language, said, right in lines]
    wrong = [(said, out) for said, right, out in got if out != right]
    print(f"{len(got) - len(wrong)} of {len(got)} right; left as heard: {[said for said, _ in wrong]}")
    assert len(got) - len(wrong) >= 54
    assert all(said == out for said, out in wrong)


def test_no_word_of_any_clip_is_changed(names: Glossary, media: Path) -> None:
    truth = json.loads((media / "truth.json").read_text("utf-8"))
    checked = 0
    for name, clip in truth.items():
        said = heard(clip["text"], clip["lang"] or "en")
        assert correct(said, names) == (said, ()), name
        checked += len(said.words)
    assert checked > 500


def test_no_word_of_our_own_dutch_and_english_is_changed(names: Glossary) -> None:
    import tomllib

    root = Path(__file__).parents[2]
    lessons = tomllib.loads((root / "assets/teaching.toml").read_text("utf-8"))["lesson"]
    for language in ("nl", "en"):
        text = " ".join(lesson[f"text_{language}"] for lesson in lessons)
        assert len(text.split()) > 300
        assert correct(heard(text, language), names)[1] == ()


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("“Deloid,” zei ze.", "“Deloitte,” zei ze."),
        ("Is dit Deloid’s plan?", "Is dit Deloitte’s plan?"),
        ("Het de loid-team, en Deloid-mensen.", "Het Deloitte-team, en Deloitte-mensen."),
        ("Groningse kaas uit Groningen.", "Groningse kaas uit Groningen."),
        ("De steden groeien, Stedin ook.", "De steden groeien, Stedin ook."),
        ("VATTENFALL en vattenfall.", "Vattenfall en Vattenfall."),
    ],
)
def test_marks_and_possessives_stay_around_a_name(names: Glossary, said: str, written: str) -> None:
    assert correct(heard(said), names)[0].text == written


def test_every_change_is_listed_with_its_time(names: Glossary) -> None:
    out, findings = correct(heard("Samen met Deloid en tennet."), names)
    assert out.text == "Samen met Deloitte en TenneT."
    assert findings == (
        Finding("glossary", 1.0, 1.4, "Deloid", "Deloitte", "heard as a name of the glossary"),
        Finding("glossary", 2.0, 2.4, "tennet.", "TenneT.", "written as in the glossary"),
    )


def test_time_is_kept_where_words_are_joined_or_cut(names: Glossary) -> None:
    joined = correct(heard("Met vatten val dus"), names)[0].words
    assert [(word.text, word.start_s, word.end_s) for word in joined] == [
        ("Met", 0.0, 0.4), ("Vattenfall", 0.5, 1.4), ("dus", 1.5, 1.9),
    ]  # fmt: skip
    parted = correct(heard("Ik zag Joost Vandenberg lopen"), names)[0].words
    assert [word.text for word in parted] == ["Ik", "zag", "Joost", "van", "den", "Berg", "lopen"]
    assert (parted[2].start_s, parted[5].end_s) == (1.0, 1.9)
    assert all(one.end_s <= other.start_s for one, other in pairwise(parted))


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("Dat is nooit gedacht hier.", Term("Nooitgedacht", ("nooit gedacht",))),
        ("Wij zijn niet se.", Term("Nietse", ("niet se",))),
        ("I can't ine that.", Term("Cantine", ("can't ine",))),
        ("Dat kost zeven aar.", Term("Zevenaar", ("zeven aar",))),
        ("In 2021 en in Web 3.", Term("Web2", ("web 3", "2021"))),
        ("Twenty one pilots.", Term("Twentyone", ("twenty one",))),
    ],
)
def test_numbers_and_negations_are_never_changed(said: str, term: Term) -> None:
    for language in ("nl", "en"):
        before = heard(said, language)
        assert correct(before, Glossary((term,))) == (before, ())


def test_a_name_with_a_number_keeps_its_number() -> None:
    glossary = Glossary((Term("Web3"), Term("G4S", ("G 4 S",))))
    assert correct(heard("Op web 3 en G 4 S."), glossary)[0].text == "Op Web3 en G4S."


def test_a_word_that_is_also_ordinary_needs_a_capital_or_the_glossary_s_word() -> None:
    text = "Een apple en de apple van Apple, sales force."
    assert correct(heard(text), Glossary((Term("APPLE"), Term("Salesforce"))))[0].text == (
        "Een APPLE en de APPLE van APPLE, sales force."
    )
    glossary = Glossary((Term("Bos"), Term("Salesforce", ("sales force",))))
    assert correct(heard("In het bos, Sales Force en sales force."), glossary)[0].text == (
        "In het bos, Salesforce en Salesforce."
    )


def test_two_names_as_near_leave_it_to_a_person() -> None:
    glossary = Glossary((Term("Janssen"), Term("Jansenn")))
    before = heard("Ik sprak Jansen gisteren.")
    assert correct(before, glossary) == (before, ())


def test_a_term_of_another_language_is_not_looked_for() -> None:
    glossary = Glossary((Term("Deloitte", (), "nl"),))
    assert correct(heard("met Deloid", "en"), glossary)[0].text == "met Deloid"
    assert correct(heard("met Deloid", "nl-BE"), glossary)[0].text == "met Deloitte"


PIECES = [
    "Deloid",
    "de",
    "loid",
    "niet",
    "20%",
    "zeven,",
    "vatten",
    "val.",
    "Vattenval",
    "steden",
    "Joost",
    "Vandenberg",
]
PIECES += ["can't", "-team", "(Deloid)", "—", "2026", "Skiphol's"]
WORDS = st.sampled_from(PIECES)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14))
def test_whatever_is_said_nothing_of_weight_is_lost(words: list[str]) -> None:
    before = heard(" ".join(words))
    after, findings = correct(before, load_glossary(DATA / "names.csv"))
    weighty = [word.text for word in before.words if is_negation(word.text) or any(s.isdigit() for s in word.text)]
    assert [w.text for w in after.words if is_negation(w.text) or any(s.isdigit() for s in w.text)] == weighty
    assert (after.text == before.text) == (not findings)
    starts = [word.start_s for word in after.words]
    assert starts == sorted(starts)
    if words:
        assert (after.words[0].start_s, after.words[-1].end_s) == (before.words[0].start_s, before.words[-1].end_s)
    changed = "".join(fold(text) for finding in findings for text in finding.before.split())
    assert len(fold(before.text)) - len(changed) <= len(fold(after.text))
    assert correct(after, load_glossary(DATA / "names.csv"))[0].text == after.text
