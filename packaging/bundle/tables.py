"""Reads the tables of packaging/EXCLUDED.md: what the spec leaves out, what stays of Qt, what comes from the system.

The page is what a person reviews and what the spec obeys; nothing else lists these things.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "EXCLUDED.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what is named in backquotes, and why."""

    names: tuple[str, ...]
    why: str

    def matches(self, name: str) -> bool:
        """Whether a file (its place in the frozen folder, with forward slashes) is meant."""
        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.names)


def table(heading: str, page: Path = PAGE) -> list[Row]:
    """The rows under a heading. Raises KeyError where there is no such heading."""
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    return [_row(line) for line in parts[heading].splitlines() if line.startswith("| `")]


def _row(line: str) -> Row:
    first, why = (cell.strip() for cell in line.strip().strip("|").split("|", 1))
    return Row(tuple(re.findall(r"`([^`]+)`", first)), why.rstrip("| "))


def excluded_modules() -> list[str]:
    """The Python modules that the spec does not let in."""
    return [name for row in table("Python modules left out") for name in row.names]


def is_excluded(name: str, rows: list[Row]) -> bool:
    """Whether a file of the frozen folder is one of those left out."""
    plain = name.replace("\\", "/")
    return any(row.matches(plain) for row in rows)


def excluded_files() -> list[Row]:
    """The files that the spec throws out again."""
    return table("Files left out")


def system_libraries() -> dict[str, str]:
    """Each library that the installed system must have (its soname), with the Debian package that brings it; where the
    name changed between releases, ``old | new``.
    """
    rows = table("Taken from the system (Linux)")
    return {name: " | ".join(re.findall(r"`([^`]+)`", row.why.split("|")[0])) for row in rows for name in row.names}
