"""Hearing captions: one from edge to edge, or on from a place, with the list going along."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.listening import Listening, MakePlayer
from ui.screens.captions_desk import CaptionDesk
from ui.screens.captions_view import CaptionView

CUE, ON = "cue", "on"
"""What is heard: this caption, or everything from a place on."""


class CueHearing(QObject):
    """Between the page's parts and the player. ``listening.failed`` tells what went wrong."""

    def __init__(self, make_player: MakePlayer, desk: CaptionDesk, view: CaptionView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self.listening = Listening(make_player, self)
        self.listening.moved.connect(self._heard)

    def stop(self) -> None:
        self.listening.stop()

    def play_cue(self) -> None:
        """Play this caption from edge to edge, or stop what is heard."""
        cue = self._desk.cue
        if self.listening.playing:
            self.listening.stop()
        elif cue is not None:
            self.listening.play(CUE, self._desk.media, cue.start_s, cue.end_s)
            self._desk.hear()

    def play_on(self) -> None:
        """Play on from this caption, or stop what is heard."""
        cue = self._desk.cue
        if self.listening.playing:
            self.listening.stop()
        elif cue is not None:
            self.hear_from(cue.start_s)

    def hear_from(self, time_s: float) -> None:
        self.listening.play(ON, self._desk.media, time_s)

    def _heard(self, time_s: float | None) -> None:
        """Show what is heard; while it plays on, the list goes along, unless a person is typing."""
        self._view.wave.show_head(time_s)
        self._view.show_playing(time_s is not None)
        typing = QApplication.focusWidget() is self._view.list.editor.text
        if time_s is not None and self.listening.what == ON and not typing:
            index = self._desk.cue_at(time_s)
            if index is not None:
                self._desk.go(index)
