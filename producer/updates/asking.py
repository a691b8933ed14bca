"""Looking for a newer version, from the policy to an answer that can be believed."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime

from producer import __version__
from producer.jobs import Job
from producer.policy import UpdatePolicy, policy_path, update_policy
from producer.updates.errors import refused
from producer.updates.fetch import fetch, is_safe
from producer.updates.manifest import Manifest, ReleaseFile, read_manifest
from producer.updates.seen import mark_of, newest_seen, remember, seen_path
from producer.updates.signature import opened, read_key, unclear
from producer.updates.version import order

MACHINES = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
"""What systems call the two kinds of processor (platform.machine)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The version that runs here, and the newest release there is."""

    here: str
    manifest: Manifest

    @property
    def newer(self) -> bool:
        """Whether the release is newer than what runs here."""
        return order(self.manifest.version) > order(self.here)

    @property
    def files(self) -> tuple[ReleaseFile, ...]:
        """The files for this computer."""
        return self.manifest.files_for(this_system(), MACHINES.get(platform.machine().lower(), ""))


def this_system() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def look(job: Job | None = None, *, address: str = "", today: date | None = None) -> Answer:
    """Ask for the newest release and return it, once it is proven. ``address`` is asked instead of the policy's; whose
    signature counts is for the policy alone to say.

    Raises UpdateError (each reason with its code), InputError (the policy cannot be read), DiskError, Cancelled.
    """
    policy = update_policy()
    place = address or policy.address
    keys = _keys(policy, place)
    text = opened(fetch(place, job or Job()), keys)
    manifest = read_manifest(text, place)
    _check_files(manifest)
    _check_age(manifest, today or datetime.now(UTC).date())
    _check_order(manifest)
    remember(manifest)
    return Answer(__version__, manifest)


def _keys(policy: UpdatePolicy, place: str) -> list[bytes]:
    if not place:
        raise refused(
            "no-policy",
            "Nobody has told Producer where to look for updates.",
            cure=f"Your IT department can set this in {policy_path()}; until then, ask them for a new version.",
            place=str(policy_path()),
        )
    if not policy.keys:
        raise refused(
            "no-key",
            "Your organisation's policy does not say whose signature on the list of updates counts.",
            detail=str(policy_path()),
        )
    return [read_key(key) for key in policy.keys]


def _check_files(manifest: Manifest) -> None:
    """What a person can open leads to a safe place, or to a folder of the organisation."""
    for file in manifest.files:
        if not is_safe(file.address) and not file.address.startswith("file://"):
            raise unclear(f"{file.name} is at {file.address}")


def _check_age(manifest: Manifest, today: date) -> None:
    if today > manifest.expires:
        raise refused(
            "expired",
            f"The list of updates is too old to be believed: it held until {manifest.expires.isoformat()}.",
            cure="Check the date of this computer; if that is right, tell your IT department.",
            until=manifest.expires.isoformat(),
        )


def _check_order(manifest: Manifest) -> None:
    newest = newest_seen()
    if newest is not None and mark_of(manifest) < newest:
        version = ".".join(str(number) for number in newest[0][:3])
        raise refused(
            "older",
            f"The list of updates is older than one that was seen before (of version {version}), so it is not trusted.",
            cure="Tell your IT department. If they took a version back, they can remove the file in the details.",
            detail=str(seen_path()),
            version=version,
        )
