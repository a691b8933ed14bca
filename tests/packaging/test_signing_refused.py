"""What is not signed, and that nothing of the key is left, nor anything half signed, however a signing ends."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.signed_release import SIGNING, Key, contents, files_of, flip, make_key, make_release, run_tool, sign_copy

missing = [name for name in ("gpg", "gpgv", "dpkg-deb", "sha256sum") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")

ARCHIVE = "producer-0.1.0-linux-x86_64.tar.xz"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Key:
    return make_key(tmp_path_factory.mktemp("keys") / "ed25519")


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_release(folder / "dist", folder)
    return folder / "dist"


def test_what_changed_since_it_was_made_is_not_signed(unsigned: Path, key: Key, tmp_path: Path) -> None:
    target = Path(shutil.copytree(unsigned, tmp_path / "dist"))
    flip(target / ARCHIVE, 50)
    done = run_tool("sign", target, PRODUCER_SIGNING_KEY=key.secret)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{ARCHIVE} is not what SHA256SUMS says it is")
    assert not list(target.rglob("*.asc"))


@pytest.mark.parametrize(
    ("secret", "says"),
    [
        ("", "There is no key to sign with"),
        ("/nowhere/key.asc", "cannot be read"),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\nnonsense", "gpg could not do it"),
        ("public", "exactly one secret key"),
    ],
)
def test_without_a_key_it_says_so_and_leaves_nothing(
    unsigned: Path, key: Key, tmp_path: Path, secret: str, says: str
) -> None:
    target = Path(shutil.copytree(unsigned, tmp_path / "dist"))
    before = [path.read_bytes() for path in files_of(target)]
    done = run_tool("sign", target, PRODUCER_SIGNING_KEY=key.public.read_text() if secret == "public" else secret)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.read_bytes() for path in files_of(target)] == before


def test_a_folder_or_a_link_among_the_artefacts_is_not_signed(unsigned: Path, key: Key, tmp_path: Path) -> None:
    target = Path(shutil.copytree(unsigned, tmp_path / "dist"))
    (target / "link").symlink_to("/etc/hostname")
    assert "not a plain file" in run_tool("sign", target, PRODUCER_SIGNING_KEY=key.secret).stderr
    (target / "link").unlink()
    (target / "frozen").mkdir()
    (target / "frozen" / "app").write_text("app")
    assert "frozen is a folder" in run_tool("sign", target, PRODUCER_SIGNING_KEY=key.secret).stderr


# Nothing of the key is left


def test_a_link_put_in_after_signing_is_told_to_who_verifies_in_words_of_verifying(
    unsigned: Path, key: Key, tmp_path: Path
) -> None:
    target = sign_copy(unsigned, tmp_path / "dist", key)
    (target / ARCHIVE).rename(tmp_path / "elsewhere")
    (target / ARCHIVE).symlink_to(tmp_path / "elsewhere")
    done = run_tool("verify", target, "--key", key.public)
    assert done.returncode == 1
    assert f"{ARCHIVE} is not a plain file: no signature covers it." in done.stderr


def homes() -> set[Path]:
    return {
        path
        for place in (Path("/dev/shm"), Path(tempfile.gettempdir()))
        if place.is_dir()
        for path in place.glob("producer-*")
        if path.name.startswith(("producer-gpg", "producer-deb"))
    }


@pytest.fixture
def watched() -> Iterator[set[Path]]:
    before = homes()
    yield before
    assert homes() - before == set()


@pytest.mark.parametrize("before", ["unsigned", "signed"])
def test_a_wrong_passphrase_leaves_no_key_and_all_as_it_was(
    unsigned: Path, key: Key, watched: set[Path], tmp_path: Path, before: str
) -> None:
    locked = make_key(tmp_path / "locked", passphrase="right")
    signed = sign_copy(unsigned, tmp_path / "signed", key)
    target = signed if before == "signed" else Path(shutil.copytree(unsigned, tmp_path / "target"))
    was = contents(target)
    done = run_tool("sign", target, PRODUCER_SIGNING_KEY=locked.secret, PRODUCER_SIGNING_PASSPHRASE="wrong")
    assert done.returncode == 1
    assert contents(target) == was


def test_a_signing_that_fails_half_way_leaves_all_as_it_was(unsigned: Path, key: Key, tmp_path: Path) -> None:
    """gpg gives up at its sixth call: the packages have their signatures by then."""
    target = Path(shutil.copytree(unsigned, tmp_path / "dist"))
    was = contents(target)
    tools, counted = tmp_path / "bin", tmp_path / "count"
    tools.mkdir()
    count = f'echo >>{counted}; [ "$(wc -l <{counted})" -lt 6 ] || exit 2'
    (tools / "gpg").write_text(f'#!/bin/sh\n{count}\nexec {shutil.which("gpg")} "$@"\n')
    (tools / "gpg").chmod(0o755)
    done = run_tool("sign", target, PRODUCER_SIGNING_KEY=key.secret, PATH=f"{tools}:/usr/bin:/bin")
    assert (done.returncode, len(counted.read_text())) == (1, 6)
    assert contents(target) == was
    assert run_tool("sign", target, PRODUCER_SIGNING_KEY=key.secret).returncode == 0


def test_a_signing_that_is_ended_leaves_no_key(unsigned: Path, watched: set[Path], tmp_path: Path) -> None:
    """gpg is held up by a stand-in that waits, and the tool is asked to end."""
    target = Path(shutil.copytree(unsigned, tmp_path / "dist"))
    was = contents(target)
    tools = tmp_path / "bin"
    tools.mkdir()
    os.mkfifo(tmp_path / "begun")
    (tools / "gpg").write_text(f"#!/bin/sh\necho begun >{tmp_path}/begun\nexec sleep 30\n")
    (tools / "gpg").chmod(0o755)
    env = {"PATH": f"{tools}:/usr/bin:/bin", "PRODUCER_SIGNING_KEY": "-----BEGIN PGP"}
    child = subprocess.Popen([sys.executable, str(SIGNING), "sign", str(target)], env=env, start_new_session=True)
    try:
        assert (tmp_path / "begun").read_text() == "begun\n"  # waits until it is there
        assert homes() - watched
        child.send_signal(signal.SIGTERM)
        assert child.wait(20) == 128 + signal.SIGTERM
    finally:
        with contextlib.suppress(ProcessLookupError):  # what it had begun ended with it
            os.killpg(child.pid, signal.SIGKILL)
    assert contents(target) == was


def test_the_key_of_the_person_at_the_keyboard_is_not_looked_at(unsigned: Path, key: Key, tmp_path: Path) -> None:
    target = Path(shutil.copytree(unsigned, tmp_path / "dist"))
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    env = {"HOME": str(home), "GNUPGHOME": str(home)}
    assert run_tool("sign", target, PRODUCER_SIGNING_KEY=key.secret, **env).returncode == 0
    assert list(home.iterdir()) == []
