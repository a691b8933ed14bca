"""A network camera on this machine: motion JPEG over HTTP at a true frame rate, for tests without hardware.

    with MjpegServer(lambda number: picture(number), fps=30) as server:
        cv2.VideoCapture(server.url)

``frames(number)`` gives JPEG bytes, or a BGR picture that is compressed here. Frame ``number`` is due at
``server.started_s + number / fps`` on ``time.monotonic`` for every client; a client that joins late sees the frames
from then on, as with a camera. ``unplug()`` closes every connection, ``freeze()`` keeps them open and sends no more.

Run it by hand (a process of its own leaves the tested process its time): ``python tests/fakes/mjpeg_server.py``
prints the address on its first line and serves until standard input closes.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Frames = Callable[[int], "bytes | Picture"]

BOUNDARY = "frame"


def jpeg(picture: Picture, quality: int = 90) -> bytes:
    """Compress a BGR picture."""
    import cv2

    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return bytes(data)


def flash_frames(
    width: int = 1280,
    height: int = 720,
    fps: float = 30,
    period_s: float = 2.0,
    flash_s: float = 0.1,
    noise: bool = False,
) -> Frames:
    """A grey picture with a moving bar that turns white for ``flash_s`` at the start of every ``period_s``.

    The pictures of one period are compressed once, so that serving costs little.
    """
    count = max(1, round(period_s * fps))
    flashes = round(flash_s * fps)
    random = np.random.default_rng(1)
    base = np.full((height, width, 3), 90, np.uint8)
    if noise:
        base = (base + random.integers(-12, 12, base.shape)).astype(np.uint8)
    pictures: dict[int, bytes] = {}

    def frames(number: int) -> bytes:
        place = number % count
        if place not in pictures:
            picture = np.full_like(base, 250) if place < flashes else base.copy()
            left = int(place / count * (width - width // 16))
            picture[height // 3 : height // 2, left : left + width // 16] = (40, 40, 200)
            pictures[place] = jpeg(picture)
        return pictures[place]

    for place in range(count):
        frames(place)
    return frames


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class MjpegServer:
    """Serve ``frames`` at ``url`` from entering the block until leaving it."""

    def __init__(self, frames: Frames, fps: float = 30, *, content_length: bool = True, port: int = 0) -> None:
        self._frames, self.fps, self._content_length, self._port = frames, fps, content_length, port
        self.started_s = 0.0
        self.sent: list[tuple[int, float]] = []
        self._stopped, self._frozen, self._unplugged = threading.Event(), threading.Event(), threading.Event()
        self.watched = threading.Event()

    def __enter__(self) -> MjpegServer:
        self._server = _Server(("127.0.0.1", self._port), self._handler())
        self.started_s = time.monotonic()
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="mjpeg-server", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/cam.mjpg"

    def due_s(self, number: int) -> float:
        """When frame ``number`` is sent, on ``time.monotonic``."""
        return self.started_s + number / self.fps

    def unplug(self) -> None:
        """Close every connection and refuse new ones."""
        self._unplugged.set()

    def freeze(self) -> None:
        """Stay connected and send nothing more."""
        self._frozen.set()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if server._unplugged.is_set():
                    self.send_error(503)
                    return
                self.send_response(200)
                self.send_header("Content-Type", f"multipart/x-mixed-replace;boundary={BOUNDARY}")
                self.end_headers()
                server.watched.set()
                server._serve(self.wfile)

            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing."""

        return Handler

    def _serve(self, out: object) -> None:
        number = int((time.monotonic() - self.started_s) * self.fps) + 1
        while not self._stopped.wait(max(0.0, self.due_s(number) - time.monotonic())):
            if self._unplugged.is_set():
                return
            if self._frozen.is_set():
                self._stopped.wait()
                return
            frame = self._frames(number)
            data = frame if isinstance(frame, bytes) else jpeg(frame)
            length = f"Content-Length: {len(data)}\r\n" if self._content_length else ""
            head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\n{length}\r\n".encode()
            try:
                out.write(head + data + b"\r\n")  # type: ignore[attr-defined]
            except OSError:
                return
            self.sent.append((number, time.monotonic()))
            number += 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description="A network camera for tests: prints its address, serves until standard input closes."
    )
    parser.add_argument("--fps", type=float, default=30)
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--period", type=float, default=2.0, help="seconds from flash to flash")
    parser.add_argument("--noise", action="store_true", help="a grainy picture, as a real camera gives")
    parser.add_argument("--port", type=int, default=0)
    chosen = parser.parse_args()
    width, height = (int(part) for part in chosen.size.split("x"))
    frames = flash_frames(width, height, chosen.fps, chosen.period, noise=chosen.noise)
    with MjpegServer(frames, chosen.fps, port=chosen.port) as server:
        print(server.url, server.started_s, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
