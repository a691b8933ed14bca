"""``python packaging/windows resources|sign|verify|installer|policy``."""

from __future__ import annotations

import sys

from producer_windows.commands import main

if __name__ == "__main__":
    sys.exit(main())
