"""Looking for updates: passes between its page, which is built when it is first wanted, and the engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from producer.errors import Cancelled
from producer.jobs import BackgroundJob
from ui.bridge import Tasks
from ui.engine import Engine
from ui.reveal import open_address
from ui.translations import Languages

if TYPE_CHECKING:
    from ui.screens.updates import UpdatesPage


class UpdatesRun(QObject):
    """``pages`` is the window's stack, whose first page is the studio; ``left`` is called when a person goes back."""

    def __init__(
        self,
        pages: QStackedWidget,
        engine: Engine,
        tasks: Tasks,
        languages: Languages,
        left: Callable[[], object],
    ) -> None:
        super().__init__(pages)
        self._left = left
        self._pages, self._engine, self._tasks, self._languages = pages, engine, tasks, languages
        self._looking: BackgroundJob[Any] | None = None

    @cached_property
    def page(self) -> UpdatesPage:
        from ui.screens.updates import UpdatesPage

        made = UpdatesPage(lambda: self._languages.current)
        made.left.connect(self._leave)
        made.again_wanted.connect(self.show)
        made.open_wanted.connect(open_address)
        self._pages.addWidget(made)
        return made

    def show(self) -> None:
        """Open the page and look."""
        self.stop()
        page = self.page
        page.show_looking()
        self._pages.setCurrentWidget(page)
        page.setFocus()

        def failed(error: BaseException) -> None:
            if self._looking is looking and not isinstance(error, Cancelled):
                page.refuse(error)

        def done(answer: Any) -> None:
            if self._looking is looking:
                page.open(answer)

        looking = self._looking = self._tasks.run(
            self._engine.look_for_updates, done=done, failed=failed, name="updates"
        )

    def stop(self) -> None:
        """Wait for no answer any more."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _leave(self) -> None:
        self.stop()
        self._pages.setCurrentIndex(0)
        self._left()
