"""The captions that are being worked on, without a widget: every change goes through here, is marked by the rules,
kept as a draft and can be taken back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from producer.captions import edit
from producer.captions.edit import Edits, Guides
from producer.errors import ProducerError
from ui.bridge import Tasks
from ui.screens.captions_judge import CueJudge, Marks, cue_at, voice_of
from ui.screens.captions_latest import Newest
from ui.screens.captions_work import CaptionWork

if TYPE_CHECKING:
    from producer.captions.rules import Rules
    from producer.media.waveform import Waveform
    from producer.speech.findings import Finding
    from producer.values import CaptionTrack, Cue, Transcript

KEEP_MS = 700
"""A draft is written this long after the last change: between two words of somebody who types (own)."""
NO_CUE = -1
T = TypeVar("T")
REST_MS = 500
"""What was not looked at again while one types is when nothing was typed for so long (own)."""


class CaptionDesk(QObject):
    """``changed``: the track or its marks; ``moved``: another cue is the current one; ``saved``: the path;
    ``set_aside``: where a copy is of what another program wrote there meanwhile; ``failed``: an error. Cues count from
    0; ``at`` is NO_CUE where there are none.
    """

    changed = Signal()
    moved = Signal()
    saved = Signal(object)
    set_aside = Signal(object)
    failed = Signal(object)

    def __init__(self, work: CaptionWork, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._tasks = work, tasks
        self.media, self.captions = Path(), Path()
        self.words: Transcript | None = None
        self.rules: Rules | None = None
        self.guides = Guides()
        self.at = NO_CUE
        self.judge: CueJudge | None = None
        self.edits: Edits | None = None
        self._before: CaptionTrack | None = None
        self._saved: CaptionTrack | None = None
        self._based_on = ""
        self._kept: CaptionTrack | None = None
        self._saving = self._again = False
        self._writing, self._asked, self._written = threading.Lock(), 0, 0
        self._drafts = Newest(tasks, self.failed.emit, "caption-draft")
        self._later, self._rest = QTimer(self), QTimer(self)
        for timer, after_ms, act in ((self._later, KEEP_MS, self._keep), (self._rest, REST_MS, self._look_again)):
            timer.setSingleShot(True)
            timer.setInterval(after_ms)
            timer.timeout.connect(act)
        self._looks = Newest(tasks, self.failed.emit, "caption-rules")

    # Opening

    def open(
        self,
        media: Path,
        captions: Path,
        track: CaptionTrack,
        rules_name: str,
        words: Transcript | None,
        findings: Sequence[Finding] = (),
    ) -> str:
        """Take these captions to work on. Where a draft was left beside them, its changes are a first step, which can
        be taken back: returns ``"draft"``, ``"older draft"`` (the captions were made anew since) or nothing.
        """
        self.keep_now()
        self.media, self.captions, self.words = media, captions, words
        self.rules = self._work.rules(rules_name, track.language)
        self._before = self._saved = track
        self._based_on, self._kept = self._work.file_sum(captions), None
        self.edits, self.at = Edits.of(track), 0
        self.judge = CueJudge(self._work.check, self.rules)
        self.judge.know_words(words, findings, QLocale().name())
        self.guides = Guides(gap_s=self.rules.gap_s, voice=voice_of(words.words) if words else ())
        draft = self._work.load(captions)
        found = ""
        if draft is not None and draft.track != track:
            self.edits = self.edits.did(replace(draft.track, language=track.language), draft.at)
            self.at, self._kept = draft.at, self.edits.track
            found = "older draft" if draft.is_older else "draft"
        self._judge()
        self._clamp()
        self.changed.emit()
        self.moved.emit()
        return found

    def know_sound(self, waveform: Waveform) -> None:
        """Take frames, voice and end of the file."""
        voice = self.guides.voice or tuple(waveform.voice)
        self.guides = replace(self.guides, fps=waveform.fps, voice=voice, until_s=waveform.duration_s or float("inf"))

        self._know_film(duration_s=waveform.duration_s or float("inf"))

    def know_cuts(self, cuts: Sequence[float]) -> None:
        """Take where the film cuts: no caption is to stay on over one."""
        self._know_film(cuts=tuple(cuts))

    def _know_film(self, **known: Any) -> None:
        if self.judge is not None:
            self.judge.film = replace(self.judge.film, **known)
            self._look_again()

    # What there is

    @property
    def cues(self) -> tuple[Cue, ...]:
        return self.edits.track.cues if self.edits else ()

    @property
    def cue(self) -> Cue | None:
        return self.cues[self.at] if 0 <= self.at < len(self.cues) else None

    @property
    def marks(self) -> Marks:
        """What is to be looked at, by cue."""
        return self.judge.marks if self.judge else {}

    @property
    def worst(self) -> tuple[int, ...]:
        """The cues with marks, the worst first."""
        return self.judge.worst if self.judge else ()

    @property
    def unsaved(self) -> bool:
        return self.edits is not None and self.edits.track != self._saved

    @property
    def to_save(self) -> bool:
        """Whether there is anything to write: changes, or captions that were never written."""
        return self.unsaved or (bool(self.cues) and not self._based_on)

    # Moving

    def go(self, at: int) -> None:
        """Make another cue the current one."""
        at = min(max(at, 0), len(self.cues) - 1)
        if at != self.at:
            self.at = at
            if self.edits is not None:
                self.edits = self.edits.closed()
            self.moved.emit()

    def step(self, by: int) -> None:
        self.go(self.at + by)

    def next_to_look_at(self) -> bool:
        """Go to the worst cue, or from one that is marked to the next in that order; say whether there is any."""
        if not self.worst:
            return False
        at = (self.worst.index(self.at) + 1) % len(self.worst) if self.at in self.worst else 0
        self.go(self.worst[at])
        return True

    def cue_at(self, time_s: float) -> int | None:
        """Return the cue that stands at a time."""
        return cue_at(self.cues, time_s)

    # Changing

    def set_text(self, text: str) -> None:
        self._do(lambda track: edit.set_text(track, self.at, text), key=f"text:{self.at}")

    def break_anew(self) -> None:
        rules = self.rules
        if rules is not None:
            self._do(lambda track: edit.break_anew(track, self.at, rules))

    def set_edge(self, name: str, time_s: float, *, free: bool = False) -> None:
        """Move an edge (``start`` or ``end``) to a time, drawn to what is near unless ``free``."""
        guides = Guides(until_s=self.guides.until_s) if free else self.guides
        set_edge = edit.set_start if name == "start" else edit.set_end
        self._do(lambda track: set_edge(track, self.at, time_s, guides), key=f"{name}:{self.at}")

    def nudge(self, name: str, frames: int) -> None:
        self._do(lambda track: edit.nudge(track, self.at, name, frames, self.guides), key=f"nudge {name}:{self.at}")

    def split(self, caret: int) -> bool:
        """Split the current cue and go to the second part; say whether it could be."""
        return self._do(
            lambda track: edit.split(track, self.at, caret, words=self.words, rules=self.rules), then=self.at + 1
        )

    def merge(self, first: int) -> bool:
        """Merge cue ``first`` with the next one; say whether there is one."""
        return 0 <= first < len(self.cues) - 1 and self._do(
            lambda track: edit.merge(track, first, self.rules), then=first
        )

    def delete(self) -> bool:
        return self._do(lambda track: edit.delete(track, self.at), then=self.at)

    def insert(self, at_s: float) -> bool:
        """Put an empty cue at a time, or after the one that stands there; say whether there is room."""
        made = edit.insert(self.edits.track, at_s, self.guides.until_s) if self.edits else None
        return made is not None and self._do(lambda track: made[0], then=made[1])

    def take_saved(self) -> bool:
        """Do without everything that is not saved: one step, which can be taken back."""
        saved = self._saved
        if self.edits is not None and [state.track for state in self.edits.past] == [saved]:
            return self.undo()
        return saved is not None and self._do(lambda track: saved, then=self.at)

    def undo(self) -> bool:
        return self._turn(lambda edits: edits.undo())

    def redo(self) -> bool:
        return self._turn(lambda edits: edits.redo())

    def end_step(self) -> None:
        """Let nothing join the last step: a handle was let go."""
        if self.edits is not None:
            self.edits = self.edits.closed()

    def _do(self, change: Callable[[CaptionTrack], CaptionTrack], *, key: str = "", then: int | None = None) -> bool:
        if self.edits is None or (self.cue is None and then is None):
            return False
        at = self.at if then is None else then
        before, self.edits = self.edits, self.edits.did(change(self.edits.track), at, key)
        if self.edits is before:
            return False
        self._after(at)
        return True

    def _turn(self, way: Callable[[Edits], Edits]) -> bool:
        if self.edits is None:
            return False
        before, self.edits = self.edits, way(self.edits)
        if self.edits is before:
            return False
        self._after(self.edits.now.at)
        return True

    def _after(self, at: int) -> None:
        moves, self.at = at != self.at, at
        self._judge()
        self._clamp()
        self._later.start()
        self.changed.emit()
        if moves:
            self.moved.emit()

    def _clamp(self) -> None:
        self.at = min(max(self.at, 0), len(self.cues) - 1)  # NO_CUE where there are none

    def _judge(self) -> None:
        if self.edits is None or self.judge is None:
            return
        if self.judge.judge(self.edits.track):
            self._rest.stop()
        else:
            self._rest.start()

    def _look_again(self) -> None:
        """Look at all of it, away from whoever types on."""
        if self.edits is None or self.judge is None:
            return
        judge, track = self.judge, self.edits.track
        self._looks.ask(lambda job: judge.look(track), lambda broken: self._looked(judge, track, broken))

    def _looked(self, judge: CueJudge, track: CaptionTrack, broken: Marks) -> None:
        if judge is not self.judge or self.edits is None:
            return
        if track is self.edits.track:
            judge.take(track, broken)
            self.changed.emit()
        else:
            self._rest.start()

    def hear(self) -> None:
        """A person listens to the current cue: no doubt is left about its words."""
        if self.cue is not None and self.judge is not None and self.judge.hear(self.cue):
            self._judge()
            self.changed.emit()

    # Keeping

    def save(self) -> None:
        """Write the captions in the background; ``saved`` tells when it is done. Asked for while that goes on: once
        more after it.
        """
        self._again = self._saving
        if self.edits is None or self._before is None or self._saving:
            return
        self._later.stop()
        self._drafts.forget()
        self._saving = True
        media, captions, track, before = self.media, self.captions, self.edits.track, self._before
        based_on = self._based_on

        def write() -> Path | None:
            other = self._work.file_sum(captions) not in ("", based_on)
            aside = self._work.set_aside(captions) if other else None
            self._work.save(media, captions, track, before)
            return aside

        self._tasks.run(
            self._in_turn(write),
            done=lambda aside: self._end_save(captions, track, aside),
            failed=self._save_failed,
            name="save-captions",
        )

    def save_elsewhere(self, captions: Path) -> None:
        """Write the captions to another file, which is theirs from now on."""
        self.captions, self._based_on = captions, self._work.file_sum(captions)
        self.save()

    def _end_save(self, captions: Path, track: CaptionTrack, aside: Path | None) -> None:
        self._saving, again = False, self._again
        if captions == self.captions:
            self._before = edit.written(track)
            self._saved = track
            self._based_on = self._work.file_sum(captions)
            self.end_step()
            if self.unsaved:
                self._later.start()  # typed while it was being saved
            self.changed.emit()
        if again:
            self.save()
        else:
            self.saved.emit(captions)
        if aside is not None:
            self.set_aside.emit(aside)

    def _save_failed(self, error: BaseException) -> None:
        self._saving = self._again = False
        self._later.start()
        self.failed.emit(error)

    def _keep(self) -> None:
        if self.edits is not None and self.edits.now.key.startswith("text"):
            self.end_step()  # who pauses begins something new, to be taken back by itself
        if self.edits is not None and not self._saving:
            self._drafts.ask(self._keeping())

    def _keeping(self) -> Callable[[object], None]:
        """Return what makes the draft as it should be now: written, or gone where everything is saved."""
        assert self.edits is not None
        captions, track, at, based_on = self.captions, self.edits.track, max(0, self.at), self._based_on
        if not self.unsaved:
            return self._in_turn(lambda: self._work.drop(captions))

        def keep() -> None:
            self._work.keep(captions, track, at, based_on)
            self._kept = track

        return self._in_turn(keep)

    def _in_turn(self, write: Callable[[], T]) -> Callable[[object], T | None]:
        """Return ``write`` for any thread: never beside another one, and not at all after one that was asked later."""
        self._asked += 1
        turn = self._asked

        def in_turn(job: object) -> T | None:
            with self._writing:
                if turn <= self._written:
                    return None
                done = write()
                self._written = turn
                return done

        return in_turn

    def keep_now(self) -> bool:
        """Write the draft at once, where one is due; say whether it is kept (or nothing was to be kept)."""
        is_kept = self.edits is None or not self.unsaved or self._kept is self.edits.track
        if is_kept and not self._later.isActive():
            return True
        self._later.stop()
        try:
            self._keeping()(None)
        except ProducerError as error:
            self.failed.emit(error)
            return False
        return True
