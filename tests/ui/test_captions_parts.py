"""Parts of the captions' page: its keys, its look at every size, the style, long tracks, and the real engine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes.captions import TRACK, FakeWork
from fakes.known_media import flash_and_click, frame_at
from fakes.player import FakePlayer
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from producer.captions import load_rules, read_captions, write_captions
from producer.captions.broken import BrokenRule
from producer.captions.check import broken_rules
from producer.captions.edit import set_text
from producer.captions.style import CaptionStyle, load_style
from producer.export import burn_captions
from producer.speech.findings import Finding, note
from producer.values import CaptionTrack, Cue
from ui.bridge import Mailbox, Tasks
from ui.screens.captions import CaptionPage
from ui.screens.captions_judge import CueJudge
from ui.screens.captions_keys import KEYS, SHOWN, KeysCard, key_text
from ui.screens.captions_latest import Newest
from ui.screens.captions_marks import mark_text, moment
from ui.screens.captions_work import real_work
from ui.translations import Languages
from ui.widgets.caption_style_form import CaptionStyleForm, system_fonts
from ui.widgets.cue_list import CueModel, CueRow

Until = Callable[..., None]


@pytest.fixture
def page(qapp: QApplication, languages: Languages, tmp_path: Path) -> Iterator[CaptionPage]:
    fake = FakeWork(tmp_path).files()
    made = CaptionPage(fake.work())
    made.resize(1280, 760)
    made.show()
    made.open(fake.media, TRACK, "plain", None, 2)
    made.fake = fake  # type: ignore[attr-defined]
    qapp.processEvents()
    yield made
    made.close()
    made.tasks.wait(5)
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# Keys


def test_every_key_does_one_thing_and_is_explained() -> None:
    sequences = [QKeySequence(key).toString() for keys in KEYS.values() for key in keys]
    assert len(sequences) == len(set(sequences)) and all(sequences)
    assert {name for names in SHOWN for name in names} == set(KEYS) - {"keys"}
    assert all(key_text(names) for names in SHOWN)


def test_every_key_is_taken_from_the_text_too(page: CaptionPage) -> None:
    owned = {sequence.toString() for sequence in page.view.list.editor.text.owned}
    assert owned == {QKeySequence(key).toString() for keys in KEYS.values() for key in keys}
    assert set(page._slots()) == set(KEYS)


def test_the_card_of_keys_opens_with_a_key_and_closes_with_esc(page: CaptionPage, until: Until) -> None:
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.view.list.editor.enter()
    QTest.keyClick(page.view.list.editor.text, Qt.Key.Key_F1)
    card = page.findChild(KeysCard)
    assert card is not None and card.isVisible()
    said = [one.text() for one in card.findChildren(QLabel)]
    assert "Split where the cursor stands" in said and "F3" in said
    assert "F3: Next caption to look at" in card.accessibleDescription()
    QTest.keyClick(card, Qt.Key.Key_Escape)
    until(lambda: not card.isVisible())


# Look


def shown(page: QWidget, kind: type) -> list[Any]:
    return [one for one in page.findChildren(kind) if one.isVisible()]


@pytest.mark.parametrize("size", [(1280, 740), (1920, 1020)])
@pytest.mark.parametrize("code", ["en", "nl"])
@pytest.mark.parametrize("styled", [False, True])
def test_nothing_is_cut_off(
    page: CaptionPage, languages: Languages, qapp: QApplication, size: tuple[int, int], code: str, styled: bool
) -> None:
    languages.speak(code)
    page.resize(*size)
    if styled:
        page.view.fold.click()
    for _ in range(3):  # new words, then the layouts that they ask for, one inside the other
        qapp.processEvents()
    assert page._scroll.verticalScrollBar().maximum() == 0 and page.size().toTuple() == size
    for one in (*shown(page, QAbstractButton), *shown(page, QComboBox)):
        assert one.width() >= one.minimumSizeHint().width() and one.height() >= one.minimumSizeHint().height(), one
        corner = one.mapTo(page, QPoint(0, 0))
        assert corner.x() >= 0 and corner.x() + one.width() <= size[0]
    for line in page.view.list.editor.figures:
        if not line.isHidden():
            assert line._words.width() >= line._words.sizeHint().width(), line.text
    assert page.view.picture.picture_rect().height() >= 180
    assert page.view.list.height() > page.view.list.editor_px


def test_everything_has_a_name_for_a_screen_reader(page: CaptionPage) -> None:
    page.view.fold.click()
    for one in page.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one is not page:
            named = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
            assert named, one
    assert page.view.list.editor.text.accessibleName() == "Text of caption 2"
    assert page.view.picture.accessibleName()


def test_everything_is_reached_with_tab(page: CaptionPage, qapp: QApplication) -> None:
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    page.view.fold.click()
    page.back.setFocus()
    seen: list[QWidget] = []
    while (now := qapp.focusWidget()) is not None and now not in seen and len(seen) < 60:
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    wanted = [
        *(page.keys, page.export, page.view.play, page.view.fold, page.view.look, page.view.list, page.view.wave),
        *(page.view.list.editor.text, page.view.split, page.view.delete, *page.view.form.boxes.values()),
    ]
    assert [one for one in wanted if one not in seen] == []


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0.0, "0:00.00"), (34.204, "0:34.20"), (59.996, "1:00.00"), (3723.4, "1:02:03.40")]
)
def test_times_are_said_to_the_hundredth(languages: Languages, seconds: float, expected: str) -> None:
    assert moment(seconds) == expected


def test_every_rule_that_the_engine_knows_has_words_in_both_languages(languages: Languages) -> None:
    from producer.captions.broken import NAMES

    for code in ("en", "nl"):
        languages.speak(code)
        for rule in NAMES:
            said = mark_text(BrokenRule(1, rule, 1.5, 2.0, "Anna | Peeters" if rule.startswith("split") else ""))
            assert said and "{" not in said


# The list


def test_rows_change_as_little_as_they_can(qapp: QApplication) -> None:
    def rows(text: str) -> list[CueRow]:
        return [CueRow("", (sign,), (), sign) for sign in text]

    model, told = CueModel(qapp), []
    model.show_rows(rows("abcd"))
    model.dataChanged.connect(lambda first, last: told.append(("changed", first.row(), last.row())))
    model.rowsInserted.connect(lambda parent, first, last: told.append(("in", first, last)))
    model.rowsRemoved.connect(lambda parent, first, last: told.append(("out", first, last)))
    model.modelReset.connect(lambda: told.append(("reset",)))
    for text, expected in (
        ("abxd", [("changed", 2, 2)]),
        ("abxyzd", [("in", 3, 4)]),
        ("abd", [("out", 2, 4)]),
        ("abd", []),
        ("", [("out", 0, 2)]),
        ("aa", [("in", 0, 1)]),
        ("aaa", [("in", 2, 2)]),
    ):
        told.clear()
        model.show_rows(rows(text))
        assert (told, "".join(row.spoken for row in model.rows)) == (expected, text)


def long_track(count: int) -> CaptionTrack:
    lines = ("Good morning, all of you,", "here is what we did.")
    return CaptionTrack("en", tuple(Cue(3.0 * at, 3.0 * at + 2.9, lines) for at in range(count)))


def test_in_a_long_track_a_letter_has_only_its_neighbours_checked() -> None:
    rules, sizes = load_rules("plain", language="en"), []

    def check(track: CaptionTrack, rules: Any, film: Any) -> Any:
        sizes.append(len(track.cues))
        return broken_rules(track, rules)

    judge, track = CueJudge(check, rules), long_track(1000)
    assert judge.judge(track)
    before = judge.marks
    for text in ("x" * 50, "Fine. " * 20, "Good morning, all of you,\nhere is what we did."):
        track = set_text(track, 500, text)
        assert not judge.judge(track)
        whole = CueJudge(lambda made, rules, film: broken_rules(made, rules), rules)
        whole.judge(track)
        assert judge.marks == whole.marks
        assert judge.worst == whole.worst
    assert sizes == [1000, 9, 9, 9] and judge.marks == before


# Style


def test_a_style_that_is_chosen_is_drawn_and_kept(page: CaptionPage, until: Until) -> None:
    fake: FakeWork = page.fake  # type: ignore[attr-defined]
    page.view.fold.click()
    for name, value in (("place", "top"), ("box", "solid"), ("size", 0.08), ("colour", "FFE24A")):
        box = page.view.form.boxes[name]
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    expected = CaptionStyle(size=0.08, box="solid", place="top", colour="FFE24A")
    assert page.view.form.style_now == expected
    until(lambda: fake.pictures[-1][2] == expected and fake.styles and fake.styles[-1] == expected)


def test_letters_that_cannot_be_read_are_said(qapp: QApplication, languages: Languages) -> None:
    form = CaptionStyleForm(CaptionStyle(), ["Inter Semi Bold"])
    assert form.note.text() == "Contrast at least 7.0 : 1. Good to read over any picture."
    form.show_style(CaptionStyle(colour="888888", box="solid", box_colour="FFFFFF"))
    assert form.note.text().startswith("Contrast only 3.5 : 1.")
    assert form.boxes["colour"].currentText() == "#888888"  # from a brand file: shown as it is


def test_a_font_that_is_not_here_is_said(qapp: QApplication, languages: Languages) -> None:
    form = CaptionStyleForm(CaptionStyle("House Sans"), ["Inter Semi Bold", "Odd Name"])
    form.say_font_instead("DejaVuSans")
    assert "you see DejaVuSans" in form.note.text()
    form.show_style(CaptionStyle("Odd Name"))
    form.say_font_instead("OddName-Whatever")  # it is here, under another name
    assert "you see" not in form.note.text()


def test_fonts_are_the_shipped_ones_first_and_the_system_s(qapp: QApplication) -> None:
    fonts = system_fonts()
    assert fonts[:2] == ["Inter Semi Bold", "Inter"] and len(fonts) == len(set(fonts))


# In the background


def test_of_what_waits_only_the_newest_is_done(qapp: QApplication, until: Until) -> None:
    mailbox = Mailbox()
    tasks, go, done, failed = Tasks(mailbox), threading.Event(), [], []
    newest = Newest(tasks, failed.append, "test")
    newest.ask(lambda job: go.wait(5) and "first", done.append)
    for name in ("second", "third", "last"):
        newest.ask(lambda job, name=name: name, done.append)
    go.set()
    until(lambda: not newest.busy and len(done) == 2)
    assert done == ["first", "last"]
    newest.ask(lambda job: 1 / 0)
    newest.ask(lambda job: "after", done.append)
    until(lambda: done[-1] == "after")
    assert isinstance(failed[0], ZeroDivisionError)
    mailbox.close()


# With the engine behind it


def test_the_whole_way_with_the_real_engine(
    qapp: QApplication, languages: Languages, tmp_path: Path, until: Until
) -> None:
    """Type, style, save, burn: the clip's frame is the picture that the page showed."""
    video, captions = flash_and_click(tmp_path / "take.mkv", seconds=4), tmp_path / "take.srt"
    track = CaptionTrack("en", (Cue(0.4, 1.0, ("Old",)), Cue(1.2, 2.8, ("words",))))
    write_captions(track, captions)
    page = CaptionPage(real_work(lambda on_end: FakePlayer(on_end)))
    page.resize(1280, 760)
    page.show()
    page.open(video, read_captions(captions, language="en"), "plain", None, 2)
    until(lambda: page.view.wave.sound is not None and page.view.picture.image is not None, 20)
    assert page.desk.guides.fps == 30.0
    page.view.list.editor.enter()
    page.view.list.editor.text.selectAll()
    QTest.keyClicks(page.view.list.editor.text, "What you see is what is burned.")
    box = page.view.form.boxes["place"]
    box.setCurrentIndex(box.findData("top"))
    box.activated.emit(box.currentIndex())
    until(lambda: not page._stills.busy and not page._styles.busy)
    page.save.click()
    until(lambda: not page.desk.unsaved)
    image = page.view.picture.image
    assert image is not None and load_style().place == "top"
    burn_captions(video, read_captions(captions), tmp_path / "burned.mp4")
    clip = frame_at(tmp_path / "burned.mp4", 2.0).astype(int)
    off = np.abs(clip - pixels(image)).max(axis=2)
    assert np.percentile(off, 99) <= 24 and off.mean() < 3
    assert (pixels(image)[:90].min(axis=2) > 200).sum() > 300
    page.close()
    page.tasks.wait(5)
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pixels(image: QImage) -> Any:
    copy = image.convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(copy.constBits(), np.uint8).reshape(copy.height(), copy.bytesPerLine())
    return flat[:, : 3 * copy.width()].reshape(copy.height(), copy.width(), 3).astype(int)


