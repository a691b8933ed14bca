"""Whether a speech model is good enough for captions that nobody has read, and the sentence that says so."""

from __future__ import annotations

import re
from pathlib import Path

from producer.models.catalogue import DRAFT_ONLY

WARNING = {
    "en": "This speech model is for drafts: it gets about three in ten Dutch words wrong. "
    "Read every caption, or choose the model “small” or larger.",
    "nl": "Dit spraakmodel is voor een eerste versie: ongeveer drie op de tien Nederlandse woorden zijn fout. "
    "Lees alle ondertitels na, of kies het model ‘small’ of groter.",
}
"""Dutch words wrong: tiny 39 %, base 28 % (Whisper paper, table D.2; facts B2)."""
_PARTS = re.compile(r"[^a-z0-9]+")


def is_draft(model: str | Path) -> bool:
    """Say whether the model, by its name, its folder or its folder in the hub's cache, is fit for drafts only."""
    return not DRAFT_ONLY.isdisjoint(_PARTS.split(_name(Path(model)).lower()))


def draft_warning(model: str | Path, language: str = "en") -> str:
    """Return the sentence for a person, "" where the model is good enough."""
    return WARNING["nl" if language.lower().startswith("nl") else "en"] if is_draft(model) else ""


def _name(model: Path) -> str:
    """Return the folder that carries the name: the hub keeps a model in ``models--OWNER--NAME/snapshots/COMMIT``."""
    return model.parent.parent.name if model.parent.name == "snapshots" else model.name
