"""What is written down about a finished clip: its files with their checksums, what was measured, and what a person
should know.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from producer import __version__
from producer.export.card import TitleCard
from producer.export.channels import Channel
from producer.export.plan import CLIP, RenderPlan, duration_warning
from producer.export.verify import ClipFacts, sha256
from producer.values import CaptionTrack


@dataclass(frozen=True, slots=True)
class ReleasePack:
    """The files of one finished clip, what was measured on it, and what a person should know."""

    clip: Path
    captions: Path | None
    thumbnail: Path
    manifest: Path
    channel: str = ""
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "channel": self.channel,
            "clip": str(self.clip),
            "captions": str(self.captions) if self.captions else None,
            "thumbnail": str(self.thumbnail),
            "manifest": str(self.manifest),
            "warnings": list(self.warnings),
        }


def describe(
    work: Path,
    base: Path,
    source_sha256: str,
    channel: Channel,
    plan: RenderPlan,
    facts: ClipFacts,
    captions: CaptionTrack | None,
    card: TitleCard | None,
    warnings: tuple[str, ...],
) -> dict[str, Any]:
    """Return the manifest of the files in the working folder, under the names that they will have."""
    return {
        "schema": 1,
        "made_by": f"Producer {__version__}",
        "channel": channel.name,
        "source": {"file": plan.source.name, "sha256": source_sha256},
        "clip": {"file": f"{base.name}.mp4", "sha256": sha256(work / CLIP), **_measured(facts, plan, channel)},
        "captions": None
        if captions is None
        else {
            "file": f"{base.name}.srt",
            "sha256": sha256(work / "captions.srt"),
            "language": captions.language,
            "cues": len(captions.cues),
            "burned_in": plan.burn,
        },
        "thumbnail": {"file": f"{base.name}.jpg", "sha256": sha256(work / "thumbnail.jpg")},
        "title_card": None
        if card is None
        else {"title": card.title, "name": card.name, "role": card.role, "duration_s": plan.card_s},
        "warnings": list(warnings),
    }


def _measured(facts: ClipFacts, plan: RenderPlan, channel: Channel) -> dict[str, Any]:
    return {
        "bytes": facts.bytes,
        "duration_s": round(facts.duration_s, 3),
        "width": facts.width,
        "height": facts.height,
        "fps": plan.fps,
        "frames": facts.frames,
        "loudness_lufs": facts.loudness.integrated_lufs,
        "true_peak_dbtp": facts.loudness.true_peak_dbtp,
        "loudness_target_lufs": channel.lufs,
    }


def clip_warnings(facts: ClipFacts, channel: Channel, missing: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a person should know about the clip; ``missing`` are signs of the card that could not be drawn."""
    long = duration_warning(channel, facts.frames / facts.fps)
    said = [long] if long else []
    loud = facts.loudness.integrated_lufs
    if loud is None:
        said.append("The take is silent.")
    elif abs(loud - channel.lufs) > 1.0:
        said.append(f"The loudness is {loud:.1f} LUFS instead of {channel.lufs:.0f}.")
    if missing:
        said.append(f"The title card was made without {' '.join(missing)}, which its letters do not have.")
    if facts.bytes > channel.max_mb * 1_000_000:
        said.append(f"The file is larger than the {channel.max_mb} MB that {channel.title} takes.")
    return tuple(said)


def caption_warnings(left_out: int, unseen: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a person should know about the captions: how many came too late, which signs no font has."""
    said = []
    if left_out:
        number = "One caption lies" if left_out == 1 else f"{left_out} captions lie"
        said.append(f"{number} after the end of the take and {'was' if left_out == 1 else 'were'} left out.")
    if unseen:
        said.append(f"No font on this computer has {' '.join(unseen[:12])}: the captions in the picture lack it.")
    return tuple(said)
