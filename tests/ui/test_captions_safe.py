"""The captions' page where things go wrong or happen at once: nothing is lost, and what it says is true."""

from __future__ import annotations

import random
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from fakes.captions import TRACK, FakeWork
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from producer.captions import edit, load_rules, read_captions, write_captions
from producer.captions.broken import BrokenRule
from producer.captions.check import broken_rules
from producer.captions.draft import draft_path
from producer.captions.rules import Rules
from producer.errors import DiskError, MissingFile
from producer.media.waveform import Waveform
from producer.values import CaptionTrack, Cue
from ui.screens.captions import CaptionPage
from ui.screens.captions_judge import CueJudge, marks_of
from ui.screens.captions_marks import figures
from ui.translations import Languages
from ui.widgets.cue_list import CueList, CueRow

Until = Callable[..., None]


@pytest.fixture
def fake(tmp_path: Path) -> FakeWork:
    return FakeWork(tmp_path).files()


@pytest.fixture
def page(qapp: QApplication, languages: Languages, fake: FakeWork, until: Until) -> Iterator[CaptionPage]:
    made = CaptionPage(fake.work())
    made.resize(1232, 690)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.open(fake.media, TRACK, "plain", None, 3)
    until(lambda: made.view.wave.sound is not None and fake.pictures and not made._stills.busy)
    yield made
    made.close()
    made.tasks.wait(5)
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def texts(page: CaptionPage) -> list[str]:
    return [cue.text for cue in page.desk.cues]


# Saving


def test_captions_that_were_never_written_can_be_saved_as_they_are(
    page: CaptionPage, fake: FakeWork, until: Until
) -> None:
    for form in ("srt", "vtt"):
        fake.captions.with_suffix(f".{form}").unlink()
    page.open(fake.media, TRACK, "plain", None, None)
    assert page.subtitle.text().endswith("not saved yet") and page.save.isEnabled()
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    until(lambda: not page.save.isEnabled())
    assert page.subtitle.text().endswith("saved") and not page.save.isEnabled()
    assert [cue.text for cue in read_captions(fake.captions).cues] == texts(page)


