"""Where models are looked for, in the one order: ``--model``, ``PRODUCER_MODELS``, the installed package's own
folder, the person's data folder, the Hugging Face cache. Looking never goes to the network.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from producer.errors import ModelError
from producer.models.catalogue import DEFAULT_SPEECH, KNOWN, SPEECH_FILES, YUNET_FILE, KnownModel, known_model
from producer.settings import data_folder

PREFERRED = (DEFAULT_SPEECH, "large-v3-turbo", "large-v2", "large-v3", "medium", "base", "tiny")
"""Which model of one place serves where none is named; an organisation's own comes after these."""


def models_folder() -> Path:
    """The folder where this person's fetched and imported models go."""
    return data_folder() / "models"


def package_folder() -> Path:
    """The models that came with the installed program."""
    base = Path(getattr(sys, "_MEIPASS", "")) if hasattr(sys, "_MEIPASS") else Path(__file__).parents[2]
    return base / "models"


def roots() -> tuple[Path, ...]:
    """Return the folders that hold models, best first, whether they exist or not."""
    chosen = os.environ.get("PRODUCER_MODELS")
    return (*((Path(chosen),) if chosen else ()), package_folder(), models_folder())


def hub_cache() -> Path:
    """The folder in which huggingface_hub keeps what it fetched for any program."""
    if cache := os.environ.get("HF_HUB_CACHE"):
        return Path(cache)
    if home := os.environ.get("HF_HOME"):
        return Path(home) / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface" / "hub"


def missing_files(folder: Path) -> tuple[str, ...]:
    """Return which of the files that a speech model needs are not in ``folder``."""
    return tuple(name for name in SPEECH_FILES if not _is_here(folder / name))


def _is_here(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # it may not be looked at
        return False


def find_face_model() -> Path | None:
    """Return YuNet's file, None where it is nowhere (the coach then uses the cascade that comes with OpenCV)."""
    return next(face_models(), None)


def face_models() -> Iterator[Path]:
    """Yield YuNet's file wherever it is, the best place first."""
    places = [place for root in roots() for place in (root, root / "yunet")]
    for place in (*places, *_snapshots(known_model("yunet"))):
        if _is_here(place / YUNET_FILE):
            yield place / YUNET_FILE


def speech_models() -> Iterator[tuple[str, Path]]:
    """Yield ``(name, folder)`` of every whole speech model on this machine: the best place first, and of one place
    the model that serves best without being named.
    """
    for root in roots():
        yield from sorted(_in_folder(root), key=lambda found: _rank(found[0]))
    yield from sorted(_in_hub_cache(), key=lambda found: _rank(found[0]))


def _rank(name: str) -> int:
    return PREFERRED.index(name) if name in PREFERRED else len(PREFERRED)


def _in_folder(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in (root, *_folders(root)):
        if not missing_files(folder):
            yield (folder.name or folder.resolve().name).removeprefix("faster-whisper-"), folder


def _folders(place: Path) -> list[Path]:
    """Return the folders in a place, sorted; none where it is not there or may not be read."""
    try:
        return sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return []


def _in_hub_cache() -> Iterator[tuple[str, Path]]:
    for model in KNOWN:
        if model.kind == "speech":
            yield from ((model.name, folder) for folder in _snapshots(model) if not missing_files(folder))


def _snapshots(model: KnownModel) -> list[Path]:
    """Return the revisions of a model that the hub's cache holds, the one that it calls main first."""
    place = hub_cache() / f"models--{model.repository.replace('/', '--')}"
    try:
        revision = (place / "refs" / "main").read_text("utf-8").strip()
    except OSError:  # it is not there, or may not be read
        revision = ""
    return sorted(_folders(place / "snapshots"), key=lambda folder: folder.name != revision)


def find_speech_model(name_or_dir: str | None = None) -> Path:
    """Return the folder of the speech model of that name or at that place; without a name, the first of the order.

    Raises ModelError that names the missing file and the two ways to get it.
    """
    for name, folder in speech_models():
        if name_or_dir in (None, "", name):
            return folder
    if not name_or_dir:
        raise _not_here(DEFAULT_SPEECH, models_folder() / DEFAULT_SPEECH)
    place = Path(name_or_dir)
    if place.is_dir():
        return _checked(place)
    raise _not_here(name_or_dir, place.absolute() if len(place.parts) > 1 else models_folder() / name_or_dir)


def has_speech_model() -> bool:
    """Say whether any speech model is on this machine."""
    return next(iter(speech_models()), None) is not None


def _checked(folder: Path) -> Path:
    missing = missing_files(folder)
    if not missing:
        return folder
    raise ModelError(
        f"{folder} is not a whole speech model: {', '.join(missing)} is missing.",
        code="model-incomplete",
        cure="Copy the whole folder again, or run: producer models fetch small",
        folder=str(folder),
    )


def _not_here(name: str, place: Path) -> ModelError:
    fetch = name if any(model.name == name for model in KNOWN) else DEFAULT_SPEECH
    return ModelError(
        f"The speech model {name} is not on this computer: {place / 'model.bin'} is missing.",
        code="model-missing",
        cure=f"Fetch it once with: producer models fetch {fetch} - or copy its folder from another computer and run: "
        "producer models import FOLDER",
        name=name,
        path=str(place / "model.bin"),
    )
