"""Where models are found: the order of the places, names and folders, and what is said where there is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from producer.errors import ModelError
from producer.models import find, find_face_model, find_speech_model, has_speech_model
from producer.models.catalogue import SPEECH_FILES, YUNET_FILE
from producer.models.find import speech_models


def whole_model(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in SPEECH_FILES:
        (folder / name).touch()
    return folder


@pytest.fixture
def places(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The four places, best first; PRODUCER_MODELS names the first, the program brings the second along."""
    monkeypatch.setenv("PRODUCER_MODELS", str(tmp_path / "chosen"))
    monkeypatch.setattr(find, "package_folder", lambda: tmp_path / "package")
    cache = tmp_path / "cache" / "models--Systran--faster-whisper-base" / "snapshots"
    return [tmp_path / "chosen", tmp_path / "package", own, cache]


def test_places_are_asked_in_the_one_order(places: list[Path]) -> None:
    for place in reversed(places):
        folder = whole_model(place / "base")
        assert find_speech_model() == find_speech_model("base") == folder


def test_the_first_place_wins_over_a_better_model_further_on(places: list[Path]) -> None:
    whole_model(places[2] / "small")
    own_model = whole_model(places[0] / "faster-whisper-ours")
    assert find_speech_model() == own_model == find_speech_model("ours")
    assert find_speech_model("small") == places[2] / "small"
    assert [name for name, _ in speech_models()] == ["ours", "small"]


def test_of_one_place_the_default_serves_then_the_best(own: Path) -> None:
    for name in ("zeta", "tiny", "large-v2", "aardvark"):
        whole_model(own / name)
    assert [name for name, _ in speech_models()] == ["large-v2", "tiny", "aardvark", "zeta"]
    small = whole_model(own / "small")
    assert find_speech_model() == small


def test_a_folder_may_be_named_and_a_name_is_not_taken_for_a_folder(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = whole_model(tmp_path / "stick" / "any name")
    assert find_speech_model(str(elsewhere)) == elsewhere
    small = whole_model(own / "small")
    (tmp_path / "here" / "small").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    assert find_speech_model("small") == small


def test_the_chosen_folder_may_be_the_model_itself(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = whole_model(tmp_path / "ours")
    monkeypatch.setenv("PRODUCER_MODELS", str(folder))
    assert dict(speech_models()) == {"ours": folder}
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PRODUCER_MODELS", ".")
    assert [name for name, _ in speech_models()] == ["ours"]


def test_half_a_model_is_none_and_a_fetch_that_was_stopped_is_none(own: Path) -> None:
    (whole_model(own / "small") / "tokenizer.json").unlink()
    whole_model(own / ".fetch-base")
    assert not has_speech_model()
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing"):
        find_speech_model(str(own / "small"))


@pytest.mark.parametrize(("asked", "fetched"), [(None, "small"), ("large-v2", "large-v2"), ("ours", "small")])
def test_no_model_names_the_missing_file_and_two_cures(own: Path, asked: str | None, fetched: str) -> None:
    with pytest.raises(ModelError) as caught:
        find_speech_model(asked)
    said = str(caught.value)
    assert str(own / (asked or "small") / "model.bin") in said
    assert f"producer models fetch {fetched}" in said
    assert "producer models import" in said


def test_a_folder_that_is_not_there_is_named_as_it_was_given(own: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        find_speech_model(str(tmp_path / "gone" / "model"))
    assert caught.value.values["path"] == str(tmp_path / "gone" / "model" / "model.bin")


def test_the_cache_s_main_revision_comes_first(own: Path, tmp_path: Path) -> None:
    place = tmp_path / "cache" / "models--Systran--faster-whisper-small"
    for revision in ("aaa", "bbb", "ccc"):
        whole_model(place / "snapshots" / revision)
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text("bbb")
    assert find_speech_model() == place / "snapshots" / "bbb"


def test_the_face_model_is_found_in_every_place(places: list[Path], tmp_path: Path) -> None:
    assert find_face_model() is None
    cache = tmp_path / "cache" / "models--opencv--face_detection_yunet" / "snapshots" / "abc"
    for folder in (cache, places[2] / "yunet", places[1], places[0] / "yunet", places[0]):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / YUNET_FILE).touch()
        assert find_face_model() == folder / YUNET_FILE


def test_a_place_that_is_a_file_or_gone_holds_nothing(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    for place in ("file", "gone"):
        monkeypatch.setenv("PRODUCER_MODELS", str(tmp_path / place))
        assert not has_speech_model()
        assert find_face_model() is None


def test_a_cache_that_may_not_be_looked_at_is_passed_over(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a home belongs to somebody else: even asking whether a file is there is refused."""
    cache = str(find.hub_cache())
    really, read = Path.stat, Path.read_text

    def stat(path: Path, **more: bool) -> os.stat_result:
        if str(path).startswith(cache):
            raise PermissionError(13, "Permission denied")
        return really(path, **more)

    def read_text(path: Path, *args: str) -> str:
        if str(path).startswith(cache):
            raise PermissionError(13, "Permission denied")
        return read(path, *args)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(Path, "read_text", read_text)
    assert not has_speech_model()
