"""What was signed is taken by those who must take it: apt from the repository, debsig-verify from the package alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from fakes.signed_release import Key, make_key, make_release, run_tool

missing = [name for name in ("gpg", "gpgv", "apt-get", "dpkg-deb") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Key:
    return make_key(tmp_path_factory.mktemp("keys") / "one")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, key: Key) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_release(folder / "dist", folder)
    done = run_tool("sign", folder / "dist", PRODUCER_SIGNING_KEY=key.secret)
    assert done.returncode == 0, done.stderr
    return folder / "dist"


SETTINGS = """\
Dir "{root}";
Dir::Etc "{root}/etc/apt";
Dir::State "{root}/state";
Dir::State::status "{root}/status";
Dir::Cache "{root}/cache";
APT::Architecture "amd64";
APT::Sandbox::User "";
Acquire::Languages "none";
"""


class Apt:
    """apt with a root of its own, that knows one source and one key; nothing of this machine is read or changed."""

    def __init__(self, root: Path, repository: Path, keyring: Path) -> None:
        for name in (
            "etc/apt/sources.list.d",
            "etc/apt/preferences.d",
            "etc/apt/apt.conf.d",
            "etc/apt/trusted.gpg.d",
            "state/lists/partial",
            "cache/archives/partial",
            "fetched",
        ):
            (root / name).mkdir(parents=True)
        (root / "status").touch()
        (root / "etc/apt/sources.list").write_text(f"deb [signed-by={keyring} arch=amd64] file://{repository} ./\n")
        (root / "apt.conf").write_text(SETTINGS.format(root=root))
        self.root = root

    def get(self, *words: str) -> subprocess.CompletedProcess[str]:
        env = {"PATH": os.environ["PATH"], "APT_CONFIG": str(self.root / "apt.conf"), "LC_ALL": "C"}
        command = ["apt-get", "-q", "-o", "APT::Update::Error-Mode=any", *words]
        where = self.root / "fetched"
        return subprocess.run(command, env=env, cwd=where, capture_output=True, text=True, timeout=60)


@pytest.fixture
def repository(released: Path, tmp_path: Path) -> Path:
    """A repository of the test's own."""
    return Path(shutil.copytree(released / "apt", tmp_path / "apt"))


def update_fails(apt: Apt) -> bool:
    return apt.get("update").returncode != 0


@pytest.mark.parametrize("form", ["gpg", "asc"])
def test_apt_takes_the_package_from_the_signed_repository(
    released: Path, repository: Path, tmp_path: Path, form: str
) -> None:
    apt = Apt(tmp_path / "root", repository, released / f"producer-archive-keyring.{form}")
    updated = apt.get("update")
    assert updated.returncode == 0, updated.stderr
    assert "WARNING" not in updated.stderr
    fetched = apt.get("download", "producer")
    assert fetched.returncode == 0, fetched.stderr
    name = "producer_0.1.0_amd64.deb"
    assert (apt.root / "fetched" / name).read_bytes() == (released / name).read_bytes()


def test_apt_takes_it_by_release_gpg_alone(released: Path, repository: Path, tmp_path: Path) -> None:
    (repository / "InRelease").unlink()
    apt = Apt(tmp_path / "root", repository, released / "producer-archive-keyring.gpg")
    assert apt.get("update").returncode == 0


def test_apt_refuses_another_key(repository: Path, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other")
    apt = Apt(tmp_path / "root", repository, other.public)
    assert update_fails(apt)
    assert apt.get("download", "producer").returncode != 0


def test_apt_refuses_a_repository_without_signatures(released: Path, repository: Path, tmp_path: Path) -> None:
    (repository / "InRelease").unlink()
    (repository / "Release.gpg").unlink()
    assert update_fails(Apt(tmp_path / "root", repository, released / "producer-archive-keyring.gpg"))


@pytest.mark.parametrize("name", ["InRelease", "Packages"])
def test_apt_refuses_an_index_with_a_changed_byte(released: Path, repository: Path, tmp_path: Path, name: str) -> None:
    for file in {repository / name, *([repository / "Packages.gz"] if name == "Packages" else [])}:
        raw = bytearray(file.read_bytes())
        raw[200] ^= 1
        file.write_bytes(raw)
    assert update_fails(Apt(tmp_path / "root", repository, released / "producer-archive-keyring.gpg"))


def test_apt_refuses_a_package_with_a_changed_byte(released: Path, repository: Path, tmp_path: Path) -> None:
    file = repository / "producer_0.1.0_amd64.deb"
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    apt = Apt(tmp_path / "root", repository, released / "producer-archive-keyring.gpg")
    assert apt.get("update").returncode == 0
    fetched = apt.get("download", "producer")
    assert fetched.returncode != 0
    assert "Hash Sum mismatch" in fetched.stderr


# The package alone

POLICY = """\
<?xml version="1.0"?>
<!DOCTYPE Policy SYSTEM "https://www.debian.org/debsig/1.0/policy.dtd">
<Policy xmlns="https://www.debian.org/debsig/1.0/">
  <Origin Name="Producer" id="{number}" Description="Producer"/>
  <Selection><Required Type="origin" File="keyring.gpg" id="{number}"/></Selection>
  <Verification MinOptional="0"><Required Type="origin" File="keyring.gpg" id="{number}"/></Verification>
</Policy>
"""


def debsig_verify(root: Path, keyring: Path, number: str, words: Sequence[str]) -> int:
    for folder in ("policies", "keyrings"):
        (root / folder / number).mkdir(parents=True, exist_ok=True)
    (root / "policies" / number / "producer.pol").write_text(POLICY.format(number=number))
    shutil.copy(keyring, root / "keyrings" / number / "keyring.gpg")
    places = ["--policies-dir", str(root / "policies"), "--keyrings-dir", str(root / "keyrings")]
    return subprocess.run(["debsig-verify", *places, *words], capture_output=True, timeout=60).returncode


@pytest.mark.skipif(shutil.which("debsig-verify") is None, reason="debsig-verify is not installed")
def test_debsig_verify_takes_the_package_alone_and_no_changed_one(released: Path, key: Key, tmp_path: Path) -> None:
    package = Path(shutil.copy(released / "producer_0.1.0_amd64.deb", tmp_path))
    keyring, number = released / "producer-archive-keyring.gpg", key.fingerprint[-16:]
    assert debsig_verify(tmp_path / "known", keyring, number, [str(package)]) == 0
    raw = bytearray(package.read_bytes())
    raw[raw.index(b"data.tar") + 100] ^= 1
    package.write_bytes(raw)
    assert debsig_verify(tmp_path / "known", keyring, number, [str(package)]) != 0
