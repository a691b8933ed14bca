"""``producer models`` as whole processes: list, fetch from a hub on the loopback, import, verify."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fakes.model_hub import ModelHub

from producer.models.catalogue import KNOWN, YUNET_FILE

FILES = {"model.bin": bytes(range(256)) * 4000, "config.json": b"{}", "tokenizer.json": b"[]", "vocabulary.json": b"[]"}


def ask(own_folders: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in ("PRODUCER_MODELS", "HF_HUB_OFFLINE")}
    env |= {"HF_HOME": str(own_folders / "hub"), **environment}
    command = [sys.executable, "-m", "producer", "models", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, env=env)


def lines(answer: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_fetch_verify_list_from_nothing_to_a_model(own_folders: Path) -> None:
    place = own_folders / "data" / "models" / "small"
    with ModelHub("Systran/faster-whisper-small", FILES) as hub:
        hub.cut_after = [300_000]
        fetched = ask(own_folders, "fetch", "small", HF_ENDPOINT=hub.address)
    assert (fetched.returncode, fetched.stdout, fetched.stderr) == (0, f"{place}\n", "")
    assert (place / "model.bin").read_bytes() == FILES["model.bin"]
    checked = ask(own_folders, "verify", "--json")
    assert checked.returncode == 0
    assert lines(checked) == [{"name": "small", "folder": str(place), "status": "ok", "broken": []}]
    told = {row["name"]: row["folder"] for row in lines(ask(own_folders, "list", "--json"))}
    assert told == {model.name: None for model in KNOWN} | {"small": str(place)}


def test_one_changed_byte_is_named_with_its_cure(own_folders: Path) -> None:
    with ModelHub("Systran/faster-whisper-small", FILES) as hub:
        ask(own_folders, "fetch", "small", "--endpoint", hub.address)
    path = own_folders / "data" / "models" / "small" / "model.bin"
    path.write_bytes(FILES["model.bin"].replace(b"\x07", b"\x08", 1))
    checked = ask(own_folders, "verify")
    assert checked.returncode == 1
    assert "model.bin" in checked.stdout
    assert "producer models fetch small" in checked.stderr


def test_a_damaged_arrival_is_one_sentence_and_leaves_no_model(own_folders: Path) -> None:
    with ModelHub("Systran/faster-whisper-small", FILES) as hub:
        hub.files["model.bin"] = b"?" + FILES["model.bin"][1:]
        fetched = ask(own_folders, "fetch", "small", HF_ENDPOINT=hub.address)
    assert (fetched.returncode, fetched.stdout) == (1, "")
    assert fetched.stderr.count("\n") == 1
    assert "checksum" in fetched.stderr
    assert not (own_folders / "data" / "models" / "small").exists()


def test_a_model_for_drafts_is_called_one(own_folders: Path) -> None:
    with ModelHub("Systran/faster-whisper-tiny", FILES) as hub:
        fetched = ask(own_folders, "fetch", "tiny", HF_ENDPOINT=hub.address)
    assert fetched.returncode == 0
    assert "drafts only" in fetched.stderr


def test_no_network_names_the_other_cure(own_folders: Path) -> None:
    fetched = ask(own_folders, "fetch", "small", HF_ENDPOINT="http://127.0.0.1:9")
    assert (fetched.returncode, fetched.stdout) == (1, "")
    assert "producer models import" in fetched.stderr
    assert "Traceback" not in fetched.stderr


def test_an_unknown_name_is_wrong_usage(own_folders: Path) -> None:
    answer = ask(own_folders, "fetch", "grande")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "large-v3-turbo" in answer.stderr


def test_import_takes_a_folder_from_a_stick_and_refuses_what_is_none(own_folders: Path, tmp_path: Path) -> None:
    stick = tmp_path / "faster-whisper-medium"
    stick.mkdir()
    for name, body in FILES.items():
        (stick / name).write_bytes(body)
    copied = ask(own_folders, "import", str(stick))
    place = own_folders / "data" / "models" / "medium"
    assert (copied.returncode, copied.stdout) == (0, f"{place}\n")
    assert {path.name for path in place.iterdir()} == {*FILES, "producer-model.json"}
    (stick / "model.bin").unlink()
    refused = ask(own_folders, "import", str(stick))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "model.bin is missing" in refused.stderr
    assert (place / "model.bin").exists()


def test_import_takes_the_face_model_and_holds_it_to_the_table(models: Path, own_folders: Path, tmp_path: Path) -> None:
    copied = ask(own_folders, "import", str(models / "yunet"))
    assert copied.returncode == 0, copied.stderr
    assert lines(ask(own_folders, "verify", "--json"))[0]["status"] == "ok"
    wrong = tmp_path / YUNET_FILE
    wrong.write_bytes((models / "yunet" / YUNET_FILE).read_bytes()[:-1])
    refused = ask(own_folders, "import", str(wrong))
    assert refused.returncode == 1
    assert "damaged" in refused.stderr


@pytest.mark.parametrize("asked", [("verify",), ("verify", "--json")])
def test_nothing_to_verify_is_said_and_is_no_failure(own_folders: Path, asked: tuple[str, ...]) -> None:
    answer = ask(own_folders, *asked)
    assert (answer.returncode, answer.stdout) == (0, "")
    assert "producer models fetch small" in answer.stderr