def test_what_was_changed_on_the_way_is_marked_in_ones_own_language_until_it_was_heard() -> None:
    rules = load_rules("plain")
    judge = CueJudge(lambda track, rules, film: broken_rules(track, rules), rules)
    cues = (Cue(0.0, 3.0, ("We welcome Joost",)), Cue(4.0, 7.0, ("to the board of 2026",)))
    findings = (
        Finding("glossary", 2.0, 2.5, "Yoast", "Joost", note("heard as a name of the glossary")),
        Finding("script", 4.1, 4.4, "board", "Board,", note("written as in the script")),
        Finding("script", 6.0, 6.5, "2025", "2026", note("said differently", "number")),
        Finding("uncertain", 0.1, 0.2, "We", "We", note("uncertain")),
    )
    judge.know_words(None, findings, "nl_NL")
    judge.judge(CaptionTrack("nl", cues))
    said = {index: [mark_text(mark) for mark in marks] for index, marks in judge.marks.items()}
    assert said == {
        0: ["Yoast → Joost (gehoord als naam uit de woordenlijst)"],
        1: ["2025 → 2026 (anders gezegd; getal)"],
    }
    assert judge.worst == (0, 1)
    assert judge.hear(cues[1]) and not judge.hear(cues[1])
    judge.judge(CaptionTrack("nl", cues))
    assert set(judge.marks) == {0}
