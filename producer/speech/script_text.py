"""What of a script is said: its words, without the marks of Markdown."""

from __future__ import annotations

import re

CURRENCIES = frozenset({"€", "$", "£"})


def script_words(script: str) -> list[str]:
    """Return the words to be said: headings, comments and marks of Markdown are not."""
    text = re.sub(r"<!--.*?-->", " ", script, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "---", "==="))]
    bare = re.sub(
        r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(re.sub(r"^\s*([-*+>]|\d+[.)])\s+", "", line) for line in lines)
    )
    words = re.sub(r"(\*\*|__|\*|_|`)(?=\S)|(?<=\S)(\*\*|__|\*|_|`)", "", bare).split()
    return _glued([word for word in words if word])


def _glued(words: list[str]) -> list[str]:
    """A dash or other sign that stands alone is nobody's word: it hangs on the one before, a currency on its amount."""
    out: list[str] = []
    ahead = ""
    for word in words:
        if word in CURRENCIES:
            ahead += f"{word} "
        elif out and not ahead and not re.search(r"\w", word):
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(ahead + word)
            ahead = ""
    return [*out, ahead.strip()] if ahead else out
