"""The menu: language, look, advice on or off, where the takes are, and whether there is a newer version."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from producer.settings import NUDGES, Settings
from ui.translations import LANGUAGES

LOOKS = ("", "light", "dark")


class AppMenu(QMenu):
    """Says what a person chose; whoever owns it does it."""

    language_chosen = Signal(str)
    look_chosen = Signal(str)
    nudges_chosen = Signal(str)
    tick_wanted = Signal(bool)
    spoken_wanted = Signal(bool)
    room_wanted = Signal()
    batch_wanted = Signal()
    folder_wanted = Signal()
    updates_wanted = Signal()

    def __init__(self, settings: Settings, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language_heading = self._heading()
        self.languages = self._choices(dict(LANGUAGES), language, self.language_chosen.emit)
        self.addSeparator()
        self._look_heading = self._heading()
        self.looks = self._choices(dict.fromkeys(LOOKS, ""), settings.look, self.look_chosen.emit)
        self.addSeparator()
        self._nudges_heading = self._heading()
        self.nudges = self._choices(dict.fromkeys(NUDGES, ""), settings.nudges, self.nudges_chosen.emit)
        self.addSeparator()
        self.tick = self._switch(settings.nudge_tick, self.tick_wanted.emit)
        self.spoken = self._switch(settings.nudge_spoken, self.spoken_wanted.emit)
        self.addSeparator()
        self._room = self.addAction("", self.room_wanted.emit)
        self._batch = self.addAction("", self.batch_wanted.emit)
        self._folder = self.addAction("", self.folder_wanted.emit)
        self.addSeparator()
        self.updates = self.addAction("", self.updates_wanted.emit)
        self._retranslate()

    def _switch(self, on: bool, tell: Callable[[bool], None]) -> QAction:
        made = QAction(self, checkable=True)
        made.setChecked(on)
        made.toggled.connect(tell)
        self.addAction(made)
        return made

    def _heading(self) -> QLabel:
        words, action = QLabel(self), QWidgetAction(self)
        action.setDefaultWidget(words)
        self.addAction(action)
        return words

    def show_under(self, button: QWidget) -> None:
        """Open with the right edge under that of ``button``."""
        corner = button.mapToGlobal(button.rect().bottomRight())
        self.popup(corner - QPoint(self.sizeHint().width() - 1, -4))

    def _choices(self, names: Mapping[str, str], current: str, choose: Callable[[str], None]) -> dict[str, QAction]:
        group, made = QActionGroup(self), {}
        for code, name in names.items():
            action = made[code] = QAction(name, group, checkable=True)
            action.setChecked(code == current)
            action.triggered.connect(lambda checked=False, code=code: choose(code))
            self.addAction(action)
        return made

    def _retranslate(self) -> None:
        self._language_heading.setText(self.tr("Language"))
        self._look_heading.setText(self.tr("Look"))
        self.looks[""].setText(self.tr("As this computer"))
        self.looks["light"].setText(self.tr("Light"))
        self.looks["dark"].setText(self.tr("Dark"))
        self._nudges_heading.setText(self.tr("Advice while I speak"))
        self.nudges["all"].setText(self.tr("All of it"))
        self.nudges["important"].setText(self.tr("Only what would spoil the take"))
        self.nudges["off"].setText(self.tr("None"))
        self.tick.setText(self.tr("With a soft tick"))
        self.spoken.setText(self.tr("Read aloud by a screen reader"))
        self._room.setText(self.tr("Check the room"))
        self._batch.setText(self.tr("Captions for many files…"))
        self._folder.setText(self.tr("Open the folder of your takes"))
        self.updates.setText(self.tr("Look for updates…"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
