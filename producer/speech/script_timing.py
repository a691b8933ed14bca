"""A script's words timed on the voice: where no recogniser is, the text is known and the voice activity says
when somebody speaks.

The voice's stretches are laid end to end; the words take their share of it by their syllables. The breaks
between sentences and clauses are
then drawn to the pauses nearest to them, by one search over the whole text, so that a slip does not carry on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from producer.errors import InputError, NoSound
from producer.jobs import Job
from producer.media.sound import decode_sound
from producer.media.voice_activity import RATE_HZ, speech_segments
from producer.speech.syllables import count_syllables
from producer.values import Transcript, Word

MIN_PAUSE_S = 0.15
"""Pauses from here on are used as marks (clinical practice counts from 150 ms)."""
SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
CLAUSE = re.compile(r"[,;:–—][\"'”’)\]]*$")
Span = tuple[float, float]


def time_script(path: Path, script: str, *, language: str = "en", job: Job | None = None) -> Transcript:
    """Return the script's words timed on the voice in ``path``; ``source`` is "script" and no word has a probability.

    Raises NoSound where nobody speaks, InputError for an empty script, NotMedia, Cancelled.
    """
    words = script_words(script)
    if not words:
        raise InputError("The script is empty.", code="script-empty", cure="Write what is said, and try again.")
    samples = decode_sound(path, rate_hz=RATE_HZ, job=job)
    spans = speech_segments(samples, min_silence_s=MIN_PAUSE_S)
    if not spans:
        raise NoSound(
            f"No voice was heard in {path.name}.",
            code="no-voice",
            kept="It is untouched.",
            cure="Check the microphone, and record again.",
            path=str(path),
        )
    duration_s = len(samples) / RATE_HZ
    return Transcript(language, duration_s, "script", tuple(share_out(words, spans, language)))


def script_words(script: str) -> list[str]:
    """Return the words to be said: headings, comments and marks of Markdown are not."""
    text = re.sub(r"<!--.*?-->", " ", script, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "---", "==="))]
    bare = re.sub(
        r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(re.sub(r"^\s*([-*+>]|\d+[.)])\s+", "", line) for line in lines)
    )
    words = re.sub(r"(\*\*|__|\*|_|`)(?=\S)|(?<=\S)(\*\*|__|\*|_|`)", "", bare).split()
    return _glued([word for word in words if word])


def _glued(words: list[str]) -> list[str]:
    """A dash or other sign that stands alone is nobody's word: it hangs on the one before."""
    out: list[str] = []
    for word in words:
        if out and not re.search(r"\w", word):
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(word)
    return out


def share_out(words: list[str], spans: list[Span], language: str) -> list[Word]:
    """Give each word its time. The words are cut into phrases at punctuation, the phrases are laid on the
    spans by the search.
    """
    phrases = _phrases(words, language)
    out: list[Word] = []
    for phrase, share in zip(phrases, _assign(phrases, spans), strict=True):
        out.extend(_in_spans(phrase, share, language))
    return out


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    weight: float
    mark: float  # how much a pause is expected after it: 1 sentence, 0.5 clause


def _phrases(words: list[str], language: str) -> list[_Phrase]:
    out: list[_Phrase] = []
    part: list[str] = []
    for index, word in enumerate(words):
        part.append(word)
        mark = 1.0 if SENTENCE.search(word) else 0.5 if CLAUSE.search(word) else 0.0
        if mark or index == len(words) - 1:
            out.append(_Phrase(tuple(part), float(sum(_weight(w, language) for w in part)), mark))
            part = []
    return out


def _weight(word: str, language: str) -> float:
    return max(1, count_syllables(word, language)) + 0.2


def _assign(phrases: list[_Phrase], spans: list[Span]) -> list[list[Span]]:
    """Cut the voice between the phrases: at pauses where they fit, elsewhere in the flow of speech."""
    starts = np.array([span[0] for span in spans])
    lengths = np.array([end - start for start, end in spans])
    voiced = np.concatenate([[0.0], np.cumsum(lengths)])
    total = float(sum(phrase.weight for phrase in phrases))
    ideal = np.cumsum([phrase.weight for phrase in phrases])[:-1] / total * voiced[-1]
    cuts = _search(phrases, ideal, spans, voiced)
    edges = [0.0, *cuts, float(voiced[-1])]
    return [_spans_between(edges[i], edges[i + 1], starts, lengths, voiced) for i in range(len(phrases))]


