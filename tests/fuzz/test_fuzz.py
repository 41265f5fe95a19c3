"""Every target for a moment; ``python tests/fuzz/run.py`` gives them as long as it is told to."""

from __future__ import annotations

import pytest
from corpus import PIECES, SEEDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import TARGETS

_SLOW = {"claims": 20, "page": 30}
"""How many examples of the targets that take their time; 120 of the others."""


@st.composite
def inputs(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """Pieces put into a seed, each in place of some bytes of it; or nothing but pieces."""
    content = draw(st.sampled_from((b"", *seeds)))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from((0, 0, 1, 3, 40))))
        content = content[:start] + draw(st.sampled_from(PIECES) | st.binary(max_size=8)) + content[end:]
    return content


@pytest.mark.usefixtures("pipelines")
@pytest.mark.parametrize("name", TARGETS)
def test_what_must_hold_holds_for_any_input(name: str) -> None:
    @settings(
        max_examples=_SLOW.get(name, 120),
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(inputs(tuple(SEEDS[name])))
    def holds(content: bytes) -> None:
        TARGETS[name](content)

    for seed in SEEDS[name]:
        TARGETS[name](seed)
    holds()


def test_every_target_has_seeds() -> None:
    assert SEEDS.keys() == TARGETS.keys()
