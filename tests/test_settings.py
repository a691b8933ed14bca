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


@pytest.mark.parametrize("what", [PermissionError(13, "Permission denied"), IsADirectoryError(21, "Is a directory")])
def test_a_file_that_may_not_be_read_is_left_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: OSError
) -> None:
    """As where a home belongs to somebody else: even asking whether the file is there is refused."""

    def refuse(*_args: object, **_more: object) -> None:
        raise what

    path = tmp_path / "settings.json"
    path.write_text('{"language": "nl"}')
    with monkeypatch.context() as patch:
        for name in ("read_text", "exists", "stat", "replace"):
            patch.setattr(Path, name, refuse)
        assert load_settings(path) == Settings()
    assert load_settings(path).language == "nl"


def test_a_damaged_file_in_a_folder_that_may_only_be_read_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(30, "Read-only file system")

    path = tmp_path / "settings.json"
    path.write_text("{")
    monkeypatch.setattr(Path, "replace", refuse)
    assert load_settings(path) == Settings()
    assert path.read_text() == "{"
