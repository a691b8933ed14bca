"""The real engine behind the caption pages: what it knows of captions that lie on the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from producer.assets import asset
from producer.batch.report import FileReport
from producer.captions import write_captions
from producer.captions.rules import DEFAULT, VERTICAL
from producer.files import write_json
from producer.jobs import Job
from producer.media.ffmpeg import run_ffmpeg
from producer.studio import transcript_path
from producer.values import CaptionTrack, Cue, Transcript, Word
from ui.real_captioning import RealCaptioning

DUTCH = CaptionTrack("nl", (Cue(0.0, 2.0, ("Wij hebben het samen gedaan, allemaal.",)),))
"""19 characters a second: too fast in Dutch (17), not in English (20)."""
WORDS = Transcript("nl", 2.0, "script", (Word("Wij", 0.0, 0.4, 0.9),))


@pytest.fixture
def take(tmp_path: Path) -> Path:
    return Path(shutil.copy(asset("sample/presenter.mp4"), tmp_path / "Take 1.mp4"))


def test_a_saved_take_s_captions_keep_their_language(take: Path) -> None:
    write_json(transcript_path(take), WORDS.to_json())
    write_captions(DUTCH, take.with_suffix(".srt"))
    assert RealCaptioning().of_take(take, Job()).track == DUTCH


def test_captions_alone_are_held_to_the_rules_of_the_language_they_are_in(take: Path) -> None:
    write_captions(DUTCH, take.with_suffix(".srt"))
    assert RealCaptioning().of_take(take, Job()).track.language == "nl"


def test_a_result_is_held_to_the_rules_of_its_own_language(take: Path) -> None:
    srt = take.with_suffix(".srt")
    write_captions(DUTCH, srt)
    report = FileReport(str(take), "done", outputs=(str(srt),), language="nl")
    found = RealCaptioning().of_result(report, "bbc")
    assert (found.track, found.rules) == (DUTCH, "bbc")


def test_a_result_s_language_is_that_of_its_words_where_the_report_names_none(take: Path) -> None:
    srt, words = take.with_suffix(".srt"), take.with_suffix(".json")
    write_captions(DUTCH, srt)
    write_json(words, WORDS.to_json())
    report = FileReport(str(take), "done", outputs=(str(srt), str(words)))
    assert RealCaptioning().of_result(report, DEFAULT).track.language == "nl"


def test_an_upright_film_s_result_is_held_to_the_rules_it_was_made_by(tmp_path: Path) -> None:
    film, srt = tmp_path / "up.mp4", tmp_path / "up.srt"
    run_ffmpeg(["-f", "lavfi", "-i", "color=s=90x160:d=0.2:r=10", str(film)])
    write_captions(DUTCH, srt)
    report = FileReport(str(film), "done", outputs=(str(srt),), language="nl")
    assert RealCaptioning().of_result(report, DEFAULT).rules == VERTICAL
    assert RealCaptioning().of_result(report, "bbc").rules == "bbc"
    film.unlink()
    assert RealCaptioning().of_result(report, DEFAULT).rules == DEFAULT
