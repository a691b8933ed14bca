"""A quiet strip that says something and offers at most two things to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.parts import announce, button, label


class Notice(QFrame):
    """Hidden until something is said. Details, where there are any, can be copied."""

    def __init__(self, parent: QWidget | None = None, *, beside: bool = False) -> None:
        """``beside``: the buttons stand beside the words, where there is the width for both."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._details = ""
        self._act: Callable[[], object] | None = None
        self.text = label(wrap=True)
        self.action = button("", self._do, takes_focus=False)
        self.copy = button("quiet", self._copy, takes_focus=False)
        self.close_button = button("quiet", self.hide, takes_focus=False)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for part in (self.action, self.copy, self.close_button):
            buttons.addWidget(part)
        whole = QHBoxLayout(self) if beside else QVBoxLayout(self)
        whole.setContentsMargins(16, 6 if beside else 12, 8 if beside else 16, 6 if beside else 12)
        whole.setSpacing(16 if beside else 8)
        whole.addWidget(self.text, 1)
        whole.addLayout(buttons)
        if not beside:
            buttons.addStretch(1)
        self._retranslate()
        self.hide()

    def say(self, text: str, *, details: str = "", action: str = "", act: Callable[[], object] | None = None) -> None:
        """Show ``text``, with ``action`` as a button where there is something to do."""
        again = self.isVisible() and self.text.text() == text
        self._details, self._act = details, act
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.copy.setVisible(bool(details))
        self.show()
        if not again:
            announce(self)

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.copy.setText(self.tr("Copied"))

    def _retranslate(self) -> None:
        self.copy.setText(self.tr("Copy details"))
        self.close_button.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
