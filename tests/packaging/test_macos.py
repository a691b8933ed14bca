"""The macOS package as far as it can be held without a Mac: descriptions, words, entitlements, icon, the order of
signing, and what stops the build. The tools of macOS are stand-ins that answer as Apple's manuals say.
"""

from __future__ import annotations

import json
import plistlib
import re
import struct
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import producer_icons
import pytest
from PIL import Image
from producer_macos import bundle, commands, product, signing

import producer


def mach_o(kind: int) -> bytes:
    """A header as mach-o/loader.h has it: arm64, of a kind."""
    return struct.pack("<8I", 0xFEEDFACF, 0x0100000C, 0, kind, 0, 0, 0, 0)


def fat(inside: bytes) -> bytes:
    """A file for two processors as mach-o/fat.h has it."""
    places = b"".join(struct.pack(">5I", processor, 0, 64, len(inside), 0) for processor in (0x01000007, 0x0100000C))
    return (bytes.fromhex("cafebabe00000002") + places).ljust(64, b"\0") + inside


NATIVE, FAT, OBJECT, ARCHIVE = mach_o(2), fat(mach_o(6)), mach_o(1), fat(b"!<arch>\n" + b" " * 16)
JAVA = bytes.fromhex("cafebabe0000003d") + b"\0" * 24
NAMES = signing.Names("Developer ID Application: Test (TEAM123456)", "TEAM123456", "key.p8", "KEY", "ISSUER")
ENVIRONMENT = {
    "APPLE_SIGNING_IDENTITY": NAMES.identity,
    "APPLE_TEAM_ID": NAMES.team,
    "APPLE_API_KEY_FILE": NAMES.key_file,
    "APPLE_API_KEY_ID": NAMES.key_id,
    "APPLE_API_ISSUER": NAMES.issuer,
}


