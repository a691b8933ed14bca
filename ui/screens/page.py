"""A page that takes the whole window: a way back, a title, what can be done, and content that scrolls in a column that
is not too wide to read.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.messages import Message, message_for
from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.notice import Notice
from ui.widgets.parts import announce, button, label

WIDEST_PX = 1060


class Page(QWidget):
    """``left`` says that a person goes back (the button, or Esc). The space bar stays here: behind this page is a
    record button.
    """

    left = Signal()
    widest_px = WIDEST_PX
    fills = False
    """Whether the content takes all the height there is, and what is in it shares that out."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it has the keys while it works, and is no stop of Tab
        self.back = button("back", self.left.emit)
        self.title, self.subtitle = _Title(), label("muted")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.notice = Notice(beside=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self._details = ""
        self._error: BaseException | None = None
        self._beside = ""
        self._waiting = _Waiting()
        self._waiting.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        self._views = QStackedWidget()
        self._scroll = QScrollArea()
        self._put_together()

    def _put_together(self) -> None:
        content = QWidget()
        content.setObjectName("form")
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 8)
        column.addLayout(self.body)
        if not self.fills:
            column.addStretch(1)
        _in_the_middle(content, column, self.widest_px)
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._views.addWidget(self._scroll)
        self._views.addWidget(self._waiting)
        head = QWidget()
        _in_the_middle(head, self._header(), self.widest_px)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 14, 24, 12)
        whole.setSpacing(12)
        whole.addWidget(head)
        whole.addWidget(self._views, 1)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda low, high: head.setContentsMargins(0, 0, bar.sizeHint().width() if high else 0, 0)
        )

    def _header(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(self.tools)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.notice)
        return column

    # What it shows

    @property
    def ready(self) -> bool:
        """Whether the content is shown, not that there is work or a problem."""
        return self._views.currentWidget() is self._scroll

    @property
    def troubled(self) -> bool:
        """Whether a problem stands in the content's place."""
        return self._error is not None and not self.ready

    def show_content(self) -> None:
        self._error = None
        self._views.setCurrentWidget(self._scroll)

    def show_waiting(self, words: str, share: float | None) -> None:
        """Say that something is being made ready; ``share`` is 0..1, None where it cannot be known."""
        self.notice.hide()
        self._error = None
        self._waiting.say(words, "")
        self._waiting.bar.setRange(0, 0 if share is None else 1000)
        self._waiting.bar.setValue(round(1000 * (share or 0.0)))
        self._waiting.bar.show()
        self._views.setCurrentWidget(self._waiting)

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong, and again in another language when that is chosen."""
        self._error = error
        self.show_problem(message_for(error))

    def show_problem(self, message: Message) -> None:
        """Say what went wrong: beside the content where there is any, else in its place."""
        if self.ready:
            self._beside = f"{message.sentence} {message.cure}".strip()
            self.notice.say(self._beside, details=message.details)
            return
        self._details = message.details
        self._waiting.bar.hide()
        self._waiting.say(message.sentence, message.cure)
        self._waiting.copy.setVisible(bool(message.details))
        announce(self, f"{message.sentence} {message.cure}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.space()
        else:
            super().keyPressEvent(event)

    def space(self) -> None:
        """Do what the space bar does here."""

    def retranslate(self) -> None:
        """Say everything again in the language and colours of now."""
        self.back.setText(QCoreApplication.translate("Page", "Back"))
        set_icon(self.back, "back", current_theme().text)
        self._waiting.copy.setText(QCoreApplication.translate("Page", "Copy details"))
        said_beside = self.notice.isVisible() and self.notice.text.text() == self._beside
        if self._error is not None and (self.troubled or said_beside):
            self.show_error(self._error)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell a screen reader which page this is, and what is being waited for."""
        words = [self.title.text()] if self.ready else [self.title.text(), self._waiting.sentence.text()]
        self.setAccessibleName(". ".join(word for word in words if word))
        super().focusInEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)


class _Title(QLabel):
    """A title on one line that gives way to the buttons beside it; the whole is in its text and in a tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "title")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.style().drawItemText(painter, room, align, self.palette(), True, shown, self.foregroundRole())


class _Waiting(QWidget):
    """What is shown in the content's place."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence, self.cure = label("heading", wrap=True), label("muted", wrap=True)
        self.bar, self.copy = QProgressBar(), button("quiet")
        self.bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        for part in (self.sentence, self.cure):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        self.bar.setFixedWidth(360)
        for small in (self.bar, self.copy):
            column.addWidget(small, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, sentence: str, cure: str) -> None:
        self.sentence.setText(sentence)
        self.bar.setAccessibleName(sentence)
        self.cure.setText(cure)
        self.cure.setVisible(bool(cure))
        self.copy.hide()


def card(heading: QWidget | None = None) -> tuple[QWidget, QVBoxLayout]:
    """Make a card and the column inside it."""
    made = QWidget()
    made.setObjectName("panel")
    column = QVBoxLayout(made)
    column.setContentsMargins(22, 18, 22, 18)
    column.setSpacing(10)
    if heading is not None:
        column.addWidget(heading)
    return made, column


def empty(column: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _in_the_middle(widget: QWidget, column: QVBoxLayout, widest_px: int) -> None:
    """Lay ``column`` in the middle of ``widget``, no wider than can be read."""
    inside = QWidget()
    inside.setObjectName("form")
    inside.setMaximumWidth(widest_px)
    inside.setLayout(column)
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inside, 1000)
    row.addStretch(1)
