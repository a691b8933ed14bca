"""Pictures come thirty times a second, and each is a block of some megabytes that lives for a moment.

glibc hands such blocks back to the system each time, and the system clears every page anew at the next picture. Told
to keep them, it reuses them: a recording of 20 s with preview and coach then took 8.6 instead of 15.5 s of CPU on two
cores of 2026.
"""

from __future__ import annotations

import ctypes
import sys

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Names and numbers of ``mallopt(3)``."""
KEEP_BYTES = 128 << 20
BLOCK_BYTES = 32 << 20
"""Blocks up to this size are kept (the largest that glibc allows); a 4K picture is 25 MB. At most KEEP_BYTES lie
idle.
"""


def keep_large_blocks() -> bool:
    """Have memory of pictures reused within this process; say whether this system's allocator can be told."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):
        return False
    kept = library.mallopt(M_MMAP_THRESHOLD, BLOCK_BYTES), library.mallopt(M_TRIM_THRESHOLD, KEEP_BYTES)
    return all(kept)
