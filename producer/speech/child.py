"""The child that owns the speech model: it loads faster-whisper once and answers requests until its pipe closes.

It runs in a process of its own, started afresh (never forked), so that stopping is a kill, and a crash in
native code costs one file.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from producer.errors import ProducerError, ToolError
from producer.jobs import Job
from producer.speech.heard import Heard

RATE_HZ = 16_000
Task = Literal["transcribe", "translate"]


@dataclass(frozen=True, slots=True)
class Request:
    """One file to be heard. ``language`` None means: find out; ``per_stretch``: again after pauses. ``beam`` 5 is
    faster-whisper's own default. ``task`` "translate" gives English words.
    """

    path: Path
    language: str | None = None
    prompt: str | None = None
    beam: int = 5
    hotwords: str | None = None
    task: Task = "transcribe"
    per_stretch: bool = False


def serve(pipe: Connection, model: Path, threads: int) -> None:
    """Load the model at once, then answer each Request: ``("progress", share, step)`` any number of times, and then
    ``("done", Heard)`` or ``("failed", ProducerError)``.
    """
    _be_quiet()
    loaded: Any = None
    with contextlib.suppress(ProducerError):  # it is said in answer to the first request, which tries again
        loaded = _load(model, threads)
    with contextlib.suppress(EOFError, ConnectionError):  # the parent is gone: nobody waits for an answer
        while True:
            loaded = _answer(pipe, pipe.recv(), loaded, model, threads)


def _answer(pipe: Connection, request: Request, loaded: Any, model: Path, threads: int) -> Any:
    """Answer one request and return the loaded model, None where it does not load."""
    try:
        if loaded is None:
            _look(request.path)
            loaded = _load(model, threads)
        job = Job(lambda share, step: pipe.send(("progress", share, step)))
        pipe.send(("done", _hear(loaded, model.name, request, job)))
    except ProducerError as error:
        pipe.send(("failed", error))
    except ConnectionError:
        raise
    except Exception as error:  # noqa: BLE001 - a process root: the reason goes to the parent, the child serves on
        pipe.send(("failed", _unexpected(error, request)))
    return loaded


def _look(path: Path) -> None:
    """Say what is wrong with the file before what is wrong with the model. Raises MissingFile, NotMedia, NoSound."""
    from producer.media.probe import probe

    probe(path, need_sound=True)


def _be_quiet() -> None:
    """Keep Ctrl-C for the parent, which decides, and say nothing on the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # the parent held it back while this process was starting
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if sys.stderr is None or not sys.stderr.isatty():
        return
    os.environ.setdefault("CT2_VERBOSE", "-2")


def _without_shared_locks() -> None:
    """Keep tqdm, which faster-whisper draws with, from a lock between processes: nobody would return it after a
    kill, and Python would warn of it on the person's terminal.
    """
    from tqdm.std import TqdmDefaultWriteLock  # type: ignore[import-untyped]

    TqdmDefaultWriteLock.mp_lock = None


def _load(model: Path, threads: int) -> Any:
    _without_shared_locks()
    from faster_whisper import WhisperModel

    try:
        return WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    except (RuntimeError, ValueError, OSError) as error:
        from producer.errors import ModelError

        raise ModelError(
            f"The speech model in {model} cannot be loaded.",
            code="model-damaged",
            cure="Check it with: producer models verify - or fetch it again.",
            detail=str(error),
            path=str(model),
        ) from error


def _hear(loaded: Any, name: str, request: Request, job: Job) -> Heard:
    from producer.media.sound import decode_sound  # here, so that the parent, which knows this file, loads no numpy
    from producer.speech.recognise import recognise

    job.progress(None, "decode")
    return recognise(loaded, name, request, decode_sound(request.path, rate_hz=RATE_HZ), job)


def _unexpected(error: Exception, request: Request) -> ToolError:
    return ToolError(
        f"{request.path.name} could not be transcribed.",
        code="speech-failed",
        kept="The original is untouched.",
        cure="Try again; if it fails again, try another model.",
        detail=f"{type(error).__name__}: {error}",
        path=str(request.path),
    )
