"""Where models are looked for, in the one order: ``--model``, ``PRODUCER_MODELS``, the installed package's own
folder, the person's data
folder, the Hugging Face cache. Looking never goes to the network.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from producer.errors import ModelError
from producer.models.catalogue import DEFAULT_SPEECH, KNOWN, SPEECH_FILES, YUNET_FILE
from producer.settings import data_folder

PREFERRED = (DEFAULT_SPEECH, "large-v3-turbo", "large-v2", "large-v3", "medium", "base", "tiny")


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
    home = os.environ.get("HF_HOME")
    return (Path(home) if home else Path.home() / ".cache" / "huggingface") / "hub"


def missing_files(folder: Path) -> tuple[str, ...]:
    """Return which of the files that a speech model needs are not in ``folder``."""
    return tuple(name for name in SPEECH_FILES if not (folder / name).is_file())


def find_face_model() -> Path | None:
    """Return YuNet's file, None where it is nowhere (the coach then uses the cascade that comes with OpenCV)."""
    for root in roots():
        for place in (root, root / "yunet"):
            if (place / YUNET_FILE).is_file():
                return place / YUNET_FILE
    return None


def speech_models() -> Iterator[tuple[str, Path]]:
    """Yield ``(name, folder)`` of every whole speech model on this machine, the best place first."""
    for root in roots():
        yield from _in_folder(root)
    yield from _in_hub_cache()


def _in_folder(root: Path) -> Iterator[tuple[str, Path]]:
    if not root.is_dir():
        return
    for folder in (root, *sorted(path for path in root.iterdir() if path.is_dir())):
        if not folder.name.startswith(".") and not missing_files(folder):
            yield folder.name.removeprefix("faster-whisper-"), folder


def _in_hub_cache() -> Iterator[tuple[str, Path]]:
    for model in KNOWN:
        snapshots = hub_cache() / f"models--{model.repository.replace('/', '--')}" / "snapshots"
        if model.kind == "speech" and snapshots.is_dir():
            for folder in sorted(snapshots.iterdir()):
                if not missing_files(folder):
                    yield model.name, folder


def find_speech_model(name_or_dir: str | None = None) -> Path:
    """Return the folder of the speech model of that name or at that place; without a name, the default, else
    the best there is.

    Raises ModelError that names the missing file and the two ways to get it.
    """
    if name_or_dir and Path(name_or_dir).is_dir():
        return _checked(Path(name_or_dir))
    here = dict(reversed(list(speech_models())))  # the first place of a name wins
    if name_or_dir:
        if name_or_dir in here:
            return here[name_or_dir]
        raise _not_here(name_or_dir)
    for name in PREFERRED:
        if name in here:
            return here[name]
    for folder in here.values():
        return folder
    raise _not_here(DEFAULT_SPEECH)


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


def _not_here(name: str) -> ModelError:
    place = models_folder() / name
    fetch = name if any(model.name == name for model in KNOWN) else DEFAULT_SPEECH
    return ModelError(
        f"The speech model {name} is not on this computer: {place / 'model.bin'} is missing.",
        code="model-missing",
        cure=f"Fetch it once with: producer models fetch {fetch} - or copy its folder from another computer and run: "
        "producer models import FOLDER",
        name=name,
        path=str(place / "model.bin"),
    )
