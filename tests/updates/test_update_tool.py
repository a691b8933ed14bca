"""The list is made and signed by the tool, and believed by the program; the key is never where others can read it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from fakes.signed_release import run_tool
from fakes.update_server import UpdateServer

from producer import __version__
from producer.updates import look

NOTES = {"en": ["Captions can be translated."], "nl": ["Ondertiteling kan vertaald worden."]}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    for name in ("producer_9_amd64.deb", "producer-9-linux-x86_64.tar.xz", "producer-9.exe", "producer-9-arm64.dmg",
                 "producer-9.cdx.json", "producer_9_amd64.deb.asc", "SHA256SUMS"):
        (folder / name).write_text(name)
    (tmp_path / "notes.json").write_text(json.dumps(NOTES))
    return folder


@pytest.fixture
def key(tmp_path: Path) -> tuple[str, str]:
    """A new key: where the secret one is, and the public one."""
    made = run_tool("new-update-key", tmp_path / "update.key")
    assert made.returncode == 0, made.stderr
    return str(tmp_path / "update.key"), made.stdout.strip()


def make(dist: Path, key: str, *more: str) -> Path:
    out = dist.parent / "updates.json"
    words = ["manifest", dist, "--notes", dist.parent / "notes.json", "--out", out, *more]
    done = run_tool(*words, PRODUCER_UPDATE_KEY=key)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize("as_path", [True, False])
def test_what_the_tool_signs_the_program_believes(
    dist: Path, key: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_path: bool
) -> None:
    secret = key[0] if as_path else Path(key[0]).read_text().strip()
    body = make(dist, secret, "--days", "3650").read_bytes()
    with UpdateServer(body) as server:
        (tmp_path / "policy.toml").write_text(f'[updates]\naddress = "{server.address}"\nkey = "{key[1]}"\n')
        monkeypatch.setenv("PRODUCER_POLICY", str(tmp_path / "policy.toml"))
        found = look().manifest
        base = server.address.rpartition("/")[0]
    days = (found.date.isoformat(), found.expires.isoformat())
    assert (found.version, *days) == (__version__, "2026-09-21", "2036-09-18")
    assert {language: list(lines) for language, lines in found.notes.items()} == NOTES
    assert [(file.name, file.system, file.machine, file.address) for file in found.files] == [
        ("producer-9-arm64.dmg", "macos", "arm64", f"{base}/producer-9-arm64.dmg"),
        ("producer-9-linux-x86_64.tar.xz", "linux", "x86_64", f"{base}/producer-9-linux-x86_64.tar.xz"),
        ("producer-9.exe", "windows", "x86_64", f"{base}/producer-9.exe"),
        ("producer_9_amd64.deb", "linux", "x86_64", f"{base}/producer_9_amd64.deb"),
    ]
    assert all(file.size == len(file.name) for file in found.files)


def test_the_same_input_gives_the_same_list(dist: Path, key: tuple[str, str]) -> None:
    first = make(dist, key[0]).read_bytes()
    assert make(dist, key[0]).read_bytes() == first


def test_two_keys_sign_while_one_takes_the_place_of_the_other(dist: Path, key: tuple[str, str], tmp_path: Path) -> None:
    run_tool("new-update-key", tmp_path / "next.key")
    signatures = json.loads(make(dist, f"{key[0]} {tmp_path / 'next.key'}").read_text())["signatures"]
    assert len({one["key"] for one in signatures}) == 2


def test_the_secret_key_is_for_one_person_and_never_written_over(key: tuple[str, str]) -> None:
    file = Path(key[0])
    before = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = run_tool("new-update-key", file)
    assert (again.returncode, file.read_text()) == (1, before)


@pytest.mark.parametrize(("notes", "says"), [
    ("{", "must hold the notes"),
    ('{"en": ["a"]}', "must hold the notes"),
    ('{"en": ["a"], "nl": []}', "in each language"),
])  # fmt: skip
def test_notes_in_one_language_are_not_enough(dist: Path, key: tuple[str, str], notes: str, says: str) -> None:
    (dist.parent / "notes.json").write_text(notes)
    words = ["manifest", dist, "--notes", dist.parent / "notes.json", "--out", dist.parent / "updates.json"]
    done = run_tool(*words, PRODUCER_UPDATE_KEY=key[0])
    assert done.returncode == 1
    assert says in done.stderr
    assert not (dist.parent / "updates.json").exists()


@pytest.mark.parametrize("secret", ["", "nonsense", "QUJD"])
def test_without_a_key_it_says_so(dist: Path, secret: str) -> None:
    words = ["manifest", dist, "--notes", dist.parent / "notes.json", "--out", dist.parent / "updates.json"]
    done = run_tool(*words, PRODUCER_UPDATE_KEY=secret)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "PRODUCER_UPDATE_KEY" in done.stderr


def test_it_does_not_write_among_what_is_signed_already(dist: Path, key: tuple[str, str]) -> None:
    words = ["manifest", dist, "--notes", dist.parent / "notes.json", "--out", dist / "updates.json"]
    assert run_tool(*words, PRODUCER_UPDATE_KEY=key[0]).returncode == 1
    assert not (dist / "updates.json").exists()
