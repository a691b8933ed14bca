"""What is typed is never lost: drafts beside the captions, and a save that changes all formats or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.captions import draft as drafts
from producer.captions import read_captions, write_captions
from producer.captions.draft import draft_path, drop_draft, file_sum, keep_draft, read_draft, save_captions
from producer.captions.style import BurnStyle
from producer.errors import DiskError
from producer.values import CaptionTrack, Cue

OLD = CaptionTrack("nl", (Cue(1.0, 2.0, ("Goedemorgen",)), Cue(2.5, 4.0, ("allemaal hier", "in de zaal"))))
NEW = CaptionTrack(
    "nl", (Cue(1.0, 2.2, ("Goedemorgen,",)), Cue(2.5, 4.0, ()), Cue(4.0, 5.0, ("“wij” {\\an8}",), "Anna"))
)


@pytest.fixture
def captions(tmp_path: Path) -> Path:
    for form in ("srt", "vtt", "ass", "txt"):
        write_captions(OLD, tmp_path / f"talk.{form}")
    return tmp_path / "talk.srt"


def test_a_draft_comes_back_whole(captions: Path) -> None:
    assert read_draft(captions) is None
    keep_draft(captions, NEW, 2, file_sum(captions))
    found = read_draft(captions)
    assert found is not None and (found.track, found.at, found.is_older) == (NEW, 2, False)
    assert draft_path(captions).name == "talk.srt.draft"
    drop_draft(captions)
    drop_draft(captions)
    assert read_draft(captions) is None


def test_captions_that_were_made_anew_since_are_noticed(captions: Path) -> None:
    keep_draft(captions, NEW, 0, file_sum(captions))
    write_captions(NEW, captions)
    found = read_draft(captions)
    assert found is not None and found.is_older


@pytest.mark.parametrize("text", ["", "{", '{"schema": 1}', "[]", '{"schema": 1, "cues": [{"start_s": "x"}]}'])
def test_a_damaged_draft_is_moved_aside_not_removed(captions: Path, text: str) -> None:
    draft_path(captions).write_text(text)
    assert read_draft(captions) is None
    assert draft_path(captions).with_name("talk.srt.draft.damaged").read_text() == text


def test_saving_brings_every_format_in_step_and_drops_the_draft(captions: Path) -> None:
    keep_draft(captions, NEW, 0, file_sum(captions))
    saved = save_captions(captions, NEW, OLD, style=BurnStyle(font="DejaVu Sans"), size=(640, 360))
    assert [path.name for path in saved] == ["talk.srt", "talk.vtt", "talk.ass", "talk.txt"]
    for path in saved[:3]:
        assert [cue.text for cue in read_captions(path).cues] == ["Goedemorgen,", "“wij” {\\an8}"]
    assert saved[3].read_text("utf-8").split() == ["Goedemorgen,", "“wij”", "{\\an8}"]
    assert "DejaVu Sans" in saved[2].read_text("utf-8") and "PlayResX: 640" in saved[2].read_text("utf-8")
    assert not draft_path(captions).exists()
    assert sorted(path.name for path in captions.parent.iterdir()) == ["talk.ass", "talk.srt", "talk.txt", "talk.vtt"]


def test_a_text_of_that_name_that_is_something_else_is_left_alone(captions: Path) -> None:
    notes = captions.with_suffix(".txt")
    notes.write_text("Notes for the talk")
    captions.with_suffix(".vtt").unlink()
    assert [path.suffix for path in save_captions(captions, NEW, OLD)] == [".srt", ".ass"]
    assert notes.read_text() == "Notes for the talk"
    assert not captions.with_suffix(".vtt").exists()


def test_a_save_that_fails_half_way_changes_nothing(captions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name: path.read_bytes() for path in captions.parent.iterdir()}
    keep_draft(captions, NEW, 0, "")
    real = drafts.captions_text

    def full(track: CaptionTrack, form: str, **rest: object) -> str:
        if form == "srt":
            raise OSError(28, "No space left on device")
        return real(track, form, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "captions_text", full)
    with pytest.raises(DiskError):
        save_captions(captions, NEW, OLD)
    found = read_draft(captions)
    assert found is not None and found.track == NEW
    after = {path.name: path.read_bytes() for path in captions.parent.iterdir() if path.suffix != ".draft"}
    assert after == before
