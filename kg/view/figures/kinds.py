"""What figures there are and what may be said of them; without matplotlib, so that help comes at once."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a figure shows."""

    NETWORK = "network"
    FLOWS = "flows"
    TIMELINE = "timeline"


class Format(StrEnum):
    """What a figure is written as."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class Size(StrEnum):
    """What a figure is for."""

    SLIDE = "slide"
    PAPER = "paper"


class Lanes(StrEnum):
    """What has a lane of its own on a timeline."""

    RELATION = "relation"
    NAME = "name"
