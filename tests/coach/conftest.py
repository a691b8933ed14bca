"""Pictures of a presenter who sits where the coach likes it, and of real people where there are any."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from fakes.known_media import make

from producer.coach.picture.faces import FaceDetector, HaarDetector, YuNetDetector
from producer.demo import Sample


def frame_of(video: Path, number: int) -> np.ndarray:
    """Return one BGR picture of a video."""
    file = cv2.VideoCapture(str(video))
    try:
        for _ in range(number + 1):
            read, picture = file.read()
            assert read, f"{video.name} has fewer pictures"
    finally:
        file.release()
    return np.asarray(picture)


@pytest.fixture(scope="session")
def presenter() -> np.ndarray:
    """The bundled presenter in the middle, 1280x720, found by either detector."""
    return frame_of(Sample.bundled().video, 300)


@pytest.fixture(scope="session")
def short_take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven seconds of the bundled presenter in the middle, speaking, with a pause."""
    path = tmp_path_factory.mktemp("take") / "short take.mp4"
    cut = ("-ss", "10", "-i", str(Sample.bundled().video), "-t", "7", "-preset", "ultrafast", "-crf", "18")
    return make(path, *cut, "-c:a", "aac", "-b:a", "192k")


@pytest.fixture(scope="session")
def haar() -> FaceDetector:
    return HaarDetector()


@pytest.fixture(scope="session")
def yunet_file(models: Path) -> Path:
    return models / "yunet" / "face_detection_yunet_2023mar.onnx"


@pytest.fixture(scope="session")
def yunet(yunet_file: Path) -> FaceDetector:
    return YuNetDetector(yunet_file)


@pytest.fixture(params=["yunet", "haar"])
def detector(request: pytest.FixtureRequest) -> FaceDetector:
    """Both detectors in turn; YuNet is skipped where its file is not there."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]
