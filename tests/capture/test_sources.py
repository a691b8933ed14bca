"""How a source is named, and what size a take gets."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.capture.events import dropped
from producer.capture.sources import as_path, fit_inside, is_address, is_number, without_password


@pytest.mark.parametrize(
    ("spec", "number", "address"),
    [
        ("0", True, False), ("12", True, False), ("http://10.0.0.5:8080/video", False, True),
        ("rtsp://cam/1", False, True), ("file:///tmp/a%20b.mp4", False, False), ("a:b.mp4", False, False),
        ("99999999999", False, False), ("²", False, False), ("", False, False),
    ],
)
def test_a_spec_is_a_number_an_address_or_a_file(spec: str, number: bool, address: bool) -> None:
    assert (is_number(spec), is_address(spec)) == (number, address)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://me:s3cr3t@cam.local:8080/video", "http://cam.local:8080/video"),
        ("rtsp://me:p@ss@cam", "rtsp://cam"), ("http://cam/@home", "http://cam/@home"), ("http://", "http://"),
    ],
)
def test_a_camera_is_shown_without_its_password(address: str, shown: str) -> None:
    assert without_password(address) == shown


def test_a_file_address_is_its_path() -> None:
    assert as_path("file:///tmp/a%20b.mp4") == Path("/tmp/a b.mp4")
    assert as_path("x.mp4") == Path("x.mp4")


@pytest.mark.parametrize(
    ("size", "box", "fitted"),
    [
        ((1920, 1080), (1280, 720), (1280, 720)), ((640, 360), (1280, 720), (640, 360)),
        ((1080, 1920), (1280, 720), (720, 1280)), ((1601, 1201), (1280, 720), (960, 720)),
        ((641, 361), (1280, 720), (640, 360)), ((3840, 2160), (640, 640), (640, 360)),
    ],
)
def test_a_take_is_even_keeps_its_shape_and_is_never_enlarged(
    size: tuple[int, int], box: tuple[int, int], fitted: tuple[int, int]
) -> None:
    assert fit_inside(*size, *box) == fitted


def test_one_missing_picture_is_said_in_the_singular() -> None:
    assert "1 picture is missing" in dropped(1).text and "2 pictures are missing" in dropped(2).text
