"""The plain values that travel between the parts. Frozen, printable, free of third parties but numpy.

Times are seconds. Live values (``Frame``, ``AudioBlock``) carry the one monotonic clock (``time.monotonic``);
everything about a
file counts from the file's start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # most commands carry words and cues only, and start sooner without it
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: ``image`` is height x width x 3, uint8, BGR, and is never written to after it was handed over."""

    image: NDArray[np.uint8]
    t_s: float
    number: int


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """Sound: ``samples`` is frames x channels, float32 in -1..1; ``t_s`` is when its first sample was heard."""

    samples: NDArray[np.float32]
    rate_hz: int
    t_s: float


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word. ``probability`` is None where it was not estimated (timed from a script); ``speaker`` is known
    from a script or a caption file only, and is no part of the transcript's JSON.
    """

    text: str
    start_s: float
    end_s: float
    probability: float | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said. ``source`` is ``whisper:<model>`` or ``script``."""

    language: str
    duration_s: float
    source: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text.strip() for word in self.words)

    def to_json(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "duration_s": round(self.duration_s, 3),
            "source": self.source,
            "words": [
                {
                    "text": w.text,
                    "start_s": round(w.start_s, 3),
                    "end_s": round(w.end_s, 3),
                    "probability": None if w.probability is None else round(w.probability, 4),
                }
                for w in self.words
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Transcript:
        """Raise KeyError, TypeError or ValueError where the data is not of this shape."""
        words = tuple(
            Word(
                str(w["text"]),
                float(w["start_s"]),
                float(w["end_s"]),
                None if w.get("probability") is None else float(w["probability"]),
            )
            for w in data["words"]
        )
        return cls(str(data["language"]), float(data["duration_s"]), str(data["source"]), words)


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption on screen: one or two lines of text. ``speaker`` is who says all of it, where that is known."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]
    speaker: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    """The cues of one clip, in order, never overlapping."""

    language: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a file holds. ``fps`` is the average; sizes are as shown (rotation applied)."""

    path: str
    duration_s: float
    has_picture: bool
    has_sound: bool
    width: int = 0
    height: int = 0
    fps: float = 0.0
    sample_rate_hz: int = 0
    channels: int = 0
    video_codec: str = ""
    audio_codec: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_upright(self) -> bool:
        """Whether the picture is higher than wide."""
        return self.height > self.width


@dataclass(frozen=True, slots=True)
class Nudge:
    """The one short advice shown live. ``code`` is an advice code of the command-line contract."""

    code: str
    t_s: float
