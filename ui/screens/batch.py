"""Captions for many files: drop files or folders, see the queue, pause, stop, and open what needs a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from ui.batch_model import READY, ROW_ROLE, BatchModel, Row
from ui.screens.page import Page, card
from ui.theme import current_theme
from ui.translations import LANGUAGES
from ui.widgets.batch_row import BatchDelegate
from ui.widgets.icons import set_icon
from ui.widgets.parts import announce, button, clock, label

RULES = ("plain", "netflix-en", "netflix-nl", "dutch-professional", "bbc", "ebu", "social-vertical")
MIXED = "mixed"
"""The language of files in which it changes."""


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What a person asked for. ``inputs`` are the files and folders as they were given (the tree of a folder is kept),
    ``files`` what is in the queue; ``language`` None: found out for each file, MIXED: anew after its pauses;
    ``translate``: into English.
    """

    inputs: tuple[Path, ...]
    files: tuple[Path, ...]
    out: Path
    language: str | None
    rules: str
    burn: bool
    glossary: Path | None
    translate: bool = False


class _Queue(QListView):
    """Enter opens a file's captions, Delete takes a file out of the queue."""

    deleted = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.activated.emit(current)
        elif event.key() == Qt.Key.Key_Delete and current.isValid():
            self.deleted.emit(current)
        else:
            super().keyPressEvent(event)


