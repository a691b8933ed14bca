"""Signing inside out for the hardened runtime, notarising, stapling, and proving all of it.

    APPLE_SIGNING_IDENTITY  "Developer ID Application: NAME (TEAM)", in the keychain
    APPLE_TEAM_ID           the TEAM that every file must carry
    APPLE_API_KEY_FILE, APPLE_API_KEY_ID, APPLE_API_ISSUER   App Store Connect's key for notarising

Two entitlements, for both programs: camera and audio input. Why none of the others:

    allow-jit, allow-unsigned-executable-memory
        None of the lock's arm64 wheels with native code imports pthread_jit_write_protect_np, without which code
        cannot be made while running on Apple silicon, but PCRE2 inside OpenCV, whose compiler nobody calls. ctypes
        and cffi (the microphone's callback) take macOS' own libffi, whose callbacks there are ready-made.
    disable-library-validation
        Every library in the app gets our own name, so the check that this would switch off passes.
    allow-dyld-environment-variables, get-task-allow, disable-executable-page-protection
        For taking a program apart.
"""

from __future__ import annotations

import json
import plistlib
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from producer_macos import bundle
from producer_macos.product import CONSOLE, ENTITLEMENTS, WINDOW

STEP_S = 3600
"""Seconds for one step: Apple's service mostly answers within minutes, and says that it may take up to an hour."""

Run = Callable[[Sequence[str]], str]
"""Runs a tool and gives what it said. Raises SigningError."""


class SigningError(Exception):
    """A file could not be signed or notarised, or a proof failed."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who signs, as the environment says."""

    identity: str
    team: str
    key_file: str
    key_id: str
    issuer: str

    @classmethod
    def named_by(cls, environment: Mapping[str, str]) -> Names:
        """Raises SigningError that says which name is missing."""
        wanted = (
            "APPLE_SIGNING_IDENTITY",
            "APPLE_TEAM_ID",
            "APPLE_API_KEY_FILE",
            "APPLE_API_KEY_ID",
            "APPLE_API_ISSUER",
        )
        missing = [name for name in wanted if not environment.get(name)]
        if missing:
            raise SigningError(f"Nothing was signed. Set {', '.join(missing)} (RELEASING.md says how).")
        return cls(*(environment[name] for name in wanted))


def run(words: Sequence[str]) -> str:
    """Run a tool of macOS; both of its streams are given back, since codesign talks on the second."""
    try:
        said = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=STEP_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SigningError(f"{words[0]} did not finish: {error}") from error
    if said.returncode != 0:
        raise SigningError(f"{' '.join(words)} failed:\n{said.stdout}{said.stderr}")
    return said.stdout + said.stderr


def parts(app: Path) -> Iterator[tuple[Path, bool]]:
    """Yield what is to be signed, in order, and whether it gets the entitlements: libraries and tools, then
    frameworks, then the console program, and last the app, which is its window program.
    """
    programs = app / "Contents" / "MacOS"
    last = [programs / CONSOLE, programs / WINDOW]
    inside = [path for path in bundle.native_files(app) if path not in last]
    yield from ((path, False) for path in inside)
    yield from ((path, False) for path in bundle.frameworks(app))
    if last[0].is_file():
        yield last[0], True
    yield app, True


def sign_app(app: Path, names: Names, tool: Run = run) -> int:
    """Sign the app inside out and return how many parts were signed. Raises SigningError."""
    count = 0
    for path, entitled in parts(app):
        entitlements = ["--entitlements", str(ENTITLEMENTS)] if entitled else []
        named = ["codesign", "--force", "--sign", names.identity, "--options", "runtime", "--timestamp"]
        tool([*named, *entitlements, str(path)])
        count += 1
    return count


