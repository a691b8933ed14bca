"""Short, sourced lessons on being natural before a camera, from ``assets/teaching.toml``, found by where they help."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from producer.assets import asset


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in one language; ``source`` is where its claim comes from, empty where it is our own experience."""

    title: str
    text: str
    source: str


def lesson_for(code: str, language: str) -> Lesson | None:
    """Return the lesson that helps with an advice code, a drill or a place (``first_take``, ``practice``), in Dutch
    where ``language`` is Dutch, else in English; None where there is none.
    """
    found = _lessons().get(code)
    if found is None:
        return None
    which = "nl" if language.lower().startswith("nl") else "en"
    source = str(found["source"])
    return Lesson(found[f"title_{which}"], found[f"text_{which}"], "" if source == "own" else source)


@cache
def _lessons() -> dict[str, dict[str, Any]]:
    lessons = tomllib.loads(asset("teaching.toml").read_text("utf-8"))["lesson"]
    return {code: lesson for lesson in lessons for code in lesson["for"]}
