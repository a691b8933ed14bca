"""Captions for many files: one after the other with the model loaded once; one bad file fails alone; a second
run skips what is done.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from producer import __version__
from producer.batch.plan import Item, find_items, fingerprint
from producer.captions.check import broken_rules
from producer.captions.cues import make_cues
from producer.captions.formats import write_captions
from producer.captions.rules import load_rules
from producer.errors import Cancelled, InputError, ProducerError
from producer.files import disk_errors, write_json
from producer.jobs import Job
from producer.media.probe import probe
from producer.models import find_speech_model, has_speech_model
from producer.speech.script_timing import time_script
from producer.speech.transcribe import Transcriber
from producer.values import CaptionTrack, Transcript

STATE = ".producer-done.json"
LOW_CONFIDENCE = 0.5
"""Words under this probability are counted for a person to look at (own choice)."""


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


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file (the contract's entry of ``report.json``)."""

    input: str
    status: str
    outputs: tuple[str, ...] = ()
    error: str | None = None
    language: str | None = None
    duration_s: float | None = None
    elapsed_s: float = 0.0
    cues: int = 0
    broken_rules: tuple[dict[str, object], ...] = field(default=())
    low_confidence: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "input": self.input,
            "outputs": list(self.outputs),
            "status": self.status,
            "error": self.error,
            "language": self.language,
            "duration_s": None if self.duration_s is None else round(self.duration_s, 3),
            "elapsed_s": round(self.elapsed_s, 3),
            "cues": self.cues,
            "broken_rules": list(self.broken_rules),
            "low_confidence": self.low_confidence,
        }


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
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    items = find_items(inputs, out)
    job = job or Job()
    reports: list[FileReport] = []
    with _Captioner(options, out) as captioner:
        for index, item in enumerate(items):
            part = job.part(index / len(items), (index + 1) / len(items))
            reports.append(captioner.run(item, part))
            if on_file is not None:
                on_file(reports[-1])
    return reports


class _Captioner:
    """Holds what is shared between files: the loaded model and the list of what is done."""

    def __init__(self, options: CaptionOptions, out: Path) -> None:
        self._options, self._out = options, out
        self._transcriber: Transcriber | None = None
        self._done: dict[str, dict[str, Any]] = _read_state(out / STATE)

    def __enter__(self) -> _Captioner:
        return self

    def __exit__(self, *error: object) -> None:
        if self._transcriber is not None:
            self._transcriber.close()

    def run(self, item: Item, job: Job) -> FileReport:
        started = time.monotonic()
        try:
            job.check()
            return self._run(item, job, started)
        except Cancelled:
            raise
        except ProducerError as error:
            return FileReport(str(item.source), "failed", error=str(error), elapsed_s=time.monotonic() - started)
        except OSError as error:
            said = (
                f"{item.source.name} cannot be read, or its captions cannot be written. "
                f"Check the disk and try again. ({error.strerror})"
            )
            return FileReport(str(item.source), "failed", error=said, elapsed_s=time.monotonic() - started)

    def _run(self, item: Item, job: Job, started: float) -> FileReport:
        probe(item.source, need_sound=True)
        mark = fingerprint(item.source, self._options_that_count(), __version__)
        done = self._done.get(str(item.base))
        if (
            done
            and not self._options.force
            and done.get("mark") == mark
            and all(Path(p).is_file() for p in done["report"]["outputs"])
        ):
            return _report_from(done["report"], status="skipped", elapsed_s=time.monotonic() - started)
        transcript = self._transcript(item.source, job)
        rules = load_rules(self._options.rules, language=transcript.language)
        track = make_cues(transcript, rules=rules)
        outputs = self._write(item, transcript, track, job)
        report = FileReport(
            str(item.source),
            "done",
            tuple(str(path) for path in outputs),
            None,
            transcript.language,
            transcript.duration_s,
            time.monotonic() - started,
            len(track.cues),
            tuple(broken.to_json() for broken in broken_rules(track, rules)),
            sum(1 for word in transcript.words if word.probability is not None and word.probability < LOW_CONFIDENCE),
        )
        self._done[str(item.base)] = {"mark": mark, "report": report.to_json()}
        write_json(self._out / STATE, self._done)
        return report

    def _options_that_count(self) -> tuple[object, ...]:
        o = self._options
        return (o.language, self._model_name(), o.script, o.rules, o.formats, o.burn)

    def _model_name(self) -> str:
        if self._uses_script():
            return "script"
        return str(find_speech_model(self._options.model))

    def _uses_script(self) -> bool:
        return bool(self._options.script) and self._options.model is None and not has_speech_model()

    def _transcript(self, source: Path, job: Job) -> Transcript:
        if self._uses_script():
            from producer.speech.language import guess_language

            script = self._options.script or ""
            return time_script(source, script, language=self._options.language or guess_language(script), job=job)
        if self._transcriber is None:
            self._transcriber = Transcriber(find_speech_model(self._options.model))
        return self._transcriber.transcribe(source, language=self._options.language, job=job)

    def _write(self, item: Item, transcript: Transcript, track: CaptionTrack, job: Job) -> list[Path]:
        outputs = []
        for form in self._options.formats:
            path = item.base.with_name(f"{item.base.name}.{form}")
            if form == "json":
                write_json(path, transcript.to_json())
            else:
                write_captions(track, path)
            outputs.append(path)
        if self._options.burn:
            outputs.append(_burn(item, track, job))
        return outputs


def _burn(item: Item, track: CaptionTrack, job: Job) -> Path:
    from producer.export import burn_captions

    path = item.base.with_name(f"{item.base.name}.captioned.mp4")
    probe(item.source, need_picture=True)
    burn_captions(item.source, track, path, job=job)
    return path


def _read_state(path: Path) -> dict[str, dict[str, Any]]:
    try:
        raw = json.loads(path.read_text("utf-8"))
        return {base: entry for base, entry in raw.items() if isinstance(entry["report"]["outputs"], list)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _report_from(data: dict[str, Any], *, status: str, elapsed_s: float) -> FileReport:
    kept = {**data, "status": status, "elapsed_s": elapsed_s}
    return FileReport(**{**kept, "outputs": tuple(kept["outputs"]), "broken_rules": tuple(kept["broken_rules"])})


def check_formats(formats: str) -> tuple[str, ...]:
    """Return the formats of a comma list. Raises InputError that lists the known ones."""
    from producer.captions.formats import FORMATS

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
