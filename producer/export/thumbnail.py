"""The still picture that stands for a clip: a face where there is one, sharp, neither dark nor blown out, taken from
the take without captions.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from producer.models import find_face_model

PLACES = (0.12, 0.22, 0.33, 0.45, 0.57, 0.68, 0.8)
"""Where candidates are taken, as shares of the take: not the first breath, not the last reach for the button."""
QUALITY = 90
LOOK_PX = 320
"""Candidates are judged at this width: enough to find a face that fills a tenth of the picture, and quick."""
FACE_WEIGHT = 4.0
"""A face that is surely seen counts as five times the sharpness: it turns the scale unless that picture is blurred."""
LEAST_FACE_SCORE = 0.7

FaceScore = Callable[[NDArray[np.uint8]], float]


def make_thumbnail(video: Path, duration_s: float, size: tuple[int, int], target: Path) -> None:
    """Write the best of a few frames as a JPEG of ``size`` (width, height in pixels)."""
    best: tuple[float, Image.Image] | None = None
    score = face_score()
    with av.open(str(video.absolute()), metadata_errors="replace", options={"protocol_whitelist": "file"}) as container:
        for place in PLACES:
            picture = _frame_at(container, place * duration_s)
            if picture is not None and (best is None or merit(picture, score) > best[0]):
                best = (merit(picture, score), picture)
        if best is None:
            picture = _frame_at(container, 0.0)
            best = (0.0, picture or Image.new("RGB", size))
    best[1].resize(size, Image.Resampling.LANCZOS).save(target, "JPEG", quality=QUALITY, optimize=True)


def _frame_at(container: av.container.InputContainer, time_s: float) -> Image.Image | None:
    stream = container.streams.video[0]
    try:
        container.seek(int(time_s * av.time_base) + (container.start_time or 0))
        for frame in container.decode(stream):
            picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
            turns = round(getattr(frame, "rotation", 0) / 90) % 4
            return picture.rotate(90 * turns, expand=True) if turns else picture
    except av.error.FFmpegError:
        return None
    return None


def merit(picture: Image.Image, score: FaceScore) -> float:
    """Say how good a picture is: its sharpness (variance of the Laplacian), a tenth of it where it is very dark or
    bright, more where a face looks out of it.
    """
    small = picture.resize((LOOK_PX, max(2, round(LOOK_PX * picture.height / picture.width))))
    grey: NDArray[np.float32] = np.asarray(small.convert("L"), np.float32)
    edges = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    light = 1.0 if 40 <= grey.mean() <= 215 else 0.1
    sharp = float(edges.var()) if edges.size else 0.0
    return sharp * light * (1 + FACE_WEIGHT * score(np.asarray(small, np.uint8)))


def face_score() -> FaceScore:
    """Return what says how surely (0..1) there is a face in an RGB picture: YuNet where its model is there, else the
    cascade that OpenCV brings; always 0 where neither can be opened.
    """
    import cv2

    model = find_face_model()
    try:
        return _yunet(cv2, model) if model else _cascade(cv2)
    except (cv2.error, AttributeError):
        return lambda picture: 0.0


def _yunet(cv2: Any, model: Path) -> FaceScore:
    detector = cv2.FaceDetectorYN.create(str(model), "", (LOOK_PX, LOOK_PX), LEAST_FACE_SCORE)

    def score(picture: NDArray[np.uint8]) -> float:
        detector.setInputSize((picture.shape[1], picture.shape[0]))
        _, rows = detector.detect(np.ascontiguousarray(picture[:, :, ::-1]))
        return 0.0 if rows is None else float(rows[:, -1].max())

    return score


def _cascade(cv2: Any) -> FaceScore:
    finder = cv2.CascadeClassifier(str(Path(cv2.data.haarcascades) / "haarcascade_frontalface_default.xml"))

    def score(picture: NDArray[np.uint8]) -> float:
        return float(len(finder.detectMultiScale(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), 1.2, 6)) > 0)

    return score
