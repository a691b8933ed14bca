"""The verdicts: each topic's limits, what is unknown, what comes first, and that all of it can be said."""

from __future__ import annotations

import string
from dataclasses import replace
from typing import Any

import pytest

from producer.coach.picture.background import Background
from producer.coach.readings import FramingReading
from producer.coach.room.texts import _TEXTS, CODES
from producer.coach.room.verdicts import STATES, TOPICS, Facts, Heard, Microphone, Seen, Verdict, judge, verdict_text
from producer.machine import Battery

FRAMING = FramingReading(
    faces=1.0,
    face_share=1.0,
    face_height=0.3,
    eye_line=0.35,
    headroom=0.1,
    offset_x=0.0,
    roll_deg=0.0,
    yaw_deg=0.0,
    pitch_deg=0.0,
    lens_share=1.0,
    face_luma=140.0,
    background_luma=110.0,
    side_ratio=1.2,
    sharpness=1.0,
)
SEEN = Seen(40, FRAMING, Background(busy=0.02, luma=110.0, blown=0.0))
HEARD = Heard(
    heard_s=10.0,
    speech_s=5.0,
    peak_dbfs=-10.0,
    level_dbfs=-20.0,
    noise_dbfs=-60.0,
    clipped_share=0.0,
    ends_hz=0,
    echo_s=0.3,
)
FACTS = Facts(Microphone("Blue Yeti"), free_minutes=600.0, battery=None, stays_awake=True)


def verdicts(seen: Seen = SEEN, heard: Heard = HEARD, facts: Facts = FACTS) -> dict[str, Verdict]:
    return {verdict.topic: verdict for verdict in judge(seen, heard, facts)}


def said(topic: str, **changed: Any) -> tuple[str, str]:
    """State and code of one topic, with a framing value, a background value, or a value of the sound changed."""
    framing = {name: value for name, value in changed.items() if name in FramingReading.__slots__}
    behind = {name: value for name, value in changed.items() if name in Background.__slots__}
    sound = {name: value for name, value in changed.items() if name in Heard.__slots__}
    assert SEEN.background is not None
    seen = replace(SEEN, framing=replace(FRAMING, **framing), background=replace(SEEN.background, **behind))
    found = verdicts(seen, replace(HEARD, **sound))[topic]
    return found.state, found.code


def test_a_good_room_is_good_in_all_topics_and_in_their_order() -> None:
    found = judge(SEEN, HEARD, FACTS)
    assert tuple(verdict.topic for verdict in found) == TOPICS
    assert {verdict.state for verdict in found} == {"good"}
    assert all(verdict_text(verdict, language)[1] == "" for verdict in found for language in ("en", "nl"))


