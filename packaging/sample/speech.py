"""The presenter's voice: espeak-ng reads the script, silent between paragraphs; and how far the mouth is open."""

from __future__ import annotations

import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VOICE = "en-us+m3"
WORDS_PER_MINUTE = 152
PITCH = 38
LEAD_S, PARAGRAPH_S, TAIL_S = 0.7, 0.8, 1.0
LEVEL_DBFS = -20.0
"""RMS while speaking: in the middle of what the coach calls good (-24..-12)."""
CEILING = 0.6
"""Peaks are bent softly below this, as a speaker's own mouth and a good microphone do more than espeak-ng does."""
ROOM = 0.0006
"""A quiet room, about -65 dBFS; no microphone gives digital silence."""

Samples = NDArray[np.float32]


def paragraphs(script: str) -> list[str]:
    return [" ".join(part.split()) for part in script.split("\n\n") if part.strip()]


def say(text: str) -> tuple[Samples, int]:
    """Samples in -1..1 and their rate in Hz."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        manner = ["-v", VOICE, "-s", str(WORDS_PER_MINUTE), "-p", str(PITCH), "-g", "2"]
        subprocess.run(["espeak-ng", *manner, "-w", str(file), text], check=True)
        with wave.open(str(file)) as said:
            raw = said.readframes(said.getnframes())
            return np.frombuffer(raw, "<i2").astype(np.float32) / 32768, said.getframerate()


def read_aloud(script: str) -> tuple[Samples, int]:
    """The whole speech in a quiet room, with air before, between and after."""
    parts: list[Samples] = []
    rate_hz = 0
    for number, text in enumerate(paragraphs(script)):
        said, rate_hz = say(text)
        parts += [np.zeros(round((PARAGRAPH_S if number else LEAD_S) * rate_hz), np.float32), trimmed(said)]
    parts.append(np.zeros(round(TAIL_S * rate_hz), np.float32))
    speech = np.concatenate(parts)
    speech = at_level(speech, rate_hz)
    room = np.random.default_rng(7).normal(0, ROOM, len(speech)).astype(np.float32)
    return speech + room, rate_hz


def at_level(speech: Samples, rate_hz: int) -> Samples:
    """As loud as LEVEL_DBFS over its spoken 50 ms blocks (within 30 dB of the loudest), with soft peaks."""
    block = rate_hz // 20
    for _ in range(4):
        power = (speech[: len(speech) // block * block].reshape(-1, block) ** 2).mean(axis=1)
        spoken = power[power > power.max() / 1000]
        speech = speech * np.float32(10 ** (LEVEL_DBFS / 20) / np.sqrt(spoken.mean()))
        speech = np.float32(CEILING) * np.tanh(speech / np.float32(CEILING))
    return speech


def trimmed(said: Samples) -> Samples:
    """Without the silence that espeak-ng puts around what it says."""
    loud = np.flatnonzero(np.abs(said) > 0.01)
    return said[loud[0] : loud[-1] + 1]


def mouth(speech: Samples, rate_hz: int, fps: int) -> NDArray[np.float32]:
    """How far the mouth is open at each frame, 0..1, after the loudness of the 40 ms around it."""
    count = int(len(speech) / rate_hz * fps)
    half = int(0.02 * rate_hz)
    centres = (np.arange(count) / fps * rate_hz).astype(int)
    level = np.array([np.sqrt(np.mean(speech[max(0, c - half) : c + half] ** 2)) for c in centres])
    level /= np.percentile(level, 95)
    smooth = np.convolve(np.clip(level, 0, 1) ** 0.7, [0.25, 0.5, 0.25], "same")
    return np.where(smooth < 0.08, 0.0, smooth).astype(np.float32)


def save(speech: Samples, rate_hz: int, file: Path) -> None:
    """Write 16-bit mono."""
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate_hz)
        out.writeframes((np.clip(speech, -1, 1) * 32767).astype("<i2").tobytes())
