"""Every error becomes a sentence in the person's language, whatever its code and values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from producer import errors
from ui.message_texts import ERRORS, EVENTS, STEPS
from ui.messages import message_for, step_text
from ui.translations import Languages

TREE = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ProducerError) and kind is not errors.ProducerError
]


@pytest.fixture
def dutch(qapp: QApplication) -> Iterator[None]:
    languages = Languages(qapp)
    languages.speak("nl")
    yield
    languages.speak("en")


@pytest.mark.parametrize("kind", TREE)
def test_an_unknown_code_gets_the_words_of_its_kind_in_dutch(dutch: None, kind: type[errors.ProducerError]) -> None:
    message = message_for(kind("The engine's own English words.", code="never-heard-of"))
    assert message.sentence
    assert "English" not in message.sentence + message.cure
    assert message.sentence not in {words for pair in ERRORS.values() for words in pair}
    assert "never-heard-of: The engine's own English words." in message.details


@pytest.mark.parametrize("code", ERRORS)
def test_every_known_code_is_said_in_dutch_with_the_file_s_name_only(dutch: None, code: str) -> None:
    path = str(Path("/home/anna/Video's/100% {raar}.mkv"))
    message = message_for(errors.InputError("English", code=code, path=path))
    english = ERRORS[code][0]
    assert message.sentence != english
    assert "/home" not in message.sentence
    assert ("100% {raar}.mkv" in message.sentence) == ("{path}" in english)


def test_words_that_name_what_the_error_does_not_tell_are_not_used() -> None:
    message = message_for(errors.InputError("English", code="empty-file"))
    assert "{" not in message.sentence + message.cure


def test_what_nobody_foresaw_is_said_calmly_and_can_be_copied() -> None:
    try:
        raise ZeroDivisionError("deep inside")
    except ZeroDivisionError as error:
        message = message_for(error)
    assert "ZeroDivisionError" not in message.sentence + message.cure
    assert "Traceback" in message.details
    assert "deep inside" in message.details


@pytest.mark.parametrize("kind", EVENTS)
def test_every_session_event_is_said_in_dutch(dutch: None, kind: str) -> None:
    message = message_for(SimpleNamespace(kind=kind, text="English", values={}))
    assert message.sentence not in ("", EVENTS[kind][0])


def test_steps_have_words_and_so_has_an_unknown_one(dutch: None) -> None:
    said = {step_text(step) for step in (*STEPS, "something else")}
    assert len(said) == len(STEPS) + 1
    assert said.isdisjoint(STEPS.values())
