"""What every command shares: data to standard output, talk to standard error, one sentence a failure, exit
statuses 0, 1, 130.

Rich draws the progress on a terminal; where the output is piped there is none.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import typer

from producer.errors import Cancelled, ProducerError
from producer.jobs import BackgroundJob, Job, ProgressListener

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")


_bars: list[Progress] = []
"""The bar that is drawn now, if there is one."""


@contextlib.contextmanager
def _bar_aside(stream: TextIO) -> Iterator[None]:
    """Take the bar off the terminal while a line is written there, so that the two do not run into each other."""
    bar = _bars[-1] if _bars and stream.isatty() else None
    if bar is None:
        yield
        return
    bar.stop()
    try:
        yield
    finally:
        bar.start()


def say(text: str, *, end: str = "\n") -> None:
    """Talk to the person (standard error). Where nobody can hear it any more, the work goes on all the same."""
    with contextlib.suppress(OSError), _bar_aside(sys.stderr):
        typer.echo(f"{text}{end}", err=True, nl=False)


def emit(text: str) -> None:
    """Write data (standard output). Raises typer.Exit(1) where there is no room for it."""
    try:
        with _bar_aside(sys.stdout):
            typer.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        say(f"The output could not be written: {error.strerror}. Name another place for it.")
        raise typer.Exit(1) from error


def emit_json(data: Any) -> None:
    """Write one JSON object on one line (JSON Lines for several inputs)."""
    emit(json.dumps(data, ensure_ascii=False, allow_nan=False))


def complain(name: str, error: ProducerError) -> None:
    """Name the input that failed with its one sentence."""
    said = str(error)
    say(said if name and name in said else f"{name}: {said}" if name else said)


@contextlib.contextmanager
def progress_bar(title: str) -> Iterator[ProgressListener]:
    """Draw a bar on a terminal while the block runs; draw nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda share, step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False)
    with bar:  # data goes where it is sent, and lines stand above the bar
        task = bar.add_task(title, total=1.0)
        _bars.append(bar)

        def show(share: float | None, step: str) -> None:
            bar.update(task, completed=share if share is not None else None, description=f"{title} {step}".strip())

        try:
            yield show
        finally:
            _bars.remove(bar)


def run_job(title: str, work: Callable[[Job], T]) -> T:
    """Run ``work`` on a thread with a progress bar; Ctrl-C or a terminate signal cancels it and waits until it
    has tidied up.

    Raises what the work raised; typer.Exit(130) after Ctrl-C.
    """
    with progress_bar(title) as show, stop_signals() as stopped:
        background = BackgroundJob(work, on_progress=show, name=title).start()
        while background.running:
            if stopped() and not background.job.cancelled:
                background.cancel()
            with contextlib.suppress(TimeoutError, Cancelled, ProducerError):
                background.wait(0.1)
        try:
            result = background.wait()
        except ProducerError as error:
            if stopped():  # whatever it says: Ctrl-C reaches the child processes too, and they end in their own way
                raise _stopped() from error
            raise
        if stopped():  # at the very end: what is done stays, and nothing further is begun
            raise _stopped()
        return result


def _stopped() -> typer.Exit:
    say("Stopped. Nothing half-made was left behind.")
    return typer.Exit(130)


@contextlib.contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """While the block runs, Ctrl-C, a terminate signal and a closed terminal are only noted: ask whether one came."""
    seen: list[int] = []
    numbers = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
    before = {
        number: signal.signal(number, lambda number, _: seen.append(number))
        for number in numbers
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN  # nohup is to be obeyed
    }
    try:
        yield lambda: bool(seen)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
