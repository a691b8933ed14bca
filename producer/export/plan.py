"""What will be rendered, as plain values: sizes, frame rate, sound chain, and the one ffmpeg command that does it.

No text of a person is in any of it: captions, title and fonts lie under fixed names in a private working folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from producer.export.channels import Channel
from producer.values import MediaInfo

FRAME_RATES = (24, 25, 30, 50, 60)
NEAR_RATE = 0.02
"""How far a take's average may be from a usual rate and still mean it: 23.976 means 24, 29.97 means 30."""
CARD_S = 2.5
"""How long the title card stands: long enough to read twelve words at three words a second, and over before anybody
leaves.
"""
FADE_S = 0.25
AUDIO_KBPS = 192
SOUND_RATE_HZ = 48_000
PRIMING = 1024
"""Samples of silence that the AAC encoder puts in front (21 ms). Upload sites ask for files without edit lists, and
without one a player shows them: as many samples are taken away first, so that sound and picture stay together.
"""
SOUND_END = f"apad,atrim=start_sample={PRIMING},asetpts=PTS-STARTPTS"
COLOUR = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
HOLD_LAST = "tpad=stop=-1:stop_mode=clone"
"""The last picture stands until the sound ends, so that captions are seen there too; the clip's length ends it."""
CAPTIONS, CARD, CLIP, FONTS = "captions.ass", "card.png", "clip.mp4", "fonts"


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """One clip: ``width`` x ``height`` pixels at ``fps``; the main part lasts ``main_s`` after a card of ``card_s``
    (0: none).
    """

    source: Path
    width: int
    height: int
    fps: int
    main_s: float
    card_s: float
    burn: bool
    sound_chain: str
    video_kbps: int
    preset: str = "veryfast"
    crf: int = 20

    @property
    def duration_s(self) -> float:
        return self.card_s + self.main_s

    @property
    def card_frames(self) -> int:
        return round(self.card_s * self.fps)

    @property
    def frames(self) -> int:
        return self.card_frames + round(self.main_s * self.fps)


def picture_size(info: MediaInfo, channel: Channel) -> tuple[int, int]:
    """Return even sides that fit the channel with the picture's own shape; nothing is made larger."""
    long_px, short_px = max(info.width, info.height), min(info.width, info.height)
    scale = min(1.0, channel.long_px / long_px, channel.short_px / short_px)
    return (max(2, round(info.width * scale / 2) * 2), max(2, round(info.height * scale / 2) * 2))


def frame_rate(info: MediaInfo, channel: Channel) -> int:
    """Return the take's own frame rate where it is a usual one, else one that is high enough for its uneven times:
    30 up to there, 60 above. A channel that takes no more than 30 gets every second picture of 50 or 60.
    """
    near = [rate for rate in FRAME_RATES if abs(info.fps - rate) <= NEAR_RATE * rate]
    own = near[0] if near else 30 if info.fps <= 30 else 60
    return own if own <= channel.max_fps else own // 2


def duration_warning(channel: Channel, duration_s: float) -> str | None:
    """Return the sentence for a clip that is longer or shorter than the channel takes, None where it fits."""
    if channel.min_s <= duration_s <= channel.max_s:
        return None
    limit = f"at most {channel.max_s:g}" if duration_s > channel.max_s else f"at least {channel.min_s:g}"
    return f"The clip lasts {duration_s:.2f} seconds, and {channel.title} takes {limit}."


def video_bitrate(channel: Channel, duration_s: float) -> int:
    """Return the most kilobits a second: the channel's own, less where the file would grow beyond its limit."""
    room_kbps = channel.max_mb * 8000 * 0.95 / max(1.0, duration_s) - AUDIO_KBPS
    return max(100, min(channel.video_kbps, int(room_kbps)))


def render_command(plan: RenderPlan) -> list[str]:
    """Return ffmpeg's arguments; it is run in the working folder that holds what the plan names."""
    inputs = ["-protocol_whitelist", "file", "-i", f"file:{plan.source.absolute()}"]
    if plan.card_s:
        inputs += ["-loop", "1", "-framerate", str(plan.fps), "-i", CARD]
    return [
        *inputs,
        *("-filter_complex", filter_graph(plan), "-map", "[v]", "-map", "[a]", "-sn", "-dn"),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-t", f"{plan.duration_s:.6f}"),
        *video_options(plan),
        *sound_options(),
        *file_options(),
        CLIP,
    ]


def filter_graph(plan: RenderPlan) -> str:
    """Return the whole graph: made of numbers and fixed names only."""
    main = (
        f"[0:v:0]fps={plan.fps}:start_time=0,scale={plan.width}:{plan.height}:flags=lanczos:out_color_matrix=bt709:out_range=tv,"
        f"setsar=1,format=yuv420p,{COLOUR},{HOLD_LAST}"
    )
    if plan.burn:
        main += f",ass={CAPTIONS}:fontsdir={FONTS}"
    sound = f"[0:a:0]{plan.sound_chain}"
    if not plan.card_s:
        return f"{main}[v];{sound},{SOUND_END}[a]"
    fade_out_s = plan.card_s - FADE_S
    card = (
        f"[1:v]trim=end_frame={plan.card_frames},scale={plan.width}:{plan.height}:out_color_matrix=bt709:out_range=tv,setsar=1,"
        f"fade=t=in:d={FADE_S},fade=t=out:st={fade_out_s}:d={FADE_S},format=yuv420p,{COLOUR}[card]"
    )
    return f"{card};{main}[main];[card][main]concat=n=2:v=1:a=0[v];{sound},{sound_delay(plan)}{SOUND_END}[a]"


def sound_delay(plan: RenderPlan) -> str:
    """Return the filter that holds the sound back while the card stands, with its comma; nothing without a card."""
    return f"adelay={round(plan.card_s * SOUND_RATE_HZ)}S:all=1," if plan.card_s else ""


def video_options(plan: RenderPlan) -> list[str]:
    """Return the options of the picture: H.264 High, 4:2:0, constant frame rate, closed groups of half a second,
    BT.709.
    """
    return [
        *(
            "-c:v",
            "libx264",
            "-preset",
            plan.preset,
            "-crf",
            str(plan.crf),
            "-profile:v",
            "high",
            "-pix_fmt",
            "yuv420p",
        ),
        *("-maxrate", f"{plan.video_kbps}k", "-bufsize", f"{2 * plan.video_kbps}k", "-bf", "2", "-g", str(plan.fps)),
        *("-flags", "+cgop", "-r", str(plan.fps), "-fps_mode", "cfr"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
    ]


def sound_options() -> list[str]:
    """Return the options of the sound: AAC-LC, 48 kHz, two channels."""
    return ["-c:a", "aac", "-b:a", f"{AUDIO_KBPS}k", "-ar", str(SOUND_RATE_HZ), "-ac", "2"]


def file_options() -> list[str]:
    """Return the options of the file: MP4 with its index in front, no edit list, and pictures that start at 0 all
    the same.
    """
    return ["-movflags", "+faststart+negative_cts_offsets", "-use_editlist", "0", "-f", "mp4"]
