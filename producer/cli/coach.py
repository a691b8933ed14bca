"""``producer coach``: what a finished take measured, and what to change."""

from __future__ import annotations

import json as json_text
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from producer.cli.output import complain, emit_json, run_job
from producer.errors import InputError, ProducerError
from producer.jobs import Job

if TYPE_CHECKING:
    from producer.values import Transcript


def register(app: typer.Typer) -> None:
    """Hang the command on the app."""
    app.command("coach")(coach)


def coach(
    videos: Annotated[list[Path], typer.Argument(metavar="VIDEO...", help="Finished takes.")],
    transcript: Annotated[
        Path | None, typer.Option(help="A transcript (JSON of: producer caption --format json).")
    ] = None,
    language: Annotated[str | None, typer.Option(help="nl, en, ...: the language that is spoken.")] = None,
    page: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Also write the report as a page that opens anywhere.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a video.")] = False,
) -> None:
    """Report on framing, light, voice and pacing of finished takes, with advice, worst first."""
    if (transcript is not None or page is not None) and len(videos) > 1:
        raise typer.BadParameter("A transcript and a page belong to one video: name one.")
    failed = False
    for video in videos:
        try:
            report = run_job(f"Looking at {video.name}", partial(_report, video, transcript, language, page))
        except ProducerError as error:
            complain(video.name, error)
            failed = True
            continue
        if json:
            emit_json(report)
        else:
            _show(report)
    if failed:
        raise typer.Exit(1)


def _report(video: Path, transcript: Path | None, language: str | None, page: Path | None, job: Job) -> dict[str, Any]:
    from producer.coach.take.page import page_sound, report_page
    from producer.coach.take.take import measure_take
    from producer.coach.take.take_report import take_report
    from producer.files import write_text

    words = _read_transcript(transcript) if transcript is not None else None
    report = take_report(measure_take(video, transcript=words, language=language, job=job))
    if page is not None:
        write_text(page, report_page(report, sound=page_sound(video, report.duration_s, job)))
    return dict(report.report)


def _read_transcript(path: Path) -> Transcript:
    from producer.files import read_text
    from producer.values import Transcript

    try:
        return Transcript.from_json(json_text.loads(read_text(path)))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path.name} is not a transcript that can be read.",
            code="not-transcript",
            cure="Make one with: producer caption VIDEO --format json",
            path=str(path),
        ) from error


def _show(report: dict[str, Any]) -> None:
    """Print what to change, worst first, and then what was measured; in colour on a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"{report['file']} ({report['duration_s']:.0f} s)", style="bold"))
    for number, item in enumerate(report["advice"], 1):
        console.print(Text(f"  {number}. {_sentence(item['text'])}", style="yellow"))
    if not report["advice"]:
        console.print(Text("  All is well: nothing to change.", style="green"))
    table = Table.grid(padding=(0, 2))
    for name, value in _measured(report):
        table.add_row("", Text(name, style="dim"), value)
    console.print(table)


def _sentence(text: str) -> str:
    return text if text.endswith(("?", "!", ".")) else f"{text}."


def _measured(report: dict[str, Any]) -> list[tuple[str, str]]:
    framing, voice = report["framing"], report["voice"]
    eyes = f"looking at the lens {_share(framing['lens_share'])}"
    return [
        ("face", f"{_share(framing['face_share'])} of the time, {_share(framing['face_height'])} high, {eyes}"),
        ("speech", f"{_number(voice['speech_s'], ' s')}, {_number(voice['words_per_minute'], ' words a minute')}"),
        ("pauses", str(len(voice["pauses"]))),
        ("fillers", "not measured" if voice["fillers"] is None else str(len(voice["fillers"]))),
        ("loudness", f"{_number(voice['loudness_lufs'], ' LUFS')}, peak {_number(voice['true_peak_dbtp'], ' dBTP')}"),
        ("noise", f"{_number(voice['snr_db'], ' dB below the voice')}"),
    ]


def _share(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.0%}"


def _number(value: float | None, unit: str) -> str:
    return "not measured" if value is None else f"{value:.0f}{unit}"
