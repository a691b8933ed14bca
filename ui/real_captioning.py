"""The real engine behind the window's caption pages. Heavy parts are imported inside the methods, which run on
background threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from producer.jobs import Job
from ui.captioning import Progressed

if TYPE_CHECKING:
    from producer.batch.report import FileReport
    from ui.screens.batch import BatchOrder


class RealCaptioning:
    """Captions files on this machine, one after the other with the model loaded once."""

    def find(self, inputs: Sequence[Path], out: Path) -> list[Path]:
        from producer.batch.plan import find_items

        return [item.source for item in find_items(inputs, out)]

    def caption(
        self, order: BatchOrder, job: Job, on_file: Callable[[FileReport], None], on_progress: Progressed
    ) -> list[FileReport]:
        from producer.batch.caption import caption_files
        from producer.batch.options import CaptionOptions
        from producer.batch.report import write_reports

        options = CaptionOptions(language=order.language, rules=order.rules, burn=order.burn, glossary=order.glossary)
        whole = set(self.find(order.inputs, order.out)) == set(order.files)
        reports = caption_files(
            order.inputs if whole else order.files,
            order.out,
            options,
            job=job,
            on_file=on_file,
            on_progress=lambda now: on_progress(now.share, now.left_s),
        )
        if reports:
            write_reports(reports, order.out)
        return reports
