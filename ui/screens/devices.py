"""Choosing the camera and the microphone: a device, a file, or a network address (a phone, say)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.bridge import Tasks
from ui.engine import Choice, Engine
from ui.messages import message_for
from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.parts import button, label

FILE, ADDRESS, SILENT = "choose:file", "choose:address", "none"
PICTURES = "*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.mpg"
SOUNDS = "*.wav *.mp3 *.m4a *.flac *.ogg *.aac"
AskFile = Callable[[QWidget, str, str], str]


def ask_file(parent: QWidget, title: str, filters: str) -> str:
    """Let the person choose a file; empty when they do not."""
    return QFileDialog.getOpenFileName(parent, title, "", filters)[0]


class _SourceBox(QComboBox):
    """A box of sources. ``spec`` is what the engine is given; a file or address that was chosen joins the list."""

    def __init__(self) -> None:
        super().__init__()
        self._spec, self.word = "", ""
        self._devices: list[Choice] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    @property
    def spec(self) -> str:
        return self._spec

    def show_sources(self, devices: list[Choice], spec: str, extra: list[Choice]) -> None:
        """List the devices, what is used now, and the other ways."""
        self._spec, self._devices = spec, devices
        self.blockSignals(True)
        self.clear()
        for device in devices:
            self.addItem(device.name, device.id)
        if spec and self.findData(spec) < 0 and spec not in [other.id for other in extra]:
            self.addItem(self._name(spec), spec)
        if self.count():
            self.insertSeparator(self.count())
        for other in extra:
            self.addItem(other.name, other.id)
        at = self.findData(spec)
        self.setCurrentIndex(at if at >= 0 else 0)
        self.blockSignals(False)
        if not spec and devices:
            self._spec = devices[0].id

    def _name(self, spec: str) -> str:
        """Name a source that is not in the list: one that is gone, a file, an address."""
        if spec.isdecimal():
            return f"{self.word} {spec}"
        return spec if "://" in spec else Path(spec).name

    def take_spec(self, spec: str, extra: list[Choice]) -> None:
        """Use ``spec`` from now on."""
        self.show_sources(self._devices, spec, extra)


class DevicesPanel(QWidget):
    """``chosen`` carries camera and microphone as on the command line. Listing runs in the background."""

    left = Signal()
    chosen = Signal(str, str)

    def __init__(self, engine: Engine, tasks: Tasks, ask: AskFile = ask_file) -> None:
        super().__init__()
        self._engine, self._tasks, self._ask = engine, tasks, ask
        self._known: tuple[list[Choice], list[Choice]] = ([], [])
        self.back = button("back", self.left.emit)
        self.heading, self.finding = label("heading"), label("muted", wrap=True)
        self.camera, self.microphone = _SourceBox(), _SourceBox()
        self.address = QLineEdit()
        self.address.hide()
        self._names = (QLabel(), QLabel())
        self.use = button("primary", self._use)
        self.again = button("", self.refresh)
        self._lay_out()
        self.camera.activated.connect(lambda at: self._camera_chosen(at))
        self.microphone.activated.connect(lambda at: self._microphone_chosen(at))
        self.address.returnPressed.connect(self._use)
        self.address.textChanged.connect(self._follow)
        self._retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.heading)
        column.addSpacing(8)
        for name, parts in zip(self._names, ((self.camera, self.address), (self.microphone,)), strict=True):
            name.setProperty("role", "label")
            name.setBuddy(parts[0])
            column.addWidget(name)
            for part in parts:
                column.addWidget(part)
            column.addSpacing(10)
        column.addWidget(self.finding)
        column.addStretch(1)
        column.addWidget(self.use)
        column.addWidget(self.again)

    # What there is

    def open(self, camera: str, microphone: str) -> None:
        """Show what is used now and look for what else there is."""
        self.address.hide()
        self.camera.show_sources(self._known[0], camera, self._other_cameras())
        self.microphone.show_sources(self._known[1], microphone, self._other_microphones())
        self._follow()
        self.refresh()

    def refresh(self) -> None:
        """Look for cameras and microphones again."""
        self.again.setEnabled(False)
        self.finding.setText(self.tr("Looking for cameras and microphones…"))
        self._tasks.run(
            lambda job: (self._engine.cameras(), self._engine.microphones()),
            done=self._found,
            failed=self._not_found,
            name="list-devices",
        )

    def _found(self, found: tuple[list[Choice], list[Choice]]) -> None:
        self._known = found
        self.again.setEnabled(True)
        self.camera.show_sources(found[0], self.camera.spec, self._other_cameras())
        self.microphone.show_sources(found[1], self.microphone.spec, self._other_microphones())
        self._tell()
        self._follow()

    def _not_found(self, error: BaseException) -> None:
        self.again.setEnabled(True)
        message = message_for(error)
        self.finding.setText(f"{message.sentence} {message.cure}")

    def _tell(self) -> None:
        missing = []
        if not self._known[0]:
            missing.append(self.tr("No camera was found. A phone's camera address or a video file works too."))
        if not self._known[1]:
            missing.append(self.tr("No microphone was found. A sound file works too."))
        self.finding.setText("\n\n".join(missing))

    # What is chosen

    def ask_for_file(self) -> None:
        """Let the person choose a video file as camera, and use it at once (its sound too)."""
        path = self._ask(self, self.tr("Choose a video"), f"{self.tr('Videos')} ({PICTURES})")
        if path:
            self.chosen.emit(path, path)

    def _camera_chosen(self, at: int) -> None:
        wanted = str(self.camera.itemData(at) or "")
        self.address.setVisible(wanted == ADDRESS)
        if wanted == ADDRESS:
            self.address.setFocus()
        elif wanted == FILE:
            path = self._ask(self, self.tr("Choose a video"), f"{self.tr('Videos')} ({PICTURES})")
            self.camera.take_spec(path or self.camera.spec, self._other_cameras())
        elif wanted:
            self.camera.take_spec(wanted, self._other_cameras())
        self._follow()

    def _microphone_chosen(self, at: int) -> None:
        wanted = str(self.microphone.itemData(at) or "")
        if wanted == FILE:
            wanted = self._ask(
                self, self.tr("Choose a sound file"), f"{self.tr('Sound and video')} ({SOUNDS} {PICTURES})"
            )
        if not wanted:
            wanted = self.microphone.spec
        self.microphone.take_spec(wanted, self._other_microphones())
        self._follow()

    def _camera_spec(self) -> str:
        return self.camera.spec if self.address.isHidden() else self.address.text().strip()

    def _use(self) -> None:
        camera = self._camera_spec()
        if camera:
            self.chosen.emit(camera, self.microphone.spec)

    def _follow(self, *_: object) -> None:
        self.use.setEnabled(bool(self._camera_spec()))

    # Words

    def _other_cameras(self) -> list[Choice]:
        return [Choice(FILE, self.tr("A video file…")), Choice(ADDRESS, self.tr("A network address…"))]

    def _other_microphones(self) -> list[Choice]:
        return [Choice(FILE, self.tr("A sound file…")), Choice(SILENT, self.tr("No microphone"))]

    def _retranslate(self) -> None:
        self.back.setText(self.tr("Your takes"))
        set_icon(self.back, "back", current_theme().text)
        self.heading.setText(self.tr("Camera and microphone"))
        self._names[0].setText(self.tr("Camera"))
        self._names[1].setText(self.tr("Microphone"))
        for box, name in ((self.camera, self._names[0]), (self.microphone, self._names[1])):
            box.word = name.text()
            box.setAccessibleName(name.text())
        self.address.setPlaceholderText("http://192.168.1.20:8080/video")
        self.address.setAccessibleName(self.tr("Network address of the camera"))
        self.use.setText(self.tr("Use these"))
        self.again.setText(self.tr("Look again"))
        self.camera.take_spec(self.camera.spec, self._other_cameras())
        self.microphone.take_spec(self.microphone.spec, self._other_microphones())
        if self.again.isEnabled() and self.finding.text():
            self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)
