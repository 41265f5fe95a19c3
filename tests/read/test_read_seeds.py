"""The seed documents and the development articles, read where they are to be had."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model import Document, PassageKind
from kg.read import read

SHARED = Path(__file__).parents[3] / "shared"


def documents(source: Path) -> dict[str, Document]:
    if not source.exists():
        pytest.skip(f"{source.name} is not beside the repository")
    found = list(read(source))
    assert all(isinstance(document, Document) for document in found)
    return {document.id: document for document in found if isinstance(document, Document)}


@pytest.fixture(scope="module")
def seeds() -> dict[str, Document]:
    return {id[:3]: document for id, document in documents(SHARED / "seeds").items()}


@pytest.fixture(scope="module")
def articles() -> dict[str, Document]:
    return documents(SHARED / "news-dev" / "documents.jsonl")


def kinds(document: Document) -> str:
    return "".join(passage.kind.value[0] for passage in document.passages)


def test_languages_and_dates_of_the_seeds(seeds: dict[str, Document]) -> None:
    assert [(id, d.language, d.published) for id, d in sorted(seeds.items())] == [
        ("000", "en", None),
        ("001", "pl", None),
        ("002", "en", "2023-06-14"),
        ("003", "en", None),
        ("004", "en", "2018-05-25"),
    ]


def test_the_seed_with_front_matter(seeds: dict[str, Document]) -> None:
    document = seeds["002"]
    assert kinds(document) == "tbrr"
    assert document.publisher == "datanami.com"
    assert {(p.published, p.publisher) for p in document.passages if p.kind is PassageKind.RELATED} == {
        ("2023-06-14", "WRAL TechWire")
    }


@pytest.mark.parametrize(
    ("seed", "shape"),
    [
        ("000", "b" * 15),
        ("001", "tbtbbbtbbtbb"),
        ("003", "tbtbtbbbtbbbtbbbbbb"),
        ("004", "t" + "b" * 11),
    ],
)
def test_the_shape_of_the_seeds(seeds: dict[str, Document], seed: str, shape: str) -> None:
    assert kinds(seeds[seed]) == shape


def test_a_digest_of_headlines(articles: dict[str, Document]) -> None:
    assert kinds(articles["n10"]) == "tb" * 6


FURNITURE = re.compile(
    r"Home /|Clicks|second from|Edited by|Rewritten|Section:|\[ Close|Copyright|Web Traffic|Loading|→|"
    r"Listen to|Collage|edited by|What do you think|Want (?:more|to)|Full Content|Share on|PST|Skip to|"
    r"Sign up|newsletter|Techcrunch event|This Week Only|secured|ckAH|CBS\.MW|\(Reuters\)|New Ratings|"
    r"50 mi$|press conference$"
)


def test_no_furniture_is_read(seeds: dict[str, Document], articles: dict[str, Document]) -> None:
    for document in [*seeds.values(), *articles.values()]:
        for passage in document.passages:
            assert not FURNITURE.search(document.text[passage.start : passage.end]), document.id


def test_a_persons_position_in_the_imprint_is_read(seeds: dict[str, Document]) -> None:
    last = seeds["003"].passages[-2]
    assert "Head of AI at" in seeds["003"].text[last.start : last.end]
