"""Front matter: each passage is the raw slice of a value."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.model import PassageKind
from kg.read.frontmatter import front_matter

HEAD = """---
category: news
title: "Elm buys Oak for $5M"
excerpt: 'The maker''s second deal this year.'
summary: >-
  Elm takes over Oak,
  a maker of drills.
description: Elm said so on Monday # a remark
published: false
publishedDateTime: 2023-06-14T12:23:00Z
originalUrl: "https://ledger.example/elm"
lang: en-GB
provider:
  name: ledger.example
related:
  - title: "Oak to be sold"
    excerpt: "Oak is on the block."
    publishedDateTime: 2023-06-13T11:47:00Z
    provider: {name: Evening Ledger, domain: ledger.example}
  - title: Fir grows
  - just a line
secured: "ckAHtXcEue0453gT=="
---
Body here.
"""


def test_values_are_found_where_they_stand() -> None:
    head = front_matter(HEAD)
    assert head is not None
    assert [(p.kind, HEAD[p.start : p.end], p.published, p.publisher) for p in head.passages] == [
        (PassageKind.TITLE, "Elm buys Oak for $5M", None, None),
        (PassageKind.BODY, "The maker''s second deal this year.", None, None),
        (PassageKind.BODY, "Elm takes over Oak,\n  a maker of drills.", None, None),
        (PassageKind.BODY, "Elm said so on Monday", None, None),
        (PassageKind.RELATED, "Oak to be sold", "2023-06-13", "Evening Ledger"),
        (PassageKind.RELATED, "Oak is on the block.", "2023-06-13", "Evening Ledger"),
        (PassageKind.RELATED, "Fir grows", None, None),
    ]
    assert HEAD[head.end :] == "Body here.\n"
    assert (head.title, head.url, head.publisher, head.published, head.language) == (
        "Elm buys Oak for $5M", "https://ledger.example/elm", "ledger.example", "2023-06-14", "en-GB",
    )


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('title: &name "Elm"\ndescription: *name', "Elm"),
        ("title: !!str Elm", "Elm"),
        ("title: |\n  Elm\n", "Elm"),
        ("title: Elm  \nsecret: {description: not read}", "Elm"),
        ("Title: Żółw – Elm", "Żółw – Elm"),
        ("name: no headline\nheadline: Elm", "Elm"),
    ],
)
def test_forms_of_a_value(line: str, value: str) -> None:
    text = f"---\n{line}\n---\n"
    head = front_matter(text)
    assert head is not None
    assert [text[p.start : p.end] for p in head.passages] == [value]
    assert head.title == value


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("date: 2024-05-05", "2024-05-05"),
        ("pubDate: 'Sun, 05 May 2024 08:00:00 GMT'", "2024-05-05"),
        ("date: May 5, 2024", "2024-05-05"),
        ("published: true\ncreated: 2024-05", "2024-05"),
        ("date: soon", None),
        ("date: 2024-13-45", None),
    ],
)
def test_dates(line: str, date: str | None) -> None:
    head = front_matter(f"---\ntitle: Elm\n{line}\n---\n")
    assert head is not None
    assert head.published == date


@pytest.mark.parametrize(
    "text",
    ["", "Elm buys Oak.", "---\nElm buys Oak, with no end.", "---\nElm buys Oak.\n---\nMore.", "--- a dash"],
)
def test_other_beginnings_are_no_front_matter(text: str) -> None:
    assert front_matter(text) is None


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ('title: "Elm\nurl: x', r"broken YAML in the front matter, line \d+: "),
        ("title: Elm: Oak", "broken YAML in the front matter, line 2: mapping values"),
        ("title: a\n\tb: c", "broken YAML in the front matter, line 3: "),
        ('title: "Elm \\ud83d buys"', "half of a surrogate pair"),
        ("title: \x07", "broken YAML in the front matter: "),
        ("title: " + "[" * 5000, "broken YAML in the front matter: nested too deeply"),
    ],
)
def test_broken_yaml_is_told_with_its_line(head: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as failure:
        front_matter(f"---\n{head}\n---\n")
    assert "\n" not in str(failure.value)


def test_no_object_is_made_from_a_tag() -> None:
    head = front_matter('---\ntitle: !!python/object/apply:os.system ["ls"]\nexcerpt: Elm buys Oak.\n---\n')
    assert head is not None
    assert head.title is None
    assert len(head.passages) == 1
