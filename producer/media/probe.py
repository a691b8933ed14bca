"""What a file holds, and one clear sentence where it holds nothing that can be used."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import av
import av.error

from producer.errors import MissingFile, NoPicture, NoSound, NotMedia
from producer.values import MediaInfo

PLAYLISTS = {"hls", "concat", "sdp", "dash", "applehttp"}
"""Formats that name other files or addresses: never opened (they can pull in what the person did not choose)."""

PICTURE_FILES = {"image2", "png_pipe", "jpeg_pipe", "gif", "webp_pipe", "bmp_pipe", "tiff_pipe", "svg_pipe"}
TEXT_FILES = {"srt", "webvtt", "ass", "lrc", "tty", "aqtitle", "subviewer", "microdvd"}


def probe(path: Path, *, need_picture: bool = False, need_sound: bool = False) -> MediaInfo:
    """Open ``path``, read its streams, and decode its first picture or sound.

    Raises MissingFile, NotMedia (empty, text, damaged, cut off), NoPicture, NoSound.
    """
    if not path.exists():
        raise MissingFile(
            f"{path} is not there.", code="missing-file", cure="Check the name and the folder.", path=str(path)
        )
    if path.is_dir():
        raise NotMedia(
            f"{path.name} is a folder, not a video.", code="is-folder", cure="Choose a file in it.", path=str(path)
        )
    if path.stat().st_size == 0:
        raise NotMedia(f"{path.name} is empty.", code="empty-file", cure="Copy or record it again.", path=str(path))
    try:
        with av.open(
            str(path.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}
        ) as container:
            info = _read(path, container)
            present_s = _present_s(container)
            if container.format.name == "wav" and (share := _wave_share(path)) < 1.0:
                present_s, info = info.duration_s, dataclasses.replace(info, duration_s=info.duration_s / share)
            info = _without_lead(info, container, present_s)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise _not_media(path, str(error)) from error
    if not info.has_picture and not info.has_sound:
        raise _not_media(path, "no usable streams")
    if present_s is not None and present_s < info.duration_s - max(1.0, 0.02 * info.duration_s):
        raise NotMedia(
            f"{path.name} is cut off: of its {info.duration_s:.0f} seconds only about {present_s:.0f} are there.",
            code="cut-off",
            cure="Copy or export it again.",
            path=str(path),
        )
    if need_picture and not info.has_picture:
        raise NoPicture(
            f"{path.name} has sound but no picture.", code="no-picture", cure="Choose a video.", path=str(path)
        )
    if need_sound and not info.has_sound:
        raise NoSound(
            f"{path.name} has no sound, so there is nothing to hear.",
            code="no-sound",
            cure="Choose a video with sound.",
            path=str(path),
        )
    return info


def _not_media(path: Path, detail: str) -> NotMedia:
    return NotMedia(
        f"{path.name} is not a video or sound file that can be read, or it is damaged.",
        code="not-media",
        cure="Copy or export it again.",
        detail=detail,
        path=str(path),
    )


def _read(path: Path, container: av.container.InputContainer) -> MediaInfo:
    names = set(container.format.name.split(","))
    if names & (PLAYLISTS | TEXT_FILES | PICTURE_FILES):
        raise ValueError(f"a {container.format.name} file")
    picture = next((s for s in container.streams.video if not s.disposition & av.stream.Disposition.attached_pic), None)
    sound = container.streams.audio[0] if container.streams.audio else None
    decoded = {stream.index for stream in (picture, sound) if stream is not None and _first(container, stream)}
    picture = picture if picture is not None and picture.index in decoded else None
    sound = sound if sound is not None and sound.index in decoded else None
    duration_s = (container.duration or 0) / av.time_base
    if duration_s <= 0:
        duration_s = _length_by_reading(container)
    width = height = 0
    if picture is not None:
        width = round(picture.codec_context.width * _pixel_shape(picture))
        height = picture.codec_context.height
        if _quarter_turned(container, picture):
            width, height = height, width
    return MediaInfo(
        path=str(path),
        duration_s=duration_s,
        has_picture=picture is not None,
        has_sound=sound is not None,
        width=width,
        height=height,
        fps=float(picture.average_rate or 0) if picture is not None else 0.0,
        sample_rate_hz=sound.codec_context.sample_rate if sound is not None else 0,
        channels=sound.codec_context.channels if sound is not None else 0,
        video_codec=picture.codec_context.name if picture is not None else "",
        audio_codec=sound.codec_context.name if sound is not None else "",
        tags=dict(container.metadata),
    )


def _first(container: av.container.InputContainer, stream: av.stream.Stream) -> bool:
    try:
        container.seek(0)
        return next(iter(container.decode(stream)), None) is not None
    except av.error.FFmpegError:
        return False


def _quarter_turned(container: av.container.InputContainer, stream: av.video.stream.VideoStream) -> bool:
    container.seek(0)
    frame = next(iter(container.decode(stream)), None)
    return frame is not None and abs(getattr(frame, "rotation", 0)) % 180 == 90


def _pixel_shape(stream: av.video.stream.VideoStream) -> float:
    """Return a pixel's width over its height; 1 where it is not said, or is too far off to be true."""
    shape = float(stream.sample_aspect_ratio or 1)
    return shape if 0.25 <= shape <= 4 else 1.0


def _without_lead(info: MediaInfo, container: av.container.InputContainer, present_s: float | None) -> MediaInfo:
    """A Matroska file's length counts from 0 also where its first picture and sound come later: take off the lead."""
    lead_s = (container.start_time or 0) / av.time_base
    if "matroska" not in container.format.name or present_s is None or lead_s <= 0:
        return info
    return dataclasses.replace(info, duration_s=max(present_s, info.duration_s - lead_s))


INDEXED = {"mov", "mp4", "matroska", "webm", "avi", "flv", "flac"}
"""Formats whose header states the true length, so that a missing end shows. (An MP3's length is often an estimate.)"""


def _present_s(container: av.container.InputContainer) -> float | None:
    """Where the packets end, read from the last seconds; None where the header promises nothing."""
    if not container.duration or not INDEXED & set(container.format.name.split(",")):
        return None
    origin_s = (container.start_time or 0) / av.time_base
    for back_s in (3.0, 30.0, None):  # a long pause between key frames can make a short step back land on nothing
        try:
            target = 0 if back_s is None else max(0, container.duration - int(back_s * av.time_base))
            container.seek(target + (container.start_time or 0))
            end_s = _last_packet_s(container) - origin_s
        except av.error.FFmpegError:
            continue
        if end_s > 0:
            return end_s
    return 0.0


def _wave_share(path: Path) -> float:
    """Return how much of a WAV file is there, by the size its header promises (ffmpeg takes what there is for all);
    1 where it promises nothing, as one does that is not closed yet.
    """
    with path.open("rb") as file:
        head = file.read(12)
    promised = int.from_bytes(head[4:8], "little") + 8
    if head[:4] != b"RIFF" or not 44 < promised < 0xFFFF_FF00:
        return 1.0
    return min(1.0, path.stat().st_size / promised)


def _length_by_reading(container: av.container.InputContainer) -> float:
    """A recording that was cut short has no length in its header: read its packets."""
    container.seek(0)
    return _last_packet_s(container)


def _last_packet_s(container: av.container.InputContainer) -> float:
    end_s = 0.0
    for packet in container.demux():
        if packet.pts is not None and packet.time_base is not None:
            end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return end_s
