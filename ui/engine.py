"""What the window asks of the engine, and the real engine behind it.

The window gets an ``Engine`` passed in, so tests give it a fake one. Nothing heavy is imported here: the real engine
imports its parts inside its methods, which the window calls on background threads. Every method may block and may
raise ProducerError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from producer.jobs import Job

if TYPE_CHECKING:
    from producer.coach.nudge import Wishes
    from producer.coach.readings import LiveReading
    from producer.updates import Answer
    from producer.values import AudioBlock, Frame, Nudge
    from ui.captioning import Captioning
    from ui.coaching import Coaching


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose from: a device, a channel."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Take:
    """One finished recording in the list. ``made_at`` is seconds since 1970; a length of None could not be read;
    ``captions`` is where its caption file is, None: beside it, if there is one.
    """

    path: Path
    duration_s: float | None
    made_at: float
    recovered: bool = False
    captions: Path | None = None

    @property
    def captions_file(self) -> Path | None:
        """Its caption file, None where there is none."""
        file = self.captions or self.path.with_suffix(".srt")
        return file if file.is_file() else None


@dataclass(frozen=True, slots=True)
class ClipOrder:
    """What a person asked for. ``captions`` is ``"saved"`` (those in ``captions_file``), ``"speech"``, ``"script"`` or
    ``"none"``.
    """

    take: Path
    channels: tuple[str, ...]
    out: Path
    captions: str = "speech"
    burn: bool = True
    language: str | None = None
    script: str = ""
    title: str = ""
    name: str = ""
    role: str = ""
    captions_file: Path | None = None


class PictureSlot(Protocol):
    """Holds the newest picture only; ``on_put`` is called, on the camera's thread, when one arrives."""

    on_put: Callable[[], None] | None

    def take(self) -> Frame | None: ...


class Watcher(Protocol):
    """Sees and hears what is recorded; called on two different threads."""

    def see(self, frame: Frame) -> None: ...
    def hear(self, block: AudioBlock) -> None: ...
    def close(self) -> None: ...


class LiveCoach(Watcher, Protocol):
    """The coach beside a recording; safe from any thread."""

    def wish(self, wishes: Wishes) -> None: ...
    def begin(self) -> None: ...


class Session(Protocol):
    """One open camera and microphone."""

    @property
    def preview(self) -> PictureSlot: ...
    @property
    def level_dbfs(self) -> float | None: ...
    @property
    def elapsed_s(self) -> float: ...
    def open(self) -> None: ...
    def start_recording(self, path: Path) -> None: ...
    def stop_recording(self) -> Any: ...
    def attend(self, watcher: Watcher) -> None: ...
    def dismiss(self, watcher: Watcher) -> None: ...
    def close(self) -> None: ...


class Engine(Protocol):
    """The whole engine as the window knows it."""

    @property
    def coaching(self) -> Coaching: ...
    @property
    def captioning(self) -> Captioning: ...
    def cameras(self) -> list[Choice]: ...
    def microphones(self) -> list[Choice]: ...
    def coach(
        self, language: str, on_nudge: Callable[[Nudge | None], None], on_reading: Callable[[LiveReading], None]
    ) -> LiveCoach | None: ...
    def session(
        self, camera: str, microphone: str, on_event: Callable[[Any], None], watcher: Watcher | None
    ) -> Session: ...
    def advice(self, code: str, language: str) -> str: ...
    def takes(self, folder: Path) -> list[Take]: ...
    def unfinished(self, folder: Path) -> list[Any]: ...
    def recover(self, unfinished: Any) -> Take: ...
    def channels(self) -> list[Choice]: ...
    def has_speech_model(self) -> bool: ...
    def make_clips(self, order: ClipOrder, job: Job) -> Sequence[Path]: ...
    def look_for_updates(self, job: Job) -> Answer: ...
