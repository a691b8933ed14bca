"""The handful of figures of a take that are said in words, for the window and the page."""

from __future__ import annotations

from collections.abc import Mapping

from producer.coach.limits import PITCH_FLAT_ST, PITCH_LIVELY_ST, RUN
from producer.coach.take.take_report import TakeReport

_TEXTS: Mapping[str, tuple[str, str]] = {
    "run": ("Longest stretch without a breath: {value:.0f} s", "Langste stuk zonder adem: {value:.0f} s"),
    "long_run": (
        "Longest stretch without a breath: {value:.0f} s, that is long",
        "Langste stuk zonder adem: {value:.0f} s, dat is lang",
    ),
    "lively": ("Your voice is lively", "Je stem is levendig"),
    "even": ("Your voice moves a little", "Je stem beweegt een beetje"),
    "flat": ("Your voice stays on one tone", "Je stem blijft op \u00e9\u00e9n toon"),
    "hum": ("The microphone hums", "De microfoon bromt"),
}


def figure_texts(report: TakeReport, language: str) -> tuple[str, ...]:
    """Return what was measured beside the two things to change, each in a few words, Dutch or (any other
    ``language``) English; what could not be measured is left out.
    """
    which = 1 if language.lower().startswith("nl") else 0
    run, spread = report.more.get("longest_run_s"), report.more.get("voice_spread_st")
    found: list[tuple[str, float | None]] = []
    if run is not None:
        found.append(("long_run" if RUN.broken(run) else "run", run))
    if spread is not None:
        found.append(("flat" if spread < PITCH_FLAT_ST else "lively" if spread >= PITCH_LIVELY_ST else "even", spread))
    if report.more.get("hum_hz") is not None:
        found.append(("hum", None))
    return tuple(_TEXTS[code][which].format(value=value) for code, value in found)
