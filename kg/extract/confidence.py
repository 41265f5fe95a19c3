"""How sure a claim is: a logistic model over what it rests on, so that of those at 0.9 nine in ten are right.

What it rests on: its frame's own estimate, how each side was found, whether a headline says it, and what the
scorer makes of the pair. The weights are fitted on gold (``python -m kg.learn confidence``) and lie in
``confidence.toml``, where a person can read them; the method is Platt's (1999).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from math import exp, log

from kg.extract.referents import Referent

_LEAST, _MOST = 0.02, 0.98
"""Nothing is surer than this, nor less sure."""
_UNSCORED = "unscored"
_TELLING = 0.05
"""Log-odds below which a ground is not worth telling."""


def grounds(
    relation: str,
    estimate: float,
    sides: Iterable[Referent],
    *,
    sources: Iterable[str] = (),
    headline: bool = False,
    ruled: bool = True,
    beside: bool = False,
) -> dict[str, float]:
    """What a claim rests on before the scorer is heard, each with its size.

    ``estimate`` is that of the rule, in [0, 1]; ``sources`` are those of the names that stand there;
    ``ruled`` is False for what the scorer alone has found, and ``beside`` says that a rule has found the same
    relation between others in that sentence.
    """
    seen = {"estimate": log_odds(estimate), f"relation {relation}": 1.0}
    for side in sides:
        if side.via != "name":
            seen[f"by {side.via}"] = seen.get(f"by {side.via}", 0.0) + 1.0
    for source in sources:
        seen[f"named by {source}"] = seen.get(f"named by {source}", 0.0) + 1.0
    if headline:
        seen["headline"] = 1.0
    if not ruled:
        seen |= {"alone": 1.0, f"alone in {relation}": 1.0}
    if beside:
        seen["beside a rule"] = 1.0
    return seen | {_UNSCORED: 1.0}


def heard(seen: Mapping[str, float], likelihood: float) -> dict[str, float]:
    """The grounds of a claim of which the scorer has said how likely it is."""
    found = {name: size for name, size in seen.items() if name != _UNSCORED}
    return found | {"likelihood alone" if "alone" in seen else "likelihood": log_odds(likelihood)}


def confidence(seen: Mapping[str, float]) -> float:
    """The probability that a claim is right, from its ``grounds``."""
    table = weights()
    total = table["bias"] + sum(table.get(name, 0.0) * size for name, size in seen.items())
    return round(min(_MOST, max(_LEAST, 1 / (1 + exp(-total)))), 3)


def shares(seen: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """What each ground adds to the log-odds of a claim."""
    table = weights()
    known = [("to begin with", table["bias"])]
    known += [(name, table[name] * size) for name, size in seen.items() if name in table]
    return tuple((name, round(share, 1)) for name, share in known if abs(share) >= _TELLING)


def log_odds(share: float) -> float:
    """The logarithm of the odds, kept finite."""
    bounded = min(_MOST, max(_LEAST, share))
    return log(bounded / (1 - bounded))


@cache
def weights() -> Mapping[str, float]:
    """The weight of each ground, in log-odds."""
    return tomllib.loads((resources.files("kg.extract") / "confidence.toml").read_text("utf-8"))
