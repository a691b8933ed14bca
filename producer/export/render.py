"""From a take to a release pack: plan, one ffmpeg pass, verify, then the names. What is not finished is never seen.

All work happens in a hidden folder inside the target folder; stopping or failing removes it, and files that stood
there before are replaced only by a finished and checked one.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from producer.captions.formats import write_captions
from producer.captions.style import CaptionStyle, load_style
from producer.export.burn import font_warnings, lay_captions
from producer.export.card import TitleCard, draw_card
from producer.export.channels import Channel
from producer.export.manifest import ReleasePack, caption_warnings, clip_warnings, describe
from producer.export.plan import (
    CARD,
    CARD_S,
    CLIP,
    SOUND_END,
    RenderPlan,
    file_options,
    frame_rate,
    picture_size,
    render_command,
    sound_delay,
    sound_options,
    video_bitrate,
)
from producer.export.sound import PEAK_DBTP, SoundPlan, base_chain, plan_sound
from producer.export.thumbnail import make_thumbnail
from producer.export.verify import ClipFacts, sha256, verify_clip
from producer.files import disk_errors, take_name, write_json
from producer.jobs import Job
from producer.media.ffmpeg import run_ffmpeg
from producer.media.probe import probe
from producer.values import CaptionTrack, Cue, MediaInfo

MOST_PEAK_DBTP = -1.5
"""EBU R 128 s2 asks for at most -1 dBTP in streaming; half a decibel stays for the site's own encoding."""
THUMBNAIL = "thumbnail.jpg"
WORKING, OLD_S = ".part-clip-", 24 * 3600.0
"""How working folders are named, and the age in seconds from which nobody can be working in one any more (own)."""


def export_clip(
    video: Path,
    channel: Channel,
    out: Path,
    *,
    captions: CaptionTrack | None = None,
    burn: bool = True,
    style: CaptionStyle | None = None,
    card: TitleCard | None = None,
    job: Job | None = None,
) -> ReleasePack:
    """Make the clip of one channel in ``out``: ``<stem>-<channel>.mp4``, ``.srt``, ``.jpg`` and ``.json``. ``style``
    None: captions look as the person has chosen, else as by default.

    Raises MissingFile, NotMedia, NoPicture, NoSound, ToolError, DiskError,
    Cancelled; nothing half-made stays behind.
    """
    job = job or Job()
    info = probe(video, need_picture=True, need_sound=True)
    captions, left_out = within(captions, info.duration_s)
    burned = bool(burn and captions and captions.cues)
    base = out / f"{video.stem}-{channel.name}"
    with working_folder(out) as work, ThreadPoolExecutor(1, thread_name_prefix="export-prepare") as beside:
        plan = make_plan(video, info, channel, CARD_S if card else 0.0, burned, "")
        missing = beside.submit(prepare, work, plan, captions, card, style)
        still = beside.submit(make_thumbnail, video, info.duration_s, (plan.width, plan.height), work / THUMBNAIL)
        source_sum = beside.submit(sha256, video)
        sound = plan_sound(video, info, channel.lufs, job=job.part(0.0, 0.08))
        plan = replace(plan, sound_chain=sound.chain)
        signs = missing.result()
        facts, said = _render(work, plan, channel, sound, job.part(0.08, 0.97))
        still.result()
        shifted = shift(captions, plan.card_s) if captions and captions.cues else None
        if shifted:
            write_captions(shifted, work / "captions.srt")
        warnings = (*clip_warnings(facts, channel, signs), *caption_warnings(left_out, unseen_signs(said)))
        warnings += font_warnings(said, style or load_style()) if burned else ()
        told = describe(work, base, source_sum.result(), channel, plan, facts, shifted, card, warnings)
        write_json(work / "manifest.json", told)
        job.check()
        return _publish(work, base, channel, bool(shifted), warnings)


def burn_captions(
    video: Path, captions: CaptionTrack, target: Path, *, style: CaptionStyle | None = None, job: Job | None = None
) -> None:
    """Write ``video`` with its captions in the picture to ``target``, at its own size and loudness. ``style`` and
    what is raised are as in ``export_clip``.
    """
    info = probe(video, need_picture=True, need_sound=True)
    as_it_is = Channel("original", "", "", "", 3840, 2160, 60, 0.0, 1e9, 1 << 30, 20000, 0.0, True)
    with working_folder(target.parent) as work:
        plan = make_plan(video, info, as_it_is, 0.0, bool(captions.cues), base_chain(info))
        prepare(work, plan, captions, None, style)
        run_ffmpeg(render_command(plan), job=job, duration_s=plan.duration_s, cwd=work)
        verify_clip(work / CLIP, plan)
        take_name(work / CLIP, target)


@contextlib.contextmanager
def working_folder(out: Path) -> Iterator[Path]:
    """Give a hidden folder in ``out`` that is gone when the block ends, and ``out`` too if it was made for nothing."""
    made = not out.exists()
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        sweep(out)
        work = Path(tempfile.mkdtemp(dir=out, prefix=WORKING))
    try:
        with disk_errors(out):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        if made and not any(out.iterdir()):
            out.rmdir()


