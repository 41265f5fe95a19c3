"""Every frame fires on its own example and stays silent on its near-miss, with the carried pipelines."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.extract.frame_files import grammar, languages
from kg.extract.grammar import Frame
from kg.model import Claim, Document, Passage

FRAMES = [(language, frame) for language in languages() for frame in grammar(language).frames]

SILENT: dict[str, str] = {}
"""Frames that do not fire on their example, with the reason."""

LOUD: dict[str, str] = {}
"""Frames that fire on their near-miss, with the reason."""


def frames(known: dict[str, str]) -> list[object]:
    """All frames as parameters; those in ``known`` must fail."""
    return [
        pytest.param(
            language,
            frame,
            id=frame.name,
            marks=pytest.mark.xfail(reason=known[frame.name], strict=True) if frame.name in known else (),
        )
        for language, frame in FRAMES
    ]


def claims(extractor: Extractor, language: str, text: str) -> list[Claim]:
    document = Document("example", text, (Passage(0, len(text)),), language)
    return extractor.ruled(extractor.read(document))


@pytest.mark.parametrize(("language", "frame"), frames(SILENT))
def test_a_frame_fires_on_its_example(extractor: Extractor, language: str, frame: Frame) -> None:
    found = claims(extractor, language, frame.example)
    assert frame.name in {claim.rule for claim in found}
    assert frame.relation in {claim.relation for claim in found if claim.rule == frame.name}


@pytest.mark.parametrize(("language", "frame"), frames(LOUD))
def test_a_frame_is_silent_on_its_near_miss(extractor: Extractor, language: str, frame: Frame) -> None:
    found = claims(extractor, language, frame.near_miss)
    assert [claim for claim in found if claim.rule == frame.name] == []


def test_known_failures_are_frames() -> None:
    assert {*SILENT, *LOUD} <= {frame.name for _, frame in FRAMES}
