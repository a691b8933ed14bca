"""Signs that a caption should not hold: those that cannot be seen, those that came of a wrong reading of a file, and
for broadcasters those that their players have no letter for.
"""

from __future__ import annotations

import re
import unicodedata

UNSEEN = re.compile(r"[\u00ad\u200b\u2028\u2029\ufeff\ufffe\uffff\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Signs that are never seen and mean nothing in a caption: they can be taken out without a word being changed."""
MISREAD = re.compile(
    r"[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ¦“”˜\x9d]?|\ufffd|[\ue000-\uf8ff]"
)
"""UTF-8 that was read as Windows-1252, the replacement character, and private signs."""
BLOCKS = ((0x20, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2060, 0x2060), (0x20A0, 0x20BF))
"""Latin letters with all their marks, punctuation and currencies: what the lists of broadcasters have in common. The
WORD JOINER is our own (``formats``).
"""
MORE = frozenset("♪♫№™℠℃Ω→←−×÷")


def unseen_taken_out(line: str) -> str:
    """Return the line without the signs that nobody sees."""
    return UNSEEN.sub("", line)


def odd_glyphs(line: str, glyphs: str) -> list[str]:
    """Return what should not be in the line, each in its order; ``glyphs`` is "latin" or "any"."""
    found = UNSEEN.findall(line) + MISREAD.findall(line)
    if glyphs == "latin":
        rest = MISREAD.sub("", UNSEEN.sub("", line))
        found.extend(sign for sign in rest if not _is_latin(sign))
    return found


def _is_latin(sign: str) -> bool:
    code = ord(sign)
    if sign.isspace() or sign in MORE or unicodedata.category(sign) == "Mn":
        return True
    return any(first <= code <= last for first, last in BLOCKS)


def glyph_names(found: list[str]) -> str:
    """Return the signs so that a person can look for them: those that can be seen as they are, others by number."""
    names = [sign if sign.isprintable() and not sign.isspace() else f"U+{ord(sign[0]):04X}" for sign in found]
    return " ".join(dict.fromkeys(names))
