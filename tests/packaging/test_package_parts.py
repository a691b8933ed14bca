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


def texts_told(references: list[str]) -> set[str]:
    """The licences whose whole text these bring: one a file, or several below a heading each."""
    found: set[str] = set()
    for one in references:
        for path in parts.text(one):
            headings = re.findall(r"^==== (.+?) ====$", path.read_text("utf-8"), re.MULTILINE)
            found |= {name for line in headings for name in re.findall(r"[\w.-]*[A-Z\d][\w.-]*", line)} or {path.stem}
    if "of:pillow" in references:
        told = parts.text("of:pillow")[0].read_text("utf-8")
        wanted = {"FTL": "The FreeType Project LICENSE", "IJG": "Independent JPEG Group", "libpng-2.0": "PNG Reference"}
        found |= {name for name, words in wanted.items() if words in told}
    return found | ({"BSD-3-Clause-Clear"} if "BSD-3-Clause" in found else set())


def named_in(expression: str) -> list[list[str]]:
    """Each licence of an expression that must be there, as the ones of which one is enough."""
    plain = re.sub(r"-(only|or-later)\b", "", expression)
    return [half.strip("() ").split(" OR ") for half in plain.split(" AND ")]


def linked_rows() -> list[tuple[str, str, list[str]]]:
    told = parts.told()
    (program,) = (row for row in told["native"] if row["name"] == "FFmpeg (program)")
    rows = [(name, said, program["texts"]) for name, said in told["ffmpeg"].items()]
    for row in (*told["native"], told["python"]["pyside6-essentials"]):
        rows += [(name, said, row["texts"]) for name, said in row.get("inside", {}).items()]
    return rows


@pytest.mark.parametrize(("name", "said", "texts"), linked_rows(), ids=[row[0] for row in linked_rows()])
def test_what_is_linked_into_a_file_has_the_text_of_its_licence(name: str, said: str, texts: list[str]) -> None:
    told = texts_told(texts)
    for one_of in named_in(said):
        ours = {"ISSL" if licence == "LicenseRef-ISSL" else licence for licence in one_of}
        assert ours & told, f"{name}: no text of {' or '.join(sorted(ours))}"


def test_a_native_library_says_its_version_in_its_bytes_or_its_name(tmp_path: Path) -> None:
    rows = {row["name"]: row.get("version", "") for row in parts.told()["native"]}
    for name, file, data, version in [
        ("x265", "libx265-0.so.216", b"\x002.1\x00..\x004.2+1-e444744\x00", "4.2+1-e444744"),
        ("Opus", "libopus-0.so.0.11.1", b"..libopus 1.6.1\x00", "1.6.1"),
        ("SVT-AV1", "libSvtAv1Enc-9393c086.so.4.1.0", b"", "4.1.0"),
        ("libdrm", "libdrm-0.so", b"libdrm.so.2.4.0-2.4.115-2.el8.x86_64.debug", "2.4.115"),
        ("FFmpeg (program)", "ffmpeg-linux-x86_64-v9.0.2", b"", "9.0.2"),
        ("FFmpeg (program)", "ffmpeg-win-x86_64-v9.0.2.exe", b"", "9.0.2"),
        ("Opus", "libopus.so", b"nothing", ""),
    ]:
        path = tmp_path / file
        path.write_bytes(data)
        assert parts.version_in(path, rows[name]) == version, name


def test_the_libraries_that_rust_links_in_are_named_with_their_licences() -> None:
    crates = parts.python_part("tokenizers").inside
    assert crates["aho-corasick 1.1.5"] == "Unlicense OR MIT"
    assert all(re.fullmatch(r"[A-Za-z0-9.() +-]+", licence) for licence in crates.values())


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
        {"Y 3": "ISC"},
    )
    licences.write([own, other], inside / "licences")
    return tmp_path / "producer"


def test_the_list_of_parts(program: Path) -> None:
    made = sbom.make_sbom(program, 1_700_000_000)
    assert made["metadata"]["component"]["components"][0]["name"] == "Producer"
    (other,) = made["components"]
    assert other["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    assert [inner["name"] for inner in other["components"]] == ["libx.so", "Y 3"]  # nothing that was trimmed away
    assert other["components"][1]["licenses"] == [{"license": {"id": "ISC"}}]
    assert other["components"][0]["hashes"][0]["content"] == sbom.sha256(program / "_internal" / "libx.so")
    assert made["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert sbom.make_sbom(program, 1_700_000_000) == made
    (program / "_internal" / "libx.so").write_bytes(b"natiVe")
    assert sbom.make_sbom(program, 1_700_000_000)["serialNumber"] != made["serialNumber"]


def test_a_person_is_promised_the_source(program: Path) -> None:
    page = (program / "_internal" / "licences" / "README.txt").read_text("utf-8")
    assert "the complete\nsource of Producer and of every part under the GNU GPL or LGPL" in page


def test_a_person_finds_every_part_and_its_text(program: Path) -> None:
    place = program / "_internal" / "licences"
    page = (place / "README.txt").read_text("utf-8")
    for part in json.loads((place / "parts.json").read_text("utf-8")):
        assert part["name"] in page and part["licence"] in page
        assert all(f"{name} ({licence})" in page for name, licence in part["inside"].items())
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
