"""The way from a take to its captions: what lies beside it is used, in lines that suit its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.captions import load_rules, read_captions
from producer.capture.running_take import script_path
from producer.errors import NoSound
from producer.files import write_json
from producer.jobs import Job
from producer.media.ffmpeg import run_ffmpeg
from producer.studio import (
    captions_beside,
    make_clips_with_captions,
    script_differences,
    transcript_beside,
    transcript_for,
    transcript_path,
)
from producer.values import Transcript, Word

TEXT = "and so we would like to show you what this plan means for everybody who works with us in the coming year"


@pytest.mark.parametrize(("size", "rules"), [("360x640", "social-vertical"), ("640x360", "plain")])
def test_an_upright_picture_gets_shorter_lines(tmp_path: Path, size: str, rules: str) -> None:
    video = tmp_path / "take.mp4"
    run_ffmpeg(["-f", "lavfi", "-i", f"testsrc=s={size}:d=1", "-preset", "ultrafast", str(video)])
    words = tuple(Word(word, index * 0.4, index * 0.4 + 0.35) for index, word in enumerate(TEXT.split()))
    write_json(transcript_path(video), Transcript("en", 10.0, "script", words).to_json())
    track = captions_beside(video)
    assert track is not None and " ".join(" ".join(cue.lines) for cue in track.cues) == TEXT
    longest = max(len(line) for cue in track.cues for line in cue.lines)
    assert longest <= load_rules(rules).max_chars
    assert rules != "plain" or longest > load_rules("social-vertical").max_chars


def test_silence_is_said_before_a_clip_without_captions_is_made(tmp_path: Path, models: Path) -> None:
    video = tmp_path / "silent.mkv"
    run_ffmpeg(["-f", "lavfi", "-i", "testsrc=s=320x180:d=2", "-f", "lavfi", "-i", "anullsrc=d=2", "-shortest",
                "-preset", "ultrafast", str(video)])
    with pytest.raises(NoSound) as caught:
        make_clips_with_captions(video, ["linkedin"], tmp_path / "out", language="en")
    assert caught.value.code == "no-words"
    assert not (tmp_path / "out").exists()


def test_captions_that_a_person_made_right_since_go_before_the_transcript(tmp_path: Path) -> None:
    video = tmp_path / "take.mp4"
    run_ffmpeg(["-f", "lavfi", "-i", "testsrc=s=320x180:d=1", "-preset", "ultrafast", str(video)])
    words = tuple(Word(word, index * 0.4, index * 0.4 + 0.35) for index, word in enumerate(TEXT.split()))
    write_json(transcript_path(video), Transcript("en", 10.0, "script", words).to_json())
    video.with_suffix(".srt").write_text("1\n00:00:00,000 --> 00:00:00,900\nMade right by hand\n")
    track = captions_beside(video)
    assert track is not None
    assert [cue.lines for cue in track.cues] == [("Made right by hand",)]



def test_captions_that_lie_elsewhere_go_into_the_clip(tmp_path: Path) -> None:
    video, elsewhere = tmp_path / "take.mp4", tmp_path / "results" / "take.srt"
    run_ffmpeg(
        ["-f", "lavfi", "-i", "testsrc=s=320x180:d=1", "-f", "lavfi", "-i", "sine=d=1", "-preset", "ultrafast",
         str(video)]
    )  # fmt: skip
    elsewhere.parent.mkdir()
    elsewhere.write_text("1\n00:00:00,000 --> 00:00:00,900\nMade right by hand\n")
    (pack,) = make_clips_with_captions(video, ["linkedin"], tmp_path / "out", captions_file=elsewhere)
    assert [cue.text for cue in read_captions(pack.clip.with_suffix(".srt")).cues] == ["Made right by hand"]


class Heard:
    """A recogniser that hears one thing."""

    def transcribe(self, video: Path, *, language: str | None, job: Job | None) -> Transcript:
        words = ["we", "grow", "by", "twenty", "five", "percent", "said", "john"]
        return Transcript("en", 9.0, "whisper:x", tuple(Word(w, i, i + 0.9, 0.9) for i, w in enumerate(words)))


def test_a_take_s_script_gives_spelling_and_speakers_and_where_it_differs(tmp_path: Path) -> None:
    video, script = tmp_path / "take.mkv", "Anna: We grow by 25%.\nJan: Said Peter.\n"
    script_path(video).write_text(script, "utf-8")
    words = transcript_for(video, script=script, transcriber=Heard(), model="x")  # type: ignore[arg-type]
    assert words.text == "We grow by 25%. Said john"
    write_json(transcript_path(video), words.to_json())
    kept = transcript_beside(video)
    assert kept is not None
    assert [word.speaker for word in kept.words] == ["Anna"] * 4 + ["Jan"] * 2
    assert [(one.before, one.after) for one in script_differences(video, kept)] == [("Peter.", "john")]
    script_path(video).write_text(" ", "utf-8")
    assert script_differences(video, kept) == ()