def sweep(out: Path) -> None:
    """Remove working folders that a killed or crashed process left more than a day ago."""
    for left in out.glob(f"{WORKING}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > OLD_S:
            shutil.rmtree(left, ignore_errors=True)


def make_plan(video: Path, info: MediaInfo, channel: Channel, card_s: float, burn: bool, chain: str) -> RenderPlan:
    """Return the plan of a clip; card and take last whole frames, so that the sound can follow exactly."""
    width, height = picture_size(info, channel)
    fps = frame_rate(info, channel)
    card_s, main_s = round(card_s * fps) / fps, max(1, round(info.duration_s * fps)) / fps
    bitrate = video_bitrate(channel, main_s + card_s)
    return RenderPlan(video, width, height, fps, main_s, card_s, burn, chain, bitrate)


def prepare(
    work: Path,
    plan: RenderPlan,
    captions: CaptionTrack | None,
    card: TitleCard | None,
    style: CaptionStyle | None = None,
) -> tuple[str, ...]:
    """Lay what the plan names into the working folder. Return the signs of the card that could not be drawn."""
    if plan.burn and captions:
        lay_captions(work, captions, style, (plan.width, plan.height))
    return draw_card(card, plan.width, plan.height, work / CARD) if card and plan.card_s else ()


def _render(work: Path, plan: RenderPlan, channel: Channel, sound: SoundPlan, job: Job) -> tuple[ClipFacts, str]:
    """Make the clip. Return what it measures, and what ffmpeg said of its captions."""
    said = run_ffmpeg(render_command(plan), job=job, duration_s=plan.duration_s, cwd=work)
    facts = verify_clip(work / CLIP, plan)
    peak = facts.loudness.true_peak_dbtp
    if peak is not None and peak > MOST_PEAK_DBTP and sound.before.integrated_lufs is not None:
        facts = _calmer(work, plan, channel, peak, job)
    return facts, said


def unseen_signs(said: str) -> tuple[str, ...]:
    """Return the signs for which libass found no font, out of what ffmpeg printed: they are drawn as empty boxes."""
    codes = re.findall(r"failed to find any fallback with glyph 0x([0-9A-Fa-f]+)", said)
    signs = dict.fromkeys(chr(int(code, 16)) for code in codes)
    return tuple(sign for sign in signs if sign.isprintable() and sign != "\ufe0f")


def _calmer(work: Path, plan: RenderPlan, channel: Channel, peak: float, job: Job) -> ClipFacts:
    """Encoding lifted a peak over the limit: make the sound once more with as much more room, and keep the picture."""
    info, room_dbtp = probe(plan.source), PEAK_DBTP - (peak - MOST_PEAK_DBTP) - 0.3
    sound = plan_sound(plan.source, info, channel.lufs, peak_dbtp=room_dbtp, job=job.part(1.0, 1.0))
    (work / CLIP).replace(work / "first.mp4")
    run_ffmpeg(
        [
            *("-protocol_whitelist", "file", "-i", "first.mp4", "-i", f"file:{plan.source.absolute()}"),
            *(
                "-filter_complex",
                f"[1:a:0]{sound.chain},{sound_delay(plan)}{SOUND_END}[a]",
                "-map",
                "0:v",
                "-map",
                "[a]",
                "-c:v",
                "copy",
            ),
            *(*sound_options(), "-t", f"{plan.duration_s:.6f}"),
            *file_options(),
            CLIP,
        ],
        job=job,
        cwd=work,
    )
    return verify_clip(work / CLIP, plan)


def within(captions: CaptionTrack | None, end_s: float) -> tuple[CaptionTrack | None, int]:
    """Return the captions up to ``end_s``, and how many lie wholly after it: upload sites refuse such a file."""
    if captions is None:
        return None, 0
    kept = tuple(replace(cue, end_s=min(cue.end_s, end_s)) for cue in captions.cues if cue.start_s < end_s)
    return replace(captions, cues=kept), len(captions.cues) - len(kept)


def shift(captions: CaptionTrack, by_s: float) -> CaptionTrack:
    """Return the captions moved by as much as the title card pushes the take back."""
    cues = tuple(Cue(cue.start_s + by_s, cue.end_s + by_s, cue.lines) for cue in captions.cues)
    return CaptionTrack(captions.language, cues)


def _publish(work: Path, base: Path, channel: Channel, with_captions: bool, warnings: tuple[str, ...]) -> ReleasePack:
    """Give the finished files their names, the manifest last: where it stands, the pack is whole (so an older one
    goes first).
    """
    places = {suffix: base.with_name(f"{base.name}.{suffix}") for suffix in ("mp4", "srt", "jpg", "json")}
    places["json"].unlink(missing_ok=True)
    take_name(work / CLIP, places["mp4"])
    if with_captions:
        take_name(work / "captions.srt", places["srt"])
    else:
        places["srt"].unlink(missing_ok=True)
    take_name(work / THUMBNAIL, places["jpg"])
    take_name(work / "manifest.json", places["json"])
    srt = places["srt"] if with_captions else None
    return ReleasePack(places["mp4"], srt, places["jpg"], places["json"], channel.name, warnings)
