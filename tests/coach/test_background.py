"""What is behind the speaker: drawn rooms of known make, real ones, and that the speaker is no background."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from coach.conftest import frame_of

from producer.coach.picture.background import Background, read_background
from producer.coach.picture.faces import Face, FaceDetector, main_face
from producer.coach.room.limits import BLOWN, BUSY

WIDTH, HEIGHT = 1280, 720
FACE = Face(560.0, 180.0, 160.0, 220.0)


def wall() -> np.ndarray:
    """A painted wall, lighter on one side, with the grain of a camera."""
    shade = np.linspace(150, 190, WIDTH)[None, :].repeat(HEIGHT, 0)
    grain = np.random.default_rng(3).normal(0, 3, shade.shape)
    return np.repeat((shade + grain)[:, :, None], 3, 2).clip(0, 255).astype(np.uint8)


def bookcase() -> np.ndarray:
    """Shelves full of spines of many colours and widths."""
    random, picture = np.random.default_rng(8), np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    for top in range(0, HEIGHT, 120):
        left = 0
        while left < WIDTH:
            width = int(random.integers(12, 40))
            colour = tuple(int(part) for part in random.integers(30, 230, 3))
            cv2.rectangle(picture, (left, top + int(random.integers(5, 30))), (left + width, top + 112), colour, -1)
            left += width + int(random.integers(0, 4))
    return picture


def framed(picture: np.ndarray) -> np.ndarray:
    """One painting on the wall."""
    hung = picture.copy()
    cv2.rectangle(hung, (900, 120), (1120, 300), (40, 50, 60), -1)
    cv2.rectangle(hung, (915, 135), (1105, 285), (190, 170, 120), -1)
    return hung


def with_window(picture: np.ndarray) -> np.ndarray:
    lit = picture.copy()
    cv2.rectangle(lit, (60, 40), (360, 420), (255, 255, 255), -1)
    return lit


def read(picture: np.ndarray, face: Face = FACE) -> Background:
    found = read_background(picture, face)
    assert found is not None
    return found


def test_plain_walls_are_calm_and_a_bookcase_is_busy() -> None:
    calm = (wall(), framed(wall()), cv2.GaussianBlur(bookcase(), (0, 0), 14), with_window(wall()))
    assert [BUSY.broken(read(picture).busy) for picture in calm] == [False] * 4
    assert BUSY.broken(read(bookcase()).busy)
    assert read(bookcase()).busy > 1.5 * BUSY.enter > 2.5 * read(framed(wall())).busy


@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (1920, 1080)])
def test_the_size_of_the_picture_changes_nothing(size: tuple[int, int]) -> None:
    scale = size[0] / WIDTH
    for picture in (bookcase(), framed(wall())):
        resized = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        assert read(resized, FACE.moved(scale)).busy == pytest.approx(read(picture).busy, abs=0.05)


def test_a_window_behind_is_blown_out_and_a_light_wall_is_not() -> None:
    assert BLOWN.broken(read(with_window(wall())).blown)
    assert read(np.full((HEIGHT, WIDTH, 3), 230, np.uint8)).blown == 0.0


def test_brightness_is_that_of_the_background_alone() -> None:
    picture = np.full((HEIGHT, WIDTH, 3), 20, np.uint8)
    cv2.rectangle(picture, (520, 100), (760, 720), (250, 250, 250), -1)  # the speaker in white
    found = read(picture)
    assert (round(found.luma), found.blown, found.busy) == (20, 0.0, 0.0)


def test_a_face_that_fills_the_picture_leaves_nothing_to_say() -> None:
    assert read_background(wall(), Face(100.0, 20.0, 1000.0, 680.0)) is None


def test_the_rooms_of_real_people_are_not_called_busy(media: Path, yunet: FaceDetector) -> None:
    """Walls, a room out of focus, an office ceiling; ornate halls are."""

    def busy(picture: np.ndarray) -> float:
        face = main_face(yunet.find(picture), picture.shape[1], picture.shape[0])
        assert face is not None
        return read(picture, face).busy

    calm = ("liveportrait_s18.mp4", "liveportrait_d9.mp4", "liveportrait_s32.mp4", "liveportrait_d13.mp4")
    for name in calm:
        assert busy(frame_of(media / "video" / name, 10)) < 0.10, name
    hall = cv2.imread(str(media / "photos" / "two_people.jpg"))
    assert BUSY.broken(busy(np.asarray(hall)))
