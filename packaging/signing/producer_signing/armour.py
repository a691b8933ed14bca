"""OpenPGP's text form (RFC 9580, section 6.2), held to one single spelling.

gpg forgives much in it: spaces, other bits in the last letter, a wrong checksum. What is forgiven could be changed
without being seen, so here only the one text that gpg itself writes is taken.
"""

from __future__ import annotations

import base64
import binascii

from producer_signing.packet import begins_with_sum, is_strict

WIDTH = 64
"""Letters a line, as gpg writes them."""


def armoured(body: bytes) -> str:
    """Write ``body`` as gpg writes it."""
    letters = base64.b64encode(body).decode()
    lines = [letters[at : at + WIDTH] for at in range(0, len(letters), WIDTH)]
    check = base64.b64encode(_crc24(body).to_bytes(3, "big")).decode()
    return "\n".join(("-----BEGIN PGP SIGNATURE-----", "", *lines, f"={check}", "-----END PGP SIGNATURE-----", ""))


def is_canonical(text: bytes, signed: bytes | None = None) -> bool:
    """Say whether ``text`` is one signature (of ``signed``, where that is given) and exactly what gpg would write."""
    lines = text.decode("ascii", errors="replace").split("\n")
    letters = "".join(line for line in lines[2:-2] if not line.startswith("="))
    try:
        body = base64.b64decode(letters, validate=True)
    except (binascii.Error, ValueError):
        return False
    if not is_strict(body) or text != armoured(body).encode():
        return False
    return signed is None or begins_with_sum(body, signed)


def _crc24(body: bytes) -> int:
    """Return the checksum of RFC 9580, section 6.1.1: polynomial 0x1864CFB, start 0xB704CE."""
    crc = 0xB704CE
    for byte in body:
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return crc & 0xFFFFFF
