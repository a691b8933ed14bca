"""What Whisper wrote where nobody spoke: known inventions, loops, and any text over no voice.

Only what no voice can have said is dropped. What looks invented while a voice is there stays, and is listed for a
person: people do say "thank you for watching", and "no, no, no".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from producer.speech.findings import UNCERTAIN, Finding, in_order, note
from producer.speech.ghost_list import Phrase, known_phrases, plain
from producer.speech.repeats import Repeat, find_repeats
from producer.speech.syllables import count_syllables
from producer.speech.voice import Voice
from producer.values import Transcript, Word

ALONE_S = 0.5
"""A silence of this length on both sides makes an utterance."""
LEAKED = 3
"""So many words of the prompt in its order are the prompt, and nobody's speech (own choice)."""
LONGEST = 12
"""Words of the longest known invention; a longer sentence that has one in it is somebody's own (own choice)."""
LONG_REPEAT = 6
"""From so many words on a repetition over a voice is shown to a person: "no, no, no" is not (own choice)."""


@dataclass(frozen=True, slots=True)
class _Suspect:
    """Words ``first`` to ``until`` that may be invented, and what they look like; ``listed`` even over a voice."""

    first: int
    until: int
    looks: str
    listed: bool


def find_ghosts(
    transcript: Transcript, voice: Voice | None, *, prompt: str = ""
) -> tuple[Transcript, tuple[Finding, ...]]:
    """Return the transcript without what no voice can have said, and what was dropped or is to be looked at.

    ``voice`` None: nothing is known of it, so nothing is dropped. ``prompt``: what the recogniser was told beforehand.
    """
    words = transcript.words
    dropped: set[int] = set()
    findings: list[Finding] = []
    for suspect in _suspects(transcript, prompt):
        if dropped.issuperset(range(suspect.first, suspect.until)):
            continue
        finding = _judged(words[suspect.first : suspect.until], suspect, voice, transcript.language)
        if finding is not None:
            findings.append(finding)
            dropped.update(range(suspect.first, suspect.until) if not finding.after else ())
    kept = tuple(word for at, word in enumerate(words) if at not in dropped)
    return dataclasses.replace(transcript, words=kept), in_order(findings)


def _suspects(transcript: Transcript, prompt: str) -> Iterator[_Suspect]:
    """Yield what looks invented: known phrases, the prompt itself, each turn of a loop, and every utterance."""
    words = transcript.words
    texts = [plain(word.text) for word in words]
    for first, until in _sentences(words):
        phrase = _known(texts[first:until])
        if phrase is not None:
            unsure = _mean(words[first:until]) < UNCERTAIN
            yield _Suspect(first, until, "known invention", not phrase.said or unsure)
    for first, until, place in _leaks(texts, plain(prompt).split()):
        yield _Suspect(first, until, "from the glossary", place == 0)  # who would say how the prompt begins?
    for repeat in find_repeats(texts):
        yield from _turns(repeat)
    for first, until in _utterances(words):
        yield _Suspect(first, until, "", True)


def _turns(repeat: Repeat) -> Iterator[_Suspect]:
    """Yield each turn of a loop to be judged by itself; the first stands for all of them before a person."""
    for turn in range(repeat.times):
        first = repeat.first + turn * repeat.length
        listed = turn == 0 and repeat.length * repeat.times >= LONG_REPEAT
        yield _Suspect(first, first + repeat.length, "repeated", listed)


def _judged(words: Sequence[Word], suspect: _Suspect, voice: Voice | None, language: str) -> Finding | None:
    start_s, end_s = words[0].start_s, max(word.end_s for word in words)
    text = " ".join(word.text for word in words)
    looks = [suspect.looks] if suspect.looks else []
    if voice is None:
        told = note(*looks, "kept") if looks and suspect.listed else ""
        return Finding("ghost", start_s, end_s, text, text, told) if told else None
    syllables = sum(count_syllables(word.text, language) for word in words)
    if voice.is_still(start_s, end_s):
        return Finding("ghost", start_s, end_s, text, "", note(*looks, "no voice there", "dropped"))
    if not voice.holds(syllables, start_s, end_s):
        kept = not looks
        told = note(*looks, "little voice there", "kept" if kept else "dropped")
        return Finding("ghost", start_s, end_s, text, text if kept else "", told)
    if looks and suspect.listed:
        return Finding("ghost", start_s, end_s, text, text, note(*looks, "a voice is there", "kept"))
    return None


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between full stops and silences."""
    return _stretches(words, lambda word: word.text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…")))


def _utterances(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between silences."""
    return _stretches(words, lambda word: False)


def _stretches(words: Sequence[Word], ends: Callable[[Word], bool]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, (word, after) in enumerate(pairwise(words)):
        if ends(word) or after.start_s - word.end_s >= ALONE_S:
            yield first, at + 1
            first = at + 1
    if words:
        yield first, len(words)


def _known(texts: Sequence[str]) -> Phrase | None:
    if len(texts) > LONGEST:
        return None
    sentence = " ".join(text for text in texts if text)
    return next((phrase for phrase in known_phrases() if phrase.fits(sentence)), None)


def _leaks(texts: Sequence[str], told: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield stretches of the prompt, in its order, and at which of its words they begin."""
    starts = {tuple(told[at : at + LEAKED]): at for at in range(len(told) - LEAKED + 1)}
    at = 0
    while at < len(texts):
        place = starts.get(tuple(texts[at : at + LEAKED]))
        until = at + 1
        if place is not None:
            until = at + LEAKED
            while until < len(texts) and texts[until : until + 1] == told[place + until - at : place + until - at + 1]:
                until += 1
            yield at, until, place
        at = until


def _mean(words: Sequence[Word]) -> float:
    known = [word.probability for word in words if word.probability is not None]
    return sum(known) / len(known) if known else 1.0
