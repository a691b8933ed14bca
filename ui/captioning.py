"""What the window asks of the engine about captions: many files at once, and the words of one take for a person to
look at. Like the rest of the engine it may block and may raise ProducerError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from producer.jobs import Job

if TYPE_CHECKING:
    from producer.batch.report import FileReport
    from producer.speech.findings import Finding
    from producer.values import CaptionTrack, Transcript
    from ui.screens.batch import BatchOrder
    from ui.screens.captions_work import CaptionWork

Progressed = Callable[[float, float | None], None]
"""How far a batch is: 0..1, and the seconds still needed where they are known."""


@dataclass(frozen=True, slots=True)
class Captions:
    """The captions of one file: ``path`` is their SRT file, there or to be; ``words`` None where only the captions are
    known; ``findings`` is what was changed or dropped on the way from the sound.
    """

    media: Path
    path: Path
    track: CaptionTrack
    words: Transcript | None
    rules: str
    findings: tuple[Finding, ...] = ()


class Captioning(Protocol):
    """Captions as the window's pages know them."""

    def find(self, inputs: Sequence[Path], out: Path) -> list[Path]:
        """Return every file of ``inputs`` (folders with all that is in them) that can be captioned."""
        ...

    def caption(
        self, order: BatchOrder, job: Job, on_file: Callable[[FileReport], None], on_progress: Progressed
    ) -> list[FileReport]:
        """Caption the files; the reports are kept up to date in the folder of the results."""
        ...

    def caution(self, language: str) -> str:
        """Return what a person should know of the speech model before it is used ("en" or "nl"); "" where it is good
        enough.
        """
        ...

    def of_take(self, take: Path, job: Job) -> Captions:
        """Return the captions that lie beside a take, else make them (and keep the words beside it)."""
        ...

    def of_result(self, report: FileReport, rules: str) -> Captions:
        """Return the captions that a batch made of a file."""
        ...

    def work(self) -> CaptionWork:
        """Return what the page of captions asks of the engine. Light; called on the window's thread."""
        ...
