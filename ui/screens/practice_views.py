"""What the practice panel shows: the choice, what runs, and what came of it. Plain views; the panel fills them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.dial import Dial, Sign
from ui.widgets.lesson import LessonCard
from ui.widgets.parts import button, label, line

EDGES_PX = (20, 14, 20, 20)


class Choice(QWidget):
    """One thing to practise: its name, one line on it (or why it cannot be judged here), and a button."""

    def __init__(self, start: Callable[[], object]) -> None:
        super().__init__()
        self.name, self.line = label("label", wrap=True), label("muted", wrap=True)
        self.start = button("", start)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, name: str, line_text: str, start: str, *, possible: bool = True) -> None:
        """Fill in the words."""
        self.name.setText(name)
        self.line.setText(line_text)
        self.start.setText(start)
        self.start.setEnabled(possible)
        self.start.setAccessibleName(f"{start}: {name}")
        self.start.setAccessibleDescription(line_text)


class ChoiceView(QWidget):
    """Everything there is to practise, and a lesson under it."""

    def __init__(self, codes: tuple[str, ...], start: Callable[[str], object], back: Callable[[], object]) -> None:
        super().__init__()
        self.back = button("back", back)
        self.heading, self.promise = label("heading"), label("muted", wrap=True)
        self.choices = {code: Choice(lambda code=code: start(code)) for code in codes}  # type: ignore[misc]
        self.lesson = LessonCard()
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(11)
        for at, choice in enumerate(self.choices.values()):
            if at:
                inside.addWidget(line())
            inside.addWidget(choice)
        inside.addSpacing(4)
        inside.addWidget(self.lesson)
        inside.addStretch(1)
        column = panel_column(self, self.back)
        column.addWidget(self.heading)
        column.addWidget(self.promise)
        column.addSpacing(6)
        column.addWidget(scrolled(inside), 1)


class RunningView(QWidget):
    """The goal, the ring with the figure, how it goes, and a way to stop."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self.heading, self.goal = label("heading"), label(wrap=True)
        self.dial, self.sign = Dial(), Sign()
        self.hint, self.time_left = label("heading"), label("muted")
        self.stop = button("", stop)
        self.time_left.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        how = QHBoxLayout()
        how.setSpacing(10)
        how.addStretch(1)
        how.addWidget(self.sign)
        how.addWidget(self.hint)
        how.addStretch(1)
        column = panel_column(self, None)
        column.addWidget(self.heading)
        column.addWidget(self.goal)
        column.addStretch(1)
        column.addWidget(self.dial, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addLayout(how)
        column.addWidget(self.time_left)
        column.addStretch(2)
        column.addWidget(self.stop)


class ResultView(QWidget):
    """What came of a drill, what to try next, a lesson, and the way on."""

    def __init__(self, again: Callable[[], object], on: Callable[[], object], back: Callable[[], object]) -> None:
        super().__init__()
        self.back = button("back", back)
        self.heading, self.sign = label("heading"), Sign()
        self.figure, self.unit = label("time"), label("muted")
        self.said, self.tried = label(wrap=True), label(wrap=True)
        self.try_heading = label("label")
        self.lesson = LessonCard()
        self.again, self.next = button("", again), button("primary", on)
        self.unit.setContentsMargins(0, 0, 0, 4)  # on the figure's line
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.sign)
        top.addWidget(self.figure)
        top.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addLayout(top)
        inside.addSpacing(4)
        inside.addWidget(self.said)
        inside.addSpacing(12)
        inside.addWidget(self.try_heading)
        inside.addWidget(self.tried)
        inside.addSpacing(12)
        inside.addWidget(self.lesson)
        inside.addStretch(1)
        column = panel_column(self, self.back)
        column.addWidget(self.heading)
        column.addSpacing(6)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(self.next)
        column.addWidget(self.again)


def panel_column(view: QWidget, back: QPushButton | None) -> QVBoxLayout:
    """The column of a side panel, with the way back on top where there is one."""
    column = QVBoxLayout(view)
    left, top, right, bottom = EDGES_PX
    column.setContentsMargins(left, top if back is not None else 20, right, bottom)
    column.setSpacing(8)
    if back is not None:
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch(1)
        column.addLayout(row)
    return column


def scrolled(inside: QVBoxLayout) -> QScrollArea:
    """A column that scrolls where the window is low."""
    form, area = QWidget(), QScrollArea()
    form.setObjectName("form")
    form.setLayout(inside)
    area.setWidget(form)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
