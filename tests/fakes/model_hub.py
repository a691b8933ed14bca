"""A model hub on the loopback: the two addresses that a fetch asks, with ranges, and a line that can be cut."""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class ModelHub:
    """Serve ``files`` of ``repository``; large ones (``lfs``) with a SHA-256, the others with git's own sum.

    ``cut_after``: bytes after which the next answer breaks off, once for each entry. ``asked``: the Range
    headers seen, by file.
    """

    def __init__(
        self, repository: str, files: dict[str, bytes], *, lfs: frozenset[str] = frozenset({"model.bin"})
    ) -> None:
        self.repository, self.files, self.lfs = repository, dict(files), lfs
        self.promised = dict(files)
        self.cut_after: list[int] = []
        self.asked: list[tuple[str, str | None]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/api/models/"):
                    self._send(200, json.dumps(hub.listing()).encode())
                    return
                name = self.path.rsplit("/", 1)[1]
                hub.asked.append((name, self.headers.get("Range")))
                if name in hub.files:
                    self._send_file(hub.files[name])
                else:
                    self._send(404, b"gone")

            def _send_file(self, body: bytes) -> None:
                span = self.headers.get("Range")
                first = int(span.removeprefix("bytes=").rstrip("-")) if span else 0
                rest = body[first:]
                self.send_response(206 if span else 200)
                self.send_header("Content-Length", str(len(rest)))
                self.end_headers()
                cut = hub.cut_after.pop(0) if hub.cut_after and len(rest) > hub.cut_after[0] else None
                self.wfile.write(rest if cut is None else rest[:cut])
                self.close_connection = True

            def _send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def listing(self) -> dict[str, object]:
        siblings = []
        for name, body in self.promised.items():
            blob = hashlib.sha1(f"blob {len(body)}\0".encode() + body).hexdigest()
            entry: dict[str, object] = {"rfilename": name, "size": len(body), "blobId": blob}
            if name in self.lfs:
                entry["lfs"] = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "pointerSize": 130}
            siblings.append(entry)
        return {"id": self.repository, "modelId": self.repository, "sha": "c0ffee" * 6 + "c0ff", "siblings": siblings}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> ModelHub:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
