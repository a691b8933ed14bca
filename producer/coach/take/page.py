"""The report on a take as one page that opens anywhere: what went well, two things to change with a lesson each, and
the take along its time as a drawing that can be listened to. Nothing is loaded from elsewhere.
"""

from __future__ import annotations

import base64
import html
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from producer.coach.advice import advice_text
from producer.coach.take.drawing import LEFT, WIDTH, clock, timeline_svg
from producer.coach.take.figures import figure_texts
from producer.coach.take.praise import praise_text
from producer.coach.take.take_report import TakeReport
from producer.coach.teaching import lesson_for
from producer.jobs import Job
from producer.media.ffmpeg import run_ffmpeg
from producer.media.probe import probe

Say = Callable[[str], str]
LONGEST_SOUND_S = 20 * 60.0
"""Own: longer sound would make the page larger than 5 MB; without it the drawing still stands."""

_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Your take", "Je opname"),
    "well": ("What went well", "Wat goed ging"),
    "change": ("What to change next time", "Wat je de volgende keer verandert"),
    "why": ("Why, and how", "Waarom, en hoe"),
    "nothing": ("Nothing stands out. Do it just like this.", "Er valt niets op. Doe het precies zo."),
    "along": ("Along the time", "In de tijd"),
    "listen": (
        "The bands are what to aim for. Choose a mark, or a place in the waveform, to hear it.",
        "De banden zijn waar je op mikt. Kies een teken, of een plek in de golfvorm, om het te horen.",
    ),
    "wpm": ("words a minute", "woorden per minuut"),
    "speech": ("seconds of speech", "seconden spraak"),
    "unknown": ("not measured", "niet gemeten"),
    "source": ("Source", "Bron"),
}

STYLE = """
:root { color-scheme: light dark; --ink: #201d1a; --soft: #645e56; --ground: #f7f5f2; --card: #fff; --line: #e2dcd4;
  --accent: #c23f28; --calm: #2f6f6a; font: 17px/1.55 Inter, system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ink: #f4f0eb; --soft: #b3aba2; --ground: #181614; --card: #221f1c;
  --line: #38332f; --accent: #ff8268; --calm: #7cc5bd; } }
body { margin: 0; background: var(--ground); color: var(--ink); }
main { max-width: 66rem; margin: 0 auto; padding: 2.5rem 1.25rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
p.sub, p.hint { color: var(--soft); margin: .2rem 0 1.6rem; } p.hint { margin: .6rem 0 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 16px;
  padding: 1.2rem 1.5rem; margin-bottom: 1rem; }
ul, ol { margin: 0; padding-left: 1.3rem; } li { padding: .15rem 0; }
ul.well { list-style: none; padding: 0; } ul.well li::before { content: "\\2713"; color: var(--calm);
  font-weight: 600; display: inline-block; width: 1.5rem; }
details { color: var(--soft); font-size: .95rem; } details p { margin: .3rem 0; color: var(--ink); }
summary { cursor: pointer; } small { color: var(--soft); }
svg { width: 100%; height: auto; display: block; } svg text { fill: var(--soft); font-size: 15px; }
.wave { fill: var(--soft); pointer-events: none; } .ground { fill: transparent; }
.good { fill: var(--calm); } .mark { fill: var(--accent); } .grid { stroke: var(--line); }
.curve { fill: none; stroke: var(--accent); stroke-width: 3; stroke-linejoin: round; }
.aim { fill: var(--calm); opacity: .16; }
.can-hear [data-t], .can-hear [data-wave] { cursor: pointer; }
.can-hear [data-t]:focus { outline: 3px solid var(--ink); outline-offset: 2px; }
.head { stroke: var(--ink); stroke-width: 2; }
"""

SCRIPT = """
const sound = document.querySelector("audio"), svg = document.querySelector("svg"), box = %s;
let stopAt = Infinity;
const hear = (from, to) => { sound.currentTime = Math.max(0, from); stopAt = to; sound.play(); };
const head = svg.querySelector(".head");
sound.addEventListener("timeupdate", () => {
  const x = box.left + box.width * sound.currentTime / box.seconds;
  head.setAttribute("x1", x); head.setAttribute("x2", x); head.style.display = sound.paused ? "none" : "";
  if (sound.currentTime >= stopAt) sound.pause();
});
sound.addEventListener("pause", () => { head.style.display = "none"; });
for (const mark of svg.querySelectorAll("[data-t]")) {
  mark.setAttribute("tabindex", "0"); mark.setAttribute("role", "button");
  mark.setAttribute("aria-label", mark.querySelector("title").textContent);
  const play = () => hear(Number(mark.dataset.t) - 1, Number(mark.dataset.end) + 1);
  mark.addEventListener("click", play);
  mark.addEventListener("keydown", event => { if (event.key === "Enter") play(); });
}
svg.querySelector("[data-wave]")?.addEventListener("click", event => {
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  if (sound.paused) hear(box.seconds * (place.x - box.left) / box.width, Infinity); else sound.pause();
});
"""


