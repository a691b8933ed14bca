"""The report on a take as it is kept beside the take, and shown in the window and on the page: figures, what went
well, two things to change, and the take along its time. It holds codes and figures; words come in when it is shown.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer import __version__
from producer.coach.take.praise import praise_for
from producer.coach.take.report import report_of
from producer.coach.take.take import TakeMeasures
from producer.coach.take.timeline import Timeline, timeline_of
from producer.files import write_json

SCHEMA = 1
MOST_ADVICE = 2
"""Two things are changed in the next take; more are forgotten (issue: the two things to change)."""


@dataclass(frozen=True, slots=True)
class TakeReport:
    """``made_at`` is when the take was made, seconds since 1970. ``report`` is the contract's ``coach`` object;
    ``praise`` are ``(code, values)`` for :func:`producer.coach.take.praise.praise_text`; ``change`` at most two advice
    codes, the worst first; ``more`` holds figures that the contract has no place for, by name (None: not measured).
    """

    file: Path
    made_at: float
    duration_s: float
    language: str
    report: Mapping[str, Any]
    praise: tuple[tuple[str, Mapping[str, Any]], ...]
    change: tuple[str, ...]
    timeline: Timeline
    more: Mapping[str, float | None] = dataclasses.field(default_factory=dict)

    @property
    def advice(self) -> tuple[str, ...]:
        """Every advice code, the worst first."""
        return tuple(str(item["code"]) for item in self.report["advice"])

    def figure(self, half: str, name: str) -> float | None:
        """Return a figure of the contract, e.g. ``figure("voice", "words_per_minute")``; None: not measured."""
        value = self.report[half].get(name)
        return None if value is None else float(value)

    @property
    def pauses_per_minute(self) -> float | None:
        """Pauses of half a second and more, for each minute of speech; None below 15 s of speech."""
        from producer.coach.sound.voice import rate_per_minute

        voice = self.report["voice"]
        return rate_per_minute(len(voice["pauses"]), float(voice["speech_s"] or 0.0))

    def to_json(self) -> dict[str, Any]:
        data = dataclasses.asdict(self)
        data["file"] = self.file.name
        return {"schema": SCHEMA, "made_with": __version__, **data}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], file: Path) -> TakeReport:
        """Raise KeyError, TypeError or ValueError where the data is not of this shape."""
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']}")
        return cls(
            file=file,
            made_at=float(data["made_at"]),
            duration_s=float(data["duration_s"]),
            language=str(data["language"]),
            report={**dict(data["report"]), "file": str(file)},
            praise=tuple((str(code), dict(values)) for code, values in data["praise"]),
            change=tuple(str(code) for code in data["change"]),
            timeline=Timeline.from_json(data["timeline"]),
            more=dict(data["more"]),
        )


def take_report(take: TakeMeasures) -> TakeReport:
    """Put together what was measured."""
    report = report_of(take)
    return TakeReport(
        file=take.path,
        made_at=take.path.stat().st_mtime,
        duration_s=take.duration_s,
        language=take.language,
        report=report,
        praise=tuple((praise.code, praise.values) for praise in praise_for(take)),
        change=tuple(item["code"] for item in report["advice"][:MOST_ADVICE]),
        timeline=timeline_of(take),
        more=_more(take),
    )


def _more(take: TakeMeasures) -> dict[str, float | None]:
    """Return what was measured beyond the contract: dBFS, degrees, seconds, semitones, hertz."""
    voice, run = take.voice, take.voice.longest_run
    figures = {
        "level_dbfs": voice.level_dbfs,
        "pitch_deg": take.framing.pitch_deg,
        "longest_run_s": None if run is None else run[1] - run[0],
        "voice_spread_st": None if voice.pitch is None else voice.pitch.spread_st,
        "hum_hz": None if voice.hum is None else float(voice.hum.hz),
    }
    return {name: _rounded(value) for name, value in figures.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def report_path(take: Path) -> Path:
    """Return where a take's report is kept: beside it."""
    return take.with_name(f"{take.stem}.report.json")


def save_report(report: TakeReport, transcript: Path | None = None) -> Path:
    """Keep the report beside its take, and with it which take and which words it was made of. Raises DiskError."""
    target = report_path(report.file)
    write_json(target, {**report.to_json(), "made_of": _made_of(report.file, transcript)})
    return target


def load_report(take: Path, transcript: Path | None = None) -> TakeReport | None:
    """Return the report that is kept, None where there is none that fits: a damaged one, one of another version, of
    a take that was changed since, or of other words is made anew.
    """
    try:
        data = json.loads(report_path(take).read_text("utf-8"))
        fits = data["made_of"] == _made_of(take, transcript) and data["made_with"] == __version__
        return TakeReport.from_json(data, take) if fits else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _made_of(take: Path, transcript: Path | None) -> list[list[int]]:
    """Size and time of what was read, which change with it."""
    files = [take] + ([transcript] if transcript is not None and transcript.is_file() else [])
    return [[stat.st_size, stat.st_mtime_ns] for stat in (file.stat() for file in files)]
