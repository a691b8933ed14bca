"""A batch of clips against bare ``WhisperModel`` calls in one process with the model loaded once; two recognisers
against one; and memory over three hundred files.

PYTHONPATH=.:tests python tests/benchmarks/bench_batch.py MODEL CLIP...

The first is counted in processor seconds of the whole family of processes: what else a machine does adds little to
those, and captions, checks and files are in ours only. Promised: at most 1.15. Two recognisers are timed by the clock
against one that has the same cores; promised: 1.5 times as fast, or no core had time left, which is then what binds:
CTranslate2 lets one recogniser use all of them too, and what two gain is what one leaves idle.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
RATIO, FASTER, GROWTH = 1.15, 1.5, 1.1
CLIPS, MANY, ROUNDS = 40, 300, 3
BUSY = 0.85
"""Cores used to that share bind: nothing could be faster by more workers."""

BARE = """
import sys
from pathlib import Path
from faster_whisper import WhisperModel
from producer.media.sound import decode_sound

model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=int(sys.argv[3]))
for clip in sorted(Path(sys.argv[2]).iterdir()):
    segments, info = model.transcribe(
        decode_sound(clip), beam_size=5, word_timestamps=True, vad_filter=True,
        vad_parameters={"min_silence_duration_ms": 500}, condition_on_previous_text=False,
    )
    print(sum(len(segment.words) for segment in segments))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, and of all processors together; the seconds in which a core of the machine had nothing to
    do, for us or for anybody else.
    """

    wall_s: float
    cpu_s: float
    idle_s: float

    @property
    def used(self) -> float:
        """The share of this machine's cores that it had."""
        return self.cpu_s / self.wall_s / (os.cpu_count() or 1)

    @property
    def busy(self) -> float:
        """The share of this machine's cores that anybody had."""
        return 1 - self.idle_s / self.wall_s / (os.cpu_count() or 1)


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command with all its children."""
    before, started, idle_s = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), psutil.cpu_times().idle
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - started, used_s, psutil.cpu_times().idle - idle_s)


def batch(folder: Path, out: Path, model: Path, jobs: int) -> list[str]:
    words = ["caption", str(folder), "--out", str(out), "--model", str(model), "--jobs", str(jobs), "--force"]
    return [sys.executable, "-m", "producer", *words]


def bare(folder: Path, model: Path) -> list[str]:
    return [sys.executable, "-c", BARE, str(model), str(folder), str(os.cpu_count() or 1)]


def least(costs: Sequence[Cost], by: str) -> float:
    return float(min(getattr(cost, by) for cost in costs))


def lay_out(folder: Path, clips: Sequence[Path], number: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(number):
        clip = clips[index % len(clips)]
        shutil.copy(clip, folder / f"{index:03}{clip.suffix}")
    return folder


def against_bare(model: Path, folder: Path, out: Path) -> float:
    """Return our processor seconds over those of the bare calls."""
    cost_of(bare(folder, model))  # once for the disk's cache
    pairs = [(cost_of(batch(folder, out, model, 1)), cost_of(bare(folder, model))) for _ in range(ROUNDS)]
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = least(ours, "cpu_s") / least(theirs, "cpu_s")
    print(
        f"\nbatch {least(ours, 'cpu_s'):.1f} s of processors ({least(ours, 'wall_s'):.1f} s by the clock), bare calls "
        f"{least(theirs, 'cpu_s'):.1f} s ({least(theirs, 'wall_s'):.1f} s): {ratio:.2f} (promised: at most {RATIO})"
    )
    return ratio


def two_against_one(model: Path, folder: Path, out: Path) -> tuple[float, float]:
    """Return how many times as fast two recognisers are as one, and the share of the cores that were taken then."""
    pairs = [(cost_of(batch(folder, out, model, 1)), cost_of(batch(folder, out, model, 2))) for _ in range(ROUNDS)]
    one = min((pair[0] for pair in pairs), key=lambda cost: cost.wall_s)
    two = min((pair[1] for pair in pairs), key=lambda cost: cost.wall_s)
    print(
        f"\none recogniser {one.wall_s:.1f} s with {one.used:.0%} of the cores, two {two.wall_s:.1f} s with "
        f"{two.used:.0%}: {one.wall_s / two.wall_s:.2f} times as fast (promised: {FASTER}, or no core had time left: "
        f"{two.busy:.0%} were taken, by this or by others)"
    )
    return one.wall_s / two.wall_s, two.busy


def memory_over(model: Path, folder: Path, out: Path) -> list[int]:
    """Return the bytes that the family of processes holds (resident), in the order of time."""
    child = subprocess.Popen(
        batch(folder, out, model, 1), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    held: list[int] = []
    family, never = psutil.Process(child.pid), threading.Event()
    while child.poll() is None:
        never.wait(0.25)
        try:
            held.append(sum(one.memory_info().rss for one in (family, *family.children(recursive=True))))
        except psutil.NoSuchProcess:
            continue
    assert child.returncode == 0
    return held


def growth(held: Sequence[int]) -> float:
    """Return the middle of the last third over the middle of the second third (the first fills the caches)."""
    third = len(held) // 3
    early, late = sorted(held[third : 2 * third]), sorted(held[2 * third :])
    print(
        f"\nmemory {early[len(early) // 2] / 1e6:.0f} MB in the middle, {late[len(late) // 2] / 1e6:.0f} MB at the end"
    )
    return late[len(late) // 2] / early[len(early) // 2]


@pytest.fixture
def clips(media: Path) -> list[Path]:
    folders = [media / "speech" / name for name in ("nl", "en", "de")]
    short = [path for folder in folders for path in sorted(folder.iterdir()) if path.stat().st_size < 600_000]
    return [path for path in short if path.suffix in (".wav", ".flac")]


@pytest.mark.benchmark
@pytest.mark.timeout(900)
def test_a_batch_costs_little_more_than_the_bare_calls(models: Path, clips: list[Path], tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "in", clips, CLIPS)
    assert against_bare(models / "whisper-fixture", folder, tmp_path / "out") <= RATIO


@pytest.mark.benchmark
@pytest.mark.timeout(900)
def test_two_recognisers_are_faster_than_one(models: Path, clips: list[Path], tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "in", clips, CLIPS)
    faster, busy = two_against_one(models / "whisper-fixture", folder, tmp_path / "out")
    assert faster >= FASTER or busy >= BUSY


@pytest.mark.benchmark
@pytest.mark.timeout(900)
def test_memory_stays_flat_over_many_files(models: Path, clips: list[Path], tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "in", clips[:3], MANY)
    assert growth(memory_over(models / "whisper-fixture", folder, tmp_path / "out")) <= GROWTH


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("clips", type=Path, nargs="+")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        laid = lay_out(Path(work) / "in", chosen.clips, CLIPS)
        against_bare(chosen.model, laid, Path(work) / "out")
        two_against_one(chosen.model, laid, Path(work) / "out")
        growth(memory_over(chosen.model, lay_out(Path(work) / "many", chosen.clips, MANY), Path(work) / "out"))
