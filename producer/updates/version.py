"""Which of two versions is the newer: three numbers, as Semantic Versioning has them."""

from __future__ import annotations

import re

RELEASE = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")

Order = tuple[int, int, int, bool]


def release_order(version: str) -> Order | None:
    """Return what to compare a released version by; None where it is not three numbers."""
    match = RELEASE.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3]), True) if match else None


def order(version: str) -> Order:
    """Return the same for the version that runs here, which may be on its way to a release (``0.2.0.dev1``): it
    stands before that release.
    """
    match = RELEASE.match(version)
    return (int(match[1]), int(match[2]), int(match[3]), match.end() == len(version)) if match else (0, 0, 0, False)