def test_what_another_program_wrote_meanwhile_is_kept(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    theirs = CaptionTrack("en", (Cue(1.0, 3.0, ("Written by hand elsewhere",)),))
    write_captions(theirs, fake.captions)
    page.desk.set_text("Mine")
    page.save.click()
    until(lambda: page.notice.isVisible())
    kept = fake.folder / "talk.kept.srt"
    assert read_captions(kept).cues[0].text == "Written by hand elsewhere"
    assert kept.name in page.notice.text.text()
    assert read_captions(fake.captions).cues[2].text == "Mine"
    page.notice.hide()
    page.desk.set_text("Mine again")
    page.save.click()
    until(lambda: fake.saves == 2 and not page.desk.unsaved)
    assert not page.notice.isVisible() and len(list(fake.folder.glob("*.kept*"))) == 1


def test_a_save_that_is_asked_for_while_another_goes_on_comes_after_it(
    page: CaptionPage, fake: FakeWork, until: Until
) -> None:
    wanted: list[Path] = []
    page.export_wanted.connect(wanted.append)
    fake.hold = threading.Event()
    page.desk.set_text("First")
    page.save.click()
    page.desk.set_text("Second")
    page.export.click()
    fake.hold.set()
    until(lambda: wanted)
    assert read_captions(fake.captions).cues[2].text == "Second" and fake.saves == 2


def test_a_clip_is_asked_for_by_keys_alone(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    wanted: list[Path] = []
    page.export_wanted.connect(wanted.append)
    page.view.list.editor.enter()
    QTest.keyClicks(page.view.list.editor.text, "!")
    QTest.keyClick(page.view.list.editor.text, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    until(lambda: wanted)
    assert wanted == [fake.media] and read_captions(fake.captions).cues[2].text.endswith("!")


def test_a_picture_that_cannot_be_drawn_stops_no_export_and_is_said_once(
    page: CaptionPage, fake: FakeWork, until: Until
) -> None:
    wanted: list[Path] = []
    page.export_wanted.connect(wanted.append)

    def gone(*_: object) -> None:
        raise MissingFile("gone", code="missing-file", path=str(fake.media))

    object.__setattr__(page._work, "picture", gone)
    page.desk.set_text("Without a film")
    until(lambda: page.notice.isVisible())
    assert page.view.picture.image is None, "no picture with the words of before"
    page.notice.hide()
    page.desk.set_text("Without a film still")
    until(lambda: not page._stills.busy)
    assert not page.notice.isVisible()
    page._then = "export"
    page._no_picture(MissingFile("gone", code="missing-file", path=str(fake.media)))
    assert page._then == "export"


# Leaving


def test_where_no_draft_can_be_written_leaving_says_so(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    left: list[object] = []
    page.left.connect(lambda: left.append(1))
    fake.draft_trouble = DiskError("read only", code="not-writable", path=str(fake.captions))
    page.desk.set_text("Nowhere to be kept")
    until(lambda: page.notice.isVisible())  # the draft was tried, and could not be written
    page.leave()
    assert "nothing can be written" in page.notice.text.text() and not left
    assert not draft_path(fake.captions).exists()
    page.leave()
    assert left, "nobody is held here"


def test_what_cannot_be_saved_here_is_saved_elsewhere(
    page: CaptionPage, fake: FakeWork, until: Until, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "other" / "mine"
    elsewhere.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    fake.trouble = DiskError("read only", code="not-writable", path=str(fake.captions))
    page.desk.set_text("Kept elsewhere")
    page.save.click()
    until(lambda: page.notice.isVisible())
    fake.trouble = None
    page.notice.action.click()
    until(lambda: not page.desk.unsaved)
    assert page.desk.captions == elsewhere.with_name("mine.srt")
    assert read_captions(page.desk.captions).cues[2].text == "Kept elsewhere"
    assert read_captions(fake.captions).cues[2].text == TRACK.cues[2].text


def test_a_draft_that_could_not_be_written_is_tried_again(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    fake.draft_trouble = DiskError("full", code="disk-full", path=str(fake.captions))
    page.desk.set_text("To be kept")
    until(lambda: page.notice.isVisible())
    fake.draft_trouble = None
    assert page.desk.keep_now() and draft_path(fake.captions).exists()


def test_while_captions_are_waited_for_nothing_works_on_those_of_before(page: CaptionPage, fake: FakeWork) -> None:
    left: list[object] = []
    page.left.connect(lambda: left.append(1))
    page.desk.set_text("Of another film")
    page.show_waiting("Listening…", None)
    assert not any(part.isVisible() for part in (page.save, page.export, page.undo, page.redo))
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert texts(page)[2] == "Of another film"
    page.leave()
    assert left, "there is nothing to be asked of what is not seen"
    page.show_content()
    assert page.export.isVisible()


# Where something is missing


def test_without_captions_the_film_is_seen_and_no_rule_is_praised(
    page: CaptionPage, fake: FakeWork, until: Until
) -> None:
    page.open(fake.media, CaptionTrack("en", ()), "plain", None, None)
    until(lambda: page.view.picture.image is not None)
    assert fake.pictures[-1][:2] == (0.0, ())
    assert page.view.worst.text() == ""
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(page.desk.cues) == 1 and QApplication.focusWidget() is page.view.list.editor.text


def test_a_film_without_sound_says_so(page: CaptionPage) -> None:
    wave = page.view.wave
    wave.show_sound(None)
    reading = wave.note()
    wave.show_sound(Waveform(3.0, 25.0, array("f"), ()))
    wave.grab()
    assert wave.note() not in ("", reading)


# Taking back


def test_the_saved_captions_are_taken_whole_after_more_was_typed(page: CaptionPage, fake: FakeWork) -> None:
    page.desk.set_text("Left as a draft")
    page.desk.keep_now()
    page.open(fake.media, TRACK, "plain", None, None)
    page.desk.go(0)
    page.desk.set_text("And more")
    page.notice.action.click()
    assert page.desk.edits is not None and page.desk.edits.track == TRACK
    page.undo.click()
    assert texts(page)[0] == "And more" and texts(page)[2] == "Left as a draft"


def test_what_is_typed_after_a_pause_is_taken_back_by_itself(page: CaptionPage, fake: FakeWork, until: Until) -> None:
    editor = page.view.list.editor
    editor.enter()
    QTest.keyClicks(editor.text, " Good")
    until(lambda: draft_path(fake.captions).exists())
    QTest.keyClicks(editor.text, " bad")
    assert texts(page)[2].endswith("Good bad")
    page.undo.click()
    assert texts(page)[2].endswith(" Good")
    page.undo.click()
    assert texts(page)[2] == TRACK.cues[2].text


def test_the_undo_of_a_deletion_is_offered_until_something_else_is_done(page: CaptionPage) -> None:
    page.view.delete.click()
    assert page.notice.isVisible()
    page.desk.go(0)
    assert page.notice.isVisible()
    page.desk.set_text("Something else")
    assert not page.notice.isVisible()


# Words


def test_a_split_after_emoji_is_where_the_cursor_stands(page: CaptionPage) -> None:
    editor = page.view.list.editor
    editor.enter()
    page.desk.set_text("😀😀😀😀 hello  world")
    editor.put_caret(5)
    assert editor.text.caret == 5 and editor.text.before_caret() == "😀😀😀😀"
    page.view.split.click()
    assert texts(page)[2:4] == ["😀😀😀😀", "hello world"]


def test_spaces_that_say_nothing_do_not_move_the_split(page: CaptionPage) -> None:
    editor = page.view.list.editor
    editor.enter()
    editor.text.setPlainText("\n\n   one      two\nthree four")
    editor.put_caret(len("\n\n   one      two"))
    page.view.split.click()
    assert texts(page)[2:4] == ["one two", "three four"]


def test_no_figure_and_no_mark_is_cut_off_in_a_window_of_1280(page: CaptionPage) -> None:
    page.desk.set_text("A line that is far longer than any rule in any house allows a line to be, and says so")
    editor = page.view.list.editor
    editor.show_figures("3", figures(page.desk.cues[2], page.desk.rules), ["something that was said " * 6])  # type: ignore[arg-type]
    page.view.list.fit_editor()
    QApplication.processEvents()
    shown = [line for line in editor.figures if not line.isHidden()]
    assert len(shown) == 5
    for line in shown:
        words = line._words
        fits = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
        wide = words.width() if words.wordWrap() else words.sizeHint().width()
        assert (wide, fits) <= (words.width(), words.height()) and fits <= words.height(), words.text()
        assert editor.rect().contains(line.geometry()), words.text()


def test_the_button_for_the_next_look_is_never_squeezed(page: CaptionPage, languages: Languages) -> None:
    for language in ("nl", "en"):
        languages.speak(language)
        for count in (0, 1999):
            page.view.show_worst(count)
            QApplication.processEvents()
            assert page.view.look.width() >= page.view.look.sizeHint().width()


def test_the_marks_of_what_is_typed_stay_in_sight(page: CaptionPage) -> None:
    view = page.view.list
    many = [Cue(3.0 * at, 3.0 * at + 2.5, (f"Caption {at}",)) for at in range(60)]
    page.open(page.desk.media, CaptionTrack("en", tuple(many)), "plain", None, 40)
    in_sight = lambda: view.viewport().rect().contains(view.editor.geometry())  # noqa: E731
    QApplication.processEvents()
    assert in_sight()
    before = view.editor.height()
    view.editor.show_figures("41", figures(page.desk.cues[40], page.desk.rules), ["one more mark"] * 3)  # type: ignore[arg-type]
    view.fit_editor()
    assert view.editor.height() > before and in_sight()
    page.notice.say("Something that takes a little room.")
    QApplication.processEvents()
    assert in_sight()


# Long tracks


def changed(track: CaptionTrack, chance: random.Random, past: list[CaptionTrack]) -> CaptionTrack:
    """Do anything that a person can do to a track."""
    at = chance.randrange(len(track.cues))
    acts: tuple[Callable[[], CaptionTrack], ...] = (
        lambda: edit.set_text(track, at, "Fine. " * chance.randrange(1, 20)),
        lambda: edit.merge(track, at),
        lambda: edit.split(track, at, 8),
        lambda: edit.delete(track, at),
        lambda: (edit.insert(track, 2.0 * at + 1.5) or (track, 0))[0],
        lambda: edit.set_end(track, at, 2.0 * at + chance.random() * 2),
        lambda: chance.choice(past),
    )
    return chance.choice(acts)()


def test_whatever_is_done_in_a_long_track_its_marks_are_those_of_a_whole_look() -> None:
    rules, sizes = load_rules("plain", language="en"), []

    def check(track: CaptionTrack, rules: Rules, film: object) -> Sequence[BrokenRule]:
        sizes.append(len(track.cues))
        return broken_rules(track, rules)

    texts = ("Good morning, all of you,", "a line that is longer than a line may be in any house at all", "x")
    track = CaptionTrack("en", tuple(Cue(2.0 * at, 2.0 * at + 1.5, (texts[at % 3],)) for at in range(220)))
    judge, chance, past = CueJudge(check, rules), random.Random(7), [track]
    judge.judge(track)
    for _ in range(40):
        sizes.clear()
        track = changed(track, chance, past)
        judge.judge(track)
        assert sizes and judge.marks == marks_of(broken_rules(track, rules))
        past.append(track)
    judge.judge(edit.delete(track, 0))
    assert sizes[-1] < 20


def test_a_second_esc_goes_back_also_where_the_film_was_looked_at_meanwhile(page: CaptionPage) -> None:
    left: list[object] = []
    page.left.connect(lambda: left.append(1))
    page.desk.set_text("Not saved")
    page.leave()
    page.desk.changed.emit()
    page.leave()
    assert left


def test_a_letter_typed_lays_out_no_list_where_no_row_changes_its_height(qapp: QApplication) -> None:
    view, asked = CueList(), []
    hint = view.itemDelegate().sizeHint
    view.itemDelegate().sizeHint = lambda *what: asked.append(1) or hint(*what)  # type: ignore[method-assign, func-returns-value]
    rows = [CueRow("0:01.00", (f"caption {number}",), (), f"{number}") for number in range(500)]
    view.resize(400, 300)
    view.show()
    view.show_rows(rows, 3)
    qapp.processEvents()
    asked.clear()
    view.show_rows([*rows[:3], CueRow("0:01.00", ("captions 3",), (), "3"), *rows[4:]], 3)
    qapp.processEvents()
    assert len(asked) < 100
    view.show_rows([*rows[:7], CueRow("0:01.00", ("a", "b"), (), "7"), *rows[8:]], 3)
    qapp.processEvents()
    assert view.visualRect(view.cues.index(7)).height() > view.visualRect(view.cues.index(8)).height()
    view.close()
