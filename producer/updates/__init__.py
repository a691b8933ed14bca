"""Whether there is a newer version: asked only when a person wants to know, at the place the organisation names.

Nothing is downloaded but the signed list, nothing is installed, nothing is sent but the question itself.
"""

from __future__ import annotations

from producer.updates.asking import Answer, look
from producer.updates.manifest import Manifest, ReleaseFile

__all__ = ["Answer", "Manifest", "ReleaseFile", "look"]
