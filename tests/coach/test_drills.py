"""The four drills on scripted readings: exact states and results at exact times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producer.coach.drills.drill import DRILLS, Drill, DrillResult, DrillState, unavailable
from producer.coach.drills.texts import (
    figure_texts,
    goal_text,
    hint_text,
    line_text,
    name_text,
    outcome_texts,
    reason_text,
)
from producer.coach.readings import FramingReading, LiveReading, VoiceReading

START_S = 500.0
GO_S = START_S + 3.0
Spans = list[tuple[float, float]]
FACE = FramingReading(faces=1.0, face_share=1.0)
Script = Callable[[float], LiveReading]


def inside(t_s: float, spans: Spans) -> bool:
    return any(start - 1e-9 <= t_s < end - 1e-9 for start, end in spans)


def scripted(voice: Spans, *, away: Spans | None = None, pace: Callable[[float], float] = lambda t: 140.0) -> Script:
    """Readings by the time since "go": a voice in ``voice``, eyes off the lens in ``away``."""

    def reading(t_s: float) -> LiveReading:
        framing = replace(FACE, lens_share=0.0 if inside(t_s, away or []) else 1.0)
        return LiveReading(GO_S + t_s, framing, VoiceReading(words_per_minute=pace(t_s)), inside(t_s, voice))

    return reading


def played(code: str, script: Script, until_s: float = 60.0, language: str = "en") -> tuple[Drill, float]:
    """Feed ten readings a second from the start on, until the drill is done or it is ``until_s`` after "go"; return it
    and the last time after "go".
    """
    drill = Drill(code, language)
    for index in range(-30, round(until_s * 10) + 1):
        t_s = round(index / 10, 6)
        if drill.feed(script(t_s)).done:
            return drill, t_s
    return drill, until_s


def outcome(code: str, script: Script, language: str = "en") -> tuple[bool, str, float]:
    """Whether it was reached, the outcome, and when it ended."""
    drill, end_s = played(code, script, language=language)
    assert drill.result is not None
    return drill.result.reached, drill.result.outcome, end_s


def at(code: str, script: Script, t_s: float) -> DrillState:
    return played(code, script, t_s)[0].state


TALKS: Spans = [(0.0, 100.0)]


# ---------------------------------------------------------------- the time


@pytest.mark.parametrize(("code", "length_s"), [("slow_down", 40.0), ("pause", 45.0), ("look", 30.0)])
def test_it_begins_with_a_breath_and_ends_at_its_time(code: str, length_s: float) -> None:
    script = scripted(TALKS)
    before = at(code, script, -1.2)
    assert (before.wait_s, before.share, before.left_s) == (pytest.approx(1.2), 0.0, length_s)
    assert (before.hint, before.on_target, before.done) == ("ready", None, False)
    middle = at(code, script, length_s / 2)
    assert (middle.wait_s, middle.share, middle.left_s) == (0.0, pytest.approx(0.5), pytest.approx(length_s / 2))
    drill, end_s = played(code, script)
    assert end_s == length_s
    assert (drill.state.share, drill.state.left_s) == (1.0, 0.0)


def test_there_is_no_result_before_the_end_and_nothing_changes_after_it() -> None:
    drill, _ = played("look", scripted(TALKS), 29.9)
    assert drill.result is None
    drill, _ = played("look", scripted(TALKS))
    result, state = drill.result, drill.state
    assert drill.feed(scripted([])(40.0)) == state
    assert drill.result == result


def test_an_unknown_drill_is_an_error() -> None:
    with pytest.raises(KeyError):
        Drill("smile")


# ---------------------------------------------------------------- the opening line


def test_a_clear_opening_ends_with_its_silence() -> None:
    """Begun after 1 s, 5 s long: it is over when it has been silent for 1.5 s."""
    drill, end_s = played("opening", scripted([(1.0, 6.0)]))
    assert end_s == pytest.approx(7.4)  # the last reading with a voice was at 5.9
    assert drill.result == DrillResult("opening", True, pytest.approx(4.9), "reached")
    assert drill.state.done and drill.state.reached


@pytest.mark.parametrize(
    ("voice", "away", "expected", "end_s"),
    [
        ([(3.0, 7.0)], [], "reached", 8.4),
        ([(3.1, 7.0)], [], "late", 8.4),
        ([(0.5, 1.5), (3.1, 8.0)], [], "false_start", 9.4),  # a silence of 1.7 s after a second
        ([(0.5, 1.5), (2.8, 8.0)], [], "reached", 9.4),  # 1.4 s is a breath
        ([(0.5, 1.5)], [], "too_short", 15.0),
        ([(0.5, 20.0)], [], "no_end", 15.0),
        ([(0.5, 14.0)], [], "reached", 15.0),
        ([(0.5, 14.5)], [], "no_end", 15.0),
        ([], [], "too_quiet", 15.0),
        ([(1.0, 6.0)], [(0.0, 2.5)], "reached", 7.4),
        ([(1.0, 6.0)], [(0.0, 4.5)], "look", 7.4),
        ([(0.0, 6.0)], [(6.0, 15.0)], "reached", 7.4),  # after the line the eyes are free
    ],
)
def test_what_is_wrong_with_an_opening_is_told(voice: Spans, away: Spans, expected: str, end_s: float) -> None:
    assert outcome("opening", scripted(voice, away=away)) == (expected == "reached", expected, pytest.approx(end_s))


@pytest.mark.parametrize(
    ("t_s", "on_target", "hint"),
    [(2.0, None, "go"), (3.5, False, "begin"), (5.0, True, "at_lens"), (6.5, False, "look"), (8.6, True, "hold")],
)
def test_an_opening_is_followed(t_s: float, on_target: bool | None, hint: str) -> None:
    state = at("opening", scripted([(4.0, 8.0)], away=[(6.0, 7.0)]), t_s)
    assert (state.on_target, state.hint) == (on_target, hint)


# ---------------------------------------------------------------- slow down


@pytest.mark.parametrize(
    ("pace", "language", "expected", "figure"),
    [
        (lambda t: 140.0, "en", "reached", 140.0),
        (lambda t: 155.0, "en", "reached", 155.0),
        (lambda t: 155.0, "nl", "too_fast", 155.0),  # the Dutch aim ends at 150
        (lambda t: 200.0, "en", "too_fast", 200.0),
        (lambda t: 90.0, "en", "too_slow", 90.0),
        (lambda t: 200.0 if t < 23.0 else 140.0, "en", "reached", 163.6),  # 11 of 28 s too fast
        (lambda t: 200.0 if t < 24.0 else 140.0, "en", "too_fast", 165.7),
        (lambda t: 180.0 if t < 19.0 else 100.0 if t < 26.0 else 140.0, "en", "unsteady", 140.0),
        (lambda t: 240.0 if t < 12.0 else 140.0, "en", "reached", 140.0),  # the window was not the drill's own yet
    ],
)
def test_the_pace_must_be_inside_the_aim_for_most_of_the_time(
    pace: Callable[[float], float], language: str, expected: str, figure: float
) -> None:
    drill, end_s = played("slow_down", scripted(TALKS, pace=pace), language=language)
    assert drill.result is not None and end_s == 40.0
    assert (drill.result.reached, drill.result.outcome) == (expected == "reached", expected)
    assert drill.result.figure == pytest.approx(figure, abs=0.6)


@pytest.mark.parametrize(
    ("pace", "on_target", "hint"), [(140.0, True, "good_pace"), (170.0, False, "slower"), (100.0, False, "faster")]
)
def test_the_pace_is_told_while_it_runs(pace: float, on_target: bool, hint: str) -> None:
    state = at("slow_down", scripted(TALKS, pace=lambda t: pace), 8.0)
    assert (state.on_target, state.hint, state.figure) == (on_target, hint, pace)


def test_without_a_pace_nothing_is_claimed() -> None:
    def silent(t_s: float) -> LiveReading:
        return LiveReading(GO_S + t_s, None, VoiceReading(), False)

    assert at("slow_down", silent, 8.0).hint == "talk"
    drill, _ = played("slow_down", silent)
    assert drill.result == DrillResult("slow_down", False, None, "too_quiet")


# ---------------------------------------------------------------- pauses


def talk(*silences_s: float, each_s: float = 5.0) -> Spans:
    """Talk in spells with these silences between them (as they are heard: to a tenth of a second)."""
    spans, t_s = [], 0.0
    for silence_s in (*silences_s, 0.0):
        spans.append((t_s, t_s + each_s))
        t_s += each_s + silence_s - 0.1  # from the last reading with a voice to the next one
    return spans


@pytest.mark.parametrize(
    ("silences_s", "expected", "figure"),
    [
        ((1.0, 1.0, 1.0), "reached", 3),
        ((0.7, 3.0, 2.0), "reached", 3),
        ((0.6, 1.0, 1.0), "too_few", 2),
        ((3.1, 1.0, 1.0), "too_few", 2),
        ((3.5, 4.0, 1.0), "too_long", 1),
        ((1.0, 1.0, 1.0, 1.0, 0.9), "reached", 5),
        ((), "too_few", 0),
    ],
)
def test_pauses_between_speech_are_counted(silences_s: tuple[float, ...], expected: str, figure: int) -> None:
    drill, end_s = played("pause", scripted(talk(*silences_s)))
    assert end_s == 45.0
    assert drill.result == DrillResult("pause", expected == "reached", figure, expected)


def test_the_third_pause_is_reached_when_the_voice_is_back_and_stays_so() -> None:
    script = scripted(talk(1.0, 1.0, 1.0))  # silent from 4.9, 10.8 and 16.7 on
    assert not at("pause", script, 17.6).reached
    drill, _ = played("pause", script, 17.7)
    assert drill.state.reached and not drill.state.done and drill.state.figure == 3
    assert drill.result == DrillResult("pause", True, 3, "reached")  # who stops here has done it
    assert at("pause", script, 44.0).reached


@pytest.mark.parametrize(
    ("t_s", "on_target", "hint"),
    [
        (3.0, None, "talk_on"),
        (5.4, None, "talk_on"),
        (5.7, True, "hold"),
        (8.5, False, "go_on"),
        (22.0, False, "pause_now"),
    ],
)
def test_a_pause_is_followed(t_s: float, on_target: bool | None, hint: str) -> None:
    state = at("pause", scripted([(0.0, 5.0), (9.0, 100.0)]), t_s)
    assert (state.on_target, state.hint) == (on_target, hint)


def test_a_silence_in_a_gap_of_the_readings_is_no_pause() -> None:
    """The microphone was away: nobody knows whether there was a voice."""

    def script(t_s: float) -> LiveReading:
        known = not 5.0 <= t_s < 6.5
        return LiveReading(GO_S + t_s, None, VoiceReading() if known else None, True if known else None)

    assert at("pause", script, 44.0).figure == 0


# ---------------------------------------------------------------- the lens


@pytest.mark.parametrize(
    ("voice", "away", "expected", "figure"),
    [
        (TALKS, [], "reached", 1.0),
        (TALKS, [(0.0, 6.0)], "reached", 0.8),
        (TALKS, [(0.0, 6.3)], "look", 0.79),
        (TALKS, [(0.0, 30.1)], "look", 0.0),
        ([(0.0, 12.5)], [(14.0, 30.1)], "reached", 1.0),  # while silent the eyes are free
        ([(0.0, 8.0)], [], "too_quiet", 1.0),
        ([], [], "too_quiet", None),
    ],
)
def test_the_lens_counts_while_speaking(voice: Spans, away: Spans, expected: str, figure: float | None) -> None:
    drill, end_s = played("look", scripted(voice, away=away))
    assert drill.result is not None and end_s == 30.0
    assert (drill.result.reached, drill.result.outcome) == (expected == "reached", expected)
    assert drill.result.figure == pytest.approx(figure, abs=0.004)


def test_a_face_that_is_gone_does_not_look_at_the_lens() -> None:
    def script(t_s: float) -> LiveReading:
        return LiveReading(GO_S + t_s, FramingReading(faces=0.0, face_share=0.0), VoiceReading(), True)

    assert at("look", script, 10.0).hint == "look"
    assert outcome("look", script) == (False, "look", 30.0)


def test_what_could_not_be_measured_is_not_judged() -> None:
    def without_eyes(t_s: float) -> LiveReading:
        return LiveReading(GO_S + t_s, FACE, VoiceReading(), True)

    def deaf(t_s: float) -> LiveReading:
        return LiveReading(GO_S + t_s, FACE, None, None)

    for code in ("opening", "look"):
        assert outcome(code, without_eyes)[:2] == (False, "not_measured")
    for code in DRILLS:
        assert outcome(code, deaf)[:2] == (False, "not_measured")


def test_what_cannot_be_judged_here_is_known_beforehand() -> None:
    here = {"camera": True, "eyes": True, "microphone": True, "language": "nl"}
    assert unavailable(**here) == {}
    assert unavailable(**{**here, "language": ""}) == {}
    assert unavailable(**{**here, "language": "de"}) == {"slow_down": "no_pace"}
    assert unavailable(**{**here, "eyes": False}) == {"opening": "no_eyes", "look": "no_eyes"}
    assert unavailable(**{**here, "camera": False}) == {"opening": "no_camera", "look": "no_camera"}
    assert unavailable(**{**here, "microphone": False}) == dict.fromkeys(DRILLS, "no_microphone")


# ---------------------------------------------------------------- whatever happens

READINGS = st.lists(
    st.tuples(
        st.sampled_from([0.02, 0.1, 0.1, 0.25, 1.0, 4.0]),
        st.sampled_from([True, True, False, None]),
        st.sampled_from([None, 0.0, 1 / 3, 1.0]),
        st.sampled_from([None, 80.0, 140.0, 220.0]),
    ),
    min_size=1,
    max_size=300,
)


@given(st.sampled_from(DRILLS), READINGS)
def test_whatever_happens_a_drill_ends_and_has_words(
    code: str, readings: list[tuple[float, bool | None, float | None, float | None]]
) -> None:
    drill, t_s = Drill(code), START_S
    for step_s, speaking, lens, pace in readings:
        t_s += step_s
        voice = None if speaking is None else VoiceReading(words_per_minute=pace)
        before = drill.state
        state = drill.feed(LiveReading(t_s, None if lens is None else replace(FACE, lens_share=lens), voice, speaking))
        assert 0.0 <= before.share <= state.share <= 1.0 and state.left_s >= 0.0 and state.wait_s >= 0.0
        assert hint_text(state.hint, "en") and hint_text(state.hint, "nl")
        assert before.reached <= state.reached and before.done <= state.done
        assert drill.result is None or all(outcome_texts(drill.result, "nl"))
    drill.feed(LiveReading(t_s + 100.0, None, None))
    assert drill.state.done and drill.result is not None
    assert drill.result.reached == (drill.result.outcome == "reached")


# ---------------------------------------------------------------- the words


@pytest.mark.parametrize("code", DRILLS)
def test_a_drill_has_short_words_in_both_languages(code: str) -> None:
    for text in (name_text, line_text, goal_text):
        english, dutch = text(code, "en"), text(code, "nl-NL")
        assert english != dutch and text(code, "") == english
        assert all(5 <= len(words) <= 75 and words[0].isupper() for words in (english, dutch))
    assert len(name_text(code, "nl")) <= 20 and len(line_text(code, "nl")) <= 45


def test_the_goal_of_the_pace_names_the_aim_of_the_language_that_is_spoken() -> None:
    assert "120 and 160" in goal_text("slow_down", "en")
    assert "115 en 150" in goal_text("slow_down", "nl")
    assert "115 and 150" in goal_text("slow_down", "en", spoken="nl")


def test_figures_have_their_unit() -> None:
    assert figure_texts("look", 0.824, "en") == ("82 %", "at the lens")
    assert figure_texts("slow_down", 141.6, "nl") == ("142", "woorden per minuut")
    assert figure_texts("pause", 1.0, "en") == ("1", "good pause")
    assert figure_texts("pause", 0.0, "nl") == ("0", "goede pauzes")
    assert figure_texts("opening", None, "en") == ("–", "seconds")


def test_the_outcome_is_kind_and_says_what_next() -> None:
    said, tried = outcome_texts(DrillResult("pause", False, 1, "too_few"), "nl")
    assert said == "Een stilte voelt voor jou langer dan voor je luisteraar."
    assert tried == "Tel na elke zin in gedachten tot twee."
    assert DrillResult("look", True, 0.9, "reached").next_drill == "opening"
    assert [reason_text(reason, "en")[:5] for reason in ("no_camera", "no_eyes", "no_microphone", "no_pace")]
