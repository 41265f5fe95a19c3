"""Fits the weights by which grounds become confidence, on claims that gold says are right or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from kg.build import documents, resolved
from kg.evaluate import read_gold
from kg.evaluate.gold import GoldDocument, Statement
from kg.evaluate.matching import judge
from kg.extract import Extractor
from kg.extract.confidence import weights
from kg.extract.scorer.model import Floats
from kg.jsonl import records
from kg.read import Failure

_RARE = 8
"""Claims that must rest on a ground before its weight is learned."""
_HELD = 1.0
"""How strongly weights are held to what they were."""
_HEADER = """\
# What each ground of a claim adds to the log-odds that it is right; fitted on gold by kg.learn.
"""

Judged = tuple[Mapping[str, float], bool]
"""The grounds of a claim, and whether it is right."""


def judged_claims(sources: Path, gold: Path, extractor: Extractor) -> Iterator[Judged]:
    """The claims that ``extractor`` makes of ``sources``, judged one by one by the gold in that folder.

    What gold calls optional is left out.
    """
    known = read_gold(gold)
    for document in documents([str(sources)]):
        if isinstance(document, Failure) or document.id not in known:
            continue
        drafts = list(extractor.drafts(extractor.read(document)))
        # Each as if it stood in a document of its own: what is judged is one claim, not what they add up to.
        alone = [replace(each.claim, document=f"{number}") for number, each in enumerate(drafts)]
        said = records(resolved(alone))
        for number, draft in enumerate(drafts):
            is_right = _is_right(known[document.id], said.get(f"{number}", []))
            if is_right is not None:
                yield draft.grounds, is_right


def fit(claims: Sequence[Judged]) -> dict[str, float]:
    """The likeliest weights, held to the present ones: a ground that few claims have keeps its weight."""
    counts = Counter(name for seen, _ in claims for name in seen)
    names = ["bias", *sorted(name for name, count in counts.items() if count >= _RARE)]
    before = np.array([weights().get(name, 0.0) for name in names])
    seen = np.array([[1.0, *(each.get(name, 0.0) for name in names[1:])] for each, _ in claims])
    right = np.array([is_right for _, is_right in claims], dtype=float)
    rest = np.array(
        [
            sum(weights().get(n, 0.0) * size for n, size in each.items() if n not in names)
            for each, _ in claims
        ]
    )

    def loss(found: Floats) -> tuple[float, Floats]:
        shares = 1 / (1 + np.exp(-(seen @ found + rest)))
        likely = np.where(right > 0, shares, 1 - shares)
        held = found - before
        return (
            float(-np.log(likely + 1e-12).sum() + _HELD * (held**2).sum()),
            seen.T @ (shares - right) + 2 * _HELD * held,
        )

    found = minimize(loss, before, jac=True, method="L-BFGS-B").x
    return {**weights(), **dict(zip(names, np.round(found, 2).tolist(), strict=True))}


def written(table: Mapping[str, float]) -> str:
    """``table`` as the file that extraction reads."""
    lines = [f'"{name}" = {weight}' for name, weight in sorted(table.items()) if weight or name == "bias"]
    return _HEADER + "\n".join(lines) + "\n"


def _is_right(gold: GoldDocument, said: Sequence[Statement]) -> bool | None:
    judged = judge(gold, said)
    if judged.false:
        return False
    required = [fact for fact, _ in judged.matched if not fact.optional]
    return True if required else None
