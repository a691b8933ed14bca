"""What the captions' page asks of the engine: plain callables, so that tests give their own. All but the first four run
on background threads; all may raise ProducerError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from producer.jobs import Job
from ui.listening import MakePlayer

if TYPE_CHECKING:
    from producer.captions.check import BrokenRule
    from producer.captions.draft import Draft
    from producer.captions.film import Film
    from producer.captions.rules import Rules
    from producer.captions.style import CaptionStyle
    from producer.export.still import Still
    from producer.media.waveform import Waveform
    from producer.values import CaptionTrack

CUTS_MOST_S = 1200.0
"""Finding cuts decodes the whole picture (measured: 0.13 s for each second of 720 lines); in a longer film it would
take more than some minutes beside a person who works.
"""


@dataclass(frozen=True, slots=True)
class CaptionWork:
    """``load`` gives what was left unsaved beside a caption file; ``keep`` writes such a draft (captions, track, cue,
    the ``file_sum`` of the captions), ``drop`` removes it; ``set_aside`` keeps a copy of captions that another
    program changed; ``save`` writes the captions and every format of them that
    lies beside (media, captions, track, the track as it was opened). ``check`` holds the captions against the rules and
    what is known of their film; ``cuts`` says where it cuts.
    """

    load: Callable[[Path], Draft | None]
    rules: Callable[[str, str], Rules]
    check: Callable[[CaptionTrack, Rules, Film], Sequence[BrokenRule]]
    load_style: Callable[[], CaptionStyle]
    save_style: Callable[[CaptionStyle], None]
    file_sum: Callable[[Path], str]
    keep: Callable[[Path, CaptionTrack, int, str], None]
    drop: Callable[[Path], None]
    set_aside: Callable[[Path], Path]
    save: Callable[[Path, Path, CaptionTrack, CaptionTrack], Sequence[Path]]
    picture: Callable[[Path, float, tuple[str, ...], CaptionStyle], Still]
    waveform: Callable[[Path, bool, Job], Waveform]
    cuts: Callable[[Path, Job], Sequence[float]]
    make_player: MakePlayer


def real_work(make_player: MakePlayer) -> CaptionWork:
    """Return the engine's own; its parts are imported here, when a page is first opened."""
    import atexit

    from producer.captions import draft, load_rules
    from producer.captions.check import after_end, broken_rules
    from producer.captions.style import burn_style, load_style, save_style
    from producer.export.still import Stills, still_size

    stills = Stills()
    atexit.register(stills.close)

    def save(media: Path, captions: Path, track: CaptionTrack, before: CaptionTrack) -> Sequence[Path]:
        from producer.media.probe import probe

        size = still_size(probe(media)) if media.is_file() else (1280, 720)
        return draft.save_captions(captions, track, before, style=burn_style(load_style(), *size), size=size)

    def check(track: CaptionTrack, rules: Rules, film: Film) -> Sequence[BrokenRule]:
        return broken_rules(track, rules, film.cuts) + after_end(track, film.duration_s)

    def cuts(media: Path, job: Job) -> Sequence[float]:
        from producer.media.cuts import scene_cuts
        from producer.media.probe import probe

        info = probe(media)
        return scene_cuts(media, job=job) if info.has_picture and info.duration_s <= CUTS_MOST_S else ()

    def waveform(media: Path, with_voice: bool, job: Job) -> Waveform:
        from producer.media.waveform import read_waveform

        return read_waveform(media, with_voice=with_voice, job=job)

    return CaptionWork(
        load=draft.read_draft,
        rules=lambda name, language: load_rules(name, language=language),
        check=check,
        load_style=load_style,
        save_style=save_style,
        file_sum=draft.file_sum,
        keep=draft.keep_draft,
        drop=draft.drop_draft,
        set_aside=draft.set_aside,
        save=save,
        picture=stills.still,
        waveform=waveform,
        cuts=cuts,
        make_player=make_player,
    )
