"""Finding faces with OpenCV: YuNet where its model is there, else the Haar cascades that opencv-python 4.x brings.

Both look on a scaled picture and answer in pixels of the picture that was given. A detector is used from one thread
at a time.
"""

from __future__ import annotations

from pathlib import Path

from producer.coach.picture.face import Face, FaceDetector, Image, Point, main_face, overlap, roll_deg, scaled
from producer.coach.picture.haar import HaarDetector
from producer.coach.picture.yunet import YuNetDetector
from producer.media.opencv import calm_opencv

__all__ = [
    "Face",
    "FaceDetector",
    "HaarDetector",
    "Image",
    "Point",
    "YuNetDetector",
    "main_face",
    "open_detector",
    "overlap",
    "roll_deg",
    "scaled",
]


def open_detector(model: Path | None, *, careful: bool = False) -> FaceDetector:
    """Return YuNet where ``model`` is there, else Haar. Raises ModelError where ``model`` cannot be used.

    ``careful`` costs about twice as much and is for finished files.
    """
    calm_opencv()
    return YuNetDetector(model, careful=careful) if model is not None else HaarDetector(careful=careful)
