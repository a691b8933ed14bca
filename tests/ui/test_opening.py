"""A video that the desktop hands over opens its report, and never disturbs a take that is being made."""

from __future__ import annotations

import plistlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

import producer.__main__
from ui.main_window import MainWindow
from ui.opening import Doorman
from ui.recording import Phase

Until = Callable[..., None]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def doorman(window: MainWindow, qapp: QApplication) -> Iterator[Doorman]:
    made = Doorman(window)
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "Tuesday, ü.mkv"
    path.write_bytes(b"a video")
    return path


def test_a_file_that_the_system_sends_opens_its_report(
    window: MainWindow, doorman: Doorman, qapp: QApplication, video: Path, until: Until, engine: Any
) -> None:
    until(lambda: window.recording.phase is Phase.READY)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(video)))
    assert window.coach.away
    until(lambda: engine.coaching.measured == [video])
    QApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationActivate))
    assert window.coach.away, "other events go on"


def test_a_running_take_is_not_disturbed(
    window: MainWindow, doorman: Doorman, video: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    until(lambda: window.recording.phase is Phase.READY)
    monkeypatch.setattr(type(window.recording), "busy", property(lambda self: True))
    doorman.open(video)
    assert not window.coach.away


def test_before_the_window_is_whole_nothing_happens(engine: Any, languages: Any, qapp: QApplication) -> None:
    from producer.settings import Settings

    bare = MainWindow(engine, Settings(), languages)
    Doorman(bare).open(Path("x.mkv"))
    assert not hasattr(bare, "coach")


@pytest.mark.parametrize("name", ["a b.mkv", "Ü.MOV"])
def test_one_video_on_the_command_line_opens_the_window(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(b"a video")
    opened: list[Path | None] = []
    monkeypatch.setattr("ui.app.main", lambda video=None: opened.append(video) or 0)
    monkeypatch.setattr(sys, "argv", ["producer", str(path)])
    with pytest.raises(SystemExit) as ended:
        producer.__main__.main()
    assert (opened, ended.value.code) == ([path], 0)


@pytest.mark.parametrize(
    "words", [["nothing-there.mkv"], ["doctor"], ["coach", "{video}"], ["{video}", "--help"], ["{text}"], ["{folder}"]]
)
def test_everything_else_is_a_command(
    words: list[str], tmp_path: Path, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, folder = tmp_path / "script.md", tmp_path / "folder.mkv"
    text.write_text("words")
    folder.mkdir()
    asked: list[list[str]] = []
    monkeypatch.setattr("producer.cli.main.main", lambda: asked.append(sys.argv[1:]))
    monkeypatch.setattr("signal.signal", lambda *_: None)
    given = [word.format(video=video, text=text, folder=folder) for word in words]
    monkeypatch.setattr(sys, "argv", ["producer", *given])
    producer.__main__.main()
    assert asked == [given]


def test_what_the_installers_offer_is_what_is_opened() -> None:
    """Windows by the endings, macOS by the types of the same kinds."""
    script = (ROOT / "packaging" / "windows" / "producer.iss").read_text("utf-8")
    offered = {ending for ending in (".mkv", ".mp4", ".mov") if f"\\{ending}\\OpenWithProgids" in script}
    assert offered == set(producer.__main__.VIDEOS)
    assert script.count("\\OpenWithProgids") == len(offered)
    info = plistlib.loads((ROOT / "packaging" / "macos" / "Info.plist").read_bytes())
    kinds = {"org.matroska.mkv": ".mkv", "public.mpeg-4": ".mp4", "com.apple.quicktime-movie": ".mov"}
    assert {kinds[name] for name in info["CFBundleDocumentTypes"][0]["LSItemContentTypes"]} == offered
