"""The weights of what is seen of a pair, and what they say: a logistic model over readable features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

BOTH, FORTH, BACK = "", ">", "<"
"""Which side is the subject: either, the left, the right."""
MERGER = "merges"
"""The class of a merger, which is said as a takeover both ways."""
NONE = "none"
"""How the classes begin that are no relation of ours."""


class Model:
    """Scores the relations that a sentence may state of a pair of its names.

    ``classes`` are relations of ``kg.relations`` with their direction ("acquires>": the left acquires the
    right), ``merges`` for a merger, and ways of being none of these, which begin with "none".
    ``weights`` are (features, classes); ``bias`` is (classes,).
    """

    def __init__(
        self, classes: tuple[str, ...], features: tuple[str, ...], weights: Floats, bias: Floats
    ) -> None:
        self.classes = classes
        self.index = {name: row for row, name in enumerate(features)}
        self.weights = np.vstack([weights, bias]).astype(np.float32)
        self._bias = len(features)

    def probabilities(self, several: Sequence[Mapping[str, float]]) -> list[list[float]]:
        """For each of ``several`` pairs, of which so much is seen: how likely each class is, 1 in all."""
        rows: list[int] = []
        values: list[float] = []
        starts: list[int] = []
        for seen in several:
            starts.append(len(rows))
            rows.append(self._bias)  # so that no pair is without a row
            values.append(1.0)
            for name, size in seen.items():
                if (row := self.index.get(name)) is not None:
                    rows.append(row)
                    values.append(size)
        shown = self.weights[rows] * np.array(values, dtype=np.float32)[:, None]
        logits = np.add.reduceat(shown, starts, axis=0)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return list(shares.tolist())

    def reasons(self, seen: Mapping[str, float], name: str, most: int = 6) -> tuple[tuple[str, float], ...]:
        """What speaks most for and against the class ``name``, beside the average of all classes."""
        known = [feature for feature in seen if feature in self.index]
        weights = self.weights[[self.index[feature] for feature in known]]
        beyond = weights[:, self.classes.index(name)] - weights.mean(axis=1)
        shares = beyond * np.array([seen[feature] for feature in known])
        order = np.argsort(-np.abs(shares), kind="stable")[:most]
        return tuple((known[i], round(float(shares[i]), 1)) for i in order)


@cache
def model(language: str) -> Model | None:
    """The model for a language; None where there is none."""
    file = resources.files(__package__) / f"{language}.npz"
    if not file.is_file():
        return None
    with resources.as_file(file) as path, np.load(path) as saved:
        features = tuple(bytes(saved["features"]).decode("utf-8").split("\n"))
        return Model(tuple(saved["classes"].tolist()), features, saved["weights"], saved["bias"])
