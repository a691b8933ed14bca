"""The ten seconds: their two parts and their end, real pictures and real sound, and real devices in two situations."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from producer.coach.picture.background import _behind
from producer.coach.picture.faces import HaarDetector, main_face
from producer.coach.room.check import NEWS_S, RoomCheck
from producer.coach.room.facts import Questions
from producer.coach.room.verdicts import TOPICS, Verdict
from producer.demo import Sample
from producer.errors import MicrophoneError
from producer.machine import Battery, SoundSource
from producer.media.sound import decode_sound
from producer.values import AudioBlock, Frame

TESTS = Path(__file__).parents[1]
RATE_HZ = 48_000
GB = 1_000_000_000


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def asked(**changed: Any) -> Questions:
    """A computer that answers at once."""
    answers: dict[str, Any] = {
        "input_name": lambda spec: spec,
        "chosen_source": lambda: None,
        "free_bytes": lambda folder: 100 * GB,
        "battery": lambda: Battery(80.0, False),
        "stays_awake": lambda: True,
    }
    return Questions(**{**answers, **changed})


@contextlib.contextmanager
def checking(folder: Path, clock: Clock, microphone: str = "Blue Yeti", **changed: Any) -> Iterator[RoomCheck]:
    check = RoomCheck(microphone=microphone, folder=folder, questions=asked(**changed), clock=clock)
    try:
        yield check
    finally:
        check.close()


def watch(
    check: RoomCheck, clock: Clock, picture: np.ndarray | None, sound: np.ndarray | None, seconds: float = 10.2
) -> None:
    """Hand over picture and sound as devices do, by the clock's time; each picture is waited for."""
    first_s = clock.now_s
    for step in range(round(seconds * 20)):
        clock.now_s = t_s = first_s + step / 20
        if sound is not None:
            at = round((t_s - first_s) * RATE_HZ)
            block = sound[at : at + RATE_HZ // 20]
            if len(block):
                check.hear(AudioBlock(block[:, None], RATE_HZ, t_s))
        if picture is not None and step % 20 == 0:
            check.see(Frame(picture, t_s, step))
            with check._ready:
                assert check._ready.wait_for(lambda: check._frame is None and not check._looking, 10)
    clock.now_s = first_s + seconds


def found(check: RoomCheck) -> dict[str, Verdict]:
    verdicts = check.finish()
    assert tuple(verdict.topic for verdict in verdicts) == TOPICS
    return {verdict.topic: verdict for verdict in verdicts}


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    return decode_sound(Sample.bundled().video, rate_hz=RATE_HZ)[10 * RATE_HZ : 16 * RATE_HZ]


def room_sound(voice: np.ndarray, noise_dbfs: float) -> np.ndarray:
    """Four seconds of the room, then six with the voice in it."""
    sound = np.concatenate([np.zeros(4 * RATE_HZ, np.float32), voice])
    hiss = np.random.default_rng(4).normal(0, 10 ** (noise_dbfs / 20), len(sound))
    return (sound + hiss).astype(np.float32)


def backlit(picture: np.ndarray) -> np.ndarray:
    """The presenter before a bright window, as a camera exposes that."""
    face = main_face(HaarDetector().find(picture), picture.shape[1], picture.shape[0])
    assert face is not None
    dimmed = (picture * 0.6).astype(np.uint8)
    dimmed[_behind(picture.shape[:2], face)] = 238
    return dimmed


# ---------------------------------------------------------------- the ten seconds


def test_the_two_parts_and_the_end_are_told(tmp_path: Path) -> None:
    clock = Clock()
    with checking(tmp_path, clock) as check:
        assert (check.share, check.part) == (0.0, "quiet")
        check.hear(AudioBlock(np.zeros((480, 1), np.float32), RATE_HZ, clock.now_s))
        told = []
        for _ in range(11):
            told.append((round(check.share, 2), check.part))
            clock.now_s += 1.0
        assert [share for share, _ in told] == pytest.approx([0.1 * step for step in range(11)])
        assert [part for _, part in told] == ["quiet"] * 4 + ["speak"] * 7
        assert check.share == 1.0


def test_they_begin_with_the_first_picture_or_sound_and_end_also_without(tmp_path: Path) -> None:
    clock = Clock()
    with checking(tmp_path, clock) as check:
        clock.now_s += NEWS_S - 0.1
        assert check.share == 0.0
        clock.now_s += 5.1
        assert check.share == pytest.approx(0.5)
        clock.now_s += 5.0
        assert check.share == 1.0
        assert found(check)["camera_height"].code == "no_picture"


def test_what_comes_after_the_end_or_the_closing_is_not_kept(tmp_path: Path) -> None:
    clock = Clock()
    block = AudioBlock(np.zeros((480, 1), np.float32), RATE_HZ, clock.now_s)
    with checking(tmp_path, clock) as check:
        check.hear(block)
        clock.now_s += 10.5
        check.hear(block)
        check.see(Frame(np.zeros((36, 64, 3), np.uint8), clock.now_s, 1))
        assert len(check._blocks) == 1 and check._frame is None
        check.close()
        check.close()
        check.hear(block)
        assert check._blocks == []
    assert "room-look" not in {thread.name for thread in threading.enumerate()}


def test_handing_over_never_waits(tmp_path: Path, presenter: np.ndarray) -> None:
    with checking(tmp_path, Clock()) as check:
        start = time.monotonic()
        for index in range(300):
            check.see(Frame(presenter, 100 + index / 30, index))
            check.hear(AudioBlock(np.zeros((960, 1), np.float32), RATE_HZ, 100 + index / 50))
        assert time.monotonic() - start < 0.5


# ---------------------------------------------------------------- pictures and sound


def test_a_good_place_is_good(tmp_path: Path, presenter: np.ndarray, voice: np.ndarray) -> None:
    clock = Clock()
    with checking(tmp_path, clock) as check:
        watch(check, clock, presenter, room_sound(voice, -65.0))
        verdicts = found(check)
    eyes_known = verdicts["camera_height"].code != "no_eyes"
    assert {topic: one.state for topic, one in verdicts.items() if one.state != "good"} == (
        {} if eyes_known else {"camera_height": "unknown"}
    )
    assert verdicts["disk"].values["minutes"] == int(100 * GB / 1.5e6 / 60)
    assert verdicts["battery"].values["percent"] == 80


def test_a_bad_place_is_told_topic_by_topic(tmp_path: Path, presenter: np.ndarray, voice: np.ndarray) -> None:
    clock = Clock()
    bad = {
        "microphone": "AirPods Pro",
        "free_bytes": lambda folder: GB,
        "battery": lambda: Battery(8.0, False),
        "stays_awake": lambda: False,
    }
    with checking(tmp_path, clock, **bad) as check:
        watch(check, clock, backlit(presenter), room_sound(voice, -28.0))
        verdicts = found(check)
    said = {topic: (one.state, one.code) for topic, one in verdicts.items()}
    assert said["backlight"] == ("bad", "behind")
    assert said["microphone"] == ("mind", "wireless")
    assert said["noise"] == ("bad", "loud")
    assert said["disk"] == ("mind", "little") and verdicts["disk"].values["minutes"] == 11
    assert said["battery"] == ("bad", "low")
    assert said["sleep"] == ("mind", "may_sleep")


def test_the_dark_and_an_empty_chair(tmp_path: Path, presenter: np.ndarray) -> None:
    for picture, topic, code in (
        ((presenter * 0.4).astype(np.uint8), "light", "dark"),
        (np.full_like(presenter, 120), "camera_height", "no_face"),
    ):
        clock = Clock()
        with checking(tmp_path, clock) as check:
            watch(check, clock, picture, None, seconds=3)
            assert found(check)[topic].code == code


def test_the_room_is_heard_in_the_quiet_part_alone(tmp_path: Path) -> None:
    """Who moves about or turns pages once the sentence is asked for makes no noisy room."""
    for first_dbfs, then_dbfs, code in ((-65.0, -38.0, "good"), (-38.0, -65.0, "some")):
        sound = np.concatenate([room_sound(np.zeros(0, np.float32), first_dbfs), _hiss(6, then_dbfs)])
        clock = Clock()
        with checking(tmp_path, clock) as check:
            watch(check, clock, None, sound)
            assert found(check)["noise"].code == code


def _hiss(seconds: float, dbfs: float) -> np.ndarray:
    samples = np.random.default_rng(6).normal(0, 10 ** (dbfs / 20), round(seconds * RATE_HZ))
    return samples.astype(np.float32)


def test_one_odd_picture_decides_nothing(tmp_path: Path, presenter: np.ndarray) -> None:
    clock = Clock()
    with checking(tmp_path, clock) as check:
        for picture, seconds in ((presenter, 3.0), ((presenter * 0.2).astype(np.uint8), 1.0), (presenter, 3.0)):
            watch(check, clock, picture, None, seconds)
        assert found(check)["light"].code == "good"


# ---------------------------------------------------------------- the computer


@pytest.mark.parametrize(
    ("spec", "source", "code", "name"),
    [
        ("none", None, "none", None),
        ("Blue Yeti", None, "silent", "Blue Yeti"),
        ("pulse", SoundSource("bluez_input.AA_BB", "Buds van Anna"), "silent", "Buds van Anna"),
        ("pulse", None, "silent", ""),
    ],
)
def test_the_microphone_that_is_meant(
    tmp_path: Path, spec: str, source: SoundSource | None, code: str, name: str | None
) -> None:
    clock = Clock()
    with checking(tmp_path, clock, microphone=spec, chosen_source=lambda: source) as check:
        verdict = found(check)["microphone"]
    assert verdict.code == code and verdict.values.get("name") == name


def test_a_wireless_source_behind_the_sound_server_is_warned_of(tmp_path: Path, voice: np.ndarray) -> None:
    clock, source = Clock(), SoundSource("bluez_input.AA_BB", "Buds van Anna")
    with checking(tmp_path, clock, microphone="pulse", chosen_source=lambda: source) as check:
        watch(check, clock, None, room_sound(voice, -65.0))
        assert found(check)["microphone"].code == "wireless"


def test_a_file_is_no_headset_whatever_its_name(tmp_path: Path, voice: np.ndarray) -> None:
    file, clock = tmp_path / "airpods test.wav", Clock()
    file.write_bytes(b"RIFF")
    with checking(tmp_path, clock, microphone=str(file)) as check:
        watch(check, clock, None, room_sound(voice, -65.0))
        verdict = found(check)["microphone"]
    assert (verdict.code, verdict.values["name"]) == ("good", "airpods test.wav")


def test_numbers_and_the_system_s_own_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from producer.coach.room import facts as room_facts

    devices = [
        {"index": 3, "name": "Desk microphone", "is_default": False},
        {"index": 7, "name": "pulse", "is_default": True},
    ]
    monkeypatch.setattr(room_facts, "fresh_devices", lambda: devices)
    assert [room_facts.input_name(spec) for spec in ("3", "", "9", "Yeti")] == ["Desk microphone", "pulse", "", "Yeti"]

    def without() -> Any:
        raise MicrophoneError("no PortAudio", code="no-portaudio")

    monkeypatch.setattr(room_facts, "fresh_devices", without)
    assert room_facts.input_name("3") == ""


def test_a_computer_that_hangs_leaves_the_rest_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("producer.coach.room.check.ANSWER_S", 0.3)
    never, answered = threading.Event(), threading.Event()

    def hangs() -> bool:
        answered.set()
        return never.wait(20)

    try:
        with checking(tmp_path, Clock(), stays_awake=hangs) as check:
            assert answered.wait(10)
            verdicts = found(check)
        assert verdicts["sleep"].state == "unknown"
        assert verdicts["battery"].code == "charged" and verdicts["disk"].state == "good"
    finally:
        never.set()


def test_a_battery_that_cannot_be_read_is_unknown(tmp_path: Path) -> None:
    def broken() -> Battery | None:
        raise OSError("bad descriptor")

    with checking(tmp_path, Clock(), battery=broken) as check:
        assert found(check)["battery"].state == "unknown"


def test_a_check_that_cannot_look_says_that_it_saw_nothing(
    tmp_path: Path, presenter: np.ndarray, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "face.onnx"
    broken.write_bytes(b"not a model")
    with caplog.at_level(logging.ERROR):
        check = RoomCheck(microphone="none", folder=tmp_path, face_model=broken, questions=asked())
        check._looker.join(10)
    check.see(Frame(presenter, 0.0, 0))
    assert "could not look" in caplog.text
    assert found(check)["light"].code == "no_picture"
    check.close()
