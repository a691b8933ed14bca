"""Real recordings whose words are known: their captions keep the rules, or name what no caption could keep."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from producer.captions import load_rules, make_cues, read_captions, rule_names, write_captions
from producer.captions.check import broken_rules
from producer.media.ffmpeg import ffmpeg_path
from producer.media.sound import decode_sound
from producer.media.voice_activity import speech_segments
from producer.speech.script_timing import time_script
from producer.values import Transcript

Span = tuple[float, float]


@pytest.fixture(scope="module")
def known(media: Path) -> list[tuple[Transcript, list[Span]]]:
    """Every recording with a known text: its words on the voice, and where the voice is."""
    truth = json.loads((media / "truth.json").read_text("utf-8"))
    clips = [(n, e) for n, e in truth.items() if n.startswith("speech/") and not e["text"].startswith("(")]
    assert len(clips) >= 20
    out = []
    for name, entry in clips:
        said = time_script(media / name, entry["text"], language=entry["lang"])
        out.append((said, speech_segments(decode_sound(media / name))))
    return out


@pytest.mark.parametrize("name", rule_names())
def test_captions_keep_their_rules_or_name_what_cannot_be_kept(
    known: list[tuple[Transcript, list[Span]]], name: str
) -> None:
    made = broken = 0
    for said, voice in known:
        rules = load_rules(name, language=said.language)
        track = make_cues(said, rules=name)
        made += len(track.cues)
        for fault in broken_rules(track, rules, voice=voice):
            broken += 1
            assert fault.rule in ("too_fast", "too_short"), fault
            cue, after = track.cues[fault.cue - 1], track.cues[fault.cue :]
            room_s = after[0].start_s - rules.gap_s if after else said.duration_s
            assert cue.end_s == pytest.approx(
                min(room_s, cue.start_s + rules.max_s), abs=0.01
            )  # all the time there was
    assert made >= 45
    assert broken <= made * 0.45  # most of the recordings are read aloud, fast


@pytest.mark.parametrize("suffix", ["srt", "vtt", "ass"])
def test_ffmpeg_reads_every_file_back_with_the_same_words_and_times(
    known: list[tuple[Transcript, list[Span]]], tmp_path: Path, suffix: str
) -> None:
    for said, _ in known:
        track = make_cues(said)
        write_captions(track, tmp_path / f"x.{suffix}")
        command = [ffmpeg_path(), "-v", "error", "-y", "-i", str(tmp_path / f"x.{suffix}"), str(tmp_path / "back.srt")]
        subprocess.run(command, check=True)
        back = read_captions(tmp_path / "back.srt")
        assert [cue.lines for cue in back.cues] == [cue.lines for cue in track.cues]
        exact_s = 0.0051 if suffix == "ass" else 0.0005  # ASS counts hundredths
        for one, other in zip(back.cues, track.cues, strict=True):
            assert one.start_s == pytest.approx(other.start_s, abs=exact_s)
            assert one.end_s == pytest.approx(other.end_s, abs=exact_s)
