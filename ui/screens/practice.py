"""Practice without recording: free, or one of four short drills. The panel shows; whoever owns it feeds the drills."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from producer.coach.drills import texts as texts
from producer.coach.drills.drill import DRILLS, DrillResult, DrillState
from ui.screens.practice_views import ChoiceView, ResultView, RunningView
from ui.theme import current_theme
from ui.widgets.icons import set_icon
from ui.widgets.parts import clock
from ui.widgets.speak import speak

if TYPE_CHECKING:
    from producer.coach.readings import LiveReading
    from producer.coach.teaching import Lesson

FREE = "free"


def window_language() -> str:
    """The language that the window speaks."""
    return QLocale().name()


class PracticePanel(QWidget):
    """``start_wanted`` carries a drill's code or ``free``. ``lesson`` gives the short text for a code in the window's
    language, where there is one.
    """

    left = Signal()
    start_wanted = Signal(str)
    stop_wanted = Signal()

    def __init__(
        self,
        lesson: Callable[[str], Lesson | None] | None = None,
        language: Callable[[], str] = window_language,
    ) -> None:
        super().__init__()
        self._lesson, self._language = lesson or (lambda code: None), language
        self._unavailable: Mapping[str, str] = {}
        self._code, self._state, self._result = "", DrillState(0.0, 0.0), DrillResult(DRILLS[0], False, None, "")
        self._free_s, self._possible = 0.0, True
        self._reading: LiveReading | None = None
        self.choice = ChoiceView((FREE, *DRILLS), self.start_wanted.emit, self.left.emit)
        self.running = RunningView(self.stop_wanted.emit)
        self.result = ResultView(self._again, self._next, lambda: self.show_choice(None))
        self._stack = QStackedLayout(self)
        for view in (self.choice, self.running, self.result):
            self._stack.addWidget(view)
        self._retranslate()

    # What is shown

    def show_choice(self, unavailable: Mapping[str, str] | None = None) -> None:
        """Show what there is. ``unavailable``: drills that cannot be judged here, each with the reason's code (see
        :func:`producer.coach.drills.drill.unavailable`); None keeps what is known.
        """
        if unavailable is not None:
            self._unavailable = unavailable
        had_focus = self._has_focus()
        self._code = ""
        self._say_choice()
        self._stack.setCurrentWidget(self.choice)
        if had_focus:
            self._first().setFocus()

    def allow(self, possible: bool) -> None:
        """Say whether anything can be begun now: not without a picture."""
        if possible is not self._possible:
            self._possible = possible
            self._say_choice()

    def show_running(self, code: str, state: DrillState | None) -> None:
        """Show how a drill stands; without a state, that free practice begins."""
        begins = code != self._code or self._stack.currentWidget() is not self.running
        before, self._state = self._state, state or DrillState(0.0, 0.0)
        if begins:
            self._begin(code)
            before = DrillState(0.0, 0.0, wait_s=1.0)
        if state is None:
            self.show_free(0.0, None)
            return
        self._say_state(code, state)
        if before.wait_s > 0 and state.wait_s <= 0:
            speak(self, texts.hint_text("go", self._language()))
        if state.reached and not before.reached and not state.done:
            speak(self, self.tr("Reached. Go on if you like."))

    def show_free(self, elapsed_s: float, reading: LiveReading | None) -> None:
        """Show how free practice goes: how long, and the pace where it is known."""
        self._free_s, self._reading = elapsed_s, reading
        voice = reading.voice if reading is not None else None
        pace = voice.words_per_minute if voice is not None else None
        view = self.running
        view.dial.show_value(0.0, clock(elapsed_s), self.tr("not recorded"))
        view.sign.show_on(None)
        view.hint.setText("" if pace is None else " ".join(texts.figure_texts("slow_down", pace, self._language())))
        view.time_left.setText("")

    def show_result(self, result: DrillResult) -> None:
        """Show what came of a drill."""
        had_focus = self._has_focus()
        self._code, self._result = "", result
        self._say_result()
        self._stack.setCurrentWidget(self.result)
        if had_focus:
            (self.result.next if self.result.next.isVisible() else self.result.again).setFocus()
        speak(self, f"{self.result.said.text()} {self.result.tried.text()}")

    def _begin(self, code: str) -> None:
        had_focus = self._has_focus()
        self._code = code
        self._say_goal(code)
        self._stack.setCurrentWidget(self.running)
        if had_focus:
            self.running.stop.setFocus()
        speak(self, f"{self.running.heading.text()}. {self.running.goal.text()}")

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _first(self) -> QWidget:
        return self.choice.choices[FREE].start

    def showEvent(self, event: QShowEvent) -> None:
        """Who comes here by the keyboard goes on with it here."""
        super().showEvent(event)
        if self._stack.currentWidget() is self.choice:
            self._first().setFocus()

    # What a person wants

    def _again(self) -> None:
        self.start_wanted.emit(self._result.code)

    def _next(self) -> None:
        code = self._next_code()
        if code:
            self.start_wanted.emit(code)

    def _next_code(self) -> str:
        """The drill after this one that can be judged here; empty where there is no other."""
        at = DRILLS.index(self._result.code)
        others = (*DRILLS[at + 1 :], *DRILLS[:at])
        return next((code for code in others if code not in self._unavailable), "")

    # Words

    def _say_choice(self) -> None:
        language, view, start = self._language(), self.choice, self.tr("Start")
        view.back.setText(self.tr("Your takes"))
        set_icon(view.back, "back", current_theme().text)
        view.heading.setText(self.tr("Practise"))
        view.promise.setText(self.tr("Nothing is recorded."))
        free = self.tr("Talk freely: the coach gives its hints")
        view.choices[FREE].say(self.tr("Just practise"), free, start, possible=self._possible)
        for code in DRILLS:
            reason = self._unavailable.get(code, "")
            words = texts.reason_text(reason, language) if reason else texts.line_text(code, language)
            view.choices[code].say(
                texts.name_text(code, language), words, start, possible=not reason and self._possible
            )
        view.lesson.show_lesson(self._lesson("practice"))

    def _say_goal(self, code: str) -> None:
        view, language = self.running, self._language()
        view.stop.setText(self.tr("Stop"))
        if code == FREE:
            view.heading.setText(self.tr("Just practise"))
            view.goal.setText(self.tr("Talk as you would in your video. Nothing is recorded."))
        elif code:
            view.heading.setText(texts.name_text(code, language))
            view.goal.setText(texts.goal_text(code, language))

    def _say_state(self, code: str, state: DrillState) -> None:
        view, language = self.running, self._language()
        if state.wait_s > 0:
            view.dial.show_value(1.0, str(math.ceil(state.wait_s)), self.tr("Get ready"))
        else:
            view.dial.show_value(1.0 - state.share, *texts.figure_texts(code, state.figure, language))
        view.sign.show_on(state.on_target)
        view.hint.setText(texts.hint_text(state.hint, language))
        left = self.tr("%n second(s) left", "", math.ceil(state.left_s))
        view.time_left.setText(f"{left} · {self.tr('reached')}" if state.reached else left)

    def _say_result(self) -> None:
        view, language, result = self.result, self._language(), self._result
        view.back.setText(self.tr("Practise"))
        set_icon(view.back, "back", current_theme().text)
        view.heading.setText(texts.name_text(result.code, language))
        figure, unit = texts.figure_texts(result.code, result.figure, language)
        for part, words in ((view.figure, figure), (view.unit, unit)):
            part.setText(words)
            part.setVisible(result.figure is not None)
        view.sign.show_on(result.reached)
        view.sign.setAccessibleName(self.tr("Reached") if result.reached else self.tr("Not yet"))
        self._say_advice(result)

    def _say_advice(self, result: DrillResult) -> None:
        view, language = self.result, self._language()
        said, tried = texts.outcome_texts(result, language)
        view.said.setText(said)
        view.try_heading.setText(self.tr("Try this next"))
        view.tried.setText(tried)
        view.lesson.show_lesson(self._lesson(result.code))
        view.again.setText(self.tr("Again"))
        following = self._next_code()
        view.next.setVisible(bool(following))
        if following:
            view.next.setText(self.tr("Next: {drill}").replace("{drill}", texts.name_text(following, language)))

    def _retranslate(self) -> None:
        self._say_choice()
        self._say_goal(self._code)
        if self._code == FREE:
            self.show_free(self._free_s, self._reading)
        elif self._code:
            self._say_state(self._code, self._state)
        if self._result.outcome:
            self._say_result()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()
        super().changeEvent(event)
