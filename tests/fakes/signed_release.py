"""A small release that is really made and really signed, with keys that live as long as the test."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIGNING = ROOT / "packaging" / "signing"
WHEN = 1_790_000_000
"""September 2026: the time in every signature."""

CONTROL = """\
Package: {name}
Version: 0.1.0
Architecture: amd64
Maintainer: A Test <test@example.invalid>
Description: a small package
 Of two lines.
"""


@dataclass(frozen=True)
class Key:
    """A throw-away key: the secret one as text, the public one as a file."""

    fingerprint: str
    secret: str
    public: Path
    passphrase: str = ""


def make_key(folder: Path, kind: str = "ed25519", *, expires: str = "never", passphrase: str = "") -> Key:
    """Make a key in a folder of its own; it was made an hour before ``WHEN``."""
    from producer_signing.gnupg import private_home, run_gpg

    folder.mkdir()
    with private_home() as home:
        born = ["--faked-system-time", f"{WHEN - 3600}!"]
        words = ["--quick-gen-key", "Test <t@example.invalid>", kind, "sign", expires]
        run_gpg(home, [*born, *words], passphrase=passphrase)
        secret = run_gpg(home, ["--armor", "--export-secret-keys"], passphrase=passphrase).decode()
        public = folder / "public.asc"
        public.write_bytes(run_gpg(home, ["--armor", "--export"]))
        listing = run_gpg(home, ["--with-colons", "--list-keys"]).decode()
    fingerprint = next(line.split(":")[9] for line in listing.splitlines() if line.startswith("fpr"))
    return Key(fingerprint, secret, public, passphrase)


def make_deb(target: Path, name: str, scratch: Path) -> None:
    tree = scratch / name
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(CONTROL.format(name=name))
    (tree / "usr/share/producer").mkdir(parents=True)
    (tree / "usr/share/producer" / "hello.txt").write_text(f"Hello from {name}.\n" * 20)
    command = ["dpkg-deb", "--root-owner-group", "--build", str(tree), str(target)]
    subprocess.run(command, check=True, capture_output=True)


def make_release(dist: Path, scratch: Path) -> None:
    """Fill ``dist`` with what a package build leaves: two packages, an archive, lists, and their sums."""
    dist.mkdir()
    for name in ("producer", "producer-complete"):
        make_deb(dist / f"{name}_0.1.0_amd64.deb", name, scratch)
    with tarfile.open(dist / "producer-0.1.0-linux-x86_64.tar.xz", "w:xz") as archive:
        archive.add(scratch / "producer" / "usr", arcname="usr")
    (dist / "producer-0.1.0.cdx.json").write_text('{"bomFormat": "CycloneDX"}\n')
    (dist / "package-report.json").write_text('{"download_mb": 1}\n')
    names = sorted(path.name for path in dist.iterdir())
    sums = subprocess.run(["sha256sum", *names], cwd=dist, capture_output=True, check=True, text=True).stdout
    (dist / "SHA256SUMS").write_text(sums)


def run_tool(*words: object, **env: str) -> subprocess.CompletedProcess[str]:
    """Call the tool as ``make sign`` and ``make verify`` do, with nothing in the environment but ``env``."""
    here = {"PATH": "/usr/sbin:/usr/bin:/bin", "SOURCE_DATE_EPOCH": str(WHEN), **env}
    command = [sys.executable, str(SIGNING), *map(str, words)]
    return subprocess.run(command, env=here, capture_output=True, text=True, timeout=120)


def sign_copy(unsigned: Path, target: Path, key: Key) -> Path:
    shutil.copytree(unsigned, target)
    done = run_tool("sign", target, PRODUCER_SIGNING_KEY=key.secret, PRODUCER_SIGNING_PASSPHRASE=key.passphrase)
    assert done.returncode == 0, done.stderr
    return target


def flip(file: Path, at: int, bits: int = 0x01) -> None:
    raw = bytearray(file.read_bytes())
    raw[at] ^= bits
    file.unlink()  # its bytes may have a second name
    file.write_bytes(raw)


def files_of(dist: Path) -> list[Path]:
    return sorted(path for path in dist.rglob("*") if path.is_file())


def contents(dist: Path) -> dict[str, bytes]:
    return {str(path.relative_to(dist)): path.read_bytes() for path in files_of(dist)}