class Mac:
    """The tools of a Mac: keeps what it is asked, answers well, or as ``wrong`` says."""

    def __init__(self, **wrong: str) -> None:
        self.asked: list[list[str]] = []
        self.wrong = wrong
        self.disk = b""

    def __call__(self, words: Sequence[str]) -> str:
        self.asked.append(list(words))
        if "notarytool" in words and "submit" in words:
            assert Path(words[3]).suffix == ".dmg" or words[3].endswith("Producer.zip")
            return "Processing...\n" + json.dumps({"id": "1-2-3", "status": self.wrong.get("status", "Accepted")})
        if "notarytool" in words:
            return "the signature of libx.dylib is invalid"
        if words[0] == "hdiutil" and "create" in words:
            folder = Path(words[words.index("-srcfolder") + 1])
            assert (folder / "Applications").readlink() == Path("/Applications")
        if words[0] == "spctl":
            return f"Producer.app: accepted\nsource={self.wrong.get('source', 'Notarized Developer ID')}\n"
        if "--entitlements" in words and "--display" in words:
            return self.wrong.get("entitlements", product.ENTITLEMENTS.read_text("utf-8"))
        if "--display" in words:
            return self._display(words[-1])
        return ""

    def _display(self, path: str) -> str:
        stray = path.endswith(self.wrong.get("stray", "nowhere"))
        flags = "flags=0x0(none)" if "soft" in self.wrong else "flags=0x10000(runtime)"
        team = "OTHER" if stray else NAMES.team
        return f"CodeDirectory v=20500 {flags}\nTimestamp=24 Nov 2026 at 12:00:00\nTeamIdentifier={team}\n"

    def signed(self) -> list[str]:
        return [words[-1] for words in self.asked if words[:2] == ["codesign", "--force"]]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app as PyInstaller lays one out, with the files that are hard to order."""
    made = tmp_path / "dist, ü" / product.APP
    for name, content in {
        "MacOS/producer-window": NATIVE,
        "MacOS/producer": NATIVE,
        "Frameworks/libpython3.12.dylib": NATIVE,
        "Frameworks/cv2/cv2.abi3.so": FAT,
        "Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore": FAT,
        "Frameworks/imageio_ffmpeg/binaries/ffmpeg-macos-aarch64-v7.1": NATIVE,
        "Resources/assets/channels.toml": b"# text",
        "Resources/Thing.class": JAVA,
        "Resources/thing.o": OBJECT,
        "Resources/libthing.a": ARCHIVE,
        "Resources/short": b"\xca\xfe\xba\xbe",
        "Info.plist": b"old",
    }.items():
        path = made / "Contents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    framework = made / "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework"
    (framework / "Versions/Current").symlink_to("A")
    (framework / "QtCore").symlink_to("Versions/Current/QtCore")
    (made / "Contents/Resources/libpython3.12.dylib").symlink_to("../Frameworks/libpython3.12.dylib")
    return made


def words_of(language: str) -> dict[str, str]:
    found: dict[str, str] = plistlib.loads((product.HERE / f"{language}.lproj" / "InfoPlist.strings").read_bytes())
    return found


# ---------------------------------------------------------------- descriptions


def test_the_description_has_what_macos_asks_for() -> None:
    found = bundle.described("1.2.3")
    assert found["CFBundleShortVersionString"] == found["CFBundleVersion"] == "1.2.3"
    assert found["CFBundleExecutable"] == product.WINDOW
    assert re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+){2,}", found["CFBundleIdentifier"])
    assert found["CFBundlePackageType"] == "APPL"
    assert found["NSHighResolutionCapable"] is True
    assert found["LSMinimumSystemVersion"] == "15.0"
    assert found["LSArchitecturePriority"] == ["arm64"]
    assert not {"LSUIElement", "LSBackgroundOnly", "NSAppTransportSecurity"} & set(found)


def test_the_version_has_one_place() -> None:
    assert product.version() == producer.__version__
    assert producer.__version__ not in product.INFO.read_text("utf-8")


def test_camera_and_microphone_are_asked_for_in_both_languages() -> None:
    english, dutch = words_of("en"), words_of("nl")
    assert set(english) == set(dutch)
    assert bundle.described("1")["CFBundleLocalizations"] == list(product.LANGUAGES)
    usages = {name for name in bundle.described("1") if name.endswith("UsageDescription")}
    assert usages == {f"NS{what}UsageDescription" for what in ("Camera", "Microphone", "LocalNetwork")}
    for name in usages:
        assert english[name] == bundle.described("1")[name]
        assert len(dutch[name]) > 40
        assert english[name] != dutch[name]


def test_every_shown_name_of_a_file_type_has_its_words() -> None:
    found = bundle.described("1")
    (video,) = found["CFBundleDocumentTypes"]
    (matroska,) = found["UTImportedTypeDeclarations"]
    assert {video["CFBundleTypeName"], matroska["UTTypeDescription"]} <= set(words_of("nl"))
    assert video["LSHandlerRank"] == "Alternate", "offered, not taken over"
    assert matroska["UTTypeIdentifier"] in video["LSItemContentTypes"]


def test_the_hardened_runtime_is_opened_for_seeing_and_hearing_only() -> None:
    found = plistlib.loads(product.ENTITLEMENTS.read_bytes())
    assert found == {"com.apple.security.device.audio-input": True, "com.apple.security.device.camera": True}
    assert "<!--" not in product.ENTITLEMENTS.read_text("utf-8"), "codesign's parser refuses comments"


def test_the_spec_describes_the_app_by_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(product.ROOT / "packaging"))
    mac = pytest.importorskip("bundle.mac", reason="packaging/bundle is not here yet")
    drawn = producer_icons.icns(producer_icons.DRAWING.read_bytes())  # Qt is loaded while this is still what it is
    monkeypatch.setattr(sys, "platform", "darwin")
    entitlements, app = mac.entitlements(), mac.app(tmp_path)
    monkeypatch.undo()
    assert Path(entitlements) == product.ENTITLEMENTS
    assert app["name"] == product.APP
    assert app["bundle_identifier"] == bundle.described("1")["CFBundleIdentifier"]
    assert app["info_plist"] == bundle.described(producer.__version__)
    assert Path(app["icon"]).read_bytes() == drawn


# ---------------------------------------------------------------- the app


def test_the_finished_app_has_words_description_and_icon(app: Path) -> None:
    bundle.finish(app, "1.2.3")
    contents = app / "Contents"
    assert plistlib.loads((contents / "Info.plist").read_bytes()) == bundle.described("1.2.3")
    for language in product.LANGUAGES:
        kept = contents / "Resources" / f"{language}.lproj" / "InfoPlist.strings"
        assert plistlib.loads(kept.read_bytes()) == words_of(language)
    assert (contents / "Resources" / bundle.described("1")["CFBundleIconFile"]).read_bytes()[:4] == b"icns"


def test_a_folder_that_is_no_app_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["finish", str(tmp_path / product.APP)]) == 1
    assert product.WINDOW in capsys.readouterr().err


def test_the_icon_has_every_size(tmp_path: Path) -> None:
    data = producer_icons.icns(producer_icons.DRAWING.read_bytes())
    assert struct.unpack(">I", data[4:8]) == (len(data),)
    place, found = 8, {}
    while place < len(data):
        kind, (length,) = data[place : place + 4], struct.unpack(">I", data[place + 4 : place + 8])
        found[kind] = Image.open(BytesIO(data[place + 8 : place + length])).size
        place += length
    assert found == {kind: (size, size) for kind, size in producer_icons.MACOS_KINDS.items()}
    assert Image.open(BytesIO(data)).size == (1024, 1024), "Pillow's own reader takes it"


# ---------------------------------------------------------------- signing


def test_signed_inside_out_and_each_native_file_once(app: Path) -> None:
    mac = Mac()
    count = signing.sign_app(app, NAMES, mac)
    order = [Path(path) for path in mac.signed()]
    assert count == len(order) == len(set(order))
    assert order[-1] == app
    assert order[-2] == app / "Contents/MacOS/producer"
    assert set(bundle.native_files(app)) - set(order) == {app / "Contents/MacOS/producer-window"}, "signed as the app"
    for number, path in enumerate(order):
        assert not any(path in later.parents for later in order[number + 1 :]), f"{path} before what is in it"
    assert app / "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A" in order
    assert not any(path.name.endswith((".class", ".toml", ".o", ".a", "short")) or path.is_symlink() for path in order)


def test_every_part_is_hardened_and_stamped_and_only_programs_are_entitled(app: Path) -> None:
    mac = Mac()
    signing.sign_app(app, NAMES, mac)
    entitled = []
    for words in mac.asked:
        assert words[words.index("--sign") + 1] == NAMES.identity
        assert words[words.index("--options") + 1] == "runtime"
        assert "--timestamp" in words
        assert "--deep" not in words, "each part is signed as itself"
        if "--entitlements" in words:
            assert words[words.index("--entitlements") + 1] == str(product.ENTITLEMENTS)
            entitled.append(Path(words[-1]).name)
    assert entitled == ["producer", "Producer.app"]


def test_notarised_then_stapled(app: Path) -> None:
    mac = Mac()
    signing.notarise(app, NAMES, mac)
    assert [words[:3] for words in mac.asked] == [
        ["ditto", "-c", "-k"],
        ["xcrun", "notarytool", "submit"],
        ["xcrun", "stapler", "staple"],
    ]
    assert "--wait" in mac.asked[1]
    assert mac.asked[1][4:10] == ["--key", "key.p8", "--key-id", "KEY", "--issuer", "ISSUER"]


@pytest.mark.parametrize("status", ["Invalid", "Rejected", "In Progress"])
def test_apples_no_stops_the_build_with_apples_words(app: Path, status: str) -> None:
    mac = Mac(status=status)
    with pytest.raises(signing.SigningError, match=r"libx\.dylib is invalid"):
        signing.notarise(app, NAMES, mac)
    assert not any("stapler" in words for words in mac.asked)


def test_a_good_app_is_proven(app: Path) -> None:
    mac = Mac()
    signing.verify_app(app, NAMES, mac)
    said = [" ".join(words[:3]) for words in mac.asked]
    for step in ("codesign --verify --deep", "xcrun stapler validate", "spctl --assess --type"):
        assert step in said


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"stray": "libpython3.12.dylib"}, "not signed by team"),
        ({"soft": "yes"}, "no hardened runtime"),
        ({"entitlements": ""}, "entitlements"),
        ({"entitlements": plistlib.dumps({"com.apple.security.cs.allow-jit": True}).decode()}, "entitlements"),
        ({"source": "Developer ID"}, "Gatekeeper"),
    ],
)
def test_a_wrong_or_missing_signature_stops_the_build(app: Path, wrong: dict[str, str], message: str) -> None:
    with pytest.raises(signing.SigningError, match=message):
        signing.verify_app(app, NAMES, Mac(**wrong))


def test_the_disk_image_is_made_signed_notarised_and_proven_in_this_order(app: Path, tmp_path: Path) -> None:
    mac = Mac()
    out = tmp_path / "dist" / product.disk_name("1.2.3")
    signing.make_disk(app, out, NAMES, mac)
    assert out.name == "producer-1.2.3-macos-arm64.dmg"
    steps = [word for words in mac.asked for word in words[:3] if word in ("create", "--force", "submit", "staple")]
    assert steps == ["create", "--force", "submit", "staple"]
    assert mac.asked[-1][0] == "spctl"
    with pytest.raises(signing.SigningError, match="Gatekeeper"):
        signing.verify_disk(out, Mac(source="no usable signature"))


@pytest.mark.parametrize("missing", list(ENVIRONMENT))
def test_without_a_name_nothing_is_signed(
    missing: str, app: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(missing)
    assert commands.main(["sign", str(app)]) == 1
    assert missing in capsys.readouterr().err


def test_a_tool_that_fails_or_is_missing_stops_the_build(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(signing.SigningError, match="failed"):
        signing.run(["sh", "-c", "echo no identity found >&2; exit 1"])
    monkeypatch.setenv("PATH", str(app))
    with pytest.raises(signing.SigningError, match="did not finish"):
        signing.run(["codesign", "--version"])
