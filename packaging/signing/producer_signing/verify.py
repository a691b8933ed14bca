"""Proves a signed folder against the one key that is wanted: every signature, every sum, nothing lacking or added."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from producer_signing import SigningError
from producer_signing.armour import is_canonical
from producer_signing.deb import inner_signature, write_content
from producer_signing.gnupg import Signer, private_home, public_keys, read_signer
from producer_signing.packet import is_strict
from producer_signing.repository import INDEXES, index_problem, release_problem, sha256
from producer_signing.sign import APT, KEYRING
from producer_signing.sums import SUMS, SUMS_SIGNATURE, files_below, read_sums

SIGNATURE = ".asc"
UNSIGNED, CHANGED = "it is not signed", "it was changed after it was signed"


@dataclass(frozen=True)
class Finding:
    """One artefact, and what is wrong with it; nothing where it is good."""

    name: str
    problem: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.problem or 'good'}."


def verify(dist: Path, key_file: Path | None, fingerprint: str = "", now: datetime | None = None) -> list[Finding]:
    """Return one finding for each artefact, in the order of their names.

    The wanted key is the one in ``key_file``; where only its ``fingerprint`` is given, it is taken from the
    folder's own keyring. Raises SigningError where there is nothing to hold the signatures against.
    """
    if not fingerprint and key_file is None:
        raise SigningError("Say whose signature you want: --key FILE, or the fingerprint in PRODUCER_SIGNER.")
    with private_home() as home, tempfile.TemporaryDirectory(prefix="producer-verify-") as scratch:
        signer = read_signer(home, key_file or dist / f"{KEYRING}.gpg", _plain(fingerprint))
        return _Proof(dist, signer, home, Path(scratch), now or datetime.now(UTC)).findings()


def _plain(fingerprint: str) -> str:
    plain = "".join(fingerprint.split()).upper()
    if plain and (len(plain) < 40 or set(plain) - set("0123456789ABCDEF")):
        raise SigningError("PRODUCER_SIGNER must be the whole fingerprint of a key: 40 letters and digits.")
    return plain


class _Proof:
    def __init__(self, dist: Path, signer: Signer, home: Path, scratch: Path, now: datetime) -> None:
        self._dist, self._signer, self._home, self._scratch, self._now = dist, signer, home, scratch, now
        self._names = files_below(dist)

    def findings(self) -> list[Finding]:
        """Return what was found, the first problem of each artefact."""
        if not self._names:
            raise SigningError(f"There is nothing to prove: {self._dist} is empty or is not there.")
        found = dict.fromkeys(self._names, "")
        for name, problem in self._problems():
            found[name] = found.get(name) or problem
        return [Finding(name, problem) for name, problem in sorted(found.items())]

    def _problems(self) -> Iterator[tuple[str, str]]:
        """Yield each problem with the artefact's name, the most telling first."""
        yield from self._missing_signatures()
        yield from self._sums()
        for name in self._names:
            if name.endswith(SIGNATURE):
                yield from self._signature(name)
            elif name.endswith(".deb") and "/" not in name:
                yield from self._inside(name)
        yield from self._repository()
        yield from self._keyring()

    def _missing_signatures(self) -> Iterator[tuple[str, str]]:
        own = [name for name in self._names if "/" not in name and not name.endswith(SIGNATURE)]
        for name in own:
            if f"{name}{SIGNATURE}" not in self._names:
                yield name, UNSIGNED

    def _sums(self) -> Iterator[tuple[str, str]]:
        try:
            sums = read_sums(self._dist)
        except SigningError:
            yield SUMS, "it is missing or damaged"
            return
        for name, wanted in sums.items():
            if name not in self._names:
                yield name, "it is missing"
            elif sha256(self._dist / name) != wanted:
                yield name, f"{CHANGED}: its sum is not the one in {SUMS}"
        for name in self._names:
            if name not in sums and name not in (SUMS, SUMS_SIGNATURE):
                yield name, f"it is not signed: {SUMS} does not name it"

    def _signature(self, name: str) -> Iterator[tuple[str, str]]:
        """Judge a detached signature; what is wrong is said of the signed file."""
        file, signed = self._dist / name, name.removesuffix(SIGNATURE)
        if name == f"{KEYRING}{SIGNATURE}":
            return
        if signed not in self._names:
            yield signed, "it is missing"
        elif not is_canonical(file.read_bytes(), (self._dist / SUMS).read_bytes() if signed == SUMS else None):
            yield name, CHANGED
        else:
            yield from self._say(signed, self._signer.problem_with(file, self._dist / signed))

    def _inside(self, name: str) -> Iterator[tuple[str, str]]:
        try:
            signature = inner_signature(self._dist / name)
            if signature is None:
                yield name, "it has no signature inside"
                return
            inner, content = self._scratch / "inner", self._scratch / "content"
            inner.write_bytes(signature)
            write_content(self._dist / name, content)
        except SigningError:
            yield name, "it is not a Debian package, or is damaged"
            return
        strict = is_strict(signature)
        yield from self._say(name, self._signer.problem_with(inner, content) if strict else CHANGED)

    def _repository(self) -> Iterator[tuple[str, str]]:
        packages = [self._dist / name for name in self._names if name.endswith(".deb") and "/" not in name]
        if not packages and not (self._dist / APT).exists():
            return
        lacking = [name for name in (*INDEXES, "Release", "InRelease", "Release.gpg") if not self._in_apt(name)]
        for name in lacking:
            yield f"{APT}/{name}", "it is missing"
        if not lacking:
            yield from self._say(f"{APT}/InRelease", self._clear_signed())
            yield from self._say(f"{APT}/Release.gpg", self._release_signature())
            yield from self._say(f"{APT}/Release", release_problem(self._dist / APT, self._now))
            yield from self._say(f"{APT}/Packages", self._index(packages))

    def _in_apt(self, name: str) -> bool:
        return f"{APT}/{name}" in self._names

    def _clear_signed(self) -> str:
        """InRelease is Release with its signature around it, and nothing else."""
        signed, text = self._dist / APT / "InRelease", self._scratch / "release"
        text.unlink(missing_ok=True)
        problem = self._signer.problem_with(signed, None, text)
        if problem:
            return problem
        release = (self._dist / APT / "Release").read_bytes()
        head, _, rest = signed.read_bytes().partition(b"\n\n")
        body, mark, block = rest.partition(b"-----BEGIN PGP SIGNATURE-----")
        plain = head == b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512" and body == release
        same = text.read_bytes().rstrip(b"\n") == release.rstrip(b"\n")
        return "" if plain and same and is_canonical(mark + block) else CHANGED

    def _release_signature(self) -> str:
        signature = self._dist / APT / "Release.gpg"
        if not is_canonical(signature.read_bytes()):
            return CHANGED
        return self._signer.problem_with(signature, self._dist / APT / "Release")

    def _index(self, packages: list[Path]) -> str:
        try:
            return index_problem(self._dist / APT, packages)
        except (OSError, EOFError, ValueError):
            return "it cannot be read"

    def _keyring(self) -> Iterator[tuple[str, str]]:
        """The keys that go with the release are the wanted one, and no other."""
        for number, name in enumerate((f"{KEYRING}.asc", f"{KEYRING}.gpg")):
            if name not in self._names:
                yield name, "it is missing"
                continue
            inner = self._home / f"keyring-{number}"
            inner.mkdir(mode=0o700)
            try:
                keys = public_keys(inner, (self._dist / name).read_bytes())
            except SigningError:
                yield name, "it cannot be read"
                continue
            yield from self._say(name, "" if keys == [self._signer.fingerprint] else "it holds another key")

    @staticmethod
    def _say(name: str, problem: str) -> Iterator[tuple[str, str]]:
        if problem:
            yield name, problem
