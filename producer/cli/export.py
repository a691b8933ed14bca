"""``producer export``: clips that can be uploaded, one for each channel."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from producer.cli.output import complain, emit, emit_json, run_job, say
from producer.errors import ModelError, ProducerError
from producer.jobs import Job

if TYPE_CHECKING:
    from producer.export import ReleasePack
    from producer.values import CaptionTrack


def register(app: typer.Typer) -> None:
    """Hang the command on the app."""
    app.command("export")(export)


def export(
    video: Annotated[Path, typer.Argument(metavar="VIDEO", help="The take.")],
    channels: Annotated[
        str, typer.Option("--for", help="Channels, separated by commas: linkedin, youtube, x, intranet.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the clips.")],
    captions: Annotated[
        str | None,
        typer.Option(
            help="A caption file, auto (those beside the video, else what is heard), or none. Left out: auto, and "
            "where there is no speech model a clip without captions."
        ),
    ] = None,
    burn: Annotated[
        bool | None,
        typer.Option("--burn/--no-burn", help="Captions in the picture; without it, as the channel likes it."),
    ] = None,
    title: Annotated[str, typer.Option(help="Title card before the take.")] = "",
    name: Annotated[str, typer.Option(help="The speaker's name, on the card.")] = "",
    role: Annotated[str, typer.Option(help="The speaker's role, on the card.")] = "",
    language: Annotated[str, typer.Option(help="Language of the captions: auto, nl, en, ...")] = "auto",
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a clip.")] = False,
) -> None:
    """Make clips that can be uploaded: captions, loudness, title card, thumbnail and manifest."""
    from producer.export import find_channels

    try:
        wanted = find_channels(channels.split(","))
    except ProducerError as error:
        raise typer.BadParameter(str(error)) from error
    if (name or role) and not title.strip():
        say("Name and role stand on the title card: give a --title too, or they are not shown.")
    try:
        track = run_job("Captions", lambda job: _captions(video, captions, language, job))
    except ProducerError as error:
        complain(video.name, error)
        raise typer.Exit(1) from error
    failed = False
    for channel in wanted:
        make = partial(_clip, video, channel.name, out, track, burn, title, name, role)
        try:
            _tell(run_job(channel.title, make), json)
        except ProducerError as error:
            complain(video.name, error)
            failed = True
    if failed:
        raise typer.Exit(1)


def _captions(video: Path, wanted: str | None, language: str, job: Job) -> CaptionTrack | None:
    """Return the captions: of a file; ``auto``: those beside the take, else what is heard; none. Left out: ``auto``
    without insisting on it.

    Raises at once where the video cannot be used at all, before anything is listened to.
    """
    from producer.captions import read_captions
    from producer.media.probe import probe
    from producer.studio import captions_beside, captions_for, script_beside

    probe(video, need_picture=True, need_sound=True)
    if wanted == "none":
        return None
    chosen = None if language == "auto" else language
    if wanted is not None and wanted != "auto":
        return read_captions(Path(wanted), language=chosen or "")
    try:
        return captions_beside(video) or captions_for(video, language=chosen, script=script_beside(video), job=job)
    except ModelError as error:
        if wanted is not None:
            raise
        say(f"{video.name}: made without captions. {error}")
        return None


def _clip(
    video: Path,
    channel: str,
    out: Path,
    captions: CaptionTrack | None,
    burn: bool | None,
    title: str,
    name: str,
    role: str,
    job: Job,
) -> ReleasePack:
    from producer.studio import make_clip

    packs = make_clip(video, [channel], out, captions=captions, burn=burn, title=title, name=name, role=role, job=job)
    return packs[0]


def _tell(pack: ReleasePack, as_json: bool) -> None:
    for warning in pack.warnings:
        say(f"{pack.clip.name}: {warning}")
    if as_json:
        emit_json(pack.to_json())
        return
    for path in (pack.clip, pack.captions, pack.thumbnail, pack.manifest):
        if path is not None:
            emit(str(path))
