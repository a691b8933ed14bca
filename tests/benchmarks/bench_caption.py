"""``producer caption`` on one file against a bare ``WhisperModel`` call on it, the model's loading included in both.

PYTHONPATH=. python tests/benchmarks/bench_caption.py MODEL CLIP [CLIP...]

Both are whole processes, timed five times in turn; the fastest of each are compared, since what else a machine does
can only add. The bare process does what any script
would: import, load, decode the sound, transcribe with the same options. Promised: at most 1.3. The stand-in model is
so small that the start of the processes is most of the time: with a real model the ratio is nearer to 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from producer.media.ffmpeg import run_ffmpeg

ROOT = Path(__file__).parents[2]
RATIO = 1.3
ROUNDS = 5

BARE = """
import sys
import numpy as np
from faster_whisper import WhisperModel
from producer.media.sound import decode_sound
from pathlib import Path

model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=int(sys.argv[3]))
segments, info = model.transcribe(
    decode_sound(Path(sys.argv[2])), beam_size=5, word_timestamps=True, vad_filter=True,
    vad_parameters={"min_silence_duration_ms": 500}, condition_on_previous_text=False,
)
print(sum(len(segment.words) for segment in segments))
"""


def seconds_of(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure(model: Path, clip: Path, folder: Path) -> tuple[float, float]:
    """Return the least seconds of ours and of the bare call."""
    bare = [sys.executable, "-c", BARE, str(model), str(clip), str(os.cpu_count() or 1)]
    ours = [
        sys.executable,
        "-m",
        "producer",
        "caption",
        str(clip),
        "--model",
        str(model),
        "--out",
        str(folder),
        "--force",
    ]
    seconds_of(bare)  # once for the disk's cache
    pairs = [(seconds_of(ours), seconds_of(bare)) for _ in range(ROUNDS)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def report(model: Path, clip: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = measure(model, clip, Path(folder))
    print(f"caption {ours:.2f} s, bare WhisperModel {bare:.2f} s, ratio {ours / bare:.2f} (promised: at most {RATIO})")
    return ours / bare


@pytest.mark.benchmark
@pytest.mark.timeout(900)
def test_captioning_costs_little_more_than_the_recogniser(models: Path, media: Path, tmp_path: Path) -> None:
    clip = tmp_path / "minute.wav"  # about as long as a leader's update
    source = media / "speech/en/jfk.flac"
    run_ffmpeg(["-stream_loop", "11", "-i", str(source), "-ar", "16000", "-ac", "1", str(clip)])
    assert report(models / "whisper-fixture", clip) <= RATIO


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("clips", type=Path, nargs="+")
    chosen = parser.parse_args()
    for one in chosen.clips:
        report(chosen.model, one)
