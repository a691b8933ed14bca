"""The list of parts for programs (CycloneDX 1.6): each part with its licence, and each file with its SHA-256."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bundle.licences import folder_of
from bundle.places import version

NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "producer:sbom")


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_sbom(program: Path, date: int) -> dict[str, Any]:
    """Describe a frozen folder by the parts that were written into it."""
    inside = program / "_internal"
    parts = json.loads((inside / "licences" / "parts.json").read_text("utf-8"))
    components = [component(part, inside) for part in parts if part["kind"] != "own"]
    own = [component(part, inside) for part in parts if part["kind"] == "own"]
    root: dict[str, Any] = {
        "type": "application", "bom-ref": "producer", "name": "producer", "version": version(),
        "licenses": [{"license": {"id": "GPL-3.0-or-later"}}], "components": own,
    }  # fmt: skip
    seed = json.dumps([root, components], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMES, seed)}",
        "metadata": {
            "timestamp": datetime.fromtimestamp(date, UTC).isoformat().replace("+00:00", "Z"),
            "component": root,
        },
        "components": components,
        "dependencies": [{"ref": "producer", "dependsOn": [one["bom-ref"] for one in components]}],
    }  # fmt: skip


def component(part: dict[str, Any], inside: Path) -> dict[str, Any]:
    """One part. Files that were trimmed away since are not in it."""
    made: dict[str, Any] = {
        "type": "library", "bom-ref": folder_of(part["name"]), "name": part["name"],
        "licenses": licences(part["licence"]),
    }  # fmt: skip
    if part["version"]:
        made["version"] = part["version"]
    if link := package_url(part):
        made["purl"] = link
    if part["home"]:
        made["externalReferences"] = [{"type": "website", "url": part["home"]}]
    if part["note"]:
        made["description"] = part["note"]
    inner = [file_component(inside, name) for name in part["files"] if (inside / name).is_file()]
    inner += linked(part["name"], inside)
    inner += [
        {"type": "library", "bom-ref": f"{made['bom-ref']}:{folder_of(name)}", "name": name, "licenses": licences(said)}
        for name, said in part["inside"].items()
    ]
    if inner:
        made["components"] = inner
    return made


def licences(said: str) -> list[dict[str, Any]]:
    """One identifier as such, several as an expression."""
    if re.fullmatch(r"[A-Za-z0-9.+-]+", said) and not said.startswith("LicenseRef-"):
        return [{"license": {"id": said}}]
    return [{"expression": said}]


def package_url(part: dict[str, Any]) -> str:
    """The registries' common name for a package."""
    if part["kind"] == "debian":
        return (
            f"pkg:deb/debian/{part['name'].partition(' ')[0]}@{part['version'].replace('+', '%2B').replace(':', '%3A')}"
        )
    if part["kind"] == "python" and part["name"] != "Python":
        return f"pkg:pypi/{part['name'].lower().replace('_', '-')}@{part['version']}"
    return ""


def file_component(inside: Path, name: str) -> dict[str, Any]:
    return {
        "type": "file", "bom-ref": f"file:{name}", "name": name,
        "hashes": [{"alg": "SHA-256", "content": sha256(inside / name)}],
    }  # fmt: skip


def linked(name: str, inside: Path) -> list[dict[str, Any]]:
    """The libraries that are linked into the ffmpeg program, from the list that lies beside its licence."""
    listed = inside / "licences" / folder_of(name) / "configuration.txt"
    if not listed.is_file():
        return []
    rows = re.findall(r"^([a-z0-9-]+): (.+)$", listed.read_text("utf-8").rpartition("licences:")[2], re.MULTILINE)
    return [
        {"type": "library", "bom-ref": f"ffmpeg:{library}", "name": library, "licenses": licences(licence)}
        for library, licence in rows
    ]


def write_sbom(program: Path, target: Path, date: int) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(make_sbom(program, date), indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    return target


def faults(text: str) -> str:
    """What CycloneDX's own schema has against it; empty where nothing."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return str(found) if found else ""
