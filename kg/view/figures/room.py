"""Signs with their names moved apart until each has room, as far as the sheet allows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.view.figures.labels import Box
from kg.view.figures.sheet import Point
from kg.view.spread import spread

_TURNS = 12
"""How often what was pushed out of the area is drawn together into it at most."""


def loosened(points: Sequence[Point], boxes: Sequence[tuple[float, float]], area: Box) -> list[Point]:
    """The points, moved so that boxes of (width, height) around them stand free.

    No box leaves the area; a crowd too dense for it keeps some overlaps.
    """
    if not points:
        return []
    sizes = np.array(boxes, dtype=float)
    low = np.array([area.x, area.y]) + sizes / 2
    high = np.maximum(low, np.array([area.x + area.width, area.y + area.height]) - sizes / 2)
    places = np.clip(np.array(points, dtype=float), low, high)
    for _ in range(_TURNS):
        places = spread(places, sizes)
        # Drawn together as a whole: cut off at the rim, they would pile up there.
        least, most = (places - low).min(axis=0), (places - high).max(axis=0)
        if (least >= 0).all() and (most <= 0).all():
            break
        shortest, longest = places.min(axis=0), places.max(axis=0)
        scale = np.minimum(1.0, (high - low).min(axis=0) / np.maximum(longest - shortest, 1e-9))
        places = (places - (shortest + longest) / 2) * scale + (low + high).mean(axis=0) / 2
    return [(float(x), float(y)) for x, y in np.clip(places, low, high)]
