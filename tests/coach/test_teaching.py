"""The lessons: short, sourced, in both languages, and there for whatever the coach says."""

from __future__ import annotations

import tomllib

import pytest

from producer.assets import asset
from producer.coach.advice import IMPORTANCE
from producer.coach.teaching import lesson_for

WITHOUT_LESSON = {"no_face", "sharpen"}
"""Their advice says all there is to do."""


def test_every_advice_but_two_has_a_lesson_in_both_languages() -> None:
    for code in IMPORTANCE:
        english, dutch = lesson_for(code, "en"), lesson_for(code, "nl-BE")
        if code in WITHOUT_LESSON:
            assert english is dutch is None
            continue
        assert english is not None and dutch is not None
        assert english.text != dutch.text and english.title != dutch.title


def test_lessons_are_short_and_sourced() -> None:
    for lesson in tomllib.loads(asset("teaching.toml").read_text("utf-8"))["lesson"]:
        assert lesson["source"], lesson["title_en"]
        for language in ("en", "nl"):
            assert 40 <= len(lesson[f"text_{language}"]) <= 330, lesson["title_en"]
            assert len(lesson[f"title_{language}"]) <= 60


@pytest.mark.parametrize("place", ["first_take", "practice", "opening", "look", "pause", "slow_down", "said_it"])
def test_where_they_help(place: str) -> None:
    assert lesson_for(place, "en") is not None


def test_what_is_unknown_has_none_and_own_experience_names_no_study() -> None:
    assert lesson_for("nonsense", "en") is None
    opening = lesson_for("opening", "nl")
    assert opening is not None and opening.source == ""
