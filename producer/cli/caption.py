"""``producer caption``: captions for a file, or for whole folders."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from producer.cli.output import complain, emit, emit_json, run_job, say
from producer.errors import InputError, ModelError, ProducerError

if TYPE_CHECKING:
    from producer.batch.caption import CaptionOptions
    from producer.batch.report import FileReport


def register(app: typer.Typer) -> None:
    """Hang the command on the app."""
    app.command("caption")(caption)


def caption(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files or folders (with all that is in them).")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the captions and the report.")],
    language: Annotated[str, typer.Option(help="auto, mixed (it changes within a clip), nl, en, ...")] = "auto",
    model: Annotated[str | None, typer.Option(help="Speech model: a name or a folder.")] = None,
    script: Annotated[
        Path | None,
        typer.Option(
            help='The text that is said; enough where there is no speech model. Lines may begin with "Anna:".'
        ),
    ] = None,
    rules: Annotated[
        str, typer.Option(help="House rules: plain, netflix-en, netflix-nl, ... An upright picture gets short lines.")
    ] = "plain",
    formats: Annotated[str, typer.Option("--format", help="Some of srt,vtt,ass,ttml,txt,json.")] = "srt,vtt,txt,json",
    burn: Annotated[bool, typer.Option("--burn", help="Also write a video with the captions in the picture.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Do finished files again.")] = False,
    glossary: Annotated[
        Path | None, typer.Option(help="Names and how they are written: a TOML file or a table (CSV).")
    ] = None,
    translate: Annotated[bool, typer.Option("--translate", help="Captions in English, whatever is spoken.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="So many files are heard at once on this computer.")] = 1,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler, whose workers hear.")] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and caption what is put into the folder, until Ctrl-C.")
    ] = False,
    settle: Annotated[
        float, typer.Option(min=0.0, metavar="SECONDS", help="With --watch: so long a file must not have changed.")
    ] = 5.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came of each file, as a line of JSON.")] = False,
) -> None:
    """Write down what is said, as captions people can read. Finished files are skipped on a second run."""
    from producer.batch.caption import caption_files

    def tell(report: FileReport) -> None:
        _talk(report)
        if as_json:
            emit_json(report.to_json())
        else:
            _name_outputs(report)

    try:
        options = dataclasses.replace(
            _options(language, model, script, rules, formats, burn, force),
            glossary=glossary,
            translate=translate,
            jobs=jobs,
            dask=dask,
            watch=watch,
            settle_s=settle,
            per_stretch=language.lower() == "mixed",
        )
        _warn_of_draft(options)
        reports = run_job("Captioning", lambda job: caption_files(inputs, out, options, job=job, on_file=tell))
    except ProducerError as error:
        complain("", error)
        raise typer.Exit(1) from error
    if not reports:
        say("There is no film or sound in what you named.")
    if not reports or any(report.status == "failed" for report in reports):
        raise typer.Exit(1)


def _warn_of_draft(options: CaptionOptions) -> None:
    """Say so where the model is good for drafts only."""
    from producer.models import find_speech_model
    from producer.speech.draft import draft_warning

    if options.script or options.dask:
        return
    try:
        warning = draft_warning(find_speech_model(options.model))
    except ModelError:
        return  # each file says it, with its cure
    if warning:
        say(warning)


def _options(
    language: str, model: str | None, script: Path | None, rules: str, formats: str, burn: bool, force: bool
) -> CaptionOptions:
    from producer.batch.caption import CaptionOptions, check_formats
    from producer.captions.rules import load_rules
    from producer.files import read_text

    try:
        wanted = check_formats(formats)
        load_rules(rules)
    except ProducerError as error:
        raise typer.BadParameter(str(error)) from error
    text = read_text(script) if script is not None else None
    if text is not None and not text.strip():
        raise InputError("The script is empty.", code="script-empty", cure="Write what is said, and try again.")
    spoken = None if language.lower() in ("auto", "mixed") else language.lower()
    return CaptionOptions(spoken, model, text, rules, wanted, burn, force)


def _talk(report: FileReport) -> None:
    name = Path(report.input).name
    if report.status == "skipped":
        say(f"{name}: already done.")
    elif report.status == "failed":
        error = report.error or ""
        say(error if name in error else f"{name}: {error}")
    elif any(look.kind == "burn" for look in report.looks):
        say(f"{name} has no picture to put captions into: they are in files only.")


def _name_outputs(report: FileReport) -> None:
    for path in report.outputs:
        emit(path)
