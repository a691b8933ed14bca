"""The figures beside the advice: in words, in both languages, and only what was measured."""

from __future__ import annotations

import pytest
from fakes.reports import report

from producer.coach.take.figures import figure_texts


@pytest.mark.parametrize(
    ("more", "english", "dutch"),
    [
        ({}, (), ()),
        ({"longest_run_s": 8.6}, ("Longest stretch without a breath: 9 s",), ("Langste stuk zonder adem: 9 s",)),
        (
            {"longest_run_s": 31.0, "voice_spread_st": 1.2},
            ("Longest stretch without a breath: 31 s, that is long", "Your voice stays on one tone"),
            ("Langste stuk zonder adem: 31 s, dat is lang", "Je stem blijft op één toon"),
        ),
        ({"voice_spread_st": 2.5}, ("Your voice moves a little",), ("Je stem beweegt een beetje",)),
        ({"voice_spread_st": 3.5, "hum_hz": 50.0}, ("Your voice is lively", "The microphone hums"), None),
        ({"longest_run_s": None, "voice_spread_st": None}, (), ()),
    ],
)
def test_figures_in_words(
    more: dict[str, float | None], english: tuple[str, ...], dutch: tuple[str, ...] | None
) -> None:
    made = report(more=more)
    assert figure_texts(made, "en") == english
    if dutch is not None:
        assert figure_texts(made, "nl") == dutch
