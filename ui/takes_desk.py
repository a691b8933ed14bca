"""What happens with the takes of the list: read, named, added, recovered, moved to the bin and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.bridge import Tasks
from ui.engine import Engine, Take
from ui.screens.takes import TakesPanel

if TYPE_CHECKING:
    from ui.bin import Binned


class TakesDesk(QObject):
    """Between the panel of takes and the engine. ``failed`` carries an error to show; ``emptied`` says that the last
    take is gone.
    """

    failed = Signal(object)
    emptied = Signal()

    def __init__(self, panel: TakesPanel, engine: Engine, tasks: Tasks, folder: Callable[[], Path]) -> None:
        super().__init__(panel)
        self._panel, self._engine, self._tasks, self._folder = panel, engine, tasks, folder
        panel.recover.connect(self._recover)
        panel.bin.connect(self._bin)
        panel.undo_bin.connect(self._undo_bin)

    @property
    def takes(self) -> list[Take]:
        """The takes, the newest first."""
        return self._panel.model.takes

    def read(self) -> None:
        """List what is in the folder, and offer what was cut off."""
        folder = self._folder()
        self._read_takes()
        self._tasks.run(
            lambda job: self._engine.unfinished(folder),
            done=self._panel.offer,
            failed=self.failed.emit,
            name="cut-off",
        )

    def next_path(self) -> Path:
        """Return where the next take goes; its folder is made."""
        folder = self._folder()
        folder.mkdir(parents=True, exist_ok=True)
        from ui.takes_model import next_take_path

        return next_take_path(folder, self.tr("Take"))

    def add(self, take: Take) -> None:
        """List a new take, and choose it."""
        self._panel.list.setCurrentIndex(self._panel.model.add(take))

    def _read_takes(self) -> None:
        folder = self._folder()
        self._tasks.run(
            lambda job: self._engine.takes(folder),
            done=self._panel.model.replace,
            failed=self.failed.emit,
            name="list-takes",
        )

    def _recover(self, unfinished: list[Any]) -> None:
        for one in unfinished:
            self._tasks.run(
                lambda job, one=one: self._engine.recover(one),  # type: ignore[misc]
                done=self._recovered,
                failed=self.failed.emit,
                name="recover",
            )

    def _recovered(self, take: Take) -> None:
        self._panel.model.add(take)

    def _bin(self, take: Take) -> None:
        from ui.bin import move_to_bin

        def gone(binned: Binned) -> None:
            self._panel.model.drop_missing()
            self._panel.say_binned(binned)
            if self._panel.chosen is None:
                self.emptied.emit()

        self._tasks.run(lambda job: move_to_bin(take.path), done=gone, failed=self.failed.emit, name="bin")

    def _undo_bin(self, binned: Binned) -> None:
        from ui.bin import put_back

        self._tasks.run(
            lambda job: put_back(binned), done=lambda path: self._read_takes(), failed=self.failed.emit, name="undo"
        )
