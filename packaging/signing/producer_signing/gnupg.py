"""gpg and gpgv with a home of their own, which is gone when the work is done, however it ends."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from producer_signing import SigningError, packet

IN_MEMORY = Path("/dev/shm")
AGENT = "s2k-count 65536\n"
"""Rounds around the key in that folder (gpg-agent(1): the least there is): it is there for seconds, and beside it runs
the program that knows the passphrase. Without this each signature takes a tenth of a second and more.
"""
SECRETS = ("PRODUCER_SIGNING_KEY", "PRODUCER_SIGNING_PASSPHRASE")
STRONG = {str(number) for number in packet.DIGESTS}


def tool(name: str) -> str:
    """Return where a program is. Raises SigningError."""
    found = shutil.which(name)
    if found is None:
        raise SigningError(f"{name} is not installed (Debian: apt-get install gnupg gpgv).")
    return found


@contextlib.contextmanager
def private_home() -> Iterator[Path]:
    """Give a folder that only this person can read, in memory where there is a place for it; the agent that gpg
    starts there ends with it, also where the work is ended from outside.
    """
    place = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None
    home = Path(tempfile.mkdtemp(prefix="producer-gpg-", dir=place))
    (home / "gpg-agent.conf").write_text(AGENT)
    try:
        with _ended_like_an_error():
            yield home
    finally:
        if shutil.which("gpgconf"):
            command = ["gpgconf", "--homedir", str(home), "--kill", "all"]
            subprocess.run(command, capture_output=True, timeout=20, check=False)
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _ended_like_an_error() -> Iterator[None]:
    """Let a request to end run through every ``finally`` on its way out."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    numbers = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.signal(number, leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(frozen=True)
class Keybox:
    """One secret key, ready to sign at a fixed time."""

    home: Path
    fingerprint: str
    when: int
    passphrase: str

    def sign(self, source: Path, target: Path, *, armour: bool = True) -> None:
        """Write a detached signature."""
        self._gpg([*(["--armor"] if armour else []), "--detach-sign"], source, target)

    def sign_clear(self, source: Path, target: Path) -> None:
        """Write the text with its signature around it."""
        self._gpg(["--clearsign"], source, target)

    def _gpg(self, how: Sequence[str], source: Path, target: Path) -> None:
        options = ["--local-user", self.fingerprint, "--digest-algo", "SHA512", "--faked-system-time", f"{self.when}!"]
        files = ["--output", str(target), *how, str(source)]
        run_gpg(self.home, [*options, "--yes", *files], passphrase=self.passphrase)

    def export(self, target: Path, *, armour: bool) -> None:
        """Write the public key."""
        flags = ["--armor"] if armour else []
        options = ["--yes", "--export-options", "export-minimal", "--output", str(target)]
        run_gpg(self.home, [*options, *flags, "--export", self.fingerprint])


@contextlib.contextmanager
def keybox(key: str, passphrase: str, when: int) -> Iterator[Keybox]:
    """Open the secret ``key`` (armoured text, or a path). Raises SigningError where it is not exactly one."""
    with private_home() as home:
        run_gpg(home, ["--import"], stdin=_key_bytes(key), passphrase=passphrase)
        keys = _primary_keys(run_gpg(home, ["--with-colons", "--list-secret-keys"]).decode(), "sec")
        if len(keys) != 1:
            raise SigningError(f"PRODUCER_SIGNING_KEY must hold exactly one secret key; it holds {len(keys)}.")
        fingerprint, made = keys[0]
        yield Keybox(home, fingerprint, max(when, made), passphrase)


def _key_bytes(key: str) -> bytes:
    if not key.strip():
        raise SigningError("There is no key to sign with: set PRODUCER_SIGNING_KEY to an armoured key, or to its path.")
    if "-----BEGIN PGP" in key:
        return key.encode()
    try:
        return Path(key.strip()).expanduser().read_bytes()
    except OSError as error:
        raise SigningError("The file that PRODUCER_SIGNING_KEY names cannot be read.") from error


