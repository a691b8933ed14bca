"""When captions come and go: on the voice, closed up, clear of cuts; one transcript in two profiles."""

from __future__ import annotations

import pytest

from producer.captions import load_rules, make_cues, make_profiles
from producer.captions.check import broken_rules
from producer.captions.mend import mended
from producer.values import CaptionTrack, Cue, Transcript, Word

TEXT = (
    "Last year we asked all of you what could be done better in this company, and many of you gave us answers. "
    "We heard Anna Peeters from Rotterdam, who told us that her team needs more time. That is not a small step. "
)


def spoken(text: str, *, word_s: float = 0.3, pause_s: float = 0.6, duration_s: float | None = None) -> Transcript:
    words, now = [], 0.5
    for word in text.split():
        words.append(Word(word, round(now, 3), round(now + word_s, 3)))
        now += word_s + (pause_s if word[-1] in ".?!" else 0.03)
    return Transcript("en", duration_s or now + 1, "test", tuple(words))


def said(*pieces: tuple[str, float, float], duration_s: float = 30.0) -> Transcript:
    """Words with their times."""
    return Transcript("en", duration_s, "test", tuple(Word(*piece) for piece in pieces))


def over(track: CaptionTrack, cut_s: float) -> list[Cue]:
    return [cue for cue in track.cues if cue.start_s + 0.043 < cut_s < cue.end_s - 0.043]


@pytest.mark.parametrize("tenth", range(5, 190, 3))
def test_no_caption_stays_over_a_cut_wherever_it_falls(tenth: int) -> None:
    transcript, cut_s = spoken(TEXT), tenth / 10
    track = make_cues(transcript, cuts=(cut_s,))
    assert over(track, cut_s) == []
    left = {broken.rule for broken in broken_rules(track, load_rules("plain"), (cut_s,))}
    assert left <= {"too_fast", "too_short", "split_name", "split_article", "split_negation", "split_number"}
    starts = {word.start_s for word in transcript.words}
    assert all(cue.start_s in starts or cue.start_s == pytest.approx(cut_s, abs=1e-3) for cue in track.cues)


def test_an_end_near_a_cut_goes_to_two_frames_before_it_and_others_stay() -> None:
    words = (("This", 1.0, 1.3), ("is", 1.3, 1.5), ("all", 1.5, 2.0), ("of", 2.0, 2.5), ("it.", 2.5, 3.0))
    free = make_cues(said(*words)).cues[0]
    assert (free.start_s, free.end_s) == (1.0, 3.5)
    for cut_s in (3.1, 3.5, 3.9):  # also where the cue would have gone before it: within 12 frames
        assert make_cues(said(*words), cuts=(cut_s,)).cues[0].end_s == pytest.approx(cut_s - 0.08, abs=1e-3)
    assert make_cues(said(*words), cuts=(2.8,)).cues[0].end_s == pytest.approx(
        2.72, abs=1e-3
    )  # the last word runs over
    assert make_cues(said(*words), cuts=(4.2,)).cues[0] == free


def test_words_that_begin_just_before_a_cut_wait_for_it_and_never_come_early() -> None:
    words = (
        ("Good", 1.8, 2.2),
        ("morning", 2.2, 2.7),
        ("to", 2.7, 2.9),
        ("all", 2.9, 3.2),
        ("of", 3.2, 3.4),
        ("you.", 3.4, 4.0),
    )
    assert make_cues(said(*words), cuts=(2.0,)).cues[0].start_s == 2.0
    assert make_cues(said(*words), cuts=(1.6,)).cues[0].start_s == 1.8


def test_captions_do_not_grow_into_each_other_or_over_a_cut_in_a_gap() -> None:
    two = (("First", 1.0, 1.5), ("part.", 1.5, 2.0), ("Then", 2.75, 3.0), ("more.", 3.0, 3.5))
    closed = make_cues(said(*two)).cues
    assert closed[1].start_s - closed[0].end_s == pytest.approx(0.08, abs=1e-3)
    at_cut = make_cues(said(*two), cuts=(2.6,)).cues
    assert at_cut[0].end_s == pytest.approx(2.52, abs=1e-3)
    assert at_cut[1].start_s == 2.75


def test_speech_that_goes_on_over_a_cut_too_fast_to_be_parted_is_named() -> None:
    words = tuple(
        (word, 1.0 + i * 0.12, 1.1 + i * 0.12)
        for i, word in enumerate(["Extraordinarily", "uncomplicated", "straightforwardness."])
    )
    cuts = (1.06, 1.15, 1.25, 1.33)
    track = make_cues(said(*words), cuts=cuts)
    assert {broken.rule for broken in broken_rules(track, load_rules("plain"), cuts)} & {"over_cut", "too_fast"}


def test_captions_of_others_are_taken_off_cuts_and_put_on_the_voice() -> None:
    rules = load_rules("plain", language="en")
    cues = (
        Cue(1.0, 4.3, ("This one stays over a cut.",)),
        Cue(5.0, 7.7, ("This one ends near one.",)),
        Cue(9.0, 12.0, ("This one comes too early.",)),
    )
    cuts, voice = (4.0, 8.0), ((1.0, 3.9), (5.1, 7.5), (9.6, 11.8))
    track = CaptionTrack("en", cues)
    assert [b.rule for b in broken_rules(track, rules, cuts, voice)] == ["over_cut", "near_cut", "before_voice"]
    better = mended(track, rules, cuts, voice)
    assert broken_rules(better, rules, cuts, voice) == ()
    assert [(cue.start_s, cue.end_s) for cue in better.cues] == [(1.0, 3.92), (5.0, 7.92), (9.6, 12.0)]


def test_nothing_stays_after_the_end_of_the_film() -> None:
    track = CaptionTrack("en", (Cue(1.0, 6.0, ("This one stays too long for the film.",)),))
    assert mended(track, load_rules("plain"), until_s=5.0).cues[0].end_s == 5.0
    assert make_cues(spoken("This is the end.", duration_s=1.9)).cues[-1].end_s <= 1.9


def test_one_transcript_gives_narrow_captions_to_burn_and_wide_ones_beside() -> None:
    transcript = spoken(TEXT * 2)
    both = make_profiles(transcript)
    assert both.burned == make_cues(transcript, rules="social-vertical") == make_cues(transcript, vertical=True)
    assert both.sidecar == make_cues(transcript)
    for track, name in ((both.burned, "social-vertical"), (both.sidecar, "plain")):
        assert broken_rules(track, load_rules(name, language="en")) == ()
        assert " ".join(cue.text for cue in track.cues).split() == transcript.text.split()
    assert max(len(line) for cue in both.burned.cues for line in cue.lines) <= 30
    assert max(len(line) for cue in both.sidecar.cues for line in cue.lines) > 30
    dutch = make_profiles(transcript, burned="social-vertical", sidecar="netflix-nl", cuts=(5.0,))
    assert over(dutch.burned, 5.0) == over(dutch.sidecar, 5.0) == []
