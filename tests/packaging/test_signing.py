"""A release is signed and proven with real tools; any changed byte, wrong key or lack is seen, and named."""

from __future__ import annotations

import itertools
import random
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes.signed_release import WHEN, Key, files_of, flip, make_key, make_release, run_tool, sign_copy
from producer_signing.repository import index_problem, release_problem

missing = [name for name in ("gpg", "gpgv", "dpkg-deb", "sha256sum") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")

ARTEFACTS = (
    "producer_0.1.0_amd64.deb",
    "producer-complete_0.1.0_amd64.deb",
    "producer-0.1.0-linux-x86_64.tar.xz",
    "producer-0.1.0.cdx.json",
    "package-report.json",
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Key:
    return make_key(tmp_path_factory.mktemp("keys") / "ed25519")


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_release(folder / "dist", folder)
    return folder / "dist"


@pytest.fixture(scope="module")
def signed(unsigned: Path, key: Key) -> Path:
    return sign_copy(unsigned, unsigned.parent / "signed", key)


@pytest.fixture
def dist(signed: Path, tmp_path: Path) -> Path:
    """A signed release of the test's own."""
    return Path(shutil.copytree(signed, tmp_path / "dist"))


def problems(dist: Path, key: Key, now: datetime | None = None) -> dict[str, str]:
    from producer_signing.verify import verify

    return {one.name: one.problem for one in verify(dist, key.public, now=now) if one.problem}


# It is good


def test_all_that_is_wanted_is_there_and_proven(signed: Path, key: Key) -> None:
    names = {str(path.relative_to(signed)) for path in files_of(signed)}
    assert {f"{name}.asc" for name in ARTEFACTS} | {"SHA256SUMS.asc", "producer-archive-keyring.gpg"} <= names
    assert {f"apt/{name}" for name in ("Packages", "Packages.gz", "Release", "InRelease", "Release.gpg")} <= names
    done = run_tool("verify", signed, "--key", key.public)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"All {len(names)} files" in done.stdout


def test_the_fingerprint_alone_is_enough_to_prove_it(signed: Path, key: Key) -> None:
    assert run_tool("verify", signed, PRODUCER_SIGNER=key.fingerprint).returncode == 0
    assert run_tool("verify", signed, PRODUCER_SIGNER=key.fingerprint[-16:]).returncode == 1
    assert run_tool("verify", signed).returncode == 1


def test_other_tools_say_the_same(signed: Path) -> None:
    sums = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=signed, capture_output=True)
    assert sums.returncode == 0, sums.stderr
    keyring = str(signed / "producer-archive-keyring.gpg")
    for name in (*ARTEFACTS, "SHA256SUMS"):
        command = ["gpgv", "--keyring", keyring, str(signed / f"{name}.asc"), str(signed / name)]
        assert subprocess.run(command, capture_output=True).returncode == 0, name


def test_a_package_with_a_signature_inside_is_still_a_package(signed: Path, unsigned: Path) -> None:
    for name in ARTEFACTS[:2]:
        listed = [
            subprocess.run(["dpkg-deb", "-c", str(place / name)], capture_output=True, check=True).stdout
            for place in (unsigned, signed)
        ]
        assert listed[0] == listed[1] != b""


def test_the_same_input_and_key_give_the_same_bytes(unsigned: Path, signed: Path, key: Key, tmp_path: Path) -> None:
    again = sign_copy(unsigned, tmp_path / "again", key)
    assert [path.name for path in files_of(again)] == [path.name for path in files_of(signed)]
    for one, other in zip(files_of(signed), files_of(again), strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
    once_more = sign_copy(signed, tmp_path / "over", key)
    assert [path.read_bytes() for path in files_of(once_more)] == [path.read_bytes() for path in files_of(signed)]


def test_an_rsa_key_signs_as_steadily(unsigned: Path, tmp_path: Path) -> None:
    key = make_key(tmp_path / "rsa", "rsa3072")
    one, other = (sign_copy(unsigned, tmp_path / name, key) for name in ("one", "other"))
    assert problems(one, key) == {}
    assert [path.read_bytes() for path in files_of(one)] == [path.read_bytes() for path in files_of(other)]


def test_a_key_with_a_passphrase_given_as_a_path(tmp_path: Path) -> None:
    key = make_key(tmp_path / "keys", passphrase="a long secret é")
    file = tmp_path / "secret.asc"
    file.write_text(key.secret)
    dist = tmp_path / "unsigned"
    dist.mkdir()
    (dist / "package-report.json").write_text("{}")
    signed = sign_copy(dist, tmp_path / "signed", Key(key.fingerprint, str(file), key.public, key.passphrase))
    assert problems(signed, key) == {}


# It is not


def test_a_changed_byte_anywhere_in_any_file_is_seen(dist: Path, key: Key) -> None:
    chance = random.Random(5)
    for file in files_of(dist):
        whole, size = file.read_bytes(), file.stat().st_size
        for at in {size - 1, chance.randrange(size)}:
            flip(file, at, 1 << chance.randrange(8))
            assert problems(dist, key), f"{file.name} at {at}"
            file.write_bytes(whole)
    assert problems(dist, key) == {}


@pytest.mark.parametrize("name", ARTEFACTS)
def test_a_changed_artefact_is_named_and_no_other(dist: Path, key: Key, name: str) -> None:
    flip(dist / name, 10)
    found = problems(dist, key)
    assert name in found
    assert set(found) <= {name, f"apt/{name}", "apt/Packages"}
    done = run_tool("verify", dist, "--key", key.public)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith(f"{name}: it ")] != []


def test_every_bit_of_the_signature_above_all_others_counts(dist: Path, key: Key) -> None:
    """No list covers this one file: each of its bytes must count by itself."""
    file, sums = dist / "SHA256SUMS.asc", (dist / "SHA256SUMS").read_bytes()
    whole = file.read_bytes()
    from producer_signing.armour import is_canonical
    from producer_signing.gnupg import private_home, read_signer

    with private_home() as home:
        signer = read_signer(home, key.public)
        assert signer.problem_with(file, dist / "SHA256SUMS") == ""
        for at in range(len(whole)):
            flip(file, at, 1 << at % 7)
            good = is_canonical(file.read_bytes(), sums) and not signer.problem_with(file, dist / "SHA256SUMS")
            assert not good, at
            file.write_bytes(whole)


def test_every_byte_inside_the_signature_counts(dist: Path, key: Key) -> None:
    """The same below the text form: a changed byte that is spelt rightly."""
    import base64

    from producer_signing.armour import armoured, is_canonical
    from producer_signing.gnupg import private_home, read_signer

    file, sums = dist / "SHA256SUMS.asc", (dist / "SHA256SUMS").read_bytes()
    lines = file.read_text().splitlines()
    body = base64.b64decode("".join(lines[2:-2]))
    with private_home() as home:
        signer = read_signer(home, key.public)
        for at, bit in itertools.product(range(len(body)), range(8)):
            raw = bytearray(body)
            raw[at] ^= 1 << bit
            file.write_text(armoured(bytes(raw)))
            if is_canonical(file.read_bytes(), sums) and bit == at % 8:  # gpgv is asked for one bit of each byte
                assert signer.problem_with(file, dist / "SHA256SUMS"), at


def test_text_around_a_signed_text_is_seen_even_where_its_sum_is_not_known(dist: Path, key: Key) -> None:
    from producer_signing.sums import write_sums

    file = dist / "apt" / "InRelease"
    whole = file.read_text()
    for changed in (f"Read me\n{whole}", f"{whole}Read me\n", whole.replace("SHA512\n", "SHA512\n\nOrigin: Other\n")):
        file.write_text(changed)
        write_sums(dist)
        assert "apt/InRelease" in problems(dist, key)


def test_another_key_is_not_the_wanted_one(dist: Path, unsigned: Path, key: Key, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other")
    assert set(problems(dist, other)) >= {*ARTEFACTS, "SHA256SUMS", "apt/InRelease", "apt/Release.gpg"}
    forged = sign_copy(unsigned, tmp_path / "forged", other)
    assert "signed with another key" in problems(forged, key)["SHA256SUMS"]
    told = run_tool("verify", forged, PRODUCER_SIGNER=key.fingerprint)
    assert (told.returncode, "another key" in told.stderr) == (1, True)


def test_one_file_signed_with_another_key_is_named(dist: Path, unsigned: Path, key: Key, tmp_path: Path) -> None:
    forged = sign_copy(unsigned, tmp_path / "forged", make_key(tmp_path / "other"))
    shutil.copy(forged / "package-report.json.asc", dist)
    assert "signed with another key" in problems(dist, key)["package-report.json"]


def test_an_expired_key_signs_nothing_that_is_proven(unsigned: Path, tmp_path: Path) -> None:
    short = make_key(tmp_path / "short", expires="seconds=7200")
    target = tmp_path / "dist"
    shutil.copytree(unsigned, target)
    done = run_tool("sign", target, PRODUCER_SIGNING_KEY=short.secret)
    if time.time() > WHEN + 3600:
        assert done.returncode == 1
        assert "the key that signed it has expired" in done.stderr


def test_no_signatures_at_all_are_named_one_by_one(unsigned: Path, key: Key) -> None:
    done = run_tool("verify", unsigned, "--key", key.public)
    assert done.returncode == 1
    for name in (*ARTEFACTS, "SHA256SUMS"):
        assert f"{name}: it is not signed." in done.stderr
    assert "apt/InRelease: it is missing." in done.stderr


@pytest.mark.parametrize(
    "name",
    [
        *ARTEFACTS,
        "SHA256SUMS",
        "SHA256SUMS.asc",
        "apt/InRelease",
        "package-report.json.asc",
        "apt/producer_0.1.0_amd64.deb",
        "producer-archive-keyring.gpg",
    ],
)
def test_what_is_missing_is_seen(dist: Path, key: Key, name: str) -> None:
    (dist / name).unlink()
    found = problems(dist, key)
    assert name in found or name.removesuffix(".asc") in found


@pytest.mark.parametrize("name", ["extra.deb", "notes.txt", "apt/extra.txt", "deeper/extra.txt", "lonely.asc"])
def test_what_was_added_is_seen_and_named(dist: Path, key: Key, name: str) -> None:
    (dist / name).parent.mkdir(exist_ok=True)
    (dist / name).write_text("More.\n")
    assert name in problems(dist, key)


def test_a_package_without_its_inner_signature_is_seen(dist: Path, unsigned: Path, key: Key) -> None:
    from producer_signing.sums import write_sums

    shutil.copy(unsigned / ARTEFACTS[0], dist)
    write_sums(dist)
    assert problems(dist, key)[ARTEFACTS[0]]


def test_a_repository_that_has_grown_too_old_is_refused(unsigned: Path, key: Key, tmp_path: Path) -> None:
    target = Path(shutil.copytree(unsigned, tmp_path / "dist"))
    assert run_tool("sign", target, "--valid-days", "3650", PRODUCER_SIGNING_KEY=key.secret).returncode == 0
    assert "Valid-Until: Thu, 18 Sep 2036 14:13:20 UTC" in (target / "apt" / "Release").read_text()
    assert problems(target, key) == {}
    assert problems(target, key, datetime(2036, 10, 1, tzinfo=UTC)) == {"apt/Release": "it has expired"}


def test_whatever_bit_of_the_repository_is_another_it_is_a_sentence_and_no_fall(signed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "apt"
    shutil.copytree(signed / "apt", folder)
    packages, now = sorted(signed.glob("*.deb")), datetime(2026, 9, 23, tzinfo=UTC)
    assert index_problem(folder, packages) == release_problem(folder, now) == ""
    whole = (folder / "Packages.gz").read_bytes()
    for at, bit in itertools.product(range(len(whole)), range(8)):
        changed = bytearray(whole)
        changed[at] ^= 1 << bit
        (folder / "Packages.gz").write_bytes(changed)
        assert release_problem(folder, now) != ""
        assert index_problem(folder, packages) in ("", "its two indexes differ")


@pytest.mark.parametrize("until", ["soon", "Thu, 01 Jan 2037 00:00:00 XTC", "Thu, 41 Jan 2037 00:00:00 UTC"])
def test_a_date_that_is_none_is_said(signed: Path, tmp_path: Path, until: str) -> None:
    folder = Path(shutil.copytree(signed / "apt", tmp_path / "apt"))
    release = folder / "Release"
    release.write_text(release.read_text("utf-8") + f"Valid-Until: {until}\n", "utf-8")
    assert release_problem(folder, datetime(2026, 9, 23, tzinfo=UTC)) == "its last day cannot be read"
