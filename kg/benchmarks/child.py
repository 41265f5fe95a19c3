"""Work in a process of its own: its memory is its own, and it can be ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


def in_child(limit: float, work: Callable[..., Iterator[T]], *given: object) -> Iterator[T]:
    """What ``work(*given)`` yields, one by one; raises TimeoutError after ``limit`` seconds without any.

    ``work`` is a function of a module, and what it is given and yields can be pickled. Raises
    RuntimeError where it fails; its traceback is on standard error.
    """
    context = get_context("spawn")  # a fork would begin with the memory of this process
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(theirs, work, given), daemon=True)
    child.start()
    theirs.close()
    try:
        while ours.poll(limit):
            try:
                done, item = ours.recv()
            except EOFError:
                raise RuntimeError(f"{work.__name__} failed") from None
            if done:
                return
            yield item
        raise TimeoutError(f"{work.__name__} took more than {limit:g} s")
    finally:
        child.kill()
        child.join()


def _send(to: Connection, work: Callable[..., Iterator[Any]], given: tuple[object, ...]) -> None:
    for item in work(*given):
        to.send((False, item))
    to.send((True, None))
