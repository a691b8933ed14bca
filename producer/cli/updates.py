"""``producer updates``: whether there is a newer version. It tells, and does nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from producer.cli.output import complain, emit, emit_json, run_job
from producer.errors import ProducerError

if TYPE_CHECKING:
    from producer.updates import Answer, ReleaseFile


def register(app: typer.Typer) -> None:
    app.command("updates")(updates)


def updates(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")] = False,
    address: Annotated[
        str, typer.Option(help="Ask here, not where your organisation's policy says. Its key must have signed it.")
    ] = "",
) -> None:
    """Look for a newer version where your organisation says. Nothing is downloaded or installed."""
    from producer.updates import look

    try:
        answer = run_job("Looking", lambda job: look(job, address=address))
    except ProducerError as error:
        complain("", error)
        raise typer.Exit(1) from error
    if as_json:
        emit_json(facts(answer))
        return
    for line in lines(answer):
        emit(line)


def lines(answer: Answer) -> list[str]:
    """Say it in a few lines."""
    release = answer.manifest
    if not answer.newer:
        return [f"You have {answer.here}. There is no newer version: the newest is {release.version}."]
    said = [f"You have {answer.here}. The newest is {release.version}, of {release.date.isoformat()}.", "What changed:"]
    said += [f"  - {note}" for note in release.notes_in("en")]
    said += ["Where it is:", *(f"  {_place(file)}" for file in answer.files)] if answer.files else []
    return [*said, "Nothing was downloaded or installed."]


def _place(file: ReleaseFile) -> str:
    return f"{file.name} ({file.size / 1e6:.1f} MB) {file.address}"


def facts(answer: Answer) -> dict[str, Any]:
    """Return all that is known of it; ``files`` are those for this computer."""
    release = answer.manifest
    return {
        "here": answer.here,
        "newest": release.version,
        "update": answer.newer,
        "date": release.date.isoformat(),
        "expires": release.expires.isoformat(),
        "notes": {language: list(notes) for language, notes in release.notes.items()},
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256, "address": file.address}
            for file in answer.files
        ],
    }
