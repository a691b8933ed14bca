"""A take along its time: what is drawn where, what the mouse hits, where the keys go, what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fakes.reports import FILLERS, LENGTH_S, PAUSES, report, timeline
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from producer.coach.take import timeline as engine
from ui import theme
from ui.translations import Languages
from ui.widgets import timeline_view as module
from ui.widgets.timeline_marks import PEAK_STEP_S, STEP_S, Mark, away, marks_of, tick_step_s, unseen
from ui.widgets.timeline_view import TimelineView

Said = list[str]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    heard: Said = []
    monkeypatch.setattr(module, "announce", lambda widget, text="": heard.append(text))
    return heard


@pytest.fixture
def view(qapp: QApplication, languages: Languages, said: Said) -> Iterator[TimelineView]:
    made = TimelineView()
    made.resize(1000, made.height())
    made.show_report(report())
    yield made
    made.deleteLater()


def chosen(view: TimelineView) -> list[Any]:
    found: list[Any] = []
    view.chosen.connect(found.append)
    return found


def picture(view: TimelineView) -> QImage:
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.current_theme().surface))
    view.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)  # without the ground of a bare window
    return image


def share(image: QImage, box: QRectF, colour: str) -> float:
    """Return how much of a box is of a colour."""
    wanted, rect = QColor(colour), box.toAlignedRect()
    spots = [QPoint(x, y) for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom())]
    return sum(image.pixelColor(spot) == wanted for spot in spots) / len(spots)


# What there is


def test_the_steps_are_the_engine_s() -> None:
    assert (STEP_S, PEAK_STEP_S) == (engine.STEP_S, engine.PEAK_STEP_S)


def test_marks_come_in_the_order_of_time() -> None:
    marks = marks_of(report())
    assert [mark.start_s for mark in marks] == sorted(mark.start_s for mark in marks)
    assert [(m.start_s, m.end_s) for m in marks if m.kind == "pause"] == list(PAUSES)
    assert [(m.text, m.start_s, m.end_s) for m in marks if m.kind == "filler"] == list(FILLERS)
    assert [(m.start_s, m.end_s) for m in marks if m.kind == "away"] == [(18.0, 21.0), (44.5, 47.0)]  # no blink at 34 s
    assert [(m.start_s, m.end_s) for m in marks if m.kind == "unseen"] == [(50.0, 52.0)]


def test_a_fast_and_a_slow_stretch_are_marks() -> None:
    paces = (150.0,) * 20 + (180.0, 190.0, 185.0, 178.0) + (150.0,) * 20 + (90.0,) * 6 + (180.0,) * 3 + (150.0,) * 67
    marks = [m for m in marks_of(report(line=timeline(words_per_minute=paces))) if m.lane == "pace"]
    assert [(m.kind, m.start_s, m.end_s, m.value) for m in marks] == [
        ("fast", 10.0, 12.0, 190.0),
        ("slow", 22.0, 25.0, 90.0),
    ]


def test_looks_away_are_where_the_face_was_seen() -> None:
    line = timeline(seen=((2.0, 10.0), (20.0, 30.0)), at_lens=((2.0, 5.0), (6.0, 22.0)))
    assert away(line) == ((5.0, 6.0), (22.0, 30.0))
    assert unseen(line) == ((0.0, 2.0), (10.0, 20.0), (30.0, LENGTH_S))
    assert unseen(timeline(seen=(), at_lens=())) == ()


@pytest.mark.parametrize(("length_s", "step_s"), [(4, 1), (60, 10), (95, 10), (600, 60), (3600, 600), (9e9, 1800)])
def test_the_axis_has_at_most_ten_labels(length_s: float, step_s: float) -> None:
    assert tick_step_s(length_s) == step_s


# What is drawn


def test_every_mark_is_where_its_time_is(view: TimelineView) -> None:
    image, colours = picture(view), theme.current_theme()
    for mark in view.marks:
        box = view.plan.box(mark)
        if mark.kind == "pause":
            assert share(image, box, colours.muted) > 0.7
            assert box.left() == pytest.approx(view.plan.left + view.plan.wide * mark.start_s / LENGTH_S)
            assert box.width() == pytest.approx(view.plan.wide * mark.length_s / LENGTH_S)
        if mark.kind == "filler":
            assert 0.3 < share(image, box, colours.accent) < 0.6  # a diamond fills half of its box


def test_shapes_differ_without_their_colours(view: TimelineView) -> None:
    image, colours = picture(view), theme.current_theme()
    kinds = {mark.kind: view.plan.box(mark) for mark in view.marks}
    looking = view.plan.box(Mark("away", "lens", 2.0, 10.0))
    assert share(image, looking, colours.muted) > 0.9  # full
    assert 0.1 < share(image, kinds["away"], colours.muted) < 0.7  # hatched
    assert share(image, kinds["unseen"].adjusted(2, 2, -2, -2), colours.surface) > 0.9  # empty, with an outline


def test_the_waveform_is_flat_in_a_pause(view: TimelineView) -> None:
    image, plan, colour = picture(view), view.plan, theme.current_theme().muted
    wave = plan.wave()

    def tall(start_s: float, end_s: float) -> float:
        box = QRectF(plan.x(start_s), wave.top(), plan.x(end_s) - plan.x(start_s), wave.height())
        return share(image, box, colour)

    assert tall(41.2, 42.6) < 0.12 < 0.3 < tall(43.0, 47.0)


def test_a_curve_is_in_its_band_where_the_pace_is_right(view: TimelineView) -> None:
    view.show_report(report(line=timeline(words_per_minute=(140.0,) * 120)))
    lane, accent = view.plan.lane("pace"), theme.current_theme().accent
    middle = lane.bottom() - lane.height() * (140 - 80) / (220 - 80)
    assert share(picture(view), QRectF(lane.left() + 20, middle - 1, lane.width() - 40, 2), accent) > 0.4
    assert share(picture(view), QRectF(lane.left() + 20, lane.top(), lane.width() - 40, 10), accent) == 0


def test_dark_is_drawn_in_dark_colours(view: TimelineView, qapp: QApplication) -> None:
    theme.wear(qapp, "dark")
    try:
        box = next(view.plan.box(mark) for mark in view.marks if mark.kind == "pause")
        assert share(picture(view), box, theme.DARK.muted) > 0.8
    finally:
        theme.wear(qapp, "light")


def test_the_place_that_is_heard_is_shown_and_goes(view: TimelineView) -> None:
    line = QRectF(round(view.plan.x(25.0)) - 1, view.plan.wave().bottom() + 2, 2, 8)
    view.show_head(25.0)
    assert share(picture(view), line, theme.current_theme().text) > 0.9
    view.show_head(None)
    assert share(picture(view), line, theme.current_theme().text) == 0


def test_no_label_of_the_axis_is_cut_off(view: TimelineView) -> None:
    view.show_report(report(line=timeline(duration_s=600.0)))
    image, bottom = picture(view), round(view.plan.bottom) + 4
    edge = QRectF(view.width() - 2, bottom, 2, 16)
    assert share(image, edge, theme.current_theme().surface) == 1.0
    assert share(image, QRectF(view.width() - 40, bottom, 39, 16), theme.current_theme().surface) < 0.95  # "10:00"


def test_lanes_without_data_say_why(view: TimelineView) -> None:
    bare = timeline(
        words_per_minute=(None,) * 120, level_dbfs=(None,) * 120, seen=(), at_lens=(), pauses=(), fillers=()
    )
    silent = report(line=bare)
    silent.report["voice"]["fillers"] = None  # type: ignore[index]
    view.show_report(silent)
    assert set(view._reasons(silent).values()) == {
        "too little speech",
        "no voice was heard",
        "your eyes could not be seen",
        "none of half a second or more",
        "no transcript",
    }
    assert view.marks == ()
    assert "no transcript" in view.accessibleDescription()
    picture(view)


# Mouse


def test_a_click_on_a_mark_chooses_it_also_just_beside_it(view: TimelineView) -> None:
    found = chosen(view)
    pause = next(mark for mark in view.marks if mark.start_s == 27.0)
    box = view.plan.box(pause)
    for x in (box.center().x(), box.left() - 4, box.right() + 4):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(box.center().y())))
    assert found == [pause] * 3
    assert view.current == pause


def test_a_click_elsewhere_chooses_the_time(view: TimelineView) -> None:
    found = chosen(view)
    for y in (view.plan.wave().center().y(), view.plan.lane("pauses").center().y()):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(view.plan.x(36.0)), round(y)))
    assert found == [pytest.approx(36.0, abs=0.05)] * 2


def test_clicks_on_names_and_with_other_buttons_choose_nothing(view: TimelineView) -> None:
    found = chosen(view)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=QPoint(500, 40))
    assert found == []


def test_of_two_marks_in_reach_the_nearer_is_hit(view: TimelineView) -> None:
    near = timeline(pauses=((20.0, 20.3), (20.6, 20.9)))
    view.show_report(report(line=near))
    lane = view.plan.lane("pauses").center().y()
    hit = view.mark_at(QPointF(view.plan.x(20.6) + 1, lane))
    assert hit is not None and hit.start_s == 20.6


# Keys and words


def test_the_keys_reach_every_mark_and_each_is_said(view: TimelineView, said: Said) -> None:
    walked = []
    for _ in view.marks:
        QTest.keyClick(view, Qt.Key.Key_Right)
        walked.append(view.current)
    assert tuple(walked) == view.marks
    assert len(said) == len(view.marks)
    assert view.accessibleDescription() == said[-1]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.current == view.marks[-1]
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current == view.marks[0]
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.current == view.marks[-2]


def test_enter_chooses_the_mark_the_keys_are_on(view: TimelineView) -> None:
    found = chosen(view)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Enter)
    assert found == [0.0, view.marks[0]]


def test_space_and_escape_are_left_to_the_page(view: TimelineView) -> None:
    found = chosen(view)
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert found == []


def test_every_kind_of_mark_is_a_plain_sentence(view: TimelineView) -> None:
    marks = (*view.marks, Mark("slow", "pace", 61.0, 70.0, value=88.4))
    sentences = [view.sentence(mark) for mark in marks]
    assert "0:06 a pause of 0.9 s" in sentences
    assert "0:10 “um”" in sentences
    assert "0:31 a sound between the words" in sentences
    assert "0:18 you look away for 3.0 s" in sentences
    assert "0:50 your eyes could not be seen for 2.0 s" in sentences
    assert any("a fast stretch: 185 words a minute" in sentence for sentence in sentences)
    assert "1:01 a slow stretch: 88 words a minute" in sentences


def test_what_is_under_the_mouse_is_said_where_there_is_no_mark(view: TimelineView) -> None:
    view.show_report(report(line=timeline(words_per_minute=(140.2,) * 120, level_dbfs=(-30.0, -18.0, -9.0, None) * 30)))
    assert view.moment("wave", 12.3) == "0:12 listen from here"
    assert view.moment("pace", 12.3) == "0:12 140 words a minute"
    assert [view.moment("level", at)[5:] for at in (0.1, 0.6, 1.1, 1.6)] == [
        "softer than the aim",
        "a good level",
        "louder than the aim",
        "listen from here",
    ]
    assert view.moment("lens", 5.0) == "0:05 you look into the lens"


def test_the_whole_is_told_to_who_cannot_see_it(view: TimelineView) -> None:
    assert view.accessibleName() == "Your take in time"
    told = view.accessibleDescription()
    assert all(number in told for number in ("5 pause", "3 filler", "2 look"))


def test_the_bubble_stays_inside(view: TimelineView) -> None:
    from ui.widgets.timeline_paint import bubble_rect

    for x in (0.0, 500.0, 1000.0):
        for above_y in (0.0, 40.0, 300.0):
            room = bubble_rect(180, x, above_y, view.plan)
            assert room.left() >= 0 and room.right() <= view.width()
            assert room.top() >= 0 and room.bottom() <= view.height()


def test_drawing_what_moves_does_not_draw_the_rest_again(view: TimelineView, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    real: Callable[..., None] = module.draw.paint_timeline
    monkeypatch.setattr(module.draw, "paint_timeline", lambda *args: (drawn.append(1), real(*args)))
    for step in range(20):
        view.show_head(step * 0.5)
        picture(view)
    assert len(drawn) <= 1
