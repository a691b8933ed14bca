"""``producer models``: list, fetch, import, verify."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from producer.cli.output import complain, emit, emit_json, run_job, say
from producer.errors import ProducerError
from producer.jobs import Job

models = typer.Typer(
    help="Speech and face models: what is here, and how to get one.", no_args_is_help=True, rich_markup_mode=None
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


def register(app: typer.Typer) -> None:
    """Hang the group on the app."""
    app.add_typer(models, name="models")


@models.command("list")
def list_models(json: Json = False) -> None:
    """Show the known models, and which are on this computer."""
    from producer.models.catalogue import KNOWN
    from producer.models.store import installed

    here = {name: folder for name, _, folder in reversed(list(installed()))}
    others = [name for name in here if all(model.name != name for model in KNOWN)]
    for model in KNOWN:
        place = here.get(model.name)
        if json:
            row = {"name": model.name, "kind": model.kind, "size_mb": model.size_mb, "licence": model.licence}
            emit_json({**row, "use": model.use, "folder": str(place) if place else None})
        else:
            state = f"here: {place}" if place else "not here"
            emit(f"{model.name:<15} {model.kind:<7} {model.size_mb:>5} MB  {model.licence}  {model.use} - {state}")
    for name in others:
        if json:
            row = {"name": name, "kind": "speech", "size_mb": None, "licence": None}
            emit_json({**row, "use": None, "folder": str(here[name])})
        else:
            emit(f"{name:<15} speech  {'':>5}     own model - here: {here[name]}")


@models.command("fetch")
def fetch(
    name: Annotated[str, typer.Argument(help="A name from: producer models list")],
    endpoint: Annotated[
        str | None, typer.Option(help="Address of the model hub or of your organisation's mirror.")
    ] = None,
) -> None:
    """Fetch a model from the network, checked and resumable. This is the one command that goes online."""
    from producer.models.catalogue import DRAFT_ONLY, known_model
    from producer.models.store import fetch_model

    try:
        model = known_model(name)
    except ProducerError as error:
        raise typer.BadParameter(str(error)) from error
    _one(name, lambda job: fetch_model(name, endpoint=endpoint, job=job), f"Fetching {name}")
    if name in DRAFT_ONLY:
        say(f"{name} is for {model.use}. For captions that others will read: producer models fetch small")


@models.command("import")
def import_(path: Annotated[Path, typer.Argument(help="A model's folder, or the face model's file.")]) -> None:
    """Copy a model from a disk or another computer. Nothing goes online."""
    from producer.models.store import import_model

    _one(str(path), lambda job: import_model(path, job=job), f"Copying {path.name}")


@models.command("verify")
def verify(json: Json = False) -> None:
    """Hold every model on this computer against its checksums."""
    from producer.models.store import verify_models

    verdicts = run_job("Checking", lambda job: list(verify_models(job)))
    for verdict in verdicts:
        if json:
            emit_json(
                {
                    "name": verdict.name,
                    "folder": str(verdict.folder),
                    "status": verdict.status,
                    "broken": list(verdict.broken),
                }
            )
        else:
            emit(f"{verdict.name:<15} {verdict.status:<9} {verdict.folder}{_because(verdict.broken)}")
    if not verdicts:
        say("There is no model on this computer. Fetch one with: producer models fetch small")
    damaged = [verdict for verdict in verdicts if verdict.status == "damaged"]
    for verdict in damaged:
        say(f"{verdict.name} is damaged. Fetch or import it again: producer models fetch {verdict.name}")
    if damaged:
        raise typer.Exit(1)


def _because(broken: tuple[str, ...]) -> str:
    return f" ({', '.join(broken)})" if broken else ""


def _one(name: str, work: Callable[[Job], Path], title: str) -> None:
    try:
        place = run_job(title, work)
    except ProducerError as error:
        complain(name, error)
        raise typer.Exit(1) from error
    emit(str(place))
