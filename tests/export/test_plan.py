"""Sizes, frame rates and bit rates of clips, from what the take and the channel are."""

from __future__ import annotations

import pytest

from producer.export import load_channels
from producer.export.plan import frame_rate, picture_size, video_bitrate
from producer.values import MediaInfo

CHANNELS = load_channels()


def info(width: int = 1280, height: int = 720, fps: float = 30.0) -> MediaInfo:
    return MediaInfo("take.mkv", 10.0, True, True, width, height, fps)


@pytest.mark.parametrize(
    ("fps", "linkedin", "youtube"),
    [
        (30.0, 30, 30),
        (29.97, 30, 30),
        (23.976, 24, 24),
        (25.0, 25, 25),
        (50.0, 25, 50),  # every second picture, evenly
        (59.94, 30, 60),
        (15.0, 30, 30),  # each picture twice, evenly
        (27.3, 30, 30),  # uneven times, as in the dark
        (7.5, 30, 30),
        (120.0, 30, 60),
        (0.0, 30, 30),  # not known
    ],
)
def test_frame_rate(fps: float, linkedin: int, youtube: int) -> None:
    assert frame_rate(info(fps=fps), CHANNELS["linkedin"]) == linkedin
    assert frame_rate(info(fps=fps), CHANNELS["youtube"]) == youtube


@pytest.mark.parametrize(
    ("given", "channel", "expected"),
    [
        ((1280, 720), "linkedin", (1280, 720)),
        ((3840, 2160), "linkedin", (1920, 1080)),
        ((2160, 3840), "linkedin", (1080, 1920)),
        ((1920, 1080), "x", (1280, 720)),
        ((641, 361), "youtube", (640, 360)),
        ((4000, 500), "youtube", (1920, 240)),
        ((1, 1), "youtube", (2, 2)),
    ],
)
def test_picture_size(given: tuple[int, int], channel: str, expected: tuple[int, int]) -> None:
    assert picture_size(info(*given), CHANNELS[channel]) == expected


def test_a_long_clip_gets_fewer_bits_so_that_the_file_fits() -> None:
    linkedin = CHANNELS["linkedin"]
    assert video_bitrate(linkedin, 60) == linkedin.video_kbps
    kbps = video_bitrate(linkedin, 3600)
    assert (kbps + 192) * 3600 / 8 / 1000 <= linkedin.max_mb
    assert video_bitrate(linkedin, 1e6) == 100


def test_every_channel_is_one_that_a_file_can_be_made_for() -> None:
    for channel in CHANNELS.values():
        assert channel.long_px % 2 == channel.short_px % 2 == 0
        assert 0 < channel.min_s < channel.max_s
        assert -24 <= channel.lufs <= -13
        assert channel.source
