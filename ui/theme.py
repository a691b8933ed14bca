"""The look: one accent colour, two moods, the style sheet. Pure values but for ``apply``, which dresses the
application.

Every pair of text and ground below stands at 4.5:1 or better (WCAG 2.2, 1.4.3), and every outline that carries
meaning at 3:1 (1.4.11); ``tests/ui/test_theme.py`` measures them.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from producer.assets import asset

FONT_FAMILIES = (
    "Inter",
    "Source Sans 3",
    "Source Sans Pro",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "Open Sans",
    "Roboto",
    "Cantarell",
    "DejaVu Sans",
)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``. ``stage`` is the empty picture's ground; ``glass`` lies over the picture in both
    moods.
    """

    dark: bool
    window: str
    surface: str
    sunken: str
    border: str
    outline: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    focus: str
    stage: str
    glass: str = "#161311"
    on_glass: str = "#ffffff"


LIGHT = Theme(
    dark=False,
    window="#f7f5f2",
    surface="#ffffff",
    sunken="#efebe6",
    border="#e2dcd4",
    outline="#8d857b",
    text="#201d1a",
    muted="#645e56",
    accent="#c23f28",
    accent_hover="#ad3521",
    accent_pressed="#962b19",
    on_accent="#ffffff",
    accent_soft="#fbe9e4",
    focus="#201d1a",
    stage="#ebe6df",
)
DARK = Theme(
    dark=True,
    window="#181614",
    surface="#221f1c",
    sunken="#2c2825",
    border="#38332f",
    outline="#8b837a",
    text="#f4f0eb",
    muted="#b3aba2",
    accent="#ff8268",
    accent_hover="#ff967f",
    accent_pressed="#e97057",
    on_accent="#25100a",
    accent_soft="#402720",
    focus="#f4f0eb",
    stage="#100e0d",
)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1..21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def current_theme() -> Theme:
    """Return what a person chose, else what the system shows."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return LIGHT
    look = application.property("look") or ""
    return DARK if look == "dark" or (look != "light" and _system_is_dark(application)) else LIGHT


def _system_is_dark(application: QApplication) -> bool:
    scheme = application.styleHints().colorScheme()
    if scheme != Qt.ColorScheme.Unknown:
        return scheme == Qt.ColorScheme.Dark
    return bool(application.property("dark_desktop"))


def wear(application: QApplication, look: str) -> None:
    """Dress the application in ``"light"`` or ``"dark"``; anything else follows the system from now on."""
    if application.property("dark_desktop") is None:  # a desktop that does not say it may still dress Qt in dark
        own = application.palette()
        is_dark = own.window().color().lightness() < own.windowText().color().lightness()
        application.setProperty("dark_desktop", is_dark)
    application.setProperty("look", look)
    apply(application)


def load_fonts() -> None:
    """Make the shipped fonts known to Qt, where there are any."""
    for path in sorted(asset("fonts").glob("*.?tf")):
        QFontDatabase.addApplicationFont(str(path))


def apply(application: QApplication) -> Theme:
    """Dress the application in the system's mood."""
    theme = current_theme()
    application.setFont(_font(application))
    application.setPalette(_palette(theme))
    application.setStyleSheet(style_sheet(theme))
    return theme


def _font(application: QApplication) -> QFont:
    font = QFont(application.font())
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(15)
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    pairs = (
        (roles.Window, theme.window),
        (roles.WindowText, theme.text),
        (roles.Base, theme.surface),
        (roles.Text, theme.text),
        (roles.AlternateBase, theme.sunken),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.text),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.PlaceholderText, theme.muted),
        (roles.ToolTipBase, theme.surface),
        (roles.ToolTipText, theme.text),
        (roles.Link, theme.accent),
        (roles.Mid, theme.border),
        (roles.Accent, theme.accent),
    )
    for role, colour in pairs:
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.outline))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the whole style sheet for a theme."""
    icons = asset("icons").as_posix()
    mood = "dark" if theme.dark else "light"
    names = {name: getattr(theme, name) for name in theme.__slots__}
    return Template(_SHEET).substitute(names, icons=icons, mood=mood)


_SHEET = """
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QWidget#window { background: $window; }
QWidget#panel { background: $surface; border: 1px solid $border; border-radius: 16px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 22px; font-weight: 600; }
QLabel[role="heading"] { font-size: 18px; font-weight: 600; }
QLabel[role="label"] { font-size: 14px; font-weight: 600; }
QLabel[role="muted"], QCheckBox[role="muted"] { color: $muted; font-size: 14px; }
QLabel[role="brand"] { font-size: 17px; font-weight: 600; }
QLabel[role="time"] { font-size: 24px; font-weight: 500; }
QLabel[live="true"] { color: $accent; }
QLabel[role="empty"] { color: $muted; padding: 24px; }

