"""The way of a recording through the model: a fake model for the logic, the stand-in as far as it goes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from fakes.speech_model import FakeSpeechModel

from producer.errors import InputError
from producer.jobs import Job
from producer.media.sound import decode_sound
from producer.media.voice_activity import speech_segments
from producer.speech.child import Request
from producer.speech.recognise import recognise
from producer.speech.transcribe import Transcriber

ANY = Path("x.wav")


@pytest.fixture(scope="module")
def dutch_then_english(media: Path) -> np.ndarray:
    """A Dutch clip of 18 s and an English one of 11 s with two seconds between."""
    parts = [decode_sound(media / "speech/nl/composite_vl_5sentences.wav"), np.zeros(32_000, np.float32)]
    return np.concatenate([*parts, decode_sound(media / "speech/en/jfk.flac")])


def test_each_stretch_is_heard_in_its_language_and_put_back_in_its_time(dutch_then_english: np.ndarray) -> None:
    model = FakeSpeechModel(lambda at_s: "nl" if at_s < 17 else "en", dutch_then_english)
    heard = recognise(model, "fake", Request(ANY, per_stretch=True), dutch_then_english, Job())
    assert [stretch.language for stretch in heard.stretches] == ["nl", "en"]
    assert [call["language"] for call in model.calls] == ["nl", "en"]
    assert heard.stretches[0].end_s < 19.0 < 19.5 < heard.stretches[1].start_s
    assert heard.transcript.language == "nl"
    texts = [word.text for word in heard.transcript.words]
    assert texts == sorted(texts, key=lambda text: not text.startswith("nl"))
    starts = [word.start_s for word in heard.transcript.words]
    assert starts == sorted(starts)
    english = [word for word in heard.transcript.words if word.text.startswith("en")]
    assert english[0].start_s > 19.5 and english[-1].end_s <= 31.0


def test_by_default_the_language_is_found_once(dutch_then_english: np.ndarray) -> None:
    model = FakeSpeechModel(lambda at_s: "nl" if at_s < 17 else "en", dutch_then_english)
    heard = recognise(model, "fake", Request(ANY), dutch_then_english, Job())
    assert model.detections == 0
    assert [call["language"] for call in model.calls] == [None]
    assert [stretch.language for stretch in heard.stretches] == ["nl"]
    told = recognise(model, "fake", Request(ANY, "en", per_stretch=True), dutch_then_english, Job())
    assert [(stretch.language, stretch.probability) for stretch in told.stretches] == [("en", 1.0)]


def test_what_is_asked_reaches_the_model_and_a_translation_is_english(dutch_then_english: np.ndarray) -> None:
    model = FakeSpeechModel(lambda at_s: "nl", dutch_then_english)
    request = Request(ANY, "nl", "Namen.", 3, "Deloitte", "translate")
    heard = recognise(model, "fake", request, dutch_then_english, Job())
    call = model.calls[0]
    assert (call["task"], call["initial_prompt"], call["hotwords"], call["beam_size"]) == (
        "translate",
        "Namen.",
        "Deloitte",
        3,
    )
    assert call["condition_on_previous_text"] is False
    assert heard.transcript.language == "en"
    assert heard.stretches[0].language == "nl"


def test_an_english_model_cannot_translate(dutch_then_english: np.ndarray) -> None:
    model = FakeSpeechModel(lambda at_s: "en", dutch_then_english, languages=["en"])
    with pytest.raises(InputError) as caught:
        recognise(model, "small.en", Request(ANY, task="translate"), dutch_then_english, Job())
    assert caught.value.code == "translation-unknown"


def test_nobody_speaks_so_the_model_is_not_asked() -> None:
    noise = np.random.default_rng(2).normal(0, 0.01, 160_000).astype(np.float32)
    model = FakeSpeechModel(lambda at_s: "nl", noise)
    heard = recognise(model, "fake", Request(ANY, per_stretch=True), noise, Job())
    assert (heard.transcript.words, heard.transcript.language, heard.stretches) == ((), "und", ())
    assert model.calls == []


def test_an_invention_in_a_pause_is_dropped_and_listed(dutch_then_english: np.ndarray) -> None:
    voice = speech_segments(dutch_then_english, min_speech_s=0.0, min_silence_s=0.5, pad_s=0.4)
    pause_s = sum(end - start for start, end in voice if end < 19.0)  # where the Dutch ends, in what the model is given
    invented = {"TV Gelderland 2021": (pause_s - 0.15, pause_s - 0.02)}
    model = FakeSpeechModel(lambda at_s: "nl", dutch_then_english, invented=invented)
    heard = recognise(model, "fake", Request(ANY), dutch_then_english, Job())
    assert "Gelderland" not in heard.transcript.text
    assert [(f.before, f.after) for f in heard.findings if "known" in f.note] == [("TV Gelderland 2021", "")]


@pytest.mark.live
def test_the_stand_in_hears_two_languages_in_one_clip(
    models: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stand-in knows whole clips only, so that each is judged as one here."""
    from faster_whisper import WhisperModel

    monkeypatch.setattr("producer.speech.stretches.LEAST_S", 17.0)
    truth = json.loads((media / "truth.json").read_text("utf-8"))
    names = ("speech/nl/composite_vl_5sentences.wav", "speech/en_fillers/acoustic_corpus.wav")
    clips = [decode_sound(media / name) for name in names]
    sound = np.concatenate([clips[0], np.zeros(32_000, np.float32), clips[1]])
    model = WhisperModel(str(models / "whisper-fixture"), device="cpu", compute_type="int8", local_files_only=True)
    heard = recognise(model, "fixture", Request(ANY, per_stretch=True), sound, Job())
    assert [stretch.language for stretch in heard.stretches] == ["nl", "en"]
    assert heard.transcript.text == " ".join(truth[name]["text"] for name in names)
    english = next(word for word in heard.transcript.words if word.text == "This")
    assert english.start_s == pytest.approx(len(clips[0]) / 16_000 + 2.0 + 1.1, abs=0.5)


@pytest.mark.live
def test_a_translation_by_the_real_library_is_english(models: Path, media: Path) -> None:
    with Transcriber(models / "whisper-fixture") as transcriber:
        translated = transcriber.transcribe(media / "speech/nl/vl00203.wav", task="translate", hotwords="Deloitte")
    assert (translated.language, bool(translated.words)) == ("en", True)
