"""One picture with its caption, drawn as the clip's will be: the same filters, the same libass, the same fonts.

Finding the picture takes longest, so it is kept: typing and choosing a style only draw the captions anew (about 40 ms
for 720 lines).
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from producer.captions.style import CaptionStyle
from producer.export.burn import font_instead, lay_captions
from producer.export.plan import CAPTIONS, COLOUR, FONTS
from producer.media.ffmpeg import run_ffmpeg
from producer.media.probe import probe
from producer.values import CaptionTrack, Cue, MediaInfo

LONG_PX, SHORT_PX = 1280, 720
"""No larger than this: a preview is seen smaller than its clip, and every pixel is drawn again at each letter typed."""
GROUND = (640, 360, "0x202020")
"""What sound without a picture is shown on."""
PICTURE, STILL = "picture.yuv", "still.rgb"
TO_SCREEN = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=rgb24"
STANDS_S = 10.0
FROM_END_S = 0.1
"""The last picture may be this long before the end that the file names."""


@dataclass(frozen=True, slots=True)
class Still:
    """``pixels`` are height x width x 3 bytes, RGB. ``font_instead`` names the font that was drawn with because the
    chosen one is not on this computer, else empty.
    """

    width: int
    height: int
    pixels: bytes
    font_instead: str = ""


class Stills:
    """Draws stills of one video after another; one thread at a time. ``close`` removes what it kept."""

    def __init__(self) -> None:
        self._work = Path(tempfile.mkdtemp(prefix="producer-still-"))
        self._kept: tuple[Path, float] | None = None
        self._info: tuple[Path, MediaInfo] | None = None

    def still(self, media: Path, time_s: float, lines: tuple[str, ...], style: CaptionStyle) -> Still:
        """Return the picture at ``time_s`` with ``lines`` as its caption. Raises MissingFile, NotMedia, ToolError,
        DiskError.
        """
        if self._info is None or self._info[0] != media:
            self._info, self._kept = (media, probe(media)), None
        info = self._info[1]
        size = still_size(info)
        if self._kept != (media, time_s):
            self._kept = None
            self._find(media, info, time_s, size)
            self._kept = (media, time_s)
        return self._draw(lines, style, size)

    def close(self) -> None:
        shutil.rmtree(self._work, ignore_errors=True)

    def _find(self, media: Path, info: MediaInfo, time_s: float, size: tuple[int, int]) -> None:
        """Keep the picture as the clip's filters hand it to libass."""
        if info.has_picture:
            at_s = max(0.0, min(time_s, info.duration_s - FROM_END_S))
            source = ["-ss", f"{at_s:.3f}", "-protocol_whitelist", "file", "-i", f"file:{media.absolute()}"]
        else:
            source = ["-f", "lavfi", "-i", f"color=c={GROUND[2]}:s={size[0]}x{size[1]}:d=1"]
        scaled = f"scale={size[0]}:{size[1]}:flags=lanczos:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p"
        run_ffmpeg(
            [*source, "-frames:v", "1", "-an", "-sn", "-dn", "-vf", scaled, "-f", "rawvideo", PICTURE], cwd=self._work
        )

    def _draw(self, lines: tuple[str, ...], style: CaptionStyle, size: tuple[int, int]) -> Still:
        cues = (Cue(0.0, STANDS_S, lines),) if lines else ()
        lay_captions(self._work, CaptionTrack("", cues), style, size)
        shown = f"{COLOUR},ass={CAPTIONS}:fontsdir={FONTS},{TO_SCREEN}"
        said = run_ffmpeg(
            [
                *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-i", PICTURE),
                *("-vf", shown, "-frames:v", "1", "-f", "rawvideo", STILL),
            ],
            cwd=self._work,
        )
        return Still(*size, (self._work / STILL).read_bytes(), font_instead(said, style.font) if lines else "")


def still_size(info: MediaInfo) -> tuple[int, int]:
    """Return even sides of the picture's own shape, no larger than a preview needs."""
    if not info.has_picture:
        return GROUND[0], GROUND[1]
    long_px, short_px = max(info.width, info.height), min(info.width, info.height)
    scale = min(1.0, LONG_PX / long_px, SHORT_PX / short_px)
    return max(2, round(info.width * scale / 2) * 2), max(2, round(info.height * scale / 2) * 2)
