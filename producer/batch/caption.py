"""Captions for many files: one after the other with the model loaded once; one bad file fails alone; a second
run skips what is done.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from producer import __version__
from producer.batch.plan import BURNED, Item, find_items, fingerprint
from producer.batch.report import FileReport
from producer.batch.state import Done
from producer.captions import load_rules, make_cues, write_captions
from producer.captions.check import broken_rules
from producer.captions.formats import FORMATS
from producer.captions.rules import DEFAULT, VERTICAL
from producer.errors import Cancelled, InputError, ModelError, NoSound, ProducerError
from producer.files import disk_errors, write_json
from producer.jobs import Job
from producer.models import find_speech_model
from producer.speech.transcribe import Transcriber, drop_early, take_early
from producer.studio import times_script, transcript_for
from producer.values import CaptionTrack, MediaInfo, Transcript

LOW_CONFIDENCE = 0.5
"""Words under this probability are counted for a person to look at (own choice)."""
HEARD = 0.9
"""The share of a file's progress that hearing it takes, where a video is made as well (own)."""


@dataclass(frozen=True, slots=True)
class CaptionOptions:
    """What is wanted of every file. ``language`` None: found out for each."""

    language: str | None = None
    model: str | None = None
    script: str | None = None
    rules: str = "plain"
    formats: tuple[str, ...] = ("srt", "vtt", "txt", "json")
    burn: bool = False
    force: bool = False


FileListener = Callable[[FileReport], None]


def caption_files(
    inputs: Sequence[Path],
    out: Path,
    options: CaptionOptions,
    *,
    job: Job | None = None,
    on_file: FileListener | None = None,
) -> list[FileReport]:
    """Caption every input into ``out`` and return what came of each; ``on_file`` hears of each as it is done.

    Raises DiskError where ``out`` cannot be written, InputError for options that make no sense, Cancelled;
    never for one bad file.
    """
    load_rules(options.rules)
    items = find_items(inputs, out)
    if not items:
        return []
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    job = job or Job()
    reports: list[FileReport] = []
    with _Captioner(options, Done(out)) as captioner:
        for index, item in enumerate(items):
            reports.append(captioner.run(item, job.part(index / len(items), (index + 1) / len(items))))
            if on_file is not None:
                on_file(reports[-1])
    return reports


class _Captioner:
    """Holds what is shared between files: the loaded model and the list of what is done."""

    def __init__(self, options: CaptionOptions, done: Done) -> None:
        self._options, self._done = options, done
        self._by_script = times_script(options.script, options.model)
        self._transcriber: Transcriber | None = None

    def __enter__(self) -> _Captioner:
        return self

    def __exit__(self, *error: object) -> None:
        drop_early()
        if self._transcriber is not None:
            self._transcriber.close()

    def run(self, item: Item, job: Job) -> FileReport:
        """Caption one file. Raises Cancelled only."""
        started = time.monotonic()
        try:
            job.check()
            return self._run(item, job, started)
        except Cancelled:
            raise
        except ProducerError as error:
            said = str(error)
        except OSError as error:
            said = f"{item.source.name} cannot be read. Check the disk and try again. ({error.strerror})"
        return FileReport(str(item.source), "failed", error=said, elapsed_s=time.monotonic() - started)

    def _run(self, item: Item, job: Job, started: float) -> FileReport:
        mark = self._mark(item)
        finished = self._done.find(item.base, mark) if mark and not self._options.force else None
        if finished is not None:
            return _skipped(finished, item, time.monotonic() - started)
        info = self._wake(item)
        transcript = self._hear(item, job.part(0.0, HEARD if self._options.burn else 1.0))
        rules = load_rules(self._rules_for(info), language=transcript.language)
        track = make_cues(transcript, rules=rules)
        report = FileReport(
            str(item.source),
            "done",
            tuple(str(path) for path in self._write(item, transcript, track, job.part(HEARD, 1.0))),
            None,
            transcript.language,
            transcript.duration_s,
            time.monotonic() - started,
            len(track.cues),
            tuple(broken.to_json() for broken in broken_rules(track, rules)),
            sum(word.probability is not None and word.probability < LOW_CONFIDENCE for word in transcript.words),
        )
        self._done.add(item.base, mark or self._mark(item) or "", report)
        return report

    def _rules_for(self, info: MediaInfo) -> str:
        wanted = self._options.rules
        return VERTICAL if wanted == DEFAULT and info.is_upright else wanted

    def _mark(self, item: Item) -> str | None:
        """Return the file's mark with all that decides what its captions are; None where it cannot be read or there
        is no model, of which a better sentence is said further on.
        """
        o = self._options
        try:
            model = "script" if self._by_script else str(find_speech_model(o.model))
            return fingerprint(item.source, (o.language, model, o.script, o.rules, o.formats, o.burn), __version__)
        except (OSError, ModelError):
            return None

    def _wake(self, item: Item) -> MediaInfo:
        """Start the recogniser, so that it loads its model while the file is looked at; return what the file holds.
        What is wrong with the file is said before what is wrong with the model.
        """
        if not self._by_script and self._transcriber is None:
            try:
                self._transcriber = take_early(find_speech_model(self._options.model))
                self._transcriber.start()
            except ModelError:
                _look(item, self._options.burn)
                raise
        return _look(item, self._options.burn)

    def _hear(self, item: Item, job: Job) -> Transcript:
        o = self._options
        transcript = transcript_for(
            item.source, language=o.language, model=o.model, script=o.script, transcriber=self._transcriber, job=job
        )
        if not transcript.words:
            raise NoSound(
                f"No words were heard in {item.source.name}.",
                code="no-words",
                kept="It is untouched.",
                cure="If somebody speaks in it, name the language with --language, or try another model.",
                path=str(item.source),
            )
        return transcript

    def _write(self, item: Item, transcript: Transcript, track: CaptionTrack, job: Job) -> list[Path]:
        """Write every result, the slowest first. Where one cannot be written, those before it are taken back."""
        written: list[Path] = []
        try:
            if self._options.burn:
                written.append(_burn(item, track, job))
            for form in self._options.formats:
                path = item.output(f".{form}")
                if form == "json":
                    write_json(path, transcript.to_json())
                else:
                    write_captions(track, path)
                written.append(path)
        except (ProducerError, OSError):
            for path in written:
                path.unlink(missing_ok=True)
            raise
        return written


def _look(item: Item, burn: bool) -> MediaInfo:
    from producer.media.probe import probe  # loaded while the recogniser wakes up

    return probe(item.source, need_sound=True, need_picture=burn)


def _burn(item: Item, track: CaptionTrack, job: Job) -> Path:
    from producer.export import burn_captions

    path = item.output(f"{BURNED}.mp4")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    burn_captions(item.source, track, path, job=job)
    return path


def _skipped(finished: FileReport, item: Item, elapsed_s: float) -> FileReport:
    return dataclasses.replace(finished, input=str(item.source), status="skipped", elapsed_s=elapsed_s)


def check_formats(formats: str) -> tuple[str, ...]:
    """Return the formats of a comma list. Raises InputError that lists the known ones."""
    known = (*FORMATS, "json")
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in formats.split(",") if part.strip()))
    wrong = [form for form in wanted if form not in known]
    if wrong or not wanted:
        raise InputError(
            f"Captions cannot be written as {', '.join(wrong) or 'nothing'}.",
            code="format-unknown",
            cure=f"Use some of: {', '.join(known)}.",
        )
    return wanted
