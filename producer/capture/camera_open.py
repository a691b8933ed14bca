"""From what a person calls a camera to an open source: a number, a network address, or a file."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import cv2

from producer.capture.camera import FROZEN_S, Capture, OpenCvCamera
from producer.capture.camera_file import FileCamera
from producer.capture.sources import CameraSource, as_path, is_address, is_number, without_password
from producer.errors import CameraError
from producer.media.opencv import calm_opencv

NETWORK_OPEN_MS = 5000
NETWORK_READ_MS = 2000
"""How long the library waits for a network camera before it gives up; its own limit is 30 s (opencv #4506)."""


def open_camera(spec: str | int, width: int, height: int, fps: float) -> CameraSource:
    """Open a camera and wait for its first picture. ``spec``: a number, an address or a file; empty: the first camera.

    Raises CameraError (codes camera-missing, -busy, -forbidden, -silent, -unreachable) within seconds, or MissingFile,
    NotMedia, NoPicture.
    """
    calm_opencv()
    name = str(spec).strip()
    if not name or is_number(name):
        return _by_number(int(name) if name else first_camera(), width, height, fps)
    if is_address(name):
        return _by_address(name, width, height, fps)
    path = as_path(name)
    if _is_video_device(path):
        return _by_number(int(path.name.removeprefix("video")), width, height, fps)
    return FileCamera(path, width, height)


def first_camera() -> int:
    """The number of the first camera."""
    found = linux_cameras()
    return found[0][0] if found else 0


def linux_cameras(root: Path = Path("/sys/class/video4linux")) -> list[tuple[int, str]]:
    """Number and name of each camera that Linux knows; a camera's second node (its metadata) is left out."""
    found = []
    for node in root.glob("video*"):
        try:
            first, name = (node / "index").read_text().strip() == "0", (node / "name").read_text().strip()
        except OSError:
            continue
        if first:
            found.append((int(node.name.removeprefix("video")), name))
    return sorted(found)


def _is_video_device(path: Path) -> bool:
    return path.parent == Path("/dev") and path.name.removeprefix("video").isdigit()


def _by_number(number: int, width: int, height: int, fps: float) -> CameraSource:
    name = dict(linux_cameras()).get(number, str(number))
    return OpenCvCamera(
        name, lambda: open_device(number, width, height, fps), width, height, fps,
        explain=lambda: why_not(number, name), frozen_s=FROZEN_S,
    ).open()


def _by_address(address: str, width: int, height: int, fps: float) -> CameraSource:
    name = without_password(address)
    return OpenCvCamera(
        name, lambda: open_address(address), width, height, fps, explain=lambda: _unreachable(name)
    ).open()


def open_device(number: int, width: int, height: int, fps: float) -> Capture:
    """Open by number; motion JPEG is asked for, since raw pictures over USB 2 are slow at 720p (about 10 a second)."""
    api = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_MSMF}.get(sys.platform, cv2.CAP_ANY)
    capture = cv2.VideoCapture(number, api)
    wanted = (
        (cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG"))), (cv2.CAP_PROP_FRAME_WIDTH, width),
        (cv2.CAP_PROP_FRAME_HEIGHT, height), (cv2.CAP_PROP_FPS, fps),
    )
    if capture.isOpened():
        for what, value in wanted:
            capture.set(what, value)
    return capture


def open_address(address: str) -> Capture:
    """Open a network camera with limits, decoding on one thread: more of them hold pictures back."""
    limits = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, NETWORK_OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, NETWORK_READ_MS,
        cv2.CAP_PROP_N_THREADS, 1,
    ]
    return cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)


def why_not(number: int, name: str) -> CameraError:
    """Why a camera could not be opened, as far as the system tells."""
    if sys.platform == "linux":
        return _why_not_on_linux(number, name)
    mac = sys.platform == "darwin"
    place = "System Settings > Privacy & Security > Camera" if mac else "Settings > Privacy > Camera"
    return CameraError(
        f"The camera {name} could not be opened.", code="camera-forbidden",
        cure=f"Plug it in, close other programs that use it, and allow it in {place}.", name=name,
    )


def _why_not_on_linux(number: int, name: str) -> CameraError:
    device = f"/dev/video{number}"
    try:
        os.close(os.open(device, os.O_RDWR | os.O_NONBLOCK))
    except FileNotFoundError:
        return missing(number)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            return CameraError(
                f"You have no right to use the camera {name}.", code="camera-forbidden",
                cure="Ask for membership of the group video, then log in again.", name=name, detail=str(error),
            )
    return CameraError(
        f"The camera {name} is in use.", code="camera-busy",
        cure="Close the other program that uses it, or choose another camera.", name=name,
    )


def missing(number: int) -> CameraError:
    return CameraError(
        f"There is no camera {number} here.", code="camera-missing",
        cure="Plug one in, or name a network camera or a video file.", name=str(number),
    )


def _unreachable(address: str) -> CameraError:
    return CameraError(
        f"The camera at {address} does not answer.", code="camera-unreachable",
        cure="Check the address, and that both devices are on the same network.", name=address,
    )
