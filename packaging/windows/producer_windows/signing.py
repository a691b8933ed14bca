"""Signing Windows programs from Linux with osslsigncode, and proving it. Keys are named by the environment and never
travel on a command line that others can read.

    PRODUCER_WINDOWS_CERTIFICATE        PEM file: the certificate, then the ones between it and the root
    PRODUCER_WINDOWS_KEY                PEM file of its key, or, for a token, its pkcs11: address
    PRODUCER_WINDOWS_KEY_PASSWORD_FILE  file with the key's password or the token's PIN, where it has one
    PRODUCER_WINDOWS_PKCS11_MODULE      the token's library; the key is then on the token
    PRODUCER_WINDOWS_PKCS11_ENGINE      OpenSSL's pkcs11 engine, where osslsigncode does not find it by itself
    PRODUCER_WINDOWS_TIMESTAMP          address of an RFC 3161 time-stamping authority
    PRODUCER_WINDOWS_CA                 PEM file: who may have issued the certificate
    PRODUCER_WINDOWS_TIMESTAMP_CA       PEM file: who may have issued the time-stamping authority's
    PRODUCER_WINDOWS_OTHERS_CA          PEM file: who may have issued what others signed (Qt, Python, Microsoft)
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from producer_windows import pe
from producer_windows.product import NAME

TOOL = "osslsigncode"
SIGN_S = 300
"""Seconds for one file: a time-stamping authority may be slow."""

PREFIX = "PRODUCER_WINDOWS_"


class SigningError(Exception):
    """A file could not be signed, or its signature does not hold."""


@dataclass(frozen=True, slots=True)
class Key:
    """Whose name is put on the programs."""

    certificate: Path
    key: str
    timestamp: str
    password_file: str = ""
    module: str = ""
    engine: str = ""

    @classmethod
    def named_by(cls, environment: Mapping[str, str], *, timestamp_needed: bool = True) -> Key:
        """Read the names from the environment. Raises SigningError that says which one is missing."""
        wanted = ["CERTIFICATE", "KEY"] + (["TIMESTAMP"] if timestamp_needed else [])
        missing = [PREFIX + name for name in wanted if not environment.get(PREFIX + name)]
        if missing:
            raise SigningError(f"Nothing was signed. Set {', '.join(missing)} (RELEASING.md says how).")
        return cls(
            certificate=Path(environment[PREFIX + "CERTIFICATE"]),
            key=environment[PREFIX + "KEY"],
            timestamp=environment.get(PREFIX + "TIMESTAMP", ""),
            password_file=environment.get(PREFIX + "KEY_PASSWORD_FILE", ""),
            module=environment.get(PREFIX + "PKCS11_MODULE", ""),
            engine=environment.get(PREFIX + "PKCS11_ENGINE", ""),
        )

    def words(self) -> list[str]:
        """Return osslsigncode's options for this key."""
        found = ["-certs", str(self.certificate), "-key", self.key]
        if self.password_file:
            found += ["-readpass", self.password_file]
        if self.module:
            found += ["-pkcs11module", self.module]
        if self.engine:
            found += ["-pkcs11engine", self.engine]
        if self.timestamp:
            found += ["-ts", self.timestamp]
        return found


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signatures hold. ``leaf`` is the SHA-256 of the one certificate that ours must be; without it any that
    ``ca`` issued will do. ``others`` are asked for files that somebody else signed.
    """

    ca: Path
    timestamp_ca: Path | None = None
    others: Path | None = None
    leaf: str = ""

    @classmethod
    def named_by(cls, environment: Mapping[str, str]) -> Trust:
        """Read the names from the environment. Raises SigningError that says which one is missing."""
        if not environment.get(PREFIX + "CA"):
            raise SigningError(f"Nothing was verified. Set {PREFIX}CA (RELEASING.md says how).")
        timestamp, others = environment.get(PREFIX + "TIMESTAMP_CA"), environment.get(PREFIX + "OTHERS_CA")
        certificate = environment.get(PREFIX + "CERTIFICATE")
        return cls(
            ca=Path(environment[PREFIX + "CA"]),
            timestamp_ca=Path(timestamp) if timestamp else None,
            others=Path(others) if others else None,
            leaf=leaf_hash(Path(certificate)) if certificate else "",
        )


def leaf_hash(certificate: Path) -> str:
    """Return the SHA-256 of the first certificate of a PEM file, as osslsigncode asks for it."""
    import hashlib
    import ssl

    found = re.search(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", certificate.read_text(), re.DOTALL)
    if found is None:
        raise SigningError(f"{certificate} holds no certificate.")
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(found[0] + "\n")).hexdigest()


def unsigned(where: Path) -> list[Path]:
    """Return the programs and libraries in a folder that nobody signed. Raises SigningError for a false one."""
    try:
        return [path for path in pe.programs(where) if not pe.layout(path).signed]
    except pe.NotAProgram as error:
        raise SigningError(str(error)) from error


def sign(path: Path, key: Key) -> None:
    """Put our name on one file that has none; it is replaced whole or not at all. Raises SigningError."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".sign-") as room:
        made = Path(room) / path.name
        options = ["-h", "sha256", "-n", NAME, *key.words()]
        said = run([TOOL, "sign", *options, "-in", str(path), "-out", str(made)])
        if said.returncode != 0 or not made.is_file():
            raise SigningError(f"{path.name} could not be signed:\n{said.stdout}{said.stderr}")
        made.chmod(path.stat().st_mode)
        made.replace(path)


