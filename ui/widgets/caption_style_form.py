"""How captions look: font, size, box, place and colours, with a word on whether they can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from producer.captions.style import LEAST_CONTRAST, SHIPPED_FONTS, CaptionStyle, least_contrast
from ui.theme import current_theme
from ui.widgets.icons import icon_pixmap
from ui.widgets.parts import label

SIZES = (0.04, 0.053, 0.065, 0.08)
COLOURS = ("FFFFFF", "FFE24A", "8FE3FF", "000000")
GROUNDS = ("", "000000", "FFFFFF", "102A4C")
OTHER = "other"
FIELDS = ("font", "size", "box", "place", "colour", "box_colour")


def system_fonts() -> list[str]:
    """Return the families that can be burned: the shipped ones first; no symbols, none that only a program draws."""
    known = [name for name in QFontDatabase.families() if QFontDatabase.isScalable(name) and "[" not in name]
    hidden = [name for name in known if QFontDatabase.isPrivateFamily(name)]
    return [*SHIPPED_FONTS, *(name for name in known if name not in hidden and name not in SHIPPED_FONTS)]


class CaptionStyleForm(QWidget):
    """``changed`` carries the CaptionStyle that a person has chosen."""

    changed = Signal(object)

    def __init__(self, style: CaptionStyle, fonts: Sequence[str] | None = None) -> None:
        super().__init__()
        self.style_now = style
        self._fonts = list(fonts) if fonts is not None else system_fonts()
        self._instead = ""
        self.boxes = {name: QComboBox() for name in FIELDS}
        self._names = {name: label("small") for name in FIELDS}
        self._sign, self.note = QLabel(), label("small", wrap=True)
        self._lay_out()
        for name, box in self.boxes.items():
            self._names[name].setBuddy(box)
            box.activated.connect(lambda index, name=name: self._choose(name))
        self._retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for index, name in enumerate(FIELDS):
            row, column = divmod(index, 3)
            grid.addWidget(self._names[name], 2 * row, column)
            grid.addWidget(self.boxes[name], 2 * row + 1, column)
            self.boxes[name].setMinimumContentsLength(6)
            self.boxes[name].setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        row_of_note = QHBoxLayout()
        row_of_note.setSpacing(7)
        row_of_note.addWidget(self._sign)
        row_of_note.addWidget(self.note, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(0, 0, 0, 0)
        column_of_all.setSpacing(8)
        column_of_all.addLayout(grid)
        column_of_all.addLayout(row_of_note)

    # What is chosen

    def show_style(self, style: CaptionStyle) -> None:
        self.style_now = style
        self._fill()

    def say_font_instead(self, font: str) -> None:
        """Say that the chosen font is not on this computer, and which one is drawn instead; empty: it is here."""
        here = self.style_now.font in self._fonts
        instead = "" if here else font
        if instead != self._instead:
            self._instead = instead
            self._say()

    def _choose(self, name: str) -> None:
        value = self.boxes[name].currentData()
        if value == OTHER:
            value = self._ask(name)
        if value is None or value == getattr(self.style_now, name):
            self._fill()
            return
        self.style_now = replace(self.style_now, **{name: value})
        self._instead = ""
        self._fill()
        self.changed.emit(self.style_now)

    def _ask(self, name: str) -> str | None:
        now = self.style_now.colour if name == "colour" else self.style_now.ground
        chosen = QColorDialog.getColor(QColor(f"#{now}"), self, self._names[name].text())
        return chosen.name()[1:].upper() if chosen.isValid() else None

    # Words

    def _entries(self) -> dict[str, list[tuple[str, object]]]:
        sizes = dict(
            zip(SIZES, (self.tr("Small"), self.tr("Normal"), self.tr("Large"), self.tr("Very large")), strict=True)
        )
        names = {
            "FFFFFF": self.tr("White"),
            "FFE24A": self.tr("Yellow"),
            "8FE3FF": self.tr("Light blue"),
            "000000": self.tr("Black"),
            "102A4C": self.tr("Dark blue"),
            "": self.tr("Automatic"),
        }
        other = (self.tr("Other…"), OTHER)
        return {
            "font": [(font, font) for font in self._fonts],
            "size": [(f"{word} ({self._percent(size)})", size) for size, word in sizes.items()],
            "box": [(self.tr("None"), "none"), (self.tr("Shade"), "shade"), (self.tr("Solid"), "solid")],
            "place": [(self.tr("Bottom"), "bottom"), (self.tr("Middle"), "middle"), (self.tr("Top"), "top")],
            "colour": [*((names[colour], colour) for colour in COLOURS), other],
            "box_colour": [*((names[colour], colour) for colour in GROUNDS), other],
        }

    @staticmethod
    def _percent(size: float) -> str:
        return f"{QLocale().toString(100 * size, 'f', 1)} %"

    def _fill(self) -> None:
        for name, entries in self._entries().items():
            value, box = getattr(self.style_now, name), self.boxes[name]
            if value not in [entry[1] for entry in entries]:  # from a brand file: it stays as it is
                shown = self._percent(value) if name == "size" else f"#{value}" if "colour" in name else value
                entries.insert(0, (shown, value))
            box.clear()
            for text, data in entries:
                box.addItem(text, data)
                if "colour" in name and data not in ("", OTHER):
                    box.setItemIcon(box.count() - 1, _swatch(str(data)))
            box.setCurrentIndex([entry[1] for entry in entries].index(value))
        self._say()

    def _say(self) -> None:
        """Whether it can be read, and whether the font is here."""
        theme, ratio = current_theme(), least_contrast(self.style_now)
        good = ratio >= LEAST_CONTRAST
        text = self.tr("Contrast at least {ratio} : 1. Good to read over any picture.")
        if not good:
            text = self.tr("Contrast only {ratio} : 1. Take {least} : 1 or more, so that everybody can read it.")
        least = QLocale().toString(LEAST_CONTRAST, "f", 1)
        text = text.replace("{ratio}", QLocale().toString(ratio, "f", 1)).replace("{least}", least)
        if self._instead:
            text += " " + self.tr("This font is not on this computer: you see {font}.").replace("{font}", self._instead)
        self.note.setText(text)
        good = good and not self._instead
        self._sign.setPixmap(icon_pixmap("tick" if good else "alert", theme.muted if good else theme.accent, 16))

    def _retranslate(self) -> None:
        names = {
            "font": self.tr("Font"),
            "size": self.tr("Size"),
            "box": self.tr("Box"),
            "place": self.tr("Place"),
            "colour": self.tr("Letters"),
            "box_colour": self.tr("Colour behind"),
        }
        for name, text in names.items():
            self._names[name].setText(text)
            self.boxes[name].setAccessibleName(text)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(16, 16)
    pixmap.fill(QColor(f"#{colour}"))
    painter = QPainter(pixmap)
    painter.setPen(QColor(current_theme().outline))
    painter.drawRect(0, 0, 15, 15)
    painter.end()
    return QIcon(pixmap)
