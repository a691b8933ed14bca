"""The report page, the timeline and the praise of a take: true figures, both languages, nothing loaded from
elsewhere.
"""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from producer.assets import asset
from producer.coach.take.drawing import timeline_svg
from producer.coach.take.page import page_sound, report_page
from producer.coach.take.praise import praise_for
from producer.coach.take.report import report_of
from producer.coach.take.take import TakeMeasures, measure_take
from producer.coach.take.take_report import TakeReport, take_report
from producer.coach.take.timeline import PEAK_STEP_S, STEP_S, timeline_of
from producer.media.probe import probe
from producer.values import Transcript, Word


@pytest.fixture(scope="module")
def take() -> TakeMeasures:
    words = tuple(Word(text, at, at + 0.3) for at, text in ((2.0, "Um,"), (3.0, "hello"), (4.0, "there.")))
    return measure_take(asset("sample/presenter.mp4"), transcript=Transcript("en", 27.1, "script", words))


@pytest.fixture(scope="module")
def report(take: TakeMeasures) -> TakeReport:
    return take_report(take)


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
    english = {praise.code: praise.text("en") for praise in praise_for(take)}
    dutch = {praise.code: praise.text("nl") for praise in praise_for(take)}
    assert english.keys() == dutch.keys()
    assert english["clear_sound"] == "Your voice is clear, without noise or crackle."
    assert dutch["clear_sound"] == "Je stem is helder, zonder ruis of gekraak."


def test_praise_and_advice_never_say_opposite_things(take: TakeMeasures) -> None:
    codes = {item["code"] for item in report_of(take)["advice"]}
    praised = {praise.code for praise in praise_for(take)}
    assert not ("clear_sound" in praised and codes & {"clipping", "quieter_room", "speak_up"})
    assert not ("good_light" in praised and codes & {"more_light", "less_light", "light_from_front"})


@pytest.mark.parametrize(("language", "heading"), [("en", "What went well"), ("nl", "Wat goed ging")])
def test_the_page_stands_alone(report: TakeReport, language: str, heading: str) -> None:
    page = report_page(report, language)
    assert heading in page
    assert f'<html lang="{language}">' in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<li>") >= 1
    assert "presenter" in page
    assert "<audio" not in page, "no sound was given"


def test_what_to_change_comes_with_its_lesson_and_source(report: TakeReport) -> None:
    import dataclasses

    page = report_page(dataclasses.replace(report, change=("slow_down", "look_at_lens")), "nl")
    assert "Neem de tijd, praat iets rustiger." in page
    assert "Rustiger praten is vooral langer pauzeren" in page
    assert "Bron: Qu" in page


def test_a_mark_can_be_heard(report: TakeReport, tmp_path: Path) -> None:
    sound = page_sound(report.file, report.duration_s)
    assert sound is not None
    page = report_page(report, "en", sound=sound)
    embedded = base64.b64decode(page.split("data:audio/mp4;base64,")[1].split('"')[0])
    kept = tmp_path / "sound.m4a"
    kept.write_bytes(embedded)
    assert probe(kept).duration_s == pytest.approx(report.duration_s, abs=0.2)
    assert len(page) < 400_000
    assert 'data-t="2.00" data-end="2.30"' in page, "the filler says when it is"
    start, end = report.timeline.pauses[0]
    assert f'data-t="{start:.2f}" data-end="{end:.2f}"' in page


def test_sound_that_is_too_long_for_a_page_stays_out(report: TakeReport) -> None:
    assert page_sound(report.file, 3600.0) is None


def test_the_drawing_is_well_formed_and_marks_what_there_is(report: TakeReport) -> None:
    drawing = ElementTree.fromstring(timeline_svg(report, "en"))
    groups = {group.get("class"): list(group) for group in drawing.iter("g")}
    assert len(groups["mark"]) == 1
    assert groups["mark"][0].tag == "path", "a shape of its own, not only a colour"
    assert groups["good"][0].tag == "rect"
    assert len(groups["wave"]) > 100
    assert any(path.get("class") == "curve" and path.get("d") for path in drawing.iter("path"))


def test_a_name_cannot_break_the_page(report: TakeReport) -> None:
    import dataclasses

    nasty = dataclasses.replace(report, file=Path("<script>alert('x')</script>.mkv"))
    assert "<script>" not in report_page(nasty)
