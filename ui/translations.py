"""Languages: which one to speak, loading it, and building its files (``python -m ui.translations`` does the latter)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from producer.assets import asset

LANGUAGES = {"en": "English", "nl": "Nederlands"}


def translations_folder() -> Path:
    return asset("translations")


def choose_language(remembered: str, environment: Mapping[str, str], system: QLocale | None = None) -> str:
    """``PRODUCER_LANGUAGE`` first, then what was chosen in the window, then the system's languages, then English."""
    wanted = [environment.get("PRODUCER_LANGUAGE", ""), remembered, *(system or QLocale.system()).uiLanguages()]
    for name in wanted:
        code = name.replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


class Languages:
    """Swaps translators in the application; widgets hear of it by a LanguageChange event."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self.current = "en"

    def speak(self, code: str) -> None:
        """Switch to ``code``; Qt's own words (buttons, dialogs) come along where Qt has them."""
        self.current = code
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = []
        self._set_locale(code)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ours = str(translations_folder() / f"producer_{code}.qm")
        for path in (f"{qt_folder}/qtbase_{code}.qm", ours):  # the last one installed is asked first
            translator = QTranslator(self._application)
            if translator.load(path):
                self._installed.append(translator)
                self._application.installTranslator(translator)

    @staticmethod
    def _set_locale(code: str) -> None:
        system = QLocale.system()
        same = system.name().split("_")[0] == code
        QLocale.setDefault(system if same else QLocale(code))


def _tool(name: str) -> str:
    import PySide6

    return str(Path(PySide6.__file__).parent / (f"{name}.exe" if os.name == "nt" else name))


def _run(*command: str) -> None:
    import locale
    import subprocess

    subprocess.run(command, check=True, capture_output=True, text=True, encoding=locale.getpreferredencoding(False))


def update(folder: Path | None = None) -> None:
    """Bring the words of the source into the .ts files (for developers)."""
    root = Path(__file__).parent
    sources = [str(path) for path in sorted(root.rglob("*.py"))]
    folder = folder or translations_folder()
    for code in LANGUAGES:
        plural = ["-pluralonly"] if code == "en" else []
        _run(
            _tool("lupdate"),
            "-silent",
            "-no-obsolete",
            "-locations",
            "none",
            *plural,
            "-source-language",
            "en",
            "-target-language",
            code,
            *sources,
            "-ts",
            str(folder / f"producer_{code}.ts"),
        )


def build(folder: Path | None = None, out: Path | None = None) -> list[Path]:
    """Make the .qm files out of the .ts files; return them."""
    folder = folder or translations_folder()
    out = out or folder
    made = []
    for source in sorted(folder.glob("producer_*.ts")):
        target = out / f"{source.stem}.qm"
        _run(_tool("lrelease"), "-silent", str(source), "-qm", str(target))
        made.append(target)
    return made


def main(arguments: list[str]) -> int:
    """``update`` reads the source, then (and by default) the .qm files are built."""
    if "update" in arguments:
        update()
    for path in build():
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
