"""Captions: words to cues by house rules, and the files that hold them."""

from producer.captions.cues import CaptionProfiles, make_cues, make_profiles
from producer.captions.formats import captions_text, write_captions
from producer.captions.reading import read_captions
from producer.captions.rules import load_rules, rule_names

__all__ = [
    "CaptionProfiles",
    "captions_text",
    "load_rules",
    "make_cues",
    "make_profiles",
    "read_captions",
    "rule_names",
    "write_captions",
]
