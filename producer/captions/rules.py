"""House rules for captions: data from ``assets/caption_rules.toml``, one typed value in the code."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from producer.assets import asset
from producer.errors import InputError

DEFAULT = "plain"
VERTICAL = "social-vertical"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a caption must keep: characters a line, lines, characters a second (aimed at and at most), seconds
    on screen, gaps.

    ``dash`` stands before a line where two people speak in one caption, before the first line too where ``dash_first``;
    ``one_line``: no second line where the text fits on one; ``glyphs``: "any", or "latin" for broadcasters' signs only.
    """

    name: str
    title: str
    source: str
    max_chars: int
    max_lines: int
    aim_cps: float
    max_cps: float
    min_s: float
    max_s: float
    gap_s: float
    close_gap_s: float
    dash: str = "- "
    dash_first: bool = True
    one_line: bool = False
    glyphs: str = "any"


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(asset("caption_rules.toml").read_text("utf-8"))


def rule_names() -> tuple[str, ...]:
    """Return the names of all rule sets."""
    return tuple(_table())


@cache
def load_rules(name: str = DEFAULT, *, language: str = "") -> Rules:
    """Return the rules of that name, with the figures of the language where they have their own. Raises
    InputError that lists the names.
    """
    if name not in _table():
        raise InputError(
            f"There are no caption rules named {name}.",
            code="rules-unknown",
            cure=f"Known rules: {', '.join(rule_names())}.",
            name=name,
        )
    entry = _table()[name]
    own = entry.get(language.lower()[:2], {})
    fields = {field.name for field in dataclasses.fields(Rules)} - {"name"}
    return Rules(name=name, **{key: value for key, value in {**entry, **own}.items() if key in fields})
