"""Settings: what was saved comes back, what makes no sense falls back, and a damaged file is moved aside, never
overwritten.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from producer.settings import Settings, load_settings, save_settings, settings_path, takes_folder


def test_what_was_saved_comes_back(own_folders: Path) -> None:
    wanted = Settings(language="nl", camera="http://10.0.0.2/cam", microphone="none", countdown_s=5, nudges="off")
    save_settings(wanted)
    assert load_settings() == wanted
    assert settings_path().parent == own_folders / "config"


def test_the_first_start_has_the_defaults() -> None:
    assert load_settings() == Settings()
    assert not settings_path().exists()


def test_a_value_of_the_wrong_kind_falls_back_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": "nl", "width": "wide", "fps": True, "unknown": 1}))
    assert load_settings(path) == Settings(language="nl")


@pytest.mark.parametrize("raw", [b'{"language": "nl"', b"\x00\xff\xfe", b""])
def test_a_damaged_file_is_moved_aside_and_kept(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(raw)
    assert load_settings(path) == Settings()
    save_settings(Settings(language="nl"), path)
    assert (tmp_path / "settings.damaged.json").read_bytes() == raw
    assert load_settings(path).language == "nl"


def test_takes_go_where_the_person_says(own_folders: Path, tmp_path: Path) -> None:
    assert Settings().takes_path == takes_folder() == own_folders / "data" / "takes"
    assert Settings(takes=str(tmp_path)).takes_path == tmp_path


@pytest.mark.parametrize(("old", "new"), [(False, "off"), (True, "all"), ("loud", "all"), ("important", "important")])
def test_the_switch_for_advice_that_was_is_understood(tmp_path: Path, old: object, new: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"nudges": old}))
    assert load_settings(path).nudges == new
