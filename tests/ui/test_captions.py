"""The captions' page: what it says of each cue, what typing, dragging and the keys do, and that nothing is lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.captions import TRACK, FakeWork
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from producer.captions import read_captions
from producer.captions.draft import draft_path
from producer.errors import DiskError
from producer.values import CaptionTrack, Cue, Transcript, Word
from ui.screens.captions import CaptionPage
from ui.translations import Languages
from ui.widgets.cue_list import ROW_ROLE

Until = Callable[..., None]


@pytest.fixture
def fake(tmp_path: Path) -> FakeWork:
    return FakeWork(tmp_path).files()


@pytest.fixture
def make(qapp: QApplication, languages: Languages) -> Iterator[Callable[[FakeWork], CaptionPage]]:
    made: list[CaptionPage] = []

    def build(fake: FakeWork) -> CaptionPage:
        page = CaptionPage(fake.work())
        page.resize(1280, 760)
        page.show()
        page.activateWindow()
        QTest.qWaitForWindowActive(page)
        made.append(page)
        return page

    yield build
    for page in made:
        page.close()
        page.tasks.wait(5)
        page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(make: Callable[[FakeWork], CaptionPage], fake: FakeWork, until: Until) -> CaptionPage:
    page = make(fake)
    page.open(fake.media, TRACK, "plain", None, 3)
    until(lambda: page.view.wave.sound is not None and fake.pictures and not page._stills.busy)
    return page


def typed(page: CaptionPage, text: str) -> None:
    """Go into the text, take all of it away and type another."""
    page.view.list.editor.enter()
    page.view.list.editor.text.selectAll()
    QTest.keyClicks(page.view.list.editor.text, text)


def press(page: CaptionPage, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, with_)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def figures(page: CaptionPage) -> list[str]:
    return [line.text for line in page.view.list.editor.figures if not line.isHidden()]


def row(page: CaptionPage, index: int) -> object:
    return page.view.list.cues.index(index).data(ROW_ROLE)


def texts(page: CaptionPage) -> list[str]:
    return [cue.text for cue in page.desk.cues]


# What it says


def test_it_opens_at_the_cue_that_was_named_with_its_picture(page: CaptionPage, fake: FakeWork) -> None:
    assert page.desk.at == 2
    assert page.view.list.editor.text.toPlainText() == "Sales grew by 20 %."
    assert page.title.text() == "talk" and "saved" in page.subtitle.text()
    assert fake.pictures[-1][:2] == (6.4, ("Sales grew by 20 %.",))  # half-way through it
    image = page.view.picture.image
    assert image is not None and (image.width(), image.pixelColor(3, 3).getRgb()[:3]) == (32, (0x30, 0x40, 0x50))
    assert fake.voices_wanted == [True]


def test_each_cue_has_its_marks_in_words(page: CaptionPage) -> None:
    marks = row(page, 1).marks  # type: ignore[attr-defined]
    assert "a line of 62 characters, at most 42" in marks
    assert "shown 0.60 s, at least 1" in marks
    assert any(mark.endswith("characters a second, at most 20") for mark in marks)
    assert row(page, 4).marks == ()  # type: ignore[attr-defined]
    spoken = page.view.list.cues.index(1).data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert "0:03.60" in spoken and "today we look" in spoken and "at most 42" in spoken
    assert page.view.worst.text().startswith(str(len(page.desk.worst)))


def test_figures_and_marks_follow_every_letter(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    assert "longest line 19 of 42 characters" in figures(page)
    assert "1 of 2 lines" in figures(page) and "3.20 s on screen" in figures(page)
    typed(page, "Sales grew by 20 % in every country where we are,")
    assert "49 characters in a line: 7 too many" in figures(page)
    assert "a line of 49 characters, at most 42" in row(page, 2).marks  # type: ignore[attr-defined]
    assert "at most 42" not in figures(page)[0] and "7 too many" in page.view.list.editor.text.accessibleDescription()
    press(page, Qt.Key.Key_Return)
    QTest.keyClicks(page.view.list.editor.text, "and then some.")
    assert page.desk.cue is not None and page.desk.cue.lines[1] == "and then some."
    assert "2 of 2 lines" in figures(page)
    assert page.save.isEnabled() and "not saved yet" in page.subtitle.text()
    until(lambda: fake.pictures[-1][1] == page.desk.cue.lines)  # type: ignore[union-attr]


def test_a_space_at_the_end_stays_while_one_types(page: CaptionPage) -> None:
    typed(page, "Sales ")
    assert page.view.list.editor.text.toPlainText() == "Sales "
    assert page.desk.cue is not None and page.desk.cue.lines == ("Sales",)
    QTest.keyClicks(page.view.list.editor.text, "grew")
    assert page.desk.cue.lines == ("Sales grew",)


def test_words_in_doubt_are_marked_until_they_were_heard_or_changed(
    make: Callable[[FakeWork], CaptionPage], fake: FakeWork
) -> None:
    page = make(fake)
    words = (Word("Sales", 4.8, 5.2, 0.3), Word("grew", 5.2, 5.5, 0.9), Word("Thank", 12.0, 12.3, 0.2))
    page.open(fake.media, TRACK, "plain", Transcript("en", 16.0, "whisper:x", words), 3)
    doubt = "is it “{}”? Play it to hear"
    assert doubt.format("Sales") in row(page, 2).marks and doubt.format("Thank") in row(page, 4).marks  # type: ignore[attr-defined]
    press(page, Qt.Key.Key_F4)
    assert doubt.format("Sales") not in row(page, 2).marks  # type: ignore[attr-defined]
    page.desk.go(4)
    typed(page, "Tank you.")
    assert row(page, 4).marks == () and 4 not in page.desk.worst  # type: ignore[attr-defined]
    assert page.desk.guides.voice == ((4.8, 5.5), (12.0, 12.3))  # where the words are


def test_what_the_film_says_is_marked_once_it_is_known(
    make: Callable[[FakeWork], CaptionPage], fake: FakeWork, until: Until
) -> None:
    """A cut in the middle of the third caption, and one that stays after the end (16 s)."""
    fake.cuts = (6.4,)
    page = make(fake)
    late = CaptionTrack("en", (*TRACK.cues[:4], Cue(14.0, 16.5, ("Thank you.",))))
    page.open(fake.media, late, "plain", None, None)
    until(lambda: any("over a cut" in mark for mark in row(page, 2).marks))  # type: ignore[attr-defined]
    until(lambda: "stays 16.5 s, the video ends at 16" in row(page, 4).marks)  # type: ignore[attr-defined]


def test_another_language_says_everything_anew(page: CaptionPage, languages: Languages, until: Until) -> None:
    languages.speak("nl")
    until(lambda: row(page, 1).time == "0:03,60")  # type: ignore[attr-defined]
    assert "3,20" in " ".join(figures(page))


def test_nothing_to_look_at_and_no_captions_are_said(make: Callable[[FakeWork], CaptionPage], fake: FakeWork) -> None:
    page = make(fake)
    page.open(fake.media, CaptionTrack("en", (TRACK.cues[4],)), "plain", None, None)
    assert not page.view.look.isEnabled() and page.view.worst.text() == "all rules kept"
    press(page, Qt.Key.Key_F3)
    assert page.notice.text.text() == "No caption breaks a rule."
    page.open(fake.media, CaptionTrack("en", ()), "plain", None, None)
    assert page.view.empty.isVisible() and not page.view.split.isEnabled()
    press(page, Qt.Key.Key_N, CTRL)
    QTest.keyClicks(page.view.list.editor.text, "Hello.")
    assert texts(page) == ["Hello."] and page.desk.cues[0].start_s == 0.0


# The keys


def test_next_to_look_at_goes_from_the_worst_to_the_mildest(page: CaptionPage) -> None:
    seen = []
    for _ in page.desk.worst:
        press(page, Qt.Key.Key_F3)
        seen.append(page.desk.at)
    assert seen[0] == 1 and tuple(seen) == page.desk.worst and len(seen) > 1
    press(page, Qt.Key.Key_F3)
    assert page.desk.at == 1
    page.view.look.click()
    assert page.desk.at == seen[1]


def test_keys_walk_move_split_merge_and_take_back_while_one_types(page: CaptionPage, fake: FakeWork) -> None:
    press(page, Qt.Key.Key_F2)
    text = page.view.list.editor.text
    assert text.hasFocus() and text.caret == len("Sales grew by 20 %.")
    press(page, Qt.Key.Key_Down, CTRL)
    assert page.desk.at == 3 and text.toPlainText() == "That is what you did." and text.hasFocus()
    press(page, Qt.Key.Key_Up, CTRL)
    for key, with_, edge, expected in (
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "start_s", 4.76),
        (Qt.Key.Key_F6, SHIFT, "start_s", 5.16),
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier, "end_s", 7.96),
        (Qt.Key.Key_F8, SHIFT, "end_s", 8.36),
    ):
        press(page, key, with_)
        assert getattr(page.desk.cue, edge) == pytest.approx(expected)
    page.view.list.editor.put_caret(len("Sales grew"))
    press(page, Qt.Key.Key_Return, CTRL)
    assert texts(page)[2:4] == ["Sales grew", "by 20 %."] and page.desk.at == 3 and text.hasFocus()
    press(page, Qt.Key.Key_M, CTRL | SHIFT)
    assert texts(page) == [cue.text for cue in TRACK.cues] and page.desk.at == 2
    press(page, Qt.Key.Key_M, CTRL)
    assert len(page.desk.cues) == 4 and texts(page)[2] == "Sales grew by 20 %. That is what you did."
    for _ in range(7):
        press(page, Qt.Key.Key_Z, CTRL)
    assert page.desk.edits is not None and page.desk.edits.track == TRACK and not page.desk.unsaved
    for _ in range(7):
        press(page, Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(page.desk.cues) == 4


def test_letters_typed_are_taken_back_together_then_what_was_before(page: CaptionPage) -> None:
    typed(page, "One two")
    press(page, Qt.Key.Key_F8)
    press(page, Qt.Key.Key_Z, CTRL)
    assert page.desk.cue is not None and page.desk.cue.end_s == 8.0 and page.desk.cue.text == "One two"
    press(page, Qt.Key.Key_Z, CTRL)
    assert page.view.list.editor.text.toPlainText() == "Sales grew by 20 %."


def test_lines_are_broken_anew_a_cue_is_deleted_and_made(page: CaptionPage) -> None:
    page.desk.go(1)
    press(page, Qt.Key.Key_L, CTRL)
    assert page.desk.cue is not None and max(map(len, page.desk.cue.lines)) <= 42
    assert page.desk.cue.text.split() == TRACK.cues[1].text.split()
    press(page, Qt.Key.Key_Delete, CTRL | SHIFT)
    assert len(page.desk.cues) == 4 and page.notice.text.text() == "Caption deleted."
    page.notice.action.click()
    assert len(page.desk.cues) == 5
    page.desk.go(3)
    press(page, Qt.Key.Key_N, CTRL)
    assert page.desk.at == 4 and page.desk.cue == Cue(9.9, 11.9, ()) and page.view.list.editor.text.hasFocus()
    assert "no text yet" in row(page, 4).marks  # type: ignore[attr-defined]


def test_a_split_without_a_place_says_what_to_do(page: CaptionPage) -> None:
    press(page, Qt.Key.Key_F2)
    press(page, Qt.Key.Key_Return, CTRL)
    assert len(page.desk.cues) == 5 and "between two words" in page.notice.text.text()


def test_the_list_is_walked_with_arrows_and_enter_goes_into_the_text(page: CaptionPage) -> None:
    page.view.list.setFocus()
    press(page, Qt.Key.Key_Down)
    assert page.desk.at == 3
    press(page, Qt.Key.Key_Return)
    assert page.view.list.editor.text.hasFocus()
    press(page, Qt.Key.Key_Escape)
    assert page.view.list.hasFocus() and page.isVisible()


def test_the_editor_stands_in_the_row_of_its_cue(page: CaptionPage, qapp: QApplication) -> None:
    cues = page.view.list
    for at in (0, 4, 1):
        page.desk.go(at)
        qapp.processEvents()
        room = cues.visualRect(cues.cues.index(at))
        assert room.contains(cues.editor.geometry()) and room.height() == cues.editor_px
        assert cues.viewport().rect().contains(cues.editor.text.geometry().translated(cues.editor.pos()))
    others = [cues.visualRect(cues.cues.index(index)) for index in (0, 2)]
    assert not any(rect.intersects(cues.editor.geometry()) for rect in others)


# The sound


def drag(
    page: CaptionPage, edge: str, to_s: float, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    wave, plan = page.view.wave, page.view.wave.plan
    assert wave.cue is not None
    y = round(plan.wave().center().y())
    from_x = plan.x(wave.cue.start_s if edge == "start" else wave.cue.end_s)
    QTest.mousePress(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(from_x), y))
    for part in (0.3, 0.7, 1.0):
        place = QPointF(from_x + part * (plan.x(to_s) - from_x), y)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            wave.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            with_,
        )
        QApplication.sendEvent(wave, move)
    QTest.mouseRelease(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(plan.x(to_s)), y))


def test_an_edge_is_dragged_to_the_voice_in_one_step(page: CaptionPage) -> None:
    drag(page, "end", 7.83)
    assert page.desk.cue is not None and page.desk.cue.end_s == 7.8  # where the voice ends
    drag(page, "start", 4.27)
    assert page.desk.cue.start_s == 4.28  # the neighbour, with the gap of the rules
    drag(page, "end", 7.3, Qt.KeyboardModifier.AltModifier)
    assert page.desk.cue.end_s == pytest.approx(7.3, abs=0.01) and page.desk.cue.end_s != 7.32  # no whole frame
    drag(page, "start", 12.0)
    assert page.desk.cue.start_s == pytest.approx(page.desk.cue.end_s - 0.1)
    for _ in range(4):
        press(page, Qt.Key.Key_Z, CTRL)
    assert page.desk.cue == TRACK.cues[2]


def test_a_neighbour_is_chosen_and_a_place_is_heard_from(page: CaptionPage, fake: FakeWork) -> None:
    wave = page.view.wave
    QTest.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(wave.plan.x(3.9)), 12))
    assert page.desk.at == 1
    middle = round(wave.plan.wave().center().y())
    QTest.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(wave.plan.x(5.0)), middle))
    path, start_s, end_s = fake.players[0].played[-1]
    assert (path, end_s) == (fake.media, None) and start_s == pytest.approx(5.0, abs=0.02)


def test_arrows_on_the_sound_move_the_chosen_edge(page: CaptionPage) -> None:
    page.view.wave.setFocus()
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Left, SHIFT)
    assert page.desk.cue is not None and (page.desk.cue.start_s, page.desk.cue.end_s) == (4.84, 7.6)
    assert page.view.wave.accessibleDescription().startswith("end 0:07.60")


def test_a_cue_is_played_from_edge_to_edge_and_the_space_bar_stops(page: CaptionPage, fake: FakeWork) -> None:
    page.view.list.setFocus()
    press(page, Qt.Key.Key_Space)
    assert fake.players[0].played == [(fake.media, 4.8, 8.0)] and page.view.play.text() == "Stop"
    press(page, Qt.Key.Key_Space)
    assert not fake.players[0].playing and page.view.play.text() == "Play caption"
    press(page, Qt.Key.Key_F2)
    press(page, Qt.Key.Key_Space)  # in the text it is a space
    assert len(fake.players[0].played) == 1
    press(page, Qt.Key.Key_F4)
    assert fake.players[0].playing


def test_playing_on_the_list_goes_along_unless_one_types(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    page.view.list.setFocus()
    press(page, Qt.Key.Key_F4, SHIFT)
    player = fake.players[0]
    assert player.played == [(fake.media, 4.8, None)]
    player.position_s = 9.5
    until(lambda: page.desk.at == 3)
    player.position_s = 15.5  # out of what is seen: the sound turns over
    until(lambda: page.view.wave.plan.from_s <= 15.5 <= page.view.wave.plan.to_s)
    page.view.list.editor.enter()
    player.position_s = 12.5
    until(lambda: page.view.wave.head_s == 12.5)
    assert page.desk.at == 3
    page.leave()
    assert not player.playing


# Nothing is lost


def test_what_is_typed_is_kept_as_a_draft_and_comes_back(
    page: CaptionPage, make: Callable[[FakeWork], CaptionPage], fake: FakeWork, until: Until
) -> None:
    before = fake.captions.read_bytes()
    typed(page, "Sales grew.")
    until(lambda: draft_path(fake.captions).exists())
    assert fake.captions.read_bytes() == before
    again = make(fake)
    again.open(fake.media, TRACK, "plain", None, None)
    assert again.desk.at == 2 and again.desk.cue is not None and again.desk.cue.text == "Sales grew."
    assert again.desk.unsaved and "here again" in again.notice.text.text()
    again.notice.action.click()  # take the saved ones
    assert again.desk.edits is not None and again.desk.edits.track == TRACK
    press(again, Qt.Key.Key_Z, CTRL | SHIFT)  # and even that is taken back
    assert again.desk.cue.text == "Sales grew." or again.desk.edits.track.cues[2].text == "Sales grew."


def test_a_draft_on_captions_that_were_made_anew_says_so(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    typed(page, "Sales grew.")
    until(lambda: draft_path(fake.captions).exists())
    fake.captions.write_text("1\n00:00:01,000 --> 00:00:02,000\nNew\n")
    page.open(fake.media, read_captions(fake.captions, language="en"), "plain", None, None)
    assert "made anew since" in page.notice.text.text()
    assert len(page.desk.cues) == 5


def test_leaving_with_unsaved_changes_says_so_and_keeps_them(page: CaptionPage, fake: FakeWork) -> None:
    gone: list[bool] = []
    page.left.connect(lambda: gone.append(True))
    typed(page, "Sales grew.")
    page.back.click()
    assert not gone and "kept as a draft" in page.notice.text.text()
    assert json.loads(draft_path(fake.captions).read_text())["cues"][2]["lines"] == ["Sales grew."]
    page.back.click()
    assert gone and draft_path(fake.captions).exists()


def test_leaving_after_saving_asks_nothing(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    gone: list[bool] = []
    page.left.connect(lambda: gone.append(True))
    typed(page, "Sales grew.")
    page.leave()
    page.notice.action.click()
    until(lambda: gone)
    assert fake.saves == 1 and not draft_path(fake.captions).exists()
    page.leave()
    assert len(gone) == 2


def test_a_page_that_is_hidden_keeps_what_was_just_typed(page: CaptionPage, fake: FakeWork) -> None:
    typed(page, "Sales grew.")
    assert not draft_path(fake.captions).exists()
    page.hide()
    assert draft_path(fake.captions).exists()


def test_saving_writes_every_format_and_drops_the_draft(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    saved: list[Path] = []
    page.saved.connect(saved.append)
    typed(page, "Sales grew.")
    until(lambda: draft_path(fake.captions).exists())
    press(page, Qt.Key.Key_S, CTRL)
    until(lambda: saved)
    assert saved == [fake.captions] and not page.save.isEnabled() and "not saved" not in page.subtitle.text()
    for path in (fake.captions, fake.captions.with_suffix(".vtt")):
        assert read_captions(path).cues[2].text == "Sales grew."
    assert sorted(path.name for path in fake.folder.iterdir()) == ["talk.mp4", "talk.srt", "talk.vtt"]
    press(page, Qt.Key.Key_Z, CTRL)
    assert page.desk.unsaved  # what was saved can still be taken back


def test_what_is_typed_while_it_saves_is_kept(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    fake.hold = threading.Event()
    typed(page, "Sales grew.")
    press(page, Qt.Key.Key_S, CTRL)
    QTest.keyClicks(page.view.list.editor.text, " A lot.")
    fake.hold.set()
    until(lambda: fake.saves == 1 and draft_path(fake.captions).exists())
    assert page.desk.unsaved and read_captions(fake.captions).cues[2].text == "Sales grew."
    assert json.loads(draft_path(fake.captions).read_text())["cues"][2]["lines"] == ["Sales grew. A lot."]


def test_a_save_that_fails_is_said_and_the_draft_is_kept(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    fake.trouble = DiskError("The disk is full.", code="disk-full", path="talk.srt")
    typed(page, "Sales grew.")
    press(page, Qt.Key.Key_S, CTRL)
    until(lambda: page.notice.isVisible())
    assert "talk.srt" in page.notice.text.text() or "disk" in page.notice.text.text().lower()
    until(lambda: draft_path(fake.captions).exists())
    assert page.desk.unsaved


def test_a_draft_that_cannot_be_kept_is_said_before_one_leaves(page: CaptionPage, fake: FakeWork) -> None:
    gone: list[bool] = []
    page.left.connect(lambda: gone.append(True))
    fake.draft_trouble = DiskError("The disk is full.", code="disk-full", path="talk.srt")
    typed(page, "Sales grew.")
    page.leave()
    assert not gone and page.notice.isVisible()
    assert page.desk.cue is not None and page.desk.cue.text == "Sales grew."


def test_exporting_saves_first(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    wanted: list[Path] = []
    page.export_wanted.connect(lambda path: wanted.append(path) or fake.saves == 1 or wanted.clear())
    typed(page, "Sales grew.")
    page.export.click()
    until(lambda: wanted)
    assert wanted == [fake.media] and fake.saves == 1
    page.export.click()
    assert wanted == [fake.media] * 2 and fake.saves == 1
