"""Each file of the installed program has a licence, and the list of parts says so to programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bundle import licences, parts, sbom

ROOT = Path(__file__).resolve().parents[2]


def locked() -> list[str]:
    text = (ROOT / "requirements" / "runtime.txt").read_text("utf-8")
    return re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)


def installed(name: str) -> bool:
    try:
        parts.distribution(name)
    except parts.importlib.metadata.PackageNotFoundError:
        return False
    return True


@pytest.mark.parametrize("name", [name for name in locked() if installed(name)])
def test_every_locked_package_has_a_licence_and_its_text(name: str) -> None:
    part = parts.python_part(name)
    assert re.fullmatch(r"[A-Za-z0-9.+() -]+", part.licence)
    assert max(path.stat().st_size for path in part.texts) > 200


def test_a_file_that_belongs_to_nobody_stops_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so"
    stray.write_bytes(b"?")
    with pytest.raises(parts.UnknownPart, match=r"libstray\.so"):
        parts.Assigner().give("libstray.so", stray)


def test_texts_that_are_named_exist() -> None:
    told = parts.told()
    named = [reference for row in told["native"] for reference in row["texts"]]
    named += [reference for row in told["python"].values() for reference in row.get("texts", ())]
    missing = [
        one for one in named if not one.startswith("of:") and not all(path.is_file() for path in parts.text(one))
    ]
    assert missing == []


def test_native_rows_with_short_licences_keep_a_copyright_line_or_a_fuller_text() -> None:
    bare = [row["name"] for row in parts.told()["native"] if row["texts"] == ["std:short"] and not row.get("note")]
    assert bare == ["libdrm"]  # its copyright lines are one for each of its files


def test_ffmpeg_tells_its_libraries_and_each_has_a_licence() -> None:
    import imageio_ffmpeg

    said = licences.configuration(Path(imageio_ffmpeg.get_ffmpeg_exe()))
    names = licences.linked_in(said)
    assert {"libass", "libx264"} <= set(names)
    assert [name for name in names if name not in parts.told()["ffmpeg"]] == []


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A frozen folder with two parts."""
    inside = tmp_path / "producer" / "_internal"
    (inside / "assets").mkdir(parents=True)
    (inside / "assets" / "one.toml").write_text("a = 1\n")
    (inside / "libx.so").write_bytes(b"native")
    own = parts.Part(
        "Producer", "1.0", "GPL-3.0-or-later", kind="own", texts=[ROOT / "LICENSE"], files=["assets/one.toml"]
    )
    other = parts.Part(
        "X",
        "2",
        "MIT OR Apache-2.0",
        "https://example.org",
        "a note",
        "native",
        [ROOT / "LICENSE"],
        ["libx.so", "gone.so"],
    )
    licences.write([own, other], inside / "licences")
    return tmp_path / "producer"


def test_the_list_of_parts(program: Path) -> None:
    made = sbom.make_sbom(program, 1_700_000_000)
    assert made["metadata"]["component"]["components"][0]["name"] == "Producer"
    (other,) = made["components"]
    assert other["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    assert [inner["name"] for inner in other["components"]] == ["libx.so"]  # what was trimmed away is not in it
    assert other["components"][0]["hashes"][0]["content"] == sbom.sha256(program / "_internal" / "libx.so")
    assert made["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert sbom.make_sbom(program, 1_700_000_000) == made
    (program / "_internal" / "libx.so").write_bytes(b"natiVe")
    assert sbom.make_sbom(program, 1_700_000_000)["serialNumber"] != made["serialNumber"]


def test_a_person_finds_every_part_and_its_text(program: Path) -> None:
    place = program / "_internal" / "licences"
    page = (place / "README.txt").read_text("utf-8")
    for part in json.loads((place / "parts.json").read_text("utf-8")):
        assert part["name"] in page and part["licence"] in page
        assert part["texts"] and all((place / name).is_file() for name in part["texts"])


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("MIT", [{"license": {"id": "MIT"}}]),
        ("LicenseRef-X", [{"expression": "LicenseRef-X"}]),
        ("MIT AND ISC", [{"expression": "MIT AND ISC"}]),
    ],
)
def test_how_a_licence_is_written(said: str, given: list[dict[str, object]]) -> None:
    assert sbom.licences(said) == given
