"""``producer devices``: which cameras and microphones are here, by the name that ``record`` takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from producer.cli.output import complain, emit, emit_json
from producer.errors import ProducerError

if TYPE_CHECKING:
    from producer.capture import Device

NO_CAMERA = "No camera was found. Plug one in, or name a network camera or a video: producer record --camera URL|FILE"
NO_MICROPHONE = (
    "No microphone was found. Plug one in, name a sound file: --microphone FILE, or do without: --microphone none"
)


def register(app: typer.Typer) -> None:
    app.command("devices")(devices)


def devices(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")] = False,
) -> None:
    """List the cameras and microphones of this machine."""
    from producer.capture import list_cameras, list_microphones

    try:
        cameras, microphones = list_cameras(), list_microphones()
    except ProducerError as error:
        complain("", error)
        raise typer.Exit(1) from error
    if as_json:
        emit_json({"cameras": [_plain(d) for d in cameras], "microphones": [_plain(d) for d in microphones]})
        return
    for line in [*_listed("Cameras", cameras, NO_CAMERA), "", *_listed("Microphones", microphones, NO_MICROPHONE)]:
        emit(line)


def _plain(device: Device) -> dict[str, Any]:
    return {"id": device.id, "name": device.name, "default": device.is_default}


def _listed(title: str, found: Sequence[Device], cure: str) -> list[str]:
    if not found:
        return [title, f"  {cure}"]
    width = max(len(device.id) for device in found)
    return [title, *(f"  {d.id:<{width}}  {d.name}{'  (default)' if d.is_default else ''}".rstrip() for d in found)]
