"""Captions: words to cues by house rules, and the files that hold them."""

from producer.captions.cues import make_cues
from producer.captions.formats import captions_text, read_captions, write_captions
from producer.captions.rules import load_rules, rule_names

__all__ = ["captions_text", "load_rules", "make_cues", "read_captions", "rule_names", "write_captions"]
