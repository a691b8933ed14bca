"""The English manual page, from the command line's own help. Runs where the product's packages are installed."""

from __future__ import annotations

import sys
import tomllib
from datetime import UTC, datetime
from typing import Any

from bundle.places import LINUX, ROOT

STATUS = (
    "0 all done; 1 at least one input failed (named with its reason, the others still done); 2 wrong usage; "
    "130 stopped with Ctrl-C."
)


def day(date: int) -> str:
    return datetime.fromtimestamp(date, UTC).strftime("%Y-%m-%d")


def escaped(text: str) -> str:
    """Plain text as troff takes it for what it is."""
    text = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


def english(version: str, date: int) -> str:
    """The page in troff."""
    sys.path.insert(0, str(ROOT))
    import typer.main

    from producer.cli.main import build

    group: Any = typer.main.get_command(build())
    more = tomllib.loads((LINUX / "manual.toml").read_text("utf-8"))
    lines = [
        f'.TH PRODUCER 1 "{day(date)}" "Producer {version}" "User Commands"',
        ".SH NAME",
        "producer, producer\\-window \\- record yourself, be coached, get captions, hold a clip",
        ".SH SYNOPSIS", ".B producer", "[\\fIcommand\\fR [\\fIoptions\\fR]]", ".br",
        ".B producer\\-window", "[\\fIvideo\\fR]",
        ".SH DESCRIPTION", escaped(group.help or ""),
        "Without a command the window opens; with a video, at its report.",
        ".SH COMMANDS", *(line for name, command in group.commands.items() for line in _command(name, command)),
        ".SH EXIT STATUS", escaped(STATUS),
        ".SH ENVIRONMENT", *_list(more["environment"]), ".SH FILES", *_list(more["files"]),
        ".PP", "Removing the package leaves these.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _command(name: str, command: Any) -> list[str]:
    if hasattr(command, "commands"):
        subs = [line for sub, one in command.commands.items() for line in _command(f"{name} {sub}", one)]
        return [f".SS {escaped(name)}", escaped(command.help or ""), *subs]
    lines = [f".SS {escaped(name)}", escaped(command.help or "")]
    for one in command.params:
        names = ", ".join(one.opts) if one.param_type_name == "option" else str(one.name).upper()
        lines += [".TP", f"\\fB{escaped(names)}\\fR", escaped(getattr(one, "help", None) or "")]
    return lines


def _list(rows: list[list[str]]) -> list[str]:
    return [line for name, text in rows for line in (".TP", f".I {escaped(name)}", escaped(text))]


def dutch(version: str, date: int) -> str:
    """The short page in Dutch: what the commands do, and where things are."""
    page = (LINUX / "producer.nl.1").read_text("utf-8")
    return page.replace("@VERSION@", version).replace("@DATE@", day(date))
