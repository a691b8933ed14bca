"""One file, from its sound to captions that are checked: what is done to every file of a batch, whoever hears it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from producer.batch.ears import Ears
from producer.batch.hear import Task
from producer.batch.looks import Look, find_looks, not_burned
from producer.batch.options import CaptionOptions
from producer.batch.progress import silent
from producer.captions import load_rules, make_profiles
from producer.captions.check import BrokenRule, broken_rules
from producer.captions.rules import DEFAULT, VERTICAL, Rules
from producer.errors import InputError, ModelError, NoSound
from producer.jobs import Job
from producer.speech.findings import Finding
from producer.speech.glossary import Glossary
from producer.values import CaptionTrack, MediaInfo, Transcript

LONG_S = 300.0
"""Files from here on are looked through for a voice first; a shorter one costs the recogniser itself a second or two,
in which it looks for one too (own, from 2 s of processor time for each ten minutes of silence)."""


@dataclass(frozen=True, slots=True)
class Captioned:
    """The captions of one file, and all that there is to say of them. Nothing of it is written yet. ``track`` goes into
    files, ``burned`` into the picture; ``waited_s``: the seconds in which it waited for its turn to be heard.
    """

    info: MediaInfo
    transcript: Transcript
    track: CaptionTrack
    burned: CaptionTrack
    broken: tuple[BrokenRule, ...]
    findings: tuple[Finding, ...]
    looks: tuple[Look, ...]
    waited_s: float = 0.0


def caption_one(
    source: Path,
    options: CaptionOptions,
    ears: Ears,
    *,
    job: Job,
    glossary: Glossary | None = None,
    by_script: bool = False,
    on_info: Callable[[MediaInfo], None] | None = None,
) -> Captioned:
    """Return the captions of one file: looked at, heard by ``ears``, laid out by the rules and checked. ``on_info``
    hears what the file holds, before the long part.

    Raises the ProducerError that says why there are none: what is wrong with the file before what is wrong with the
    model.
    """
    before = readable(source)
    info = _wake_and_look(source, ears)
    if on_info is not None:
        on_info(info)
    _require_voice(source, info, job)

    def make_task(with_sound: bool) -> Task:
        return Task(
            source.absolute(), before[0], before[1], options, glossary, by_script, _pack(source) if with_sound else None
        )

    hearing, began_s = ears.begin(make_task, job), time.monotonic()
    cuts = _cuts(source, info, job)
    heard = hearing.result()
    waited_s = max(0.0, time.monotonic() - began_s - heard.took_s)
    if readable(source) != before:
        raise _growing(source)
    if not heard.transcript.words:
        raise _no_words(source)
    rules, narrow = _profiles(info, options, heard.transcript.language)
    both = make_profiles(heard.transcript, burned=narrow, sidecar=rules, cuts=cuts)
    broken = broken_rules(both.sidecar, rules, cuts)
    looks = find_looks(heard.transcript, both.sidecar, broken, heard.findings)
    if options.burn and not info.has_picture:
        looks = (not_burned(), *looks)
    return Captioned(info, heard.transcript, both.sidecar, both.burned, broken, heard.findings, looks, waited_s)


def readable(source: Path) -> tuple[int, int]:
    """Return a file's size in bytes and its date in nanoseconds. Raises InputError where it may not be opened."""
    try:
        status = source.stat()
        if source.is_dir():
            next(source.iterdir(), None)
        elif status.st_size:
            with source.open("rb") as file:
                file.read(1)
    except FileNotFoundError:
        return 0, 0  # of which ``probe`` says more
    except OSError as error:
        raise InputError(
            f"{source.name} cannot be opened: it is locked, or you may not read it.",
            code="locked",
            kept="It is untouched.",
            cure="Close the program that uses it or ask for the right to read it, and run this again.",
            detail=str(error),
            path=str(source),
        ) from error
    return status.st_size, status.st_mtime_ns


def _wake_and_look(source: Path, ears: Ears) -> MediaInfo:
    """Start a recogniser, so that it loads its model while the file is looked at."""
    try:
        ears.wake()
    except ModelError:
        _look(source)
        raise
    return _look(source)


def _look(source: Path) -> MediaInfo:
    from producer.media.probe import probe  # loaded while the recogniser wakes up

    return probe(source, need_sound=True)


def _require_voice(source: Path, info: MediaInfo, job: Job) -> None:
    if info.duration_s >= LONG_S:  # else the network and numpy need not be loaded here
        from producer.batch.silence import require_voice

        require_voice(source, job)


def _pack(source: Path) -> bytes:
    from producer.batch.travel import pack_sound

    return pack_sound(source)


def _cuts(source: Path, info: MediaInfo, job: Job) -> Sequence[float]:
    """Return where the film cuts, in seconds; none where its picture cannot be read: its sound may be whole."""
    if not info.has_picture:
        return ()
    from producer.media.cuts import scene_cuts

    try:
        return scene_cuts(source, job=silent(job))
    except InputError:
        return ()


def _profiles(info: MediaInfo, options: CaptionOptions, language: str) -> tuple[Rules, Rules]:
    """Return the rules of the files beside a film and of what is burned into it: those that were asked for, but an
    upright picture has no room for wide lines, whatever is asked, and where nothing is asked neither have its files.
    """
    asked = load_rules(options.rules, language=language)
    if not info.is_upright:
        return asked, asked
    narrow = load_rules(VERTICAL, language=language)
    beside = narrow if options.rules == DEFAULT else asked
    return beside, narrow if options.burn else beside  # what nobody will see is not laid out a second time


def _growing(source: Path) -> InputError:
    return InputError(
        f"{source.name} changed while it was heard: it is still being copied or recorded.",
        code="growing",
        kept="Nothing was written for it.",
        cure="Wait until it is whole, and run this again.",
        path=str(source),
    )


def _no_words(source: Path) -> NoSound:
    return NoSound(
        f"No words were heard in {source.name}.",
        code="no-words",
        kept="It is untouched.",
        cure="If somebody speaks in it, name the language with --language, or try another model.",
        path=str(source),
    )
