"""Captions for many files: some at once, each recogniser's model loaded once; one bad file fails alone; a second run
skips what is done.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from types import TracebackType

from producer import __version__
from producer.batch.ears import Ears, LocalEars
from producer.batch.hear import CLUSTER_GONE
from producer.batch.looks import is_uncertain, kept_looks
from producer.batch.names import printable
from producer.batch.one import caption_one
from producer.batch.options import CaptionOptions, check_formats
from producer.batch.plan import Item, Planner, fingerprint, whole_print
from producer.batch.progress import BatchProgress, Progress
from producer.batch.report import FileReport, ReportKeeper
from producer.batch.state import Done
from producer.batch.writing import require_room, require_writable, sweep, write_results
from producer.captions import load_rules
from producer.errors import Cancelled, InputError, ModelError, ProducerError, ToolError
from producer.files import disk_errors
from producer.jobs import Job
from producer.models import find_speech_model
from producer.speech.glossary import Glossary, load_glossary
from producer.speech.transcribe import drop_early
from producer.studio import times_script

HEARD = 0.9
"""The share of a file's progress that hearing it takes, where a video is made as well (own)."""

FileListener = Callable[[FileReport], None]
ProgressListener = Callable[[BatchProgress], None]


def caption_files(
    inputs: Sequence[Path],
    out: Path,
    options: CaptionOptions,
    *,
    job: Job | None = None,
    on_file: FileListener | None = None,
    on_progress: ProgressListener | None = None,
) -> list[FileReport]:
    """Caption every input into ``out`` and return what came of each, in the order of the inputs; ``on_file`` hears of
    each as it is done. ``report.html``, ``.csv`` and ``.json`` in ``out`` are kept up to date meanwhile.

    With ``options.watch`` it goes on until the job is cancelled. Raises DiskError where ``out`` cannot be written,
    InputError for options that make no sense or a cluster that does not answer, Cancelled; never for one bad file.
    """
    load_rules(options.rules)
    if options.watch:
        _require_folders(inputs)
    done = Done(out)
    planner = Planner(inputs, out, done.places)
    items = [] if options.watch else planner.find()
    if not items and not options.watch:
        return []
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    require_writable(out)
    with Batch(out, options, done, job or Job(), on_file, on_progress) as batch:
        if options.watch:
            from producer.batch.watch import watch

            watch(batch, planner, options.settle_s)
        batch.run(items)
        return batch.reports


