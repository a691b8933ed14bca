"""A word that follows a silence starts where the voice starts.

Whisper gives the first word after a silence the start of what it was handed, which the voice filter has widened by
0.4 s on purpose: on the clips whose words are known, that word came 0.40 s too early as a rule, and captions with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from producer.values import Word

RATE_HZ = 16_000
STEP = 160
"""10 ms."""
AFTER_S = 0.2
"""A word is taken to follow a silence where the one before it ended at least this long ago (short pauses: 0.2 s)."""
DROP_DB = 15.0
"""The voice has begun where the level comes within this of the word's loudest 10 ms (15 dB: every such start within
0.05 s of the voice activity's on the known clips; 25 dB still took room noise for voice in a third of them).
"""


def on_the_voice(words: Iterable[Word], samples16k: NDArray[np.float32]) -> Iterator[Word]:
    """Yield the words, those after a silence with their start moved on to the voice; it is never moved forward, and
    never past the word's own end.
    """
    last_s = -AFTER_S
    for word in words:
        if word.start_s - last_s >= AFTER_S:
            yield Word(word.text, _onset_s(word, samples16k), word.end_s, word.probability)
        else:
            yield word
        last_s = word.end_s


def _onset_s(word: Word, samples16k: NDArray[np.float32]) -> float:
    part = samples16k[round(word.start_s * RATE_HZ) : round(word.end_s * RATE_HZ)]
    count = len(part) // STEP
    if count < 2:
        return word.start_s
    power = np.mean(part[: count * STEP].reshape(count, STEP) ** 2, axis=1)
    loud = power >= power.max() * 10 ** (-DROP_DB / 10)
    return word.start_s + int(np.argmax(loud)) * STEP / RATE_HZ
