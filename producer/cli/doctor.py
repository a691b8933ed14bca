"""``producer doctor``: what is here and what is missing, each line with its cure."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from producer.cli.output import emit, emit_json

if TYPE_CHECKING:
    from producer.doctor import Check

WIDTH = 15


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")] = False,
) -> None:
    """Say what this machine has and lacks. Status 1 only where nothing could be made at all."""
    from producer.doctor import look

    checks = []
    for check in look():
        checks.append(check)
        if not as_json:
            for line in lines(check):
                emit(line)
    works = all(check.ok for check in checks if check.essential)
    if as_json:
        emit_json({"ok": works, "checks": [dataclasses.asdict(check) for check in checks]})
    else:
        emit(f"\n{verdict(checks)}")
    if not works:
        raise typer.Exit(1)


def lines(check: Check) -> list[str]:
    """One line for what was found, and one for the cure where something is missing."""
    mark = "ok" if check.ok else "!!" if check.essential else "--"
    found = f"{mark}  {check.name:<{WIDTH}} {check.found}"
    return [found] if check.ok else [found, f"    {'':<{WIDTH}} > {check.cure}"]


def verdict(checks: list[Check]) -> str:
    broken = [check.name for check in checks if check.essential and not check.ok]
    missing = [check.name for check in checks if not check.essential and not check.ok]
    if broken:
        return f"Producer cannot work here yet: {', '.join(broken)}."
    if missing:
        return f"Producer works here, without: {', '.join(missing)}."
    return "Everything is here."
