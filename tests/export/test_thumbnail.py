"""The thumbnail shows a face where there is one, and otherwise a picture that is sharp and neither dark nor bright."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes.known_media import make
from PIL import Image

from producer.export.thumbnail import face_score, make_thumbnail, merit


def no_face(picture: np.ndarray) -> float:
    return 0.0


def pattern(*, level: float = 128, contrast: float = 60, seed: int = 1) -> Image.Image:
    noise = np.random.default_rng(seed).normal(level, contrast, (180, 320, 3))
    return Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))


def test_sharp_before_flat_and_bright_before_dark() -> None:
    assert merit(pattern(contrast=60), no_face) > 2 * merit(pattern(contrast=20), no_face)
    assert merit(pattern(contrast=20), no_face) > merit(pattern(level=20, contrast=20), no_face)
    assert merit(Image.new("RGB", (1, 1)), no_face) == 0.0


@pytest.mark.parametrize("with_model", [True, False], ids=["YuNet", "Haar"])
def test_a_face_before_what_is_a_little_sharper(
    media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_model: bool
) -> None:
    """Six seconds: three with a face, three with a sharper picture without one; taken from either end."""
    if not with_model:
        monkeypatch.setenv("PRODUCER_MODELS", str(tmp_path))
    face = Image.open(media / "photos" / "obama-720p.jpg").convert("RGB").resize((1280, 720))
    face.save(tmp_path / "face.png")
    other = face.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    sharper = np.clip(np.asarray(other, float) + np.random.default_rng(1).normal(0, 2.0, (720, 1280, 1)), 0, 255)
    Image.fromarray(sharper.astype(np.uint8)).save(tmp_path / "other.png")
    assert face_score()(np.asarray(face.resize((320, 180)))) > 0.5
    for order in (("face", "other"), ("other", "face")):
        video = still_film(tmp_path, *order)
        make_thumbnail(video, 6.0, (320, 180), tmp_path / "thumbnail.jpg")
        made = np.asarray(Image.open(tmp_path / "thumbnail.jpg").convert("RGB"), float)
        away = {name: np.abs(made - small(tmp_path / f"{name}.png")).mean() for name in ("face", "other")}
        assert away["face"] < 6 < away["other"]


def small(path: Path) -> np.ndarray:
    return np.asarray(Image.open(path).resize((320, 180)), float)


def still_film(folder: Path, first: str, second: str) -> Path:
    inputs = [("-loop", "1", "-t", "3", "-r", "10", "-i", str(folder / f"{name}.png")) for name in (first, second)]
    graph = "[0][1]concat=n=2:v=1:a=0"
    return make(folder / f"{first}.mkv", *inputs[0], *inputs[1], "-filter_complex", graph, "-g", "5", "-crf", "15")


def test_a_film_of_one_picture_has_a_thumbnail(tmp_path: Path) -> None:
    video = make(tmp_path / "one.mkv", "-f", "lavfi", "-i", "testsrc2=s=320x180:d=0.04")
    make_thumbnail(video, 0.04, (160, 90), tmp_path / "t.jpg")
    assert Image.open(tmp_path / "t.jpg").size == (160, 90)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_film_is_shown_upright(tmp_path: Path, turn: int) -> None:
    """A phone notes how it was held; the thumbnail is as a player shows the film: top red in the stored picture."""
    red_top = "color=c=red:s=320x60:d=2[a];color=c=blue:s=320x120:d=2[b];[a][b]vstack"
    stored = make(tmp_path / "stored.mp4", "-f", "lavfi", "-i", red_top, "-pix_fmt", "yuv420p")
    video = make(tmp_path / "turned.mp4", "-display_rotation", str(turn), "-i", str(stored), "-c", "copy")
    size = (180, 320) if turn % 180 else (320, 180)
    make_thumbnail(video, 2.0, size, tmp_path / "t.jpg")
    shown = first_picture(tmp_path, video)
    made = np.asarray(Image.open(tmp_path / "t.jpg").convert("RGB"), float)
    assert made.shape == shown.shape
    assert np.abs(made - shown).mean() < 8


def first_picture(folder: Path, video: Path) -> np.ndarray:
    """As ffmpeg shows it, by the rotation that the file notes."""
    path = make(folder / "shown.png", "-i", str(video), "-frames:v", "1")
    return np.asarray(Image.open(path).convert("RGB"), float)
