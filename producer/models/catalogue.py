"""Every model the app knows: name, where it comes from, size, licence, and the checksum where it is known
beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from producer.errors import ModelError

YUNET_FILE = "face_detection_yunet_2023mar.onnx"
SPEECH_FILES = ("model.bin", "config.json", "tokenizer.json")
"""What a speech model cannot do without. ``vocabulary.*`` and ``preprocessor_config.json`` are taken along
where they are.
"""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One model. ``sha256`` maps file names to checksums that this table vouches for.

    The speech models' checksums are not in this table: they are read from the hub at the moment of fetching
    (the SHA-256 under which it
    stores each large file), checked against what arrived, and kept beside the model for ``models verify``.
    """

    name: str
    kind: Literal["speech", "face"]
    repository: str
    size_mb: int
    licence: str
    use: str
    sha256: tuple[tuple[str, str], ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        return SPEECH_FILES if self.kind == "speech" else (YUNET_FILE,)


def _speech(name: str, repository: str, size_mb: int, use: str) -> KnownModel:
    return KnownModel(name, "speech", repository, size_mb, "MIT", use)


DEFAULT_SPEECH = "small"
KNOWN: tuple[KnownModel, ...] = (
    _speech("tiny", "Systran/faster-whisper-tiny", 78, "drafts only: about 39 % of Dutch words wrong"),
    _speech("base", "Systran/faster-whisper-base", 148, "drafts only: about 28 % of Dutch words wrong"),
    _speech("small", "Systran/faster-whisper-small", 486, "the default"),
    _speech("medium", "Systran/faster-whisper-medium", 1530, "better, twice as slow"),
    _speech("large-v2", "Systran/faster-whisper-large-v2", 3090, "best on Dutch speech; a strong machine"),
    _speech("large-v3", "Systran/faster-whisper-large-v3", 3090, "a strong machine"),
    _speech("large-v3-turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo", 1620, "fast for its size"),
    KnownModel(
        "yunet",
        "face",
        "opencv/face_detection_yunet",
        1,
        "MIT",
        "finds the face and its five points",
        ((YUNET_FILE, "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"),),
    ),
)
"""Sizes as the repositories give them; word error rates: Whisper paper, table D.2, Dutch."""

DRAFT_ONLY = frozenset({"tiny", "base"})
"""Models whose words no Dutch viewer should get to see unread; whoever takes one is told."""


def known_model(name: str) -> KnownModel:
    """Return the model of that name. Raises ModelError that lists the names."""
    for model in KNOWN:
        if model.name == name:
            return model
    names = ", ".join(model.name for model in KNOWN)
    raise ModelError(f"There is no model named {name}.", code="model-unknown", cure=f"Known names: {names}.", name=name)
