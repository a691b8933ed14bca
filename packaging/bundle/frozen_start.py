"""Runs in the frozen program before the program itself: what the start put into the environment for itself is not for
the programs that this one starts (a film player, a browser): they have libraries of their own.
"""

import importlib.machinery
import os
import sys
from types import ModuleType
from typing import Any

LATER = {"multiprocessing": "pyi_rth_multiprocessing", "pkgutil": "pyi_rth_pkgutil"}
"""Modules, and what PyInstaller has to put right in each."""


class PutRight:
    """Lets a module be imported as ever, and puts it right then: the window does not wait for what it may not need."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name not in LATER:
            return None
        hook = LATER.pop(name)
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        loader: Any = spec and spec.loader

        def run_and_put_right(module: ModuleType) -> None:
            del loader.exec_module  # the loader may serve other modules too
            loader.exec_module(module)
            __import__(hook)

        loader.exec_module = run_and_put_right
        return spec


for name in [one for one in LATER if one in sys.modules]:
    __import__(LATER.pop(name))
sys.meta_path.insert(0, PutRight())
if len(sys.argv) > 1:  # a command, or a child that this program starts for itself
    import multiprocessing  # noqa: F401
if sys.platform.startswith("linux"):
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):  # Qt finds its own by where it lies
        os.environ.pop(name, None)
