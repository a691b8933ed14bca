"""What is known of a newer version: which one, what changed in it, and where it is. Getting it is for the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from producer import __version__
from ui.screens.page import Page, card, empty
from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.parts import announce, button, label

if TYPE_CHECKING:
    from producer.updates import Answer, ReleaseFile

WAY_PX = 190
"""Ways that stand below each other are as wide as each other; the longest words fit (own)."""


class UpdatesPage(Page):
    """``again_wanted``: look once more; ``open_wanted`` carries the address of a file that a person wants to get.
    ``language`` tells which one is spoken now.
    """

    again_wanted = Signal()
    open_wanted = Signal(str)
    widest_px = 760

    def __init__(self, language: Callable[[], str]) -> None:
        super().__init__()
        self._language = language
        self._answer: Answer | None = None
        self.again = button("", self.again_wanted.emit)
        self.heading, self.since = label("heading", wrap=True), label("muted", wrap=True)
        self.changes_heading, self.files_heading = label("label"), label("label")
        self.promise = label("muted", wrap=True)
        self.changes, self.files = QVBoxLayout(), QVBoxLayout()
        self.changes_card, self.files_card = (
            self._part(self.changes_heading, self.changes),
            self._part(self.files_heading, self.files),
        )
        self._lay_out()
        self.retranslate()

    @staticmethod
    def _part(heading: QWidget, inside: QVBoxLayout) -> QWidget:
        made, column = card(heading)
        inside.setSpacing(10)
        column.addLayout(inside)
        return made

    def _lay_out(self) -> None:
        self.tools.addWidget(self.again)
        first, column = card()
        column.addWidget(self.heading)
        column.addWidget(self.since)
        for part in (first, self.changes_card, self.files_card, self.promise):
            self.body.addWidget(part)

    def show_looking(self) -> None:
        """Say that the answer is on its way."""
        self._answer = None
        self.again.setEnabled(False)
        self.show_waiting(self.tr("Looking for a newer version…"), None)

    def open(self, answer: Answer) -> None:
        """Show the answer."""
        self._answer = answer
        self.again.setEnabled(True)
        self.show_content()
        self._fill()
        announce(self, self.heading.text())

    def refuse(self, error: BaseException) -> None:
        """Say why there is no answer."""
        self.again.setEnabled(True)
        self.show_error(error)

    def _fill(self) -> None:
        answer = self._answer
        if answer is None:
            return
        release = answer.manifest
        self.heading.setText(self._verdict(answer))
        day = QDate(release.date.year, release.date.month, release.date.day)
        self.since.setText(self.tr("Made on {date}").replace("{date}", QLocale().toString(day, "d MMMM yyyy")))
        self.since.setVisible(answer.newer)
        self._fill_changes(release.notes_in(self._language()) if answer.newer else ())
        self._fill_files(answer.files if answer.newer else ())

    def _verdict(self, answer: Answer) -> str:
        if answer.newer:
            return self.tr("There is a newer version: {version}").replace("{version}", answer.manifest.version)
        return self.tr("You have the newest version.")

    def _fill_changes(self, notes: tuple[str, ...]) -> None:
        empty(self.changes)
        for note in notes:
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(_said("•"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(_said(note, wrap=True), 1)
            self.changes.addWidget(_holding(row))
        self.changes_card.setVisible(bool(notes))

    def _fill_files(self, files: tuple[ReleaseFile, ...]) -> None:
        empty(self.files)
        for file in files:
            self.files.addWidget(self._file(file, "primary" if file is files[0] else ""))
        self.files_card.setVisible(bool(files))

    def _file(self, file: ReleaseFile, role: str) -> QWidget:
        """Make the row of one file: what it is, how large, and the way to it."""
        name, size = _said(file.name, wrap=True), label("muted")
        size.setText(QLocale().formattedDataSize(file.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat))
        local = file.address.startswith("file:")
        way = button(role, lambda: self.open_wanted.emit(file.address))
        way.setText(self.tr("Open its folder") if local else self.tr("Open in the browser"))
        way.setAccessibleName(f"{way.text()}: {file.name}")
        way.setToolTip(file.address)
        way.setMinimumWidth(WAY_PX)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(name, 1)
        row.addWidget(size)
        row.addWidget(way)
        return _holding(row)

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("Updates"))
        self.subtitle.setText(self.tr("You have version {version}").replace("{version}", __version__))
        self.again.setText(self.tr("Look again"))
        set_icon(self.again, "redo", current_theme().text)
        self.changes_heading.setText(self.tr("What changed"))
        self.files_heading.setText(self.tr("Where it is"))
        self.promise.setText(self.tr("Producer downloads and installs nothing by itself, and looks only when you ask."))
        if self.ready:
            self._fill()
        elif not self.troubled:
            self.show_waiting(self.tr("Looking for a newer version…"), None)


def _said(text: str, *, wrap: bool = False) -> QWidget:
    made = label(wrap=wrap)
    made.setText(text)
    return made


def _holding(row: QHBoxLayout) -> QWidget:
    """Put a row in a widget of its own, so that it goes with what is in it."""
    made = QWidget()
    row.setContentsMargins(0, 0, 0, 0)
    made.setLayout(row)
    return made
