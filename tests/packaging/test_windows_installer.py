"""The installer's script, what is built into the programs, and the compiler's words; the compiler itself is in
test_windows_compiled.py.
"""

from __future__ import annotations

import re
import shutil
import struct
import sys
import tarfile
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path, PureWindowsPath

import producer_icons
import pytest
import setuptools
from fakes import inno
from PIL import Image
from producer_windows import commands, installer, product, resources
from producer_windows import inno as compiler

import producer

LAUNCHERS = Path(setuptools.__file__).parent
LANGUAGES = ("en", "nl")


@pytest.fixture(scope="module")
def script() -> inno.Script:
    return inno.read(product.SCRIPT)


@pytest.fixture(scope="module")
def setup(script: inno.Script) -> dict[str, str]:
    return script.directives["Setup"]


# ---------------------------------------------------------------- the script


def test_for_one_person_by_default_and_for_everybody_when_asked(setup: dict[str, str]) -> None:
    assert setup["PrivilegesRequired"] == "lowest"
    assert set(setup["PrivilegesRequiredOverridesAllowed"].split()) == {"dialog", "commandline"}
    assert setup["DefaultDirName"] == r"{autopf}\Producer"


def test_an_upgrade_finds_the_one_before_it(setup: dict[str, str]) -> None:
    assert setup["AppId"].startswith("{{")
    assert str(uuid.UUID(setup["AppId"][2:-1])) == "bf4b0415-b508-4963-81c9-a8c6b61d196e", "never changes"
    assert {setup[f"UsePrevious{name}"] for name in ("AppDir", "Privileges", "Tasks")} == {"yes"}


def test_a_running_producer_is_asked_and_never_forced(setup: dict[str, str]) -> None:
    assert setup["CloseApplications"] == "yes"
    assert setup["RestartApplications"] == "no"
    assert setup["AlwaysRestart"] == "no"


def test_everything_that_differs_between_builds_is_given_from_outside(script: inno.Script) -> None:
    given = {"Version", "VersionNumbers", "SourceDir", "OutputDir", "IconFile", "WindowExe", "ConsoleExe"}
    assert script.needed == given
    used = set(re.findall(r"\{#(\w+)\}", product.SCRIPT.read_text("utf-8")))
    assert used == given
    words = installer.command(Path("ISCC"), "1.2.3", Path("s"), Path("i"), Path("o"))
    assert {word[2:].partition("=")[0] for word in words if word.startswith("/D")} == given


def test_no_version_and_no_place_is_written_in_the_script() -> None:
    text = product.SCRIPT.read_text("utf-8")
    assert producer.__version__ not in text
    assert not re.search(r"[A-Z]:\\", text)
    assert not re.search(r"\{(pf|pf32|pf64|commonpf\w*|win|sys|sd|userdesktop|commonprograms)\}", text)


def test_the_signed_installer_signs_the_uninstaller_too(script: inno.Script) -> None:
    assert script.conditional["Sign"] == {"SignTool": "producer", "SignedUninstaller": "yes"}
    assert "SignTool" not in script.directives["Setup"]


def test_both_languages_say_everything(script: inno.Script) -> None:
    assert [entry["Name"] for entry in script.entries["Languages"]] == list(LANGUAGES)
    for section in ("Messages", "CustomMessages"):
        said: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        for name in script.directives[section]:
            language, _, key = name.partition(".")
            said[language].add(key)
        assert said["en"] == said["nl"] != set()
    used = set(re.findall(r"\{cm:(\w+)", product.SCRIPT.read_text("utf-8")))
    assert used == {name.removeprefix("en.") for name in script.directives["CustomMessages"] if name[:3] == "en."}


def test_each_language_keeps_the_programs_name_in_the_question_before_removal(script: inno.Script) -> None:
    for language in LANGUAGES:
        assert "%1" in script.directives["Messages"][f"{language}.ConfirmUninstall"]


def test_every_source_is_in_the_frozen_folder_or_made(script: inno.Script) -> None:
    assert [entry["Source"] for entry in script.entries["Files"]] == [
        r"{#SourceDir}\{#WindowExe}",
        r"{#SourceDir}\{#ConsoleExe}",
        r"{#SourceDir}\*",
    ]
    assert all(entry["DestDir"].startswith("{app}") for entry in script.entries["Files"])
    rest = script.entries["Files"][-1]
    assert {"recursesubdirs", "createallsubdirs"} <= set(rest["Flags"].split())
    assert set(rest["Excludes"].split(",")) == {r"\{#WindowExe}", r"\{#ConsoleExe}"}


def test_the_two_programs_are_those_of_the_spec() -> None:
    spec = product.ROOT / "packaging" / "producer.spec"
    if not spec.is_file():
        pytest.skip("packaging/producer.spec is not here yet")
    text = spec.read_text("utf-8")
    for name in (product.WINDOW_EXE, product.CONSOLE_EXE):
        assert f'"{Path(name).stem}"' in text


