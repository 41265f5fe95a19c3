"""Matrix products, in which a pipeline spends most of its time: faster ones, and fewer.

The library that spaCy takes for them knows few processors and falls back to plain code on the others; numpy's
own knows them and is two to three times as fast there. What a word tells by itself is the same wherever it
stands, and three of four words of an article have stood before. What a pipeline finds stays the same.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import numpy
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Model, Ragged

TOGETHER = 64
"""Passages that a pipeline reads at once: of many more, the products outgrow the processor's cache, and their
memory goes back to the system and is asked for again each time."""
_BEFORE, _AFTER = ["extract_features", "list2ragged"], ["ragged2list"]
"""The names of the layers between which spaCy's layers look at each word by itself."""


def quicken(nlp: Language) -> Language:
    """``nlp`` itself, faster on the processor from now on; it can be trained no more."""
    from thinc.api import Model, NumpyOps

    by_numpy = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in list(model.walk()) if isinstance(model, Model) else ():
            if isinstance(layer.ops, NumpyOps):
                layer.ops = by_numpy
                _embed_once(layer)
    return nlp


def _embed_once(layer: Model[Any, Any]) -> None:
    """Has what ``layer`` holds between those layers look at each word of a batch once."""
    from thinc.api import Model

    names, between = [each.name for each in layer.layers], slice(len(_BEFORE), -len(_AFTER))
    if names[: between.start] == _BEFORE and names[between.stop :] == _AFTER:
        layer.layers[between] = [Model("once", _once, layers=layer.layers[between])]


def _once(model: Model[Any, Any], words: Ragged, is_train: bool) -> tuple[Ragged, Callable[[Any], NoReturn]]:
    from thinc.api import Ragged

    rows: Any = numpy.ascontiguousarray(words.data)  # thinc's types of arrays are its own
    wholes = rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel()
    _, firsts, places = numpy.unique(wholes, return_index=True, return_inverse=True)
    told: Any = Ragged(rows[firsts], model.ops.asarray1i([len(firsts)]))
    for layer in model.layers:
        told = layer.predict(told)
    return Ragged(told.data[places], words.lengths), _refuse


def _refuse(_: object) -> NoReturn:
    raise NotImplementedError("a pipeline that was made quick cannot be trained")


def in_one_thread() -> AbstractContextManager[object]:
    """Keeps numpy from sharing out products that are too small to gain by it: workers share documents."""
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limited


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()