def report_page(report: TakeReport, language: str | None = None, *, sound: bytes | None = None) -> str:
    """Return the whole page as HTML; ``language`` is the reader's (Dutch, else English), ``sound`` an M4A file that
    is put into the page (:func:`page_sound`).
    """
    reader = (language or report.language or "en").lower()
    say = _speaker(reader)
    well = _list("ul class=well", [html.escape(praise_text(code, values, reader)) for code, values in report.praise])
    advice = _list("ol", [_change(code, reader) for code in report.change]) or f"<p>{say('nothing')}</p>"
    drawing = timeline_svg(report, reader)
    return (
        f'<!doctype html>\n<html lang="{"nl" if reader.startswith("nl") else "en"}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{say("title")}</title>'
        f"<style>{STYLE}</style>\n<main>"
        f"<h1>{html.escape(report.file.stem)}</h1><p class=sub>{html.escape(_figures(report, say))}</p>\n"
        f"<section><h2>{say('well')}</h2>{well}</section>\n"
        f"<section><h2>{say('change')}</h2>{advice}</section>\n"
        f"<section{' class=can-hear' if sound else ''}><h2>{say('along')}</h2>{drawing}"
        f"<p class=hint>{html.escape(' · '.join(figure_texts(report, reader)))}</p>"
        f"{_listening(sound, report, say) if sound else ''}</section>\n</main></html>\n"
    )


def page_sound(take: Path, duration_s: float, job: Job | None = None) -> bytes | None:
    """Return a take's sound, small enough for a page (AAC, one channel, 32 kbit/s); None where it is too long or has
    none.

    Raises ProducerError where it cannot be made.
    """
    if duration_s > LONGEST_SOUND_S or not probe(take).has_sound:
        return None
    with tempfile.TemporaryDirectory(prefix="producer-page-") as folder:
        out = Path(folder) / "sound.m4a"
        small = ["-vn", "-ac", "1", "-ar", "24000", "-c:a", "aac", "-b:a", "32k"]
        run_ffmpeg(["-protocol_whitelist", "file", "-i", f"file:{take.absolute()}", *small, str(out)], job=job)
        return out.read_bytes()


def _speaker(language: str) -> Say:
    at = 1 if language.startswith("nl") else 0
    return lambda key: _WORDS[key][at]


def _figures(report: TakeReport, say: Say) -> str:
    pace, speech_s = report.figure("voice", "words_per_minute"), report.figure("voice", "speech_s") or 0.0
    told = f"{pace:.0f} {say('wpm')}" if pace is not None else f"{say('wpm')}: {say('unknown')}"
    return f"{clock(report.duration_s)} · {told} · {speech_s:.0f} {say('speech')}"


def _change(code: str, reader: str) -> str:
    """One thing to change, with its lesson folded under it."""
    say, lesson = _speaker(reader), lesson_for(code, reader)
    told = html.escape(advice_text(code, reader)) + "."
    if lesson is None:
        return told
    source = f"<small>{say('source')}: {html.escape(lesson.source)}</small>" if lesson.source else ""
    return (
        f"{told}<details><summary>{say('why')}</summary><p><b>{html.escape(lesson.title)}.</b> "
        f"{html.escape(lesson.text)}</p>{source}</details>"
    )


def _list(kind: str, lines: Sequence[str]) -> str:
    """Make a list of lines that are HTML already; nothing where there are none."""
    return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind.split(' ')[0]}>" if lines else ""


def _listening(sound: bytes, report: TakeReport, say: Say) -> str:
    box = f"{{left: {LEFT}, width: {WIDTH}, seconds: {max(report.duration_s, 0.001):.3f}}}"
    data = base64.b64encode(sound).decode("ascii")
    return (
        f"<p class=hint>{say('listen')}</p>"
        f'<audio preload="auto" src="data:audio/mp4;base64,{data}"></audio><script>{SCRIPT % box}</script>'
    )
