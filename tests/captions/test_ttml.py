"""TTML: what is written is read back by ttconv as by us; what broadcasters and others write is read right."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import ttconv.imsc.reader
import ttconv.srt.writer
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.captions import captions_text, read_captions, write_captions
from producer.errors import InputError
from producer.values import CaptionTrack, Cue

TRACK = CaptionTrack(
    "nl", (Cue(0.5, 2.25, ("Één & <b>twee</b>", "drie")), Cue(2.333, 4.0, ("vier",)), Cue(3600.001, 3601.999, ("uur",)))
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    for suffix in ("ttml", "dfxp", "xml"):
        write_captions(TRACK, tmp_path / f"x.{suffix}")
        assert read_captions(tmp_path / f"x.{suffix}") == TRACK
    assert read_captions(tmp_path / "x.ttml", language="en").language == "en"


def test_ttconv_reads_the_same_words_at_the_same_times() -> None:
    document = ttconv.imsc.reader.to_model(ET.ElementTree(ET.fromstring(captions_text(TRACK, "ttml").encode("utf-8"))))
    assert ttconv.srt.writer.from_model(document).split("\n") == [
        *("1", "00:00:00,500 --> 00:00:02,250", "Één & <b>twee</b>", "drie", ""),
        *("2", "00:00:02,333 --> 00:00:04,000", "vier", ""),
        *("3", "01:00:00,001 --> 01:00:01,999", "uur", ""),
    ]


def test_it_says_what_it_conforms_to_and_keeps_to_it() -> None:
    root = ET.fromstring(captions_text(TRACK, "ttml").encode("utf-8"))
    names = {"tt": "http://www.w3.org/ns/ttml", "ebuttm": "urn:ebu:tt:metadata"}
    assert "urn:ebu:tt:distribution:2018-04" in [e.text for e in root.iterfind(".//ebuttm:conformsToStandard", names)]
    assert root.get("{http://www.w3.org/ns/ttml#parameter}timeBase") == "media"
    declared = {e.get("{http://www.w3.org/XML/1998/namespace}id") for e in root.iterfind(".//tt:style", names)}
    paragraphs = root.findall(".//tt:p", names)
    assert [p.get("{http://www.w3.org/XML/1998/namespace}id") for p in paragraphs] == ["cue1", "cue2", "cue3"]
    assert {e.get("style") for e in (*paragraphs, *root.iterfind(".//tt:span", names))} <= declared
    assert all(not (p.text or "").strip() for p in paragraphs)  # words are in spans


EBU = """<?xml version="1.0" encoding="UTF-8"?>
<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
  xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="nl" ttp:timeBase="media" ttp:cellResolution="40 24">
 <tt:head><tt:styling><tt:style xml:id="s" tts:color="#ffff00"/></tt:styling>
 <tt:layout><tt:region xml:id="r" tts:origin="10% 10%" tts:extent="80% 80%"/></tt:layout></tt:head>
 <tt:body><tt:div>
  <tt:p xml:id="a" region="r" begin="00:00:01.000" end="00:00:02.000"><tt:span style="s">Goede-
     morgen</tt:span><tt:br/><tt:span>allemaal</tt:span></tt:p>
  <tt:p xml:id="b" region="r"><tt:span begin="00:00:03.000" end="00:00:04.000">een</tt:span><tt:br/>
    <tt:span begin="00:00:04.000" end="00:00:05.000">twee</tt:span></tt:p>
 </tt:div></tt:body></tt:tt>"""
OLD = """<tt xmlns="http://www.w3.org/2006/10/ttaf1" xmlns:ttp="http://www.w3.org/2006/10/ttaf1#parameter"
 ttp:frameRate="25" xml:lang="en"><body begin="10s"><div>
 <p begin="00:00:01:05" end="00:00:02:05">hello<br/>there</p><p begin="3s" dur="1.5s">you</p></div></body></tt>"""
TICKS = """<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:tickRate="10000000"
 xml:lang="en"><body><div><p begin="10000000t" end="25000000t"><span>tick</span></p></div></body></tt>"""


def read(folder: Path, text: str | bytes) -> CaptionTrack:
    path = folder / "other.ttml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_captions(path)


def test_ebu_tt_d_with_times_on_words(tmp_path: Path) -> None:
    cues = (Cue(1.0, 2.0, ("Goede- morgen", "allemaal")), Cue(3.0, 4.0, ("een",)), Cue(4.0, 5.0, ("twee",)))
    assert read(tmp_path, EBU) == CaptionTrack("nl", cues)
    assert read(tmp_path, EBU.replace("UTF-8", "UTF-16").encode("utf-16")).cues == cues


def test_old_files_with_frames_offsets_and_durations(tmp_path: Path) -> None:
    assert read(tmp_path, OLD).cues == (Cue(11.2, 12.2, ("hello", "there")), Cue(13.0, 14.5, ("you",)))


def test_ticks(tmp_path: Path) -> None:
    assert read(tmp_path, TICKS) == CaptionTrack("en", (Cue(1.0, 2.5, ("tick",)),))


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tt xmlns="http://www.w3.org/ns/ttml"/>'
)


@pytest.mark.parametrize("text", [BOMB, "<tt", "<tt xmlns='http://www.w3.org/ns/ttml'><p></tt>", "<tt>no</tt>"])
def test_what_cannot_be_read_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"other\.ttml"):
        read(tmp_path, text)


def test_no_cues_is_a_file_that_can_be_read(tmp_path: Path) -> None:
    write_captions(CaptionTrack("nl", ()), tmp_path / "x.ttml")
    assert read_captions(tmp_path / "x.ttml") == CaptionTrack("nl", ())


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=40)


@settings(max_examples=150)
@given(
    st.lists(
        LINE.map(
            lambda line: " ".join(line.replace("\u00ad", "").replace("\ufeff", "").replace("\u200b", "").split())
        ).filter(bool),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_goes_there_and_back(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    track = CaptionTrack("", tuple(Cue(2.0 * i + 0.5, 2.0 * i + 2.25, (line,)) for i, line in enumerate(lines)))
    path = tmp_path_factory.getbasetemp() / "any.ttml"
    write_captions(track, path)
    assert read_captions(path).cues == track.cues
