"""One small body over HTTPS, with limits on everything: where it leads, how long it takes, how much it is."""

from __future__ import annotations

import http.client
import ipaddress
import os
import ssl
import time
import urllib.error
import urllib.request
from typing import IO
from urllib.parse import urlsplit

from producer.jobs import Job
from producer.updates.errors import refused

MOST_BYTES = 256 * 1024
"""A list with pages of notes has some ten thousand (own)."""
WAIT_S = 10.0
"""Without a sign of life the place is not to be reached now (own)."""
WHOLE_S = 30.0
"""And a place that drips is not either (own)."""
CHUNK = 1 << 14
BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # macOS, Alpine
)
"""Where systems keep the certificates that they trust. (Windows keeps them elsewhere, and Python asks it.)"""


def is_loopback(address: str) -> bool:
    """Say whether an address leads to this machine itself."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_safe(address: str) -> bool:
    """Say whether an address may be asked: over HTTPS, or on this machine."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address)))
    except ValueError:
        return False


class _SameScheme(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only where it stays with its scheme."""

    max_redirections = 3

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme != urlsplit(req.full_url).scheme or not is_safe(newurl):
            fp.close()
            raise _led_astray(f"{req.full_url} -> {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _trusting_the_system() -> ssl.SSLContext:
    """Return a context that trusts whom this computer trusts. A packaged program knows the place of the computer that
    it was built on, and not always that of the one it runs on.
    """
    context = ssl.create_default_context()
    known = ssl.get_default_verify_paths()
    if known.cafile is None and known.capath is None:
        for bundle in filter(os.path.isfile, BUNDLES):
            context.load_verify_locations(bundle)
            break
    return context


def fetch(address: str, job: Job) -> bytes:
    """Return what is at ``address``. Raises UpdateError, Cancelled."""
    if not is_safe(address):
        raise refused(
            "insecure-address",
            f"The place to look for updates is not a safe address: {address}.",
            cure="Ask your IT department for one that begins with https://.",
            address=address,
        )
    own = [urllib.request.ProxyHandler({})] if is_loopback(address) else []
    secure = urllib.request.HTTPSHandler(context=_trusting_the_system())
    opener = urllib.request.build_opener(_SameScheme, secure, *own)
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "producer"}
    try:
        with opener.open(urllib.request.Request(address, headers=headers), timeout=WAIT_S) as answer:
            return _read(answer, job)
    except (OSError, http.client.HTTPException, UnicodeError) as error:  # the first: URLError, time-outs
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        raise _no_answer(address, error) from error


def _read(answer: http.client.HTTPResponse, job: Job) -> bytes:
    body, end = b"", time.monotonic() + WHOLE_S
    while chunk := answer.read1(CHUNK):
        job.check()
        body += chunk
        if len(body) > MOST_BYTES:
            raise refused("too-large", "What was found is far too large for a list of updates.")
        if time.monotonic() > end:
            raise TimeoutError(f"not done after {WHOLE_S:.0f} s")
    return body


def _led_astray(detail: str) -> Exception:
    return refused("redirected", "The place to look for updates leads on to one that is not safe.", detail=detail)


def _no_answer(address: str, error: Exception) -> Exception:
    host = urlsplit(address).hostname or address
    if isinstance(error, urllib.error.HTTPError) and 300 <= error.code < 400:  # to no web address, or without end
        return _led_astray(f"{address}: {error}")
    if isinstance(error, urllib.error.URLError) and isinstance(error.reason, ssl.SSLCertVerificationError):
        return refused(
            "certificate",
            f"{host} could not prove that it is who it says it is.",
            detail=f"{address}: {error}",
            host=host,
        )
    return refused(
        "unreachable",
        f"{host} does not answer, so Producer does not know whether there is a newer version.",
        cure="Try again when you are online, or on your organisation's network.",
        detail=f"{address}: {error}",
        host=host,
    )
