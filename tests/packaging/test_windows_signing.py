"""Signing real Windows programs from Linux with a throw-away certificate, and what verification then refuses."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import setuptools
from fakes.code_signing import Issuer, openssl
from producer_windows import commands, pe, signing

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="osslsigncode signs from Linux"),
    pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="osslsigncode is not installed (make setup does)"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed (make setup does)"),
]

LAUNCHERS = Path(setuptools.__file__).parent
"""setuptools' wheel brings real programs for Windows: PE32 and PE32+, window and console, Intel and ARM, unsigned."""


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Issuer:
    return Issuer.made_in(tmp_path_factory.mktemp("pki") / "ours")


@pytest.fixture(scope="module")
def stamping(issuer: Issuer) -> Iterator[str]:
    with issuer.stamping() as address:
        yield address


@pytest.fixture(scope="module")
def signed(issuer: Issuer, stamping: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One program, signed and stamped."""
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path_factory.mktemp("signed") / "producer.exe"))
    signing.sign(path, signing.Key.named_by(issuer.environment(stamping)))
    return path


@pytest.fixture
def trust(issuer: Issuer) -> signing.Trust:
    return signing.Trust.named_by(issuer.environment())


@pytest.fixture
def changed(signed: Path, tmp_path: Path) -> Callable[[int], Path]:
    """Give a copy of the signed program with the byte at a place flipped."""

    def flip(place: int) -> Path:
        data = bytearray(signed.read_bytes())
        data[place] ^= 0xFF
        path = tmp_path / "producer.exe"
        path.write_bytes(data)
        return path

    return flip


def test_a_signed_program_holds_and_differs_only_where_a_signature_may(signed: Path, trust: signing.Trust) -> None:
    signing.verify(signed, trust)
    before, after = (LAUNCHERS / "cli-64.exe").read_bytes(), signed.read_bytes()
    found = pe.layout(signed)
    assert found.signed
    assert found.certificates_at >= len(before)
    differing = {place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b}
    assert differing
    assert not any(found.covered(place) for place in differing)


def test_every_kind_of_program_can_be_signed(issuer: Issuer, trust: signing.Trust, tmp_path: Path) -> None:
    key = signing.Key.named_by(issuer.environment(), timestamp_needed=False)
    for name in ("cli-32.exe", "gui-64.exe", "cli-arm64.exe"):
        path = Path(shutil.copy(LAUNCHERS / name, tmp_path))
        signing.sign(path, key)
        signing.verify(path, trust, timestamp_needed=False)


def test_any_flipped_byte_is_found(
    changed: Callable[[int], Path], signed: Path, trust: signing.Trust, subtests_at: list[int]
) -> None:
    for place in subtests_at:
        path = changed(place)
        with pytest.raises(signing.SigningError):
            signing.verify(path, trust)


@pytest.fixture
def subtests_at(signed: Path) -> list[int]:
    """Places all over the file: headers, checksum, code, data, certificate, time stamp, the very last byte."""
    found = pe.layout(signed)
    steady = list(range(0x40, found.size, found.size // 60))
    named = [0, 1, 0x3C, found.checksum_at, found.directory_at, found.directory_at + 4, found.certificates_at]
    return [*named, found.certificates_at + 12, found.certificates_at - 1, found.size - 1, *steady]


def test_a_byte_added_behind_the_signature_is_found(signed: Path, tmp_path: Path, trust: signing.Trust) -> None:
    path = tmp_path / "producer.exe"
    path.write_bytes(signed.read_bytes() + b"\0")
    with pytest.raises(signing.SigningError, match="behind"):
        signing.verify(path, trust)


def test_something_hidden_in_the_certificate_table_is_found(
    signed: Path, tmp_path: Path, trust: signing.Trust
) -> None:
    """Windows itself lets such a file pass unless told otherwise (CVE-2013-3900)."""
    data = bytearray(signed.read_bytes()) + b"hidden in here.." * 4
    found = pe.layout(signed)
    struct.pack_into("<I", data, found.directory_at + 4, found.certificates_size + 64)
    (length,) = struct.unpack_from("<I", data, found.certificates_at)
    struct.pack_into("<I", data, found.certificates_at, length + 64)
    path = tmp_path / "producer.exe"
    path.write_bytes(data)
    with pytest.raises(signing.SigningError, match="certificates"):
        signing.verify(path, trust)


def test_no_signature_is_refused(trust: signing.Trust) -> None:
    with pytest.raises(signing.SigningError, match="is not signed"):
        signing.verify(LAUNCHERS / "cli-64.exe", trust)


def test_another_issuer_is_refused(signed: Path, tmp_path: Path) -> None:
    other = Issuer.made_in(tmp_path / "other")
    with pytest.raises(signing.SigningError, match="does not hold"):
        signing.verify(signed, signing.Trust(other.ca, other.ca))


def test_another_certificate_of_the_same_issuer_is_refused(issuer: Issuer, signed: Path, tmp_path: Path) -> None:
    issuer.issue("colleague", "extendedKeyUsage=codeSigning\n")
    leaf = signing.leaf_hash(issuer.room / "colleague.pem")
    with pytest.raises(signing.SigningError, match="does not hold"):
        signing.verify(signed, signing.Trust(issuer.ca, issuer.ca, leaf=leaf))


def test_a_certificate_that_is_not_for_code_is_refused(issuer: Issuer, trust: signing.Trust, tmp_path: Path) -> None:
    issuer.issue("web", "extendedKeyUsage=serverAuth\n")
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path))
    with pytest.raises(signing.SigningError):
        signing.sign(path, signing.Key(issuer.room / "web.pem", str(issuer.room / "web.key"), ""))
        signing.verify(path, signing.Trust(issuer.ca, issuer.ca), timestamp_needed=False)


def test_a_missing_time_stamp_is_refused(issuer: Issuer, trust: signing.Trust, tmp_path: Path) -> None:
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path))
    signing.sign(path, signing.Key.named_by(issuer.environment(), timestamp_needed=False))
    signing.verify(path, trust, timestamp_needed=False)
    with pytest.raises(signing.SigningError, match="no time stamp"):
        signing.verify(path, trust)


def test_a_time_stamp_of_a_stranger_is_refused(signed: Path, issuer: Issuer, tmp_path: Path) -> None:
    other = Issuer.made_in(tmp_path / "other")
    with pytest.raises(signing.SigningError):
        signing.verify(signed, signing.Trust(issuer.ca, other.ca))


def test_a_time_stamping_authority_out_of_reach_leaves_the_file_as_it_was(issuer: Issuer, tmp_path: Path) -> None:
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path))
    before = path.read_bytes()
    with pytest.raises(signing.SigningError, match="could not be signed"):
        signing.sign(path, signing.Key.named_by(issuer.environment("http://127.0.0.1:9/")))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["cli-64.exe"]


def test_what_others_signed_keeps_their_signature(
    issuer: Issuer, stamping: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    others = Issuer.made_in(tmp_path / "others", "Library maker")
    folder = tmp_path / "frozen folder, ü"
    (folder / "_internal").mkdir(parents=True)
    library = Path(shutil.copy(LAUNCHERS / "gui-64.exe", folder / "_internal" / "Qt6Core.dll"))
    with others.stamping() as address:
        signing.sign(library, signing.Key.named_by(others.environment(address)))
    theirs = library.read_bytes()
    ours = Path(shutil.copy(LAUNCHERS / "cli-64.exe", folder / "producer.exe"))
    (folder / "_internal" / "readme.txt").write_text("no program")
    for name, value in (issuer.environment(stamping) | {"PRODUCER_WINDOWS_OTHERS_CA": str(others.ca)}).items():
        monkeypatch.setenv(name, value)
    assert commands.main(["sign", str(folder)]) == 0
    assert library.read_bytes() == theirs
    assert pe.layout(ours).signed
    assert commands.main(["verify", str(folder)]) == 0
    assert "2 signatures hold" in capsys.readouterr().err
    monkeypatch.delenv("PRODUCER_WINDOWS_OTHERS_CA")
    assert commands.main(["verify", str(folder)]) == 1
    assert "Qt6Core.dll" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["CERTIFICATE", "KEY", "TIMESTAMP"])
def test_without_a_key_nothing_is_signed_and_the_build_fails(
    missing: str, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path))
    for name, value in issuer.environment("http://127.0.0.1:9/").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(f"PRODUCER_WINDOWS_{missing}")
    assert commands.main(["sign", str(path)]) == 1
    assert f"PRODUCER_WINDOWS_{missing}" in capsys.readouterr().err
    assert not pe.layout(path).signed


def test_a_password_comes_from_a_file_and_is_on_no_command_line(
    issuer: Issuer, trust: signing.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "locked.key"
    openssl("pkcs8", "-topk8", "-in", str(issuer.room / "code.key"), "-passout", "pass:secret1", "-out", str(locked))
    password = tmp_path / "password"
    password.write_text("secret1")
    seen: list[str] = []
    run = signing.run
    monkeypatch.setattr(signing, "run", lambda words: (seen.extend(words), run(words))[1])
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path))
    signing.sign(path, signing.Key(issuer.room / "code.pem", str(locked), "", password_file=str(password)))
    signing.verify(path, trust, timestamp_needed=False)
    assert not any("secret1" in word for word in seen)


def test_a_key_on_a_token_is_named_and_not_read() -> None:
    named = {
        "PRODUCER_WINDOWS_CERTIFICATE": "chain.pem",
        "PRODUCER_WINDOWS_KEY": "pkcs11:token=release;object=code",
        "PRODUCER_WINDOWS_TIMESTAMP": "http://stamp.example",
        "PRODUCER_WINDOWS_PKCS11_MODULE": "/usr/lib/token.so",
        "PRODUCER_WINDOWS_PKCS11_ENGINE": "/usr/lib/pkcs11.so",
        "PRODUCER_WINDOWS_KEY_PASSWORD_FILE": "/run/pin",
    }
    words = signing.Key.named_by(named).words()
    pairs = dict(zip(words[::2], words[1::2], strict=True))
    assert pairs == {
        "-certs": "chain.pem",
        "-key": "pkcs11:token=release;object=code",
        "-readpass": "/run/pin",
        "-pkcs11module": "/usr/lib/token.so",
        "-pkcs11engine": "/usr/lib/pkcs11.so",
        "-ts": "http://stamp.example",
    }


def test_a_key_on_a_token_signs_and_never_leaves_it(
    issuer: Issuer, trust: signing.Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SoftHSM is a token in software: the key goes in, and is then reached by PKCS#11 only."""
    modules = [*Path("/usr/lib").glob("softhsm/libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]
    engines = list(Path("/usr/lib").glob("*/engines-3/pkcs11.so"))
    if not modules or not engines or shutil.which("softhsm2-util") is None:
        pytest.skip("softhsm2 and libengine-pkcs11-openssl are not installed (make setup does)")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    key, pin = tmp_path / "key.pem", tmp_path / "pin"
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", str(issuer.room / "code.key"), "-out", str(key))
    for words in (
        ["--init-token", "--free", "--label", "release", "--so-pin", "567890"],
        ["--import", str(key), "--token", "release", "--label", "code", "--id", "01"],
    ):
        subprocess.run(["softhsm2-util", *words, "--pin", "1234"], check=True, capture_output=True, timeout=30)
    key.unlink()
    pin.write_text("1234")
    named = issuer.environment() | {
        "PRODUCER_WINDOWS_KEY": "pkcs11:token=release;object=code;type=private",
        "PRODUCER_WINDOWS_KEY_PASSWORD_FILE": str(pin),
        "PRODUCER_WINDOWS_PKCS11_MODULE": str(modules[0]),
        "PRODUCER_WINDOWS_PKCS11_ENGINE": str(engines[0]),
    }
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path))
    signing.sign(path, signing.Key.named_by(named, timestamp_needed=False))
    signing.verify(path, trust, timestamp_needed=False)


@pytest.mark.parametrize("content", [b"", b"MZ", b"#!/bin/sh\n", b"MZ" + b"\xff" * 200])
def test_a_file_that_only_calls_itself_a_program_fails_the_build(
    content: bytes, tmp_path: Path, trust: signing.Trust
) -> None:
    path = tmp_path / "producer.exe"
    path.write_bytes(content)
    with pytest.raises(signing.SigningError, match="not a Windows program"):
        signing.unsigned(tmp_path)
    with pytest.raises(signing.SigningError):
        signing.verify_all([tmp_path], trust)


def test_nothing_to_verify_is_a_failure(tmp_path: Path, trust: signing.Trust) -> None:
    with pytest.raises(signing.SigningError, match="No program"):
        signing.verify_all([tmp_path], trust)


def test_the_tool_is_named_where_it_is_missing(
    issuer: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = Path(shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path))
    with pytest.raises(signing.SigningError, match="apt-get install osslsigncode"):
        signing.sign(path, signing.Key.named_by(issuer.environment(), timestamp_needed=False))
