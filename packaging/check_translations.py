"""Are the window's words complete? Nothing unfinished, nothing that the source says and the .ts files lack, .qm files
as built.

    .venv/bin/python packaging/check_translations.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from ui.translations import LANGUAGES, build, translations_folder, update

MEND = ".venv/bin/python -m ui.translations update"


def unfinished(file: Path) -> list[str]:
    """The source texts without a finished translation."""
    return [
        f"{context.findtext('name')}: {message.findtext('source')!r}"
        for context in ElementTree.parse(file).iter("context")
        for message in context.iter("message")
        if (translation := message.find("translation")) is None or translation.get("type") == "unfinished"
    ]


def faults(folder: Path, fresh: Path) -> list[str]:
    """Hold the files of ``folder`` against those that ``fresh``, an empty folder, gets from the source now."""
    for file in folder.glob("*.ts"):
        shutil.copy(file, fresh)
    update(fresh)
    built = {file.name: file.read_bytes() for file in build(fresh)}
    found = []
    for code in LANGUAGES:
        name = f"producer_{code}.ts"
        found += [f"{name}: not translated: {text}" for text in unfinished(fresh / name)]
        if not (folder / name).exists() or (folder / name).read_bytes() != (fresh / name).read_bytes():
            found.append(f"{name} is not what the source says now. Run: {MEND}")
    found += [
        f"{name} is not what its .ts file gives. Run: {MEND}"
        for name, data in built.items()
        if not (folder / name).exists() or (folder / name).read_bytes() != data
    ]
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as fresh:
        found = faults(translations_folder(), Path(fresh))
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        print(f"Translations are complete: {', '.join(LANGUAGES.values())}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
