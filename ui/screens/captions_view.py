"""What the captions' page is made of: picture and style on the left, the cues on the right, the sound under both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.screens.page import card
from ui.theme import current_theme
from ui.widgets.caption_picture import CaptionPicture
from ui.widgets.caption_style_form import CaptionStyleForm
from ui.widgets.cue_list import CueList
from ui.widgets.cue_wave import CueWave
from ui.widgets.icons import set_icon
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from producer.captions.style import CaptionStyle

LIST_PX = (420, 560)


class CaptionView(QWidget):
    """``buttons``: each with the name of what it does (see ``captions_keys.KEYS``). The keyboard stays where it was
    when one is clicked, so that a split knows its place.
    """

    def __init__(self, style: CaptionStyle) -> None:
        super().__init__()
        self.picture, self.form, self.list, self.wave = CaptionPicture(), CaptionStyleForm(style), CueList(), CueWave()
        self.fold = button("quiet", self._turn)
        self.heading, self.worst, self.empty = label("heading"), label("muted", wrap=True), label("empty", wrap=True)
        self.hint = label("small")
        self.look = button("", takes_focus=False)
        self.play, self.play_on = button("", takes_focus=False), button("quiet", takes_focus=False)
        self.split, self.merge = button("quiet", takes_focus=False), button("quiet", takes_focus=False)
        self.new, self.delete = button("quiet", takes_focus=False), button("quiet", takes_focus=False)
        self.lines = button("quiet", takes_focus=False)
        self.buttons: dict[QPushButton, str] = {
            self.look: "next_look",
            self.play: "play",
            self.play_on: "play_on",
            self.split: "split",
            self.merge: "merge_next",
            self.lines: "break",
            self.new: "insert",
            self.delete: "delete",
        }
        self._playing, self._worst, self._any_cue = False, 0, False
        self._lay_out()
        self.form.hide()
        self._retranslate()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(14)
        upper.addWidget(self._left(), 10)
        upper.addWidget(self._right(), 7)
        lower, inside = card()
        inside.setContentsMargins(12, 10, 12, 6)
        inside.setSpacing(2)
        inside.addWidget(self.wave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(upper, 1)
        column.addWidget(lower)

    def _left(self) -> QWidget:
        whole, inside = card()
        inside.setContentsMargins(14, 14, 14, 8)
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in (self.play, self.play_on):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.fold)
        inside.addWidget(self.picture, 1)
        inside.addLayout(row)
        inside.addWidget(self.form)
        return whole

    def _right(self) -> QWidget:
        whole, inside = card()
        inside.setContentsMargins(12, 14, 8, 8)
        whole.setMinimumWidth(LIST_PX[0])
        whole.setMaximumWidth(LIST_PX[1])
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(8, 0, 4, 0)
        for part, share in ((self.heading, 0), (self.worst, 1), (self.look, 0)):
            head.addWidget(part, share, Qt.AlignmentFlag.AlignVCenter)
        foot.setSpacing(0)
        for part in (self.split, self.merge, self.lines, self.new):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.delete)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        inside.addLayout(head)
        inside.addWidget(self.empty, 1)
        inside.addWidget(self.list, 1)
        inside.addLayout(foot)
        return whole

    # What is shown

    def show_empty(self, text: str) -> None:
        """Say in the list's place that there is nothing; an empty text: there is."""
        self.empty.setText(text)
        self.empty.setVisible(bool(text))
        self.list.setVisible(not text)
        for part in (self.split, self.merge, self.lines, self.delete, self.play, self.play_on):
            part.setEnabled(not text)

    def show_worst(self, count: int, *, any_cue: bool = True) -> None:
        """Say how many cues need a look; where there is no cue, no rule is kept either."""
        self._worst, self._any_cue = count, any_cue
        kept = self.tr("all rules kept") if any_cue else ""
        self.worst.setText(self.tr("%n to look at", "", count) if count else kept)
        self.look.setEnabled(count > 0)

    def show_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self._name_play()

    def _name_play(self) -> None:
        self.play.setText(self.tr("Stop") if self._playing else self.tr("Play caption"))
        set_icon(self.play, "stop" if self._playing else "play", current_theme().text)

    def _turn(self) -> None:
        self.form.setVisible(self.form.isHidden())
        self._name_fold()

    def _name_fold(self) -> None:
        is_open = not self.form.isHidden()
        self.fold.setText(self.tr("Close style") if is_open else self.tr("Style"))
        set_icon(self.fold, "less" if is_open else "more", current_theme().muted, 18)

    def _retranslate(self) -> None:
        self.heading.setText(self.tr("Captions"))
        self.list.setAccessibleName(self.tr("Captions"))
        self.look.setText(self.tr("Next to look at"))
        self.look.setMinimumWidth(self.look.sizeHint().width())
        self.play_on.setText(self.tr("Play from here"))
        self.split.setText(self.tr("Split"))
        self.merge.setText(self.tr("Merge"))
        self.merge.setToolTip(self.tr("Merge with the next caption"))
        self.lines.setText(self.tr("Break lines"))
        self.lines.setToolTip(self.tr("Break the lines anew"))
        self.new.setText(self.tr("New"))
        self.delete.setToolTip(self.tr("Delete this caption"))
        set_icon(self.delete, "bin", current_theme().text)
        for part in (self.merge, self.lines, self.delete):
            part.setAccessibleName(part.toolTip())
        told = self.tr("Drag an edge: it goes to the voice, a neighbour or a whole frame. With Alt it goes anywhere.")
        self.wave.setToolTip(told)
        self.show_worst(self._worst, any_cue=self._any_cue)
        self._name_play()
        self._name_fold()
        self.list.editor.dress()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)
