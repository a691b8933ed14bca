"""From one file's sound to its words and what to look at in them: the part of the work that is heavy, and that another
process or machine can do. What goes in and out are plain values; nothing is written.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from producer.batch.options import CaptionOptions
from producer.batch.words import put_right
from producer.errors import Cancelled, ModelError, ToolError
from producer.jobs import Job
from producer.models import find_speech_model
from producer.speech.child import Request
from producer.speech.findings import Finding
from producer.speech.glossary import Glossary
from producer.speech.heard import Heard as Recognised
from producer.speech.transcribe import Transcriber, take_early
from producer.values import Transcript

CLUSTER_GONE = "cluster-gone"
"""The code of the one error that is no single file's."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be heard. ``size`` and ``mtime_ns`` are those of ``path`` where it was asked for: another machine
    that finds the same there reads it itself. ``sound`` is the file's sound where it had to travel
    (``travel.pack_sound``). ``by_script``: the words are the script's, timed on the voice. ``sharers``: how many
    recognisers share the cores of the machine.
    """

    path: Path
    size: int
    mtime_ns: int
    options: CaptionOptions
    glossary: Glossary | None = None
    by_script: bool = False
    sound: bytes | None = None
    sharers: int = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, as it goes into the captions, and what was changed or doubted in it. ``took_s``: the seconds it
    took, without waiting for its turn.
    """

    transcript: Transcript
    findings: tuple[Finding, ...] = ()
    took_s: float = 0.0


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class Hearer:
    """One recogniser with its model loaded once, for one file at a time. Safe to close any number of times."""

    def __init__(self, model: str | None, sharers: int = 1) -> None:
        """``model``: a name or a folder on this machine; ``sharers``: how many like this share its cores (so that all
        their threads together are no more than the cores: CTranslate2, docs/performance.md).
        """
        self.wanted, self._threads = model, max(1, cores() // max(1, sharers))
        self._alone = sharers <= 1
        self._transcriber: Transcriber | None = None
        self._closed = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The recogniser's process id while it lives."""
        return self._transcriber.pid if self._transcriber is not None else None

    def wake(self) -> Transcriber:
        """Start the recogniser, so that it loads its model while other things are done. From any thread. Raises
        ModelError; Cancelled where this hearer was closed.
        """
        with self._lock:
            if self._closed:
                raise Cancelled
            if self._transcriber is None:
                folder = find_speech_model(self.wanted)
                self._transcriber = take_early(folder) if self._alone else Transcriber(folder, threads=self._threads)
                self._transcriber.start()
            return self._transcriber

    def hear(self, task: Task, job: Job | None = None) -> Heard:
        """Return what is said in a file. A recogniser that dies gets a second try, with a new process.

        Raises as ``Transcriber.transcribe``; NoSound where nobody speaks.
        """
        job = job or Job()
        job.check()
        started_s = time.monotonic()
        with _sound_of(task) as path:
            if task.by_script:
                return Heard(_timed(path, task, job), (), time.monotonic() - started_s)
            heard = self._listen(path, task, job)
        right, findings = put_right(heard.transcript, task.options, task.glossary, heard.findings)
        return Heard(right, findings, time.monotonic() - started_s)

    def close(self) -> None:
        """End the recogniser; it does not come back."""
        with self._lock:
            self._closed = True
        if self._transcriber is not None:
            self._transcriber.close()

    def _listen(self, path: Path, task: Task, job: Job) -> Recognised:
        try:
            return self._ask(path, task, job)
        except ToolError as error:
            if error.code != "speech-crashed":
                raise
            return self._ask(path, task, job)

    def _ask(self, path: Path, task: Task, job: Job) -> Recognised:
        return self.wake().hear(_request(path, task), job=job)


def _request(path: Path, task: Task) -> Request:
    """Return what the recogniser is asked, with the names that it is told of beforehand."""
    o, names = task.options, task.glossary or Glossary()
    return Request(
        path,
        o.language,
        names.prompt(o.language) or None,
        hotwords=names.hotwords(o.language) or None,
        task="translate" if o.translate else "transcribe",
        per_stretch=o.per_stretch,
    )


def _timed(path: Path, task: Task, job: Job) -> Transcript:
    from producer.speech.language import guess_language
    from producer.speech.script_timing import time_script

    script = task.options.script or ""
    return time_script(path, script, language=task.options.language or guess_language(script), job=job)


@contextlib.contextmanager
def _sound_of(task: Task) -> Iterator[Path]:
    """Give a file with the task's sound: its own, or the sound that travelled, under the file's name."""
    if task.sound is None:
        yield task.path
        return
    with tempfile.TemporaryDirectory(prefix="producer-") as folder:
        path = Path(folder) / "sound.flac"
        path.write_bytes(task.sound)
        yield path


def is_about_models(error: ModelError) -> bool:
    """Say whether another machine may be able to do what this one cannot."""
    return error.code.startswith("model-")
