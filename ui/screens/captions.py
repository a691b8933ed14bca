"""The captions of one take, to be made right by a person: the picture with its caption as it will be burned, the cues
with what the rules say of them while one types, and the sound with the cue's edges to be dragged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog

from producer.errors import DiskError
from ui.bridge import Mailbox, Tasks
from ui.messages import message_for
from ui.screens.captions_desk import CaptionDesk
from ui.screens.captions_film import FilmLook
from ui.screens.captions_hearing import CueHearing
from ui.screens.captions_keys import KeysCard, make_actions
from ui.screens.captions_latest import Newest
from ui.screens.captions_marks import figures, mark_text, moment
from ui.screens.captions_view import CaptionView
from ui.screens.captions_work import CaptionWork
from ui.screens.page import Page
from ui.theme import current_theme
from ui.widgets.cue_list import CueRow
from ui.widgets.icons import set_icon
from ui.widgets.parts import button
from ui.widgets.speak import speak

if TYPE_CHECKING:
    from producer.captions.broken import BrokenRule
    from producer.captions.style import CaptionStyle
    from producer.export.still import Still
    from producer.speech.findings import Finding
    from producer.values import CaptionTrack, Cue, Transcript


class CaptionPage(Page):
    """Shows one caption track. ``saved`` carries the caption file, ``export_wanted`` the video, whose captions are
    saved by then.
    """

    widest_px = 1760
    fills = True
    saved = Signal(object)
    export_wanted = Signal(object)

    def __init__(self, work: CaptionWork) -> None:
        super().__init__()
        self._work = work
        self.mailbox = Mailbox(self)
        self.tasks = Tasks(self.mailbox)
        self.desk = CaptionDesk(work, self.tasks, self)
        self.view = CaptionView(work.load_style())
        self.hearing = CueHearing(work.make_player, self.desk, self.view, self)
        self._stills = Newest(self.tasks, self._no_picture, "caption-picture")
        self._styles = Newest(self.tasks, self._tell, "caption-style")
        self.film = FilmLook(work, self.tasks, self.desk, self.view, self._tell)
        self._then, self._blind = "", False
        self._warned: CaptionTrack | None = None
        self._deleted: CaptionTrack | None = None
        self._rows: dict[int, tuple[Cue, tuple[BrokenRule, ...], CueRow]] = {}
        self.undo = button("icon", self.desk.undo, takes_focus=False)
        self.redo = button("icon", self.desk.redo, takes_focus=False)
        self.keys = button("quiet", self._show_keys, takes_focus=False)
        self.save = button("", self._save, takes_focus=False)
        self.export = button("primary", self._export, takes_focus=False)
        for part in (self.undo, self.redo, self.keys, self.save, self.export):
            self.tools.addWidget(part)
        self.body.addWidget(self.view, 1)
        self.actions_by_name = make_actions(self, self._slots())
        self._connect()
        self.show_content()
        self.retranslate()

    def _slots(self) -> dict[str, Callable[[], object]]:
        desk = self.desk
        nudges = {
            f"{edge}_{way}{many}": lambda edge=edge, frames=sign * count: desk.nudge(edge, frames)
            for edge in ("start", "end")
            for way, sign in (("earlier", -1), ("later", 1))
            for many, count in (("", 1), ("_10", 10))
        }
        return {
            **nudges,
            "next_look": self._next_look,
            "previous": lambda: desk.step(-1),
            "next": lambda: desk.step(1),
            "edit": self.view.list.editor.enter,
            "play": self.hearing.play_cue,
            "play_on": self.hearing.play_on,
            "split": self._split,
            "merge_next": lambda: desk.merge(desk.at),
            "merge_previous": lambda: desk.merge(desk.at - 1),
            "break": desk.break_anew,
            "insert": self._insert,
            "delete": self._delete,
            "undo": self.desk.undo,
            "redo": self.desk.redo,
            "save": self._save,
            "export": self._export,
            "keys": self._show_keys,
        }

    def _connect(self) -> None:
        desk, view, wave = self.desk, self.view, self.view.wave
        self.back.clicked.disconnect()
        self.back.clicked.connect(self.leave)
        desk.changed.connect(self._changed)
        desk.moved.connect(self._moved)
        desk.saved.connect(self._was_saved)
        desk.set_aside.connect(self._say_set_aside)
        self._views.currentChanged.connect(lambda index: self._allow())
        desk.failed.connect(self._failed)
        view.list.chosen.connect(desk.go)
        view.list.editor.typed.connect(desk.set_text)
        view.list.editor.text.escaped.connect(view.list.setFocus)
        view.list.editor.text.owned = tuple(
            sequence for action in self.actions_by_name.values() for sequence in action.shortcuts()
        )
        wave.dragged.connect(lambda edge, time_s, free: desk.set_edge(edge, time_s, free=free))
        wave.let_go.connect(desk.end_step)
        wave.nudged.connect(desk.nudge)
        wave.chosen.connect(desk.go)
        wave.heard.connect(self.hearing.hear_from)
        view.form.changed.connect(self._style_changed)
        for part, name in view.buttons.items():
            part.clicked.connect(lambda checked=False, name=name: self._slots()[name]())
        self.hearing.listening.failed.connect(self._tell)

    # Opening and leaving

    def open(
        self,
        media: Path,
        track: CaptionTrack,
        rules_name: str,
        words: Transcript | None,
        at_cue: int | None,
        *,
        captions: Path | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        """Show the captions of ``media``, which are (or will be) in ``captions``, else beside it as SRT. ``at_cue``
        counts from 1, as reports do; None: where a draft was left, else the first. ``findings``: what was changed on
        the way into the captions, to be marked.
        """
        self.hearing.stop()
        self.notice.hide()
        self._warned, self._then, self._deleted, self._blind = None, "", None, False
        self.view.picture.clear()
        found = self.desk.open(media, captions or media.with_suffix(".srt"), track, rules_name, words, findings)
        if at_cue is not None:
            self.desk.go(at_cue - 1)
        self.film.begin(media, with_voice=words is None)
        self.show_content()
        if found:
            self._offer(found)
        if self.isVisible():
            self.view.list.setFocus()

    def _offer(self, found: str) -> None:
        """Say that what was left unsaved is here again, and how to do without it."""
        text = self.tr("Your unsaved changes from last time are here again.")
        if found == "older draft":
            text += " " + self.tr("The captions were made anew since.")
        self.notice.say(text, action=self.tr("Take the saved captions"), act=self.desk.take_saved)

    def leave(self) -> None:
        """Go back. With changes that are not saved, the first time only say so, and whether their draft is kept."""
        kept = self.desk.keep_now()
        track = self.desk.edits.track if self.desk.edits is not None else None
        if not self.ready or not self.desk.unsaved or self._warned is track:
            self._go()
            return
        self._warned = track
        text = self.tr(
            "Not saved yet. Your changes are kept as a draft: go back once more, and find them here next time."
        )
        if not kept:
            text = self.tr(
                "Not saved, and nothing can be written in this folder. Go back once more to leave without your changes."
            )
            self.notice.say(text, action=self.tr("Save elsewhere…"), act=self.save_elsewhere)
            return
        self.notice.say(text, action=self.tr("Save and go back"), act=lambda: self._save("leave"))

    def _go(self) -> None:
        self.hearing.stop()
        self.film.stop()
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():  # a window that is made small plays on
            self.hearing.stop()
        self.desk.keep_now()
        super().hideEvent(event)

    # What happened

    def _allow(self) -> None:
        """What works on captions is there once they are, not while they are waited for."""
        for part in (self.undo, self.redo, self.keys, self.save, self.export):
            part.setVisible(self.ready)
        for action in self.actions_by_name.values():
            action.setEnabled(self.ready)

    def _changed(self) -> None:
        if self._deleted is not None and self.desk.edits is not None and self.desk.edits.track is not self._deleted:
            self._deleted = None
            self.notice.hide()  # its "Undo" would take back something else by now
        self._show_cues(moved=False)
        self._show_state()
        self._draw()

    def _moved(self) -> None:
        self._show_cues(moved=True)
        self._draw()

    def _show_cues(self, *, moved: bool) -> None:
        desk, view = self.desk, self.view
        view.list.editor.show_text(desk.cue.text if desk.cue else "")
        self._show_figures()
        view.list.show_rows([self._row(index) for index in range(len(desk.cues))], desk.at)
        view.wave.show_cues(desk.cues, desk.at, desk.guides.voice, moved=moved)
        view.show_empty(self.tr("There are no captions yet. “New” makes one.") if not desk.cues else "")

    def _show_figures(self) -> None:
        cue, rules, editor = self.desk.cue, self.desk.rules, self.view.list.editor
        if cue is None or rules is None:
            return
        told = {"lines", "line_length", "too_short", "too_long", "too_fast"}  # the figures say these
        others = [mark_text(mark) for mark in self.desk.marks.get(self.desk.at, ()) if mark.rule not in told]
        times = f"{self.desk.at + 1}   {moment(cue.start_s)} – {moment(cue.end_s)}"
        editor.show_figures(times, figures(cue, rules), others)
        name = self.tr("Text of caption {number}").replace("{number}", str(self.desk.at + 1))
        editor.text.setAccessibleName(name)

    def _row(self, index: int) -> CueRow:
        """Return how a cue is shown; made anew only where the cue or its marks are others."""
        cue, broken = self.desk.cues[index], self.desk.marks.get(index, ())
        kept = self._rows.get(index)
        if kept is not None and (kept[0] is cue or kept[0] == cue) and (kept[1] is broken or kept[1] == broken):
            return kept[2]
        marks = tuple(mark_text(mark) for mark in broken)
        text = " ".join(cue.lines) or self.tr("no text")
        spoken = f"{index + 1}. {moment(cue.start_s)}: {text}. {'. '.join(marks)}".strip()
        row = CueRow(moment(cue.start_s), cue.lines, marks, spoken)
        self._rows[index] = (cue, broken, row)
        return row

    def _show_state(self) -> None:
        desk = self.desk
        self.title.setText(desk.media.stem)
        count = self.tr("%n caption(s)", "", len(desk.cues))
        state = self.tr("not saved yet") if desk.to_save else self.tr("saved")
        self.subtitle.setText(f"{count}  ·  {state}")
        self.view.show_worst(len(desk.worst), any_cue=bool(desk.cues))
        edits = desk.edits
        self.undo.setEnabled(bool(edits and edits.past))
        self.redo.setEnabled(bool(edits and edits.future))
        self.save.setEnabled(desk.to_save)

    def _failed(self, error: BaseException) -> None:
        self._then = ""
        if not isinstance(error, DiskError):
            self._tell(error)
            return
        message = message_for(error)
        text, way = f"{message.sentence} {message.cure}", self.tr("Save elsewhere…")
        self.notice.say(text, details=message.details, action=way, act=self.save_elsewhere)

    def save_elsewhere(self) -> None:
        start = Path.home() / self.desk.captions.name
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save elsewhere…"), str(start), "SRT (*.srt)")
        if name:
            path = Path(name)
            self.desk.save_elsewhere(path if path.suffix.lower() == ".srt" else path.with_name(f"{path.name}.srt"))

    def _tell(self, error: BaseException) -> None:
        self.show_problem(message_for(error))

    def _no_picture(self, error: BaseException) -> None:
        """Say once that the film cannot be seen; its words can be worked on all the same."""
        self.view.picture.clear()
        if not self._blind:
            self._blind = True
            self._tell(error)

    # The picture and the sound

    def _draw(self) -> None:
        """Ask for the picture of this moment, drawn as the clip's will be."""
        cue, media, style = self.desk.cue, self.desk.media, self.view.form.style_now
        middle_s, lines = (round((cue.start_s + cue.end_s) / 2, 2), cue.lines) if cue else (0.0, ())
        self._stills.ask(
            lambda job: self._work.picture(media, middle_s, lines, style),
            lambda still: self._drawn(media, still, " ".join(lines)),
        )

    def _drawn(self, media: Path, still: Still, text: str) -> None:
        if media == self.desk.media:
            self.view.picture.show_still(still, text)
            self.view.form.say_font_instead(still.font_instead)

    def _style_changed(self, style: CaptionStyle) -> None:
        self._draw()
        self._styles.ask(lambda job: self._work.save_style(style))

    def space(self) -> None:
        self.hearing.play_cue()

    # Doing

    def _next_look(self) -> None:
        if not self.desk.next_to_look_at():
            self.notice.say(self.tr("No caption breaks a rule."))

    def _split(self) -> None:
        text, cue = self.view.list.editor.text, self.desk.cue
        at = len(text.before_caret()) if text.hasFocus() else len(cue.text if cue else "") // 2
        if self.desk.split(at):
            self.view.list.editor.put_caret(0)
        else:
            self.notice.say(self.tr("Put the cursor between two words of this caption, then split."))

    def _insert(self) -> None:
        cue = self.desk.cue
        head_s = self.view.wave.head_s
        at_s = head_s if head_s is not None else cue.end_s if cue else 0.0
        if self.desk.insert(at_s):
            self.view.list.editor.enter()
        else:
            self.notice.say(self.tr("There is no room for a caption here. Make one shorter first."))

    def _delete(self) -> None:
        if self.desk.delete() and self.desk.edits is not None:
            self._deleted = self.desk.edits.track
            self.notice.say(self.tr("Caption deleted."), action=self.tr("Undo"), act=self.desk.undo)

    def _save(self, then: str = "") -> None:
        """Save, and ``then`` go on with ``leave`` or ``export``."""
        self._then = then
        if self.desk.to_save:
            self.desk.save()

    def _was_saved(self, captions: Path) -> None:
        self.notice.hide()
        self._show_state()
        speak(self, self.tr("saved"))
        self.saved.emit(captions)
        then, self._then = self._then, ""
        if then == "export":
            self.export_wanted.emit(self.desk.media)
        elif then == "leave":
            self._go()

    def _say_set_aside(self, place: Path) -> None:
        text = self.tr("Another program had changed these captions meanwhile. What it wrote is kept as {name}.")
        self.notice.say(text.replace("{name}", place.name))

    def _export(self) -> None:
        """Let a clip be made; what is not saved is saved first."""
        if self.desk.to_save:
            self._save("export")
        else:
            self.export_wanted.emit(self.desk.media)

    def _show_keys(self) -> None:
        KeysCard(self).show_under(self.keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # Words

    def retranslate(self) -> None:
        super().retranslate()
        self._rows.clear()
        self.keys.setText(self.tr("Keys"))
        self.save.setText(self.tr("Save"))
        self.export.setText(self.tr("Make the clip"))
        theme = current_theme()
        for part, icon, name in ((self.undo, "undo", self.tr("Undo")), (self.redo, "redo", self.tr("Redo"))):
            set_icon(part, icon, theme.text)
            part.setAccessibleName(name)
            part.setToolTip(name)
        if self.desk.edits is not None:
            self._show_cues(moved=False)
            self._show_state()
