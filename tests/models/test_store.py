"""Fetching from a hub on the loopback, importing from a folder, verifying what is here."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from fakes.model_hub import ModelHub

from producer.errors import Cancelled, ModelError
from producer.jobs import Job
from producer.models import find_speech_model
from producer.models.catalogue import YUNET_FILE
from producer.models.manifest import read_manifest
from producer.models.store import fetch_model, import_model, verify_models

FILES = {
    "model.bin": bytes(range(256)) * 8000,
    "config.json": b'{"alignment_heads": []}',
    "tokenizer.json": b"{}",
    "vocabulary.txt": b"a\nb\n",
    "README.md": b"not wanted",
}


def hub() -> ModelHub:
    return ModelHub("Systran/faster-whisper-small", FILES)


def test_fetch_brings_the_wanted_files_and_reports_progress(own: Path) -> None:
    seen: list[float] = []
    with hub() as server:
        place = fetch_model("small", endpoint=server.address, job=Job(lambda share, step: seen.append(share or 0.0)))
    assert place == own / "small" == find_speech_model("small")
    assert {path.name for path in place.iterdir()} == set(FILES) - {"README.md"} | {"producer-model.json"}
    assert (place / "model.bin").read_bytes() == FILES["model.bin"]
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1.0, abs=0.01)
    assert [path.name for path in own.iterdir()] == ["small"]


def test_a_line_that_breaks_is_taken_up_where_it_broke(own: Path) -> None:
    with hub() as server:
        server.cut_after = [700_000, 400_000]
        place = fetch_model("small", endpoint=server.address)
    assert (place / "model.bin").read_bytes() == FILES["model.bin"]
    assert [span for name, span in server.asked if name == "model.bin"] == [None, "bytes=700000-", "bytes=1100000-"]


def test_a_stopped_fetch_goes_on_where_it_stopped(own: Path) -> None:
    job = Job(lambda share, step: job.cancel() if (share or 0) > 0.4 else None)
    with hub() as server:
        with pytest.raises(Cancelled):
            fetch_model("small", endpoint=server.address, job=job)
        assert not (own / "small").exists()
        have = (own / ".fetch-small" / "model.bin.partial").stat().st_size
        assert 0 < have < len(FILES["model.bin"])
        server.asked.clear()
        fetch_model("small", endpoint=server.address)
    assert ("model.bin", f"bytes={have}-") in server.asked
    assert find_speech_model("small") == own / "small"


@pytest.mark.parametrize("name", ["model.bin", "config.json"])
def test_what_arrives_damaged_is_thrown_away(own: Path, name: str) -> None:
    with hub() as server:
        server.files[name] = FILES[name][:-1] + b"?"
        with pytest.raises(ModelError) as caught:
            fetch_model("small", endpoint=server.address)
    assert caught.value.code == "model-damaged-download"
    assert not (own / "small").exists()
    assert not (own / ".fetch-small" / f"{name}.partial").exists()


def test_no_network_is_one_sentence(own: Path) -> None:
    with pytest.raises(ModelError) as caught:
        fetch_model("small", endpoint="http://127.0.0.1:9")
    assert caught.value.code == "model-unreachable"
    assert "producer models import" in str(caught.value)


def test_an_unknown_name_lists_the_known_ones(own: Path) -> None:
    with pytest.raises(ModelError, match="large-v3-turbo"):
        fetch_model("grande")


def test_verify_finds_one_changed_byte(own: Path) -> None:
    with hub() as server:
        place = fetch_model("small", endpoint=server.address)
    assert [verdict.status for verdict in verify_models()] == ["ok"]
    changed = bytearray(FILES["model.bin"])
    changed[1_000_000] ^= 1
    (place / "model.bin").write_bytes(changed)
    (verdict,) = verify_models()
    assert (verdict.status, verdict.broken) == ("damaged", ("model.bin",))


def test_import_takes_a_folder_and_keeps_its_promise(own: Path, tmp_path: Path) -> None:
    source = tmp_path / "stick" / "faster-whisper-medium"
    source.mkdir(parents=True)
    for name, body in FILES.items():
        (source / name).write_bytes(body)
    place = import_model(source)
    assert place == own / "medium" == find_speech_model("medium")
    manifest = read_manifest(place)
    assert manifest is not None
    assert {file.name: file.size for file in manifest.files}["model.bin"] == len(FILES["model.bin"])
    (place / "model.bin").write_bytes(b"rotten")
    with pytest.raises(ModelError, match="damaged"):
        import_model(place)


def test_import_refuses_what_is_no_model(own: Path, tmp_path: Path) -> None:
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"model\.bin, tokenizer\.json is missing"):
        import_model(tmp_path / "half")
    wrong = tmp_path / YUNET_FILE
    wrong.write_bytes(b"not the network")
    with pytest.raises(ModelError, match="damaged"):
        import_model(wrong)
    assert not any(own.iterdir()) if own.exists() else True


def test_verify_reads_the_cache_s_own_names(own: Path, tmp_path: Path) -> None:
    """The cache keeps each large file under its SHA-256, and a link to it under the file's name."""
    place = tmp_path / "cache" / "models--Systran--faster-whisper-base"
    folder, blobs = place / "snapshots" / "abc", place / "blobs"
    folder.mkdir(parents=True)
    blobs.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        digest = hashlib.sha256(FILES[name]).hexdigest()
        blob = blobs / (digest if name == "model.bin" else digest[:40])
        blob.write_bytes(FILES[name])
        (folder / name).symlink_to(blob)
    assert [verdict.status for verdict in verify_models()] == ["ok"]
    (folder / "model.bin").resolve().write_bytes(b"rotten")
    assert [verdict.broken for verdict in verify_models()] == [("model.bin",)]


def test_manifest_is_readable_json(own: Path) -> None:
    with hub() as server:
        place = fetch_model("small", endpoint=server.address)
    data = json.loads((place / "producer-model.json").read_text("utf-8"))
    assert data["source"] == "Systran/faster-whisper-small"
    assert len(data["revision"]) == 40
