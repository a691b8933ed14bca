"""The keys of the captions' page: one table from which the shortcuts are made and the card that explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.parts import label

KEYS: dict[str, tuple[str, ...]] = {
    "next_look": ("F3",),
    "previous": ("Ctrl+Up",),
    "next": ("Ctrl+Down",),
    "edit": ("F2",),
    "play": ("F4", "Ctrl+Space"),
    "play_on": ("Shift+F4", "Ctrl+Shift+Space"),
    "start_earlier": ("F5",),
    "start_later": ("F6",),
    "end_earlier": ("F7",),
    "end_later": ("F8",),
    "start_earlier_10": ("Shift+F5",),
    "start_later_10": ("Shift+F6",),
    "end_earlier_10": ("Shift+F7",),
    "end_later_10": ("Shift+F8",),
    "split": ("Ctrl+Return", "Ctrl+Enter"),
    "merge_next": ("Ctrl+M",),
    "merge_previous": ("Ctrl+Shift+M",),
    "break": ("Ctrl+L",),
    "insert": ("Ctrl+N",),
    "delete": ("Ctrl+Shift+Del", "Ctrl+Shift+Backspace"),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "save": ("Ctrl+S",),
    "export": ("Ctrl+E",),
    "keys": ("F1",),
}
"""What can be done, by its keys. All work while one types too; plain letters, Enter and the arrows stay the text's."""
SHOWN = (
    ("next_look",),
    ("previous", "next"),
    ("edit",),
    ("play",),
    ("play_on",),
    ("start_earlier", "start_later"),
    ("end_earlier", "end_later"),
    ("start_earlier_10", "start_later_10"),
    ("end_earlier_10", "end_later_10"),
    ("split",),
    ("merge_next", "merge_previous"),
    ("break",),
    ("insert",),
    ("delete",),
    ("undo", "redo"),
    ("save",),
    ("export",),
)
translate = QCoreApplication.translate


def key_text(names: tuple[str, ...]) -> str:
    """Say what the keys of a row do."""
    texts = {
        "next_look": translate("CaptionKeys", "Next caption to look at, the worst first"),
        "previous": translate("CaptionKeys", "Previous and next caption"),
        "edit": translate("CaptionKeys", "Into the text, Esc out of it"),
        "play": translate("CaptionKeys", "Play this caption, or stop (also Space in the list)"),
        "play_on": translate("CaptionKeys", "Play on from here"),
        "start_earlier": translate("CaptionKeys", "Start one frame earlier, later"),
        "end_earlier": translate("CaptionKeys", "End one frame earlier, later"),
        "start_earlier_10": translate("CaptionKeys", "Start ten frames earlier, later"),
        "end_earlier_10": translate("CaptionKeys", "End ten frames earlier, later"),
        "split": translate("CaptionKeys", "Split where the cursor stands"),
        "merge_next": translate("CaptionKeys", "Merge with the next, the previous one"),
        "break": translate("CaptionKeys", "Break the lines anew"),
        "insert": translate("CaptionKeys", "New caption"),
        "delete": translate("CaptionKeys", "Delete this caption"),
        "undo": translate("CaptionKeys", "Undo, redo"),
        "save": translate("CaptionKeys", "Save"),
        "export": translate("CaptionKeys", "Save, and make the clip"),
    }
    return texts[names[0]]


def shown_keys(names: tuple[str, ...]) -> str:
    """Return the keys as this computer calls them."""
    native = QKeySequence.SequenceFormat.NativeText
    return "   ".join(QKeySequence(KEYS[name][0]).toString(native) for name in names)


def make_actions(owner: QWidget, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make an action for every key and hang it on ``owner``: it works wherever in it the keyboard is."""
    made = {}
    for name, keys in KEYS.items():
        action = QAction(owner)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda checked=False, name=name: slots[name]())
        owner.addAction(action)
        made[name] = action
    return made


class KeysCard(QFrame):
    """All keys in a card that closes with Esc or a click beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        theme = current_theme()
        self.setObjectName("keys")
        self.setStyleSheet(
            f"QFrame#keys {{ background: {theme.surface}; border: 1px solid {theme.border}; border-radius: 0; }}"
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        for row, names in enumerate(SHOWN):
            keys, words = label("label"), QLabel(key_text(names))
            keys.setText(shown_keys(names))
            grid.addWidget(keys, row, 0)
            grid.addWidget(words, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 26, 20)
        column.addLayout(grid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = "; ".join(f"{shown_keys(names)}: {key_text(names)}" for names in SHOWN)
        self.setAccessibleName(translate("CaptionKeys", "Keys"))
        self.setAccessibleDescription(said)

    def show_under(self, widget: QWidget) -> None:
        """Open with its right edge under that of ``widget``."""
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 6))
        self.move(corner)
        self.show()
        self.setFocus()
