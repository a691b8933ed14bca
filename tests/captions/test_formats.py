"""Caption files: what a person wrote comes out as it was written, whoever made the file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from producer.captions import read_captions, write_captions
from producer.captions.formats import captions_text
from producer.captions.style import BurnStyle
from producer.errors import InputError
from producer.media.ffmpeg import ffmpeg_path
from producer.values import CaptionTrack, Cue

NASTY = (
    r"{\an8}{\pos(1,1)}up",
    "<b>bold</b> & <i>it</i> &amp; &lt;",
    "a --> b",
    r"C:\new\Nice\h\n",
    'it\'s "quoted": 100 %, [x]; {y} {{z}}',
    "ü é € 😀 𝄞 ﷽",
    "<00:00:01.000><c.red>karaoke</c>",
    "1",
    "NOTE this",
    "{c:$0000ff}{y:i}",
    "a < b > c",
    "WEBVTT",
    "-->",
    r"\\N\{",
)
LINE = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=40),
    st.text("{}\\<>&-/bianN0123456789;:,.%'\" ", min_size=1, max_size=30),
)


def track_of(*lines: str) -> CaptionTrack:
    return CaptionTrack("", tuple(Cue(2.0 * i + 0.5, 2.0 * i + 2.25, (line,)) for i, line in enumerate(lines)))


def clean(line: str) -> str:
    return " ".join(line.split())


@pytest.mark.parametrize("suffix", [".srt", ".vtt", ".ass"])
@pytest.mark.parametrize("line", NASTY)
def test_what_looks_like_a_command_is_text(tmp_path: Path, suffix: str, line: str) -> None:
    path = tmp_path / f"x{suffix}"
    track = CaptionTrack("", (Cue(0.5, 2.25, ("before", line)), Cue(3.0, 4.5, (line, "after")), Cue(5.0, 6.0, (line,))))
    write_captions(track, path)
    assert read_captions(path) == track


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE.map(clean).filter(bool), min_size=1, max_size=4), st.sampled_from(["srt", "vtt", "ass"]))
def test_any_text_goes_there_and_back(tmp_path_factory: pytest.TempPathFactory, lines: list[str], form: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{form}"
    path.write_text(captions_text(track_of(*lines), form), "utf-8")
    assert [cue.lines for cue in read_captions(path).cues] == [(line,) for line in lines]


def test_times_are_kept_to_the_thousandth(tmp_path: Path) -> None:
    track = CaptionTrack(
        "", (Cue(0.001, 1.234, ("a",)), Cue(3599.999, 3601.5, ("b",)), Cue(36_000.25, 36_001.0, ("c",)))
    )
    for suffix in (".srt", ".vtt"):
        write_captions(track, tmp_path / f"x{suffix}")
        assert read_captions(tmp_path / f"x{suffix}") == track
    assert "00:00:00,001 --> 00:00:01,234" in (tmp_path / "x.srt").read_text("utf-8")
    assert "10:00:00.250 --> 10:00:01.000" in (tmp_path / "x.vtt").read_text("utf-8")


def test_txt_is_the_words(tmp_path: Path) -> None:
    write_captions(
        CaptionTrack("nl", (Cue(0, 1, ("Hé daar,", "mensen.")), Cue(1, 2, ("{x} <b>",)))), tmp_path / "x.txt"
    )
    assert (tmp_path / "x.txt").read_text("utf-8") == "Hé daar, mensen.\n{x} <b>\n"


@pytest.mark.parametrize("form", ["srt", "vtt", "ass"])
def test_no_cues_is_an_empty_file_that_can_be_read(tmp_path: Path, form: str) -> None:
    write_captions(CaptionTrack("", ()), tmp_path / f"x.{form}")
    assert read_captions(tmp_path / f"x.{form}").cues == ()


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_ffmpeg_reads_the_same_cues_at_the_same_times(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"x.{form}"
    write_captions(CaptionTrack("", (Cue(0.5, 2.25, ("Één: twee",)), Cue(2.5, 4.0, ("drie", "vier")))), path)
    command = [ffmpeg_path(), "-v", "error", "-i", str(path), "-f", "srt", "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    assert said.split() == [
        "1",
        "00:00:00,500",
        "-->",
        "00:00:02,250",
        "Één:",
        "twee",
        "2",
        "00:00:02,500",
        "-->",
        "00:00:04,000",
        "drie",
        "vier",
    ]


FOREIGN = '1\n00:00:01,000 --> 00:00:02,000\n<i>Café</i> {\\an8}één\n<font color="red">rood</font>\n\n'


@pytest.mark.parametrize(
    "raw",
    [
        FOREIGN.encode("utf-8-sig"),
        FOREIGN.replace("\n", "\r\n").encode("utf-8"),
        FOREIGN.encode("latin-1"),
        FOREIGN.replace("\n", "\r\n").encode("utf-16"),
        FOREIGN.replace(",000", ".000").encode("utf-8"),
        (
            "\n\n" + FOREIGN + "2\n00:00:05,000 --> 00:00:04,000\nbackwards\n\n3\n00:00:06,000 --> 00:00:07,000\n\n"
        ).encode("utf-8"),
    ],
    ids=["bom", "crlf", "latin-1", "utf-16", "points", "broken-cues"],
)
def test_files_made_by_others_are_read_right(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.srt"
    path.write_bytes(raw)
    assert read_captions(path).cues == (Cue(1.0, 2.0, ("Café één", "rood")),)


def test_overlaps_and_disorder_are_put_right(tmp_path: Path) -> None:
    path = tmp_path / "x.srt"
    path.write_text("1\n00:00:04,000 --> 00:00:06,000\nb\n\n2\n00:00:01,000 --> 00:00:05,000\na\n", "utf-8")
    assert read_captions(path).cues == (Cue(1.0, 4.0, ("a",)), Cue(4.0, 6.0, ("b",)))


def test_settings_and_notes_of_webvtt_are_not_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "x.vtt"
    path.write_text(
        "WEBVTT - title\n\nNOTE a note\n\nSTYLE\n::cue { color: red }\n\n"
        "intro\n00:01.000 --> 00:02.000 line:0 align:start\n<v Jan>Dag &amp; welkom</v>\n",
        "utf-8",
    )
    assert read_captions(path).cues == (Cue(1.0, 2.0, ("Dag & welkom",), "Jan"),)


@pytest.mark.parametrize(("name", "raw"), [("x.srt", b"\x00\x01\x02" * 50), ("x.srt", b"just words"), ("x.ass", b"{}")])
def test_what_is_no_caption_file_is_said_and_left_alone(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(InputError, match=name):
        read_captions(tmp_path / name)
    assert (tmp_path / name).read_bytes() == raw


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="srt, vtt"):
        write_captions(track_of("a"), tmp_path / "x.docx")
    assert list(tmp_path.iterdir()) == []


def drawn(folder: Path, text: str, style: BurnStyle, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return where libass draws letters on black."""
    width, height = size
    write_captions(CaptionTrack("", (Cue(0, 1, (text,)),)), folder / "captions.ass", style=style, size=size)
    command = [
        *(ffmpeg_path(), "-v", "error", "-f", "lavfi", "-i", f"color=c=black:s={width}x{height}:d=0.1:r=10"),
        *("-vf", "ass=captions.ass", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "-"),
    ]
    raw = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(height, width) > 128


