"""Captions mended: every rule that can be kept is kept, and not a word is changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from producer.captions import load_rules, rule_names
from producer.captions.check import BrokenRule, after_end, broken_rules, rule_text
from producer.captions.mend import mended
from producer.captions.reading import apart
from producer.values import CaptionTrack, Cue

TEXTS = ["Short.", "a", "This line is quite a bit longer than it may be, is it not?", "twee drie"]
LINES = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4)
CUES = st.lists(
    st.tuples(st.floats(0.0, 60.0), st.floats(0.01, 12.0), LINES).map(
        lambda made: Cue(round(made[0], 3), round(made[0] + made[1], 3), tuple(made[2]))
    ),
    max_size=12,
)


def words(track: CaptionTrack) -> list[str]:
    return [word for cue in sorted(track.cues, key=lambda cue: cue.start_s) for word in cue.text.split()]


@settings(max_examples=150, deadline=None)
@given(CUES, st.sampled_from(rule_names()))
def test_any_captions_keep_their_words_and_lose_what_can_be_mended(cues: list[Cue], name: str) -> None:
    rules = load_rules(name, language="en")
    track = CaptionTrack("en", tuple(cues))
    better = mended(track, rules)
    assert words(better) == words(track)
    left = {broken.rule for broken in broken_rules(better, rules)}
    assert not left & {"too_long", "overlap"}
    flashes = [cue for cue in apart(sorted(cues, key=lambda cue: cue.start_s)) if cue.end_s - cue.start_s < 1.5]
    assert flashes or not left & {"lines", "line_length"}
    starts = {cue.start_s for cue in track.cues}
    assert all(any(start <= cue.start_s for start in starts) for cue in better.cues)


def test_what_is_right_stays_as_it_is() -> None:
    track = CaptionTrack("en", (Cue(1.0, 3.0, ("Good", "as it is")), Cue(4.0, 6.0, ("And this one",))))
    assert mended(track, load_rules()) == track


def test_each_fault_is_named_with_its_figure_and_mended() -> None:
    rules = load_rules("netflix-en")
    track = CaptionTrack(
        "en",
        (
            Cue(0.0, 9.0, ("too long",)),
            Cue(10.0, 10.2, ("short",)),
            Cue(12.0, 14.02, ("This line here is so long that it does not fit.", "Twice.", "And three.")),
            Cue(14.0, 16.0, ("Overlapped.",)),
            Cue(16.01, 18.0, ("Too near.",)),
        ),
    )
    found = {(broken.cue, broken.rule): (round(broken.value, 2), broken.limit) for broken in broken_rules(track, rules)}
    assert found == {
        (1, "too_long"): (9.0, 7.0),
        (2, "too_short"): (0.2, 0.833),
        (2, "too_fast"): (25.0, 20.0),
        (3, "lines"): (3, 2),
        (3, "line_length"): (47, 42),
        (3, "too_fast"): (32.18, 20.0),
        (3, "overlap"): (0.02, 0.0),
        (4, "gap"): (0.01, 0.083),
    }
    assert {(b.cue, b.rule) for b in broken_rules(mended(track, rules), rules)} == set()


def test_a_cue_after_the_end_of_the_video_is_named() -> None:
    track = CaptionTrack("en", (Cue(0.0, 2.0, ("in",)), Cue(9.0, 11.0, ("out",))))
    assert after_end(track, 10.0) == (BrokenRule(2, "after_end", 11.0, 10.0),)
    assert rule_text(after_end(track, 10.0)[0]) == "stays after the end of the video: 11 s (limit 10)"
