"""What the installed program leaves out: one table, obeyed by the spec, with a reason for each."""

from __future__ import annotations

import runpy
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from bundle import gather, licences, tables

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "packaging" / "producer.spec"
HEADINGS = (
    "Python modules left out", "Files left out", "Qt that stays (Linux)", "Debug information taken out (Linux)",
    "Taken from the system (Linux)",
)  # fmt: skip


class Told:
    """Stands for PyInstaller: remembers what the spec asks of it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __call__(self, name: str, **gives: Any) -> Any:
        def call(*words: Any, **more: Any) -> Any:
            self.calls.append((name, words, more))
            return types.SimpleNamespace(**gives)

        return call

    def of(self, name: str) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
        return [(words, more) for called, words, more in self.calls if called == name]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Told:
    """The spec, run as PyInstaller runs it, but for the work itself."""
    hooks = types.ModuleType("PyInstaller.utils.hooks")
    hooks.collect_submodules = lambda name: [f"{name}.all"]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "PyInstaller", types.ModuleType("PyInstaller"))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils", types.ModuleType("PyInstaller.utils"))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(licences, "entries", lambda analysis, folder: [("licences/README.txt", "x", "DATA")])
    monkeypatch.delenv("SPEECH_MODEL", raising=False)
    told = Told()
    found = [
        ("libQt6Quick.so.6", "/x", "BINARY"), ("libX11.so.6", "/x", "BINARY"), ("av/x.so", "/x", "EXTENSION"),
        ("cv2/data/haarcascade_smile.xml", "/x", "DATA"),
    ]  # fmt: skip
    scripts = [
        ("frozen_start", "/y", "PYSOURCE"),
        ("pyi_rth_pyside6", "/y", "PYSOURCE"),
        ("__main__", "/y", "PYSOURCE"),
    ]
    names = {
        "SPECPATH": str(SPEC.parent), "workpath": str(tmp_path),
        "Analysis": told("Analysis", pure=[], binaries=found[:3], datas=found[3:], scripts=scripts),
        "PYZ": told("PYZ"), "EXE": told("EXE"), "COLLECT": told("COLLECT"), "BUNDLE": told("BUNDLE"),
    }  # fmt: skip
    runpy.run_path(str(SPEC), init_globals=names)
    return told


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_row_names_something_and_why(heading: str) -> None:
    rows = tables.table(heading)
    assert rows
    assert [row for row in rows if not row.names or len(row.why) < 3] == []
    names = [name for row in rows for name in row.names]
    assert len(names) == len(set(names))


def test_the_spec_leaves_out_what_the_table_says(told: Told) -> None:
    (_, asked) = told.of("Analysis")[0]
    assert asked["excludes"] == tables.excluded_modules()
    assert {"PySide6.QtQml", "distributed", "tkinter", "hf_xet"} <= set(asked["excludes"])


def test_one_folder_with_two_programs_on_the_same_code(told: Told) -> None:
    programs = {more["name"]: more for _, more in told.of("EXE")}
    assert {name: more["console"] for name, more in programs.items()} == {"producer": True, "producer-window": False}
    assert all(more["exclude_binaries"] for more in programs.values())
    assert len(told.of("Analysis")) == len(told.of("PYZ")) == len(told.of("COLLECT")) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system's libraries are a matter of Linux")
def test_files_of_the_table_are_thrown_out(told: Told) -> None:
    (_, _, binaries, datas), _ = told.of("COLLECT")[0]
    assert [place for place, _, _ in binaries] == ["av/x.so"]
    kept = [place for place, _, _ in datas]
    assert "cv2/data/haarcascade_smile.xml" not in kept
    assert {f"cv2/data/{name}" for name in gather.CASCADES} <= set(kept)
    assert "licences/README.txt" in kept


def test_our_start_hook_comes_right_before_the_program() -> None:
    names = ("frozen_start", "pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_other", "__main__")
    scripts, later = gather.start_scripts([(name, f"/{name}.py", "PYSOURCE") for name in names])
    assert [name for name, _, _ in scripts] == ["pyi_rth_other", "frozen_start", "__main__"]
    assert later == [("pyi_rth_multiprocessing", "/pyi_rth_multiprocessing.py", "PYMODULE")]


def test_what_goes_in_beside_the_code(told: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (_, asked) = told.of("Analysis")[0]
    inside = {f"{place}/{Path(source).name}" for source, place in asked["datas"]}
    for name in (
        "assets/translations/producer_nl.qm", "assets/fonts/Inter-Regular.otf", "assets/caption_rules.toml",
        "assets/teaching.toml", "assets/sample/presenter.mp4", "assets/icons/producer.svg",
    ):  # fmt: skip
        assert name in inside
    assert any(name.startswith("faster_whisper/assets/silero_vad") for name in inside)
    assert not [name for name in inside if name.endswith((".ts", ".py"))]
    face, speech = tmp_path / "face_detection_yunet_2023mar.onnx", tmp_path / "faster-whisper-small"
    face.touch()
    speech.mkdir()
    (speech / "model.bin").touch()
    monkeypatch.setenv("FACE_MODEL", str(face))
    monkeypatch.setenv("SPEECH_MODEL", str(speech))
    assert gather.files_of_models() == [(str(face), "models/yunet"), (str(speech / "model.bin"), "models/small")]


def test_every_module_that_the_program_imports_of_qt_stays() -> None:
    used = {
        line.split()[1]
        for path in (ROOT / "ui").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.strip().startswith("from PySide6.")
    }
    assert used
    assert used.isdisjoint(tables.excluded_modules())