def test_the_spec_is_one_for_three_systems() -> None:
    spec = product.ROOT / "packaging" / "producer.spec"
    if not spec.is_file():
        pytest.skip("packaging/producer.spec is not here yet")
    assert [path.name for path in (product.ROOT / "packaging").rglob("*.spec")] == ["producer.spec"]
    text = spec.read_text("utf-8")
    for word in ("darwin", "BUNDLE(", "COLLECT(", "console=True", "console=False", "windows.", "mac."):
        assert word in text, word


def test_what_the_spec_builds_into_programs_for_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The spec's own helpers, as they answer on Windows: the icon, the manifest and the version are these."""
    monkeypatch.syspath_prepend(str(product.ROOT / "packaging"))
    windows = pytest.importorskip("bundle.windows", reason="packaging/bundle is not here yet")
    assert (windows.icon(tmp_path), windows.version_file(tmp_path, "producer"), windows.manifest()) == (None,) * 3
    drawn = producer_icons.ico(producer_icons.DRAWING.read_bytes())  # Qt is loaded while this is still what it is
    monkeypatch.setattr(sys, "platform", "win32")
    found = windows.icon(tmp_path), windows.version_file(tmp_path, "producer"), windows.manifest()
    monkeypatch.undo()
    icon, version_file, manifest = map(Path, found)
    assert icon.read_bytes() == drawn
    assert version_file.read_text("utf-8") == resources.version_info(producer.__version__, "producer.exe")
    assert manifest == product.MANIFEST
    spec = (product.ROOT / "packaging" / "producer.spec").read_text("utf-8")
    for word in ("icon=windows.icon(", "version=windows.version_file(", "manifest=windows.manifest()"):
        assert word in spec


def test_removing_leaves_what_people_made(script: inno.Script) -> None:
    """Only what was installed goes: nothing else is ever deleted, and never outside the program's own folder."""
    assert "UninstallDelete" not in script.entries
    assert [entry["Name"] for entry in script.entries["InstallDelete"]] == [r"{app}\_internal"]


def test_nothing_starts_by_itself(script: inno.Script) -> None:
    text = product.SCRIPT.read_text("utf-8").lower()
    assert "currentversion\\run" not in text
    assert "startup}" not in text
    (run,) = script.entries["Run"]
    assert {"postinstall", "skipifsilent", "unchecked"} <= set(run["Flags"].split())


def test_file_types_are_offered_and_not_taken(script: inno.Script) -> None:
    for entry in script.entries["Registry"]:
        assert entry["Root"] == "HKA"
        key = PureWindowsPath(entry["Subkey"])
        if key.parts[-1] == "OpenWithProgids":
            assert set(entry["Flags"].split()) == {"uninsdeletevalue", "uninsdeletekeyifempty"}
            assert entry["ValueName"] == "Producer.Video"
        assert not re.fullmatch(r"Software\\Classes\\\.\w+", entry["Subkey"]), "a type's own handler"
    (command,) = [e["ValueData"] for e in script.entries["Registry"] if e["Subkey"].endswith("command")]
    assert command == r'"{app}\{#WindowExe}" "%1"'


def test_the_reader_is_strict(tmp_path: Path) -> None:
    broken = ["[Setp]\n", "[Setup]\nAppName\n", '[Files]\nSource "x"\n', "AppName=x\n", "#ifdef A\n"]
    for text in [*broken, "[Setup]\nA=1\nA=2\n"]:
        path = tmp_path / "broken.iss"
        path.write_text(text)
        with pytest.raises(ValueError, match="broken"):
            inno.read(path)


# ---------------------------------------------------------------- the compiler's words


def test_the_installers_name_is_the_one_that_the_script_composes(setup: dict[str, str]) -> None:
    assert setup["OutputBaseFilename"].replace("{#Version}", "1.2.3") + ".exe" == product.setup_name("1.2.3")


def test_a_signed_build_hands_the_sign_tool_over() -> None:
    words = installer.command(Path("ISCC"), "1.2.3", Path("s"), Path("i"), Path("o"), installer.sign_tool())
    (tool,) = [word for word in words if word.startswith("/Sproducer=")]
    assert "/DSign" in words
    assert tool.endswith("-Path $f")
    assert f"$q{product.HERE / 'sign.ps1'}$q" in tool
    assert (product.HERE / "sign.ps1").is_file()


def test_an_installer_that_must_be_signed_takes_no_bare_program(tmp_path: Path) -> None:
    for name in (product.WINDOW_EXE, product.CONSOLE_EXE):
        shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path / name)
    installer.check_source(tmp_path, signed=False)
    with pytest.raises(installer.InstallerError, match="2 programs are not signed"):
        installer.check_source(tmp_path, signed=True)


def test_a_folder_without_its_programs_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["installer", "--source", str(tmp_path)]) == 1
    assert product.WINDOW_EXE in capsys.readouterr().err


