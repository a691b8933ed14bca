"""Words that carry the meaning of a sentence: numbers and negations, in Dutch and English; and when two ways of
writing say the same ("25 %", "twenty-five percent", "vijfentwintig procent").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache


def _counted(text: str, first: int = 0, step: int = 1) -> dict[str, int]:
    """Return the words with what each counts: ``first``, and ``step`` more for each."""
    return {word: first + step * index for index, word in enumerate(text.split())}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _words(
    "niet geen nooit niets niks niemand nergens noch nee zonder nimmer "
    "no not never none nobody nothing nor neither nowhere cannot without nope"
)
ONES = {
    **_counted("zero one two three four five six seven eight nine ten eleven twelve"),
    **_counted("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13),
    **_counted("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf"),
    **_counted("dertien veertien vijftien zestien zeventien achttien negentien", 13),
}
TENS = {
    **_counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    **_counted("twintig dertig veertig vijftig zestig zeventig tachtig negentig", 20, 10),
}
POWERS = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "honderd": 100, "duizend": 1000, "miljoen": 10**6, "miljard": 10**9, "biljoen": 10**12,
}  # fmt: skip
ORDINALS = {
    **_counted("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 1),
    **_counted("eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde", 1),
}
PARTS = _words("half halve helft anderhalf anderhalve kwart quarter dozen dozijn twice tweemaal driemaal")
UNITS = {
    "%": "%", "procent": "%", "percent": "%", "percentage": "%",
    "€": "€", "euro": "€", "euros": "€", "eur": "€",
    "$": "$", "dollar": "$", "dollars": "$", "usd": "$",
    "£": "£", "pond": "£", "pound": "£", "pounds": "£", "gbp": "£",
}  # fmt: skip
ARTICLES = frozenset({"een", "n"})
"""Dutch "een" is a number only with its accents."""
_TOKEN = re.compile(r"\d[\d.,:]*\d|\d|[^\W\d_]+|[%€$£]")
_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+")
_COMPOUND = re.compile(
    "|".join(sorted((re.escape(word) for word in {*ONES, *TENS, *POWERS, "en"}), key=len, reverse=True))
)


def fold(text: str) -> str:
    """Return the text's letters and digits in lower case without accents: "Café-Olé!" becomes "cafeole"."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("æ", "ae"))
    return "".join(sign for sign in plain if sign.isalnum())


def is_negation(word: str) -> bool:
    """Say whether the word turns a sentence round ("niet", "geen", "not", "don't", "can't")."""
    bare = word.casefold().replace("\u2019", "'").strip(".,;:!?…\"'()[]“”‘«»")
    return fold(bare) in NEGATIONS or bare.endswith("n't")


def is_number(word: str) -> bool:
    """Say whether the word is or holds a number, in digits or written out."""
    if any(sign.isdigit() for sign in word):
        return True
    bare = fold(word)
    if bare in ARTICLES:
        return "é" in word.casefold()
    return bare in PARTS or bare in ORDINALS or (bare not in ("en", "and") and _pieces(bare) is not None)


def same_said(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether both ways of writing are said the same: letters, joined or apart, or numbers of one value."""
    return said(tuple(one)) == said(tuple(other))


@lru_cache(maxsize=65536)
def said(words: tuple[str, ...]) -> str:
    """Return what is said, written one way: "#25%" for a number with its unit, else the bare letters."""
    value = _number(words)
    return value if value is not None else "".join(fold(word) for word in words) or "".join(words)


def _number(words: Sequence[str]) -> str | None:
    tokens = [token for word in words for token in _TOKEN.findall(word.casefold().replace("-", " "))]
    unit, bare = "", []
    joined = re.sub(r"\bper cent\b", "percent", " ".join(tokens)).split()
    for token in joined:
        if token in UNITS and not unit:
            unit = UNITS[token]
        else:
            bare.append(token)
    if len(bare) == 1 and fold(bare[0]) in ORDINALS:
        return f"#{ORDINALS[fold(bare[0])]}."
    ordinal = re.fullmatch(r"(\d+) (st|nd|rd|th|e|ste|de)", " ".join(bare))
    if ordinal:
        return f"#{ordinal[1]}."
    value = _value(bare)
    return None if value is None else f"#{value}{unit}"


def _value(tokens: Sequence[str]) -> str | None:
    """Return the number that the tokens say, as digits; None where they say none."""
    for mark in ("komma", "point", "punt"):
        if mark in tokens[1:-1]:
            at = list(tokens).index(mark)
            whole, rest = _whole(tokens[:at]), [_whole([token]) for token in tokens[at + 1 :]]
            known = [str(digit) for digit in rest if digit is not None]
            return f"{whole}.{''.join(known)}" if whole is not None and len(known) == len(rest) else None
    if len(tokens) == 1 and re.fullmatch(r"\d+[.,:]\d+", tokens[0]) and not _THOUSANDS.fullmatch(tokens[0]):
        return tokens[0].replace(",", ".")
    if tokens and (decimal := re.fullmatch(r"(\d+)[.,](\d{1,2})", tokens[0])) and len(tokens) == 2:
        power = POWERS.get(tokens[1])
        return None if power is None else str(round(float(f"{decimal[1]}.{decimal[2]}") * power))
    whole = _whole(tokens)
    return None if whole is None else str(whole)


def _whole(tokens: Sequence[str]) -> int | None:
    """Return the whole number said by the tokens ("twee duizend zes en twintig"), None where they say none."""
    pieces: list[str] = []
    for token in tokens:
        found = [token] if token[:1].isdigit() else _pieces(fold(token))
        if found is None:
            return None
        pieces += found
    if not pieces or pieces[0] in ("en", "and") or pieces[-1] in ("en", "and"):
        return None
    return _sum(pieces)


def _sum(pieces: Sequence[str]) -> int | None:
    total = current = 0
    last = ""
    for piece in pieces:
        if piece in ("en", "and"):
            continue
        if piece in POWERS:
            power = POWERS[piece]
            if power == 100:
                current = max(1, current) * 100
            else:
                total, current = total + max(1, current) * power, 0
        else:
            number = _digits(piece)
            if number is None:
                return None
            if last and last not in POWERS:
                joined = _joined(current, number, "en" in pieces)
                if joined is None:
                    return None
                current = joined
            else:
                current += number
        last = piece
    return total + current


def _joined(current: int, number: int, dutch: bool) -> int | None:
    """Two numbers after one another: twenty six, zes-en-twintig, or a year (twenty twenty-six)."""
    if current % 10 == 0 and current % 100 >= 20 and 0 < number < 10:
        return current + number
    if dutch and 0 < current % 100 < 10 and number in range(20, 100, 10):
        return current + number
    return current * 100 + number if 10 <= current <= 99 and 10 <= number <= 99 else None


def _digits(piece: str) -> int | None:
    if piece in ONES or piece in TENS:
        return ONES.get(piece, TENS.get(piece))
    if _THOUSANDS.fullmatch(piece):
        piece = re.sub("[.,]", "", piece)
    return int(piece) if piece.isdecimal() else None


@lru_cache(maxsize=8192)
def _pieces(word: str) -> list[str] | None:
    """Cut a written-out number into its parts ("zesentwintig": zes en twintig); None where it is no number."""
    if word in ("en", "and"):
        return [word]
    found, at = [], 0
    while at < len(word):
        match = _COMPOUND.match(word, at)
        if match is None:
            return None
        found.append(match[0])
        at = match.end()
    return found or None
