"""An hour of words made into captions, against reading the JSON of the same transcript. Processor time, best of five.

PYTHONPATH=. python tests/benchmarks/bench_captions.py

Promised: under 1 s for 10,000 words (a whole machine's second, so that captions are never what one waits for), with
speakers and cuts as well; the ratio to reading the JSON is stated, since it is what other machines can be held to.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable

import pytest

from producer.captions import load_rules, make_cues, rule_names
from producer.captions.check import broken_rules
from producer.captions.mend import mended
from producer.values import Transcript, Word

WORDS = 10_000
SECONDS = 1.0
RATIO = 45.0
"""Cue-making over reading the JSON, at most (measured: 16 to 23; with a cut every 7 s 40)."""
TEXT = {
    "en": (
        "Last year we asked all of you what could be done better in this company, and many of you gave us answers "
        "that we did not expect. We heard Anna Peeters from Rotterdam, who told us that her team needs more time. "
        "We spent 3.5 million euros on new systems, and on May 5, 2026 we open our office in New York. "
    ),
    "nl": (
        "Vorig jaar hebben wij jullie gevraagd wat er beter kan in ons bedrijf, en velen van jullie gaven antwoorden "
        "die wij niet hadden verwacht. We hoorden Jan van de Velde uit Gent, die meer tijd nodig heeft. Wij gaven "
        "€ 3,5 miljoen uit aan nieuwe systemen, en op 5 mei 2026 om kwart over acht openen wij ons kantoor. "
    ),
}


def an_hour(language: str, speakers: tuple[str, ...] = ("",)) -> Transcript:
    """10,000 words, at the pace of somebody who reads well (an hour and a quarter)."""
    chance, words, now = random.Random(7), [], 0.0
    said = TEXT[language].split()
    for index in range(WORDS):
        text = said[index % len(said)]
        length_s = 0.06 * (len(text) + 1) * chance.uniform(0.8, 1.2)
        speaker = speakers[index // 37 % len(speakers)]
        words.append(Word(text, round(now, 3), round(now + length_s, 3), 0.9, speaker))
        now += length_s + (chance.uniform(0.3, 1.2) if text[-1] in ".?!" else 0.02)
    return Transcript(language, now + 1, "whisper:bench", tuple(words))


def seconds_of(work: Callable[[], object]) -> float:
    """Return the least processor time of five."""
    best = float("inf")
    for _ in range(5):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def report(
    language: str, name: str, cuts: tuple[float, ...] = (), speakers: tuple[str, ...] = ("",)
) -> tuple[float, float]:
    """Return the seconds of making cues, and their ratio to reading the transcript's JSON."""
    transcript = an_hour(language, speakers)
    kept = json.dumps(transcript.to_json())
    reading_s = seconds_of(lambda: Transcript.from_json(json.loads(kept)))
    making_s = seconds_of(lambda: make_cues(transcript, rules=name, cuts=cuts))
    rules, track = load_rules(name, language=language), make_cues(transcript, rules=name, cuts=cuts)
    checking_s = seconds_of(lambda: broken_rules(track, rules, cuts))
    print(
        f"{language} {name}, {len(cuts)} cuts, {len(speakers)} speakers: {len(track.cues)} cues in {making_s:.2f} s, "
        f"JSON in {reading_s:.3f} s, ratio {making_s / reading_s:.0f} (promised: {RATIO:.0f} and {SECONDS:.0f} s); "
        f"checked in {checking_s:.2f} s"
    )
    return making_s, making_s / reading_s


@pytest.mark.benchmark
@pytest.mark.parametrize("name", rule_names())
@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_hour_of_words_takes_less_than_a_second(language: str, name: str) -> None:
    seconds, ratio = report(language, name)
    assert seconds < SECONDS
    assert ratio < RATIO


@pytest.mark.benchmark
def test_with_cuts_and_speakers_too() -> None:
    cuts = tuple(float(at) for at in range(3, 4500, 7))
    assert report("en", "plain", cuts)[0] < SECONDS
    assert report("nl", "netflix-nl", cuts, ("Anna", "Bram"))[0] < SECONDS


@pytest.mark.benchmark
def test_a_whole_film_is_mended_while_one_waits() -> None:
    """All its captions crowded: made for wide pictures, mended for narrow ones."""
    track, rules = make_cues(an_hour("en")), load_rules("social-vertical", language="en")
    started = time.process_time()
    better = mended(track, rules)
    took_s = time.process_time() - started
    print(f"{len(track.cues)} cues mended into {len(better.cues)} in {took_s:.1f} s")
    assert took_s < 20


if __name__ == "__main__":
    for one in TEXT:
        for rule_set in rule_names():
            report(one, rule_set)
    test_with_cuts_and_speakers_too()
    test_a_whole_film_is_mended_while_one_waits()
