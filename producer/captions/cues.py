"""Words to cues: a search over all ways to break, for the one that reads best.

Every word is kept, unchanged and in order. A cue starts on its first word, never before the voice, and never
overlaps the next; where the film's cuts are known it keeps clear of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from producer.captions.rules import DEFAULT, VERTICAL, Rules, load_rules
from producer.captions.search import Search
from producer.captions.timing import Cuts, settled
from producer.values import CaptionTrack, Transcript, Word

APART_S = 0.01
"""The least time between the starts of two words; recognisers put several on one moment now and then."""


@dataclass(frozen=True, slots=True)
class CaptionProfiles:
    """Captions of one transcript for two uses: ``burned`` into an upright picture, ``sidecar`` beside a wide one."""

    burned: CaptionTrack
    sidecar: CaptionTrack


def make_cues(
    transcript: Transcript, *, rules: str | Rules = DEFAULT, vertical: bool = False, cuts: Sequence[float] = ()
) -> CaptionTrack:
    """Return the captions of a transcript by the named rules (``vertical``: those for 9:16 where none are named
    otherwise). ``cuts``: where the film cuts, in seconds (``media.cuts.scene_cuts``).

    Where speakers are known, a cue has one, or two of them with a line and a dash for each. Raises InputError for rules
    that are not known.
    """
    if isinstance(rules, str):
        rules = load_rules(VERTICAL if vertical and rules == DEFAULT else rules, language=transcript.language)
    words = _in_order(transcript.words)
    if not words:
        return CaptionTrack(transcript.language, ())
    until_s = max(transcript.duration_s, words[-1].end_s)
    known = Cuts(cuts)
    cues = Search(words, transcript.language, rules, until_s, known).cues()
    return CaptionTrack(transcript.language, tuple(settled(cues, rules, known)))


def make_profiles(
    transcript: Transcript,
    *,
    burned: str | Rules = VERTICAL,
    sidecar: str | Rules = DEFAULT,
    cuts: Sequence[float] = (),
) -> CaptionProfiles:
    """Return both captions of one transcript: narrow ones to burn into an upright picture, wide ones for a file
    beside it. Raises InputError for rules that are not known.
    """
    beside = make_cues(transcript, rules=sidecar, cuts=cuts)
    return CaptionProfiles(beside if burned == sidecar else make_cues(transcript, rules=burned, cuts=cuts), beside)


def _in_order(words: Sequence[Word]) -> list[Word]:
    """Words with text, each starting after the one in front of it, none ending before its start or after the next
    one's.
    """
    out: list[Word] = []
    last_s = -APART_S
    for word in words:
        text = " ".join(word.text.split())
        if text:
            start_s = max(last_s + APART_S, word.start_s)
            if out and out[-1].end_s > start_s:
                out[-1] = Word(out[-1].text, out[-1].start_s, start_s, out[-1].probability, out[-1].speaker)
            out.append(Word(text, start_s, max(start_s, word.end_s), word.probability, word.speaker))
            last_s = start_s
    return out
