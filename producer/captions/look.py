"""What a caption file says of how its captions look and where they stand: tags, styles, places, notes.

Words and times are read and mended; a look is not kept, so it must be said where one is lost.
"""

from __future__ import annotations

import re

TTML = r"(?:\w+:)?(?:tt|head|body|div|p|span|br|styling|style|layout|region|metadata)\b"
"""Tags that every file of that kind has."""
MARKS = re.compile(
    rf"</?(?!{TTML})[a-z][^<>\n]*>|\{{\\[^}}\n]*\}}|^Style:[^\n]*|::cue[^{{\n]*|^(?:NOTE|REGION)\b"
    r"|-->[^\n]*(?:align|line|position|size):|\btts:\w+\s*=\s*\"[^\"]*\"",
    re.IGNORECASE | re.MULTILINE,
)
VOICE = re.compile(r"</?v[\s.>]", re.IGNORECASE)


def loses_look(before: str, after: str) -> bool:
    """Say whether the text of a caption file marks anything that the mended text does not."""
    return bool(_marks(before) - _marks(after))


def _marks(text: str) -> set[str]:
    """Return the marks without voices, which are kept."""
    return {" ".join(mark.lower().split()) for mark in MARKS.findall(text) if not VOICE.match(mark)}
