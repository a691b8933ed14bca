"""What group policy writes to the registry is read as the policy file is."""

from __future__ import annotations

import sys

import pytest

from producer import policy_windows
from producer.errors import InputError
from producer.policy_windows import over, registry_policy

UPDATES = r"Software\Policies\Producer\Updates"


class Registry:
    """A stand-in that keeps what was asked for."""

    def __init__(self, values: dict[tuple[str, str], object]) -> None:
        self.values, self.asked = values, list[tuple[str, str]]()

    def __call__(self, key: str, name: str) -> object:
        self.asked.append((key, name))
        return self.values.get((key, name))


def test_values_become_the_sections_of_the_file() -> None:
    registry = Registry({(UPDATES, "address"): "https://updates.example/producer", (UPDATES, "key"): " abc= \n"})
    assert registry_policy(registry) == {"updates": {"address": "https://updates.example/producer", "key": "abc="}}
    assert registry.asked == [(UPDATES, "address"), (UPDATES, "key")]


@pytest.mark.parametrize("values", [{}, {(UPDATES, "address"): ""}, {(UPDATES, "key"): "  "}])
def test_nothing_set_is_no_section(values: dict[tuple[str, str], object]) -> None:
    assert registry_policy(Registry(values)) == {}


@pytest.mark.parametrize("value", [1, b"abc", ["a", "b"]])
def test_a_value_of_another_kind_is_said_and_not_passed_over(value: object) -> None:
    with pytest.raises(InputError) as caught:
        registry_policy(Registry({(UPDATES, "key"): value}))
    assert caught.value.code == "policy-unreadable"
    assert UPDATES in caught.value.detail


def test_the_registry_takes_the_place_of_the_files_whole_section() -> None:
    file = {"updates": {"address": "https://old.example", "key": "old"}, "other": {"kept": True}}
    both = over(file, {"updates": {"address": "https://new.example"}})
    assert both == {"updates": {"address": "https://new.example"}, "other": {"kept": True}}
    assert over(file, {}) == file


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a registry")
def test_other_systems_have_no_registry() -> None:
    assert registry_policy() == {}
    assert policy_windows.read_registry(UPDATES, "address") is None