QPushButton { background: $surface; border: 1px solid $outline; border-radius: 10px; padding: 9px 14px;
  min-height: 20px; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $border; }
QPushButton:focus { border: 2px solid $focus; padding: 8px 13px; }
QPushButton:disabled { color: $outline; border-color: $border; background: $surface; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $focus; padding: 8px 13px; }
QPushButton[role="primary"]:disabled { background: $sunken; color: $outline; border-color: $sunken; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; padding: 7px 10px; color: $text; }
QPushButton[role="quiet"]:disabled { color: $outline; }
QPushButton[role="quiet"]:hover { background: $sunken; }
QPushButton[role="quiet"]:focus { border: 2px solid $focus; padding: 6px 9px; }
QPushButton[role="choice"]:checked { background: $accent_soft; border-color: $accent; font-weight: 600; }
QPushButton[role="icon"] { padding: 9px 10px; }
QPushButton[role="icon"]:focus { padding: 8px 9px; }
QPushButton[role="back"] { background: transparent; border: 1px solid transparent; padding: 7px 10px 7px 0; }
QPushButton[role="back"]:hover { background: $sunken; }
QPushButton[role="back"]:focus { border: 2px solid $focus; padding: 6px 9px 6px 0; }

QLineEdit, QPlainTextEdit, QComboBox {
  background: $window; border: 1px solid $outline; border-radius: 8px; padding: 7px 10px; min-height: 22px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $focus; padding: 6px 9px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $outline; border-color: $border; }
QComboBox { combobox-popup: 0; } /* the menu-like list cuts off the second of two entries */
QComboBox QAbstractItemView::item { min-height: 28px; }
QComboBox::drop-down { border: none; width: 30px; }
QComboBox::down-arrow { image: url($icons/chevron-$mood.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; padding: 4px;
  selection-background-color: $accent_soft; selection-color: $text; }

QCheckBox { spacing: 10px; padding: 5px 5px 5px 0;
  border: 2px solid transparent; border-radius: 8px; background: transparent; }
QCheckBox:focus { border-color: $focus; }
QCheckBox:disabled { color: $outline; }
QCheckBox::indicator { width: 18px; height: 18px; border: 1px solid $outline; border-radius: 5px; background: $window; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($icons/check-$mood.svg); }

QListView { background: transparent; border: 2px solid transparent; border-radius: 10px; }
QListView:focus { border-color: $focus; }
QScrollArea, QScrollArea > QWidget > QWidget#form { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $outline; border-radius: 3px; min-height: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page,
QScrollBar::sub-page { background: none; height: 0; border: none; }

QProgressBar { background: $sunken; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QFrame[role="notice"] { background: $accent_soft; border: none; border-radius: 12px; }
QFrame[role="card"] { background: $sunken; border: none; border-radius: 12px; }
QLabel[role="small"] { color: $muted; font-size: 13px; }
QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QMenu { background: $surface; border: 1px solid $border; padding: 6px; }
QMenu::item { padding: 8px 28px 8px 14px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 10px; }
QMenu::indicator:checked { image: url($icons/tick-$mood.svg); }
QMenu QLabel { color: $muted; font-size: 13px; font-weight: 600; padding: 8px 14px 4px 14px; }
QMenu::separator { height: 1px; background: $border; margin: 6px 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 6px; }
"""
