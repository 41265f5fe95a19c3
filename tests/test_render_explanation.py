"""Explanations as they are shown: short in a terminal, and on a page that asks no host for anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from test_render import plain

from kg.extract import Extractor, explain
from kg.extract.explain import Explanation, Word
from kg.extract.picture import picture
from kg.model import Document, Passage
from kg.render import explanation, explanation_page
from kg.render.outline import outline

HOSTILE = 'Lenovo may buy <script>alert("x")</script> & Motorola Mobility for $2 billion.'


def explained(extractor: Extractor, text: str, language: str = "en") -> list[Explanation]:
    return list(explain(extractor, Document("text", text, (Passage(0, len(text)),), language)))


def words(*rows: tuple[str, str, int]) -> list[Word]:
    return [Word(text, text, "X", relation, head) for text, relation, head in rows]


def test_an_outline_has_a_line_for_each_phrase() -> None:
    sentence = words(
        ("Acme", "nsubj", 2), ("may", "aux", 2), ("buy", "root", 2), ("a", "det", 4), ("stake", "obj", 2),
        ("in", "case", 6), ("Globex", "nmod", 4), (".", "punct", 2),
    )  # fmt: skip
    assert outline(sentence).plain.splitlines() == [
        "may buy",
        "├ nsubj Acme",
        "└ obj a stake",
        "  └ nmod in Globex",
    ]


def test_words_that_are_apart_are_shown_apart() -> None:
    sentence = words(("Has", "aux", 2), ("Acme", "nsubj", 2), ("grown", "root", 2))
    assert outline(sentence).plain.splitlines() == ["Has … grown", "└ nsubj Acme"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Microsoft may buy a stake in OpenAI for $1 billion, its chief executive said on Monday."),
        ("pl", "Orlen rozważa przejęcie spółki Energa za 2,8 mld zł, poinformował prezes koncernu."),
    ],
)
def test_an_explanation_is_short_and_fits_the_terminal(
    extractor: Extractor, language: str, text: str
) -> None:
    (only,) = explained(extractor, text, language)
    lines = plain(explanation(only)).splitlines()
    assert lines[0] == text
    assert [line.split()[0] for line in lines if re.match(r"  \w", line)][:3] == ["names", "parse", "found"]
    assert len(lines) < 30
    assert max(map(len, lines)) <= 100


def test_what_names_nothing_is_said_in_a_line(extractor: Extractor) -> None:
    (only,) = explained(extractor, "It rained.")
    assert plain(explanation(only)).splitlines() == ["It rained.", "  names nothing that is known"]


def test_names_that_no_frame_takes_up_are_named(extractor: Extractor) -> None:
    (only,) = explained(extractor, "Lenovo and Nvidia like rain.")
    assert "Lenovo, Nvidia: no word here opens a frame" in plain(explanation(only))


def test_what_is_a_side_under_another_name_is_not_idle(extractor: Extractor) -> None:
    (only,) = explained(extractor, "Spółka CD Projekt z siedzibą w Polsce urosła.", "pl")
    assert [claim.object.of.name for claim in only.claims] == ["Polska"]
    assert "no word here" not in plain(explanation(only))


def test_markup_in_a_text_is_text(extractor: Extractor) -> None:
    (only,) = explained(extractor, "Lenovo bought [bold]Nvidia[/bold].")
    assert "[bold]" in plain(explanation(only))


# The page


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        links = ("src", "href", "xlink:href", "action")
        self.addresses += [value or "" for name, value in attrs if name in links]


def test_the_page_asks_no_host_and_runs_nothing(extractor: Extractor) -> None:
    html = explanation_page(explained(extractor, HOSTILE), "en")
    page = Page(html)
    assert "script" not in page.tags
    assert page.tags.count("svg") == len(explained(extractor, HOSTILE))
    assert all(address.startswith("#") for address in page.addresses)
    assert "default-src 'none'" in html
    assert "url(" not in html
    assert "@import" not in html


def test_the_page_is_the_same_on_every_run(extractor: Extractor) -> None:
    text = "Lenovo may buy Nvidia. Orlen grew."
    assert explanation_page(explained(extractor, text), "en") == explanation_page(
        explained(extractor, text), "en"
    )


def test_a_picture_has_the_names_and_what_the_parser_saw() -> None:
    sentence = [
        Word("Motorola Mobility Holdings", "Google", "PROPN", "nsubj", 1, "Company"),
        Word("grew", "grew", "VERB", "root", 1),
        Word(".", ".", "PUNCT", "punct", 1),
    ]
    svg = picture(sentence, "one")
    assert "Motorola Mobil…" in svg
    assert "as “Google”" in svg
    assert "PUNCT" not in svg
    assert svg.count("displacy-arc\"") == 1
    assert 'id="arrow-one-0"' in svg


def test_a_picture_of_nothing_is_empty() -> None:
    assert "displacy-arc" not in picture([], "none")


@pytest.mark.usefixtures("pipelines")
def test_the_command_writes_the_page(run: Any, tmp_path: Path) -> None:
    page = tmp_path / "pages" / "why.html"
    ran = run("explain", "--page", page, "Lenovo may acquire Motorola Mobility.")
    assert (ran.code, ran.out) == (0, f"wrote {page}\n")
    assert "Motorola Mobility" in page.read_text("utf-8")
    failed = run("explain", "--page", tmp_path, "Lenovo may acquire Motorola Mobility.")
    assert failed.code == 1
    assert failed.err.startswith(f"kg: {tmp_path}: cannot be written")
