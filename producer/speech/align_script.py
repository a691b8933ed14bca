"""What was said, written as the script writes it, and where the two differ.

Where the script's words were said, its spelling and marks stand; where something else was said, that stands, and the
difference is listed. No word is lost and none is put in.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from producer.captions.speakers import spoken_text, with_speakers
from producer.errors import InputError
from producer.speech.findings import Finding, note
from producer.speech.meaning import fold, is_negation, is_number
from producer.speech.respell import spread
from producer.speech.script_match import Piece, is_name, match
from producer.speech.script_text import script_words
from producer.values import Transcript, Word

SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
CLAUSE_END = re.compile(r"[,;:–—][\"'”’»)\]]*$")
_MARKS = re.compile(r"[^\w%€$£]*$")


def align_script(transcript: Transcript, script: str) -> tuple[Transcript, tuple[Finding, ...]]:
    """Return the transcript in the script's spelling, and the differences: left out, added, said differently, with
    numbers, negations and names marked. Where the script names who speaks ("Anna: ..."), each word has its speaker.

    Raises InputError for an empty script.
    """
    written = script_words(spoken_text(script))
    if not written:
        raise InputError("The script is empty.", code="script-empty", cure="Write what is said, and try again.")
    heard = transcript.words
    pieces = match(written, [word.text for word in heard], transcript.language)
    words: list[Word] = []
    findings: list[Finding] = []
    for at, piece in enumerate(pieces):
        if piece.kind == "differs":
            words += heard[slice(*piece.heard)]
        else:
            words += _as_written(pieces, at, written, heard, words)
        if piece.kind != "same":
            findings.append(_finding(piece, written, transcript))
    return with_speakers(dataclasses.replace(transcript, words=tuple(words)), script), tuple(findings)


def _as_written(
    pieces: Sequence[Piece], at: int, written: Sequence[str], heard: Sequence[Word], before: Sequence[Word]
) -> list[Word]:
    """Return the piece's words as the script has them; at a difference the marks and capitals are those heard."""
    piece = pieces[at]
    texts, said = list(written[slice(*piece.written)]), heard[slice(*piece.heard)]
    if at + 1 < len(pieces) and pieces[at + 1].kind == "differs":
        texts[-1] = _with_marks(texts[-1], said[-1].text)
    if at and pieces[at - 1].kind == "differs":
        fresh = not before or bool(SENTENCE_END.search(before[-1].text))
        texts[0] = _with_capital(texts[0], said[0].text, fresh, is_name(written, piece.written[0]))
    return spread(said, " ".join(texts)) if len(texts) != len(said) else _renamed(said, texts)


def _renamed(said: Sequence[Word], texts: Sequence[str]) -> list[Word]:
    return [dataclasses.replace(word, text=text) for word, text in zip(said, texts, strict=True)]


def _with_marks(text: str, heard: str) -> str:
    """Return the script's word with the marks that stand after the heard one, where they close something else."""
    if any(end.search(text) and end.search(heard) for end in (SENTENCE_END, CLAUSE_END)):
        return text
    bare = _MARKS.sub("", text)
    marks = _MARKS.search(heard)
    return bare + (marks[0] if marks else "") if bare else text


def _with_capital(text: str, heard: str, fresh: bool, name: bool) -> str:
    """Return the script's word with a capital where a sentence begins now, and without where it no longer does."""
    if fresh and heard[:1].isupper() and text[:1].islower():
        return text[:1].upper() + text[1:]
    if not fresh and not name and heard[:1].islower() and text[:1].isupper() and fold(text) == fold(heard):
        return text[:1].lower() + text[1:]
    return text


def _finding(piece: Piece, written: Sequence[str], transcript: Transcript) -> Finding:
    script, said = written[slice(*piece.written)], transcript.words[slice(*piece.heard)]
    start_s, end_s = _span(piece, transcript)
    heard = " ".join(word.text for word in said)
    if piece.kind == "spelled":
        return Finding("script", start_s, end_s, heard, " ".join(script), note("written as in the script"))
    what = "said differently" if script and said else "left out" if script else "added"
    marks = _weight(piece, written, [word.text for word in transcript.words])
    return Finding("script", start_s, end_s, " ".join(script), heard, note(what, *marks))


def _span(piece: Piece, transcript: Transcript) -> tuple[float, float]:
    """Return the time of what was heard, else the gap in which it was not."""
    words, (first, until) = transcript.words, piece.heard
    if until > first:
        return words[first].start_s, words[until - 1].end_s
    start_s = words[first - 1].end_s if first else 0.0
    end_s = words[first].start_s if first < len(words) else transcript.duration_s
    return start_s, max(start_s, end_s)


def _weight(piece: Piece, written: Sequence[str], heard: Sequence[str]) -> list[str]:
    """Return what makes a difference heavy."""
    sides = ((written, piece.written), (heard, piece.heard))
    places = [(words, at) for words, (first, until) in sides for at in range(first, until)]
    marks = {
        "number": any(is_number(words[at]) for words, at in places),
        "negation": any(is_negation(words[at]) for words, at in places),
        "name": any(is_name(words, at) and not _opens(words, at) for words, at in places),
    }
    return [mark for mark, there in marks.items() if there]


def _opens(words: Sequence[str], at: int) -> bool:
    """Say whether a sentence begins with that word, so that its capital says nothing."""
    return at == 0 or bool(SENTENCE_END.search(words[at - 1]))
