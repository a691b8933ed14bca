"""Progress over takes and weeks: a few figures for each take, kept on this machine only, in one file that one click
erases.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from producer.coach.take.take_report import TakeReport
from producer.files import disk_errors, write_text
from producer.settings import data_folder

log = logging.getLogger(__name__)

FIGURES = ("words_per_minute", "lens_share", "pauses_per_minute", "fillers_per_minute", "level_dbfs")


@dataclass(frozen=True, slots=True)
class Point:
    """One take, or one drill (``kind`` is its name), at ``made_at`` (seconds since 1970); None: not measured."""

    made_at: float
    file: str
    kind: str = "take"
    duration_s: float = 0.0
    words_per_minute: float | None = None
    lens_share: float | None = None
    pauses_per_minute: float | None = None
    fillers_per_minute: float | None = None
    level_dbfs: float | None = None
    advice: tuple[str, ...] = ()
    reached: bool | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """The takes of one week, Monday first: how many, and the median of each figure that was measured."""

    monday: date
    takes: int
    figures: dict[str, float | None]


def point_of(report: TakeReport) -> Point:
    """Return what is remembered of a take."""
    return Point(
        made_at=report.made_at,
        file=report.file.name,
        duration_s=report.duration_s,
        words_per_minute=report.figure("voice", "words_per_minute"),
        lens_share=report.figure("framing", "lens_share"),
        pauses_per_minute=report.pauses_per_minute,
        fillers_per_minute=report.figure("voice", "fillers_per_minute"),
        level_dbfs=report.more.get("level_dbfs"),
        advice=report.advice,
    )


def weeks(points: Sequence[Point]) -> tuple[Week, ...]:
    """Return the weeks in which takes were made, the first one first. Drills are not takes and do not count."""
    by_monday: dict[date, list[Point]] = {}
    for point in points:
        if point.kind == "take":
            day = date.fromtimestamp(point.made_at)
            by_monday.setdefault(day - timedelta(days=day.weekday()), []).append(point)
    return tuple(
        Week(monday, len(found), {name: _middle(found, name) for name in FIGURES})
        for monday, found in sorted(by_monday.items())
    )


def _middle(points: Sequence[Point], name: str) -> float | None:
    known = [value for point in points if (value := getattr(point, name)) is not None]
    return float(median(known)) if known else None


class History:
    """The file of all points, one JSON line for each. Reading leaves out lines that are damaged."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or data_folder() / "progress.jsonl"
        self._erased: tuple[Point, ...] = ()

    def points(self) -> tuple[Point, ...]:
        """Return every point, the oldest first."""
        try:
            lines = self._path.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        found = [point for line in lines if (point := _point(line)) is not None]
        return tuple(sorted(found, key=lambda point: point.made_at))

    def add(self, point: Point) -> None:
        """Remember a point; one of the same take (name and time) takes the other's place. Raises DiskError."""
        others = [known for known in self.points() if (known.file, known.made_at) != (point.file, point.made_at)]
        self._write([*others, point])

    def erase(self) -> None:
        """Forget everything: the file is gone from the disk. Until the program ends it can be undone."""
        self._erased = self.points() or self._erased
        with disk_errors(self._path):
            self._path.unlink(missing_ok=True)

    def undo_erase(self) -> None:
        """Bring back what was erased last."""
        self._write([*self._erased, *self.points()])

    def _write(self, points: Sequence[Point]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_text(self._path, "".join(json.dumps(dataclasses.asdict(point)) + "\n" for point in points))


def _point(line: str) -> Point | None:
    try:
        data = json.loads(line)
        figures = {name: _number(data.get(name)) for name in FIGURES}
        made_at = float(data["made_at"])
        date.fromtimestamp(made_at)  # a time that no calendar knows is damage too
        return Point(
            made_at=made_at,
            file=str(data["file"]),
            kind=str(data.get("kind", "take")),
            duration_s=float(data.get("duration_s", 0.0)),
            advice=tuple(str(code) for code in data.get("advice", ())),
            reached=data.get("reached") if isinstance(data.get("reached"), bool) else None,
            **figures,
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError):
        log.warning("a line of the progress could not be read")
        return None


def _number(value: object) -> float | None:
    """A finite number, or nothing."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if known else None  # type: ignore[arg-type]
