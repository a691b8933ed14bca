"""A speech model without weights: it "hears" one sentence of one word in each half second of what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

RATE_HZ = 16_000
WORD_S = 0.5
Piece = tuple[str, float, float]


class FakeSpeechModel:
    """It behaves as ``WhisperModel`` does for what is asked of it. ``language_at(s)`` is what is spoken at a time of
    the whole recording; ``invented`` are texts that it writes at a time (s) of its own input.
    """

    def __init__(
        self,
        language_at: Callable[[float], str],
        recording: np.ndarray,
        *,
        languages: Sequence[str] = ("nl", "en", "fr"),
        invented: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        self._language_at, self._recording, self._invented = language_at, recording, invented or {}
        self.supported_languages = list(languages)
        self.calls: list[dict[str, Any]] = []
        self.detections = 0

    def detect_language(self, audio: np.ndarray) -> tuple[str, float, list[tuple[str, float]]]:
        self.detections += 1
        said = self._language_at(self._place_s(audio))
        rest = [(name, 0.01) for name in self.supported_languages if name != said]
        return said, 0.98, [(said, 0.98), *rest]

    def transcribe(self, audio: np.ndarray, **asked: Any) -> tuple[Iterator[SimpleNamespace], SimpleNamespace]:
        self.calls.append(asked)
        language = asked["language"] or self._language_at(self._place_s(audio))
        return self._segments(audio, language), SimpleNamespace(language=language)

    def _segments(self, audio: np.ndarray, language: str) -> Iterator[SimpleNamespace]:
        heard: list[Piece] = []
        for at in range(int(len(audio) / RATE_HZ / WORD_S)):
            start_s = at * WORD_S
            if not any(start_s < end and start_s + WORD_S > start for start, end in self._invented.values()):
                heard.append((f" {language}{at}.", start_s, start_s + 0.9 * WORD_S))
        for text, (start_s, end_s) in self._invented.items():
            words = text.split()
            step_s = (end_s - start_s) / len(words)
            heard += [(f" {word}", start_s + n * step_s, start_s + (n + 1) * step_s) for n, word in enumerate(words)]
        for piece in sorted(heard, key=lambda piece: piece[1]):
            yield _segment([piece])

    def _place_s(self, audio: np.ndarray) -> float:
        """Return where in the recording this sound is, by a tenth of a second after the first (which may be silent)."""
        known = audio[RATE_HZ : RATE_HZ + RATE_HZ // 10]
        for at in range(len(self._recording) - len(known)):
            if self._recording[at] == known[0] and np.array_equal(self._recording[at : at + len(known)], known):
                return at / RATE_HZ
        raise AssertionError("this sound is not in the recording")


def _segment(words: Sequence[Piece]) -> SimpleNamespace:
    pieces = [SimpleNamespace(word=text, start=start, end=end, probability=0.9) for text, start, end in words]
    return SimpleNamespace(words=pieces, start=words[0][1], end=words[-1][2])
