"""``producer updates`` as a whole process: it tells, refuses with one sentence, and changes nothing."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.update_server import NOTES, UpdateServer, policy, release, signed
from nacl.signing import SigningKey

from producer import __version__

KEY = SigningKey(b"k" * 32)
on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() != "x86_64", reason="the list offers files for Linux"
)


@pytest.fixture
def server() -> Iterator[UpdateServer]:
    with UpdateServer(signed(release(), KEY)) as made:
        yield made


def ask(file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PRODUCER_POLICY": str(file)}
    command = [sys.executable, "-m", "producer", "updates", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, env=env)


@on_linux
def test_a_newer_version_is_told(server: UpdateServer, tmp_path: Path) -> None:
    told = ask(policy(tmp_path / "policy.toml", server.address, KEY))
    assert (told.returncode, told.stderr) == (0, "")
    first, *rest = told.stdout.splitlines()
    assert first.startswith(f"You have {__version__}. The newest is 9.0.0, of ")
    beside = server.address.replace("updates.json", "producer_9.0.0_amd64.deb")
    assert rest == [
        "What changed:", "  - Captions can be translated.", "Where it is:",
        f"  producer_9.0.0_amd64.deb (212.0 MB) {beside}", "Nothing was downloaded or installed.",
    ]  # fmt: skip


def test_json_is_one_object_and_nothing_else(server: UpdateServer, tmp_path: Path) -> None:
    told = ask(policy(tmp_path / "policy.toml", server.address, KEY), "--json")
    assert (told.returncode, told.stderr, told.stdout.count("\n")) == (0, "", 1)
    facts = json.loads(told.stdout)
    assert (facts["here"], facts["newest"], facts["update"], facts["notes"]) == (__version__, "9.0.0", True, NOTES)
    assert facts.keys() == {"here", "newest", "update", "date", "expires", "notes", "files"}


def test_no_newer_version_is_told_too(server: UpdateServer, tmp_path: Path) -> None:
    server.body = signed(release(__version__), KEY)
    told = ask(policy(tmp_path / "policy.toml", server.address, KEY))
    assert told.returncode == 0
    assert told.stdout == f"You have {__version__}. There is no newer version: the newest is {__version__}.\n"


def test_another_address_for_once(server: UpdateServer, tmp_path: Path) -> None:
    file = policy(tmp_path / "policy.toml", "https://unused.invalid/", KEY)
    assert ask(file, "--address", server.address).returncode == 0


@pytest.mark.parametrize("words", [(), ("--json",)], ids=["", "json"])
def test_a_refusal_is_one_sentence_on_standard_error(
    server: UpdateServer, tmp_path: Path, own_folders: Path, words: tuple[str, ...]
) -> None:
    server.body = signed(release(), SigningKey(b"x" * 32))
    told = ask(policy(tmp_path / "policy.toml", server.address, KEY), *words)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)
    assert told.stderr.startswith("The list of updates is not signed by your organisation")
    assert list(own_folders.rglob("updates.json")) == []


def test_without_a_policy_it_says_whom_to_ask(tmp_path: Path) -> None:
    told = ask(tmp_path / "none.toml")
    assert (told.returncode, told.stdout) == (1, "")
    assert f"Your IT department can set this in {tmp_path / 'none.toml'}" in told.stderr
