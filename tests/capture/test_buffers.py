"""Memory of pictures is reused: a block that comes and goes is not cleared by the system each time."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import resource
import numpy as np
from producer.capture.buffers import keep_large_blocks

if {keep}:
    assert keep_large_blocks()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(100):
    blocks = [np.ones(2_764_800, np.uint8) for _ in range(3)]
    del blocks
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def page_faults(keep: bool) -> int:
    done = subprocess.run([sys.executable, "-c", CODE.format(keep=keep)], check=True, capture_output=True, text=True)
    return int(done.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told to glibc only")
def test_pages_are_not_faulted_in_for_every_picture() -> None:
    assert page_faults(True) * 10 < page_faults(False)
