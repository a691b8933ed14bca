"""The real engine behind the window. Its heavy parts are imported inside the methods, which run on background
threads.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from producer.errors import ProducerError
from producer.jobs import Job
from producer.settings import Settings
from ui.engine import Choice, ClipOrder, LiveCoach, Session, Take, Watcher
from ui.real_captioning import RealCaptioning
from ui.real_coaching import RealCoaching

if TYPE_CHECKING:
    from producer.coach.readings import LiveReading
    from producer.updates import Answer
    from producer.values import Nudge


_LOADING = threading.Lock()


def _load() -> None:
    """Load the engine's parts, one thread at a time: two that load parts which need each other end in a deadlock
    error.
    """
    with _LOADING:
        import producer.capture
        import producer.coach.live
        import producer.media.probe  # noqa: F401


class RealEngine:
    """Calls the engine's parts with a person's settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.coaching, self.captioning = RealCoaching(settings), RealCaptioning()

    def cameras(self) -> list[Choice]:
        _load()
        from producer.capture import list_cameras

        return [Choice(device.id, device.name) for device in list_cameras()]

    def microphones(self) -> list[Choice]:
        _load()
        from producer.capture import list_microphones

        return [Choice(device.id, device.name) for device in list_microphones()]

    def coach(
        self, language: str, on_nudge: Callable[[Nudge | None], None], on_reading: Callable[[LiveReading], None]
    ) -> LiveCoach | None:
        _load()
        from producer.coach import live

        return live.LiveCoach(language=language, on_nudge=on_nudge, on_reading=on_reading)

    def session(
        self, camera: str, microphone: str, on_event: Callable[[Any], None], watcher: Watcher | None
    ) -> Session:
        _load()
        from producer.capture import CaptureSession

        wanted = self._settings
        session: Session = CaptureSession(
            camera,
            microphone,
            width=wanted.width,
            height=wanted.height,
            fps=wanted.fps,
            on_event=on_event,
            watcher=watcher,
        )
        return session

    def advice(self, code: str, language: str) -> str:
        from producer.coach.advice import advice_text

        return advice_text(code, language)

    def takes(self, folder: Path) -> list[Take]:
        """Return the finished takes in ``folder``; one that is being recorded or was cut off is not among them."""
        _load()
        from producer.capture.journal import journal_path

        finished = [path for path in folder.glob("*.mkv") if not path.name.startswith(".")] if folder.is_dir() else []
        found = (_take(path) for path in finished if not journal_path(path).exists())
        return [take for take in found if take is not None]

    def unfinished(self, folder: Path) -> list[Any]:
        _load()
        from producer.capture import find_unfinished

        return list(find_unfinished(folder)) if folder.is_dir() else []

    def recover(self, unfinished: Any) -> Take:
        _load()
        from producer.capture import recover

        result = recover(unfinished)
        return Take(result.take, result.duration_s, result.take.stat().st_mtime, recovered=True)

    def channels(self) -> list[Choice]:
        _load()
        from producer.export import load_channels

        return [Choice(channel.name, channel.title) for channel in load_channels().values()]

    def has_speech_model(self) -> bool:
        _load()
        from producer.models import has_speech_model

        return has_speech_model()

    def make_clips(self, order: ClipOrder, job: Job) -> Sequence[Path]:
        """Make the clips and return their files. Raises the ProducerError of the step that failed."""
        _load()
        from producer.studio import make_clips_with_captions

        packs = make_clips_with_captions(
            order.take,
            order.channels,
            order.out,
            language=order.language,
            script=order.script or None,
            prefer_script=order.captions == "script",
            captions=order.captions != "none",
            captions_file=order.captions_file,
            burn=order.burn,
            title=order.title,
            name=order.name,
            role=order.role,
            job=job,
        )
        return [pack.clip for pack in packs]

    def look_for_updates(self, job: Job) -> Answer:
        from producer.updates import look

        return look(job)


def _take(path: Path) -> Take | None:
    """Describe a file; None if it is gone by now. One that cannot be read is in the list too, without a length."""
    from producer.media.probe import probe

    length: float | None = None
    with contextlib.suppress(ProducerError):
        length = probe(path).duration_s
    try:
        return Take(path, length, path.stat().st_mtime)
    except OSError:
        return None
