"""A newer version is told only where the organisation's own key says so; any other answer is refused in a sentence."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from fakes.update_server import NOTES, TODAY, UpdateServer, policy, release, send, signed
from nacl.signing import SigningKey

from producer import __version__
from producer.errors import Cancelled, ProducerError, UpdateError
from producer.jobs import Job
from producer.updates import look
from producer.updates.seen import seen_path
from producer.updates.version import order

KEY, OTHER = SigningKey(b"k" * 32), SigningKey(b"o" * 32)


@pytest.fixture
def server() -> Iterator[UpdateServer]:
    with UpdateServer(signed(release(), KEY)) as made:
        yield made


@pytest.fixture(autouse=True)
def decided(server: UpdateServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The organisation's policy: this server, this key."""
    file = policy(tmp_path / "policy.toml", server.address, KEY)
    monkeypatch.setenv("PRODUCER_POLICY", str(file))
    return file


def code_of(**arguments: object) -> str:
    with pytest.raises(ProducerError) as caught:
        look(**arguments)  # type: ignore[arg-type]
    said = str(caught.value)
    assert said.endswith(".") and said.count("\n") == 0
    return caught.value.code


# It is told


def test_a_newer_version_is_told_with_what_changed_and_where_it_is(server: UpdateServer) -> None:
    answer = look()
    assert (answer.here, answer.manifest.version, answer.newer) == (__version__, "9.0.0", True)
    assert answer.manifest.notes_in("nl") == tuple(NOTES["nl"])
    beside = server.address.replace("updates.json", "producer_9.0.0_amd64.deb")
    assert [file.address for file in answer.manifest.files_for("linux", "x86_64")] == [beside]
    assert answer.manifest.files_for("linux", "arm64") == answer.manifest.files_for("windows", "x86_64") == ()


@pytest.mark.parametrize("version", [__version__, "0.0.1"])
def test_what_is_not_newer_is_no_update(server: UpdateServer, version: str) -> None:
    server.body = signed(release(version), KEY)
    assert not look().newer


def test_nothing_is_sent_but_the_question(server: UpdateServer) -> None:
    look()
    ((path, headers),) = server.asked
    assert path == "/producer/updates.json"
    assert headers == {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "producer",
        "Host": server.address.split("/")[2],
        "Connection": "close",
    }
    assert __version__ not in json.dumps(headers)


def test_a_second_key_is_believed_while_one_takes_the_place_of_the_other(server: UpdateServer, tmp_path: Path) -> None:
    policy(tmp_path / "policy.toml", server.address, OTHER, KEY)
    assert look().newer
    server.body = signed(release("9.0.1"), OTHER, KEY)
    assert look().manifest.version == "9.0.1"


def test_fields_that_are_not_known_yet_are_passed_over(server: UpdateServer) -> None:
    server.body = signed(release(colour="blue"), KEY)
    assert look().newer


def test_a_redirect_that_stays_safe_is_followed(server: UpdateServer) -> None:
    server.answers = lambda handler: send(handler, b"", 302, Location="/moved")
    assert look().newer


# It is refused


def test_without_a_policy_it_says_whom_to_ask(decided: Path) -> None:
    decided.unlink()
    with pytest.raises(UpdateError) as caught:
        look()
    assert caught.value.code == "updates-no-policy"
    assert str(decided) in str(caught.value) and "IT department" in str(caught.value)


def test_an_address_of_ones_own_needs_the_organisations_key_all_the_same(server: UpdateServer, decided: Path) -> None:
    decided.write_text("")
    assert code_of(address=server.address) == "updates-no-key"
    policy(decided, "https://unused.invalid/", KEY)
    assert look(address=server.address).newer
    server.body = signed(release(), OTHER)
    assert code_of(address=server.address) == "updates-bad-signature"


@pytest.mark.parametrize("key", ["", "short", "AAAA", "not base64 at all!"])
def test_a_key_that_is_none_is_said(server: UpdateServer, decided: Path, key: str) -> None:
    decided.write_text(f'[updates]\naddress = "{server.address}"\nkey = "{key}"\n')
    assert code_of() in ("updates-bad-key", "updates-no-key")
    assert server.asked == []


