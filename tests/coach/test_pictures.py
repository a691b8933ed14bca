"""Pictures out of a finished file: as many as asked for, upright, at their true times, however the file ends."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes.known_media import make

from producer.coach.take.pictures import MAX_SIDE_PX, sample_pictures
from producer.errors import Cancelled, NotMedia
from producer.jobs import Job


def film(path: Path, *options: str, seconds: int = 6, size: str = "640x360", rate: str = "30") -> Path:
    """A grey film whose left half is dark; it turns white from 3 s on."""
    look = "drawbox=x=0:y=0:w=iw/2:h=ih:c=black:t=fill,drawbox=c=white:t=fill:enable='gte(t,3)'"
    source = f"color=c=gray:s={size}:r={rate}:d={seconds},{look}"
    return make(path, "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", *options)


def test_four_a_second_at_their_times(tmp_path: Path) -> None:
    found = list(sample_pictures(film(tmp_path / "film.mp4")))
    times = np.array([time_s for time_s, _ in found])
    assert len(found) == pytest.approx(24, abs=1)
    assert np.abs(np.diff(times) - 0.25).max() < 0.12
    for time_s, picture in found:
        assert picture.shape == (360, 640, 3) and picture.dtype == np.uint8
        assert bool(picture[:, :200].mean() > 200) is (time_s >= 3.0)


def test_of_a_long_file_no_more_than_needed(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4")
    assert len(list(sample_pictures(path, duration_s=6.0, at_most=6))) == pytest.approx(6, abs=1)
    assert len(list(sample_pictures(path, per_s=2.0, duration_s=6.0))) == pytest.approx(12, abs=1)


def test_large_pictures_are_made_smaller(tmp_path: Path) -> None:
    _, picture = next(iter(sample_pictures(film(tmp_path / "film.mp4", seconds=1, size="2560x1440", rate="3"))))
    assert picture.shape == (720, MAX_SIDE_PX, 3)


@pytest.mark.parametrize(("degrees", "dark"), [("90", "bottom"), ("180", "right"), ("270", "top")])
def test_a_phone_held_upright_is_turned(tmp_path: Path, degrees: str, dark: str) -> None:
    flat = film(tmp_path / "flat.mp4", seconds=1)
    path = make(tmp_path / "turned.mp4", "-display_rotation", degrees, "-i", str(flat), "-c", "copy")
    _, picture = next(iter(sample_pictures(path)))
    height, width = picture.shape[:2]
    assert (height > width) is (degrees != "180")
    part = {
        "bottom": picture[height // 2 + 9 :], "top": picture[: height // 2 - 9], "right": picture[:, width // 2 + 9 :]
    }[dark]
    assert part.mean() < 20 < picture.mean()


def test_a_file_that_starts_late_counts_from_its_start(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mkv", "-output_ts_offset", "100")
    assert next(iter(sample_pictures(path)))[0] < 0.1


def test_what_is_there_of_a_torn_file_is_looked_at(tmp_path: Path) -> None:
    whole = film(tmp_path / "film.mkv", "-cluster_time_limit", "500", "-g", "15").read_bytes()
    torn = tmp_path / "torn.mkv"
    torn.write_bytes(whole[: len(whole) * 2 // 3])
    assert len(list(sample_pictures(torn))) >= 3


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no film")
    with pytest.raises(NotMedia, match=r"text\.mp4"):
        list(sample_pictures(text))


def test_a_person_can_stop_it_and_sees_how_far_it_is(tmp_path: Path) -> None:
    path, shares = film(tmp_path / "film.mp4"), []
    list(sample_pictures(path, duration_s=6.0, job=Job(lambda share, step: shares.append(share))))
    assert shares == sorted(shares) and shares[-1] > 0.9
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        list(sample_pictures(path, job=job))
