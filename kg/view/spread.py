"""Boxes that lie on one another, moved apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 120
"""How often boxes are pushed apart at most; a crowd too dense for that keeps some overlaps."""

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


def spread(points: Floats, boxes: Floats) -> Floats:
    """Where boxes of (width, height) stand after overlapping ones moved along the way that is shorter.

    ``points`` are their centres; both have a row a box.
    """
    places = points.copy()
    reach = boxes.max(axis=0)
    for _ in range(_ROUNDS):
        left, right = _close(places, reach)
        way = places[right] - places[left]
        over = (boxes[left] + boxes[right]) / 2 - np.abs(way)
        touching = (over > 0.5).all(axis=1)
        if not touching.any():
            break
        left, right, way, over = left[touching], right[touching], way[touching], over[touching]
        rows, shorter = np.arange(len(left)), over.argmin(axis=1)
        move = np.zeros_like(way)
        move[rows, shorter] = np.copysign(over[rows, shorter], way[rows, shorter]) / 2
        for axis in (0, 1):
            forth = np.bincount(right, move[:, axis], len(places))
            places[:, axis] += forth - np.bincount(left, move[:, axis], len(places))
    return places


def _close(places: Floats, reach: Floats) -> tuple[Numbers, Numbers]:
    """Each two points in one cell or in neighbouring ones, so that nothing farther is compared."""
    cells = np.floor(places / reach).astype(np.int64)
    cells -= cells.min(axis=0) - 1
    stride = int(cells[:, 1].max()) + 2
    keys = cells[:, 0] * stride + cells[:, 1]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    own = np.arange(len(keys))
    pairs = []
    for first, last in (
        (own + 1, np.searchsorted(keys, keys + 1, "right")),  # its own cell and the one below
        (np.searchsorted(keys, keys + stride - 1), np.searchsorted(keys, keys + stride + 1, "right")),
    ):
        lengths = last - first
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        pairs.append((np.repeat(own, lengths), np.repeat(first, lengths) + within))
    left, right = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return order[left], order[right]
