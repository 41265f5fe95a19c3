"""Matrix products, in which a pipeline spends most of its time.

The library that spaCy takes for them knows few processors and falls back to plain code on the others; numpy's
own knows them and is two to three times as fast there. Both find the same words, names and trees.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language

TOGETHER = 64
"""Passages that a pipeline reads at once: of many more, the products outgrow the processor's cache, and their
memory goes back to the system and is asked for again each time."""


def multiply_by_numpy(nlp: Language) -> Language:
    """``nlp`` itself, whose components on the processor multiply by numpy from now on."""
    from thinc.api import Model, NumpyOps

    by_numpy = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if isinstance(layer.ops, NumpyOps):
                layer.ops = by_numpy
    return nlp


def in_one_thread() -> AbstractContextManager[object]:
    """Keeps numpy from sharing out products that are too small to gain by it: workers share documents."""
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limited


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()
