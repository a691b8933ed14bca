"""One recording through the model, inside the child: voice, languages, words, and what was invented.

The voice activity is measured once, for what the recogniser is given (silences are where Whisper invents text), for the
languages and for the ghosts; cutting and putting back the times are faster-whisper's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from producer.errors import InputError
from producer.jobs import Job
from producer.media.voice_activity import RATE_HZ, VoiceActivity, segments_in
from producer.speech.child import Request
from producer.speech.ghosts import find_ghosts
from producer.speech.heard import Heard, Stretch
from producer.speech.onset import on_the_voice
from producer.speech.stretches import Part, Span, find_parts
from producer.speech.voice import Voice
from producer.values import Transcript, Word

Samples = NDArray[np.float32]

MIN_SILENCE_S, PAD_S = 0.5, 0.4
"""Silences from here on are left out before recognition (facts B3: 500 ms in the field); the pad is the library's."""
NOBODY = "und"


def recognise(model: Any, name: str, request: Request, samples16k: Samples, job: Job) -> Heard:
    """Return what is said in mono sound at 16 kHz. Raises InputError for a language or task the model cannot do."""
    _check(model, name, request)
    chances = VoiceActivity().probabilities(samples16k)
    duration_s = len(samples16k) / RATE_HZ
    voice = segments_in(chances, duration_s, min_speech_s=0.0, min_silence_s=MIN_SILENCE_S, pad_s=PAD_S)
    words: list[Word] = []
    stretches: list[Stretch] = []
    for part in _parts(model, request, voice, samples16k):
        spans = voice[part.first : part.until]
        said, language = _hear(model, request, part.language or None, spans, samples16k, job)
        words += said
        stretches.append(Stretch(spans[0][0], spans[-1][1], language, part.probability))
    words = list(on_the_voice(words, samples16k))
    transcript = Transcript(_language(request, stretches), duration_s, f"whisper:{name}", tuple(words))
    told = " ".join(text for text in (request.prompt, request.hotwords) if text)
    transcript, ghosts = find_ghosts(transcript, Voice(chances.tolist()), prompt=told)
    return Heard(transcript, ghosts, tuple(stretches))


def _check(model: Any, name: str, request: Request) -> None:
    if request.language is not None and request.language not in model.supported_languages:
        raise InputError(
            f"The speech model {name} does not know the language {request.language}.",
            code="language-unknown",
            cure="Use auto, or a code such as nl or en.",
            language=request.language,
        )
    if request.task == "translate" and len(model.supported_languages) == 1:
        raise InputError(
            f"The speech model {name} knows English only, so it cannot translate.",
            code="translation-unknown",
            cure="Choose a model without .en in its name.",
        )


def _parts(model: Any, request: Request, voice: Sequence[Span], samples16k: Samples) -> list[Part]:
    """Return the parts to be heard by themselves, none where nobody speaks; language "": the model finds out."""
    if not voice:
        return []
    if request.language is not None or not request.per_stretch:
        return [Part(0, len(voice), request.language or "", 1.0)]

    def detect(first: int, until: int) -> dict[str, float]:
        return dict(model.detect_language(audio=_cut(samples16k, voice[first:until]))[2])

    return find_parts(voice, detect)


def _hear(
    model: Any, request: Request, language: str | None, voice: Sequence[Span], samples16k: Samples, job: Job
) -> tuple[list[Word], str]:
    """Return the words over these spans, with times of the whole recording, and their language."""
    from faster_whisper.transcribe import restore_speech_timestamps

    segments, info = model.transcribe(
        _cut(samples16k, voice),
        language=language,
        task=request.task,
        beam_size=request.beam,
        initial_prompt=request.prompt,
        hotwords=request.hotwords,
        word_timestamps=True,
        condition_on_previous_text=False,
    )
    chunks = [{"start": round(start * RATE_HZ), "end": round(end * RATE_HZ)} for start, end in voice]
    duration_s = len(samples16k) / RATE_HZ
    words: list[Word] = []
    for segment in restore_speech_timestamps(segments, chunks, RATE_HZ):
        words.extend(_words(segment, duration_s))
        job.progress(float(segment.end) / duration_s, "listen")
    return words, str(info.language)


def _cut(samples16k: Samples, voice: Sequence[Span]) -> Samples:
    """Return the sound of the spans, one after the other."""
    pieces = [samples16k[round(start * RATE_HZ) : round(end * RATE_HZ)] for start, end in voice]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _words(segment: Any, duration_s: float) -> Iterator[Word]:
    """Yield the segment's words; a piece without a space before it ("-bonbons") belongs to the word before."""
    last: Word | None = None
    for piece in segment.words or ():
        start_s = min(max(0.0, float(piece.start)), duration_s)
        end_s = min(max(start_s, float(piece.end)), duration_s)
        if last is not None and not piece.word.startswith(" "):
            chance = min(last.probability or 0.0, float(piece.probability))
            last = Word(last.text + piece.word.rstrip(), last.start_s, end_s, chance)
        elif piece.word.strip():
            if last is not None:
                yield last
            last = Word(piece.word.strip(), start_s, end_s, float(piece.probability))
    if last is not None:
        yield last


def _language(request: Request, stretches: Sequence[Stretch]) -> str:
    """Return the language of the words: English where they were translated, else the one spoken longest."""
    if not stretches:
        return request.language or NOBODY
    if request.task == "translate":
        return "en"
    lengths: dict[str, float] = {}
    for stretch in stretches:
        lengths[stretch.language] = lengths.get(stretch.language, 0.0) + stretch.end_s - stretch.start_s
    return max(lengths, key=lambda name: lengths[name])
