"""What is written while a bar is drawn stands on a line of its own, and data goes where it is sent."""

from __future__ import annotations

import io
import re
import sys

import pytest

from producer.cli.output import emit, progress_bar, say


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal that shows standard error. (Not a fixture: pytest puts its own in place as a test begins.)"""
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def alone(line: str, text: str) -> bool:
    """Say whether the line begins where nothing else stands: behind what takes the bar away."""
    return re.search(rf"(?:\x1b\[2K|\x1b\[\?25h|\n){line}\n", text) is not None


def test_data_and_talk_stand_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = screen(monkeypatch)
    monkeypatch.setattr(sys, "stdout", terminal)
    with progress_bar("Captioning") as show:
        show(0.5, "1/2")
        emit("a.srt")
        show(0.7, "1/2")
        say("b.mp4 is empty.")
        show(1.0, "2/2")
    text = terminal.getvalue()
    assert alone("a.srt", text) and alone("b.mp4 is empty.", text)
    assert "Captioning 2/2" in text


def test_data_that_is_sent_to_a_file_is_not_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = screen(monkeypatch)
    file = io.StringIO()
    monkeypatch.setattr(sys, "stdout", file)
    with progress_bar("Captioning") as show:
        show(0.5, "1/2")
        emit("a.srt")
    assert file.getvalue() == "a.srt\n"
    assert "a.srt" not in terminal.getvalue()


def test_where_nobody_looks_no_bar_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Captioning") as show:
        show(0.5, "1/2")
        emit("a.srt")
        say("done")
    assert capsys.readouterr() == ("a.srt\n", "done\n")
