"""A take along its time as a drawing (SVG): the waveform, and under it pace, level, eye contact, pauses and fillers.
What has a time can be clicked where the page has sound: ``data-t`` and ``data-end`` say what to play, in seconds.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from producer.coach.faults import pace_limits
from producer.coach.sound.pace import Span
from producer.coach.take.take_report import TakeReport
from producer.coach.take.timeline import STEP_S, Timeline

WIDTH, WAVE, LANE, LEFT = 1000, 90, 34, 130
PACE_RANGE = (60.0, 240.0)
LEVEL_RANGE = (-50.0, 0.0)
LEVEL_AIM = (-24.0, -12.0)
"""Design: -24..-12 dBFS while speaking."""

_WORDS: Mapping[str, tuple[str, str]] = {
    "along": ("Along the time", "In de tijd"),
    "pace": ("Pace", "Tempo"),
    "level": ("Level", "Volume"),
    "lens": ("Eye contact", "Oogcontact"),
    "pauses": ("Pauses", "Pauzes"),
    "fillers": ("Fillers", "Stopwoorden"),
    "unknown": ("not measured", "niet gemeten"),
    "no_words": ("no transcript", "geen transcript"),
}


def timeline_svg(report: TakeReport, language: str) -> str:
    """Return the drawing, with its words in the reader's language."""
    at, line = 1 if language.startswith("nl") else 0, report.timeline

    def say(key: str) -> str:
        return _WORDS[key][at]

    limits = pace_limits(report.language)
    tops = [WAVE + 14 + index * (LANE + 10) for index in range(5)]
    height = tops[-1] + LANE + 30
    parts = [
        _wave(line),
        _curve(line.words_per_minute, PACE_RANGE, tops[0], line.duration_s, limits.aim if limits else None),
        _curve(line.level_dbfs, LEVEL_RANGE, tops[1], line.duration_s, LEVEL_AIM),
        _bars(line.at_lens, tops[2], line.duration_s, "good") if line.seen else _note(say("unknown"), tops[2]),
        _bars(line.pauses, tops[3], line.duration_s, "good"),
        _diamonds(line.fillers, tops[4], line.duration_s)
        if report.report["voice"]["fillers"] is not None
        else _note(say("no_words"), tops[4]),
    ]
    names = ("pace", "level", "lens", "pauses", "fillers")
    labels = "".join(
        f'<text x="0" y="{top + LANE * 0.65:.0f}">{say(name)}</text>' for name, top in zip(names, tops, strict=True)
    )
    return (
        f'<svg viewBox="0 0 {LEFT + WIDTH} {height}" role="img" aria-label="{say("along")}">'
        f"{labels}{''.join(parts)}{_ticks(line.duration_s, height)}"
        f'<line class="head" style="display: none" x1="{LEFT}" x2="{LEFT}" y1="0" y2="{height - 22}"/></svg>'
    )


def _x(time_s: float, duration_s: float) -> float:
    return LEFT + WIDTH * time_s / max(duration_s, 0.001)


def _wave(line: Timeline) -> str:
    """One bar for each three pixels, as tall as the loudest moment in it."""
    count = min(len(line.peaks), WIDTH // 3)
    if not count:
        return ""
    bars = []
    for index in range(count):
        part = line.peaks[index * len(line.peaks) // count : (index + 1) * len(line.peaks) // count] or (0.0,)
        tall = max(1.5, max(part) * (WAVE - 8))
        x, y = LEFT + index * WIDTH / count, (WAVE - tall) / 2
        bars.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="2" height="{tall:.1f}"/>')
    ground = f'<rect class="ground" data-wave="" x="{LEFT}" y="0" width="{WIDTH}" height="{WAVE}"/>'
    return f'{ground}<g class="wave">{"".join(bars)}</g>'


def _curve(
    values: Sequence[float | None],
    between: tuple[float, float],
    top: float,
    duration_s: float,
    aim: tuple[float, float] | None,
) -> str:
    def y(value: float) -> float:
        share = (value - between[0]) / (between[1] - between[0])
        return top + LANE * (1 - min(1.0, max(0.0, share)))

    band = ""
    if aim is not None:
        band = (
            f'<rect class="aim" x="{LEFT}" y="{y(aim[1]):.1f}" width="{WIDTH}" height="{y(aim[0]) - y(aim[1]):.1f}"/>'
        )
    path, pen_down = [], False
    for index, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        x = min(LEFT + WIDTH, _x((index + 1) * STEP_S, duration_s))
        path.append(f"{'L' if pen_down else 'M'}{x:.1f} {y(value):.1f}")
        pen_down = True
    return f'{band}<path class="curve" d="{" ".join(path)}"/>'


def _bars(spans: Sequence[Span], top: float, duration_s: float, kind: str) -> str:
    drawn = []
    for start, end in spans:
        x, wide = _x(start, duration_s), max(4.0, _x(end, duration_s) - _x(start, duration_s))
        box = f'x="{x:.1f}" y="{top + 6:.1f}" rx="4" width="{wide:.1f}" height="{LANE - 12}"'
        drawn.append(f"<rect {box} {_heard(start, end)}>{_told(start, f'{end - start:.1f} s')}</rect>")
    return f'<g class="{kind}">{"".join(drawn)}</g>'


def _diamonds(fillers: Sequence[tuple[str, float, float]], top: float, duration_s: float) -> str:
    """Fillers have a shape of their own, so that no colour is needed to tell them from pauses."""
    drawn, half, y = [], 8.0, top + LANE / 2
    for text, start, end in fillers:
        x = _x((start + end) / 2, duration_s)
        shape = f"M{x:.1f} {y - half:.1f}l{half} {half}l-{half} {half}l-{half} -{half}z"
        drawn.append(f'<path d="{shape}" {_heard(start, end)}>{_told(start, text or "…")}</path>')
    return f'<g class="mark">{"".join(drawn)}</g>'


def _heard(start_s: float, end_s: float) -> str:
    return f'data-t="{start_s:.2f}" data-end="{end_s:.2f}"'


def _told(start_s: float, what: str) -> str:
    return f"<title>{clock(start_s)}, {html.escape(what)}</title>"


def clock(seconds: float) -> str:
    """Say a length, e.g. 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _note(text: str, top: float) -> str:
    return f'<text x="{LEFT}" y="{top + LANE * 0.65:.0f}">{html.escape(text)}</text>'


def _ticks(duration_s: float, height: float) -> str:
    step_s = next((step for step in (5, 10, 30, 60, 300) if duration_s / step <= 10), 600)
    out = []
    for index in range(int(duration_s / step_s) + 1):
        x = _x(index * step_s, duration_s)
        out.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 22}"/>')
        out.append(f'<text x="{x:.1f}" y="{height - 4}">{clock(index * step_s)}</text>')
    return "".join(out)
