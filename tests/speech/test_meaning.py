"""Numbers and negations, and two ways of writing one thing."""

from __future__ import annotations

import pytest

from producer.speech.meaning import is_negation, is_number, said, same_said


@pytest.mark.parametrize(
    "ways",
    [
        ("25%", "25 %", "25 procent", "vijfentwintig procent", "twenty-five percent", "twenty five per cent"),
        (
            "2026",
            "tweeduizendzesentwintig",
            "twee duizend zes en twintig",
            "twenty twenty-six",
            "two thousand and twenty six",
        ),
        ("€ 3 miljoen", "€3 miljoen", "drie miljoen euro", "three million euros", "3 million euro"),
        ("1.000", "1,000", "1000", "duizend", "a thousand"[2:]),
        ("3,5", "3.5", "drie komma vijf", "three point five"),
        ("€1,2 miljard", "1,2 miljard euro"),
        ("1e", "1ste", "eerste", "first", "1st"),
        ("1980", "negentienhonderdtachtig", "nineteen eighty", "nineteen hundred eighty"),
        ("e-mail", "email", "E mail"),
        ("samenwerken", "samen werken"),
        ("Café", "cafe"),
    ],
)
def test_written_in_many_ways_said_in_one(ways: tuple[str, ...]) -> None:
    assert {said(tuple(way.split())) for way in ways} == {said(tuple(ways[0].split()))}


@pytest.mark.parametrize(
    ("one", "other"),
    [("25%", "25"), ("20", "twelve"), ("3 miljoen", "3 miljard"), ("€ 5", "$ 5"), ("niet", "iets"), ("zestien", "16e")],
)
def test_what_is_not_the_same(one: str, other: str) -> None:
    assert not same_said(one.split(), other.split())


def test_negations() -> None:
    for word in ("niet", "Geen,", "nooit", "don't", "can’t", "No.", "never", "cannot", "isn't", "Nee!", "zonder"):
        assert is_negation(word), word
    for word in ("iets", "note", "notable", "geend", "even", "nu", "know", "want", "event"):
        assert not is_negation(word), word


def test_numbers() -> None:
    for word in (
        "20",
        "20%",
        "zeven",
        "zevenentwintig",
        "twenty-five",
        "eerste",
        "half",
        "één",
        "Q3",
        "miljoen",
        "one",
    ):
        assert is_number(word), word
    for word in ("een", "en", "and", "zeventig-achtig", "tientje", "ones", "weight", ""):
        assert not is_number(word), word
