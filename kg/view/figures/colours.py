"""The page's colours, read out of its style sheet, so that a figure and the page beside it agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.model import Status
from kg.view.signs import FAMILIES, OTHER


@cache
def palette(dark: bool) -> Mapping[str, str]:
    """Colours as ``#rrggbb`` by their names in ``page/colours.css``, those for a light or a dark ground."""
    light, _, night = files("kg.view").joinpath("page/colours.css").read_text("utf-8").partition("@media")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light + night if dark else light))


def colour_of(relation: str, status: str) -> str:
    """The name of the colour of a fact: what is over or denied is told from the rest before all else."""
    return status if status in (Status.ENDED, Status.DENIED) else FAMILIES.get(relation, OTHER)
