"""An export with burned captions against one bare ffmpeg command with the same filters and settings.

python tests/benchmarks/bench_export.py [VIDEO]

The bare command is the very one that the export runs, on the same prepared captions and fonts. What the export adds,
and what the ratio therefore measures: probing, the loudness pass, the thumbnail, the verification of the result,
checksums, the start of Python. Both are timed as whole processes, three times in turn; the quickest are compared,
since whatever else runs on the machine can only add to a time.
Promised: at most 1.25.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from producer.captions import write_captions
from producer.export import load_channels
from producer.export.plan import render_command
from producer.export.render import make_plan, prepare
from producer.export.sound import plan_sound
from producer.media.ffmpeg import ffmpeg_path
from producer.media.probe import probe
from producer.values import CaptionTrack, Cue

ROOT = Path(__file__).parents[2]
RATIO = 1.25
ROUNDS = 3
SECONDS = 60


def made_up_video(target: Path) -> Path:
    """A minute of 720p that moves all over, with a voice-like sound: more work than a person before a wall."""
    sound = "aevalsrc='0.2*sin(2*PI*180*t)*(0.6+0.4*sin(2*PI*3*t))':s=48000"
    command = [ffmpeg_path(), "-v", "error", "-f", "lavfi", "-i", f"testsrc2=s=1280x720:r=30:d={SECONDS}"]
    command += ["-f", "lavfi", "-i", f"{sound}:d={SECONDS}", "-c:v", "libx264", "-preset", "veryfast", "-c:a", "flac"]
    subprocess.run([*command, str(target)], check=True)
    return target


def captions(duration_s: float) -> CaptionTrack:
    return CaptionTrack(
        "en",
        tuple(
            Cue(at, at + 2.6, ("We will open the new office", "in spring this year."))
            for at in range(0, int(duration_s) - 3, 3)
        ),
    )


def seconds_of(command: list[str], cwd: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure(video: Path, folder: Path) -> tuple[float, float]:
    """Return the least seconds of the export and of bare ffmpeg."""
    info, channel = probe(video), load_channels()["linkedin"]
    track = captions(info.duration_s)
    write_captions(track, folder / "captions.srt")
    work = folder / "work"
    work.mkdir()
    plan = make_plan(video, info, channel, 0.0, True, plan_sound(video, info, channel.lufs).chain)
    prepare(work, plan, track, None)
    bare = [ffmpeg_path(), "-nostdin", "-y", "-v", "error", *render_command(plan)]
    ours = [sys.executable, "-m", "producer", "export", str(video), "--for", "linkedin", "--burn"]
    ours += ["--captions", str(folder / "captions.srt"), "--out", str(folder / "out")]
    seconds_of(bare, work)  # once for the disk's cache
    pairs = [(seconds_of(ours, ROOT), seconds_of(bare, work)) for _ in range(ROUNDS)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def report(video: Path | None = None) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, bare = measure(video or made_up_video(folder / "video.mkv"), folder)
    print(f"export {ours:.2f} s, bare ffmpeg {bare:.2f} s, ratio {ours / bare:.2f} (promised: at most {RATIO})")
    return ours / bare


@pytest.mark.benchmark
@pytest.mark.timeout(900)
def test_an_export_costs_little_more_than_its_one_pass() -> None:
    assert report() <= RATIO


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("video", type=Path, nargs="?")
    report(parser.parse_args().video)
