"""What the spec takes in beside the code, and what it throws out again. Runs inside PyInstaller, on every system."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path

from bundle import elf
from bundle.places import ROOT, face_model, speech_model
from bundle.tables import excluded_files, is_excluded, system_libraries

CASCADES = ("haarcascade_frontalface_default.xml", "haarcascade_eye.xml")
"""The two of OpenCV's seventeen that producer/coach/haar.py opens."""
QT_LANGUAGES = ("nl", "en")
Entry = tuple[str, str, str]
"""As PyInstaller has them: the place in the frozen folder, where it is now, and its kind."""


def package(name: str) -> Path:
    """The folder of an installed Python package."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.submodule_search_locations, f"{name} is not installed"
    return Path(next(iter(spec.submodule_search_locations)))


def files_of_assets() -> list[tuple[str, str]]:
    """The product's own files, without Python and without the sources of the translations."""
    root = ROOT / "assets"
    kept = (path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix not in (".py", ".pyc", ".ts"))
    return [(str(path), path.parent.relative_to(ROOT).as_posix()) for path in kept]


def files_of_models() -> list[tuple[str, str]]:
    """The models that were given, where ``producer.models`` looks for those of the installed program."""
    face, speech = face_model(), speech_model()
    files = [(str(face), "models/yunet")] if face else []
    if speech:
        name = speech.resolve().name.removeprefix("faster-whisper-")
        files += [(str(path), f"models/{name}") for path in sorted(speech.iterdir()) if path.is_file()]
    return files


def files_of_parts() -> list[tuple[str, str]]:
    """Files of other packages that no hook of PyInstaller brings."""
    silero = sorted((package("faster_whisper") / "assets").glob("*.onnx"))
    return [(str(path), "faster_whisper/assets") for path in silero]


def put_back() -> list[Entry]:
    """The few that stay of folders which are thrown out whole."""
    data = package("cv2") / "data"
    entries = [(f"cv2/data/{name}", str(data / name), "DATA") for name in (*CASCADES, "__init__.py")]
    qt = package("PySide6")
    inside = "Qt/translations" if (qt / "Qt" / "translations").is_dir() else "translations"
    for language in QT_LANGUAGES:
        name = f"{inside}/qtbase_{language}.qm"
        if (qt / name).is_file():
            entries.append((f"PySide6/{name}", str(qt / name), "DATA"))
    return entries


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """Without what the tables leave out.

    On Linux also without the system's own libraries, and without what only they need. The links at the top of the
    folder stay: the start looks for libraries there (trim.py takes those whose library is gone).
    """
    rows = excluded_files()
    left = [entry for entry in entries if not is_excluded(entry[0], rows)]
    if not sys.platform.startswith("linux"):
        return left
    system = set(system_libraries())
    return without_orphans([one for one in left if Path(one[0]).name not in system])


def without_orphans(entries: list[Entry]) -> list[Entry]:
    """Leave out the libraries at the top of the folder that nobody needs any more."""
    while True:
        wanted = {"libportaudio.so.2"}  # loaded by name, not linked; libpython is the start's own
        for _, source, kind in entries:
            real = Path(source).resolve()
            if kind in ("BINARY", "EXTENSION") and elf.is_elf(real):
                wanted.update(elf.needs(real).libraries)
        left = [entry for entry in entries if not _is_orphan(entry, wanted)]
        if len(left) == len(entries):
            return left
        entries = left


def _is_orphan(entry: Entry, wanted: set[str]) -> bool:
    place, _, kind = entry
    is_library = kind == "BINARY" and "/" not in place and ".so" in place
    return is_library and not place.startswith("libpython") and place not in wanted


LATER = ("pyi_rth_multiprocessing", "pyi_rth_pkgutil")
"""PyInstaller's start hooks that the window would pay for at each start without using what they prepare: they become
modules, which frozen_start.py imports when they are needed."""
NEVER = ("pyi_rth_inspect", "pyi_rth_pyqtgraph_multiprocess")
"""Those for source code, which is not there, and for a way of pyqtgraph to start processes, which is not used."""


def start_scripts(scripts: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What runs at each start, our own hook right before the program; and the hooks that become modules.

    On Linux Qt finds its files by where it lies, without the hook that PyInstaller has for it.
    """
    out = {"frozen_start", *LATER, *NEVER, *(("pyi_rth_pyside6",) if sys.platform.startswith("linux") else ())}
    ours = [one for one in scripts if one[0] == "frozen_start"]
    later = [(name, source, "PYMODULE") for name, source, _ in scripts if name in LATER]
    return [*(one for one in scripts[:-1] if one[0] not in out), *ours, scripts[-1]], later
