"""Which of several takes is best, and why; none where none stands out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from producer.coach.take.compare import compare, reason_text
from producer.coach.take.take_report import TakeReport
from producer.coach.take.timeline import Timeline


def report(
    faults: Sequence[tuple[str, float]] = (),
    *,
    praise: Sequence[str] = (),
    lens: float | None = None,
    fillers: float | None = None,
    pauses: int = 0,
) -> TakeReport:
    spans = tuple((float(index * 5), index * 5 + 1.0) for index in range(pauses))
    line = Timeline(60.0, (), (), (), (), (), spans, ())
    return TakeReport(
        file=Path("take.mkv"),
        made_at=0.0,
        duration_s=60.0,
        language="en",
        report={
            "framing": {"lens_share": lens},
            "voice": {"fillers_per_minute": fillers, "pauses": [], "speech_s": 50.0},
            "advice": [{"code": code, "severity": severity, "text": ""} for code, severity in faults],
        },
        praise=tuple((code, {}) for code in praise),
        change=tuple(code for code, _ in faults[:2]),
        timeline=line,
    )


def test_the_take_with_the_least_to_change_is_best() -> None:
    found = compare([report([("slow_down", 0.5), ("look_at_lens", 0.3)]), report([("look_at_lens", 0.3)])])
    assert found.best == 1
    assert found.reasons[0] == "less_to_change"
    assert found.scores[1] > found.scores[0]


def test_how_grave_it_is_counts() -> None:
    found = compare([report([("slow_down", 0.1)]), report([("slow_down", 0.9)])])
    assert (found.best, found.reasons) == (0, ("smaller_changes",))


@pytest.mark.parametrize("reports", [[], [report()], [report(), report()]])
def test_where_none_stands_out_none_is_called_best(reports: list[TakeReport]) -> None:
    assert compare(reports).best is None
    assert compare(reports).reasons == ()


def test_every_reason_is_true_of_the_best_against_all_others() -> None:
    best = report(praise=("at_lens", "good_pauses"), lens=0.9, fillers=1.0, pauses=4)
    found = compare([report([("slow_down", 0.2)], lens=0.5, fillers=3.0, pauses=1), best, report(praise=("said_it",))])
    assert found.best == 1
    assert set(found.reasons) == {"more_lens", "fewer_fillers", "better_pauses", "more_praise"}


def test_reasons_are_said_in_both_languages() -> None:
    assert reason_text("more_lens", "nl") == "Je kijkt het meest in de lens."
    assert reason_text("more_lens", "en") == "You look into the lens the most."
    with pytest.raises(KeyError):
        reason_text("nonsense", "en")