class BatchPage(Page):
    """``find_wanted`` carries the paths that were dropped or chosen; ``start_wanted`` a BatchOrder; ``open_wanted`` a
    Row whose captions a person wants to see; ``report_wanted`` and ``folder_wanted`` the folder of the results.
    """

    fills = True
    find_wanted = Signal(object)
    start_wanted = Signal(object)
    pause_wanted = Signal(bool)
    stop_wanted = Signal()
    open_wanted = Signal(object)
    report_wanted = Signal(object)
    folder_wanted = Signal(object)

    def __init__(self, out: Path) -> None:
        super().__init__()
        self.out = out
        self.inputs: list[Path] = []
        self.glossary: Path | None = None
        self.running = self.paused = self.ended = False
        self.model = BatchModel(self)
        self._said: Callable[[], str] = str
        self.empty, self.queue = label("empty", wrap=True), _Queue()
        self.add_files, self.add_folder = button("", self._ask_files), button("", self._ask_folder)
        self.clear = button("quiet", self._clear)
        self.language, self.rules = QComboBox(), QComboBox()
        self.translate, self.burn = QCheckBox(), QCheckBox()
        self.caution = label("muted", wrap=True)
        self.out_button, self.glossary_button = button("", self._ask_out), button("", self._ask_glossary)
        self.start, self.pause, self.stop = (
            button("primary", self._start),
            button("", self._pause),
            button("", self.stop_wanted.emit),
        )
        self.worst, self.report = button("primary", self._open_worst), button("", self._report)
        self.folder = button("icon", lambda: self.folder_wanted.emit(self.out))
        self.bar, self.left_label = QProgressBar(), label("muted")
        self._words = {name: label("label") for name in ("language", "rules")}
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.show_content()
        self.retranslate()
        self._follow()

    def _lay_out(self) -> None:
        for part in (self.clear, self.add_files, self.add_folder):
            self.tools.addWidget(part)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.queue.setModel(self.model)
        self.queue.setItemDelegate(BatchDelegate(self.queue))
        self.queue.setMouseTracking(True)
        self.queue.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.queue.setResizeMode(QListView.ResizeMode.Adjust)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.queue)
        whole, inside = card()
        inside.addWidget(self._stack, 1)
        progress = QHBoxLayout()
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.left_label)
        inside.addLayout(progress)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(whole, 1)
        row.addWidget(self._options())
        self.body.addLayout(row, 1)

    def _options(self) -> QWidget:
        whole, column = card()
        whole.setFixedWidth(300)
        for name, box in (("language", self.language), ("rules", self.rules)):
            column.addWidget(self._words[name])
            column.addWidget(box)
        column.addWidget(self.translate)
        column.addWidget(self.burn)
        for small in (self.out_button, self.glossary_button):
            column.addWidget(small)
        column.addStretch(1)
        column.addWidget(self.caution)
        self.caution.hide()
        for part in (self.start, self.pause, self.stop, self.worst):
            column.addWidget(part)
        results = QHBoxLayout()
        results.setSpacing(8)
        results.addWidget(self.report, 1)
        results.addWidget(self.folder)
        column.addLayout(results)
        return whole

    def _connect(self) -> None:
        self.model.rowsInserted.connect(lambda *_: self._follow())
        self.model.rowsRemoved.connect(lambda *_: self._follow())
        self.model.modelReset.connect(self._follow)
        self.model.dataChanged.connect(lambda *_: self._follow())
        self.queue.activated.connect(self._open)
        self.queue.doubleClicked.connect(self._open)  # where one click or only Enter activates
        self.queue.deleted.connect(lambda index: None if self.running else self.model.drop(index.row()))

    # What it shows

    def add(self, inputs: list[Path], files: list[Path]) -> None:
        """Put the files that were found in ``inputs`` into the queue; say so where there are none."""
        if not files:
            self._say(lambda: self.tr("There is no film or sound in what you chose."))
            return
        self.notice.hide()
        if self.running:
            self._say(lambda: self.tr("What you add now waits: start again when this batch has ended."))
        self.inputs += [path for path in inputs if path not in self.inputs]
        self.model.add(files)

    def come_back_to(self, row: Row) -> None:
        """Give the keyboard to the file that was open, or to what opens the next one."""
        self.queue.setCurrentIndex(self.model.index_of(row.path))
        (self.queue if self.worst.isHidden() else self.worst).setFocus()

    def show_caution(self, words: str) -> None:
        """Say, beside the start, what to think of before; nothing where ``words`` is empty."""
        self.caution.setText(words)
        self.caution.setVisible(bool(words))

    def show_running(self) -> None:
        """Say that the batch has begun."""
        self.running, self.paused, self.ended = True, False, False
        at_start = self.start.hasFocus()
        self.notice.hide()
        self.model.begin()
        self.show_progress(0.0, None)
        self._say_pause()
        self._follow()
        if at_start:
            self.pause.setFocus()  # not where Qt would put it: outside of this page

    def show_progress(self, share: float | None, left_s: float | None) -> None:
        """Say how far it is: 0..1, and the seconds still needed where they are known."""
        self.bar.setValue(round(1000 * (share or 0.0)))
        words = self.tr("about {time} left").replace("{time}", clock(left_s)) if left_s is not None else ""
        self.left_label.setText(self.tr("Paused") if self.paused else words)

    def show_ended(self, *, stopped: bool) -> None:
        """Say that the batch has ended, by itself or because a person stopped it."""
        self.running, self.ended = False, True
        at_stop = self.pause.hasFocus() or self.stop.hasFocus()
        self.model.end()
        self._follow()
        if at_stop:
            (self.start if self.worst.isHidden() else self.worst).setFocus()
        self._say(
            lambda: self.tr("Stopped. What is done is kept; start again to go on.") if stopped else self._summary()
        )
        announce(self, self._said())

    def _summary(self) -> str:
        states = [row.state for row in self.model.rows]
        ready, failed, waiting = (sum(state in of for state in states) for of in (READY, ("failed",), ("waiting",)))
        parts = [self.tr("%n file(s) captioned.", "", ready)]
        if failed:
            parts.append(self.tr("%n could not be: each says why.", "", failed))
        if waiting:
            parts.append(self.tr("%n came later: start again for it.", "", waiting))
        return " ".join(parts)

    def _say(self, words: Callable[[], str]) -> None:
        """Say something, and again when the language changes."""
        self._said, self._error = words, None
        self.notice.say(words())

    def _follow(self) -> None:
        any_file, worst = bool(self.model.rowCount()), self.model.worst()
        self._stack.setCurrentIndex(1 if any_file else 0)
        choices: list[QWidget] = [self.clear, self.language, self.rules]
        for choice in (*choices, self.translate, self.burn, self.out_button, self.glossary_button):
            choice.setEnabled(not self.running)
        self.clear.setVisible(any_file)
        self.start.setVisible(not self.running)
        self.start.setEnabled(any_file)
        self.start.setProperty("role", "" if self.ended and worst is not None else "primary")
        self.start.style().polish(self.start)
        for busy in (self.pause, self.stop, self.bar, self.left_label):
            busy.setVisible(self.running)
        self.worst.setVisible(self.ended and worst is not None)
        self.report.setVisible(self.ended)
        self.folder.setVisible(self.ended)

    # What a person wants

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.find_wanted.emit(paths)

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose films or sound"))
        if names:
            self.find_wanted.emit([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"))
        if name:
            self.find_wanted.emit([Path(name)])

    def _ask_out(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Where the captions go"), str(self.out))
        if name:
            self.out = Path(name)
            self.retranslate()

    def _ask_glossary(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a list of names"), "", "TOML, CSV (*.toml *.csv)")
        self.glossary = Path(name) if name else None
        self.retranslate()

    def _clear(self) -> None:
        """Empty the queue; what was made of it stays where it is."""
        self.inputs, self.ended = [], False
        self.notice.hide()
        self.model.clear()
        self.add_files.setFocus()

    def _start(self) -> None:
        files = tuple(row.path for row in self.model.rows)
        language = self.language.currentData() or None
        rules, burn = self.rules.currentData(), self.burn.isChecked()
        inputs, translate = tuple(self.inputs), self.translate.isChecked()
        self.start_wanted.emit(BatchOrder(inputs, files, self.out, language, rules, burn, self.glossary, translate))

    def _pause(self) -> None:
        self.paused = not self.paused
        self.pause_wanted.emit(self.paused)
        self.model.hold(self.paused)
        self.show_progress(self.bar.value() / 1000, None)
        self._say_pause()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and row.state in READY:
            self.open_wanted.emit(row)

    def _open_worst(self) -> None:
        row = self.model.worst()
        if row is not None:
            self.open_wanted.emit(row)

    def _report(self) -> None:
        self.report_wanted.emit(self.out)

    def space(self) -> None:
        if self.running:
            self._pause()

    # Words

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("Captions for many files"))
        self.subtitle.setText(self.tr("Everything is worked on here, one file after the other."))
        self.empty.setText(self.tr("Drop films, sound or whole folders here."))
        self.clear.setText(self.tr("Empty the list"))
        self.add_files.setText(self.tr("Add files…"))
        self.add_folder.setText(self.tr("Add a folder…"))
        self.start.setText(self.tr("Make the captions"))
        self.stop.setText(self.tr("Stop"))
        self.worst.setText(self.tr("Open what needs a look"))
        self.report.setText(self.tr("Open the report"))
        self.folder.setAccessibleName(self.tr("Show in folder"))
        self.folder.setToolTip(self.tr("Show in folder"))
        self.translate.setText(self.tr("Translate into English"))
        self.burn.setText(self.tr("Also burned into a video"))
        self.out_button.setText(self.tr("To: {folder}").replace("{folder}", self.out.name or str(self.out)))
        self.out_button.setToolTip(str(self.out))
        names = self.glossary.name if self.glossary is not None else self.tr("none")
        self.glossary_button.setText(self.tr("List of names: {name}").replace("{name}", names))
        set_icon(self.folder, "folder", current_theme().text)
        self.queue.setAccessibleName(self.title.text())
        self.bar.setAccessibleName(self.tr("How far it is"))
        self._say_pause()
        self._say_choices()
        self.model.retranslate()
        if self._error is None and self.notice.isVisible():
            self.notice.text.setText(self._said())

    def _say_pause(self) -> None:
        self.pause.setText(self.tr("Go on") if self.paused else self.tr("Pause"))

    def _say_choices(self) -> None:
        self._words["language"].setText(self.tr("Language"))
        self._words["rules"].setText(self.tr("House rules"))
        for name, box in (("language", self.language), ("rules", self.rules)):
            box.setAccessibleName(self._words[name].text())
        rules = {
            "plain": self.tr("Plain, good everywhere"),
            "netflix-en": "Netflix (English)",
            "netflix-nl": "Netflix (Nederlands)",
            "dutch-professional": self.tr("Dutch subtitlers"),
            "bbc": "BBC",
            "ebu": "EBU",
            "social-vertical": self.tr("Vertical video"),
        }
        _fill(self.rules, rules)
        languages = {"": self.tr("Find out for each file"), MIXED: self.tr("It changes within a file")}
        _fill(self.language, {**languages, **LANGUAGES})


def _fill(box: QComboBox, choices: dict[str, str]) -> None:
    """Put the choices in, and keep what was chosen."""
    chosen = box.currentData()
    box.clear()
    for code, words in choices.items():
        box.addItem(words, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
