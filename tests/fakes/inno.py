"""A small, strict reader of Inno Setup scripts: sections, directives, entries with parameters, defines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

DIRECTIVES = {"Setup", "Messages", "CustomMessages"}
ENTRIES = {"Languages", "Tasks", "InstallDelete", "Files", "Icons", "Registry", "Run"}
PARAMETER = re.compile(r'\s*(?P<name>\w+):\s*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^;"]*))\s*(?:;|$)')


@dataclass
class Script:
    """What a script says. ``needed`` are the names that stop the compiler where nobody gives them."""

    directives: dict[str, dict[str, str]] = field(default_factory=dict)
    entries: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    conditional: dict[str, dict[str, str]] = field(default_factory=dict)


def read(path: Path) -> Script:
    """Read a script. Raises ValueError with the line's number for anything not understood."""
    script, section, condition, pending = Script(), "", "", ""
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith(";"):
            continue
        try:
            if line.startswith("#"):
                condition, pending = _preprocess(script, line, condition, pending)
            elif line.startswith("["):
                section = _open(script, line)
            else:
                _take(script, section, line, condition)
        except ValueError as error:
            raise ValueError(f"{path.name}:{number}: {error}: {line}") from error
    if condition or pending:
        raise ValueError(f"{path.name}: #if without #endif")
    return script


def _preprocess(script: Script, line: str, condition: str, pending: str) -> tuple[str, str]:
    word, _, rest = line[1:].partition(" ")
    match word:
        case "ifndef" if not pending and not condition:
            return condition, rest.strip()
        case "error" if pending:
            script.needed.add(pending)
        case "ifdef" if not condition and not pending:
            return rest.strip(), pending
        case "endif" if condition or pending:
            return "", ""
        case _:
            raise ValueError("unknown preprocessor line")
    return condition, pending


def _open(script: Script, line: str) -> str:
    name = line[1:-1]
    if not line.endswith("]") or name not in DIRECTIVES | ENTRIES:
        raise ValueError("unknown section")
    if name in script.directives or name in script.entries:
        raise ValueError("section twice")
    if name in DIRECTIVES:
        script.directives[name] = {}
    else:
        script.entries[name] = []
    return name


def _take(script: Script, section: str, line: str, condition: str) -> None:
    if section in DIRECTIVES:
        name, equals, value = line.partition("=")
        where = script.conditional.setdefault(condition, {}) if condition else script.directives[section]
        if not equals or name in where or not value:
            raise ValueError("not a directive, one twice, or one without a value")
        where[name] = value
    elif section in ENTRIES and not condition:
        script.entries[section].append(_parameters(line))
    else:
        raise ValueError("outside of every section")


def _parameters(line: str) -> dict[str, str]:
    found: dict[str, str] = {}
    place = 0
    while place < len(line):
        match = PARAMETER.match(line, place)
        if match is None or match["name"] in found:
            raise ValueError("not a parameter, or one twice")
        quoted = match["quoted"]
        found[match["name"]] = quoted.replace('""', '"') if quoted is not None else match["bare"].strip()
        place = match.end()
    return found
