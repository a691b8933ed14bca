"""What a caption file marks beside words and times is noticed where it is lost."""

from __future__ import annotations

import pytest

from producer.captions.formats import captions_text
from producer.captions.look import loses_look
from producer.values import CaptionTrack, Cue

CUE = "\n00:01.000 --> 00:02.000"


@pytest.mark.parametrize(
    "text",
    [
        "<i>hallo</i>",
        r"{\an8}hallo",
        f"WEBVTT\n\nSTYLE\n::cue(b) {{ color: red }}\n{CUE}\nhallo\n",
        f"WEBVTT\n{CUE} line:0 align:start\nhallo\n",
        f"WEBVTT\n\nNOTE not for viewers\n{CUE}\nhallo\n",
        "Style: Default,Arial,20,&H00FFFFFF\n",
        '<p tts:color="red">hallo</p>',
    ],
)
def test_marks_that_a_mended_file_has_no_more(text: str) -> None:
    assert loses_look(text, "hallo")
    assert not loses_look(text, text)


@pytest.mark.parametrize("form", ["srt", "vtt", "ass", "ttml"])
def test_what_we_wrote_ourselves_loses_nothing(form: str) -> None:
    cues = (Cue(1.0, 2.0, ("hallo daar",), "Anna"), Cue(3.0, 4.0, ("a < b",)))
    before, after = (captions_text(CaptionTrack("nl", those), form) for those in (cues, cues[:1]))
    assert not loses_look(before, after)
