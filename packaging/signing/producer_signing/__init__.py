"""Signs what a release is made of, and proves it again. Needs Python, gpg and gpgv, and nothing else."""

from __future__ import annotations


class SigningError(Exception):
    """It cannot be signed or proven; the text is one plain sentence."""
