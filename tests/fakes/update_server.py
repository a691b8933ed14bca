"""A place to look for updates on the loopback: it answers as it is told, also badly, and keeps what it was asked."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections.abc import Callable
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from nacl.signing import SigningKey

TODAY = date.today()
NOTES = {"en": ["Captions can be translated."], "nl": ["Ondertiteling kan vertaald worden."]}


def release(version: str = "9.0.0", **changes: Any) -> dict[str, Any]:
    """What a good list says, with what a test changes in it; ``None`` takes a field away."""
    file = {"name": f"producer_{version}_amd64.deb", "system": "linux", "machine": "x86_64", "size": 212_000_000}
    made = {
        "schema": 1,
        "product": "producer",
        "version": version,
        "date": TODAY.isoformat(),
        "expires": (TODAY + timedelta(days=30)).isoformat(),
        "notes": NOTES,
        "files": [file | {"sha256": "ab" * 32, "address": file["name"]}],
    }
    return {name: value for name, value in (made | changes).items() if value is not None}


def public(key: SigningKey) -> str:
    return base64.b64encode(bytes(key.verify_key)).decode()


def signed(manifest: dict[str, Any] | str, *keys: SigningKey) -> bytes:
    """The list as it travels, made here without the product's own code."""
    text = manifest if isinstance(manifest, str) else json.dumps(manifest)
    made = [key.sign(b"producer-updates/1\n" + text.encode()).signature for key in keys]
    signatures = [{"key": "hint", "signature": base64.b64encode(one).decode()} for one in made]
    return json.dumps({"schema": "producer-updates/1", "manifest": text, "signatures": signatures}).encode()


class UpdateServer:
    """``body`` is what is answered; ``answers`` replaces the whole answer where a test wants one of its own."""

    def __init__(self, body: bytes = b"", *, certificate: Path | None = None) -> None:
        self.body = body
        self.answers: Callable[[BaseHTTPRequestHandler], None] | None = None
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers.items())))
                if server.answers is not None and self.path != "/moved":
                    server.answers(self)
                else:
                    send(self, server.body)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """One who hangs up is what the tests are about."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self.scheme = "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self._server.server_port}/producer/updates.json"

    def __enter__(self) -> UpdateServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def policy(file: Path, address: str, *keys: SigningKey) -> Path:
    """Write a policy file."""
    file.write_text(f"[updates]\naddress = {json.dumps(address)}\nkey = {json.dumps([public(key) for key in keys])}\n")
    return file
