"""``python packaging/signing sign|verify|manifest|new-update-key``."""

from __future__ import annotations

import sys

from producer_signing.commands import main

if __name__ == "__main__":
    sys.exit(main())
