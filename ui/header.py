"""The window's head: the name on the left, what can be opened on the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme
from ui.widgets.icons import icon_pixmap, set_icon
from ui.widgets.parts import button, label


class Header(QWidget):
    """Says what a person wants to open. A click leaves the keyboard where it was; Tab reaches every button."""

    practice_wanted = Signal()
    progress_wanted = Signal()
    devices_wanted = Signal()
    menu_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._brand, self._mark = label("brand"), QLabel()
        self.practice = button("quiet", self.practice_wanted.emit, takes_focus=False)
        self.progress = button("quiet", self.progress_wanted.emit, takes_focus=False)
        self.devices = button("quiet", self.devices_wanted.emit, takes_focus=False)
        self.menu = button("quiet", self.menu_wanted.emit, takes_focus=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._brand)
        row.addStretch(1)
        for part in self._buttons():
            row.addWidget(part)
        self._retranslate()

    def allow(self, *, rooms: bool, menu: bool = True) -> None:
        """Say what can be opened now: not before it is there, and while a take is made only the menu."""
        for part in self._buttons():
            part.setEnabled(menu if part is self.menu else rooms)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.practice, self.progress, self.devices, self.menu)

    def _retranslate(self) -> None:
        colours = theme.current_theme()
        self._brand.setText("Producer")
        self._mark.setPixmap(icon_pixmap("film", colours.accent, 24))
        self.practice.setText(self.tr("Practise"))
        self.progress.setText(self.tr("Progress"))
        self.devices.setText(self.tr("Camera and microphone"))
        for part, name in zip(self._buttons(), ("practice", "progress", "camera", "menu"), strict=True):
            set_icon(part, name, colours.text)
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.setToolTip(self.tr("Menu"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)
