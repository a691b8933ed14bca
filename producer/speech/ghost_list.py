"""The known inventions of ``assets/ghosts.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from producer.assets import asset


@dataclass(frozen=True, slots=True)
class Phrase:
    """One known invention; ``said``: people say it too."""

    pattern: re.Pattern[str]
    said: bool

    def fits(self, sentence: str) -> bool:
        """Say whether a plain sentence is, begins with or holds it, as the list says."""
        return self.pattern.search(sentence) is not None


@cache
def known_phrases() -> tuple[Phrase, ...]:
    """Return every known invention, of all languages: what is invented is often in another one than what is said."""
    entries = tomllib.loads(asset("ghosts.toml").read_text("utf-8"))["ghost"]
    return tuple(Phrase(_pattern(entry["text"], entry["where"]), entry.get("said", False)) for entry in entries)


def _pattern(text: str, where: str) -> re.Pattern[str]:
    words = re.escape(text).replace(r"\#", r"\d+")
    around = {"whole": rf"^{words}$", "begins": rf"^{words}\b", "holds": rf"\b{words}\b"}
    return re.compile(around[where])


def plain(text: str) -> str:
    """Return the words of a text in lower case without marks, apart by one space: "Amara.org" becomes "amara org"."""
    return " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower().replace("’", "'")))
