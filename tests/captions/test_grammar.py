"""What belongs together is known for what it is, in Dutch and in English."""

from __future__ import annotations

import pytest

from producer.captions.grammar import NEVER, bonds, break_costs, sentence_ends

JOINED = [
    # names
    ("nl", "Het woord is aan Jan van de Velde uit Gent", "Jan van de Velde", "name"),
    ("nl", "Wij danken mevrouw De Jong voor haar werk", "mevrouw De Jong", "name"),
    ("nl", "Daar sprak prof. dr. Jansen over zijn werk", "prof. dr. Jansen", "name"),
    ("nl", "Toen kwam J.P. Balkenende naar voren toe", "J.P. Balkenende", "name"),
    ("nl", "Samen met meneer van Dijk gaan wij verder", "meneer van Dijk", "name"),
    ("nl", "Volgens burgemeester Van der Laan kan dat", "burgemeester Van der Laan", "name"),
    ("nl", "Wij werken voor ABN AMRO en voor anderen", "ABN AMRO", "name"),
    ("en", "We spoke with Mary Anne Johnson about it", "Mary Anne Johnson", "name"),
    ("en", "It was John F. Kennedy who said this once", "John F. Kennedy", "name"),
    ("en", "Then Ursula von der Leyen took the floor", "Ursula von der Leyen", "name"),
    ("en", "He works for the Bank of England these days", "Bank of England", "name"),
    ("en", "In the end Mr. Quilter was the one", "Mr. Quilter", "name"),
    ("en", "Then A.B. Smith of the University of California came", "A.B. Smith", "name"),
    ("en", "Then A.B. Smith of the University of California came", "University of California", "name"),
    ("en", "He works for Procter & Gamble these days", "Procter & Gamble", "name"),
    # numbers, amounts, dates, times
    ("nl", "Het kost ons 1.250.000 euro per jaar", "1.250.000 euro", "number"),
    ("nl", "Het kost ons 1 250 000 euro per jaar", "1 250 000 euro", "number"),
    ("nl", "Dat was samen € 3,5 miljoen meer dan toen", "€ 3,5 miljoen", "number"),
    ("nl", "We groeiden met 12 % in een jaar", "12 %", "number"),
    ("nl", "We groeiden met 20 procent in een jaar", "20 procent", "number"),
    ("nl", "De opening is op 5 mei 2026 in Breda", "5 mei 2026", "number"),
    ("nl", "Kom dan op maandag 5 mei naar ons toe", "maandag 5 mei", "number"),
    ("nl", "Het begint om kwart over acht in de zaal", "kwart over acht", "number"),
    ("nl", "Het begint om vijf voor half negen in de zaal", "vijf voor half negen", "number"),
    ("nl", "Het begint om 8 uur 30 in de zaal", "8 uur 30", "number"),
    ("nl", "Dat duurt nog drie en een half jaar of zo", "drie en een half jaar", "number"),
    ("nl", "Wij zijn vijfentwintig jaar bij elkaar", "vijfentwintig jaar", "number"),
    ("nl", "Zie daarvoor hoofdstuk 5 van ons plan", "hoofdstuk 5", "number"),
    ("en", "That was $3.5 million more than before", "$3.5 million", "number"),
    ("en", "That was 1,250,000 dollars more than before", "1,250,000 dollars", "number"),
    ("en", "We grew by 12 percent in a year", "12 percent", "number"),
    ("en", "The opening is on May 5, 2026 in Breda", "May 5, 2026", "number"),
    ("en", "The opening is on the 5th of May in Breda", "5th of May", "number"),
    ("en", "It begins at quarter past eight in the hall", "quarter past eight", "number"),
    ("en", "It begins at ten to nine in the hall", "ten to nine", "number"),
    ("en", "It begins at 8:30 a.m. in the hall", "8:30 a.m.", "number"),
    ("en", "That is two and a half million people more", "two and a half million people", "number"),
    ("en", "There were 20 people in it that day", "20 people", "number"),
    ("nl", "Dat was op 5 dec. 2026 in Breda", "5 dec. 2026", "number"),
    ("nl", "Zie daarvoor ook blz. 12 van ons plan", "blz. 12", "number"),
    ("en", "There are three hundred and fifty people here", "three hundred and fifty people", "number"),
    ("nl", "Er kwamen tweehonderd en tien mensen langs", "tweehonderd en tien mensen", "number"),
    # articles and negations
    ("nl", "Wij openen een nieuw kantoor in Breda", "een nieuw", "article"),
    ("nl", "Wij hebben het kantoor in Breda gezien", "het kantoor", "article"),
    ("nl", "Daar hebben geen klanten last van gehad", "hebben geen", "negation"),
    ("nl", "Wij verhogen de prijzen niet in dit jaar", "prijzen niet", "negation"),
    ("en", "We open the new office in the spring", "the new", "article"),
    ("en", "We will do not more than we must", "do not", "negation"),
    ("nl", "Hij heeft ons geen enkele keer gebeld", "ons geen enkele", "article"),
    ("en", "There is no reason to wait for it", "is no reason", "article"),
    ("en", "It is the, uh, second one that we want", "the, uh, second", "article"),
    ("nl", "Dat is de, eh, tweede van deze maand", "de, eh, tweede", "article"),
    ("en", "It costs us that much per year now", "per year", "held"),
]


