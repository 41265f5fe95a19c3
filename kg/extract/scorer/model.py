"""The weights of what is seen of a pair, and what they say: a logistic model over readable features."""

from __future__ import annotations

from collections.abc import Mapping
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
        self.weights = weights
        self.bias = bias

    def probabilities(self, seen: Mapping[str, float]) -> dict[str, float]:
        """How likely each class is for a pair of which ``seen`` is seen; they add up to 1."""
        rows, values = self._known(seen)
        logits = values @ self.weights[rows].astype(np.float32) + self.bias
        shares = np.exp(logits - logits.max())
        return dict(zip(self.classes, (shares / shares.sum()).tolist(), strict=True))

    def reasons(self, seen: Mapping[str, float], name: str, most: int = 6) -> tuple[tuple[str, float], ...]:
        """What speaks most for and against the class ``name``, beside the average of all classes."""
        rows, values = self._known(seen)
        known = [feature for feature in seen if feature in self.index]
        weights = self.weights[rows].astype(np.float32)
        shares = values * (weights[:, self.classes.index(name)] - weights.mean(axis=1))
        order = np.argsort(-np.abs(shares), kind="stable")[:most]
        return tuple((known[i], round(float(shares[i]), 1)) for i in order)

    def _known(self, seen: Mapping[str, float]) -> tuple[list[int], Floats]:
        known = [(row, weight) for name, weight in seen.items() if (row := self.index.get(name)) is not None]
        return [row for row, _ in known], np.array([weight for _, weight in known], dtype=np.float32)


@cache
def model(language: str) -> Model | None:
    """The model for a language; None where there is none."""
    file = resources.files(__package__) / f"{language}.npz"
    if not file.is_file():
        return None
    with resources.as_file(file) as path, np.load(path) as saved:
        features = tuple(bytes(saved["features"]).decode("utf-8").split("\n"))
        return Model(tuple(saved["classes"].tolist()), features, saved["weights"], saved["bias"])
