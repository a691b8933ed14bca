"""Throw-away certificates for signing programs, and a real time-stamping authority (openssl's) on this machine."""

from __future__ import annotations

import http.server
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TSA_CONFIG = """
[tsa]
default_tsa = stamp
[stamp]
serial = {room}/serial
crypto_device = builtin
signer_cert = {room}/tsa.pem
signer_key = {room}/tsa.key
certs = {room}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""

REVOKED_AT = "crlDistributionPoints=URI:http://127.0.0.1:9/revoked.crl\n"
"""Real certificates name a list of revoked ones: verifying must neither ask for it nor fail for want of it."""


@dataclass(frozen=True)
class Issuer:
    """A certificate authority in a folder, which can sign code and time."""

    room: Path

    @property
    def ca(self) -> Path:
        return self.room / "ca.pem"

    @classmethod
    def made_in(cls, room: Path, name: str = "Test CA") -> Issuer:
        room.mkdir(parents=True)
        made = cls(room)
        words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3", "-subj", f"/CN={name}"]
        openssl(*words, "-keyout", str(room / "ca.key"), "-out", str(made.ca))
        made.issue("code", f"extendedKeyUsage=codeSigning\nkeyUsage=digitalSignature\n{REVOKED_AT}")
        made.issue("tsa", f"extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n{REVOKED_AT}")
        (room / "serial").write_text("01\n")
        (room / "tsa.cnf").write_text(TSA_CONFIG.format(room=room))
        return made

    def issue(self, stem: str, uses: str) -> None:
        """Make ``stem.key`` and ``stem.pem`` for the given uses."""
        room = self.room
        (room / f"{stem}.ext").write_text(uses)
        words = ["req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN=Test {stem}"]
        openssl(*words, "-keyout", str(room / f"{stem}.key"), "-out", str(room / f"{stem}.csr"))
        words = ["x509", "-req", "-days", "2", "-in", str(room / f"{stem}.csr"), "-CA", str(self.ca)]
        words += ["-CAkey", str(room / "ca.key"), "-CAcreateserial", "-extfile", str(room / f"{stem}.ext")]
        openssl(*words, "-out", str(room / f"{stem}.pem"))

    def environment(self, timestamp: str = "") -> dict[str, str]:
        """Return what names this key and this trust."""
        named = {
            "PRODUCER_WINDOWS_CERTIFICATE": str(self.room / "code.pem"),
            "PRODUCER_WINDOWS_KEY": str(self.room / "code.key"),
            "PRODUCER_WINDOWS_CA": str(self.ca),
            "PRODUCER_WINDOWS_TIMESTAMP_CA": str(self.ca),
        }
        return named | ({"PRODUCER_WINDOWS_TIMESTAMP": timestamp} if timestamp else {})

    @contextmanager
    def stamping(self) -> Iterator[str]:
        """Answer time-stamp requests; gives the address."""
        room = self.room

        class Desk(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = room / "query.tsq"
                query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
                reply = openssl("ts", "-reply", "-config", str(room / "tsa.cnf"), "-queryfile", str(query))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *words: object) -> None: ...

        with http.server.HTTPServer(("127.0.0.1", 0), Desk) as server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/"
            finally:
                server.shutdown()
                thread.join(10)


def openssl(*words: str) -> bytes:
    return subprocess.run(["openssl", *words], capture_output=True, check=True, timeout=60).stdout
