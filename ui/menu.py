"""The menu: language, look, advice on or off, and where the takes are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from producer.settings import Settings
from ui.translations import LANGUAGES

LOOKS = ("", "light", "dark")


class AppMenu(QMenu):
    """Says what a person chose; whoever owns it does it."""

    language_chosen = Signal(str)
    look_chosen = Signal(str)
    nudges_wanted = Signal(bool)
    folder_wanted = Signal()

    def __init__(self, settings: Settings, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language_heading = self._heading()
        self.languages = self._choices(dict(LANGUAGES), language, self.language_chosen.emit)
        self.addSeparator()
        self._look_heading = self._heading()
        self.looks = self._choices(dict.fromkeys(LOOKS, ""), settings.look, self.look_chosen.emit)
        self.addSeparator()
        self.nudges = QAction(self, checkable=True)
        self.nudges.setChecked(settings.nudges)
        self.nudges.toggled.connect(self.nudges_wanted.emit)
        self.addAction(self.nudges)
        self._folder = self.addAction("", self.folder_wanted.emit)
        self._retranslate()

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
        self.nudges.setText(self.tr("Show advice while I speak"))
        self._folder.setText(self.tr("Open the folder of your takes"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
