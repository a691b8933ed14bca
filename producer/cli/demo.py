"""``producer demo``: the whole job on the bundled sample."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from producer.cli.output import complain, emit, run_job, say
from producer.errors import ProducerError
from producer.settings import takes_folder


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to put everything (default: demo, in your videos).")
    ] = None,
) -> None:
    """Do the whole job on the bundled sample: no camera, screen, model or network is needed."""
    from producer.demo import run_demo

    folder = out if out is not None else default_folder()
    try:
        made = run_job("demo", lambda job: run_demo(folder, say, job=job))
    except ProducerError as error:
        complain("", error)
        raise typer.Exit(1) from error
    say("\nDone. Here is everything:")
    width = max(len(item.what) for item in made)
    for item in made:
        emit(f"{item.what:<{width}}  {item.path}")


def default_folder() -> Path:
    """A folder among the person's videos; where that cannot be made, here."""
    folder = takes_folder() / "demo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path("demo-output")
    return folder
