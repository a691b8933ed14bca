"""The real packages, signed with a key that lives as long as the test: accepted as they are, refused with any of them
changed. Run by ``make package-test``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bundle import work
from fakes.signed_release import Key, files_of, flip, make_key, run_tool, sign_copy

pytestmark = [pytest.mark.package, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Key:
    return make_key(tmp_path_factory.mktemp("key") / "own")


@pytest.fixture(scope="module")
def release(key: Key, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = [path for path in work.names().values() if path.is_file()]
    if work.names()["deb"] not in made:
        pytest.skip("nothing is packed yet (make package)")
    folder = tmp_path_factory.mktemp("release")
    (folder / "unsigned").mkdir()
    for path in made:
        shutil.copy2(path, folder / "unsigned")
    return sign_copy(folder / "unsigned", folder / "signed", key)


def verify(release: Path, key: Key) -> tuple[int, str]:
    done = run_tool("verify", release, "--key", key.public)
    return done.returncode, done.stdout + done.stderr


def test_what_was_packed_is_signed_and_proven(release: Path, key: Key, tmp_path: Path) -> None:
    status, said = verify(release, key)
    assert status == 0, said
    assert said.startswith(f"All {len(files_of(release))} files in ")
    assert verify(release, make_key(tmp_path / "other"))[0] == 1


def test_a_changed_byte_in_any_file_is_found(release: Path, key: Key) -> None:
    """In the middle of each: packages, archive, lists, sums, signatures, the repository."""
    trusted = {"producer-archive-keyring.asc", "producer-archive-keyring.gpg"}
    missed = []
    for file in files_of(release):
        whole = file.read_bytes()
        flip(file, len(whole) // 2)
        status, said = verify(release, key)
        if status != 1 or (file.name not in said and file.name not in trusted):
            missed.append((file.name, status))
        file.write_bytes(whole)
    assert missed == []
    assert verify(release, key)[0] == 0
