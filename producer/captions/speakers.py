"""Who says what, where it is known: from a script with "Name:" before each turn, or from a caption file with voices.

Nobody is told apart by ear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from producer.captions.check_words import is_dashed, is_dialogue, undashed
from producer.captions.words import bare_word
from producer.values import CaptionTrack, Cue, Transcript, Word

BOLD = r"(?:\*\*|__)?"
NAME = re.compile(rf"^[ \t]*{BOLD}([^\W\d_][\w.'’-]*(?: [\w.'’-]+){{0,3}})[ \t]*{BOLD}:{BOLD}(?=\s|$)", re.MULTILINE)
"""One to four words at the start of a line with a colon behind them, in Markdown's bold or not."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without being interrupted; ``speaker`` is empty where nobody is named."""

    speaker: str
    text: str


def turns(script: str) -> tuple[Turn, ...]:
    """Return a script's turns. One is taken for a dialogue where it begins with a name, and names two people at least:
    a colon alone ("Our aim: ...") makes no speaker.
    """
    found = list(NAME.finditer(script))
    if len({_key(match[1]) for match in found}) < 2 or script[: found[0].start()].strip():
        return (Turn("", script),)
    ends = [*(match.start() for match in found[1:]), len(script)]
    return tuple(
        Turn(" ".join(match[1].split()), script[match.end() : end].strip())
        for match, end in zip(found, ends, strict=True)
    )


def _key(name: str) -> str:
    return " ".join(name.lower().split())


def spoken_text(script: str) -> str:
    """Return a script without the names of who speaks: what is to be heard, and timed."""
    return "\n\n".join(turn.text for turn in turns(script)) if len(turns(script)) > 1 else script


def with_speakers(transcript: Transcript, script: str) -> Transcript:
    """Return the transcript with each word's speaker, by the turns of the script that was spoken; no word is changed.

    What was said and is not in the script belongs to whoever spoke last.
    """
    known = turns(script)
    if len(known) < 2:
        return transcript
    lines = [(bare_word(word), turn.speaker) for turn in known for word in turn.text.split()]
    said = [bare_word(word.text) for word in transcript.words]
    speakers = _matched(said, [text for text, _ in lines], [speaker for _, speaker in lines])
    words = tuple(replace(word, speaker=who) for word, who in zip(transcript.words, speakers, strict=True))
    return replace(transcript, words=words)


def _matched(said: Sequence[str], written: Sequence[str], speakers: Sequence[str]) -> list[str]:
    """Return the speaker of each word that was said, by the shortest way from what is written to what was said."""
    from rapidfuzz.distance import Levenshtein

    out: list[str] = [""] * len(said)
    for step in Levenshtein.opcodes(written, said):
        for index in range(step.dest_start, step.dest_end):
            at = min(step.src_start + index - step.dest_start, max(step.src_end - 1, step.src_start - 1, 0))
            out[index] = speakers[min(at, len(speakers) - 1)]
    return out


def transcript_of(track: CaptionTrack) -> Transcript:
    """Return captions as words with their times shared out by letters, and their speakers, so that they can be laid
    out anew by other rules. Two people in one cue who have no names are called "1" and "2".
    """
    words = tuple(word for cue in track.cues for word in _words(cue))
    duration_s = max((cue.end_s for cue in track.cues), default=0.0)
    return Transcript(track.language, duration_s, "captions", words)


def _words(cue: Cue) -> Iterator[Word]:
    if not is_dialogue(cue):
        yield from shared_out(replace(cue, lines=tuple(undashed(line) for line in cue.lines)))
        return
    speaker, lines = "1", []
    for number, line in enumerate(cue.lines):
        if number and is_dashed(line):
            speaker = "2" if speaker == "1" else "1"
        lines.append((undashed(line), speaker))
    who = [speaker for line, speaker in lines for _ in line.split()]
    words = shared_out(replace(cue, lines=tuple(line for line, _ in lines)))
    yield from (replace(word, speaker=speaker) for word, speaker in zip(words, who, strict=True))


def shared_out(cue: Cue) -> Iterator[Word]:
    """Give each word of a cue its time by its letters, as if they were said at one pace."""
    words = " ".join(cue.lines).split()
    letters = [0, *accumulate(len(word) + 1 for word in words)]
    pace = (cue.end_s - cue.start_s) / max(letters[-1], 1)
    for word, (first, last) in zip(words, pairwise(letters), strict=True):
        yield Word(word, cue.start_s + first * pace, cue.start_s + last * pace, None, cue.speaker)
