"""Reading a glossary as people keep it: TOML, or a table from Excel (commas, semicolons or tabs; a BOM or not)."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from producer.errors import InputError, MissingFile
from producer.files import read_text
from producer.speech.glossary import Term

LONGEST = 80
"""Letters of one name; more is a sentence that slipped into the list (own choice)."""
HEADINGS = {
    "spelling": "spelling", "write": "spelling", "written": "spelling",
    "schrijfwijze": "spelling", "schrijf": "spelling",
    "term": "term", "name": "term", "naam": "term", "word": "term", "woord": "term",
    "sounds_like": "sounds_like", "sounds like": "sounds_like", "soundslike": "sounds_like", "heard": "sounds_like",
    "klinkt als": "sounds_like", "klinkt_als": "sounds_like", "gehoord": "sounds_like",
    "language": "language", "lang": "language", "taal": "language",
}  # fmt: skip
"""What a column or key may be called, in lower case."""
APART = re.compile(r"\s*[|/]\s*")
"""Several ways of hearing a name stand in one cell with a bar or slash between them."""
NAMES = {"dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en", "german": "de", "duits": "de"}
NAMES |= {"french": "fr", "frans": "fr"}
ANY = frozenset({"", "*", "any", "all", "alle"})


def read_terms(path: Path) -> tuple[Term, ...]:
    """Return the terms of the file in its order. Raises MissingFile, or InputError that names the line."""
    if not path.exists():
        raise MissingFile(
            f"There is no glossary at {path}.",
            code="missing-file",
            cure="Check the name and the folder.",
            path=str(path),
        )
    text = read_text(path)
    read = _toml if path.suffix.lower() == ".toml" else _table
    return tuple(read(text, path.name))


def _toml(text: str, name: str) -> Iterator[Term]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        named = re.search(r"line (\d+)", str(error))
        at = int(named[1]) if named else text.count("\n") + 1
        raise _wrong(name, at, f"This is not TOML: {error}.") from error
    entries = data.pop("term", [])
    if data or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong(name, _line_of(text, next(iter(data), "term")), "Each name stands under a line [[term]].")
    lines = [at for at, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*term\s*\]\]", line)]
    lines += [1] * (len(entries) - len(lines))  # written inline: term = [{...}]
    for line, entry in zip(lines, entries, strict=False):
        yield _term({_heading(key, name, line): value for key, value in entry.items()}, name, line)


def _line_of(text: str, key: str) -> int:
    return next((at for at, line in enumerate(text.splitlines(), 1) if key in line), 1)


def _table(text: str, name: str) -> Iterator[Term]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip() and not _is_comment(line)), "")
    separator = lines[0][4:5] if lines and lines[0].lower().startswith("sep=") else _separator(first)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    columns: list[str] | None = None
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells) or _is_comment(cells[0]) or cells[0].lower().startswith("sep="):
                continue
            if columns is None:
                columns, is_head = _columns(cells, name, rows.line_num)
                if is_head:
                    continue
            yield _row(cells, columns, name, rows.line_num)
    except csv.Error as error:
        raise _wrong(name, rows.line_num, "A quotation mark is not closed, or stands inside a cell.") from error


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith("#")


def _separator(line: str) -> str:
    """Return what stands between the cells: Excel takes semicolons in Dutch, commas in English, tabs in "Unicode"."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max("\t;,", key=lambda sign: (bare.count(sign), sign == ","))


def _columns(cells: Sequence[str], name: str, line: int) -> tuple[list[str], bool]:
    """Return what each column holds and whether this row said so; else: spelling, sounds like, language."""
    if cells[0].casefold() not in HEADINGS:
        return ["spelling", "sounds_like", "language"], False
    columns = [_heading(cell, name, line) for cell in cells if cell]
    twice = [column for column in columns if columns.count(column) > 1]
    if twice:
        raise _wrong(name, line, f"Two columns are called {twice[0].replace('_', ' ')}.")
    return columns, True


def _heading(text: str, name: str, line: int) -> str:
    known = HEADINGS.get(text.strip().casefold())
    if known is None:
        raise _wrong(name, line, f'"{text}" is not known here. Use: term, spelling, sounds like, language.')
    return known


def _row(cells: Sequence[str], columns: Sequence[str], name: str, line: int) -> Term:
    extra = [cell for cell in cells[len(columns) :] if cell]
    if extra:
        raise _wrong(name, line, f'There is one cell too many: "{extra[0]}". Put quotation marks around a comma.')
    filled: dict[str, Any] = dict(zip(columns, cells, strict=False))
    if filled.get("sounds_like"):
        filled["sounds_like"] = [form for form in APART.split(filled["sounds_like"]) if form]
    return _term(filled, name, line)


def _term(entry: Mapping[str, Any], name: str, line: int) -> Term:
    written = entry.get("term", ""), entry.get("spelling", ""), entry.get("language", "")
    heard = entry.get("sounds_like") or []
    forms = [heard] if isinstance(heard, str) else heard
    if not all(isinstance(text, str) for text in written):
        raise _wrong(name, line, "A name, a spelling and a language are text in quotation marks.")
    if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
        raise _wrong(name, line, "What it sounds like is text, or a list of texts.")
    term, spelling, language = (" ".join(text.split()) for text in written)
    right = spelling or term
    _check(right, name, line)
    sounds = [" ".join(form.split()) for form in (*([term] if term and term != right else []), *forms)]
    for form in sounds:
        _check(form, name, line)
    return Term(right, tuple(dict.fromkeys(sounds)), _language(language, name, line))


def _check(text: str, name: str, line: int) -> None:
    if not any(sign.isalpha() for sign in text):
        raise _wrong(name, line, f'"{text}" has no letters.' if text else "The name is missing.")
    if len(text) > LONGEST:
        raise _wrong(name, line, f'"{text[:30]}…" is longer than {LONGEST} letters. One name stands on one line.')


def _language(text: str, name: str, line: int) -> str:
    plain = text.casefold()
    if plain in ANY:
        return ""
    if plain in NAMES:
        return NAMES[plain]
    if not re.fullmatch(r"[a-z]{2}([-_][a-z]{2,4})?", plain):
        raise _wrong(name, line, f'"{text}" is not a language. Write nl or en, or leave it out.')
    return plain[:2]


def _wrong(name: str, line: int, what: str) -> InputError:
    return InputError(
        f"{name}, line {line}: {what}",
        code="glossary-wrong",
        cure="Mend that line and try again.",
        line=line,
        path=name,
    )
