"""``report.html``: the worst first, every place to be seen a link that plays it, and no name is taken for code."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from producer.batch.looks import Look, find_looks
from producer.batch.page import SHOWN, report_html
from producer.batch.report import FileReport
from producer.captions.check import BrokenRule
from producer.speech.findings import Finding
from producer.values import CaptionTrack, Cue, Transcript, Word


class Page(HTMLParser):
    """Collects the elements of a page; raises where it cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [values for name, values in self.elements if name == tag]


@pytest.fixture
def reports(tmp_path: Path) -> list[FileReport]:
    calm = FileReport(str(tmp_path / "in" / "calm.mp4"), "done", language="nl", duration_s=61.0, cues=9)
    unsure = FileReport(
        str(tmp_path / "in" / "a & b #1.wav"), "done", (str(tmp_path / "out" / "a & b #1.srt"),),
        language="en", duration_s=3.0, cues=1, low_confidence=1,
        looks=(Look(2.0, 2.4, 1, "uncertain", "uncertain word: Acme (31 %)", "We are Acme"),),
    )  # fmt: skip
    fast = FileReport(
        str(tmp_path / "in" / "fast.mp4"), "done", duration_s=90.0, cues=2,
        broken_rules=({"cue": 2, "rule": "too_fast", "value": 21.5, "limit": 20.0},),
        looks=(Look(75.0, 77.0, 2, "rule", "too fast: 21.5 characters a second (limit 20)", "So quick"),),
    )  # fmt: skip
    failed = FileReport(str(tmp_path / "in" / "<script>.mp4"), "failed", error="<b>It is empty.</b>")
    return [calm, unsure, fast, failed]


def test_the_worst_comes_first(reports: list[FileReport], tmp_path: Path) -> None:
    page = report_html(reports, tmp_path / "out")
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["&lt;script&gt;.mp4", "fast.mp4", "a &amp; b #1.wav", "calm.mp4"]
    assert "4 files · 1 failed · 2 to look at · 1 without remarks" in page


def test_every_place_is_a_link_that_plays_it_with_its_reason_and_its_words(
    reports: list[FileReport], tmp_path: Path
) -> None:
    page = report_html(reports, tmp_path / "out")
    links = [link for link in Page(page).all("a") if "data-from" in link]
    assert [(link["data-from"], link["data-to"]) for link in links] == [("74.00", "78.00"), ("1.00", "3.40")]
    assert [unquote(str(link["href"])) for link in links] == ["../in/fast.mp4#t=74.00", "../in/a & b #1.wav#t=1.00"]
    assert ">1:15.0</a> <b>rule</b> too fast: 21.5 characters a second (limit 20)" in page
    assert "caption 2" in page and "<q>So quick</q>" in page


def test_each_film_and_sound_plays_from_where_it_is_with_relative_addresses(
    reports: list[FileReport], tmp_path: Path
) -> None:
    page = Page(report_html(reports, tmp_path / "out"))
    assert [film["src"] for film in page.all("video")] == ["../in/fast.mp4", "../in/calm.mp4"]
    (sound,) = page.all("audio")
    assert (sound["src"], sound["aria-label"]) == ("../in/a%20%26%20b%20%231.wav", "a & b #1.wav")
    assert [link["href"] for link in page.all("a") if "data-from" not in link] == ["./a%20%26%20b%20%231.srt"]
    assert all("preload" in player for player in (*page.all("video"), sound))


def test_the_page_needs_nothing_beside_it_and_takes_no_name_for_code(reports: list[FileReport], tmp_path: Path) -> None:
    text = report_html(reports, tmp_path / "out")
    page = Page(text)
    assert len(page.all("script")) == len(page.all("style")) == 1
    assert page.all("script")[0] == {} and not page.all("link") and not page.all("img")
    assert "http" not in text
    assert "&lt;b&gt;It is empty.&lt;/b&gt;" in text


def test_a_film_with_a_thousand_places_stays_readable(tmp_path: Path) -> None:
    looks = tuple(Look(float(second), second + 1.0, 1, "rule", "too fast") for second in range(1000))
    page = report_html([FileReport("a.mp4", "done", looks=looks)], tmp_path)
    assert page.count("data-from=") == SHOWN
    assert "and 900 more" in page


def test_what_is_to_be_seen_is_found_with_its_caption() -> None:
    words = (Word("We", 0.0, 0.5, 0.9), Word("are", 0.5, 1.0, 0.9), Word("Acme", 2.0, 2.4, 0.31))
    track = CaptionTrack("en", (Cue(0.0, 1.2, ("We are",)), Cue(2.0, 3.0, ("Acme",))))
    looks = find_looks(
        Transcript("en", 3.0, "whisper:x", words),
        track,
        [BrokenRule(1, "too_short", 0.5, 1.0)],
        [Finding("glossary", 2.0, 2.4, "Akme", "Acme", "heard as a name of the glossary")],
    )
    assert [(look.start_s, look.cue, look.kind) for look in looks] == [
        (0.0, 1, "rule"), (2.0, 2, "uncertain"), (2.0, 2, "glossary"),
    ]  # fmt: skip
    assert looks[1].reason == "uncertain word: Acme (31 %)"
    assert looks[2].reason == "Akme -> Acme (heard as a name of the glossary)"
    assert [look.text for look in looks] == ["We are", "Acme", "Acme"]
