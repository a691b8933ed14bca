"""Make ``assets/sample`` anew from its script: picture by sphere tracing, speech by espeak-ng. Takes three minutes.

    .venv/bin/python packaging/sample/make.py [--out FILE] [--finer 2]

Needs espeak-ng (Debian: apt-get install espeak-ng). Nothing is recorded, so nobody's face or voice is in it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import scene  # noqa: E402
import speech  # noqa: E402

from producer.media.ffmpeg import ffmpeg_path  # noqa: E402

SAMPLE = ROOT / "assets" / "sample"


def encode(pictures: scene.Poses, said: Path, seconds: float, out: Path, mouth: speech.Samples) -> None:
    """One H.264 and AAC file, small enough to live in the repository."""
    command = [
        ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{scene.WIDTH}x{scene.HEIGHT}", "-r", str(scene.FPS), "-i", "-",
        "-i", str(said), "-map", "0:v", "-map", "1:a", "-map_metadata", "-1", "-fflags", "+bitexact",
        "-c:v", "libx264", "-preset", "veryslow", "-crf", "23", "-pix_fmt", "yuv420p", "-g", "125", "-threads", "2",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-vf", "scale=out_color_matrix=bt709", "-c:a", "aac", "-b:a", "96k", "-ar", "48000", "-ac", "1",
        "-movflags", "+faststart", str(out),
    ]
    child = subprocess.Popen(command, stdin=subprocess.PIPE)
    assert child.stdin is not None
    for frame in scene.frames(pictures, mouth, round(seconds * scene.FPS)):
        child.stdin.write(frame.tobytes())
    child.stdin.close()
    if child.wait():
        sys.exit("ffmpeg could not make the sample; what it said is above.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the bundled sample anew.")
    parser.add_argument("--out", type=Path, default=SAMPLE / "presenter.mp4")
    parser.add_argument("--finer", type=int, default=2, help="rays a pixel, in each direction")
    chosen = parser.parse_args()
    said, rate_hz = speech.read_aloud((SAMPLE / "script.md").read_text("utf-8"))
    seconds = len(said) / rate_hz
    print(f"Speech: {seconds:.1f} s. Rendering the presenter ...", flush=True)
    poses = scene.render_poses(chosen.finer)
    print("Drawing the frames ...", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "speech.wav"
        speech.save(said, rate_hz, sound)
        encode(poses, sound, seconds, chosen.out, speech.mouth(said, rate_hz, scene.FPS))
    print(f"{chosen.out}: {chosen.out.stat().st_size / 1e6:.2f} MB, {seconds:.1f} s")


if __name__ == "__main__":
    main()