def test_nothing_at_all_is_unknown_and_never_guessed() -> None:
    found = verdicts(Seen(), Heard(), Facts())
    assert found.pop("microphone").code == "silent"
    assert found.pop("battery").code == "mains"
    assert {verdict.state for verdict in found.values()} == {"unknown"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"eye_line": 0.39}, ("good", "good")),
        ({"eye_line": 0.45}, ("mind", "lower_camera")),
        ({"eye_line": 0.58}, ("bad", "lower_camera")),
        ({"eye_line": 0.25}, ("mind", "raise_camera")),
        ({"pitch_deg": -45.0}, ("mind", "looks_up")),
        ({"pitch_deg": -65.0}, ("bad", "looks_up")),
        ({"pitch_deg": -30.0}, ("good", "good")),
        ({"eye_line": None, "headroom": None}, ("unknown", "no_eyes")),
        ({"face_share": 0.3}, ("bad", "no_face")),
    ],
)
def test_camera_height(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert said("camera_height", **changed) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"face_luma": 95.0}, ("good", "good")),
        ({"face_luma": 80.0}, ("mind", "dark")),
        ({"face_luma": 35.0}, ("bad", "dark")),
        ({"face_luma": 200.0}, ("mind", "bright")),
        ({"side_ratio": 1.8}, ("mind", "one_side")),
        ({"side_ratio": 2.6}, ("bad", "one_side")),
        ({"face_luma": None}, ("unknown", "little_seen")),
    ],
)
def test_light(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert said("light", **changed) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"background_luma": 178.0}, ("good", "good")),
        ({"background_luma": 190.0}, ("mind", "behind")),
        ({"background_luma": 240.0}, ("bad", "behind")),
        ({"blown": 0.12}, ("mind", "bright_spot")),
        ({"background_luma": None}, ("unknown", "little_seen")),
    ],
)
def test_backlight(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert said("backlight", **changed) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"busy": 0.15}, ("good", "good")),
        ({"busy": 0.21}, ("mind", "busy")),
        ({"luma": 12.0}, ("mind", "dark")),
        ({"faces": 2.0}, ("mind", "people")),
    ],
)
def test_background(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert said("background", **changed) == expected


def test_without_a_face_light_and_background_are_unknown_and_only_one_cure_is_given() -> None:
    found = verdicts(Seen(40, FramingReading(faces=0.0, face_share=0.0)))
    assert (found["camera_height"].state, found["camera_height"].code) == ("bad", "no_face")
    for topic in ("light", "backlight", "background"):
        assert (found[topic].state, found[topic].code) == ("unknown", "no_face")
        assert verdict_text(found[topic], "en")[1] == ""


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ("good", "good")),
        ({"peak_dbfs": -80.0, "level_dbfs": None}, ("bad", "silent")),
        ({"heard_s": 0.0}, ("bad", "silent")),
        ({"ends_hz": 4000}, ("bad", "narrow")),
        ({"ends_hz": 8000}, ("mind", "dull")),
        ({"ends_hz": None}, ("good", "good")),
        ({"clipped_share": 0.002}, ("bad", "crackles")),
        ({"level_dbfs": -34.0}, ("mind", "soft")),
        ({"level_dbfs": -42.0}, ("bad", "soft")),
        ({"level_dbfs": -6.0}, ("mind", "loud")),
        ({"level_dbfs": None, "ends_hz": None}, ("unknown", "no_voice")),
    ],
)
def test_microphone(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert said("microphone", **changed) == expected


def test_a_wireless_headset_is_warned_of_also_where_it_sounds_well() -> None:
    wireless = replace(FACTS, microphone=Microphone("AirPods Pro", wireless=True))
    found = verdicts(facts=wireless)["microphone"]
    assert (found.state, found.code) == ("mind", "wireless")
    text, cure = verdict_text(found, "nl")
    assert "AirPods Pro" in text and "bluetooth" in text and "draad" in cure
    dull = verdicts(heard=replace(HEARD, ends_hz=4000), facts=wireless)["microphone"]
    assert (dull.state, dull.code) == ("bad", "wireless")


def test_no_microphone_is_said_once_and_makes_the_rest_unknown() -> None:
    found = verdicts(heard=Heard(), facts=replace(FACTS, microphone=None))
    assert (found["microphone"].state, found["microphone"].code) == ("bad", "none")
    assert {found[topic].code for topic in ("noise", "echo")} == {"no_sound"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"noise_dbfs": -60.0}, ("good", "good")),
        ({"noise_dbfs": -38.0}, ("mind", "some")),
        ({"noise_dbfs": -33.0}, ("bad", "loud")),
        ({"noise_dbfs": -50.0, "level_dbfs": None}, ("good", "good")),
        ({"noise_dbfs": -42.0, "level_dbfs": None}, ("mind", "some")),
        ({"noise_dbfs": -30.0, "level_dbfs": None}, ("bad", "loud")),
        ({"hum_hz": 50.0}, ("mind", "hum")),
        ({"noise_dbfs": -33.0, "hum_hz": 50.0}, ("bad", "loud")),
        ({"noise_dbfs": None}, ("unknown", "not_quiet")),
        ({"peak_dbfs": -90.0}, ("unknown", "no_sound")),
    ],
)
def test_noise(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    assert said("noise", **changed) == expected


@pytest.mark.parametrize(
    ("echo_s", "expected"),
    [(0.5, ("good", "good")), (0.8, ("mind", "some")), (1.2, ("bad", "strong")), (None, ("unknown", "too_little"))],
)
def test_echo(echo_s: float | None, expected: tuple[str, str]) -> None:
    assert said("echo", echo_s=echo_s) == expected


@pytest.mark.parametrize(
    ("minutes", "expected", "amount"),
    [
        (5000.0, ("good", "good"), "meer dan een dag"),
        (185.0, ("good", "good"), "ongeveer 3 uur"),
        (45.0, ("good", "good"), "ongeveer 45 minuten"),
        (20.0, ("mind", "little"), "ongeveer 20 minuten"),
        (3.9, ("bad", "little"), "ongeveer 3 minuten"),
        (0.4, ("bad", "little"), "hooguit een minuut"),
        (None, ("unknown", "unknown"), "niet hoe vol"),
    ],
)
def test_disk(minutes: float | None, expected: tuple[str, str], amount: str) -> None:
    found = verdicts(facts=replace(FACTS, free_minutes=minutes))["disk"]
    assert (found.state, found.code) == expected
    assert amount in verdict_text(found, "nl")[0]


@pytest.mark.parametrize(
    ("battery", "expected"),
    [
        (None, ("good", "mains")),
        (Battery(12.0, True), ("good", "mains")),
        (Battery(80.0, False), ("good", "charged")),
        (Battery(29.0, False), ("mind", "low")),
        (Battery(9.0, False), ("bad", "low")),
        (Battery(20.0, None), ("mind", "low")),
    ],
)
def test_battery(battery: Battery | None, expected: tuple[str, str]) -> None:
    found = verdicts(facts=replace(FACTS, battery=battery))["battery"]
    assert (found.state, found.code) == expected


def test_a_battery_that_cannot_be_read_is_unknown_and_no_mains() -> None:
    assert verdicts(facts=replace(FACTS, battery_known=False))["battery"].state == "unknown"


@pytest.mark.parametrize(("awake", "state"), [(True, "good"), (False, "mind"), (None, "unknown")])
def test_sleep(awake: bool | None, state: str) -> None:
    assert verdicts(facts=replace(FACTS, stays_awake=awake))["sleep"].state == state


# ---------------------------------------------------------------- the words


def test_every_code_is_said_in_both_languages_without_a_hole() -> None:
    assert tuple(CODES) == TOPICS
    for topic, codes in CODES.items():
        for code in codes:
            values = {"name": "Yeti", "percent": 20, "minutes": 12}
            texts = [verdict_text(Verdict(topic, "mind", code, values), language) for language in ("en", "nl")]
            (english, cure), (dutch, kuur) = texts
            assert english and dutch and english != dutch, (topic, code)
            assert bool(cure) == bool(kuur), (topic, code)
            for text in (english, cure, dutch, kuur):
                assert "{" not in text and len(text) <= 100, text
                assert not text or text[-1] in ".!", text


def test_texts_ask_for_no_value_that_no_verdict_gives() -> None:
    fields = {
        name
        for texts in _TEXTS.values()
        for pair in texts.values()
        for text in (*pair[0], *pair[1])
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }
    assert fields == {"name", "percent", "amount"}


def test_a_microphone_without_a_name_is_just_the_microphone() -> None:
    assert verdict_text(Verdict("microphone", "good", "good", {"name": ""}), "en")[0] == "The microphone sounds good."
    named = Verdict("microphone", "good", "good", {"name": "Yeti {0}"})
    assert verdict_text(named, "nl-BE")[0] == "De microfoon ‘Yeti {0}’ klinkt goed."


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        verdict_text(Verdict("echo", "bad", "thunder"), "en")


def test_only_a_fault_has_a_cure_and_every_fault_has_one() -> None:
    for topic, codes in CODES.items():
        for code in codes:
            cure = verdict_text(Verdict(topic, "mind", code, {"minutes": 3}), "en")[1]
            fine = code in ("good", "mains", "charged", "awake")
            if fine:
                assert cure == "", (topic, code)
            elif code not in ("no_sound", "unknown", "little_seen", "no_face", "no_picture"):
                assert cure, (topic, code)
    assert STATES[0] == "bad" and STATES[-1] == "good"
