"""The recognisers of a Dask cluster, through ``Client.get_executor()``, which speaks ``concurrent.futures``.

A worker reads the file itself where it finds the same one at the same place; where it does not, the file's sound
travels to it, as FLAC. Words come back; this machine writes them, so that a file whose worker died and that was heard
twice is still written once. Each worker looks for the speech model on its own machine; one that has none is left out.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
import logging
import multiprocessing
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from producer.batch.hear import CLUSTER_GONE, Heard, Hearer, Task, is_about_models
from producer.errors import InputError, ModelError, ProducerError, ToolError
from producer.jobs import Job

CONNECT_S = 10.0
"""So long a scheduler may take to answer (Dask's own limit is 30 s; on one network it answers at once)."""
LOOK_S = 2.0
"""So often it is looked whether workers are still there."""
ALONE_S = 60.0
"""So long a file waits for a worker where none is left: time enough to start one anew (own)."""
FIRST_SLOTS = 8
"""At least so many files are under way, so that workers who come later have work (own)."""
PER_THREAD = 2
"""Files under way for each thread of the workers: one is heard, the next one's sound is there already."""
BIG = "1GiB"
"""An hour's sound is some 60 MB; Dask warns at 10 MB, of arrays that had better be shared out first."""


@dataclasses.dataclass(frozen=True, slots=True)
class NeedsSound:
    """The worker does not have the file."""


@dataclasses.dataclass(frozen=True, slots=True)
class NoModel:
    """The worker at that address has no such speech model; ``error`` says which and how to get it."""

    worker: str
    error: ModelError


Answer = Heard | NeedsSound | NoModel


class DaskEars:
    """The workers of one cluster. ``begin`` is safe from any thread."""

    def __init__(self, address: str, model: str | None) -> None:
        """Raise InputError where no scheduler answers at ``address``, or Dask is not installed."""
        self.address, self._model = address, model
        self._client = _connect(address)
        self._executor = self._client.get_executor(pure=False)
        self._without: dict[str, ModelError] = {}
        self._travels = False
        self._lock = threading.Lock()

    @property
    def slots(self) -> int:
        return max(FIRST_SLOTS, PER_THREAD * sum(self.threads().values()))

    def threads(self) -> dict[str, int]:
        """Return the threads of each worker by its address; none where the scheduler is gone."""
        if self.is_gone:
            return {}
        try:
            return {str(worker): int(threads) for worker, threads in self._client.nthreads().items()}
        except (OSError, RuntimeError, AttributeError):  # it went this moment: Dask then asks nobody
            return {}

    @property
    def is_gone(self) -> bool:
        """Whether the scheduler is, for good: Dask looks for it for a while by itself."""
        return self._client.status in ("closed", "closing")

    def wake(self) -> None:
        """Workers wake by themselves."""

    def begin(self, make: Callable[[bool], Task], job: Job) -> RemoteHearing:
        return RemoteHearing(self, make, job)

    def close(self) -> None:
        if not self.is_gone:
            with contextlib.suppress(OSError, RuntimeError, _closed_error()):
                self._executor.shutdown(wait=False)
        self._client.close(timeout=CONNECT_S)

    def submit(
        self, make: Callable[[bool], Task], *, travels: bool
    ) -> tuple[concurrent.futures.Future[Answer], set[str]]:
        """Send a task to any worker that may have the model; return its future and whom it may go to (empty: anybody).
        Raises ModelError where no worker has the model.
        """
        threads = self.threads()
        able = self._able(threads)
        hosts = Counter[str]()
        for worker, number in threads.items():
            hosts[_host(worker)] += number
        task = dataclasses.replace(make(travels or self._travels), sharers=max(hosts.values(), default=1))
        whom = {"workers": sorted(able), "allow_other_workers": False} if able else {}
        try:
            return self._executor.submit(hear_here, task, **whom), able
        except (OSError, RuntimeError, _closed_error()) as error:
            raise gone(self.address) from error

    def _able(self, threads: dict[str, int]) -> set[str]:
        """Return the workers that may have the model, none where nobody is known not to."""
        with self._lock:
            without = dict(self._without)
        if not without:
            return set()
        able = set(threads) - set(without)
        if not able and threads:
            raise _nowhere(without)
        return able

    def learn(self, answer: NeedsSound | NoModel) -> None:
        """Remember what a worker could not do."""
        with self._lock:
            if isinstance(answer, NoModel):
                self._without[answer.worker] = answer.error
            else:
                self._travels = True


class RemoteHearing:
    """A file that is being heard somewhere. ``result`` waits, and sends it on where it has to be."""

    def __init__(self, ears: DaskEars, make: Callable[[bool], Task], job: Job) -> None:
        self._ears, self._make, self._job = ears, make, job
        self._future, self._whom = ears.submit(make, travels=False)
        self._seen_s = time.monotonic()

    def result(self) -> Heard:
        """Raise what the worker raised; ToolError where the cluster is gone; Cancelled."""
        while True:
            answer = self._wait()
            match answer:
                case Heard():
                    return answer
                case NeedsSound() | NoModel():
                    self._ears.learn(answer)
                    self._send(travels=isinstance(answer, NeedsSound))
                case None:
                    self._send(travels=False)

    def _send(self, *, travels: bool) -> None:
        self._future.cancel()
        self._future, self._whom = self._ears.submit(self._make, travels=travels)

    def _wait(self) -> Answer | None:
        """Return the answer; None where nobody can give it any more."""
        forget = self._job.at_cancel(self._cancel)
        try:
            while True:
                self._job.check()
                done, _ = concurrent.futures.wait([self._future], timeout=LOOK_S)
                if done:
                    return self._answer()
                if self._is_stranded():
                    return None
        finally:
            forget()

    def _cancel(self) -> None:
        self._future.cancel()

    def _answer(self) -> Answer:
        from distributed.scheduler import KilledWorker

        try:
            return self._future.result()
        except ProducerError:
            raise
        except concurrent.futures.CancelledError as error:
            self._job.check()
            raise gone(self._ears.address) from error
        except KilledWorker as error:
            raise ToolError(
                f"Every worker that took {self._name} stopped in the middle of it.",
                code="workers-killed",
                kept="The original is untouched.",
                cure="Give the workers more memory or a smaller model, or caption this file on its own.",
                detail=str(error),
            ) from error

    def _is_stranded(self) -> bool:
        """Say whether those who may take it are all gone while others are there. Raises ToolError where nobody is,
        for a minute.
        """
        workers = set(self._ears.threads())
        if self._ears.is_gone:
            raise gone(self._ears.address)
        if workers:
            self._seen_s = time.monotonic()
            return bool(self._whom) and not self._whom & workers
        if time.monotonic() - self._seen_s > ALONE_S:
            raise gone(self._ears.address)
        return False

    @property
    def _name(self) -> str:
        return self._make(False).path.name


def gone(address: str) -> ToolError:
    """Return the error that ends a batch: there is nobody left who could hear any of it."""
    return ToolError(
        f"The cluster at {address} is gone: its scheduler does not answer, or no worker is left.",
        code=CLUSTER_GONE,
        kept="What is done is kept.",
        cure="Start them again, and run the same command once more.",
        address=address,
    )


def _closed_error() -> type[Exception]:
    """Return what Dask raises where its client is closed."""
    from distributed.client import ClosedClientError

    return ClosedClientError  # type: ignore[no-any-return]


def _nowhere(without: dict[str, ModelError]) -> ModelError:
    worker, error = next(iter(without.items()))
    return ModelError(
        "None of the workers has this speech model.",
        code="model-missing",
        kept="What is done is kept.",
        cure="On each worker's computer, run: producer models fetch small - or set PRODUCER_MODELS there. Then start "
        "the worker again.",
        detail=f"{worker}: {error}",
    )


def _connect(address: str) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise InputError(
            "Dask is not installed, so no cluster can be used.",
            code="no-dask",
            cure="Install it with: pip install 'producer[cluster]'",
        ) from error
    if not re.search(
        r":\d+/?$|^inproc://", address
    ):  # else Dask looks for it for half a minute, and says it in its words
        raise _unreachable(address, "no port is named")
    for name in ("distributed", *(name for name in logging.root.manager.loggerDict if name.startswith("distributed."))):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is said in our own words
    dask.config.set({"distributed.admin.large-graph-warning-threshold": BIG})
    try:
        return Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise _unreachable(address, str(error)) from error


def _unreachable(address: str, detail: str) -> InputError:
    return InputError(
        f"No Dask scheduler answers at {address}.",
        code="cluster-unreachable",
        cure="Check the address (it looks like tcp://HOST:8786) and that the scheduler runs.",
        detail=detail,
        address=address,
    )


def _host(address: str) -> str:
    return address.rpartition(":")[0]


_own = threading.local()


def hear_here(task: Task) -> Answer:
    """What a worker does: hear one file with its own recogniser, which stays loaded for the next. One thread of a
    worker has one recogniser.
    """
    if task.sound is None and not _is_same_file(task):
        return NeedsSound()
    multiprocessing.current_process().daemon = False  # Dask's nanny marks it; recognisers end by themselves without it
    hearer: Hearer | None = getattr(_own, "hearer", None)
    if hearer is None or hearer.wanted != task.options.model:
        if hearer is not None:
            hearer.close()
        hearer = _own.hearer = Hearer(task.options.model, task.sharers)
    try:
        return hearer.hear(task)
    except ModelError as error:
        if not is_about_models(error):
            raise
        return NoModel(_address(), error)


def _is_same_file(task: Task) -> bool:
    try:
        status = task.path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (task.size, task.mtime_ns)


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