def _search(
    phrases: list[_Phrase], ideal: NDArray[np.float64], spans: list[Span], voiced: NDArray[np.float64]
) -> list[float]:
    """Choose for each break either a pause (a value of ``voiced``) or its place by proportion, so that the
    lengths stay in proportion.

    The price of a phrase is how far its share of voice is from its syllables (in logarithms); a pause without a
    break in the text, and a
    sentence's end without a pause, have theirs.
    """
    if not len(ideal):
        return []
    pace = float(voiced[-1]) / float(sum(phrase.weight for phrase in phrases))
    pauses = np.array([spans[i + 1][0] - spans[i][1] for i in range(len(spans) - 1)])
    states: dict[float, tuple[float, tuple[float, ...]]] = {0.0: (0.0, ())}
    for index, place in enumerate(ideal):
        options = _options(float(place), phrases[index], voiced[1:-1], pauses)
        following: dict[float, tuple[float, tuple[float, ...]]] = {}
        for here, (cost, path) in states.items():
            for there, price in options:
                if there <= here + 0.05:
                    continue
                whole = cost + price + _stretch(there - here, phrases[index].weight * pace)
                if there not in following or whole < following[there][0]:
                    following[there] = (whole, (*path, there))
        if not following:
            return [float(value) for value in ideal]
        states = dict(sorted(following.items(), key=lambda item: item[1][0])[:24])
    last = phrases[-1].weight * pace
    best = min(states.items(), key=lambda item: item[1][0] + _stretch(max(0.05, float(voiced[-1]) - item[0]), last))
    return list(best[1][1])


def _options(
    place: float, phrase: _Phrase, marks: NDArray[np.float64], pauses: NDArray[np.float64]
) -> list[tuple[float, float]]:
    near = [i for i in range(len(marks)) if abs(float(marks[i]) - place) <= 6.0]
    nearest = sorted(near, key=lambda i: abs(float(marks[i]) - place))[:16]
    at_pause = [(float(marks[i]), -phrase.mark * min(1.0, float(pauses[i]) / 0.6)) for i in nearest]
    return [*at_pause, (place, phrase.mark * 0.6)]


def _stretch(have_s: float, want_s: float) -> float:
    return 3.0 * float(np.log(max(have_s, 0.05) / max(want_s, 0.05)) ** 2)


def _spans_between(
    start: float, end: float, starts: NDArray[np.float64], lengths: NDArray[np.float64], voiced: NDArray[np.float64]
) -> list[Span]:
    """Return the stretches of real time for the voice from ``start`` to ``end`` (seconds of voice)."""
    out: list[Span] = []
    for index in range(len(starts)):
        first = max(start, float(voiced[index]))
        last = min(end, float(voiced[index + 1]))
        if last - first > 1e-6:
            shift = float(starts[index]) - float(voiced[index])
            out.append((first + shift, last + shift))
    return out or [(float(starts[-1] + lengths[-1]) - 0.01, float(starts[-1] + lengths[-1]))]


def _in_spans(phrase: _Phrase, spans: list[Span], language: str) -> list[Word]:
    """Share a phrase's stretches out among its words by syllables; a word begins and ends inside the voice."""
    lengths = np.array([end - start for start, end in spans])
    voiced = np.concatenate([[0.0], np.cumsum(lengths)])
    weights = np.array([_weight(word, language) for word in phrase.words])
    edges = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum() * voiced[-1]
    return [
        Word(
            word,
            _real(float(edges[i]), spans, voiced, after=True),
            _real(float(edges[i + 1]), spans, voiced, after=False),
        )
        for i, word in enumerate(phrase.words)
    ]


def _real(at: float, spans: list[Span], voiced: NDArray[np.float64], *, after: bool) -> float:
    """Seconds of voice to real seconds; at a pause, ``after`` says on which side."""
    index = int(np.searchsorted(voiced, at + (1e-6 if after else -1e-6), side="right")) - 1
    index = min(max(index, 0), len(spans) - 1)
    return spans[index][0] + at - float(voiced[index])
