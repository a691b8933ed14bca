"""Names of results that every disk takes and every program can print, and the things in a folder that look like
sound or film.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

MEDIA = frozenset(
    {
        *(".mp4", ".mkv", ".mov", ".avi", ".webm", ".m4v", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".wmv", ".flv"),
        *(".3gp", ".3g2", ".ogv", ".ogm", ".mxf", ".vob", ".asf", ".dv", ".mka", ".f4v", ".rm", ".rmvb", ".qt"),
        *(".m2v", ".mpv", ".mpe", ".mj2", ".nut", ".wtv", ".dvr-ms", ".y4m", ".gxf", ".ogx", ".divx", ".mod", ".tod"),
        *(".mp3", ".m4a", ".wav", ".flac", ".ogg", ".opus", ".aac", ".wma", ".aif", ".aiff", ".amr", ".ac3", ".caf"),
        *(".mp2", ".mpa", ".m4b", ".m4r", ".aifc", ".eac3", ".dts", ".tta", ".wv", ".ape", ".mpc", ".spx", ".oga"),
        *(".au", ".snd", ".voc", ".w64", ".rf64", ".bwf", ".awb", ".ra", ".gsm", ".weba", ".tak", ".shn", ".dsf"),
    }
)
"""What is taken from a folder by its name: the suffixes of ffmpeg's own list that people use."""
UNFINISHED = frozenset(
    {".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp", ".!ut", ".aria2"}
)
"""What programs call a file that they are still fetching: left alone until it has its own name."""
BURNED = ".captioned"
"""What stands before the suffix of a video with its captions in the picture: a result, never an input of a folder."""
MAX_SUFFIX_BYTES = 12
"""The longest suffix of an input that stays in the name of its results."""
MAX_NAME_BYTES = 255 - MAX_SUFFIX_BYTES - 18
"""The longest name of a result without its suffixes: 255 bytes is what Linux file systems take (NAME_MAX), and the
input's suffix, a number (``-123``) and the longest of ours (``.findings.json``) must still fit."""
HEAD = 64
STILLS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis")
"""Brands of pictures that lie in an MP4 box."""


def is_media(path: Path) -> bool:
    """Say whether a file that was found in a folder is sound or film: by its suffix, or where that says nothing, by its
    first bytes. Raises OSError where it must be opened and cannot be.
    """
    suffix = path.suffix.lower()
    if suffix in UNFINISHED or path.stem.endswith(BURNED):
        return False
    return suffix in MEDIA or (suffix not in PLAIN and looks_like_media(_head(path)))


PLAIN = frozenset(
    {
        *(".txt", ".md", ".json", ".jsonl", ".csv", ".html", ".xml", ".srt", ".vtt", ".ass", ".ssa", ".ttml", ".pdf"),
        *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".zip"),
    }
)
"""Suffixes of what is certainly neither, and need not be opened."""


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def looks_like_media(head: bytes) -> bool:
    """Say whether a file begins as a container of sound or film does (its first 64 bytes)."""
    if head[4:8] == b"ftyp":
        return head[8:12] not in STILLS
    if head[:4] in (b"RIFF", b"RF64"):
        return head[8:12] in (b"WAVE", b"AVI ")
    if head[:4] == b"FORM":
        return head[8:12] in (b"AIFF", b"AIFC")
    return head.startswith(
        (
            *(b"\x1aE\xdf\xa3", b"OggS", b"fLaC", b"ID3", b"FLV\x01", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
            *(b"\x00\x00\x01\xba", b".RMF", b"#!AMR", b"caff", b"\x06\x0e\x2b\x34\x02\x05\x01\x01"),
        )
    )


def printable(text: str) -> str:
    """Return a name as it can be shown and written anywhere: bytes that are no letters become U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def safe_name(name: str) -> str:
    """Return the name of a result: as the input's, but without line breaks and bytes that are no letters, and never so
    long that its suffix does not fit. What was cut off is still told apart, by a mark of the whole name.
    """
    clean = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "_", name)
    raw = clean.encode()
    if len(raw) <= MAX_NAME_BYTES:
        return clean
    mark = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return raw[: MAX_NAME_BYTES - 9].decode("utf-8", "ignore") + "~" + mark
