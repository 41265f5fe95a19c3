"""Dates as pages write them."""

from __future__ import annotations

import pytest

from kg.read.dates import find_date, iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2018-05-25", "2018-05-25"),
        ("2018-05-25T10:00:00+02:00", "2018-05-25"),
        ("2018/5/2", "2018-05-02"),
        ("February 14, 2023", "2023-02-14"),
        ("Sept. 9, 2004", "2004-09-09"),
        ("14th of May 2023", "2023-05-14"),
        ("3 May 2023", "2023-05-03"),
        ("12 maja 2023 r.", "2023-05-12"),
        ("1 października 2021", "2021-10-01"),
        ("12.05.2023", "2023-05-12"),
        ("2021年5月6日", "2021-05-06"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"),
        ("2018-05", "2018-05"),
        ("2018", "2018"),
        ("03/04/2021", None),
        ("2023-02-31", None),
        ("Tue, 05 Mar 99999999999999999999 10:00:00 GMT", None),
        ("yesterday", None),
        ("May 5", None),
        ("20٢٣", None),
        ("false", None),
        ("", None),
        (None, None),
    ],
)
def test_iso_date(written: str | None, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_the_first_date_is_found_with_its_place() -> None:
    text = "From 31.02.2020 on, then 3 May 2021, then 2020-01-01."
    found = find_date(text)
    assert found is not None
    iso, start, end = found
    assert (iso, text[start:end]) == ("2021-05-03", "3 May 2021")