UNREADABLE = ("[updates", "updates = 1", "[updates]\naddress = 1", "[updates]\nkey = [1]", "\xff\xfe")


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_policy_that_cannot_be_read_is_never_passed_over(decided: Path, text: str) -> None:
    decided.write_bytes(text.encode("latin-1"))
    assert code_of() == "policy-unreadable"


def test_another_signature_and_none_are_refused(server: UpdateServer) -> None:
    server.body = signed(release(), OTHER)
    assert code_of() == "updates-bad-signature"
    server.body = signed(release())
    assert code_of() == "updates-bad-signature"
    assert not seen_path().exists()


def test_each_changed_letter_of_what_is_signed_is_refused(server: UpdateServer) -> None:
    envelope = json.loads(server.body)
    text = envelope["manifest"]
    for at in range(0, len(text), 7):
        changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        server.body = json.dumps(envelope | {"manifest": changed}).encode()
        assert code_of() == "updates-bad-signature", at


def test_a_signature_made_for_something_else_does_not_count(server: UpdateServer) -> None:
    import base64

    text = json.dumps(release())
    bare = base64.b64encode(KEY.sign(text.encode()).signature).decode()
    envelope = {"schema": "producer-updates/1", "manifest": text, "signatures": [{"key": "", "signature": bare}]}
    server.body = json.dumps(envelope).encode()
    assert code_of() == "updates-bad-signature"


def test_the_list_of_another_program_is_refused(server: UpdateServer) -> None:
    server.body = signed(release(product="other"), KEY)
    assert code_of() == "updates-wrong-product"


def test_an_older_list_than_one_that_was_seen_is_refused(server: UpdateServer) -> None:
    assert look().newer
    server.body = signed(release("8.9.9"), KEY)
    assert code_of() == "updates-older"
    server.body = signed(release(date=(TODAY - timedelta(days=1)).isoformat()), KEY)
    assert code_of() == "updates-older"
    server.body = signed(release("9.0.1"), KEY)
    assert look().manifest.version == "9.0.1"
    assert json.loads(seen_path().read_text())["version"] == "9.0.1"


def test_a_memory_that_cannot_be_read_does_not_stand_in_the_way(server: UpdateServer) -> None:
    seen_path().parent.mkdir(parents=True, exist_ok=True)
    for damaged in ("", "[]", "{}", '{"version": "x", "date": 1}', "\0"):
        seen_path().write_text(damaged)
        assert look().newer


def test_a_list_that_somebody_held_back_grows_too_old(server: UpdateServer) -> None:
    last = TODAY + timedelta(days=30)
    assert look(today=last).newer
    assert code_of(today=last + timedelta(days=1)) == "updates-expired"


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "9"},
        {"version": "9.0.0rc1"},
        {"version": 9},
        {"version": None},
        {"schema": 2},
        {"date": "soon"},
        {"expires": None},
        {"notes": None},
        {"notes": {"en": "one line"}},
        {"notes": []},
        {"files": [1]},
        {"files": None},
        {"files": [{"name": "a"}]},
        {"date": 20261201},
    ],
    ids=str,
)
def test_a_list_that_makes_no_sense_is_refused(server: UpdateServer, changes: dict[str, object]) -> None:
    server.body = signed(release(**changes), KEY)
    assert code_of() == "updates-unclear"


@pytest.mark.parametrize("address", ["http://updates.example/a.deb", "javascript:alert(1)", "ftp://a.example/b", ""])
def test_a_file_at_a_place_that_is_not_safe_is_refused(server: UpdateServer, address: str) -> None:
    file = release()["files"][0] | {"address": address}
    server.body = signed(release(files=[file]), KEY)
    if address:
        assert code_of() == "updates-unclear"
    else:
        assert look().files[0].address == server.address


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"<html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"schema": "other"}',
        b'{"schema": "producer-updates/1", "manifest": 1, "signatures": []}',
    ],
    ids=len,
)
def test_what_is_no_list_is_refused(server: UpdateServer, body: bytes) -> None:
    server.body = body
    assert code_of() == "updates-unclear"


