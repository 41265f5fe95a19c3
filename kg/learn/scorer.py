"""Fits the scorer's weights on examples of pairs: a logistic model held back by its squared weights (L2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.extract.scorer.features import RULE
from kg.extract.scorer.model import Floats, Model
from kg.learn.examples import Example

_SEEN = 4
"""How often a feature must occur to be learned from."""
_ITERATIONS = 60
_PENALTY = 0.7
_SMALL = 0.1
"""Weights that are not worth carrying."""


def fit(examples: Sequence[Example]) -> Model:
    """The class of a pair by what is seen of it.

    What rules have found is shown in half of the lessons alone, so that words are learned from as well.
    """
    rows, labels, sizes = [], [], []
    for example in examples:
        silent = {name: size for name, size in example.seen.items() if not name.startswith(RULE)}
        versions = [example.seen] if len(silent) == len(example.seen) else [example.seen, silent]
        rows += versions
        labels += [example.label] * len(versions)
        sizes += [1 / len(versions)] * len(versions)
    counts = Counter(name for example in examples for name in example.seen)
    names = sorted(name for name, count in counts.items() if count >= _SEEN)
    vectors = DictVectorizer(dtype=np.float32).fit([dict.fromkeys(names, 1.0)])
    seen: sparse.csr_matrix = vectors.transform(rows)
    fitted = LogisticRegression(C=_PENALTY, max_iter=_ITERATIONS).fit(seen, labels, sample_weight=sizes)
    learned: Floats = fitted.coef_.T.astype(np.float32)
    kept = np.abs(learned).max(axis=1) > _SMALL
    features = [name for name, keep in zip(vectors.feature_names_, kept, strict=True) if keep]
    return Model(tuple(fitted.classes_), tuple(features), learned[kept], fitted.intercept_.astype(np.float32))


def save(model: Model, path: Path) -> None:
    """Writes ``model`` where extraction finds it; the same model gives the same bytes."""
    features, weights = "\n".join(model.index).encode("utf-8"), model.weights[: len(model.index)]
    np.savez_compressed(
        path,
        classes=np.array(model.classes),
        features=np.frombuffer(features, dtype=np.uint8),
        weights=weights.astype(np.float16),
        bias=model.weights[len(model.index)],
    )
