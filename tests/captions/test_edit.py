"""Captions changed by hand: whatever is done, in whatever order, no word is lost, nothing overlaps, every step comes
back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.captions import load_rules
from producer.captions.check import BrokenRule
from producer.captions.edit import (
    LEAST_S,
    Edits,
    Guides,
    between_words,
    break_anew,
    delete,
    insert,
    merge,
    nudge,
    set_end,
    set_start,
    set_text,
    split,
    word_times,
    worst_first,
    written,
)
from producer.values import CaptionTrack, Cue, Transcript, Word

RULES = load_rules("plain", language="en")
WORDS = ("We", "opened", "forty", "shops,", "and", "none", "was", "closed.", "Überraschung!", "20 %", "x")
GUIDES = Guides(fps=25.0, voice=((1.03, 2.48), (4.0, 9.7)), gap_s=0.08, until_s=400.0)


def track(*cues: tuple[float, float, str]) -> CaptionTrack:
    return CaptionTrack("en", tuple(Cue(start, end, tuple(text.split("\n"))) for start, end, text in cues))


THREE = track((1.0, 3.0, "We opened\nforty shops,"), (3.5, 5.0, "and none was closed."), (6.0, 8.0, "Thank you."))


def words(made: CaptionTrack) -> list[str]:
    return [word for cue in made.cues for word in cue.text.split()]


@st.composite
def tracks(draw: st.DrawFn) -> CaptionTrack:
    now_ms, cues = 0, []
    for _ in range(draw(st.integers(1, 6))):
        now_ms += draw(st.integers(0, 900))
        end_ms = now_ms + draw(st.integers(1, 4000))
        lines = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=1, max_size=3))
        cues.append(Cue(now_ms / 1000, end_ms / 1000, tuple(" ".join(line) for line in lines)))
        now_ms = end_ms
    return CaptionTrack("en", tuple(cues))


STEPS: dict[str, Callable[[CaptionTrack, int, float, int], CaptionTrack]] = {
    "start": lambda made, at, time_s, _: set_start(made, at, time_s, GUIDES),
    "end": lambda made, at, time_s, _: set_end(made, at, time_s, GUIDES),
    "free start": lambda made, at, time_s, _: set_start(made, at, time_s),
    "free end": lambda made, at, time_s, _: set_end(made, at, time_s),
    "nudge start": lambda made, at, _, count: nudge(made, at, "start", count - 20, GUIDES),
    "nudge end": lambda made, at, _, count: nudge(made, at, "end", count - 20, GUIDES),
    "split": lambda made, at, _, count: split(made, at, count, rules=RULES),
    "split as it is": lambda made, at, _, count: split(made, at, count),
    "merge": lambda made, at, *_: merge(made, at, RULES),
    "merge as it is": lambda made, at, *_: merge(made, at),
    "anew": lambda made, at, *_: break_anew(made, at, RULES),
    "insert": lambda made, _, time_s, __: (insert(made, time_s, 400.0) or (made, 0))[0],
}


def stands_well(made: CaptionTrack) -> None:
    for cue in made.cues:
        assert 0 <= cue.start_s < cue.end_s
    for one, other in zip(made.cues, made.cues[1:], strict=False):
        assert one.end_s <= other.start_s


@settings(max_examples=150)
@given(
    tracks(),
    st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9), st.floats(-2, 30), st.integers(0, 60)),
        max_size=12,
    ),
)
def test_whatever_is_done_no_word_is_lost_and_every_step_comes_back(
    made: CaptionTrack, steps: list[tuple[str, int, float, int]]
) -> None:
    edits, seen = Edits.of(made), [made]
    for name, number, time_s, count in steps:
        at = number % len(edits.track.cues)
        edits = edits.did(STEPS[name](edits.track, at, time_s, count), at)
        stands_well(edits.track)
        assert words(edits.track) == words(made)
        if edits.track != seen[-1]:
            seen.append(edits.track)
    for before in reversed(seen[:-1]):
        edits = edits.undo()
        assert edits.track == before
    assert edits.undo() is edits
    for after in seen[1:]:
        edits = edits.redo()
        assert edits.track == after
    assert edits.redo() is edits


# Text


def test_lines_are_as_typed_or_broken_anew() -> None:
    typed = set_text(THREE, 1, "and none\nwas   closed. \n\n")
    assert typed.cues[1].lines == ("and none", "was closed.")
    anew = set_text(THREE, 1, "and none was closed. They all made money from the first day on.", RULES)
    assert len(anew.cues[1].lines) == 2 and max(map(len, anew.cues[1].lines)) <= 42
    assert (typed.cues[0], typed.cues[2]) == (THREE.cues[0], THREE.cues[2])


def test_text_that_fits_in_no_two_lines_is_kept_in_more() -> None:
    long = "and none was closed " * 8
    made = set_text(THREE, 1, long, RULES)
    assert " ".join(made.cues[1].lines) == long.strip()
    assert len(made.cues[1].lines) > 2
    word = "Hottentottententententoonstellingsterreinbewaker"
    assert set_text(THREE, 1, f"a {word} b", RULES).cues[1].text.split() == ["a", word, "b"]


def test_a_cue_whose_text_was_taken_out_is_kept_but_not_written() -> None:
    made = set_text(THREE, 1, " \n ")
    assert made.cues[1].lines == () and len(made.cues) == 3
    assert written(made).cues == (THREE.cues[0], THREE.cues[2])


# Times


@pytest.mark.parametrize(
    ("time_s", "expected"),
    [
        (3.31, 3.32),  # to a whole frame: 1/25 s
        (3.05, 3.08),  # to the neighbour, with the gap
        (3.01, 3.0),  # to the neighbour, closed
        (2.0, 3.0),  # never over it
        (4.05, 4.0),  # to where the voice begins
        (7.0, 5.0 - LEAST_S),  # never past its own end
    ],
)
def test_a_start_goes_where_it_is_drawn(time_s: float, expected: float) -> None:
    made = set_start(THREE, 1, time_s, GUIDES)
    assert made.cues[1] == Cue(expected, 5.0, THREE.cues[1].lines)
    assert (made.cues[0], made.cues[2]) == (THREE.cues[0], THREE.cues[2])


@pytest.mark.parametrize(
    ("index", "time_s", "expected"),
    [
        (0, 2.53, 2.48),  # to where the voice ends
        (0, 2.62, 2.64),  # too far from the voice: the frame's own place is 2.60 or 2.64
        (0, 3.44, 3.42),  # to the next, with the gap
        (0, 9.0, 3.5),  # never over it
        (0, 0.2, 1.0 + LEAST_S),
        (2, 900.0, 400.0),  # the sound ends there
    ],
)
def test_an_end_goes_where_it_is_drawn(index: int, time_s: float, expected: float) -> None:
    assert set_end(THREE, index, time_s, GUIDES).cues[index].end_s == pytest.approx(expected)


def test_a_nudge_is_one_frame_and_sticks_to_nothing() -> None:
    made = nudge(set_start(THREE, 1, 4.0), 1, "start", 1, GUIDES)  # 4.0 is where the voice begins
    assert made.cues[1].start_s == 4.04
    assert nudge(made, 1, "start", -10, GUIDES).cues[1].start_s == 3.64
    assert nudge(made, 1, "end", 1, GUIDES).cues[1].end_s == 5.04


# Split and merge


SAID = Transcript(
    "en",
    9.0,
    "whisper:test",
    tuple(
        Word(text, start, start + 0.3) for text, start in (("We", 1.0), ("opened", 1.2), ("forty", 2.4), ("shops", 2.7))
    ),
)


def test_a_split_takes_its_time_from_the_words() -> None:
    caret = THREE.cues[0].text.index("forty")
    made = split(THREE, 0, caret, words=SAID)
    assert made.cues[:2] == (Cue(1.0, 2.4, ("We opened",)), Cue(2.4, 3.0, ("forty shops,",)))
    with_gap = split(THREE, 0, caret, words=SAID, rules=RULES)
    assert (with_gap.cues[0].end_s, with_gap.cues[1].start_s) == (2.32, 2.4)


def test_a_split_without_words_goes_by_the_letters() -> None:
    """Two of four words, 10 of 23 letters and spaces, of two seconds."""
    made = split(THREE, 0, THREE.cues[0].text.index("forty"))
    assert made.cues[1].start_s == pytest.approx(1.0 + 2.0 * 10 / 23, abs=0.001)


def test_a_caret_inside_a_word_splits_at_its_nearer_end() -> None:
    text = THREE.cues[1].text
    assert [between_words(text, caret) for caret in (0, 1, 2, 4, 5, 7, len(text) + 3)] == [0, 0, 3, 4, 4, 8, len(text)]
    made = split(THREE, 1, 7)
    assert (made.cues[1].text, made.cues[2].text) == ("and none", "was closed.")
    assert split(THREE, 1, 1) == THREE and split(THREE, 1, 99) == THREE  # one side would be empty


def test_words_that_were_corrected_lie_between_those_that_were_heard() -> None:
    cue = Cue(1.0, 3.0, ("We opened 40 shops,",))
    starts = [start for start, _ in word_times(cue, SAID)]
    assert starts[1] == 1.2 and starts[3] == 2.7
    assert starts[1] < starts[2] < starts[3]


def test_merge_joins_times_and_words() -> None:
    made = merge(THREE, 0, RULES)
    assert made.cues[0].start_s == 1.0 and made.cues[0].end_s == 5.0
    assert made.cues[0].lines == ("We opened forty shops,", "and none was closed.")
    assert merge(THREE, 0).cues[0].lines == ("We opened", "forty shops,", "and none was closed.")
    assert merge(THREE, 2) == THREE and merge(THREE, -1) == THREE


def test_what_two_people_say_is_merged_on_lines_of_their_own() -> None:
    cues = (
        Cue(0.0, 2.0, ("We opened", "forty shops."), speaker="Anna"),
        Cue(2.1, 3.0, ("Which ones?",), speaker="Jan"),
    )
    made = merge(CaptionTrack("en", cues), 0, RULES)
    assert made.cues == (Cue(0.0, 3.0, ("- We opened forty shops.", "- Which ones?"), speaker=""),)
    assert break_anew(made, 0, RULES) == made, "the lines of two people are not broken anew"
    assert merge(CaptionTrack("en", cues), 0, replace(RULES, dash_first=False)).cues[0].lines[0][0] == "W"


def test_split_then_merge_is_what_it_was() -> None:
    caret = THREE.cues[1].text.index("was")
    assert merge(split(THREE, 1, caret), 1).cues[1].text.split() == THREE.cues[1].text.split()
    assert merge(split(THREE, 1, caret, rules=RULES), 1, RULES) == THREE


def test_delete_is_undone_and_insert_takes_the_room_there_is() -> None:
    edits = Edits.of(THREE).did(delete(THREE, 1), 1)
    assert len(edits.track.cues) == 2 and edits.undo().track == THREE
    made, at = insert(THREE, 3.1) or (THREE, -1)
    assert at == 1 and made.cues[1] == Cue(3.1, 3.5, ())
    made, at = insert(THREE, 1.5) or (THREE, -1)  # inside a cue: after it
    assert at == 1 and made.cues[1] == Cue(3.0, 3.5, ())
    assert insert(track((0.0, 1.0, "a"), (1.0, 2.0, "b")), 0.5) is None
    assert insert(THREE, 8.0, until_s=8.05) is None


# History


def test_letters_typed_and_a_handle_dragged_are_one_step_each() -> None:
    edits = Edits.of(THREE)
    for text in ("a", "an", "and"):
        edits = edits.did(set_text(edits.track, 1, text), 1, "text:1")
    for time_s in (3.6, 3.7, 3.8):
        edits = edits.did(set_start(edits.track, 1, time_s), 1, "start:1")
    assert len(edits.past) == 2
    assert edits.undo().track.cues[1] == Cue(3.5, 5.0, ("and",))
    assert edits.undo().undo().track == THREE
    again = edits.closed().did(set_start(edits.track, 1, 4.0), 1, "start:1")
    assert len(again.past) == 3


def test_a_new_step_after_undo_forgets_what_was_taken_back() -> None:
    edits = Edits.of(THREE).did(delete(THREE, 0), 0).did(delete(delete(THREE, 0), 0), 0).undo()
    other = edits.did(set_text(edits.track, 0, "new"), 0)
    assert other.redo() is other and other.undo().track == delete(THREE, 0)
    assert edits.did(edits.track, 0) is edits


def test_the_worst_cue_comes_first() -> None:
    """By how far over the limit, all rules of a cue together; an overlap is at least a whole limit."""
    broken = [
        BrokenRule(1, "too_fast", 22.0, 20.0),
        BrokenRule(3, "too_fast", 30.0, 20.0),
        BrokenRule(4, "too_short", 0.5, 1.0),
        BrokenRule(4, "line_length", 63.0, 42.0),
        BrokenRule(7, "overlap", 0.2, 0.0),
        BrokenRule(9, "too_fast", 9000.0, 20.0),
    ]
    assert worst_first(broken) == (8, 6, 3, 2, 0)
    assert worst_first([]) == ()
