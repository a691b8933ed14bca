"""A glossary as people keep it, and what the recogniser is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from producer.errors import InputError, MissingFile
from producer.speech.glossary import HOTWORDS, PROMPT_LETTERS, PROMPT_TERMS, Glossary, Term, load_glossary

DELOITTE = Term("Deloitte", ("de loid", "deloyt"), "nl")
KPMG = Term("KPMG")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", b"term,sounds like,language\nDeloitte,de loid|deloyt,nl\nKPMG\n"),
        ("excel.csv", "\ufeffTerm;Klinkt als;Taal\r\nDeloitte;de loid / deloyt;Nederlands\r\nKPMG;;\r\n".encode()),
        ("sep.csv", b"sep=;\nspelling;sounds like;language\nDeloitte;de loid|deloyt;nl-NL\n\nKPMG;;alle\n"),
        ("unicode.txt", "spelling\tsounds like\tlanguage\nDeloitte\tde loid|deloyt\tnl\nKPMG\t\t\n".encode("utf-16")),
        ("bare.csv", b"# our names\nDeloitte;de loid|deloyt;nl\nKPMG\n"),
        ("twice.csv", b"Deloitte,de loid,nl\nKPMG\nDeloitte,deloyt,nl\n"),
        ("quoted.csv", b'term,sounds like,language\n"Deloitte","de loid|deloyt","nl"\n"KPMG",,\n'),
        (
            "a.toml",
            b'[[term]]\nspelling = "Deloitte"\nsounds_like = ["de loid", "deloyt"]\nlanguage = "nl"\n'
            b'[[term]]\nterm = "KPMG"\n',
        ),
    ],
)
def test_one_glossary_in_every_form(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert load_glossary(path).terms == (DELOITTE, KPMG)


def test_a_term_beside_its_spelling_is_a_way_to_hear_it_and_odd_letters_stay(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("term;spelling\nAi akt;AI Act\nÖzdemir;\n".encode("cp1252"))
    assert load_glossary(path).terms == (Term("AI Act", ("Ai akt",)), Term("Özdemir"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "term,colour\nX,red\n", 'a.csv, line 1: "colour" is not known'),
        ("a.csv", "term,language\nShell,nl\nPhilips,klingons\n", 'a.csv, line 3: "klingons" is not a language'),
        ("a.csv", "term;term\nX;Y\n", "line 1: Two columns are called term"),
        ("a.csv", "term,sounds like\nShell,sjel\n\n,sjel\n", "line 4: The name is missing"),
        ("a.csv", "term,sounds like\nShell,a,b,c\n", "line 2: There is one cell too many"),
        ("a.csv", 'term\nShell\n"Phil\n', "line 3: A quotation mark is not closed"),
        ("a.csv", f"term\n{'x' * 81}\n", "line 2: .* longer than 80"),
        ("a.csv", "term\n1234\n", 'line 2: "1234" has no letters'),
        ("a.toml", '[[term]]\nspelling = "A"\n[[term]\n', "a.toml, line 3: This is not TOML"),
        ("a.toml", '[[term]]\nspelling = "Shell"\n\n[[term]]\nlanguage = "nl"\n', "line 4: The name is missing"),
        ("a.toml", '[[term]]\nspelling = "Shell"\nsounds_like = 3\n', "line 1: What it sounds like is text"),
        ("a.toml", "[[term]]\nspelling = 3\n", "line 1: A name, a spelling and a language are text"),
        ("a.toml", '[[term]]\nspelling = "A"\n[names]\nb = 1\n', "line 3: Each name stands under"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said) as caught:
        load_glossary(path)
    assert caught.value.code == "glossary-wrong"


def test_a_glossary_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"names\.csv"):
        load_glossary(tmp_path / "names.csv")


def test_the_recogniser_is_told_few_names_those_of_its_language_first() -> None:
    terms = (KPMG, Term("Shell", (), "en"), DELOITTE, *(Term(f"Name{at}") for at in range(5000)))
    glossary = Glossary(terms)
    assert glossary.prompt("nl").startswith("Namen die kunnen vallen: Deloitte, KPMG, Name0, ")
    assert glossary.prompt("en").startswith("Names that may come up: Shell, KPMG, Name0, ")
    assert "Shell" not in glossary.prompt("nl")
    assert glossary.prompt("nl").count(",") == PROMPT_TERMS - 1
    assert glossary.hotwords("nl").split(", ")[0] == "Deloitte"
    assert len(glossary.hotwords("nl").split(", ")) == HOTWORDS
    long = Glossary(tuple(Term("Abc" * 20 + str(at)) for at in range(100)))
    assert len(long.prompt("de")) <= PROMPT_LETTERS
    assert (Glossary().prompt("nl"), Glossary().hotwords("nl")) == ("", "")
