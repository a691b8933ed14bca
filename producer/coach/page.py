"""The report on a take as one page that opens anywhere: what went well, two things to change, and the take along its
time as a drawing.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

from producer.coach.advice import advice_text
from producer.coach.faults import find_faults, pace_limits
from producer.coach.pace import Span
from producer.coach.praise import praise_for
from producer.coach.take import TakeMeasures
from producer.coach.timeline import STEP_S, Timeline, timeline_of

Say = Callable[[str], str]
MOST_ADVICE = 2
"""Two things are changed in the next take; more are forgotten."""
WIDTH, WAVE, LANE, LEFT = 1000, 90, 34, 130
PACE_RANGE = (60.0, 240.0)
LEVEL_RANGE = (-50.0, 0.0)

_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Your take", "Je opname"),
    "well": ("What went well", "Wat goed ging"),
    "change": ("What to change next time", "Wat je de volgende keer verandert"),
    "nothing": ("Nothing stands out. Do it just like this.", "Er valt niets op. Doe het precies zo."),
    "along": ("Along the time", "In de tijd"),
    "pace": ("Pace", "Tempo"),
    "level": ("Level", "Volume"),
    "lens": ("Eye contact", "Oogcontact"),
    "pauses": ("Pauses", "Pauzes"),
    "fillers": ("Fillers", "Stopwoorden"),
    "wpm": ("words a minute", "woorden per minuut"),
    "speech": ("seconds of speech", "seconden spraak"),
    "unknown": ("not measured", "niet gemeten"),
    "no_words": ("no transcript", "geen transcript"),
}

STYLE = """
:root { color-scheme: light dark; --ink: #201d1a; --soft: #645e56; --ground: #f7f5f2; --card: #fff; --line: #e2dcd4;
  --accent: #c23f28; --calm: #2f6f6a; font: 17px/1.55 Inter, system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ink: #f4f0eb; --soft: #b3aba2; --ground: #181614; --card: #221f1c;
  --line: #38332f; --accent: #ff8268; --calm: #7cc5bd; } }
body { margin: 0; background: var(--ground); color: var(--ink); }
main { max-width: 66rem; margin: 0 auto; padding: 2.5rem 1.25rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
p.sub { color: var(--soft); margin: .2rem 0 1.6rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 16px;
  padding: 1.2rem 1.5rem; margin-bottom: 1rem; }
ul, ol { margin: 0; padding-left: 1.3rem; } li { padding: .15rem 0; }
svg { width: 100%; height: auto; display: block; } svg text { fill: var(--soft); font-size: 15px; }
.wave { fill: var(--soft); } .good { fill: var(--calm); } .mark { fill: var(--accent); } .grid { stroke: var(--line); }
.curve { fill: none; stroke: var(--accent); stroke-width: 3; stroke-linejoin: round; }
.aim { fill: var(--calm); opacity: .16; }
"""


def report_page(take: TakeMeasures, language: str | None = None) -> str:
    """Return the whole page as HTML with nothing to load from elsewhere; ``language`` is the reader's (Dutch, else
    English).
    """
    reader = (language or take.language or "en").lower()
    say = _speaker(reader)
    faults = find_faults(take.framing, take.reading, take.language)
    worst = sorted(faults, key=lambda code: -faults[code])[:MOST_ADVICE]
    change = [advice_text(code, reader) + "." for code in worst]
    well = [praise.text for praise in praise_for(take, reader)]
    pace, speech_s = _figure(take.words_per_minute, say("wpm"), say), take.voice.pace.speech_s
    figures = f"{_clock(take.duration_s)} · {pace} · {speech_s:.0f} {say('speech')}"
    advice = _list("ol", change) if change else f"<p>{say('nothing')}</p>"
    return (
        f'<!doctype html>\n<html lang="{"nl" if reader.startswith("nl") else "en"}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{say("title")}</title>'
        f"<style>{STYLE}</style>\n<main>"
        f"<h1>{html.escape(take.path.stem)}</h1><p class=sub>{html.escape(figures)}</p>\n"
        f"<section><h2>{say('well')}</h2>{_list('ul', well)}</section>\n"
        f"<section><h2>{say('change')}</h2>{advice}</section>\n"
        f"<section><h2>{say('along')}</h2>{timeline_svg(take, timeline_of(take), reader)}</section>\n</main></html>\n"
    )


def _speaker(language: str) -> Say:
    at = 1 if language.startswith("nl") else 0
    return lambda key: _WORDS[key][at]


def _list(kind: str, lines: Sequence[str]) -> str:
    return f"<{kind}>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</{kind}>"


def _figure(value: float | None, unit: str, say: Say) -> str:
    return f"{value:.0f} {unit}" if value is not None else f"{unit}: {say('unknown')}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def timeline_svg(take: TakeMeasures, line: Timeline, language: str) -> str:
    """Return the drawing: the waveform, and under it pace with its aim, level, eye contact, pauses and fillers."""
    say = _speaker(language)
    limits = pace_limits(take.language)
    tops = [WAVE + 14 + index * (LANE + 10) for index in range(5)]
    height = tops[-1] + LANE + 30
    parts = [
        _wave(line),
        _curve(line.words_per_minute, PACE_RANGE, tops[0], line.duration_s, limits.aim if limits else None),
        _curve(line.level_dbfs, LEVEL_RANGE, tops[1], line.duration_s, (-24.0, -12.0)),
        _bars(line.at_lens, tops[2], line.duration_s, "good") if line.seen else _note(say("unknown"), tops[2]),
        _bars(line.pauses, tops[3], line.duration_s, "good"),
        _bars([(start, end) for _, start, end in line.fillers], tops[4], line.duration_s, "mark")
        if take.fillers is not None
        else _note(say("no_words"), tops[4]),
    ]
    names = ("pace", "level", "lens", "pauses", "fillers")
    labels = "".join(
        f'<text x="0" y="{top + LANE * 0.65:.0f}">{say(name)}</text>' for name, top in zip(names, tops, strict=True)
    )
    return (
        f'<svg viewBox="0 0 {LEFT + WIDTH} {height}" role="img" aria-label="{say("along")}">'
        f"{labels}{''.join(parts)}{_ticks(line.duration_s, height)}</svg>"
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
    return f'<g class="wave">{"".join(bars)}</g>'


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
        told = f"<title>{_clock(start)}, {end - start:.1f} s</title>"
        box = f'x="{x:.1f}" y="{top + 6:.1f}" rx="4" width="{wide:.1f}" height="{LANE - 12}"'
        drawn.append(f"<rect {box}>{told}</rect>")
    return f'<g class="{kind}">{"".join(drawn)}</g>'


def _note(text: str, top: float) -> str:
    return f'<text x="{LEFT}" y="{top + LANE * 0.65:.0f}">{html.escape(text)}</text>'


def _ticks(duration_s: float, height: float) -> str:
    step_s = next((step for step in (5, 10, 30, 60, 300) if duration_s / step <= 10), 600)
    out = []
    for index in range(int(duration_s / step_s) + 1):
        x = _x(index * step_s, duration_s)
        out.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height - 22}"/>')
        out.append(f'<text x="{x:.1f}" y="{height - 4}">{_clock(index * step_s)}</text>')
    return "".join(out)
