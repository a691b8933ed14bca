"""The room check: be quiet, say a sentence, and read what could be better here before the first take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.parts import announce, button, label
from ui.widgets.verdict_list import VerdictList, VerdictRow

if TYPE_CHECKING:
    from producer.coach.room.verdicts import Verdict

STATES = ("bad", "mind", "unknown", "good")
STEPS = 1000
Say = Callable[["Verdict"], tuple[str, str]]


class RoomPanel(QWidget):
    """Shows how the check goes and what it found; ``say`` gives a verdict's two sentences in the window's language."""

    left = Signal()
    start_wanted = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._part, self._trouble, self._interrupted = "", "", False
        self._verdicts: tuple[Verdict, ...] = ()
        self.back = button("back", self.left.emit)
        self.heading, self.summary = label("heading"), label("muted", wrap=True)
        self.order, self.hint = label("title", wrap=True), label("muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, STEPS)
        self.progress.setTextVisible(False)
        self.note = label("empty", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list = VerdictList()
        self.done = button("primary", self.left.emit)
        self.again = button("", self.start_wanted.emit)
        self._lay_out()
        self.show_waiting()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        self._views = QStackedLayout()
        self._listening = QWidget()
        self._fill_listening(QVBoxLayout(self._listening))
        for view in (self._listening, self.list, self.note):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.heading)
        column.addWidget(self.summary)
        column.addSpacing(4)
        column.addLayout(self._views, 1)
        column.addSpacing(4)
        column.addWidget(self.done)
        column.addWidget(self.again)

    def _fill_listening(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addStretch(2)
        for part in (self.order, self.hint, self.progress):
            column.addWidget(part)
        column.addStretch(3)

    # What is shown

    def show_waiting(self) -> None:
        """Show that the check begins when there is a picture."""
        self._interrupted = False
        self._show_note("")

    def show_progress(self, share: float, part: str) -> None:
        """Show how far the check is, 0..1, and what the person does now: ``quiet`` or ``speak``."""
        self.progress.setValue(round(STEPS * min(1.0, max(0.0, share))))
        if part == self._part and self._views.currentWidget() is self._listening:
            return
        self._part = part
        self._views.setCurrentWidget(self._listening)
        self._follow()
        announce(self, self.order.text())

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Show what was found, worst first."""
        had_focus = self._has_focus()
        self._verdicts = tuple(sorted(verdicts, key=lambda verdict: STATES.index(verdict.state)))
        self.list.show_rows([VerdictRow(verdict) for verdict in self._verdicts])
        self._views.setCurrentWidget(self.list)
        self._follow()
        if had_focus:  # else the space bar stays with the record button
            self.done.setFocus()
        announce(self, self.summary.text())

    def show_interrupted(self) -> None:
        """Show that the check made way for a take."""
        self._interrupted = True
        self._show_note("")

    def allow(self, allowed: bool) -> None:
        """Say whether a check can be begun now: not while a take is made."""
        self.again.setEnabled(allowed)

    def show_trouble(self, text: str) -> None:
        """Show why the check could not be done."""
        self._interrupted = False
        self._show_note(text)

    def _show_note(self, text: str) -> None:
        self._trouble = text
        self._views.setCurrentWidget(self.note)
        self._follow()
        if text:
            announce(self, text)

    def _follow(self) -> None:
        """Show what belongs to what is shown now."""
        listening = self._views.currentWidget() is self._listening
        had_focus = self._has_focus()
        self.summary.setVisible(self._views.currentWidget() is self.list)
        self.done.setVisible(self._views.currentWidget() is self.list)
        self.again.setVisible(not listening)
        self._retranslate()
        if had_focus and not self._has_focus():
            self.back.setFocus()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    # Words

    def topic(self, topic: str) -> str:
        """Return what a topic is called."""
        return {
            "camera_height": self.tr("Camera height"),
            "light": self.tr("Light on your face"),
            "backlight": self.tr("Light behind you"),
            "background": self.tr("Background"),
            "microphone": self.tr("Microphone"),
            "noise": self.tr("Noise"),
            "echo": self.tr("Echo"),
            "disk": self.tr("Disk space"),
            "battery": self.tr("Battery"),
            "sleep": self.tr("Staying awake"),
        }[topic]

    def _state(self, state: str) -> str:
        return {
            "bad": self.tr("mend this first"),
            "mind": self.tr("could be better"),
            "unknown": self.tr("not known"),
            "good": self.tr("good"),
        }[state]

    def _summary(self) -> str:
        faults = sum(verdict.state in ("bad", "mind") for verdict in self._verdicts)
        if faults > 1:
            return self.tr("{count} things could be better:").replace("{count}", str(faults))
        if faults == 1:
            return self.tr("One thing could be better:")
        if any(verdict.state == "unknown" for verdict in self._verdicts):
            return self.tr("What we could see and hear is good.")
        return self.tr("All is well. You can begin.")

    def _say_order(self) -> None:
        quiet = self._part != "speak"
        self.order.setText(self.tr("Be quiet for a moment…") if quiet else self.tr("Now say one sentence aloud"))
        self.hint.setText(
            self.tr("Sit as you will in your video. We listen to the room.")
            if quiet
            else self.tr("For example: “Good morning. I would like to tell you what we are working on this week.”")
        )

    def _retranslate(self) -> None:
        theme = current_theme()
        self.back.setText(self.tr("Your takes"))
        set_icon(self.back, "back", theme.text)
        self.heading.setText(self.tr("Room check"))
        self.summary.setText(self._summary())
        self._say_order()
        self.progress.setAccessibleName(self.order.text())
        stopped, before = (
            self.tr("The check made way for your take."),
            self.tr("As soon as you see yourself, the check can begin."),
        )
        self.note.setText(self._trouble or (stopped if self._interrupted else before))
        self.done.setText(self.tr("Done"))
        waiting = self._views.currentWidget() is self.note and not self._trouble and not self._interrupted
        self.again.setText(self.tr("Start the check") if waiting else self.tr("Check again"))
        self.list.setAccessibleName(self.heading.text())
        for row in self.list.rows:
            row.speak(self.topic(row.verdict.topic), self._state(row.verdict.state), *self._say(row.verdict))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            set_icon(self.back, "back", current_theme().text)
            self.list.dress()
        super().changeEvent(event)
