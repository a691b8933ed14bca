"""Choosing a camera and a microphone: devices, files, an address, none; and what is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from producer.errors import CameraError
from ui.bridge import Mailbox, Tasks
from ui.screens.devices import ADDRESS, FILE, DevicesPanel

Until = Callable[..., None]


@pytest.fixture
def panel(qapp: QApplication, engine: Any) -> DevicesPanel:
    return DevicesPanel(engine, Tasks(Mailbox()), ask=lambda *_: "/videos/Anna's talk.mp4")


def choose(box: QComboBox, data: str) -> None:
    at = box.findData(data)
    assert at >= 0, [box.itemText(row) for row in range(box.count())]
    box.setCurrentIndex(at)
    box.activated.emit(at)


def opened(panel: DevicesPanel, until: Until, camera: str = "0", microphone: str = "2") -> list[tuple[str, str]]:
    chosen: list[tuple[str, str]] = []
    panel.chosen.connect(lambda camera, microphone: chosen.append((camera, microphone)))
    panel.open(camera, microphone)
    until(panel.again.isEnabled)
    return chosen


def names(box: QComboBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count()) if box.itemText(row)]


def test_devices_and_the_other_ways_are_listed(panel: DevicesPanel, until: Until) -> None:
    opened(panel, until)
    assert names(panel.camera) == ["Front camera", "Desk camera", "A video file…", "A network address…"]
    assert names(panel.microphone) == ["Headset", "A sound file…", "No microphone"]
    assert panel.finding.text() == ""


def test_a_device_and_no_microphone(panel: DevicesPanel, until: Until) -> None:
    chosen = opened(panel, until)
    choose(panel.camera, "1")
    choose(panel.microphone, "none")
    panel.use.click()
    assert chosen == [("1", "none")]


def test_a_file_joins_the_list_by_its_name(panel: DevicesPanel, until: Until) -> None:
    chosen = opened(panel, until)
    choose(panel.camera, FILE)
    choose(panel.microphone, FILE)
    assert panel.camera.currentText() == "Anna's talk.mp4"
    panel.use.click()
    assert chosen == [("/videos/Anna's talk.mp4", "/videos/Anna's talk.mp4")]


def test_no_file_chosen_changes_nothing(panel: DevicesPanel, until: Until) -> None:
    chosen = opened(panel, until, camera="1")
    panel._ask = lambda *_: ""
    choose(panel.camera, FILE)
    assert panel.camera.currentText() == "Desk camera"
    panel.ask_for_file()
    assert chosen == []


def test_a_network_address_is_typed_and_used_with_enter(panel: DevicesPanel, until: Until) -> None:
    chosen = opened(panel, until)
    choose(panel.camera, ADDRESS)
    assert not panel.address.isHidden()
    assert not panel.use.isEnabled()
    QTest.keyClicks(panel.address, " http://192.168.1.20:8080/video ")
    QTest.keyClick(panel.address, Qt.Key.Key_Return)
    assert chosen == [("http://192.168.1.20:8080/video", "2")]


def test_a_device_that_is_gone_keeps_a_name(panel: DevicesPanel, until: Until) -> None:
    opened(panel, until, camera="7")
    assert panel.camera.currentText() == "Camera 7"


def test_nothing_found_says_what_else_works(panel: DevicesPanel, engine: Any, until: Until) -> None:
    engine.cameras = engine.microphones = list
    opened(panel, until, camera="", microphone="")
    assert "phone" in panel.finding.text()
    assert "sound file" in panel.finding.text()


def test_a_search_that_fails_says_so_and_can_be_done_again(panel: DevicesPanel, engine: Any, until: Until) -> None:
    def forbidden() -> Any:
        raise CameraError("no", code="camera-forbidden")

    engine.cameras = forbidden
    opened(panel, until)
    assert panel.finding.text().startswith("Producer may not use the camera.")
    del engine.cameras
    panel.again.click()
    until(lambda: "Front camera" in names(panel.camera))
