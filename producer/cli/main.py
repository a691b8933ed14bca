"""The command line: names the commands, runs one, turns errors into sentences and exit statuses. Imports
nothing heavy.
"""

from __future__ import annotations

import importlib
import sys
from typing import Annotated

import typer

from producer import __version__

app = typer.Typer(
    name="producer",
    help="Record yourself, be coached, get captions, hold a clip. Nothing leaves this machine by itself.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS = ("record", "coach", "caption", "check-captions", "export", "models", "devices", "doctor", "updates", "demo")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"producer {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


def build() -> typer.Typer:
    """Hang every command on the app: each module in this folder has ``register(app)``."""
    if not app.registered_commands:
        for name in COMMANDS:
            importlib.import_module(f"producer.cli.{name.replace('-', '_')}").register(app)
    return app


def main() -> None:
    """Entry point of the ``producer`` program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    build()()
