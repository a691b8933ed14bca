"""The one window: the studio with the stage on the left and, on the right, the takes, the making of a clip, the choice
of devices, the room check or practice; and behind it the coach's whole pages.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from producer.settings import Settings
from ui.bridge import Mailbox, PreviewFeed, Tasks
from ui.engine import Engine, Take
from ui.header import Header
from ui.messages import message_for
from ui.preferences import Preferences
from ui.recording import Phase, Recording
from ui.reveal import play, show_in_folder
from ui.screens.record import RecordScreen
from ui.translations import Languages

if TYPE_CHECKING:
    from ui.practice_run import PracticeRun
    from ui.room_run import RoomRun

PANEL_PX = 372
FIRST_SIZE = QSize(1180, 740)
LEAST_SIZE = QSize(960, 640)
CLOSE_AFTER_MS = 8000
"""A device that hangs does not keep the window from closing longer than this; a take that is being saved does."""


class MainWindow(QMainWindow):
    """Builds the screens and passes between them what a person wants. It holds no engine state of its own."""

    def __init__(
        self, engine: Engine, settings: Settings, languages: Languages, sources: tuple[str, str] | None = None
    ) -> None:
        """``sources`` are camera and microphone for this run only; without them those of the settings."""
        super().__init__()
        self.setObjectName("window")
        self._engine, self._languages = engine, languages
        self.preferences = Preferences(settings, self)
        self._sources = sources or (settings.camera, settings.microphone)
        self.mailbox = Mailbox(self)
        self.tasks = Tasks(self.mailbox)
        self.feed = PreviewFeed(self)
        self.recording = Recording(engine, self.mailbox, self.tasks, self.feed, countdown_s=settings.countdown_s)
        self.stage = RecordScreen(self.recording, self.feed, lambda code: engine.advice(code, languages.current))
        self.pages, self.panels = QStackedWidget(), QStackedWidget()
        self.header = Header()
        self._complete = self._closing = self._may_close = self._was_ready = False
        self._lay_out()
        self._connect()
        self.setWindowTitle("Producer")
        self.setMinimumSize(LEAST_SIZE)
        self.resize(FIRST_SIZE)
        self.stage.button.setFocus()

    def start(self) -> None:
        """Open the devices and list the takes: called once the window is on the screen."""
        if self._may_close:
            return
        self._build_rest()
        self._dress_nudges()
        self._open_devices()
        self.desk.read()

    def _build_rest(self) -> None:
        """Build the panels that nobody sees at first: without them the window is up a third sooner."""
        from ui.caption_pages import CaptionPages
        from ui.coach_pages import CoachPages
        from ui.menu import AppMenu
        from ui.screens.clip import ClipPanel
        from ui.screens.devices import DevicesPanel
        from ui.screens.takes import TakesPanel
        from ui.takes_desk import TakesDesk
        from ui.takes_model import TakesModel
        from ui.updates_run import UpdatesRun

        self.menu = AppMenu(self.preferences.now, self._languages.current, self)
        self.takes = TakesPanel(TakesModel(self), show_in_folder, play)
        self.desk = TakesDesk(self.takes, self._engine, self.tasks, lambda: self.preferences.now.takes_path)
        self.clip = ClipPanel(self._engine, self.tasks, show_in_folder, play)
        self.devices = DevicesPanel(self._engine, self.tasks)
        self.coach = CoachPages(self.pages, self._engine.coaching, self.tasks, self._languages)
        self.coach.know_takes(lambda: self.desk.takes)
        self.captions = CaptionPages(
            self.pages,
            self._engine.captioning,
            self.tasks,
            self.mailbox,
            lambda: self.preferences.now.takes_path / "captions",
            (show_in_folder, play),
        )
        self.updates = UpdatesRun(self.pages, self._engine, self.tasks, self._languages, self.stage.button.setFocus)
        for panel in (self.takes, self.clip, self.devices):
            self.panels.addWidget(panel)
        self._connect_rest()
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._teach()
        self.header.allow(rooms=True)
        self._complete = True

    def _connect_rest(self) -> None:
        self.recording.name_takes(self.desk.next_path)
        self.recording.phase_changed.connect(self._follow)
        self.desk.failed.connect(self._say_problem)
        self.desk.emptied.connect(self.stage.button.setFocus)
        self.takes.make_clip.connect(self._make_clip)
        self.takes.report_wanted.connect(lambda take: self.coach.show_report(take.path))
        self.takes.captions_wanted.connect(lambda take: self.captions.show_take(take.path))
        self.takes.room_wanted.connect(self.show_room)
        self.coach.left.connect(self._come_back)
        self.coach.clip_wanted.connect(self._clip_of)
        self.captions.left.connect(self.stage.button.setFocus)
        self.captions.clip_wanted.connect(self._clip_of)
        self.clip.left.connect(self.show_takes)
        self.clip.working_changed.connect(self.stage.block)
        self.devices.left.connect(self.show_takes)
        self.devices.chosen.connect(self.use_sources)
        self.menu.language_chosen.connect(self.speak)
        self.menu.look_chosen.connect(self.preferences.wear)
        self.menu.nudges_chosen.connect(lambda level: self.preferences.change(nudges=level))
        self.menu.tick_wanted.connect(lambda wanted: self.preferences.change(nudge_tick=wanted))
        self.menu.spoken_wanted.connect(lambda wanted: self.preferences.change(nudge_spoken=wanted))
        self.preferences.changed.connect(self._dress_nudges)
        self.menu.room_wanted.connect(self.show_room)
        self.menu.batch_wanted.connect(self.show_batch)
        self.menu.folder_wanted.connect(self._open_folder)
        self.menu.updates_wanted.connect(self._end_runs)
        self.menu.updates_wanted.connect(self.updates.show)

    @cached_property
    def room(self) -> RoomRun:
        """The room check, built when it is first wanted."""
        from producer.coach.room.verdicts import verdict_text
        from ui.room_run import RoomRun
        from ui.screens.room import RoomPanel

        panel = RoomPanel(lambda verdict: verdict_text(verdict, self._languages.current))
        self.panels.addWidget(panel)
        panel.left.connect(self.show_takes)
        run = RoomRun(panel, self.recording, self._engine.coaching, self.tasks, self._languages)
        run.focused.connect(self.stage.hush)
        return run

    @cached_property
    def practice(self) -> PracticeRun:
        """Practice and drills, built when they are first wanted."""
        from producer.coach.teaching import lesson_for
        from ui.practice_run import PracticeRun
        from ui.screens.practice import PracticePanel

        panel = PracticePanel(lambda code: lesson_for(code, self._languages.current))
        self.panels.addWidget(panel)
        panel.left.connect(self.show_takes)
        run = PracticeRun(panel, self.recording, self._engine.coaching, self.tasks, self._languages)
        run.focused.connect(self.stage.hush)
        return run

    # The look

    def _lay_out(self) -> None:
        side = QWidget()
        side.setObjectName("panel")
        side.setFixedWidth(PANEL_PX)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.panels)
        studio = QWidget()
        body = QHBoxLayout(studio)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(20)
        body.addWidget(self.stage, 1)
        body.addWidget(side)
        self.pages.addWidget(studio)
        whole = QWidget()
        whole.setObjectName("window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(24, 14, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        note = self.stage.note
        note.try_again.connect(self._open_devices)
        note.choose_another.connect(self.show_devices)
        note.use_file.connect(self._use_file)
        note.without_sound.connect(lambda: self.use_sources(self._sources[0], "none", remember=False))
        self.header.allow(rooms=False, menu=False)  # until what they open is there
        self.header.practice_wanted.connect(self.show_practice)
        self.header.progress_wanted.connect(self.show_progress)
        self.header.devices_wanted.connect(self.show_devices)
        self.header.menu_wanted.connect(lambda: self.menu.show_under(self.header.menu))
        self.preferences.failed.connect(self._say_problem)
        self.recording.take_made.connect(self._take_made)

    # What a person wants

    def show_takes(self) -> None:
        self._end_runs()
        self.panels.setCurrentWidget(self.takes)
        self.stage.button.setFocus()

    def show_practice(self) -> None:
        self._to_studio()
        self.practice.open()
        self.panels.setCurrentWidget(self.practice.panel)

    def show_room(self) -> None:
        """Check the room: camera height, light, sound, disk."""
        self._to_studio()
        self.panels.setCurrentWidget(self.room.panel)
        self.room.start()

    def show_progress(self) -> None:
        self._end_runs()
        self.coach.show_progress()

    def show_batch(self) -> None:
        """Captions for many files."""
        self._end_runs()
        self.captions.show_batch()

    def _to_studio(self) -> None:
        self._end_runs()
        if self.coach.away:
            self.coach.leave()

    def _come_back(self) -> None:
        """Give the keyboard back to who had it before the page was opened."""
        before = self.coach.came_from
        (before if before is not None and self.takes.isAncestorOf(before) else self.stage.button).setFocus()

    def _end_runs(self) -> None:
        """End a room check or a drill that runs; what was never opened is not built for it."""
        for name in ("room", "practice"):
            if name in self.__dict__:
                getattr(self, name).stop()

    def show_devices(self) -> None:
        self._to_studio()
        self.panels.setCurrentWidget(self.devices)
        self.devices.open(*self._sources)
        self.devices.camera.setFocus()

    def _use_file(self) -> None:
        self.show_devices()
        self.devices.ask_for_file()

    def use_sources(self, camera: str, microphone: str, *, remember: bool = True) -> None:
        """Open these devices, and next time again."""
        self._sources = (camera, microphone)
        if remember:
            self.preferences.change(camera=camera, microphone=microphone)
        self._open_devices()
        self.show_takes()

    def _open_devices(self) -> None:
        self.recording.open(*self._sources, self._languages.current)

    def _make_clip(self, take: Take) -> None:
        self.clip.form.speak(self._languages.current)
        self.clip.open(take, self.preferences.now.takes_path / "clips")
        self.panels.setCurrentWidget(self.clip)
        self.clip.form.focus_first()

    def _clip_of(self, what: Path | Take) -> None:
        self.show_takes()
        self.takes.make_clip_of(what)

    def _teach(self) -> None:
        from producer.coach.teaching import lesson_for

        self.takes.teach(lesson_for("first_take", self._languages.current))

    def speak(self, code: str) -> None:
        """Switch the language of everything, now and next time."""
        self._languages.speak(code)
        self._teach()
        self.preferences.change(language=code)
        if self.recording.phase is Phase.READY:
            self._open_devices()  # the coach knows each language's own pace

    def _dress_nudges(self) -> None:
        wanted = self.preferences.now
        self.recording.wish(wanted.nudges)
        self.stage.set_nudges(tick=wanted.nudge_tick, spoken=wanted.nudge_spoken)

    def _open_folder(self) -> None:
        folder = self.preferences.now.takes_path
        folder.mkdir(parents=True, exist_ok=True)
        show_in_folder(folder / "takes")

    # What happens

    def _take_made(self, take: Take) -> None:
        self.desk.add(take)
        if not self.clip.working:
            self.show_takes()
            self.coach.measure_quietly(take.path)

    def _follow(self) -> None:
        busy = self.recording.busy
        if busy:
            self.coach.stop()
        self.captions.hold(busy)
        self.header.allow(rooms=not busy)
        for panel in (self.takes, self.clip, self.devices):
            panel.setEnabled(not busy or panel is self.clip)
        if self.recording.phase is Phase.READY and not self._was_ready:
            self._was_ready = True
            self.stage.button.setFocus()

    def _say_problem(self, problem: Any) -> None:
        message = message_for(problem)
        self.stage.notice.say(f"{message.sentence} {message.cure}".strip(), details=message.details)

    def report(self, error: BaseException) -> None:
        """Tell the person of an error that nobody took. Safe from any thread."""
        self.mailbox.post(lambda: self._say_problem(error))

    # Keys and the end

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Name the space bar at the big button only where it would press it."""
        takes_space = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
        self.stage.name_space(new is self.stage.button or not isinstance(new, takes_space))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space is the big button wherever nothing else takes it; Esc takes one step back; Enter presses a button."""
        if not self._complete:
            return
        if self.coach.away:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.stage.press()
        elif event.key() == Qt.Key.Key_Escape:
            self._step_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton) and not focused.isCheckable():
                focused.click()
        else:
            super().keyPressEvent(event)

    def _step_back(self) -> None:
        if self.recording.phase is Phase.COUNTDOWN:
            self.recording.cancel_countdown()
        elif self.panels.currentWidget() is not self.takes:
            self.show_takes()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A take that is being made is finished first, a clip is stopped; then the window goes."""
        if self._may_close or not self._complete:
            self._may_close = True
            self._let_go()
            event.accept()
            return
        event.ignore()
        if not self._closing and self.captions.may_close():
            self._closing = True
            self.clip.cancel()
            self.coach.stop()
            self.captions.stop()
            self._end_runs()
            if not self.recording.busy:
                QTimer.singleShot(CLOSE_AFTER_MS, self._end)
            self.recording.shut_down(self._end)

    def _end(self) -> None:
        if not self._may_close:
            self._may_close = True
            QTimer.singleShot(0, self.close)  # a close inside a close event is no close

    def _let_go(self) -> None:
        if self._complete:
            self.captions.let_go()
        self.feed.close()
        self.tasks.wait(2.0)
        self.mailbox.close()
