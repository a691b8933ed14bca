"""Caption files made by others are read right: every spelling of times, voices, notes, letters and line ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from producer.captions import read_captions
from producer.errors import InputError
from producer.values import CaptionTrack, Cue

TWO = (Cue(1.0, 2.0, ("hallo",)), Cue(3.0, 4.5, ("daar",)))
SRT = "1\n00:00:01,000 --> 00:00:02,000\nhallo\n\n2\n00:00:03,000 --> 00:00:04,500\ndaar\n"


def read(folder: Path, text: str | bytes, name: str = "x.srt", *, as_it_is: bool = False) -> CaptionTrack:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_captions(path, as_it_is=as_it_is)


@pytest.mark.parametrize(
    "text",
    [
        SRT,
        SRT.replace("\n\n2", "\n2"),
        SRT.replace("00:00:", "00:"),
        SRT.replace("00:00:0", "0:0:"),
        SRT.replace(",000", "").replace(",500", ",5"),
        SRT.replace(",", "."),
        SRT.replace(" --> ", "-->"),
        SRT.replace(" --> ", " -> "),
        SRT.replace("-->", "→"),
        SRT.replace("00:02,000\n", "00:02,000 X1:100 X2:200 Y1:10 Y2:20\n"),
        SRT.replace("1\n00", "00").replace("2\n00", "00"),
        SRT.replace("hallo", r"{\an8}<font color='red'><b>hallo</b></font>"),
        SRT.replace("\n", "\n\n").replace("hallo\n\n", "hallo\n"),
        "\ufeff\n\n" + SRT.replace("\n", "\r\n") + "\r\n\r\n",
        SRT.replace("\n", "\r"),
    ],
    ids=[
        "plain",
        "no-blank",
        "no-hours",
        "short-times",
        "no-thousandths",
        "points",
        "tight-arrow",
        "short-arrow",
        "arrow-sign",
        "positions",
        "no-numbers",
        "tags",
        "double-spaced",
        "bom-crlf",
        "old-mac",
    ],
)
def test_srt_in_every_spelling(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).cues == TWO


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_letters_in_every_coding(tmp_path: Path, encoding: str) -> None:
    text = SRT.replace("hallo", "Één café, zegt Zoë – nee".replace("–", "-" if encoding == "latin-1" else "–"))
    assert read(tmp_path, text.encode(encoding)).cues[0].lines[0].startswith("Één café, zegt Zoë")


@pytest.mark.parametrize("time", ["-00:00:01,000", "00:00:-1,000", "00:00:00,000"])
def test_a_time_before_the_start_is_the_start(tmp_path: Path, time: str) -> None:
    assert read(tmp_path, SRT.replace("00:00:01,000", time)).cues[0] == Cue(0.0, 2.0, ("hallo",))


def test_for_a_check_nothing_is_put_right(tmp_path: Path) -> None:
    text = SRT + "\n3\n00:00:00,500 --> 00:00:00,200\nback\n\n4\n00:00:06,000 --> 00:00:07,000\n\n"
    cues = (*TWO, Cue(0.5, 0.2, ("back",)), Cue(6.0, 7.0, ()))
    assert read(tmp_path, text, as_it_is=True).cues == cues
    assert read(tmp_path, text).cues == TWO


def test_no_line_of_figures_is_taken_for_a_number(tmp_path: Path) -> None:
    one, two = "00:00:01,000 --> 00:00:02,000\nCall\n112\n", "00:00:03,000 --> 00:00:04,500\nIn\n2026\n"
    wanted = (Cue(1.0, 2.0, ("Call", "112")), Cue(3.0, 4.5, ("In", "2026")))
    assert read(tmp_path, f"1\n{one}\n2\n{two}").cues == wanted
    assert read(tmp_path, f"{one}\n{two}").cues == wanted
    assert read(tmp_path, f"WEBVTT\n\n{one}\n{two}".replace(",", "."), "x.vtt").cues == wanted


@pytest.mark.parametrize("text", ["a < b en c > d", "x<y en y>z", "<onverstaanbaar> ja </ja>", "zo <3 > en"])
def test_what_is_no_tag_is_text(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, SRT.replace("hallo", f"<i>{text}</i>")).cues[0].lines == (text,)


@pytest.mark.parametrize("name", ["x.srt", "x.vtt"])
def test_a_time_that_no_file_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    text = ("WEBVTT\n\n" if name == "x.vtt" else "") + SRT.replace("00:00:03,000 --> 00:", "100:00:03,000 --> 100:")
    with pytest.raises(InputError, match=r"100:00:0\S+, and after 99 hours"):
        read(tmp_path, text.replace(",", ".") if name == "x.vtt" else text, name)


def test_a_line_of_spaces_ends_no_caption_of_webvtt(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n \nhallo<00:01.500>\n\n00:03.000 --> 00:04.500\ndaar\n \n"
    assert read(tmp_path, text, "x.vtt").cues == TWO
    assert read(tmp_path, text.replace("\n\n00:03", "\n \n00:03"), "x.vtt").cues == TWO


VTT = (
    "WEBVTT - made elsewhere\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n"
    "REGION\nid:fred\nwidth:40%\n\nSTYLE\n::cue(.red) {\n  color: red;\n}\n\n"
    "NOTE 00:00:09.000 --> 00:00:10.000\nno caption\n\n"
    "first\n00:01.000 --> 00:02.000 region:fred align:start line:0\n"
    "<v.loud Jan de Vries><c.red>Dag</c> &amp; <i>welkom</i>\n"
    "\n00:03.000 --> 00:04.000\n<v Anna>Kom <00:03.500>je?\n<v Bram>Ja &lt;zo&gt;.</v>\n\nNOTE last\n\n"
    "01:00:05.000 --> 01:00:06.000\n2026\n"
)


def test_webvtt_with_all_it_may_hold(tmp_path: Path) -> None:
    assert read(tmp_path, VTT, "x.vtt").cues == (
        Cue(1.0, 2.0, ("Dag & welkom",), "Jan de Vries"),
        Cue(3.0, 4.0, ("- Kom je?", "- Ja <zo>.")),
        Cue(3605.0, 3606.0, ("2026",)),
    )


def test_webvtt_without_blank_lines(tmp_path: Path) -> None:
    text = "WEBVTT\n00:01.000 --> 00:02.000\nhallo\n00:03.000 --> 00:04.500\ndaar\n"
    assert read(tmp_path, text, "x.vtt").cues == TWO
    assert read(tmp_path, text, "wrong.srt").cues == TWO


ASS = """[Script Info]
ScriptType: v4.00+
PlayResX: 384

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,20,&H00FFFFFF,0,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,{a note}
Dialogue: 0,0:00:03.00,0:00:04.50,Default,,0,0,0,,{\\i1}da{\\i0}ar
Dialogue: 0,0:00:01.00,0:00:02.00,Default,Anna,0,0,0,,{\\pos(10,10)\\c&H00FF00&}hal{\\k20}lo
Dialogue: 0,0:00:01.00,0:00:09.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0 100 100{\\p0}
"""


def test_ass_without_its_overrides_drawings_and_comments(tmp_path: Path) -> None:
    anna = Cue(1.0, 2.0, ("hallo",), "Anna")
    assert read(tmp_path, ASS, "x.ass").cues == (anna, TWO[1])
    assert read(tmp_path, ASS, "wrong.srt").cues == (anna, TWO[1])


@settings(max_examples=150)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (SRT + text).encode("utf-8", "replace")))
@pytest.mark.parametrize("suffix", ["srt", "vtt", "ass", "ttml"])
def test_anything_is_read_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"anything.{suffix}"
    path.write_bytes(raw)
    try:
        track = read_captions(path)
    except InputError as error:
        assert path.name in str(error)
    else:
        assert all(cue.end_s > cue.start_s >= 0 and cue.lines for cue in track.cues)
