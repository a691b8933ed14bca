"""A signature packet of OpenPGP (RFC 9580, section 5.2), held to one single spelling.

Some of its bytes are outside of what it signs: how its length is written, the key's number in the unhashed part, the
bit counts of its numbers, and two bytes of the sum. gpgv passes over other spellings, so without this they could be
changed unseen.
"""

from __future__ import annotations

import hashlib

NUMBERS = {1: 1, 17: 2, 19: 2, 22: 2}
"""How many numbers a signature has, by algorithm (section 9.1): RSA; DSA, ECDSA, EdDSA."""
DIGESTS = {8: "sha256", 9: "sha384", 10: "sha512"}
"""The sums that are strong enough, by their numbers (section 9.5)."""
ISSUER_FINGERPRINT = b"\x16\x21\x04"
"""Subpacket of 22 bytes, type 33, key version 4; the fingerprint's 20 bytes follow (section 5.2.3.35)."""
ISSUER = b"\x00\x0a\x09\x10"
"""An unhashed part of ten bytes: one subpacket of nine, type 16; the key's number follows (section 5.2.3.12)."""


def is_strict(packet: bytes) -> bool:
    """Say whether it is one version 4 signature, spelt as gpg spells it."""
    body = _body(packet)
    if len(body) < 6 or body[0] != 4 or body[2] not in NUMBERS or body[3] not in DIGESTS:
        return False
    end = 6 + int.from_bytes(body[4:6], "big")
    hashed, rest = body[6:end], body[end:]
    at = hashed.find(ISSUER_FINGERPRINT)
    number = hashed[at + 3 : at + 23][-8:]
    named = at >= 0 and rest[:12] == ISSUER + number
    return named and _numbers(rest[14:], NUMBERS[body[2]])


def begins_with_sum(packet: bytes, signed: bytes) -> bool:
    """Say whether the two bytes that a signature shows of the sum it signs are those of ``signed`` (section 5.2.4)."""
    body = _body(packet)
    end = 6 + int.from_bytes(body[4:6], "big")
    shown = end + 2 + int.from_bytes(body[end : end + 2], "big")
    digest = hashlib.new(DIGESTS[body[3]], signed + body[:end] + b"\x04\xff" + end.to_bytes(4, "big")).digest()
    return body[shown : shown + 2] == digest[:2]


def _body(packet: bytes) -> bytes:
    """Return what the one packet holds (old form, tag 2, the shortest length that fits); nothing where it is not so."""
    for tag, width, least in ((0x88, 1, 0), (0x89, 2, 256)):
        size = int.from_bytes(packet[1 : 1 + width], "big")
        if packet[:1] == bytes([tag]) and size >= least and len(packet) == 1 + width + size:
            return packet[1 + width :]
    return b""


def _numbers(raw: bytes, count: int) -> bool:
    """Say whether ``raw`` is so many numbers, each with its exact count of bits, and nothing else (section 3.2)."""
    for _ in range(count):
        bits = int.from_bytes(raw[:2], "big")
        size = (bits + 7) // 8
        if len(raw) < 2 + size or int.from_bytes(raw[2 : 2 + size], "big").bit_length() != bits:
            return False
        raw = raw[2 + size :]
    return not raw
