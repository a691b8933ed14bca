"""Fillers that a recogniser left out: a vowel (or "mm") held for a while where the transcript has no word.

Whisper writes what was meant, not what was said, so that most of "um" and "uh" is missing from its words. What is left
over between the words is looked at: a filler is one sound, so its spectrum stands still; breaths are not low enough,
coughs and words that were missed move too much. Works for every language, and has nothing to do with how a filler is
spelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from producer.coach import limits as at
from producer.coach.sound.fillers import find_fillers
from producer.coach.sound.pace import RATE_HZ, VAD_STEP, Floats, Span, voice_mask
from producer.coach.sound.rumble import without_rumble
from producer.values import Transcript, Word

STEP, FRAME = 160, 640
"""A spectrum each 10 ms, of 40 ms."""
_EDGES_HZ = (150, 300, 450, 600, 800, 1000, 1250, 1500, 1800, 2200, 2700, 3300, 4000)
_FROM = [round(hz * FRAME / RATE_HZ) for hz in _EDGES_HZ]
_LOW, _HIGH = slice(0, 6), slice(7, 12)
"""Below 1250 Hz and above 1500 Hz."""
_HANN = np.hanning(FRAME).astype(np.float32)
_APART = 6
"""Two spectra are held against each other over 60 ms."""
_DEEP_DB = 30.0
_NO_VOICE = 0.1
_ROOM_FRAMES = 500


def find_held(
    words: Sequence[Word], samples16k: NDArray[np.float32], probabilities: NDArray[np.float32]
) -> tuple[Word, ...]:
    """Return the held sounds that no word lies over, in order, with an empty text; none where there are no words.

    ``probabilities`` is the voice activity of each 512 samples.
    """
    if not words:
        return ()
    room: Floats | None = None
    found: list[Word] = []
    for start_s, end_s in _wordless(words, probabilities):
        if room is None:
            room = _room(samples16k, probabilities)
        part = samples16k[max(0, round((start_s - 0.1) * RATE_HZ)) : round((end_s + 0.1) * RATE_HZ)]
        held = _held(_bands(part), room)
        if held is not None:
            first_s = max(0.0, start_s - 0.1)
            start, end = max(start_s, first_s + held[0]), min(end_s, first_s + held[1])
            found.append(Word("", round(start, 3), round(end, 3)))
    return tuple(found)


def all_fillers(
    transcript: Transcript, samples16k: NDArray[np.float32], probabilities: NDArray[np.float32]
) -> tuple[Word, ...] | None:
    """Return the fillers that were written down and those that were only heard (with an empty text), in order; None
    where the language has no list.
    """
    written = find_fillers(transcript.words, transcript.language)
    if written is None:
        return None
    heard = find_held(transcript.words, samples16k, probabilities)
    new = [one for one in heard if all(_apart_s(one, other) > at.FILLER_TWICE_S for other in written)]
    return tuple(sorted([*written, *new], key=lambda word: word.start_s))


def _apart_s(one: Word, other: Word) -> float:
    return max(one.start_s - other.end_s, other.start_s - one.end_s)


def _wordless(words: Sequence[Word], probabilities: NDArray[np.float32]) -> Iterator[Span]:
    """Yield the stretches of voice that keep clear of every word and are neither too short nor too long."""
    window_s = VAD_STEP / RATE_HZ
    free = voice_mask(probabilities)
    for word in words:
        first = int((word.start_s - at.FILLER_BEFORE_S) / window_s)
        free[max(0, first) : max(0, round((word.end_s + at.FILLER_BEHIND_S) / window_s))] = False
    change = np.diff(np.concatenate([[False], free, [False]]).astype(np.int8))
    for start, end in zip(np.flatnonzero(change > 0), np.flatnonzero(change < 0), strict=True):
        if at.FILLER_S[0] <= (end - start) * window_s <= at.FILLER_S[1]:
            yield float(start * window_s), float(end * window_s)


def _bands(samples: NDArray[np.float32]) -> Floats:
    """Return the power of each of the twelve bands, one row each 10 ms."""
    clear = without_rumble(samples)
    if len(clear) < FRAME:
        return np.zeros((0, len(_FROM) - 1))
    frames = np.lib.stride_tricks.sliding_window_view(clear, FRAME)[::STEP] * _HANN
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    bands: Floats = np.add.reduceat(power, _FROM, axis=1)[:, :-1].astype(np.float64)
    return bands


def _room(samples16k: NDArray[np.float32], probabilities: NDArray[np.float32]) -> Floats:
    """Return the bands of the room's noise: the median of what is surely no voice, or else nearly nothing."""
    count = min(len(probabilities), len(samples16k) // VAD_STEP)
    quiet = probabilities[:count] < _NO_VOICE
    pairs = np.flatnonzero(quiet[1:] & quiet[:-1])
    picked = pairs[:: max(1, len(pairs) // _ROOM_FRAMES)]
    if not len(picked):
        return np.full(len(_FROM) - 1, 1e-9)
    frames = samples16k[picked[:, None] * VAD_STEP + np.arange(FRAME)] * _HANN
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    room: Floats = np.median(np.add.reduceat(power, _FROM, axis=1)[:, :-1], axis=0) + 1e-9
    return room


def _held(bands: Floats, room: Floats) -> Span | None:
    """Return where (in seconds of the part) one sound is held, None where it is anything else."""
    low = bands[:, _LOW].sum(axis=1)
    if not len(low):
        return None
    floor = max(room[_LOW].sum() * 10 ** (at.FILLER_LOUD_DB / 10), low.max() * 10 ** (-at.FILLER_FADES_DB / 10))
    loud = np.flatnonzero(low > floor)
    if not len(loud):
        return None
    first, last = int(loud[0]), int(loud[-1]) + 1
    inner = slice(first + _APART // 2, last - _APART // 2)
    moved = _moved_db(bands + room)[inner]
    length_s = ((last - first) * STEP + FRAME // 2) / RATE_HZ
    if len(moved) < at.FILLER_HELD_S * RATE_HZ / STEP or length_s < at.FILLER_S[0]:
        return None
    dark_db = 10 * float(np.log10(np.median(low[inner] / (bands[inner, _HIGH].sum(axis=1) + 1e-12))))
    steady = float((moved < at.FILLER_MOVES_DB).mean())
    fades_db_s = (
        -float(np.polyfit(np.arange(last - first), 10 * np.log10(low[first:last] + 1e-12), 1)[0]) * RATE_HZ / STEP
    )
    if steady < at.FILLER_STEADY_SHARE or dark_db < at.FILLER_DARK_DB or fades_db_s > at.FILLER_FADES_DB_S:
        return None
    return (first * STEP + FRAME // 4) / RATE_HZ, (last * STEP + FRAME * 3 // 4) / RATE_HZ


def _moved_db(bands: Floats) -> Floats:
    """Return how much the shape of the spectrum changes over 60 ms, one value for each row (dB, RMS over bands)."""
    shape = 10 * np.log10(bands)
    shape = np.maximum(shape, shape.max(axis=1, keepdims=True) - _DEEP_DB)
    shape -= shape.mean(axis=1, keepdims=True)
    moved = np.full(len(shape), np.inf)
    half = _APART // 2
    moved[half : len(shape) - half] = np.sqrt(((shape[_APART:] - shape[:-_APART]) ** 2).mean(axis=1))
    return moved