@pytest.mark.parametrize(("language", "text", "together", "kind"), JOINED)
def test_what_belongs_together_is_held_by_its_bond(language: str, text: str, together: str, kind: str) -> None:
    words, inside = text.split(), together.split()
    at = next(at for at in range(len(words)) if words[at : at + len(inside)] == inside)
    held, costs = bonds(words, language), break_costs(words, language)
    assert kind in held[at : at + len(inside) - 1]
    assert all(cost >= NEVER for cost in costs[at : at + len(inside) - 1]), list(zip(words, held, strict=True))
    if kind in ("name", "number"):
        assert costs[at + len(inside) - 1] < NEVER  # and nothing further


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "In 2026 gaan | wij dat doen"),
        ("nl", "Het is niet goed. | Anna zegt dat ook"),
        ("nl", "Wij zijn met Anna, | Bram en Cem gekomen"),
        ("nl", "Van 10 | tot 20 procent"),
        ("nl", "Het kan dit | ook zijn"),
        ("en", "In 2026 | we did that"),
        ("en", "You may give it to her | and go"),
        ("en", "It was plan B. | We went on"),
        ("en", "I said no. | Anna agreed"),
        ("en", "I said no | and left it there"),
        ("en", "Between two hundred | and three hundred"),
        ("en", "It is done, um, | and we go on"),
        ("en", "THIS IS A TEXT IN CAPITALS | THAT GOES ON"),
    ],
)
def test_what_does_not_belong_together_may_be_parted(language: str, text: str) -> None:
    left, right = (part.split() for part in text.split("|"))
    assert break_costs([*left, *right], language)[len(left) - 1] < NEVER


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    words = ["This", "is", "Dr.", "Smith.", "And", "J.", "Jones", "is", "here."]
    assert [word for word, ends in zip(words, sentence_ends(words, bonds(words, "en"), "en"), strict=True) if ends] == [
        "Smith.",
        "here.",
    ]


@pytest.mark.parametrize(
    ("language", "text", "ends"),
    [
        ("nl", "Er is 7 %, m.a.w. het beste jaar. Mooi.", ["jaar.", "Mooi."]),
        ("nl", "Op 31 december jl. tekenden wij. Op 5 dec. 2026 ook.", ["wij.", "ook."]),
        ("en", "At 8 p.m. when it rained. He left at 8 p.m. Then I came.", ["rained.", "p.m.", "came."]),
        ("en", "all small letters. they end too.", ["letters.", "too."]),
    ],
)
def test_an_abbreviation_ends_no_sentence_in_the_middle_of_one(language: str, text: str, ends: list[str]) -> None:
    words = text.split()
    closes = sentence_ends(words, bonds(words, language), language)
    assert [word for word, closed in zip(words, closes, strict=True) if closed] == ends
    costs = break_costs(words, language)
    assert all((cost == 0.0) == closed for cost, closed in zip(costs, closes, strict=True))


def test_a_break_between_initials_and_name_is_better_than_one_inside_it() -> None:
    words = ["Dr.", "A.B.", "van", "der", "Heijden"]
    costs = break_costs(words, "nl")
    assert costs[1] < costs[2] == costs[3]


def test_a_verb_keeps_its_to_and_a_sound_of_thinking_is_not_left_behind() -> None:
    words = ["Um,", "I", "would", "not", "want", "to", "know"]
    costs = break_costs(words, "en")
    assert costs[0] > costs[3] and costs[4] > costs[3] - 1e-9


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Daar hebben wij een uitstekend | resultaat behaald"),
        ("nl", "Dat doen wij in de komende | jaren steeds"),
        ("nl", "Wij zijn daar heel | trots op"),
        ("nl", "Dat is wat wij bereikt | hebben in vijf jaar"),
        ("nl", "Dat is wat wij te danken | hebben aan jullie"),
        ("en", "There we had an excellent | result again"),
        ("en", "We are quite | different from them"),
    ],
)
def test_a_noun_keeps_what_tells_of_it_where_another_break_is_there(language: str, text: str) -> None:
    left, right = (part.split() for part in text.split("|"))
    costs = break_costs([*left, *right], language)
    assert 3.0 < costs[len(left) - 1] < NEVER


def test_a_sentence_s_first_and_last_word_are_held_to_it_more_than_others() -> None:
    words = ["So", "this", "is", "the", "one", "sick", "corpus.", "Now", "I", "have", "one", "small", "cold."]
    costs = break_costs(words, "en")
    assert costs[5] == costs[4] + 2.5 and costs[7] == costs[10] + 2.5
    assert costs[6] == 0.0


def test_a_language_without_a_list_has_names_and_numbers_all_the_same() -> None:
    words = ["Das", "sind", "3,5", "%", "von", "Anna", "Schmidt"]
    assert bonds(words, "de") == ["", "", "number", "", "", "name", ""]
    assert bonds([], "nl") == break_costs([], "nl") == []
