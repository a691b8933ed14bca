"""Cuts of films whose cuts are known: all are found, on their picture, and none is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.errors import MissingFile, NoPicture
from producer.media.cuts import scene_cuts
from producer.media.ffmpeg import run_ffmpeg

SHOTS = (
    "testsrc2=s=320x180",
    "mandelbrot=s=320x180:start_scale=2:end_scale=0.3",
    "gradients=s=320x180:speed=0.02:c0=navy:c1=teal",
    "smptebars=s=320x180",
    "life=s=320x180:mold=10:ratio=0.1:death_color=#222266:life_color=#88aa44",
    "color=c=0x203040:s=320x180",
    "cellauto=s=320x180",
)
LENGTHS = (50, 61, 37, 80, 45, 66, 52, 33, 70)


def film(path: Path, lengths: tuple[int, ...], fps: int) -> list[float]:
    """Make a film of shots of so many pictures; return its cuts."""
    inputs, chains = [], []
    for index, length in enumerate(lengths):
        inputs += ["-f", "lavfi", "-i", f"{SHOTS[index % len(SHOTS)]}:r={fps}"]
        chains.append(f"[{index}:v]trim=end_frame={length},setpts=N/({fps}*TB),format=yuv420p,setsar=1[v{index}]")
    joined = "".join(f"[v{index}]" for index in range(len(lengths)))
    graph = ";".join([*chains, f"{joined}concat=n={len(lengths)}:v=1[v]"])
    run_ffmpeg([*inputs, "-filter_complex", graph, "-map", "[v]", "-preset", "veryfast", str(path)])
    return [sum(lengths[:count]) / fps for count in range(1, len(lengths))]


@pytest.mark.parametrize("fps", [24, 25, 30])
def test_every_cut_is_found_on_its_picture(tmp_path: Path, fps: int) -> None:
    known = film(tmp_path / "film.mp4", LENGTHS, fps)
    assert scene_cuts(tmp_path / "film.mp4") == pytest.approx(known, abs=1e-3)


def made(path: Path, graph: str, seconds: float = 6.0) -> Path:
    run_ffmpeg(["-f", "lavfi", "-i", graph, "-t", str(seconds), "-preset", "veryfast", str(path)])
    return path


@pytest.mark.parametrize(
    "graph",
    [
        "testsrc2=s=320x180:r=25,crop=200:112:60+50*sin(t*9):30+25*cos(t*7)",
        "smptebars=s=320x180:r=25,fade=t=out:st=1:d=2,fade=t=in:st=3.2:d=1",
        "smptebars=s=320x180:r=25,drawbox=c=white:t=fill:enable='between(n,60,62)'",
        "smptebars=s=320x180:r=25,noise=alls=40:allf=t",
        "testsrc2=s=320x180:r=25,zoompan=z='1+on/200':d=1:s=320x180:fps=25",
    ],
    ids=["shaking", "fades", "flash", "noise", "zoom"],
)
def test_no_cut_is_invented_where_the_picture_moves_fades_or_flashes(tmp_path: Path, graph: str) -> None:
    assert scene_cuts(made(tmp_path / "film.mp4", graph)) == ()


TRUE_CUTS = {
    "short_hamilton_clip.mp4": (1.511, 3.58, 7.884),  # three cameras in a concert
    "composite_en_fillers_1280x720.mp4": (9.4, 18.8),  # a speaker's clip begins anew
}


def test_real_films_have_their_cuts_and_speakers_have_none(media: Path) -> None:
    films = sorted((media / "video").glob("*.m*"))
    assert len(films) >= 14
    for path in films:
        assert scene_cuts(path) == pytest.approx(TRUE_CUTS.get(path.name, ()), abs=0.04), path.name


def test_what_has_no_picture_is_said(tmp_path: Path) -> None:
    sound = made(tmp_path / "sound.wav", "sine=f=440", 1.0)
    with pytest.raises(NoPicture, match=r"sound\.wav"):
        scene_cuts(sound)
    with pytest.raises(MissingFile):
        scene_cuts(tmp_path / "gone.mp4")


def test_times_count_from_the_files_start(tmp_path: Path) -> None:
    film(tmp_path / "film.mp4", (50, 50), 25)
    run_ffmpeg(["-i", str(tmp_path / "film.mp4"), "-c", "copy", "-output_ts_offset", "5", str(tmp_path / "late.mkv")])
    assert scene_cuts(tmp_path / "late.mkv") == pytest.approx((2.0,), abs=0.002)
