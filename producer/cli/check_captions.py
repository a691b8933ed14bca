"""``producer check-captions``: caption files held against house rules, and mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from producer.cli.output import complain, emit, emit_json, run_job, say
from producer.errors import ProducerError

if TYPE_CHECKING:
    from producer.captions.broken import BrokenRule
    from producer.captions.film import Film
    from producer.values import CaptionTrack


def register(app: typer.Typer) -> None:
    """Hang the command on the app."""
    app.command("check-captions")(check_captions)


def check_captions(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="SRT, VTT, ASS or TTML files.")],
    rules: Annotated[str, typer.Option(help="House rules: plain, netflix-en, netflix-nl, ...")] = "plain",
    video: Annotated[
        Path | None,
        typer.Option(help="Their video: no caption may stay after its end or over a cut, or start before the voice."),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Mend what can be mended without changing a word; colours and places go, the original is kept.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each file.")] = False,
) -> None:
    """Name every broken rule with its cue and figure. Ends with 1 where a rule is broken."""
    from producer.captions.rules import load_rules

    try:
        load_rules(rules)
    except ProducerError as error:
        raise typer.BadParameter(str(error)) from error
    film = _film(video) if video is not None else None
    failed = False
    for path in files:
        try:
            result, track, broken = _check(path, rules, film, fix)
        except ProducerError as error:
            complain(path.name, error)
            failed = True
            continue
        failed = failed or bool(broken)
        if as_json:
            emit_json(result)
        else:
            _print(path, track, broken, result, fix)
    if failed:
        raise typer.Exit(1)


def _film(video: Path) -> Film:
    from producer.captions.film import read_film

    try:
        return run_job("Looking at the video", lambda job: read_film(video, job=job))
    except ProducerError as error:
        complain(video.name, error)
        raise typer.Exit(1) from error


def _check(
    path: Path, rules_name: str, film: Film | None, fix: bool
) -> tuple[dict[str, Any], CaptionTrack, tuple[BrokenRule, ...]]:
    from dataclasses import replace

    from producer.captions import load_rules, read_captions, write_captions
    from producer.captions.check import after_end, broken_rules
    from producer.captions.film import Film
    from producer.captions.look import loses_look
    from producer.captions.mend import mended
    from producer.captions.reading import file_text
    from producer.speech.language import guess_language

    track = read_captions(path, as_it_is=True)
    track = replace(track, language=track.language or guess_language(" ".join(cue.text for cue in track.cues)))
    rules = load_rules(rules_name, language=track.language)
    film = film or Film(float("inf"))

    def broken_in(track: CaptionTrack) -> tuple[BrokenRule, ...]:
        return broken_rules(track, rules, film.cuts, film.voice) + after_end(track, film.duration_s)

    before = broken = broken_in(track)
    original, look_lost = None, False
    if fix and before:
        was = file_text(path)
        track = mended(track, rules, film.cuts, film.voice, until_s=film.duration_s)
        broken = broken_in(track)
        original = _keep(path)
        write_captions(track, path)
        look_lost = loses_look(was, file_text(path))
    result = {
        "file": str(path),
        "rules": rules.name,
        "language": track.language,
        "cues": len(track.cues),
        "broken_rules": [rule.to_json() for rule in broken],
        "broken_before": len(before),
        "original": str(original) if original else None,
        "look_lost": look_lost,
    }
    return result, track, broken


def _keep(path: Path) -> Path:
    """Keep the original beside the mended file; one that is kept already stays. Return where it is."""
    import shutil

    from producer.files import written_beside

    original = path.with_name(f"{path.name}.orig")
    if not original.exists():
        with written_beside(original) as part:
            shutil.copyfile(path, part)
    return original


def _print(path: Path, track: CaptionTrack, broken: tuple[BrokenRule, ...], result: dict[str, Any], fix: bool) -> None:
    from producer.captions.broken import rule_text

    for rule in broken:
        minutes, seconds = divmod(track.cues[rule.cue - 1].start_s, 60)
        emit(f"{path}: cue {rule.cue} at {minutes:.0f}:{seconds:05.2f}: {rule_text(rule)}")
    said = f"{path.name}: {len(track.cues)} cues, {len(broken)} broken rules"
    if not fix:
        say(f"{said}.")
        return
    mended = max(0, result["broken_before"] - len(broken))
    left = " What is left needs other words or other times." if broken else ""
    kept = f" The original is kept as {Path(result['original']).name}" if result["original"] else ""
    look = ", with its colours, italics and places, which this one has no more" if result["look_lost"] else ""
    say(f"{said}, {mended} mended.{left}{kept}{look}{'.' if kept else ''}")
