"""What a person should look at, in both languages."""

from __future__ import annotations

import pytest

from producer.speech.findings import Finding, describe, in_order, note, uncertain_words
from producer.values import Transcript, Word


def test_neighbours_under_the_limit_are_one_finding() -> None:
    chances = [0.9, 0.49, 0.2, 0.5, None, 0.1]
    words = tuple(Word(f"w{at}", float(at), at + 0.5, chance) for at, chance in enumerate(chances))
    found = uncertain_words(Transcript("nl", 6, "whisper:x", words))
    assert [(f.start_s, f.end_s, f.before, f.after) for f in found] == [
        (1, 2.5, "w1 w2", "w1 w2"),
        (5, 5.5, "w5", "w5"),
    ]
    assert len(uncertain_words(Transcript("nl", 6, "whisper:x", words), limit=0.15)) == 1


def test_a_note_is_said_in_dutch_and_a_phrase_without_dutch_is_a_mistake() -> None:
    finding = Finding("script", 1, 2, "20", "", note("left out", "number"))
    assert describe(finding) == "left out; number"
    assert describe(finding, "nl") == "niet gezegd; getal"
    with pytest.raises(KeyError):
        note("nonsense")


def test_findings_travel_as_json_and_in_order() -> None:
    one, other = Finding("ghost", 2, 3, "a", "", note("dropped")), Finding("uncertain", 1, 2, "b", "b", "")
    assert in_order([one, other]) == (other, one)
    assert Finding.from_json(one.to_json()) == one
    with pytest.raises(ValueError, match="kind"):
        Finding.from_json({**one.to_json(), "kind": "x"})
