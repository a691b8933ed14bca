"""What a cue's marks and figures are called: each broken rule in words with its figure and limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from producer.captions.check import BrokenRule
    from producer.captions.rules import Rules
    from producer.values import Cue


translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a cue in words, and whether it is within its limit."""

    text: str
    good: bool


def number(value: float, digits: int = 0) -> str:
    """Say a number as the language writes it."""
    return QLocale().toString(float(value), "f", digits)


def moment(time_s: float) -> str:
    """Say a time to the hundredth: 0:34.20, 1:02:03.40."""
    hundredths = round(time_s * 100)
    seconds, part = divmod(hundredths, 100)
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{whole}{QLocale().decimalPoint()}{part:02}"


def _texts() -> dict[str, tuple[str, int]]:
    """Each rule's sentence, and the digits of its figures."""
    return {
        "lines": (translate("CaptionMarks", "{value} lines, at most {limit}"), 0),
        "line_length": (translate("CaptionMarks", "a line of {value} characters, at most {limit}"), 0),
        "too_short": (translate("CaptionMarks", "shown {value} s, at least {limit}"), 2),
        "too_long": (translate("CaptionMarks", "shown {value} s, at most {limit}"), 1),
        "too_fast": (translate("CaptionMarks", "{value} characters a second, at most {limit}"), 1),
        "overlap": (translate("CaptionMarks", "overlaps the next by {value} s"), 2),
        "gap": (translate("CaptionMarks", "{value} s to the next, at least {limit}"), 2),
        "open_gap": (translate("CaptionMarks", "a gap of {value} s: close it, or make it {limit}"), 2),
        "after_end": (translate("CaptionMarks", "stays {value} s, the video ends at {limit}"), 1),
        "unsure": (translate("CaptionMarks", "is it “{text}”? Play it to hear"), 2),
        "noted": ("{text}", 0),
        "empty": (translate("CaptionMarks", "no text yet"), 0),
    }


def mark_text(broken: BrokenRule) -> str:
    """Say a broken rule; one that is not known here in the engine's own words, which are in both languages."""
    known = _texts().get(broken.rule)
    if known is None:
        from producer.captions.check import rule_text

        return rule_text(broken, QLocale().name()[:2])
    text, digits = known
    return (
        text.replace("{text}", broken.text)
        .replace("{value}", number(broken.value, digits))
        .replace("{limit}", _short(round(broken.limit, 1) if broken.rule == "after_end" else broken.limit))
    )


def _short(limit: float) -> str:
    """A limit without the zeros that say nothing: 17, 0.08, 0.834."""
    said = number(limit, 3)
    return said.rstrip("0").rstrip(QLocale().decimalPoint()) if QLocale().decimalPoint() in said else said


def figures(cue: Cue, rules: Rules) -> tuple[Figure, ...]:
    """Return what a cue measures beside its limits: lines, longest line, reading speed, time on screen."""
    longest = max(map(len, cue.lines), default=0)
    seconds = max(cue.end_s - cue.start_s, 0.001)
    speed = len(" ".join(cue.lines)) / seconds
    too_long = longest - rules.max_chars
    line = translate("CaptionMarks", "longest line {value} of {limit} characters")
    if too_long > 0:
        line = translate("CaptionMarks", "{value} characters in a line: {over} too many").replace(
            "{over}", str(too_long)
        )
    return (
        _figure(
            translate("CaptionMarks", "{value} of {limit} lines"),
            len(cue.lines),
            rules.max_lines,
            len(cue.lines) <= rules.max_lines,
        ),
        _figure(line, longest, rules.max_chars, too_long <= 0),
        _figure(
            translate("CaptionMarks", "{value} characters a second, at most {limit}"),
            speed,
            rules.max_cps,
            speed <= rules.max_cps + 0.05,
            _tenths(speed),
        ),
        Figure(
            translate("CaptionMarks", "{value} s on screen").replace("{value}", number(seconds, 2)),
            rules.min_s - 0.001 <= seconds <= rules.max_s + 0.001,
        ),
    )


def _tenths(speed: float) -> int:
    return 0 if speed >= 100 else 1


def _figure(text: str, value: float, limit: float, good: bool, digits: int = 0) -> Figure:
    said = text.replace("{value}", number(value, digits)).replace("{limit}", _short(limit))
    return Figure(said, good)
