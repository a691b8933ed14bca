"""``python packaging/macos icon|finish|sign|disk|verify``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "icons"))

from producer_macos.commands import main

if __name__ == "__main__":
    sys.exit(main())
