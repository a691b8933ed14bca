"""The one window: the stage on the left; on the right the takes, the making of a clip, or the choice of devices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from producer.errors import ProducerError
from producer.settings import Settings, save_settings
from ui import theme
from ui.bridge import Mailbox, PreviewFeed, Tasks
from ui.engine import Engine, Take
from ui.messages import message_for
from ui.recording import Phase, Recording
from ui.reveal import play, show_in_folder
from ui.screens.record import RecordScreen
from ui.translations import Languages
from ui.widgets.icons import icon_pixmap, set_icon
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from ui.bin import Binned

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
        self._engine, self._settings, self._languages = engine, settings, languages
        self._sources = sources or (settings.camera, settings.microphone)
        self.mailbox = Mailbox(self)
        self.tasks = Tasks(self.mailbox)
        self.feed = PreviewFeed(self)
        self.recording = Recording(engine, self.mailbox, self.tasks, self.feed, countdown_s=settings.countdown_s)
        self.recording.name_takes(self._next_take)
        self.stage = RecordScreen(self.recording, self.feed, lambda code: engine.advice(code, languages.current))
        self.panels = QStackedWidget()
        self._brand, self._brand_mark = label("brand"), QLabel()
        self.devices_button = button("quiet", self.show_devices, takes_focus=False)
        self.menu_button = button("quiet", lambda: self.menu.show_under(self.menu_button), takes_focus=False)
        self._complete = self._closing = self._may_close = self._was_ready = False
        self._lay_out()
        self._connect()
        self._retranslate()
        self.setMinimumSize(LEAST_SIZE)
        self.resize(FIRST_SIZE)
        self.stage.button.setFocus()

    def start(self) -> None:
        """Open the devices and list the takes: called once the window is on the screen."""
        if self._may_close:
            return
        self._build_rest()
        self.stage.set_nudges(self._settings.nudges)
        self._open_devices()
        folder = self._settings.takes_path
        self._read_takes()
        self.tasks.run(
            lambda job: self._engine.unfinished(folder), done=self.takes.offer, failed=self._say_problem, name="cut-off"
        )

    def _build_rest(self) -> None:
        """Build the panels that nobody sees at first: without them the window is up a third sooner."""
        from ui.menu import AppMenu
        from ui.screens.clip import ClipPanel
        from ui.screens.devices import DevicesPanel
        from ui.screens.takes import TakesPanel
        from ui.takes_model import TakesModel

        self.menu = AppMenu(self._settings, self._languages.current, self)
        self.takes = TakesPanel(TakesModel(self), show_in_folder, play)
        self.clip = ClipPanel(self._engine, self.tasks, show_in_folder, play)
        self.devices = DevicesPanel(self._engine, self.tasks)
        for panel in (self.takes, self.clip, self.devices):
            self.panels.addWidget(panel)
        self.takes.make_clip.connect(self._make_clip)
        self.takes.recover.connect(self._recover)
        self.takes.bin.connect(self._bin)
        self.takes.undo_bin.connect(self._undo_bin)
        self.clip.left.connect(self.show_takes)
        self.clip.working_changed.connect(self.stage.block)
        self.devices.left.connect(self.show_takes)
        self.devices.chosen.connect(self.use_sources)
        self.menu.language_chosen.connect(self.speak)
        self.menu.look_chosen.connect(self.wear)
        self.menu.nudges_wanted.connect(self._want_nudges)
        self.menu.folder_wanted.connect(self._open_folder)
        self.recording.phase_changed.connect(self._follow)
        for part in (self.devices_button, self.menu_button):
            part.setEnabled(True)
        self._complete = True

    # The look

    def _lay_out(self) -> None:
        side = QWidget()
        side.setObjectName("panel")
        side.setFixedWidth(PANEL_PX)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.panels)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self.stage, 1)
        body.addWidget(side)
        whole = QWidget()
        whole.setObjectName("window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(24, 14, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._header())
        column.addLayout(body, 1)
        self.setCentralWidget(whole)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._brand_mark)
        row.addWidget(self._brand)
        row.addStretch(1)
        row.addWidget(self.devices_button)
        row.addWidget(self.menu_button)
        return row

    def _connect(self) -> None:
        note = self.stage.note
        note.try_again.connect(self._open_devices)
        note.choose_another.connect(self.show_devices)
        note.use_file.connect(self._use_file)
        note.without_sound.connect(lambda: self.use_sources(self._sources[0], "none", remember=False))
        for part in (self.devices_button, self.menu_button):  # until what they open is there
            part.setEnabled(False)
        self.recording.take_made.connect(self._take_made)

    # What a person wants

    def show_takes(self) -> None:
        self.panels.setCurrentWidget(self.takes)
        self.stage.button.setFocus()

    def show_devices(self) -> None:
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
            self._save(replace(self._settings, camera=camera, microphone=microphone))
        self._open_devices()
        self.show_takes()

    def _open_devices(self) -> None:
        self.recording.open(*self._sources, self._languages.current)

    def _make_clip(self, take: Take) -> None:
        self.clip.form.speak(self._languages.current)
        self.clip.open(take, self._settings.takes_path / "clips")
        self.panels.setCurrentWidget(self.clip)
        self.clip.form.focus_first()

    def speak(self, code: str) -> None:
        """Switch the language of everything, now and next time."""
        self._languages.speak(code)
        self._save(replace(self._settings, language=code))
        if self.recording.phase is Phase.READY:
            self._open_devices()  # the coach knows each language's own pace

    def wear(self, look: str) -> None:
        """Switch between light and dark, now and next time; empty follows the system."""
        self._save(replace(self._settings, look=look))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.wear(application, look)

    def _want_nudges(self, wanted: bool) -> None:
        self.stage.set_nudges(wanted)
        self._save(replace(self._settings, nudges=wanted))

    def _open_folder(self) -> None:
        folder = self._settings.takes_path
        folder.mkdir(parents=True, exist_ok=True)
        show_in_folder(folder / "takes")

    def _save(self, settings: Settings) -> None:
        self._settings = settings
        try:
            save_settings(settings)
        except ProducerError as error:
            self._say_problem(error)

    # What happens

    def _next_take(self) -> Path:
        folder = self._settings.takes_path
        folder.mkdir(parents=True, exist_ok=True)
        from ui.takes_model import next_take_path

        return next_take_path(folder, self.tr("Take"))

    def _take_made(self, take: Take) -> None:
        self.takes.list.setCurrentIndex(self.takes.model.add(take))
        if not self.clip.working:
            self.show_takes()

    def _read_takes(self) -> None:
        folder = self._settings.takes_path
        self.tasks.run(
            lambda job: self._engine.takes(folder),
            done=self.takes.model.replace,
            failed=self._say_problem,
            name="list-takes",
        )

    def _recover(self, unfinished: list[Any]) -> None:
        for one in unfinished:
            self.tasks.run(
                lambda job, one=one: self._engine.recover(one),  # type: ignore[misc]
                done=self._recovered,
                failed=self._say_problem,
                name="recover",
            )

    def _recovered(self, take: Take) -> None:
        self.takes.model.add(take)

    def _bin(self, take: Take) -> None:
        from ui.bin import move_to_bin

        def gone(binned: Binned) -> None:
            self.takes.model.drop_missing()
            self.takes.say_binned(binned)
            if self.takes.chosen is None:
                self.stage.button.setFocus()

        self.tasks.run(lambda job: move_to_bin(take.path), done=gone, failed=self._say_problem, name="bin")

    def _undo_bin(self, binned: Binned) -> None:
        from ui.bin import put_back

        self.tasks.run(
            lambda job: put_back(binned), done=lambda path: self._read_takes(), failed=self._say_problem, name="undo"
        )

    def _follow(self) -> None:
        busy = self.recording.busy
        self.devices_button.setEnabled(not busy)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space is the big button wherever nothing else takes it; Esc takes one step back; Enter presses a button."""
        if not self._complete:
            return
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
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
        if not self._closing:
            self._closing = True
            self.clip.cancel()
            if not self.recording.busy:
                QTimer.singleShot(CLOSE_AFTER_MS, self._end)
            self.recording.shut_down(self._end)

    def _end(self) -> None:
        if not self._may_close:
            self._may_close = True
            QTimer.singleShot(0, self.close)  # a close inside a close event is no close

    def _let_go(self) -> None:
        self.feed.close()
        self.tasks.wait(2.0)
        self.mailbox.close()

    # Words

    def _retranslate(self) -> None:
        colours = theme.current_theme()
        self.setWindowTitle("Producer")
        self._brand.setText("Producer")
        self._brand_mark.setPixmap(icon_pixmap("film", colours.accent, 24))
        self.devices_button.setText(self.tr("Camera and microphone"))
        set_icon(self.devices_button, "camera", colours.text)
        set_icon(self.menu_button, "menu", colours.text)
        self.menu_button.setAccessibleName(self.tr("Menu"))
        self.menu_button.setToolTip(self.tr("Menu"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)
