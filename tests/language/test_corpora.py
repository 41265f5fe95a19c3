"""Annotated names → Docs: nothing is learnt that a source does not say."""

import gzip
import json
import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.language import corpora, names, polish
from kg.language.corpora import Row
from kg.language.names import Pools

POOLS = Pools(("Zeta Group",), ("Institute of Sand",), ("Glow 3",), ("Ann Lee",), ("Oslo",))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def test_reads_known_sources_with_plain_quotes_and_single_places(tmp_path: Path) -> None:
    records = [
        {"text": "Acme’s in Bergen, Norway", "entities": [[0, 4, "ORG"], [10, 24, "GPE"]], "source": "gum"},
        {"text": "Acme", "entities": [], "source": "never-heard-of"},
        {
            "text": "The Firm of the firm",
            "entities": [],
            "missing": [[0, 3]],
            "nominal": [[4, 8, "ORG"], [16, 20, "ORG"]],
            "source": "core-partial",
        },
    ]
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    assert list(corpora.read_rows(path)) == [
        Row("Acme's in Bergen, Norway", ((0, 4, "ORG"), (10, 16, "GPE"), (18, 24, "GPE")), (), "gum"),
        Row("The Firm of the firm", (), ((0, 3), (4, 8)), "core-partial"),
    ]


def test_unknown_is_not_outside(nlp: Language) -> None:
    row = Row("Acme met Zeta in 2015", ((0, 4, "ORG"),), ((9, 13),), "wikigold")
    assert [token.ent_iob_ or "?" for token in corpora.to_doc(nlp, row)] == ["B", "O", "?", "O", "?"]


def test_dates_are_outside_where_dates_are_annotated(nlp: Language) -> None:
    row = Row("It met in May 2015", (), (), "gum")
    assert [token.ent_iob_ for token in corpora.to_doc(nlp, row)] == ["O"] * 5


def test_a_name_off_the_bounds_of_tokens_is_unknown(nlp: Language) -> None:
    row = Row("Acmes met", ((0, 4, "ORG"),), (), "gum")
    assert [token.ent_iob_ or "?" for token in corpora.to_doc(nlp, row)] == ["?", "O"]


def test_a_first_model_fills_in_what_a_source_leaves_out() -> None:
    first = spacy.blank("en")
    ruler = first.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ann Lee"}, {"label": "ORG", "pattern": "Iota"}])
    row = Row("Here Acme hired Ann Lee of Iota and Omega", ((5, 9, "ORG"),), (), "core-partial")
    (completed,) = corpora.complete([row], first)
    assert completed.names == ((5, 9, "ORG"), (16, 23, "PERSON"))
    unknown = {row.text[start:end] for start, end in completed.unknown}
    assert {"Iota", "Omega"} <= unknown
    assert "Here" not in unknown


def test_a_list_of_companies_knows_better_than_the_first_model() -> None:
    first = spacy.blank("en")
    ruler = first.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in ("Ann Stanley", "Lee")])
    row = Row("Here is Ann Stanley with Lee", (), (), "core-partial")
    (completed,) = corpora.complete([row], first, {"Ann Stanley", "Lee"})
    assert completed.names == ((8, 19, "ORG"),)
    assert (25, 28) in completed.unknown


def test_neighbours_join_into_paragraphs() -> None:
    rows = [Row(f"Acme {i}", ((0, 4, "ORG"),), ((5, 6),), "gum" if i < 4 else "cen") for i in range(8)]
    joined = list(corpora.join(rows, random.Random(1)))
    assert " ".join(row.text for row in joined) == " ".join(row.text for row in rows)
    assert max(len(row.names) for row in joined) > 1
    for row in joined:
        assert {row.text[start:end] for start, end, _ in row.names} == {"Acme"}
        assert all(row.text[start:end].isdigit() for start, end in row.unknown)


def test_a_headline_keeps_names_as_they_are_written() -> None:
    row = Row("The iPhone maker vivo took over Acme.", ((17, 21, "ORG"), (32, 36, "ORG")), (), "gum")
    title = corpora.as_headline(row)
    assert title.text == "The iPhone Maker vivo Took Over Acme"
    assert title.names == row.names


@pytest.mark.parametrize("seed", range(20))
def test_substitutes_stand_where_the_names_stood(seed: int) -> None:
    row = Row(
        "Acme and Bo Li of Acme in Rome",
        ((0, 4, "ORG"), (9, 14, "PERSON"), (18, 22, "ORG")),
        ((26, 30),),
        "gum",
    )
    new = names.substitute(row, POOLS, random.Random(seed))
    first, person, second = (new.text[start:end] for start, end, _ in new.names)
    assert first == second
    assert new.text == f"{first} and {person} of {second} in {new.text[slice(*new.unknown[0])]}"
    assert [label for *_, label in new.names] == ["ORG", "PERSON", "ORG"]


def test_lists_of_names_are_read_by_kind(tmp_path: Path) -> None:
    lists = {
        "companies-listed": "Zeta Group AG\tcompany\tZeta Group\tlist\tNowhere\n",
        "research-orgs": "Institute of Sand\tgovernment\tIOS|Institut\tlist\tNowhere\n",
        "universities": "Łódź University\tuniversity\t\tlist\tNowhere\n",
        "products": "Glow 3\tproduct\t\tlist\tdevice\nGlow\tbrand_or_product\t\tlist\t\n",
    }
    for name, text in lists.items():
        with gzip.open(tmp_path / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
            file.write(text)
    pools = names.read_pools(tmp_path, frozenset({"Bo Li"}), frozenset({"Rome"}))
    assert pools == Pools(
        ("Zeta Group", "Zeta Group AG"), ("IOS", "Institute of Sand"), ("Glow 3",), ("Bo Li",), ("Rome",)
    )


def test_coined_names_vary() -> None:
    rng = random.Random(0)
    coined = {names.coined(rng) for _ in range(500)}
    assert len(coined) > 450
    assert any("." in name for name in coined)
    assert any(name.isupper() for name in coined)


DECLINED = {
    "Samsung": {"Samsunga", "Samsungowi", "Samsungiem", "Samsungu"},
    "Nvidia": {"Nvidii", "Nvidię", "Nvidią"},
    "Tesla": {"Tesli", "Teslę", "Teslą"},
    "Google": {"Google", "Google'a", "Google'owi", "Google'em"},
    "Lenovo": {"Lenovo"},
    "IBM": {"IBM-u", "IBM-owi", "IBM-a", "IBM-em", "IBM-cie"},
    "Anna Kowalska": {"Anny Kowalskiej", "Annie Kowalskiej", "Annę Kowalską", "Anną Kowalską"},
    "Bank of Acme": set(),
}


@pytest.mark.parametrize("name", DECLINED)
def test_polish_names_take_cases(name: str) -> None:
    rng = random.Random(0)
    assert {polish.decline(name, rng) for _ in range(200)} == DECLINED[name] | {name}
