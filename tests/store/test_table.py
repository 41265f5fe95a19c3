"""Answers in a terminal: a table where it fits, and what stays readable where it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.store.table import table

COLUMNS = ("partner", "amount", "maximum", "evidence")
QUOTE = "Alpha has acquired Beta for $5 million, and it says so in a sentence that goes on and on."
ROWS = (("Alpha Chips", "5,000,000", "", QUOTE), ("乙公司", "7", "", ""))
NUMERIC = (False, True, True, False)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            140,
            f"""\
 partner          amount   maximum   evidence
 {"─" * (11 + 3 + 9 + 3 + 7 + 3 + len(QUOTE))}
 Alpha Chips   5,000,000             {QUOTE}
 乙公司                7
""",
        ),
        (
            70,
            """\
 partner          amount
 ───────────────────────
 Alpha Chips   5,000,000
    evidence: Alpha has acquired Beta for $5 million, and it says so
    in a sentence that goes on and on.

 乙公司                7

""",
        ),
        (
            22,
            """\
partner   Alpha Chips
amount    5,000,000
evidence  Alpha has acquired
          Beta for $5 million,
          and it says so in a
          sentence that goes
          on and on.

partner   乙公司
amount    7

""",
        ),
    ],
)
def test_what_does_not_fit_beside_stands_beneath(width: int, expected: str) -> None:
    assert table(COLUMNS, ROWS, NUMERIC, width) == expected


def test_no_rows_are_a_head() -> None:
    assert table(("a", "b"), (), (False, False), 80) == " a   b\n ─────\n"


WORDS = st.text(st.characters(exclude_categories=["C", "Z", "M"]))


@given(st.lists(st.tuples(WORDS, WORDS, WORDS)), st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, ...]], width: int) -> None:
    lines = table(("one", "two", "three"), rows, (False, False, False), width).splitlines()
    assert all(cell_len(line) <= width for line in lines)