class Batch:
    """What is shared between files: the recognisers, the list of what is done, the report. A context manager."""

    def __init__(
        self,
        out: Path,
        options: CaptionOptions,
        done: Done,
        job: Job,
        on_file: FileListener | None = None,
        on_progress: ProgressListener | None = None,
    ) -> None:
        self.job = job
        self._out, self._options, self._done = out, options, done
        self._on_file = on_file
        self._by_script = options.dask is None and times_script(options.script, options.model)
        self._glossary = _glossary(options)
        self._progress = Progress(job, on_progress)
        self._reports: dict[Item, FileReport | None] = {}
        self._durations: dict[Item, float] = {}
        self._keeper = ReportKeeper(out)
        self._started_s = time.time()
        self._ears = _open_ears(options, self._by_script)
        self._front = ThreadPoolExecutor(self._ears.slots, thread_name_prefix="file")

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ears.close()
        drop_early()
        self._front.shutdown(cancel_futures=True)
        sweep({self._out, *(item.base.parent for item in self._reports)}, self._started_s)
        if error is None:
            self._keeper.write(self.reports)
            return
        if not self.reports:
            return
        with contextlib.suppress(ProducerError, OSError):  # what went wrong first is what is said
            self._keeper.write(self.reports)

    @property
    def reports(self) -> list[FileReport]:
        """What came of the files that are ready, in the order of the inputs."""
        return [report for report in self._reports.values() if report is not None]

    def write_reports(self) -> None:
        """Write the reports of all that is ready. Raises DiskError."""
        self._keeper.write(self.reports)

    def run(self, items: Sequence[Item]) -> list[FileReport]:
        """Caption these files, and return what came of each. Raises Cancelled."""
        self._reports.update(dict.fromkeys(items))
        self._progress.expect(len(items))
        futures = {self._front.submit(self._one, item): item for item in items}
        try:
            for future in self._as_told(futures):
                report = future.result()
                self._reports[futures[future]] = report
                if self._on_file is not None:
                    self._on_file(report)
                self._keeper.keep(self.reports)
        except ToolError as error:
            self._give_up(error)
            raise
        return [done for item in items if (done := self._reports[item]) is not None]

    def _give_up(self, error: ToolError) -> None:
        """Put the files that are left into the report as failed: there is nobody any more who could hear them."""
        for item, report in self._reports.items():
            if report is None:
                source, said = printable(str(item.source)), printable(str(error))
                self._reports[item] = FileReport(source, "failed", error=said, code=error.code)

    def _as_told(self, futures: Iterable[Future[FileReport]]) -> Iterator[Future[FileReport]]:
        """One after another where one is heard at a time, else as they come."""
        together = self._options.jobs > 1 or self._options.dask is not None
        return as_completed(futures) if together else iter(futures)

    def _one(self, item: Item) -> FileReport:
        """Caption one file. Raises Cancelled, and ToolError where the whole cluster is gone; never for the file."""
        started = time.monotonic()
        self.job.check()
        report = self._tried(item)
        report = dataclasses.replace(
            report,
            input=printable(str(item.source)),
            error=None if report.error is None else printable(report.error),
            elapsed_s=report.elapsed_s if report.status == "done" else time.monotonic() - started,
        )
        self._progress.end(id(item), heard=report.status == "done")
        return report

    def _tried(self, item: Item) -> FileReport:
        code = ""
        try:
            return self._do(item)
        except Cancelled:
            raise
        except ProducerError as error:
            self.job.check()
            if error.code == CLUSTER_GONE:
                raise
            said, code = str(error), error.code
        except OSError as error:
            said = f"{item.source.name} cannot be read. Check the disk and try again. ({error.strerror})"
        except Exception as error:  # noqa: BLE001 - the root of one file: whatever it is, the others go on
            said = f"{item.source.name} could not be captioned. Tell support: {type(error).__name__}: {error}"
        return FileReport(str(item.source), "failed", error=said, duration_s=self._durations.get(item), code=code)

    def _do(self, item: Item) -> FileReport:
        started_s = time.monotonic()
        mark = self._mark(item)
        finished = self._done.find(item.base, mark) if mark and not self._options.force else None
        if finished is not None and self._is_as_it_was(item):
            return dataclasses.replace(finished, status="skipped")
        require_room(self._out)
        job = self._progress.job_for(id(item))
        o = self._options
        captioned = caption_one(
            item.source,
            o,
            self._ears,
            job=job.part(0.0, HEARD if o.burn else 1.0),
            glossary=self._glossary,
            by_script=self._by_script,
            on_info=lambda info: self._know(item, info.duration_s),
        )
        written = write_results(item, captioned, o, job.part(HEARD, 1.0), self._done.marks(item.base))
        transcript = captioned.transcript
        report = FileReport(
            printable(str(item.source)),
            "done",
            tuple(str(path) for path in written.paths),
            None,
            transcript.language,
            transcript.duration_s,
            time.monotonic() - started_s - captioned.waited_s,
            cues=len(captioned.track.cues),
            broken_rules=tuple(broken.to_json() for broken in captioned.broken),
            low_confidence=sum(map(is_uncertain, transcript.words)),
            looks=(*kept_looks(written.kept), *captioned.looks),
        )
        known = (item.source.stat().st_mtime_ns, whole_print(item.source, self.job.check))
        self._done.add(item.base, mark or self._mark(item) or "", report, item.source.resolve(), written.marks, known)
        return report

    def _is_as_it_was(self, item: Item) -> bool:
        """Say whether a file whose mark is known holds what it held: one with a new date is read to its end."""
        date, whole = self._done.whole(item.base)
        if not whole or item.source.stat().st_mtime_ns == date:
            return True
        return whole_print(item.source, self.job.check) == whole

    def _know(self, item: Item, duration_s: float) -> None:
        self._durations[item] = duration_s
        self._progress.length(id(item), duration_s)

    def _mark(self, item: Item) -> str | None:
        """Return the file's mark with all that decides what its captions are; None where it cannot be read or there
        is no model, of which a better sentence is said further on.
        """
        o = self._options
        wanted = (
            o.language,
            self._model(),
            o.script,
            o.rules,
            o.formats,
            o.burn,
            o.translate,
            o.per_stretch,
            self._glossary,
        )
        try:
            return fingerprint(item.source, wanted, __version__)
        except OSError:
            return None

    def _model(self) -> str:
        """Return what the words come from. On a cluster the name is all that is known of it."""
        if self._by_script:
            return "script"
        try:
            return str(find_speech_model(self._options.model))
        except ModelError:
            return self._options.model or ""


def _require_folders(inputs: Sequence[Path]) -> None:
    for given in inputs:
        if not given.is_dir():
            raise InputError(
                f"{given} is not a folder that can be watched.",
                code="not-a-folder",
                cure="Name a folder that is there.",
                path=str(given),
            )


def _open_ears(options: CaptionOptions, by_script: bool) -> Ears:
    if options.dask is not None:
        from producer.batch.cluster import DaskEars

        return DaskEars(options.dask, options.model)
    return LocalEars(options.model, options.jobs, by_script=by_script)


def _glossary(options: CaptionOptions) -> Glossary | None:
    if options.glossary is None:
        return None
    return load_glossary(options.glossary)


__all__ = ["BatchProgress", "CaptionOptions", "caption_files", "check_formats"]
