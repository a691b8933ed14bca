"""Runs in the frozen program before the program itself: what the start put into the environment for itself is not for
the programs that this one starts (a film player, a browser): they have libraries of their own.
"""

import os
import sys

if sys.platform.startswith("linux"):
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):  # Qt finds its own by where it lies
        os.environ.pop(name, None)
