"""The organisation's policy as Windows keeps it: values below ``HKLM\\Software\\Policies\\Producer``, where group
policy writes them (packaging/windows/policy) and only an administrator can.

The same names as in the policy file: ``[updates] address`` is the value ``address`` in the key ``Updates``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from producer.errors import InputError

KEY = r"Software\Policies\Producer"

VALUES: dict[str, tuple[str, ...]] = {"updates": ("address", "key")}
"""Every section and value that the product knows; the templates are held against this by a test."""

Reader = Callable[[str, str], object]
"""Gives the value of a key below HKLM by its name, None where there is none."""

Policy = dict[str, dict[str, str]]


def registry_policy(read: Reader | None = None) -> Policy:
    """Return what group policy says, in the form of the policy file; nothing on other systems.

    Raises InputError where a value is there and is not text: a policy is never passed over in silence.
    """
    if read is None:
        if sys.platform != "win32":
            return {}
        read = read_registry
    found = {section: _section(section, read) for section in VALUES}
    return {section: values for section, values in found.items() if values}


def _section(section: str, read: Reader) -> dict[str, str]:
    key = rf"{KEY}\{section.capitalize()}"
    found = {}
    for name in VALUES[section]:
        value = read(key, name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise InputError(
                f"Your organisation's policy has a value that is not text: {name}.",
                code="policy-unreadable",
                kept="Nothing was changed.",
                cure="Ask your IT department to set it anew.",
                detail=rf"HKLM\{key}\{name}: {type(value).__name__}",
                path=key,
            )
        if value.strip():
            found[name] = value.strip()
    return found


def over(file: Mapping[str, Mapping[str, object]], registry: Policy) -> dict[str, dict[str, object]]:
    """Return both policies as one. A section of the registry takes the place of the file's whole section: an address
    from the one is never trusted with a key from the other.
    """
    return {section: dict(values) for section, values in (dict(file) | dict(registry)).items()}


def read_registry(key: str, name: str) -> object:
    """Read one value below HKLM from the 64-bit registry, where group policy writes; None where there is none."""
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            value: object = winreg.QueryValueEx(opened, name)[0]
            return value
    except FileNotFoundError:
        return None