def test_a_body_without_end_is_cut_short(server: UpdateServer) -> None:
    sent = []

    def flood(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.closing.is_set():
            handler.wfile.write(b" " * 65536)
            sent.append(65536)

    server.answers = flood
    assert code_of() == "updates-too-large"
    assert sum(sent) < 64 << 20


@pytest.mark.parametrize(
    "to", ["http://updates.example/x", "https://127.0.0.1/x", "file:///etc/passwd", "ftp://127.0.0.1/x"]
)
def test_a_redirect_to_another_scheme_or_place_that_is_not_safe_is_refused(server: UpdateServer, to: str) -> None:
    server.answers = lambda handler: send(handler, b"", 302, Location=to)
    assert code_of() == "updates-redirected"


def test_redirects_in_a_ring_come_to_an_end(server: UpdateServer) -> None:
    server.answers = lambda handler: send(handler, b"", 302, Location=server.address)
    assert code_of() == "updates-redirected"
    assert len(server.asked) < 10


@pytest.mark.parametrize(
    "address",
    [
        "http://updates.example/u.json",
        "ftp://updates.example/u.json",
        "file:///etc/passwd",
        "updates.example/u.json",
        "https://",
        "http://127.0.0.1.example/u.json",
        "https://[::1",
    ],
)
def test_an_address_that_is_not_safe_is_not_asked(server: UpdateServer, decided: Path, address: str) -> None:
    policy(decided, address, KEY)
    assert code_of() == "updates-insecure-address"


@pytest.mark.parametrize("status", [404, 500, 403])
def test_a_place_that_has_no_list_is_said(server: UpdateServer, status: int) -> None:
    server.answers = lambda handler: send(handler, b"gone", status)
    assert code_of() == "updates-unreachable"


def test_offline_is_said_calmly(decided: Path) -> None:
    policy(decided, "https://updates.invalid/u.json", KEY)  # a name that never exists (RFC 2606)
    with pytest.raises(UpdateError) as caught:
        look()
    assert caught.value.code == "updates-unreachable"
    assert "Producer works as before" in str(caught.value)


def hang(server: UpdateServer) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: (server.closing.wait(20), None)[1]


def test_a_place_that_says_nothing_is_not_waited_for(server: UpdateServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("producer.updates.fetch.WAIT_S", 0.2)
    server.answers = hang(server)
    assert code_of() == "updates-unreachable"


def test_a_place_that_drips_is_not_waited_for(server: UpdateServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("producer.updates.fetch.WHOLE_S", 0.3)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.closing.wait(0.05):
            handler.wfile.write(b" ")

    server.answers = drip
    assert code_of() == "updates-unreachable"


def test_a_person_can_stop_it(server: UpdateServer) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        look(job)


# Over TLS


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    file = tmp_path / "own.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file), "-out", f"{file}.c"],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_text(file.read_text() + Path(f"{file}.c").read_text())
    return file


def test_a_certificate_counts(decided: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with UpdateServer(signed(release(), KEY), certificate=certificate) as server:
        policy(decided, server.address, KEY)
        assert code_of() == "updates-certificate"
        monkeypatch.setitem(os.environ, "SSL_CERT_FILE", f"{certificate}.c")
        assert look().newer
        server.answers = lambda handler: send(handler, b"", 302, Location=server.address.replace("https", "http"))
        assert code_of() == "updates-redirected"


def test_the_computers_own_certificates_are_found_by_a_program_built_elsewhere(
    decided: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = ssl.DefaultVerifyPaths(None, None, "SSL_CERT_FILE", "/none", "SSL_CERT_DIR", "/none")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    with UpdateServer(signed(release(), KEY), certificate=certificate) as server:
        policy(decided, server.address, KEY)
        monkeypatch.setattr("producer.updates.fetch.BUNDLES", ("/nowhere.crt",))
        assert code_of() == "updates-certificate"
        monkeypatch.setattr("producer.updates.fetch.BUNDLES", ("/nowhere.crt", f"{certificate}.c"))
        assert look().newer


# Which is newer


def test_versions_are_compared_by_their_numbers() -> None:
    ordered = ["0.0.9", "0.1.0.dev1", "0.1.0", "0.1.1", "0.2.0rc1", "0.2.0", "0.10.0", "1.0.0", "10.0.0"]
    assert sorted(ordered, key=order) == ordered
    assert order("unknown") < order("0.0.1")
