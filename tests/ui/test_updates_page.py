"""The menu's "Look for updates…": looks once, only when asked, shows what changed, and gets nothing by itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes.update_server import UpdateServer, policy, release, signed
from nacl.signing import SigningKey
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from producer import __version__
from producer.errors import UpdateError
from producer.jobs import Job
from producer.settings import Settings
from producer.updates import Answer
from producer.updates.manifest import read_manifest
from ui import reveal
from ui.main_window import MainWindow
from ui.real_engine import RealEngine
from ui.screens.updates import UpdatesPage

ADDRESS = "https://updates.example/producer/updates.json"
NOTES = {
    "en": ["Captions can be translated.", "The room check is quicker."],
    "nl": ["Ondertiteling kan vertaald worden."],
}


@pytest.fixture(autouse=True)
def this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("producer.updates.asking.this_system", lambda: "linux")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")


def answer(version: str = "9.0.0", **changes: Any) -> Answer:
    return Answer(__version__, read_manifest(json.dumps(release(version, **({"notes": NOTES} | changes))), ADDRESS))


def texts(page: UpdatesPage) -> list[str]:
    return [part.text() for part in page.findChildren(QLabel) if part.isVisible() and part.text()]


def ways(page: UpdatesPage) -> list[QPushButton]:
    return [part for part in page.files_card.findChildren(QPushButton) if part.isVisible()]


@pytest.fixture
def opened(window: MainWindow, engine: Any, until: Callable[..., None]) -> Callable[[Any], UpdatesPage]:
    """Open the page by the menu, with what the engine then answers or raises."""

    def open_with(found: Any) -> UpdatesPage:
        def look(job: Job) -> Any:
            if isinstance(found, Exception):
                raise found
            return found

        engine.updates = look
        window.menu.updates.trigger()
        page = window.updates.page
        until(lambda: page.again.isEnabled())
        rows = [inside.itemAt(at).widget() for inside in (page.changes, page.files) for at in range(inside.count())]
        until(lambda: all(row.isVisible() for row in rows))  # Qt shows what is new in its own time
        return page

    return open_with


def test_nothing_is_asked_until_the_menu_is(window: MainWindow, engine: Any, until: Callable[..., None]) -> None:
    asked = []
    engine.updates = lambda job: asked.append(job) or answer()
    window.menu.show_under(window.header.menu)
    window.menu.hide()
    assert asked == []
    assert "page" not in window.updates.__dict__
    window.menu.updates.trigger()
    until(lambda: asked)
    assert len(asked) == 1


def test_a_newer_version_is_shown_with_what_changed_and_the_way_to_it(opened: Callable[[Any], UpdatesPage]) -> None:
    page = opened(answer(date="2026-12-01"))
    said = texts(page)
    assert page.subtitle.text() == f"You have version {__version__}"
    for text in (
        "There is a newer version: 9.0.0",
        "Made on 1 December 2026",
        *NOTES["en"],
        "producer_9.0.0_amd64.deb",
        "212 MB",
    ):
        assert text in said, text
    assert [way.text() for way in ways(page)] == ["Open in the browser"]
    assert ways(page)[0].accessibleName() == "Open in the browser: producer_9.0.0_amd64.deb"


def test_the_way_opens_in_the_browser_and_nothing_else(
    opened: Callable[[Any], UpdatesPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_to: list[str] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: gone_to.append(url.toString()))
    page = opened(answer())
    assert gone_to == []
    ways(page)[0].click()
    assert gone_to == ["https://updates.example/producer/producer_9.0.0_amd64.deb"]


def test_a_file_on_a_share_is_shown_in_its_folder_and_never_opened(
    opened: Callable[[Any], UpdatesPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(reveal, "show_in_folder", shown.append)
    file = release()["files"][0] | {"address": "file:///srv/share/producer_9.0.0_amd64.deb"}
    page = opened(answer(files=[file]))
    assert [way.text() for way in ways(page)] == ["Open its folder"]
    ways(page)[0].click()
    assert shown == [Path("/srv/share/producer_9.0.0_amd64.deb")]


@pytest.mark.parametrize("version", [__version__, "0.0.1"])
def test_the_newest_is_here_already(opened: Callable[[Any], UpdatesPage], version: str) -> None:
    page = opened(answer(version))
    assert page.heading.text() == "You have the newest version."
    assert not page.changes_card.isVisible()
    assert ways(page) == []


def test_a_refusal_is_a_sentence_with_details_and_can_be_tried_again(opened: Callable[[Any], UpdatesPage]) -> None:
    page = opened(UpdateError("Engine's words.", code="updates-bad-signature", detail="why"))
    assert page.troubled
    said = texts(page)
    assert "What was found is not signed by your organisation, so it is not believed." in said
    assert not any("Engine" in text for text in said)
    assert page.again.isEnabled()
    page = opened(answer())
    assert page.ready


def test_details_tell_it_where_the_policy_belongs(opened: Callable[[Any], UpdatesPage]) -> None:
    from PySide6.QtGui import QGuiApplication

    page = opened(UpdateError("None.", code="updates-no-policy", place="/etc/producer/policy.toml"))
    page._waiting.copy.click()
    assert "place = /etc/producer/policy.toml" in QGuiApplication.clipboard().text()


def test_a_change_of_language_changes_the_notes(
    opened: Callable[[Any], UpdatesPage], window: MainWindow, until: Callable[..., None]
) -> None:
    page = opened(answer())
    window.speak("nl")
    until(lambda: NOTES["nl"][0] in texts(page))
    assert NOTES["en"][0] not in texts(page)
    window.speak("en")


def test_escape_leads_back_and_an_answer_that_comes_late_disturbs_nobody(
    window: MainWindow, engine: Any, until: Callable[..., None]
) -> None:
    go_on, begun = threading.Event(), threading.Event()
    jobs: list[Job] = []

    def look(job: Job) -> Any:
        jobs.append(job)
        begun.set()
        go_on.wait(5)
        return answer()

    engine.updates = look
    until(window.stage.button.isEnabled)
    window.menu.updates.trigger()
    page = window.updates.page
    until(begun.is_set)
    assert not page.ready
    assert any(text.startswith("Looking") for text in texts(page))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.pages.currentIndex() == 0
    assert window.focusWidget() is window.stage.button
    assert jobs[0].cancelled
    go_on.set()
    assert window.tasks.wait(5)
    QCoreApplication.processEvents()
    assert window.pages.currentIndex() == 0
    assert not page.ready


def test_the_page_is_reached_and_left_by_keyboard(opened: Callable[[Any], UpdatesPage], window: MainWindow) -> None:
    page = opened(answer())
    stops = [
        part
        for part in page.findChildren(QPushButton)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert {page.back, page.again, *ways(page)} <= set(stops)
    assert all(part.text() or part.accessibleName() for part in stops)


def test_the_real_engine_asks_where_the_policy_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = SigningKey(b"k" * 32)
    with UpdateServer(signed(release(), key)) as server:
        monkeypatch.setenv("PRODUCER_POLICY", str(policy(tmp_path / "policy.toml", server.address, key)))
        assert RealEngine(Settings()).look_for_updates(Job()).manifest.version == "9.0.0"
        assert len(server.asked) == 1
