"""The window's words are complete in both languages, and every advice and error code has words."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from ui.message_texts import ERRORS
from ui.translations import choose_language, translations_folder

ROOT = Path(__file__).parents[2]


def test_nothing_is_missing_or_unfinished(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("check_translations", ROOT / "packaging/check_translations.py")
    assert spec is not None
    assert spec.loader is not None
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    assert check.faults(translations_folder(), tmp_path) == []


def test_placeholders_are_the_same_in_dutch() -> None:
    text = (translations_folder() / "producer_nl.ts").read_text("utf-8")
    for source, dutch in re.findall(r"<source>(.*?)</source>\s*<translation>(.*?)</translation>", text, re.DOTALL):
        assert sorted(re.findall(r"\{\w+\}|%n", source)) == sorted(set(re.findall(r"\{\w+\}|%n", dutch)))


def test_language_by_environment_then_choice_then_system() -> None:
    assert choose_language("en", {"PRODUCER_LANGUAGE": "nl_BE"}) == "nl"
    assert choose_language("nl", {}) == "nl"
    assert choose_language("", {"PRODUCER_LANGUAGE": "fr"}) in ("en", "nl")


def test_device_errors_have_their_own_words() -> None:
    for code in ("camera-missing", "camera-busy", "camera-forbidden", "microphone-missing", "microphone-busy"):
        assert code in ERRORS
