"""The report page, the timeline and the praise of a take: true figures, both languages, nothing loaded from
elsewhere.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from producer.assets import asset
from producer.coach.page import report_page, timeline_svg
from producer.coach.praise import praise_for
from producer.coach.report import report_of
from producer.coach.take import TakeMeasures, measure_take
from producer.coach.timeline import PEAK_STEP_S, STEP_S, timeline_of
from producer.values import Transcript, Word


@pytest.fixture(scope="module")
def take() -> TakeMeasures:
    words = tuple(Word(text, at, at + 0.3) for at, text in ((2.0, "Um,"), (3.0, "hello"), (4.0, "there.")))
    return measure_take(asset("sample/presenter.mp4"), transcript=Transcript("en", 27.1, "script", words))


def test_the_timeline_covers_the_take(take: TakeMeasures) -> None:
    line = timeline_of(take)
    assert len(line.peaks) == pytest.approx(take.duration_s / PEAK_STEP_S, abs=2)
    assert len(line.words_per_minute) == len(line.level_dbfs) == pytest.approx(take.duration_s / STEP_S, abs=1)
    assert max(line.peaks) <= 1.0
    spoken = [value for value in line.level_dbfs if value is not None]
    assert all(-40 < value < -5 for value in spoken)
    assert line.words_per_minute[0] is None  # too early to tell
    assert line.words_per_minute[-1] == pytest.approx(take.voice.pace.words_per_minute, rel=0.3)
    assert all(0 <= start < end <= take.duration_s + 0.01 for start, end in line.at_lens + line.pauses)
    assert line.fillers == (("Um", 2.0, 2.3),)


def test_the_sample_is_praised_in_both_languages(take: TakeMeasures) -> None:
    english = {praise.code: praise.text for praise in praise_for(take, "en")}
    dutch = {praise.code: praise.text for praise in praise_for(take, "nl")}
    assert english.keys() == dutch.keys()
    assert english["clear_sound"] == "Your voice is clear, without noise or crackle."
    assert dutch["clear_sound"] == "Je stem is helder, zonder ruis of gekraak."


def test_praise_and_advice_never_say_opposite_things(take: TakeMeasures) -> None:
    codes = {item["code"] for item in report_of(take)["advice"]}
    praised = {praise.code for praise in praise_for(take)}
    assert not ("clear_sound" in praised and codes & {"clipping", "quieter_room", "speak_up"})
    assert not ("good_light" in praised and codes & {"more_light", "less_light", "light_from_front"})


@pytest.mark.parametrize(("language", "heading"), [("en", "What went well"), ("nl", "Wat goed ging")])
def test_the_page_stands_alone(take: TakeMeasures, language: str, heading: str) -> None:
    page = report_page(take, language)
    assert heading in page
    assert f'<html lang="{language}">' in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<li>") >= 1
    assert "presenter" in page


def test_the_drawing_is_well_formed_and_marks_what_there_is(take: TakeMeasures) -> None:
    line = timeline_of(take)
    drawing = ElementTree.fromstring(timeline_svg(take, line, "en"))
    groups = {group.get("class"): list(group) for group in drawing.iter("g")}
    assert len(groups["mark"]) == 1
    assert len(groups["wave"]) > 100
    assert any(path.get("class") == "curve" and path.get("d") for path in drawing.iter("path"))


def test_a_name_cannot_break_the_page(take: TakeMeasures) -> None:
    import dataclasses

    nasty = dataclasses.replace(take, path=Path("<script>alert('x')</script>.mkv"))
    assert "<script>" not in report_page(nasty)
