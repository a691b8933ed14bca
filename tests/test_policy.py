"""The organisation's policy file: where it is, and that it is read as it was meant or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from producer.errors import InputError
from producer.policy import UpdatePolicy, policy_path, update_policy


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRODUCER_POLICY", str(tmp_path / "policy.toml"))
    return tmp_path / "policy.toml"


@pytest.mark.parametrize(("system", "place"), [
    ("linux", "/etc/producer/policy.toml"),
    ("darwin", "/Library/Application Support/Producer/policy.toml"),
    ("win32", r"D:\Shared/Producer/policy.toml"),
])  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="writes paths as Linux does")
def test_it_is_where_only_an_administrator_can_write(
    monkeypatch: pytest.MonkeyPatch, system: str, place: str
) -> None:
    monkeypatch.delenv("PRODUCER_POLICY", raising=False)
    monkeypatch.setenv("PROGRAMDATA", r"D:\Shared")
    monkeypatch.setattr(sys, "platform", system)
    assert str(policy_path()) == place


def test_no_file_and_an_empty_one_decide_nothing(file: Path) -> None:
    assert update_policy() == UpdatePolicy()
    file.write_text("")
    assert update_policy() == UpdatePolicy()


@pytest.mark.parametrize("key", ['"one two"', '"one, two"', '["one", " two "]'])
def test_one_key_or_several(file: Path, key: str) -> None:
    file.write_text(f'[updates]\naddress = " https://a.example/u.json "\nkey = {key}\n[other]\nnew = true\n')
    assert update_policy() == UpdatePolicy("https://a.example/u.json", ("one", "two"))


def test_group_policy_takes_the_place_of_the_files_section(file: Path) -> None:
    file.write_text('[updates]\naddress = "https://file.example"\nkey = "file"\n')
    values = {"address": "https://registry.example", "key": "registry"}
    assert update_policy(lambda key, name: values[name]) == UpdatePolicy("https://registry.example", ("registry",))


def test_a_file_that_may_not_be_read_is_said(file: Path) -> None:
    file.mkdir()
    with pytest.raises(InputError) as caught:
        update_policy()
    assert caught.value.code == "policy-unreadable"
    assert str(caught.value).startswith(f"Your organisation's policy file cannot be read: {file}. Nothing was changed.")
