"""The list as it travels: its text, and beside it the signatures over exactly that text (Ed25519, RFC 8032).

    {"schema": "producer-updates/1", "manifest": "{...}", "signatures": [{"key": "...", "signature": "..."}]}

The text is signed with the schema's name before it, so that a signature made for something else never counts here.
``key`` says by eight bytes (of the SHA-256 of the public key, in hex) which key it was: a hint, not a proof.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable

from producer.updates.errors import refused

SCHEMA = "producer-updates/1"
KEY_BYTES, SIGNATURE_BYTES = 32, 64
"""The lengths of RFC 8032, sections 5.1.5 and 5.1.6."""


def signed_bytes(text: str) -> bytes:
    """Return what is signed for the list ``text``."""
    return f"{SCHEMA}\n{text}".encode()


def key_hint(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def read_key(text: str) -> bytes:
    """Return a public key from its base64. Raises UpdateError where it is none."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise refused("bad-key", "The key in your organisation's policy is not a key that Producer knows.", detail=text)
    return key


def opened(body: bytes, keys: Iterable[bytes]) -> str:
    """Return the text of the list, once one of ``keys`` has signed it. Raises UpdateError."""
    text, signatures = _parts(body)
    for key in keys:
        if any(is_signed(text, signature, key) for signature in signatures):
            return text
    raise refused(
        "bad-signature",
        "The list of updates is not signed by your organisation, so it is not trusted.",
        cure="Tell your IT department: it may have been changed on the way.",
    )


def _parts(body: bytes) -> tuple[str, list[bytes]]:
    """Take the envelope apart; signatures that are none are left out."""
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise unclear("not JSON") from error
    if not isinstance(envelope, dict) or envelope.get("schema") != SCHEMA:
        raise unclear(f"not {SCHEMA}")
    text, entries = envelope.get("manifest"), envelope.get("signatures")
    if not isinstance(text, str) or not isinstance(entries, list):
        raise unclear("manifest or signatures are missing")
    found = [_signature(entry) for entry in entries if isinstance(entry, dict)]
    return text, [signature for signature in found if len(signature) == SIGNATURE_BYTES]


def _signature(entry: dict[str, object]) -> bytes:
    try:
        return base64.b64decode(str(entry.get("signature")), validate=True)
    except (binascii.Error, ValueError):
        return b""


def is_signed(text: str, signature: bytes, key: bytes) -> bool:
    """Say whether ``key`` signed ``text``."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(key).verify(signed_bytes(text), signature)
    except (CryptoError, UnicodeEncodeError):
        return False
    return True


def unclear(detail: str) -> Exception:
    """Make the error for what is there but cannot be understood."""
    return refused("unclear", "What was found is not a list of updates that Producer can read.", detail=detail)