def test_without_the_compiler_the_build_fails_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (product.WINDOW_EXE, product.CONSOLE_EXE):
        shutil.copy(LAUNCHERS / "cli-64.exe", tmp_path / name)
    monkeypatch.setenv("PRODUCER_ISCC", str(tmp_path / "ISCC.exe"))
    assert commands.main(["installer", "--source", str(tmp_path), "--out", str(tmp_path / "dist")]) == 1
    assert "Inno Setup 6 is not here" in capsys.readouterr().err


def test_a_compiler_that_fails_leaves_no_installer_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "frozen"
    source.mkdir()
    for name in (product.WINDOW_EXE, product.CONSOLE_EXE):
        shutil.copy(LAUNCHERS / "cli-64.exe", source / name)
    compiler = tmp_path / "ISCC"
    compiler.write_text("#!/bin/sh\necho 'Error on line 7'\nexit 2\n")
    compiler.chmod(0o755)
    monkeypatch.setenv("PRODUCER_ISCC", str(compiler))
    old = tmp_path / product.setup_name("9.9")
    old.write_bytes(b"old")
    with pytest.raises(installer.InstallerError, match="Error on line 7"):
        installer.compile_installer("9.9", source, tmp_path / "i.ico", tmp_path, signed=False)
    assert not old.exists()


def test_a_compiler_that_is_not_the_known_one_is_not_taken(tmp_path: Path) -> None:
    packed = tmp_path / "innosetup.tgz"
    with tarfile.open(packed, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("package/bin/ISCC.exe"))
    with pytest.raises(compiler.InnoError, match="not the file that it was"):
        compiler.unpack(packed, tmp_path / "inno")
    assert not (tmp_path / "inno").exists()


# ---------------------------------------------------------------- what is built into the programs


def test_the_version_has_one_place() -> None:
    assert product.version() == producer.__version__


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2", (1, 2, 0, 0)), ("1.2.3.4", (1, 2, 3, 4)), ("2.0.0rc1", (2, 0, 0, 0))],
)
def test_a_version_is_four_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert product.four_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "v1", "1.70000"])
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        product.four_numbers(text)


class Seen:
    """Stands in for PyInstaller's classes, which only Windows can load: keeps the words of each call."""

    def __init__(self, name: str, words: tuple[object, ...], named: dict[str, object]) -> None:
        self.name, self.words, self.named = name, words, named


def test_the_version_resource_is_what_pyinstaller_reads() -> None:
    strings_of = ("StringFileInfo", "StringTable", "StringStruct", "VarFileInfo", "VarStruct")
    names = ("VSVersionInfo", "FixedFileInfo", *strings_of)
    known = {name: (lambda *words, _name=name, **named: Seen(_name, words, named)) for name in names}
    text = resources.version_info("1.2.3", "producer.exe")
    found = eval(text, {"__builtins__": {}}, known)
    assert found.named["ffi"].named["filevers"] == found.named["ffi"].named["prodvers"] == (1, 2, 3, 0)
    strings, translations = found.named["kids"]
    tables = strings.words[0]
    assert [table.words[0] for table in tables] == ["040904B0", "041304B0"]
    assert translations.words[0][0].words == ("Translation", [0x409, 1200, 0x413, 1200])
    for table in tables:
        values = dict(entry.words for entry in table.words[1])
        assert values["FileVersion"] == values["ProductVersion"] == "1.2.3"
        assert values["OriginalFilename"] == "producer.exe"
        assert all(values.values())


def test_the_icon_is_the_products_at_every_size(tmp_path: Path) -> None:
    made = resources.make(tmp_path, "1.2.3")
    assert sorted(path.name for path in made) == [
        "producer-window.version.txt",
        "producer.ico",
        "producer.manifest",
        "producer.version.txt",
    ]
    data = made[0].read_bytes()
    assert struct.unpack_from("<HHH", data) == (0, 1, len(producer_icons.WINDOWS_SIZES))
    icon = Image.open(made[0])
    assert icon.ico.sizes() == {(size, size) for size in producer_icons.WINDOWS_SIZES}
    for size in producer_icons.WINDOWS_SIZES:
        picture = icon.ico.getimage((size, size)).convert("RGBA")
        assert picture.size == (size, size)
        assert picture.getpixel((size // 2, size // 2)) == (255, 255, 255, 255), "the white dot"
        red, green, blue, alpha = picture.getpixel((size // 2, size // 10))
        assert (red > 150, green < 110, blue < 90, alpha > 200) == (True, True, True, True), "the red ground"
        assert picture.getpixel((0, 0))[3] < 100, "round corners"
    assert producer_icons.ico(producer_icons.DRAWING.read_bytes()) == data, "the same each time"


def test_the_manifest_asks_for_no_rights_and_is_sharp(tmp_path: Path) -> None:
    root = ET.parse(product.MANIFEST).getroot()
    said = {element.tag.rpartition("}")[2]: element for element in root.iter()}
    assert said["requestedExecutionLevel"].attrib == {"level": "asInvoker", "uiAccess": "false"}
    assert said["dpiAwareness"].text == "PerMonitorV2"
    assert said["longPathAware"].text == "true"
    assert said["supportedOS"].attrib["Id"] == "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"
