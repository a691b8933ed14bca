"""What the captions' page works with in tests: real rules, drafts and files, a picture and a sound that are there at
once, a player without a loudspeaker.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fakes.player import FakePlayer

from producer.captions import draft, load_rules, write_captions
from producer.captions.check import BrokenRule, after_end, broken_rules
from producer.captions.film import Film
from producer.captions.rules import Rules
from producer.captions.style import CaptionStyle
from producer.errors import ProducerError
from producer.export.still import Still
from producer.jobs import Job
from producer.media.waveform import Waveform
from producer.values import CaptionTrack, Cue
from ui.screens.captions_work import CaptionWork

TRACK = CaptionTrack(
    "en",
    (
        Cue(1.0, 3.0, ("Good morning, all,",)),
        Cue(3.6, 4.2, ("today we look at the results of the quarter that is behind us,", "which are good.")),
        Cue(4.8, 8.0, ("Sales grew by 20 %.",)),
        Cue(9.0, 9.9, ("That is what you did.",)),
        Cue(12.0, 14.0, ("Thank you.",)),
    ),
)
"""The second is far too fast and too long; the fourth is a little short and fast."""
VOICE = ((0.9, 3.1), (3.53, 7.8), (9.0, 10.4), (12.0, 13.5))


@dataclass
class FakeWork:
    """Remembers what was asked; ``trouble`` is raised by a save."""

    folder: Path
    pictures: list[tuple[float, tuple[str, ...], CaptionStyle]] = field(default_factory=list)
    checked: list[int] = field(default_factory=list)
    styles: list[CaptionStyle] = field(default_factory=list)
    players: list[FakePlayer] = field(default_factory=list)
    voices_wanted: list[bool] = field(default_factory=list)
    cuts: tuple[float, ...] = ()
    saves: int = 0
    trouble: ProducerError | None = None
    draft_trouble: ProducerError | None = None
    font_instead: str = ""
    hold: threading.Event | None = None

    @property
    def media(self) -> Path:
        return self.folder / "talk.mp4"

    @property
    def captions(self) -> Path:
        return self.folder / "talk.srt"

    def files(self, track: CaptionTrack = TRACK) -> FakeWork:
        """Lay a video and its captions, in two formats, into the folder."""
        self.media.write_bytes(b"video")
        for form in ("srt", "vtt"):
            write_captions(track, self.folder / f"talk.{form}")
        return self

    def check(self, track: CaptionTrack, rules: Rules, film: Film) -> Sequence[BrokenRule]:
        self.checked.append(len(track.cues))
        return broken_rules(track, rules, film.cuts) + after_end(track, film.duration_s)

    def keep(self, captions: Path, track: CaptionTrack, at: int, based_on: str) -> None:
        if self.draft_trouble is not None:
            raise self.draft_trouble
        draft.keep_draft(captions, track, at, based_on)

    def save(self, media: Path, captions: Path, track: CaptionTrack, before: CaptionTrack) -> Sequence[Path]:
        if self.hold is not None:
            self.hold.wait(10)
        if self.trouble is not None:
            raise self.trouble
        self.saves += 1
        return draft.save_captions(captions, track, before)

    def picture(self, media: Path, time_s: float, lines: tuple[str, ...], style: CaptionStyle) -> Still:
        self.pictures.append((time_s, lines, style))
        return Still(32, 18, b"\x30\x40\x50" * (32 * 18), self.font_instead)

    def waveform(self, media: Path, with_voice: bool, job: Job) -> Waveform:
        self.voices_wanted.append(with_voice)
        return Waveform(16.0, 25.0, array("f", [0.1, 0.5] * 800), VOICE)

    def player(self, on_end: object) -> FakePlayer:
        self.players.append(FakePlayer(on_end))  # type: ignore[arg-type]
        return self.players[-1]

    def work(self) -> CaptionWork:
        return CaptionWork(
            load=draft.read_draft,
            rules=lambda name, language: load_rules(name, language=language),
            check=self.check,
            load_style=CaptionStyle,
            save_style=self.styles.append,
            file_sum=draft.file_sum,
            keep=self.keep,
            drop=draft.drop_draft,
            set_aside=draft.set_aside,
            save=self.save,
            picture=self.picture,
            waveform=self.waveform,
            cuts=lambda media, job: self.cuts,
            make_player=self.player,
        )
