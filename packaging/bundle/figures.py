"""Sizes and start times, and what was promised of them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from bundle.first_paint import seconds
from bundle.places import ROOT
from bundle.smoke_window import display

DOWNLOAD_MB, DISK_MB, START_RATIO = 260, 700, 1.3
"""Promised of the light package (MB are 10**6 bytes); start: of the start from source, after one run for the cache."""
ROUNDS = 7


def sizes(deb: Path, archive: Path, installed_bytes: int) -> dict[str, Any]:
    return {
        "download_mb": megabytes(deb.stat().st_size),
        "archive_mb": megabytes(archive.stat().st_size) if archive.is_file() else None,
        "unpacked_mb": megabytes(installed_bytes),
    }


def megabytes(count: int) -> float:
    return round(count / 1e6, 1)


def start(frozen: Path, python: Path) -> dict[str, float]:
    """Best seconds to the first picture of the window, frozen and from source, in turn on one screen."""
    with display() as number, tempfile.TemporaryDirectory() as folder:
        screen = f":{number}"
        env = {
            "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "PYTHONDONTWRITEBYTECODE": "",
            "PRODUCER_DATA": f"{folder}/data", "PRODUCER_CONFIG": f"{folder}/config",
            "PRODUCER_CAMERA": f"{folder}/none.mp4", "PRODUCER_MICROPHONE": "none",
        }  # fmt: skip
        source = ([str(python), "-m", "producer"], {**env, "PYTHONPATH": str(ROOT)})
        packed = ([str(frozen)], env)
        for command, here in (source, packed):
            seconds(command, here, screen)
        pairs = [(seconds(*source, screen), seconds(*packed, screen)) for _ in range(ROUNDS)]
    best = (min(one[0] for one in pairs), min(one[1] for one in pairs))
    return {"source_s": round(best[0], 3), "frozen_s": round(best[1], 3), "ratio": round(best[1] / best[0], 2)}


def source_python() -> Path:
    """The Python of the checkout: the start from source that is compared with."""
    own = ROOT / ".venv" / "bin" / "python"
    return own if own.exists() else Path(shutil.which("python3") or "python3")


def broken(report: dict[str, Any]) -> list[str]:
    """The promises that the figures break, each in a sentence."""
    found = []
    if report["sizes"]["download_mb"] > DOWNLOAD_MB:
        found.append(f"the download is {report['sizes']['download_mb']} MB (promised: {DOWNLOAD_MB})")
    if report["sizes"]["unpacked_mb"] > DISK_MB:
        found.append(f"it takes {report['sizes']['unpacked_mb']} MB on disk (promised: {DISK_MB})")
    begun = report.get("start") or {}
    if begun.get("ratio", 0) > START_RATIO:
        found.append(f"the window starts {begun['ratio']} times as slowly as from source (promised: {START_RATIO})")
    return found


def lines(report: dict[str, Any]) -> list[str]:
    """The figures as a person reads them."""
    size = report["sizes"]
    beside = f" (archive {size['archive_mb']} MB)" if size["archive_mb"] is not None else ""
    said = [f"download {size['download_mb']} MB{beside}, {size['unpacked_mb']} MB on disk"]
    if begun := report.get("start"):
        said.append(f"window up in {begun['frozen_s']} s, from source {begun['source_s']} s: {begun['ratio']} times")
    return said


def cpu() -> str:
    """What the start was measured on."""
    text = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return f"{os.cpu_count()} x {names[0] if names else 'unknown'}"
