"""Speech to words, by faster-whisper in a child process that stays loaded between files.

The calling thread waits on a pipe; it may be any thread but the window's. Cancel kills the child at once; the
next file starts a new one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any

from producer.errors import ProducerError, ToolError
from producer.jobs import Job
from producer.speech.child import Request, Task, serve
from producer.speech.heard import Heard
from producer.values import Transcript

POLL_S = 0.1
"""How soon a cancel or a dead child is noticed."""


class Transcriber:
    """One loaded model in one child. Used as a context manager, or closed with ``close``. One file at a time."""

    def __init__(self, model: Path, *, threads: int | None = None) -> None:
        """``threads``: CPU threads of the recogniser, all cores where not given."""
        self._model, self._threads = model, threads or os.cpu_count() or 1
        self._child: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Transcriber:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def model(self) -> Path:
        """The folder of its model."""
        return self._model

    @property
    def pid(self) -> int | None:
        """The child's process id while it lives."""
        return self._child.pid if self._child is not None and self._child.is_alive() else None

    def start(self) -> None:
        """Start the child now, so that it wakes up while the caller still does other things."""
        if self.pid is not None:
            return
        self.close()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(target=serve, args=(theirs, self._model, self._threads), name="speech", daemon=True)
        with _interrupts_held():
            child.start()
        theirs.close()
        self._child, self._pipe = child, ours

    def close(self) -> None:
        """End the child. Safe any number of times."""
        pipe, child = self._pipe, self._child
        self._pipe = self._child = None
        if pipe is not None:
            pipe.close()
        if child is not None:
            child.kill()  # it has nothing to tidy up
            child.join(5)
            child.close()

    def transcribe(
        self,
        path: Path,
        *,
        language: str | None = None,
        job: Job | None = None,
        prompt: str | None = None,
        beam: int = 5,
        hotwords: str | None = None,
        task: Task = "transcribe",
        per_stretch: bool = False,
    ) -> Transcript:
        """Return what is said in ``path``; ``language`` None lets the model find out, once, or again after pauses
        (``per_stretch``). ``task`` "translate" gives English. What nobody can have said is not in it.

        Raises MissingFile, NotMedia, NoSound, ModelError, Cancelled, or ToolError where the child crashed.
        """
        request = Request(path, language, prompt, beam, hotwords, task, per_stretch)
        return self.hear(request, job=job).transcript

    def hear(self, request: Request, *, job: Job | None = None) -> Heard:
        """Return the same with what was dropped or is to be looked at, and with the languages. Raises the same."""
        self.start()
        job = job or Job()
        try:
            return self._ask(request, job)
        finally:
            if job.cancelled:
                self.close()

    def _ask(self, request: Request, job: Job) -> Heard:
        assert self._pipe is not None
        try:
            self._pipe.send(request)
            while True:
                answer = self._receive(job)
                match answer:
                    case ("progress", share, step):
                        job.progress(share, step)
                    case ("failed", ProducerError() as error):
                        raise error
                    case ("done", Heard() as heard):
                        return heard
        except (EOFError, OSError) as error:
            job.check()
            raise self._crashed(request) from error

    def _receive(self, job: Job) -> tuple[Any, ...]:
        assert self._pipe is not None
        while not self._pipe.poll(POLL_S):
            job.check()
        answer: tuple[Any, ...] = self._pipe.recv()
        return answer

    def _crashed(self, request: Request) -> ToolError:
        code = None
        if self._child is not None:
            self._child.join(2)
            code = self._child.exitcode
        self.close()
        return ToolError(
            f"The speech recogniser stopped in the middle of {request.path.name}.",
            code="speech-crashed",
            kept="The original is untouched.",
            cure="Try again; if it stops again, try a smaller model.",
            detail=f"child exit code {code}",
            path=str(request.path),
        )


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a child with Ctrl-C held back until it ignores it; else one that comes while Python starts there ends
    in a trace on the terminal.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its own start would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def transcribe(
    path: Path,
    *,
    model: Path,
    language: str | None = None,
    job: Job | None = None,
    prompt: str | None = None,
) -> Transcript:
    """Transcribe one file with a child of its own. Raises as ``Transcriber.transcribe``."""
    with Transcriber(model) as transcriber:
        return transcriber.transcribe(path, language=language, job=job, prompt=prompt)


_early: list[Transcriber] = []


def start_early(model: Path) -> None:
    """Wake a recogniser before anybody can say what it is for: ``take_early`` hands it over, ``drop_early`` ends it."""
    transcriber = Transcriber(model)
    transcriber.start()
    _early.append(transcriber)


def take_early(model: Path) -> Transcriber:
    """Return the recogniser that was woken for this model, else a new one."""
    woken = _early.pop() if _early else None
    if woken is not None and woken.model == model:
        return woken
    if woken is not None:
        woken.close()
    return Transcriber(model)


def drop_early() -> None:
    """End the recogniser that nobody took. Safe any number of times."""
    while _early:
        _early.pop().close()
