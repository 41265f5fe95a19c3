"""What is chosen of what is offered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.serve.formats import preferred

OFFERED = ["a/first", "a/second", "b/third"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "a/first"),
        ("*/*", "a/first"),
        ("b/*", "b/third"),
        ("A/SECOND", "a/second"),
        ("a/second;q=0.5,a/first;q=0.4", "a/second"),
        ("a/*;q=0.5,a/first;q=0.4", "a/second"),
        ("*/*,a/*;q=0", "b/third"),
        ("*/*;q=0.1,a/first;q=0", "a/second"),
        ("a/second;level=1;q=0.3,*/*;q=0.2", "a/second"),
        ("a/second ; q = 0.3 , x/y", "a/second"),
        ("c/d", None),
        ("*/*;q=0", None),
        ("a/first;q=0.000", None),
        ("nonsense", "a/first"),
        (",,;q=1", "a/first"),
        ("nonsense, b/third", "b/third"),
        ("b/third;q=7", "b/third"),
    ],
)
def test_what_a_header_prefers(accept: str, chosen: str | None) -> None:
    assert preferred(accept, OFFERED) == chosen


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="ab/*;q=0.15, \t-", max_size=60) | st.text())
def test_any_header_is_understood_somehow(accept: str) -> None:
    assert preferred(accept, OFFERED) in {*OFFERED, None}
    assert preferred(accept, []) is None
