"""The names of all caption rules, in both languages, and the value that says which one is broken, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NAMES: dict[str, tuple[str, str, str, str]] = {
    "lines": ("lines", "", "regels", ""),
    "line_length": ("longest line", "characters", "langste regel", "tekens"),
    "too_short": ("shown too short", "s", "te kort in beeld", "s"),
    "too_long": ("shown too long", "s", "te lang in beeld", "s"),
    "too_fast": ("too fast", "characters a second", "te snel", "tekens per seconde"),
    "overlap": ("overlaps the next", "s", "overlapt de volgende", "s"),
    "gap": ("gap to the next too short", "s", "te dicht op de volgende", "s"),
    "open_gap": (
        "gap to the next too short to be seen as one",
        "s",
        "gat tot de volgende te klein om op te vallen",
        "s",
    ),
    "after_end": ("stays after the end of the video", "s", "blijft staan na het einde van de video", "s"),
    "split_name": ("splits a name", "", "breekt een naam af", ""),
    "split_number": ("splits a number, date or amount", "", "breekt een getal, datum of bedrag af", ""),
    "split_article": ("splits an article from its word", "", "breekt een lidwoord van zijn woord af", ""),
    "split_negation": ("splits off a negation", "", "breekt een ontkenning af", ""),
    "orphan": ("a word alone", "", "een woord alleen", ""),
    "unbalanced": ("lines differ more than they need", "characters", "regels verschillen meer dan nodig", "tekens"),
    "one_line": ("two lines where one is enough", "", "twee regels waar één genoeg is", ""),
    "empty": ("holds no text", "", "heeft geen tekst", ""),
    "backwards": ("ends before it starts", "s", "eindigt voor het begin", "s"),
    "order": ("starts before the one in front of it", "s", "begint voor de vorige", "s"),
    "glyph": ("signs that may not show", "", "tekens die misschien niet te zien zijn", ""),
    "over_cut": ("stays over a cut", "s", "blijft staan over een beeldwissel", "s"),
    "near_cut": ("ends shortly before a cut", "s", "eindigt kort voor een beeldwissel", "s"),
    "before_voice": ("starts before the voice", "s", "begint voor de stem", "s"),
    "no_voice": ("nobody is heard", "s", "er is niemand te horen", "s"),
}
"""What each rule is called, and its unit: English, then Dutch."""
WITH_LIMIT = {"en": "limit", "nl": "grens"}


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One rule that one cue breaks: ``cue`` counts from 1; ``value`` and ``limit`` are in the rule's own unit
    (seconds, characters ...); ``text`` is the place in the words, "Anna | Peeters", for the rules about words.
    """

    cue: int
    rule: str
    value: float
    limit: float
    text: str = ""

    def to_json(self) -> dict[str, object]:
        """``text`` is there for the rules about words only."""
        data: dict[str, object] = {
            "cue": self.cue,
            "rule": self.rule,
            "value": round(self.value, 3),
            "limit": round(self.limit, 3),
        }
        return {**data, "text": self.text} if self.text else data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> BrokenRule:
        """Raise KeyError, TypeError or ValueError where the data is not of this shape."""
        value, limit = float(data["value"]), float(data["limit"])
        return cls(int(data["cue"]), str(data["rule"]), value, limit, str(data.get("text", "")))


def rule_text(broken: BrokenRule, language: str = "en") -> str:
    """Return the broken rule as a person reads it ("en" or "nl"), without its cue."""
    dutch = language == "nl"
    name, unit = NAMES[broken.rule][2:] if dutch else NAMES[broken.rule][:2]
    if broken.text:
        return f"{name}: {broken.text}"
    limit = f"({WITH_LIMIT['nl' if dutch else 'en']} {_figure(broken.limit)})"
    figure = f"{_figure(broken.value)}{f' {unit}' if unit else ''} {limit}"
    return f"{name}: {figure.replace('.', ',') if dutch else figure}"


def _figure(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 10_000 else f"{value:.0f}"
