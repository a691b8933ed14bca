"""A small model is for drafts, and a person is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.models.catalogue import KNOWN
from producer.speech.draft import draft_warning, is_draft


@pytest.mark.parametrize(
    ("model", "draft"),
    [
        ("tiny", True),
        ("base.en", True),
        ("Systran/faster-whisper-base", True),
        (Path("/home/base/models/faster-whisper-tiny"), True),
        (Path("/x/models--Systran--faster-whisper-tiny/snapshots/0123abc"), True),
        (Path("/home/tiny/base/small"), False),
        (Path("/x/models--Systran--faster-whisper-small/snapshots/base"), False),
        ("large-v3-turbo", False),
        ("database-model", False),
    ],
)
def test_by_its_name(model: str | Path, draft: bool) -> None:
    assert is_draft(model) is draft
    assert bool(draft_warning(model, "nl")) is draft


def test_of_the_known_models_two_are_for_drafts() -> None:
    assert [model.name for model in KNOWN if is_draft(model.name)] == ["tiny", "base"]


def test_the_sentence_is_in_both_languages() -> None:
    assert "three in ten Dutch words" in draft_warning("tiny")
    assert "drie op de tien" in draft_warning("tiny", "nl-NL")
