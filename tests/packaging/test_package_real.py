"""The real package, as ``make package`` left it: run by ``make package-test``. Nothing is built here but the second
freezing, which is compared with the first.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bundle import archive, elf, figures, places, sbom, tables, work

pytestmark = [pytest.mark.package, pytest.mark.timeout(1800)]
MADE = work.names()


@pytest.fixture(scope="module")
def inside() -> Path:
    folder = places.build_folder() / "frozen" / "producer" / "_internal"
    if not folder.is_dir() or not MADE["report"].is_file():
        pytest.skip("nothing is packed yet (make package)")
    return folder


@pytest.fixture(scope="module")
def report(inside: Path) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(MADE["report"].read_text("utf-8"))
    return known


def files(inside: Path) -> list[str]:
    found = [path for path in inside.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(path.relative_to(inside).as_posix() for path in found)


def test_every_file_has_a_licence(inside: Path) -> None:
    parts = json.loads((inside / "licences" / "parts.json").read_text("utf-8"))
    told = {name for part in parts for name in part["files"]}
    unknown = [name for name in files(inside) if name not in told and not name.startswith("licences/")]
    assert unknown == []
    for part in parts:
        assert part["licence"]
        assert part["licence"].startswith("LicenseRef-") or part["texts"]
        assert all((inside / "licences" / name).stat().st_size > 100 for name in part["texts"])


def test_nothing_that_the_table_leaves_out_is_there(inside: Path) -> None:
    back = {"cv2/data/haarcascade_frontalface_default.xml", "cv2/data/haarcascade_eye.xml", "cv2/data/__init__.py"}
    back |= {f"PySide6/Qt/translations/qtbase_{language}.qm" for language in ("nl", "en")}
    rows = tables.excluded_files()
    assert [name for name in files(inside) if name not in back and tables.is_excluded(name, rows)] == []


def test_no_module_that_the_table_leaves_out_is_in_the_archive(inside: Path) -> None:
    listed = (places.build_folder() / "frozen" / "work" / "producer" / "PYZ-00.toc").read_text("utf-8")
    modules = set(re.findall(r"^ *\(?\[?\('([^']+)',", listed, re.MULTILINE))
    assert {"ui.main_window", "producer.cli.caption", "faster_whisper.transcribe"} <= modules
    out = [name for name in tables.excluded_modules() if any(m == name or m.startswith(f"{name}.") for m in modules)]
    assert out == []
    assert not [name for name in modules if name.partition(".")[0] in ("distributed", "dask")]


def test_of_qt_exactly_that_stays_which_the_table_justifies(inside: Path) -> None:
    told = {name for row in tables.table("Qt that stays (Linux)") for name in row.names}
    qt = inside / "PySide6" / "Qt"
    here = {path.relative_to(qt).as_posix().removeprefix("lib/") for path in qt.rglob("*") if path.is_file()}
    assert here == told


def test_every_library_is_found_and_the_rest_is_named(inside: Path) -> None:
    system = tables.system_libraries()
    assert elf.not_found(inside, set(system)) == {}
    assert set(elf.from_outside(inside)) <= set(system)


def test_the_figures_are_within_what_was_promised(report: dict[str, Any]) -> None:
    assert report["broken_promises"] == []
    assert report["sizes"]["download_mb"] <= figures.DOWNLOAD_MB
    assert report["sizes"]["unpacked_mb"] <= figures.DISK_MB
    assert report["start"]["ratio"] <= figures.START_RATIO
    assert MADE["deb"].stat().st_size == pytest.approx(report["sizes"]["download_mb"] * 1e6, abs=1e5)


def test_it_was_tried_by_a_person_in_a_clean_room(report: dict[str, Any]) -> None:
    tried = report["smoke"]
    if "not_done" in tried:
        pytest.skip(tried["not_done"])
    seen = tried[MADE["deb"].name]
    assert {"doctor", "models", "demo", "network_camera", "window", "batch", "removed"} <= set(seen)
    assert " " in seen["home"] and "ü" in seen["home"]
    assert [name for name in seen["window"]["clips"] if name.endswith(".mp4")]
    assert seen["written_outside_home"] == [] and seen["forbidden_programs_in_the_room"] == []


def test_the_sums_are_right() -> None:
    for line in MADE["sums"].read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert sbom.sha256(MADE["sums"].parent / name) == digest


def test_the_list_of_parts_is_valid_and_true(inside: Path) -> None:
    text = MADE["sbom"].read_text("utf-8")
    python = places.build_folder() / "package-venv" / "bin" / "python"
    code = "import sys; from bundle.sbom import faults; sys.exit(faults(sys.stdin.read()) or 0)"
    env = {**os.environ, "PYTHONPATH": str(places.ROOT / "packaging")}
    done = subprocess.run([python, "-c", code], input=text, capture_output=True, text=True, env=env, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    described = json.loads(text)
    everything = [*described["components"], *described["metadata"]["component"]["components"]]
    hashes = {
        inner["name"]: inner["hashes"][0]["content"]
        for one in everything
        for inner in one.get("components", ())
        if inner["type"] == "file"
    }
    assert len(hashes) > 150
    assert all(sbom.sha256(inside / name) == digest for name, digest in hashes.items())


def test_the_portable_archive_runs_from_anywhere(inside: Path, tmp_path: Path) -> None:
    if not MADE["archive"].is_file():
        pytest.skip("no portable archive is packed (make package)")
    folder = archive.unpack(MADE["archive"], tmp_path / "draag baar ü")
    moved = Path(shutil.move(folder, tmp_path / "elders"))
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    said = subprocess.run([moved / "producer", "--version"], capture_output=True, text=True, env=env, check=True)
    assert said.stdout.strip() == f"producer {places.version()}"
    said = subprocess.run([moved / "producer", "doctor", "--json"], capture_output=True, text=True, env=env, check=True)
    checks = {one["name"]: one for one in json.loads(said.stdout)["checks"]}
    assert checks["Voice detector"]["ok"] and checks["Video engine"]["ok"]
    if (inside / "models" / "yunet").is_dir():
        assert str(moved) in checks["Face model"]["found"]


def test_programs_that_it_starts_do_not_get_its_libraries(inside: Path, tmp_path: Path) -> None:
    """A stand-in for ffmpeg writes down what it was given."""
    told = tmp_path / "told"
    stand_in = tmp_path / "ffmpeg"
    stand_in.write_text(f'#!/bin/sh\nenv >"{told}"\n')
    stand_in.chmod(0o755)
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PRODUCER_FFMPEG": str(stand_in), "LANG": "C.UTF-8"}
    subprocess.run([inside.parent / "producer", "doctor"], capture_output=True, env=env, check=False)
    names = {line.partition("=")[0] for line in told.read_text("utf-8").splitlines()}
    assert names.isdisjoint({"LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH"})


def tree_sums(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest() + oct(path.stat().st_mode)
    return found


def test_frozen_again_in_another_folder_it_has_the_same_bytes(
    inside: Path, report: dict[str, Any], tmp_path: Path
) -> None:
    note = json.loads((inside.parent.parent / "note.json").read_text("utf-8"))
    env = {
        **os.environ,
        "PRODUCER_BUILD": str(tmp_path / "another place"),
        "SOURCE_DATE_EPOCH": str(report["source_date"]),
        "PYTHONPATH": str(places.ROOT / "packaging"),
    }
    python = places.build_folder() / "package-venv" / "bin" / "python"
    asked = [python, "-c", "from bundle.freeze import inputs; print(inputs())"]
    if subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout.strip() != note["inputs"]:
        pytest.skip("the sources have changed since (make package)")
    code = "from bundle.freeze import freeze; print(freeze()[0])"
    done = subprocess.run([python, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert tree_sums(Path(done.stdout.strip())) == tree_sums(inside.parent)