def run_gpg(home: Path, arguments: Sequence[str], *, stdin: bytes = b"", passphrase: str | None = None) -> bytes:
    """Run gpg without a question and without the person's own settings. Raises SigningError with what gpg said."""
    command = [tool("gpg"), "--homedir", str(home), "--no-options", "--batch", "--no-tty", "--quiet"]
    fds: tuple[int, ...] = ()
    if passphrase is not None:
        readable, writable = os.pipe()
        os.write(writable, passphrase.encode() + b"\n")  # far below the 4096 bytes that a pipe takes at once (pipe(7))
        os.close(writable)
        command += ["--pinentry-mode", "loopback", "--passphrase-fd", str(readable)]
        fds = (readable,)
    env = {name: value for name, value in os.environ.items() if name not in (*SECRETS, "GNUPGHOME")} | {"LC_ALL": "C"}
    try:
        done = subprocess.run([*command, *arguments], input=stdin, capture_output=True, pass_fds=fds, env=env)
    finally:
        for number in fds:
            os.close(number)
    if done.returncode:
        raise SigningError(f"gpg could not do it: {_last_line(done.stderr)}")
    return done.stdout


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it gave no reason"


def _primary_keys(listing: str, kind: str) -> list[tuple[str, int]]:
    """Return fingerprint and time of making of each primary key (gpg's doc/DETAILS: fields 10 and 6)."""
    found: list[tuple[str, int]] = []
    made = None
    for line in listing.splitlines():
        field = line.split(":")
        if field[0] == kind:
            made = int(field[5] or 0)
        elif field[0] == "fpr" and made is not None:
            found.append((field[9], made))
            made = None
    return found


@dataclass(frozen=True)
class Signer:
    """The one public key that is wanted, in a keyring that gpgv reads. Two keys are the same by fingerprint."""

    fingerprint: str
    keyring: Path

    def problem_with(self, signature: Path, signed: Path | None, output: Path | None = None) -> str:
        """Say what is wrong with a signature; nothing where it is good. ``signed`` is None where it is around its
        text, which then goes to ``output``.
        """
        command = [tool("gpgv"), "--homedir", str(self.keyring.parent), "--status-fd", "1", "--keyring"]
        command += [str(self.keyring), *(["--output", str(output)] if output else []), "--", str(signature)]
        command += [str(signed)] if signed else []
        done = subprocess.run(command, capture_output=True, env=os.environ | {"LC_ALL": "C"})
        return self._judge(done.stdout.decode(errors="replace"), done.returncode)

    def _judge(self, status: str, code: int) -> str:
        said = [line.split()[1:] for line in status.splitlines() if line.startswith("[GNUPG:] ")]
        words = [line[0] for line in said]
        for word, sentence in PROBLEMS.items():
            if word in words:
                return sentence
        valid = [line for line in said if line[0] == "VALIDSIG"]
        if code or words.count("GOODSIG") != 1 or words.count("NEWSIG") != 1 or len(valid) != 1:
            return "its signature cannot be read"
        if valid[0][-1] != self.fingerprint:
            return PROBLEMS["NO_PUBKEY"]
        return "" if valid[0][8] in STRONG else "its signature is of a weak kind"


PROBLEMS = {
    "BADSIG": "it was changed after it was signed",
    "NO_PUBKEY": "it is signed with another key than the one that is wanted",
    "EXPSIG": "its signature has expired",
    "EXPKEYSIG": "the key that signed it has expired",
    "REVKEYSIG": "the key that signed it was withdrawn",
    "ERRSIG": "its signature cannot be read",
}
"""gpgv's status words (doc/DETAILS), the clearest first."""


def read_signer(home: Path, key_file: Path, fingerprint: str = "") -> Signer:
    """Make the keyring of the one key in ``key_file``, which must have ``fingerprint`` where one is given."""
    try:
        raw = key_file.read_bytes()
    except OSError as error:
        raise SigningError(f"The public key {key_file} cannot be read.") from error
    inner = home / "reader"
    inner.mkdir(mode=0o700)
    keys = public_keys(inner, raw)
    if len(keys) != 1:
        raise SigningError(f"{key_file.name} must hold exactly one public key; it holds {len(keys)}.")
    if fingerprint and keys[0] != fingerprint:
        raise SigningError(f"{key_file.name} holds another key ({keys[0]}) than the one that is wanted.")
    keyring = home / "wanted.gpg"
    keyring.write_bytes(raw if b"-----BEGIN PGP" not in raw else run_gpg(inner, ["--dearmor"], stdin=raw))
    return Signer(keys[0], keyring)


def public_keys(home: Path, raw: bytes) -> list[str]:
    """Return the fingerprints of the primary keys in ``raw``. Raises SigningError where gpg finds none."""
    shown = run_gpg(home, ["--with-colons", "--show-keys"], stdin=raw).decode()
    return [fingerprint for fingerprint, made in _primary_keys(shown, "pub")]
