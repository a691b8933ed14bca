"""The real engine behind the window's caption pages. Heavy parts are imported inside the methods, which run on
background threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from producer.jobs import Job
from ui.captioning import Captions, Progressed

if TYPE_CHECKING:
    from producer.batch.report import FileReport
    from producer.values import CaptionTrack, Transcript
    from ui.screens.batch import BatchOrder
    from ui.screens.captions_work import CaptionWork


class RealCaptioning:
    """Captions files on this machine, one after the other with the model loaded once."""

    def find(self, inputs: Sequence[Path], out: Path) -> list[Path]:
        from producer.batch.plan import find_items

        return [item.source for item in find_items(inputs, out)]

    def caption(
        self, order: BatchOrder, job: Job, on_file: Callable[[FileReport], None], on_progress: Progressed
    ) -> list[FileReport]:
        from producer.batch.caption import caption_files
        from producer.batch.options import CaptionOptions
        from ui.screens.batch import MIXED

        options = CaptionOptions(
            language=None if order.language == MIXED else order.language,
            per_stretch=order.language == MIXED,
            rules=order.rules,
            burn=order.burn,
            glossary=order.glossary,
            translate=order.translate,
        )
        whole = set(self.find(order.inputs, order.out)) == set(order.files)
        return caption_files(
            order.inputs if whole else order.files,
            order.out,
            options,
            job=job,
            on_file=on_file,
            on_progress=lambda now: on_progress(now.share, now.left_s),
        )

    def caution(self, language: str) -> str:
        from producer.errors import ModelError
        from producer.models import find_speech_model
        from producer.speech.draft import draft_warning

        try:
            return draft_warning(find_speech_model(None), language)
        except ModelError:
            return ""  # each file says it, with its cure

    def of_take(self, take: Path, job: Job) -> Captions:
        from producer.captions import make_cues
        from producer.captions.rules import DEFAULT, VERTICAL
        from producer.files import write_json
        from producer.studio import (
            captions_beside,
            is_upright,
            script_beside,
            script_differences,
            transcript_beside,
            transcript_for,
            transcript_path,
        )

        rules, track, words = VERTICAL if is_upright(take) else DEFAULT, captions_beside(take), transcript_beside(take)
        if track is None:
            words = transcript_for(take, script=script_beside(take), job=job)
            write_json(transcript_path(take), words.to_json())
            track = make_cues(words, rules=rules)
        track = _in_language(track, words.language if words is not None else None)
        return Captions(take, take.with_suffix(".srt"), track, words, rules, script_differences(take, words))

    def of_result(self, report: FileReport, rules: str) -> Captions:
        from producer.batch.writing import FINDINGS
        from producer.captions import read_captions
        from producer.speech.findings import read_findings

        results = [path for path in map(Path, report.outputs) if not path.name.endswith(FINDINGS)]
        by_kind = {path.suffix: path for path in results}
        media, srt, words = Path(report.input), by_kind[".srt"], _words(by_kind.get(".json"))
        track = _in_language(read_captions(srt), report.language or (words.language if words is not None else None))
        return Captions(media, srt, track, words, _rules_of(media, rules), read_findings(srt.with_suffix(FINDINGS)))

    def work(self) -> CaptionWork:
        from producer.media.play import Player
        from ui.screens.captions_work import real_work

        return real_work(Player)


def _in_language(track: CaptionTrack, language: str | None) -> CaptionTrack:
    """Return the captions with the language that is known of them, else that of their small words: a caption file names
    none, and a rule's limit can be another one in another language.
    """
    from producer.speech.language import guess_language

    if track.language or not track.cues:
        return track
    return replace(track, language=language or guess_language(" ".join(cue.text for cue in track.cues)))


def _rules_of(media: Path, asked: str) -> str:
    """Return the rules that a batch held a file to: an upright picture has its own where nothing else was asked."""
    from producer.captions.rules import DEFAULT, VERTICAL
    from producer.errors import InputError
    from producer.studio import is_upright

    try:
        return VERTICAL if asked == DEFAULT and is_upright(media) else asked
    except InputError:  # the film is gone; its captions are here
        return asked


def _words(path: Path | None) -> Transcript | None:
    """Return the transcript of a result; None where there is none that can be read."""
    import json

    from producer.values import Transcript

    try:
        return None if path is None else Transcript.from_json(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
