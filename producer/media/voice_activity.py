"""Where somebody speaks: Silero VAD v6, the network that faster-whisper brings along, run by itself.

It judges windows of 512 samples (32 ms) at 16 kHz and keeps a memory from one to the next, so that a stream and
a file get the same
answers. faster-whisper itself is heavy and is not imported for it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from producer.errors import ModelError

RATE_HZ = 16_000
WINDOW = 512
CONTEXT = 64
"""Samples of the window before that stand in front of each window (Silero VAD v5 and v6 at 16 kHz)."""
BATCH = 4000
"""Windows in one call: two minutes of sound, so that an hour needs no more memory than that."""

Samples = NDArray[np.float32]
Span = tuple[float, float]


def model_path() -> Path:
    """Return the network's file. Raises ModelError where faster-whisper is not installed whole."""
    spec = importlib.util.find_spec("faster_whisper")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted((Path(folder) / "assets").glob("silero_vad_v6*.onnx")):
            return path
    raise ModelError(
        "The voice model is missing from this installation.", code="voice-model-missing", cure="Install Producer again."
    )


def _open_session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(model_path()), providers=["CPUExecutionProvider"], sess_options=options)


class StreamingVoiceActivity:
    """The voice activity of a stream: feed blocks of any length, get one probability for each window that is full."""

    def __init__(self) -> None:
        self._session = _open_session()
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT, np.float32)
        self._left = np.zeros(0, np.float32)

    def feed(self, samples16k: Samples) -> Samples:
        """Take mono float32 at 16 kHz in -1..1; return the probabilities (0..1) of the windows it completed."""
        have = np.concatenate([self._left, np.asarray(samples16k, np.float32)])
        whole = len(have) // WINDOW * WINDOW
        self._left = have[whole:]
        parts = [self._run(piece) for piece in _pieces(have[:whole])]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def _run(self, piece: Samples) -> Samples:
        windows = piece.reshape(-1, WINDOW)
        before = np.concatenate([self._context[None], windows[:-1, -CONTEXT:]])
        self._context = windows[-1, -CONTEXT:].copy()
        batch = np.concatenate([before, windows], axis=1)
        out, self._h, self._c = self._session.run(None, {"input": batch, "h": self._h, "c": self._c})
        return np.asarray(out, np.float32).reshape(-1)


def _pieces(samples: Samples) -> Iterator[Samples]:
    for start in range(0, len(samples), BATCH * WINDOW):
        yield samples[start : start + BATCH * WINDOW]


class VoiceActivity:
    """The voice activity of a whole recording."""

    def __init__(self) -> None:
        self._stream = StreamingVoiceActivity()

    def probabilities(self, samples16k: Samples) -> Samples:
        """Return one probability for each 32 ms; the last window is filled up with silence."""
        self._stream.reset()
        rest = -len(samples16k) % WINDOW
        return self._stream.feed(np.concatenate([np.asarray(samples16k, np.float32), np.zeros(rest, np.float32)]))


def speech_segments(
    samples16k: Samples,
    *,
    threshold: float = 0.5,
    min_speech_s: float = 0.1,
    min_silence_s: float = 0.2,
    pad_s: float = 0.0,
) -> list[Span]:
    """Return ``(start_s, end_s)`` of each stretch of speech, in order and apart.

    Speech begins at ``threshold`` and ends 0.15 below it, as in Silero's own tool. Silences under
    ``min_silence_s`` are bridged, then
    stretches under ``min_speech_s`` dropped, then ``pad_s`` is added on both sides as far as the neighbours leave room.
    """
    return segments_in(
        VoiceActivity().probabilities(samples16k),
        len(samples16k) / RATE_HZ,
        threshold=threshold,
        min_speech_s=min_speech_s,
        min_silence_s=min_silence_s,
        pad_s=pad_s,
    )


def segments_in(
    probabilities: Samples,
    duration_s: float,
    *,
    threshold: float = 0.5,
    min_speech_s: float = 0.1,
    min_silence_s: float = 0.2,
    pad_s: float = 0.0,
) -> list[Span]:
    """Return ``speech_segments`` of a recording whose probabilities (one for each 32 ms) are known already."""
    kept = spans_of(probabilities, threshold=threshold, min_speech_s=min_speech_s, min_silence_s=min_silence_s)
    return _padded(kept, pad_s, duration_s)


def spans_of(
    probabilities: Samples, *, threshold: float = 0.5, min_speech_s: float = 0.1, min_silence_s: float = 0.2
) -> list[Span]:
    """Return the stretches of speech as ``speech_segments`` does, from probabilities that a stream gave."""
    spans = _bridged(_raw_spans(probabilities, threshold), min_silence_s)
    return [span for span in spans if span[1] - span[0] >= min_speech_s]


def _raw_spans(probabilities: Samples, threshold: float) -> list[Span]:
    step_s, spans, start = WINDOW / RATE_HZ, [], -1
    for index, probability in enumerate(probabilities):
        if start < 0 and probability >= threshold:
            start = index
        elif start >= 0 and probability < threshold - 0.15:
            spans.append((start * step_s, index * step_s))
            start = -1
    if start >= 0:
        spans.append((start * step_s, len(probabilities) * step_s))
    return spans


def _bridged(spans: list[Span], gap_s: float) -> list[Span]:
    out: list[Span] = []
    for start, end in spans:
        if out and start - out[-1][1] < gap_s:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _padded(spans: list[Span], pad_s: float, duration_s: float) -> list[Span]:
    """Widen each span by ``pad_s``, but never past the middle of the gap to its neighbour."""
    out: list[Span] = []
    for index, (start, end) in enumerate(spans):
        first = (spans[index - 1][1] + start) / 2 if index else 0.0
        last = (end + spans[index + 1][0]) / 2 if index + 1 < len(spans) else duration_s
        out.append((max(start - pad_s, first), min(end + pad_s, last)))
    return out
