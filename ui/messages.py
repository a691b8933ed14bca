"""Errors, session events and steps in the person's language: a code becomes a sentence and a cure.

The engine's sentences are English; here each code has its own, translated. A code that is not known here falls back
to a general sentence for its kind, so that nobody is shown English in a Dutch window; the engine's own words stay in
"copy details".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from producer import __version__, errors
from ui.message_texts import ERRORS, EVENTS, KINDS, STEPS


@dataclass(frozen=True, slots=True)
class Message:
    """What a person is told: what happened, what to do next, and the details they may copy for someone else."""

    sentence: str
    cure: str
    details: str = ""


def _words(context: str, text: str, values: Mapping[str, Any]) -> str:
    words = QCoreApplication.translate(context, text) if text else ""
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words


def message_for(problem: Any) -> Message:
    """Say an error or a session event in the person's language."""
    if isinstance(problem, errors.ProducerError):
        values = _shown(problem.values)
        sentence, cure = _known(problem.code, values) or _for_kind(problem)
        return Message(_words("errors", sentence, values), _words("errors", cure, values), details_of(problem))
    if isinstance(problem, BaseException):
        sentence, cure = KINDS["unexpected"]
        return Message(_words("errors", sentence, {}), _words("errors", cure, {}), details_of(problem))
    return event_message(problem)


def event_message(event: Any) -> Message:
    """Say a SessionEvent."""
    sentence, cure = EVENTS.get(event.kind, KINDS["device"])
    values = _shown(dict(getattr(event, "values", {}) or {}))
    return Message(_words("errors", sentence, values), _words("errors", cure, values), f"{event.kind}: {event.text}")


def known(code: str) -> bool:
    """Say whether a code has words of its own."""
    return code in ERRORS


def _known(code: str, values: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the code's own words, unless they name something that the error does not tell."""
    words = ERRORS.get(code)
    named = set(re.findall(r"\{(\w+)\}", "".join(words))) if words else set()
    return words if named <= values.keys() else None


def _for_kind(error: errors.ProducerError) -> tuple[str, str]:
    for kind, name in (
        (errors.CameraError, "camera"),
        (errors.MicrophoneError, "microphone"),
        (errors.DeviceError, "device"),
        (errors.ModelError, "model"),
        (errors.UpdateError, "update"),
        (errors.DiskError, "disk"),
        (errors.InputError, "input"),
        (errors.Cancelled, "cancelled"),
    ):
        if isinstance(error, kind):
            return KINDS[name]
    return KINDS["tool"]


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Paths are shown by their name; the whole path is in the details."""
    shown = dict(values)
    for name in ("path", "file"):
        if isinstance(shown.get(name), (str, Path)):
            shown[name] = Path(shown[name]).name
    return shown


def details_of(error: BaseException) -> str:
    """Return what "copy details" copies: version, system, code, the engine's words and the trace."""
    import platform
    import traceback

    lines = [f"Producer {__version__}, {platform.platform()}, Python {platform.python_version()}"]
    if isinstance(error, errors.ProducerError):
        lines += [f"{error.code}: {error}", error.detail]
        lines += [f"{name} = {value}" for name, value in error.values.items()]
    lines.append("".join(traceback.format_exception(error)))
    return "\n".join(line for line in lines if line)


def step_text(step: str) -> str:
    """Say a job's step; a step that is not known is "Working"."""
    return QCoreApplication.translate(
        "steps", str(STEPS.get(step.split(":")[0], QT_TRANSLATE_NOOP("steps", "Working…")))
    )
