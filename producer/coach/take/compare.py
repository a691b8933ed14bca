"""Takes side by side: which one is best, and why, by the same limits as the advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from producer.coach.limits import GOOD_PAUSE_S
from producer.coach.take.take_report import TakeReport

GRAVE_WEIGHT, PRAISE_WEIGHT = 1.0, 0.25
"""Own: one thing that went wrong weighs as much as four that went well; how wrong it went (severity 0..1) counts on
top.
"""
LEAD = 0.1
"""Own: takes nearer to each other than this are equally good, and none is called the best."""
LENS_LEAD = 0.05

_REASONS: Mapping[str, tuple[str, str]] = {
    "less_to_change": ("It has the least to change.", "Er valt het minst aan te veranderen."),
    "smaller_changes": ("What there is to change weighs the least.", "Wat er te veranderen valt, weegt het minst."),
    "more_praise": ("More went well in it.", "Er ging meer goed."),
    "more_lens": ("You look into the lens the most.", "Je kijkt het meest in de lens."),
    "better_pauses": ("You take the most good pauses.", "Je neemt de meeste goede pauzes."),
    "fewer_fillers": ("It has the fewest \u201cums\u201d.", "Er zitten de minste \u2018eh\u2019s in."),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``best`` is the index of the best take, None where none stands out; ``reasons`` say why, the weightiest first;
    ``scores`` are one for each take, higher is better, and only for ordering.
    """

    best: int | None
    reasons: tuple[str, ...]
    scores: tuple[float, ...]


def reason_text(code: str, language: str) -> str:
    """Return the sentence, Dutch or (any other ``language``) English. Raises KeyError for an unknown code."""
    return _REASONS[code][1 if language.lower().startswith("nl") else 0]


def compare(reports: Sequence[TakeReport]) -> Comparison:
    """Hold takes against each other. A single one, or takes that are equally good, have no best."""
    scores = tuple(_score(report) for report in reports)
    ranked = sorted(range(len(reports)), key=lambda index: -scores[index])
    if len(ranked) < 2 or scores[ranked[0]] - scores[ranked[1]] < LEAD:
        return Comparison(None, (), scores)
    best = ranked[0]
    others = [report for index, report in enumerate(reports) if index != best]
    return Comparison(best, _reasons(reports[best], others), scores)


def _score(report: TakeReport) -> float:
    faults = sum(GRAVE_WEIGHT * (0.5 + float(item["severity"])) for item in report.report["advice"])
    return PRAISE_WEIGHT * sum(code != "said_it" for code, _ in report.praise) - faults


def _reasons(best: TakeReport, others: Sequence[TakeReport]) -> tuple[str, ...]:
    lens, fillers = best.figure("framing", "lens_share"), best.figure("voice", "fillers_per_minute")
    other_lens = _known(other.figure("framing", "lens_share") for other in others)
    other_fillers = _known(other.figure("voice", "fillers_per_minute") for other in others)
    checks = (
        ("less_to_change", all(len(best.advice) < len(other.advice) for other in others)),
        ("more_lens", lens is not None and bool(other_lens) and lens >= max(other_lens) + LENS_LEAD),
        ("fewer_fillers", fillers is not None and bool(other_fillers) and fillers < min(other_fillers)),
        ("better_pauses", all(_good_pauses(best) > _good_pauses(other) for other in others)),
        ("more_praise", all(len(best.praise) > len(other.praise) for other in others)),
    )
    return tuple(code for code, holds in checks if holds) or ("smaller_changes",)


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _good_pauses(report: TakeReport) -> int:
    return sum(GOOD_PAUSE_S[0] <= end - start <= GOOD_PAUSE_S[1] for start, end in report.timeline.pauses)