def burned(folder: Path, text: str, style: BurnStyle, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what libass draws on black."""
    rows, columns = np.nonzero(drawn(folder, text, style, size))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (1080, 1920)])
def test_burned_captions_stand_in_their_place_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    width, height = size
    left, top, right, bottom = burned(tmp_path, "Hxg", BurnStyle(size=0.05, margin_bottom=0.1), size)
    assert 0.85 < bottom / height < 0.92
    assert 0.02 < (bottom - top) / height < 0.055
    assert abs((left + right) / 2 / width - 0.5) < 0.02


def test_a_tag_in_a_caption_does_not_move_it_when_burned(tmp_path: Path) -> None:
    plain = burned(tmp_path, "Hxg an8 up", BurnStyle(), (640, 360))
    tagged = burned(tmp_path, r"{\an8\fs200}Hxg \N\h up", BurnStyle(), (640, 360))
    assert abs(tagged[1] - plain[1]) < 8 and abs(tagged[3] - plain[3]) < 8  # on one line, at the same place
    assert tagged[2] - tagged[0] > plain[2] - plain[0]  # and the tag itself is seen


@pytest.mark.parametrize(("text", "full_stop_left"), [("HHH.", False), ("\u200fHHH.", True)])
def test_a_line_that_runs_to_the_left_ends_at_the_left(tmp_path: Path, text: str, full_stop_left: bool) -> None:
    """Arabic and Hebrew lines: here a mark that says so, since not every computer has their letters."""
    columns = drawn(tmp_path, text, BurnStyle(), (640, 360)).any(axis=0).nonzero()[0]
    heights = drawn(tmp_path, text, BurnStyle(), (640, 360)).sum(axis=0)
    left, right = heights[columns[0] : columns[0] + 2].max(), heights[columns[-1] - 1 : columns[-1] + 1].max()
    assert (left < right) == full_stop_left


ODD_ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, Alignment
Style: Default,Arial,48,8

[Events]
Format: Layer, Start, End, Style, {}Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,{}Hello, you
"""


def test_a_style_that_lacks_fields_is_no_matter(tmp_path: Path) -> None:
    """Python's warnings are errors in the tests, and lines of noise for a person."""
    path = tmp_path / "odd.ass"
    path.write_text(ODD_ASS.format("Name, MarginL, MarginR, MarginV, Effect, ", ",0,0,0,,"))
    assert read_captions(path).cues == (Cue(1.0, 2.0, ("Hello, you",)),)


def test_captions_that_would_be_lost_in_reading_are_said(tmp_path: Path) -> None:
    path = tmp_path / "odd.ass"
    path.write_text(ODD_ASS.format("", ""))
    with pytest.raises(InputError, match=r"odd\.ass"):
        read_captions(path)


def test_captions_that_start_at_one_moment_become_one(tmp_path: Path) -> None:
    path = tmp_path / "x.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\ntop\n\n2\n00:00:01,000 --> 00:00:03,000\nbottom\n", "utf-8")
    assert read_captions(path).cues == (Cue(1.0, 3.0, ("top", "bottom")),)
    assert read_captions(path, as_it_is=True).cues == (Cue(1.0, 2.0, ("top",)), Cue(1.0, 3.0, ("bottom",)))
