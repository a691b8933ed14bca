"""What a person chooses for a clip: where it goes, its captions, its title card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.engine import Choice, ClipOrder, Take
from ui.translations import LANGUAGES
from ui.widgets.parts import button, label

FIRST_CHANNELS = ("linkedin", "youtube")


class ClipForm(QWidget):
    """``ordered`` carries a ClipOrder. Text that was typed stays while the window is open."""

    ordered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._take: Take | None = None
        self._saved: Path | None = None
        self._out = Path()
        self._has_model: bool | None = None
        self._language = "en"
        self.channels: dict[str, QCheckBox] = {}
        self.captions, self.language = QComboBox(), QComboBox()
        self.script, self.advice, self.cure = QPlainTextEdit(), label("muted", wrap=True), label("muted", wrap=True)
        self.burn = QCheckBox()
        self.burn.setChecked(True)
        self.title, self.name, self.role = QLineEdit(), QLineEdit(), QLineEdit()
        self._words = (label("muted"), label("muted"), label("muted"))
        self.hint = label("muted", wrap=True)
        self.make = button("primary", self._order)
        self._headings: dict[str, QLabel] = {name: label("label") for name in ("channels", "captions", "card")}
        self._lay_out()
        self.captions.currentIndexChanged.connect(self._follow)
        self.script.textChanged.connect(self._follow)
        self.title.textChanged.connect(self._follow)
        self.show_channels([Choice(name, name.capitalize()) for name in FIRST_CHANNELS])
        self._retranslate()

    def _lay_out(self) -> None:
        form = QWidget()
        form.setObjectName("form")
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._headings["channels"])
        self._channel_grid = QGridLayout()
        self._channel_grid.setSpacing(0)
        column.addLayout(self._channel_grid)
        column.addSpacing(10)
        self.script.setTabChangesFocus(True)
        self.script.setMinimumHeight(104)
        column.addWidget(self._headings["captions"])
        for part in (self.captions, self.advice, self.script, self.language, self.burn, self.cure):
            column.addWidget(part)
        column.addSpacing(10)
        column.addWidget(self._headings["card"])
        column.addLayout(self._card())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(form)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(14)
        outer.addWidget(area, 1)
        outer.addWidget(self.hint)
        outer.addWidget(self.make)

    def _card(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, field in enumerate((self.title, self.name, self.role)):
            words = self._words[row]
            words.setBuddy(field)
            grid.addWidget(words, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    # What is known

    def show_take(self, take: Take, out: Path) -> None:
        """Be about ``take``; clips go to the folder ``out``."""
        if self._take is not None and self._take.path != take.path:
            self.script.clear()  # another take, another text
        self._take, self._out = take, out
        self._saved = take.captions_file
        self._fill(self.captions, self._sources(), "saved" if self._saved is not None else None)
        self._follow()

    def show_channels(self, channels: list[Choice]) -> None:
        chosen = [code for code, box in self.channels.items() if box.isChecked()] or list(FIRST_CHANNELS)
        for box in self.channels.values():
            box.deleteLater()
        self.channels = {}
        for channel in channels:
            box = QCheckBox(channel.name)
            box.setChecked(channel.id in chosen)
            box.toggled.connect(self._follow)
            self._channel_grid.addWidget(box, len(self.channels) // 2, len(self.channels) % 2)
            self.channels[channel.id] = box
        self._follow()

    def show_model(self, has_model: bool) -> None:
        """Say whether captions can be made by listening."""
        changed = has_model is not self._has_model
        self._has_model = has_model
        self._retranslate()
        if changed:
            if self._saved is None:
                self.captions.setCurrentIndex(self.captions.findData("speech" if has_model else "script"))
            self.language.setCurrentIndex(max(0, self.language.findData("" if has_model else self._language)))

    def focus_first(self) -> None:
        """Put the keyboard where the next step is, unless the person is typing."""
        if not isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit):
            wanted = self.script if self._needs_script else self.make if self.make.isEnabled() else self.captions
            wanted.setFocus()

    def speak(self, language: str) -> None:
        """Take the window's language as the one that is probably spoken."""
        self._language = language
        self._retranslate()

    # What is chosen

    @property
    def _source(self) -> str:
        return str(self.captions.currentData() or "none")

    @property
    def _needs_script(self) -> bool:
        return self._source == "script" and not self.script.toPlainText().strip()

    def order(self) -> ClipOrder | None:
        """Return what is asked for, None while something is missing."""
        channels = tuple(code for code, box in self.channels.items() if box.isChecked())
        script = self.script.toPlainText().strip()
        if self._take is None or not channels or self._needs_script:
            return None
        return ClipOrder(
            take=self._take.path,
            channels=channels,
            out=self._out,
            captions=self._source,
            burn=self.burn.isChecked(),
            language=self.language.currentData() or None,
            script=script if self._source == "script" else "",
            title=self.title.text().strip(),
            name=self.name.text().strip(),
            role=self.role.text().strip(),
            captions_file=self._saved if self._source == "saved" else None,
        )

    def _order(self) -> None:
        order = self.order()
        if order is not None:
            self.ordered.emit(order)

    def _follow(self, *_: object) -> None:
        source = self._source
        self.script.setVisible(source == "script")
        self.language.setVisible(source in ("speech", "script"))
        self.burn.setVisible(source != "none")
        for words in (self.advice, self.cure):
            words.setVisible(self._has_model is False and self._saved is None)
        for part in (self.name, self.role):  # they stand under a title, not alone
            part.setEnabled(bool(self.title.text().strip()))
        self.make.setEnabled(self.order() is not None)
        self._retranslate_hint()

    # Words

    def _retranslate(self) -> None:
        self._fill(self.captions, self._sources())
        languages = {"": self.tr("Recognise the language"), **LANGUAGES}
        if not self._has_model:
            del languages[""]
        if self.language.count() == 0 and not self._has_model:
            self._fill(self.language, languages, self._language)
        self._fill(self.language, languages)
        self._headings["channels"].setText(self.tr("Where it goes"))
        self._headings["captions"].setText(self.tr("Captions"))
        self._headings["card"].setText(self.tr("Title card (you may leave it empty)"))
        self.captions.setAccessibleName(self.tr("Captions"))
        self.language.setAccessibleName(self.tr("Spoken language"))
        self.script.setPlaceholderText(self.tr("Paste here what you say in this take"))
        self.burn.setText(self.tr("Show the captions in the picture"))
        texts = (self.tr("Title"), self.tr("Your name"), self.tr("Your role"))
        for words, field, text in zip(self._words, (self.title, self.name, self.role), texts, strict=True):
            words.setText(text)
            field.setAccessibleName(text)
        self.script.setAccessibleName(self.script.placeholderText())
        self.advice.setText(
            self.tr(
                "This computer cannot listen to you yet: it has no speech model. "
                "Paste your script; its words are timed on your voice."
            )
        )
        self.cure.setText(
            self.tr(
                "For a speech model, run “producer models fetch small” once, "
                "or ask your IT team for its folder and run “producer models import”."
            )
        )
        self._follow()

    def _retranslate_hint(self) -> None:
        self.make.setText(self.tr("Make the clip"))
        if not any(box.isChecked() for box in self.channels.values()):
            self.hint.setText(self.tr("Choose where the clip goes"))
        else:
            self.hint.setText(self.tr("Paste your script, or choose no captions") if self._needs_script else "")
        self.hint.setVisible(bool(self.hint.text()))

    def _sources(self) -> dict[str, str]:
        spoken = {"speech": self.tr("From what I say")} if self._has_model is not False else {}
        if self._saved is not None:
            spoken = {"saved": self.tr("Your saved captions")}
        return {**spoken, "script": self.tr("From my script"), "none": self.tr("No captions")}

    @staticmethod
    def _fill(box: QComboBox, entries: dict[str, str], chosen: str | None = None) -> None:
        """Put new words in a box and keep what was chosen."""
        kept = box.currentData() if chosen is None else chosen
        box.blockSignals(True)
        box.clear()
        for code, words in entries.items():
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.blockSignals(False)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