def notarise(path: Path, names: Names, tool: Run = run) -> None:
    """Have Apple look at an app or a disk image and staple the answer to it. Raises SigningError with Apple's words
    where the answer is no.
    """
    credentials = ["--key", names.key_file, "--key-id", names.key_id, "--issuer", names.issuer]
    with tempfile.TemporaryDirectory() as room:
        sent = path
        if path.suffix == ".app":
            sent = Path(room) / f"{path.stem}.zip"
            tool(["ditto", "-c", "-k", "--keepParent", str(path), str(sent)])
        words = ["xcrun", "notarytool", "submit", str(sent), *credentials, "--wait", "--output-format", "json"]
        answer = _answer(tool(words))
    if answer.get("status") != "Accepted":
        log = tool(["xcrun", "notarytool", "log", str(answer.get("id", "")), *credentials])
        raise SigningError(f"Apple says {answer.get('status')} to {path.name}:\n{log}")
    tool(["xcrun", "stapler", "staple", str(path)])


def _answer(said: str) -> dict[str, object]:
    """The JSON in what notarytool says; lines of progress may stand before it."""
    begin, end = said.find("{"), said.rfind("}")
    try:
        found = json.loads(said[begin : end + 1])
    except ValueError as error:
        raise SigningError(f"notarytool gave no answer that can be read:\n{said}") from error
    return found if isinstance(found, dict) else {}


def verify_app(app: Path, names: Names, tool: Run = run) -> None:
    """Prove the app: whole, our team in every part, hardened, the two entitlements and no more, stapled, and let
    through by Gatekeeper. Raises SigningError.
    """
    tool(["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app)])
    for path, _ in parts(app):
        said = tool(["codesign", "--display", "--verbose=4", str(path)])
        if f"TeamIdentifier={names.team}\n" not in said + "\n":
            raise SigningError(f"{path.name} is not signed by team {names.team}:\n{said}")
        if "(runtime)" not in said or "Timestamp=" not in said:
            raise SigningError(f"{path.name} has no hardened runtime or no time stamp:\n{said}")
    _prove_entitlements(app, tool)
    tool(["xcrun", "stapler", "validate", str(app)])
    said = tool(["spctl", "--assess", "--type", "execute", "--verbose=2", str(app)])
    if "source=Notarized Developer ID" not in said:
        raise SigningError(f"Gatekeeper does not take it for notarised:\n{said}")


def _prove_entitlements(app: Path, tool: Run) -> None:
    wanted = plistlib.loads(ENTITLEMENTS.read_bytes())
    said = tool(["codesign", "--display", "--entitlements", "-", "--xml", str(app)])
    begin, end = said.find("<?xml"), said.rfind("</plist>")
    found = plistlib.loads(said[begin : end + len("</plist>")].encode()) if begin >= 0 else {}
    if found != wanted:
        raise SigningError(f"The app's entitlements are {sorted(found)}, not {sorted(wanted)}.")


def make_disk(app: Path, out: Path, names: Names, tool: Run = run) -> None:
    """Make the disk image (the app, and a way to Applications), signed, notarised and proven. Raises SigningError."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as room:
        tool(["ditto", str(app), str(Path(room) / app.name)])
        (Path(room) / "Applications").symlink_to("/Applications")
        words = ["hdiutil", "create", "-volname", "Producer", "-srcfolder", room, "-fs", "HFS+", "-format", "UDZO"]
        tool([*words, "-ov", str(out)])
    tool(["codesign", "--force", "--sign", names.identity, "--timestamp", str(out)])
    notarise(out, names, tool)
    verify_disk(out, tool)


def verify_disk(disk: Path, tool: Run = run) -> None:
    """Prove the disk image. Raises SigningError."""
    tool(["hdiutil", "verify", str(disk)])
    tool(["codesign", "--verify", "--strict", "--verbose=2", str(disk)])
    tool(["xcrun", "stapler", "validate", str(disk)])
    said = tool(["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", "-v", str(disk)])
    if "source=Notarized Developer ID" not in said:
        raise SigningError(f"Gatekeeper does not take it for notarised:\n{said}")
