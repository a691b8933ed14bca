"""The stage: the picture first, then how loud you are, the one big button and the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.bridge import PreviewFeed
from ui.messages import message_for
from ui.recording import Phase, Recording
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.level_meter import LevelMeter
from ui.widgets.notice import Notice
from ui.widgets.nudge import NudgePill
from ui.widgets.parts import announce, clock, label
from ui.widgets.preview import Preview
from ui.widgets.record_button import RecordButton
from ui.widgets.stage_note import StageNote

METER_MS = 50
PRESSED_OR_PASSING = (Phase.READY, Phase.COUNTDOWN, Phase.STARTING, Phase.RECORDING, Phase.FINISHING)
LIVE = (Phase.READY, Phase.COUNTDOWN, Phase.STARTING, Phase.RECORDING)

QUIET = ("ended", "slower")
"""What needs no words while a take runs: the file's own end, and what the recorder mends by itself."""


class RecordScreen(QWidget):
    """Shows what ``Recording`` does and passes on what the person wants."""

    def __init__(self, recording: Recording, feed: PreviewFeed, advice: Callable[[str], str]) -> None:
        super().__init__()
        self._recording, self._advice = recording, advice
        self._nudge_code, self._blocked, self._hushed, self._space = "", False, False, True
        self.preview = Preview(feed)
        self.nudge, self.note = NudgePill(self.preview), StageNote(self.preview)
        self.notice = Notice()
        self.meter, self.button = LevelMeter(), RecordButton()
        self.time, self.state, self.hint = label("time"), label("muted"), label("muted")
        self._microphone = QLabel()
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.preview, 1000)
        column.addWidget(self.notice)
        column.addStretch(1)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 0, 8, 0)
        bar.addLayout(self._sound_part(), 1)
        bar.addLayout(self._button_part(), 1)
        bar.addLayout(self._time_part(), 1)
        column.addLayout(bar)
        column.addStretch(1)

    def _sound_part(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.meter.setMaximumWidth(260)
        row.addWidget(self._microphone, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.meter, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(0)
        return row

    def _button_part(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignHCenter)
        return column

    def _time_part(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        for part in (self.time, self.state):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(part)
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        self.button.clicked.connect(lambda: self.press())
        self._recording.phase_changed.connect(self._follow)
        self._recording.counted.connect(self._count)
        self._recording.failed.connect(self._problem)
        self._recording.happened.connect(self._happened)
        self._recording.nudged.connect(self._nudge)
        self.nudge.quietened.connect(self._recording.quieten)
        self.preview.picture_moved.connect(self._place)
        self._timer = QTimer(self)
        self._timer.setInterval(METER_MS)
        self._timer.timeout.connect(self._measure)
        self.note.show_opening()
        self._follow()

    def press(self) -> None:
        """Do what the big button does now, unless a clip is being made."""
        if self.button.isEnabled():
            self.notice.hide()
            self._recording.press()

    def block(self, blocked: bool) -> None:
        """Keep the computer free for a clip that is being made."""
        self._blocked = blocked
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        """Let the picture stand at the top, no higher than it is, and what lies over it in its middle."""
        self.preview.setMaximumHeight(max(self.preview.minimumHeight(), self.preview.height_for(self.width())))
        room = self.preview.picture_rect()
        self.nudge.set_room(room)
        self.note.place(room)

    # What happens

    def _follow(self) -> None:
        phase = self._recording.phase
        live = phase in LIVE
        self.button.set_shape(
            "stop" if phase in (Phase.RECORDING, Phase.COUNTDOWN) else "record" if phase is Phase.READY else "wait"
        )
        # in a passing state it keeps the keyboard (a disabled button would hand it on), and a press does nothing
        self.button.setEnabled(phase in PRESSED_OR_PASSING and not self._blocked)
        if phase is not Phase.COUNTDOWN:
            self.preview.show_count(0)
        if phase is Phase.OPENING:
            self.note.show_opening()
        if live:
            self.note.hide()
            self._timer.start()
        elif phase is not Phase.FINISHING:
            self._timer.stop()
            self.preview.clear()
        self._show_live(phase is Phase.RECORDING)
        self._show_nudge()
        self._retranslate()
        self._measure()

    def _show_live(self, live: bool) -> None:
        if live is self.preview.live:
            return
        self.preview.show_live(live)
        for part in (self.time, self.state):
            part.setProperty("live", live)
            part.style().polish(part)

    def _count(self, left: int) -> None:
        self.preview.show_count(left)
        self.hint.setAccessibleDescription(str(left))
        announce(self.hint)

    def _measure(self) -> None:
        self.meter.set_level(self._recording.level_dbfs)
        self.time.setText(clock(self._recording.elapsed_s))

    def _problem(self, problem: Any) -> None:
        if self._recording.phase is Phase.TROUBLE:
            self.note.show_problem(problem)
            self._place()
            self.note.again.setFocus()
        else:
            message = message_for(problem)
            self.notice.say(f"{message.sentence} {message.cure}".strip(), details=message.details)

    def _happened(self, event: Any) -> None:
        if self._recording.phase is Phase.RECORDING and event.kind not in QUIET:
            message = message_for(event)
            self.notice.say(f"{message.sentence} {message.cure}".strip())

    def _nudge(self, nudge: Any) -> None:
        self._nudge_code = nudge.code if nudge is not None else ""
        self._show_nudge()

    def set_nudges(self, *, tick: bool, spoken: bool) -> None:
        """Say how a nudge comes besides being seen: with a soft tick, spoken by the screen reader."""
        self.nudge.tick, self.nudge.spoken = tick, spoken

    def name_space(self, presses: bool) -> None:
        """Say whether the space bar presses the big button now."""
        if presses is not self._space:
            self._space = presses
            self._retranslate()

    def hush(self, hushed: bool) -> None:
        """Keep the coach's nudges away while something else gives its own hints (a drill)."""
        self._hushed = hushed
        self._show_nudge()

    def _show_nudge(self) -> None:
        visible = not self._hushed and not self._blocked and self._recording.phase in (Phase.READY, Phase.RECORDING)
        text = self._advice(self._nudge_code) if visible and self._nudge_code else ""
        self.nudge.show_text(text, self._nudge_code if text else "")

    # Words

    def _retranslate(self) -> None:
        phase = self._recording.phase
        self._microphone.setPixmap(icon_pixmap("microphone", current_theme().muted, 24))
        self.meter.set_words(
            off=self.tr("No microphone"),
            silent=self.tr("No sound yet"),
            quiet=self.tr("Quiet"),
            good=self.tr("Good level"),
            loud=self.tr("Too loud"),
        )
        self.meter.setAccessibleName(self.tr("Microphone level"))
        self.preview.setAccessibleName(self.tr("Your picture, as in a mirror"))
        self.time.setAccessibleName(self.tr("Length of this take"))
        names = {Phase.RECORDING: self.tr("Stop"), Phase.COUNTDOWN: self.tr("Cancel")}
        self.button.setAccessibleName(names.get(phase, self.tr("Record")))
        hints = {
            Phase.RECORDING: self.tr("Stop: space bar") if self._space else self.tr("Stop"),
            Phase.COUNTDOWN: self.tr("Cancel: Esc"),
            Phase.READY: self.tr("Record: space bar") if self._space else self.tr("Record"),
        }
        waiting = self.tr("Recording can start when the clip is finished") if self._blocked else ""
        self.hint.setText(waiting or hints.get(phase, ""))
        states = {
            Phase.RECORDING: "●  " + self.tr("Recording"),
            Phase.COUNTDOWN: self.tr("Get ready"),
            Phase.STARTING: self.tr("Get ready"),
            Phase.FINISHING: self.tr("Saving your take…"),
            Phase.READY: self.tr("Ready"),
        }
        self.state.setText(states.get(phase, ""))
        self.button.setToolTip(self.hint.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
            self._show_nudge()
        super().changeEvent(event)
