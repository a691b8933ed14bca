"""The way from a take to its clips, for both faces: transcript, captions, clips. Each step is a call into one part."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from producer.captions import make_cues, read_captions
from producer.captions.speakers import with_speakers
from producer.errors import InputError, NoSound
from producer.files import read_text, write_json
from producer.jobs import Job
from producer.models import find_speech_model, has_speech_model
from producer.values import CaptionTrack, Transcript

if TYPE_CHECKING:
    from producer.export import ReleasePack
    from producer.speech.findings import Finding
    from producer.speech.transcribe import Transcriber


def transcript_for(
    video: Path,
    *,
    language: str | None = None,
    model: str | None = None,
    script: str | None = None,
    prefer_script: bool = False,
    transcriber: Transcriber | None = None,
    job: Job | None = None,
) -> Transcript:
    """Return what is said: heard by the speech model where there is one, in the script's spelling where the script was
    said; else the script timed on the voice (``prefer_script``: the script in any case).

    ``model`` is a name or a folder, ``language`` None lets the model find out; ``transcriber`` is one that is loaded
    already, with its own model. Raises ModelError where there is neither model nor script.
    """
    if script and times_script(script, model, prefer_script=prefer_script):
        from producer.speech.language import guess_language
        from producer.speech.script_timing import time_script

        return time_script(video, script, language=language or guess_language(script), job=job)
    from producer.speech.align_script import align_script
    from producer.speech.transcribe import transcribe

    if transcriber is not None:
        heard = transcriber.transcribe(video, language=language, job=job)
    else:
        heard = transcribe(video, model=find_speech_model(model), language=language, job=job)
    return align_script(heard, script)[0] if script and script.strip() else heard


def script_differences(video: Path, words: Transcript | None) -> tuple[Finding, ...]:
    """Return where what was said differs from the script beside a take; nothing where there is no such script."""
    from producer.speech.align_script import align_script

    try:
        script = script_beside(video)
        return align_script(words, script)[1] if words is not None and script else ()
    except InputError:  # the script is empty, or cannot be read
        return ()


def times_script(script: str | None, model: str | None, *, prefer_script: bool = False) -> bool:
    """Say whether the words will be the script's, timed on the voice: it is there, and no model is (or is wanted)."""
    return bool(script) and not model and (prefer_script or not has_speech_model())


def transcript_path(video: Path) -> Path:
    """Where a take's transcript is kept: beside it."""
    return video.with_name(f"{video.stem}.transcript.json")


def captions_beside(video: Path) -> CaptionTrack | None:
    """Return the captions that lie beside a take, the newer of two: its SRT file, which a person may have made right,
    or its transcript made into cues; None where there is neither.

    Raises InputError where an SRT file is there and cannot be read.
    """
    beside, transcript = video.with_suffix(".srt"), transcript_beside(video)
    if beside.is_file() and (transcript is None or _made_at(beside) >= _made_at(transcript_path(video))):
        return read_captions(beside)
    return None if transcript is None else make_cues(transcript, vertical=is_upright(video))


def _made_at(path: Path) -> int:
    return path.stat().st_mtime_ns


def transcript_beside(video: Path) -> Transcript | None:
    """Return the transcript that lies beside a take, with who speaks where its script says so; None where there is
    none that can be read: a damaged one is made anew.
    """
    try:
        words = Transcript.from_json(json.loads(transcript_path(video).read_text("utf-8")))
        return with_speakers(words, script_beside(video) or "")
    except (OSError, ValueError, KeyError, TypeError):
        return None
    except InputError:  # its script cannot be read: who speaks is not known
        return words


def script_beside(video: Path) -> str | None:
    """Return the script that a take was recorded with, None where there is none beside it. Raises InputError where it
    cannot be read.
    """
    from producer.capture.running_take import script_path

    beside = script_path(video)
    return read_text(beside) if beside.is_file() else None


def captions_for(
    video: Path,
    *,
    language: str | None = None,
    script: str | None = None,
    prefer_script: bool = False,
    rules: str = "plain",
    keep: bool = False,
    job: Job | None = None,
) -> CaptionTrack:
    """Return the captions of a video. ``keep``: its transcript is saved beside it (for takes; a folder that is not
    ours stays as it is).

    Raises as ``transcript_for``, and DiskError.
    """
    transcript = transcript_for(video, language=language, script=script, prefer_script=prefer_script, job=job)
    if keep:
        write_json(transcript_path(video), transcript.to_json())
    return make_cues(transcript, rules=rules, vertical=is_upright(video))


def is_upright(video: Path) -> bool:
    """Say whether the picture is higher than wide, so that its captions need shorter lines. Raises as ``probe``."""
    from producer.media.probe import probe

    return probe(video).is_upright


def make_clip(
    video: Path,
    channels: Sequence[str],
    out: Path,
    *,
    captions: CaptionTrack | None = None,
    burn: bool | None = None,
    title: str = "",
    name: str = "",
    role: str = "",
    job: Job | None = None,
) -> list[ReleasePack]:
    """Make one clip for each channel, with its captions, thumbnail and manifest, in ``out``. ``burn`` None: as
    the channel likes it.
    """
    from producer.export import TitleCard, export_clip, find_channels

    job = job or Job()
    wanted = find_channels(channels)
    card = TitleCard(title, name, role) if title.strip() else None
    packs = []
    for index, channel in enumerate(wanted):
        part = job.part(index / len(wanted), (index + 1) / len(wanted))
        burned = captions is not None and (channel.burn if burn is None else burn)
        packs.append(export_clip(video, channel, out, captions=captions, burn=burned, card=card, job=part))
    return packs


def make_clips_with_captions(
    video: Path,
    channels: Sequence[str],
    out: Path,
    *,
    language: str | None = None,
    script: str | None = None,
    prefer_script: bool = False,
    captions: bool = True,
    captions_file: Path | None = None,
    burn: bool | None = None,
    title: str = "",
    name: str = "",
    role: str = "",
    job: Job | None = None,
) -> list[ReleasePack]:
    """The whole way in one call: transcript (saved beside the take), captions, clips. Where captions lie beside the
    take as SRT, a person may have made them right: then what lies there is taken, and nothing is heard anew; those in
    ``captions_file`` are taken in any case. Raises the ProducerError of the step that failed.
    """
    job = job or Job()
    track = None
    if captions and captions_file is not None:
        track = read_captions(captions_file)
    elif captions and not prefer_script and video.with_suffix(".srt").is_file():
        track = captions_beside(video)
    elif captions:
        track = captions_for(
            video,
            language=language,
            script=script,
            prefer_script=prefer_script,
            keep=True,
            job=job.part(0.0, 0.4),
        )
    if track is not None and not track.cues:  # a person who asked for captions is told, before the long part
        raise NoSound(
            f"No words were heard in {video.name}.",
            code="no-words",
            kept="It is untouched.",
            cure="Name the language, give the script, or make the clip without captions.",
            path=str(video),
        )
    rest = job.part(0.4 if captions else 0.0, 1.0)
    return make_clip(video, channels, out, captions=track, burn=burn, title=title, name=name, role=role, job=rest)


__all__ = [
    "captions_beside",
    "captions_for",
    "make_clip",
    "make_clips_with_captions",
    "script_beside",
    "script_differences",
    "times_script",
    "transcript_beside",
    "transcript_for",
    "transcript_path",
]
