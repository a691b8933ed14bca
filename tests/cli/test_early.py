"""The head start of ``producer caption``: the recogniser is awake when the command begins, and only where it will be
needed.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import producer.__main__
from producer.cli.early import wake_recogniser
from producer.speech.transcribe import drop_early, take_early


@pytest.fixture(autouse=True)
def nobody_left() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    drop_early()
    signal.signal(signal.SIGINT, before)


def awake(model: Path) -> bool:
    with take_early(model) as transcriber:
        return transcriber.pid is not None


def test_it_is_awake_before_the_command_line_is_read(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = models / "whisper-fixture"
    found: list[bool] = []
    monkeypatch.setattr("producer.cli.main.main", lambda: found.append(awake(model)))
    for words in (["a.mp4", "--out", "d"], ["a.mp4", "--out", "d", "--model", str(model)]):
        monkeypatch.setattr(sys, "argv", ["producer", "caption", *words])
        producer.__main__.main()
    assert found == [True, True]


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["a.mp4", "--out", "d", "-h"],
        ["a.mp4"],
        ["a.mp4", "--out", "d", "--model", "grande"],
        ["a.mp4", "--out", "d", "--model"],
    ],
)
def test_it_sleeps_on_where_nothing_will_be_heard(models: Path, words: list[str]) -> None:
    wake_recogniser(words)
    assert not awake(models / "whisper-fixture")


def test_without_a_model_nothing_is_said_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRODUCER_MODELS", raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    wake_recogniser(["a.mp4", "--out", "d"])
    assert not awake(tmp_path)
