"""What the window asks of the engine about captions: many files at once, and the words of one take for a person to
look at. Like the rest of the engine it may block and may raise ProducerError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from producer.jobs import Job

if TYPE_CHECKING:
    from producer.batch.report import FileReport
    from ui.screens.batch import BatchOrder

Progressed = Callable[[float, float | None], None]
"""How far a batch is: 0..1, and the seconds still needed where they are known."""


class Captioning(Protocol):
    """Captions as the window's pages know them."""

    def find(self, inputs: Sequence[Path], out: Path) -> list[Path]:
        """Return every file of ``inputs`` (folders with all that is in them) that can be captioned."""
        ...

    def caption(
        self, order: BatchOrder, job: Job, on_file: Callable[[FileReport], None], on_progress: Progressed
    ) -> list[FileReport]:
        """Caption the files and write the reports into the folder of the results."""
        ...