def verify(path: Path, trust: Trust, *, timestamp_needed: bool = True) -> None:
    """Prove one file's signature: nothing changed, issued by whom it must be, with its time. Raises SigningError."""
    try:
        found = pe.layout(path)
    except pe.NotAProgram as error:
        raise SigningError(str(error)) from error
    if not found.signed:
        raise SigningError(f"{path.name} is not signed.")
    if not pe.tail_is_clean(path):
        raise SigningError(f"{path.name} has something behind or between its certificates.")
    said = run([TOOL, "verify", *_trusted(trust.ca, trust.timestamp_ca, trust.leaf), "-in", str(path)])
    complaint = _complaint(said, timestamp_needed)
    if not complaint and not pe.checksum_holds(path):
        complaint = "its checksum is not that of its bytes."
    if complaint and trust.others is not None:
        others = run([TOOL, "verify", *_trusted(trust.others, trust.others, ""), "-in", str(path)])
        if not _complaint(others, timestamp_needed):
            return
    if complaint:
        raise SigningError(f"{path.name}: {complaint}\n{said.stdout}{said.stderr}")


def _trusted(ca: Path, timestamp_ca: Path | None, leaf: str) -> list[str]:
    found = [*_offline(TOOL), "-CAfile", str(ca)]
    if timestamp_ca is not None:
        found += ["-TSA-CAfile", str(timestamp_ca)]
    return found + (["-require-leaf-hash", f"sha256:{leaf}"] if leaf else [])


@cache
def _offline(tool: str) -> tuple[str, ...]:
    """A build asks nobody on the network for lists of revoked certificates: osslsigncode 2.9 would, and 2.5 (Debian 12)
    never does and has no word for it. ``-ignore-cdp`` is not it: a certificate that names a list then fails.
    """
    said = run([tool, "verify", "--help"])
    return ("-ignore-crl",) if "-ignore-crl" in said.stdout + said.stderr else ()


def _complaint(said: subprocess.CompletedProcess[str], timestamp_needed: bool) -> str:
    text = said.stdout + said.stderr
    if said.returncode != 0:
        return "its signature does not hold."
    if not re.search(r"^Message digest algorithm +: SHA256$", text, re.MULTILINE):
        return "its digest is not SHA-256."
    if timestamp_needed and "Timestamp Server Signature verification: ok" not in text:
        return "it has no time stamp that holds."
    return ""


def verify_all(where: Sequence[Path], trust: Trust, *, timestamp_needed: bool = True) -> int:
    """Prove every program in the named files and folders and return how many there are.

    Raises SigningError that names each one that fails, and where there is nothing to prove.
    """
    seen, wrong = 0, []
    for path in (path for place in where for path in pe.programs(place)):
        seen += 1
        try:
            verify(path, trust, timestamp_needed=timestamp_needed)
        except SigningError as error:
            wrong.append(str(error).splitlines()[0])
    if wrong:
        raise SigningError("These signatures do not hold:\n  " + "\n  ".join(wrong))
    if not seen:
        raise SigningError(f"No program in {', '.join(str(place) for place in where)}.")
    return seen


def run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a tool and return what it said. Raises SigningError where it is missing or hangs."""
    try:
        return subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=SIGN_S, check=False)
    except FileNotFoundError as error:
        raise SigningError(f"{words[0]} is not installed (apt-get install {words[0]}).") from error
    except subprocess.TimeoutExpired as error:
        raise SigningError(f"{words[0]} gave no answer in {SIGN_S} seconds.") from error
