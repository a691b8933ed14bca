"""What the organisation has decided for everyone: one file that only an administrator can write, read and never
written here. On Windows group policy can say the same (``policy_windows``).

    # Linux: /etc/producer/policy.toml
    # macOS: /Library/Application Support/Producer/policy.toml
    # Windows: %ProgramData%\\Producer\\policy.toml
    [updates]
    address = "https://intranet.example/producer/updates.json"
    key = "the public key that signs it"    # or several: ["old", "new"]

``PRODUCER_POLICY`` names another file, for tests and trials.
"""

from __future__ import annotations

import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from producer.errors import InputError
from producer.policy_windows import Reader, over, registry_policy

FILE = "policy.toml"


@dataclass(frozen=True, slots=True)
class UpdatePolicy:
    """Where to look for updates, and whose signature counts. Empty where nobody has decided it."""

    address: str = ""
    keys: tuple[str, ...] = ()


def policy_path() -> Path:
    """Return where the policy file would be, whether or not there is one."""
    named = os.environ.get("PRODUCER_POLICY")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Producer" / FILE
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Producer") / FILE
    return Path("/etc/producer") / FILE


def update_policy(registry: Reader | None = None) -> UpdatePolicy:
    """Return what is decided on updates. Raises InputError where the policy cannot be read: it is never passed over."""
    section = over(_read(policy_path()), registry_policy(registry)).get("updates", {})
    address, key = section.get("address", ""), section.get("key", "")
    keys = key.replace(",", " ").split() if isinstance(key, str) else key
    if not isinstance(address, str) or not isinstance(keys, list) or not all(isinstance(one, str) for one in keys):
        raise _unreadable(policy_path(), "[updates] address and key must be text")
    return UpdatePolicy(address.strip(), tuple(one.strip() for one in keys))


def _read(path: Path) -> dict[str, dict[str, object]]:
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(path, str(error)) from error
    sections = {name: section for name, section in found.items() if isinstance(section, dict)}
    if sections.keys() != found.keys():
        raise _unreadable(path, "every setting belongs below a [section]")
    return sections


def _unreadable(path: Path, detail: str) -> InputError:
    return InputError(
        f"Your organisation's policy file cannot be read: {path}.",
        code="policy-unreadable",
        kept="Nothing was changed.",
        cure="Ask your IT department to mend it.",
        detail=detail,
        path=str(path),
    )
