"""Where the time of a piece of work goes: its stack is looked at again and again while it runs.

Nothing is slowed down by that, as it is by a profiler that counts calls. Needs the timers of Unix.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Container
from types import FrameType

_EVERY = 0.001
"""Seconds of processor time between two looks."""
EXTRACTION = "kg.extract.extract", "kg.extract.reading"
"""Modules that only call the stages of extraction."""
BUILD = "kg.build", "kg.work", "kg.store.graph"
"""Those that only call the stages of a build; what is read as it is needed counts as reading."""


def shares(work: Callable[[], object], framework: Container[str]) -> list[tuple[str, float]]:
    """The modules that those of ``framework`` call, by their shares of the time of ``work``."""
    found: Counter[str] = Counter()
    last = time.process_time_ns()

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time_ns()  # the interpreter looks up late from a long computation
        found[_stage(frame, framework)] += now - last
        last = now

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return [(stage, taken / found.total()) for stage, taken in found.most_common()]


def _stage(frame: FrameType | None, framework: Container[str]) -> str:
    """The module that ``framework`` has called; spaCy where its pipeline runs."""
    inner = ""
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module in framework:
            return inner or module
        if module.startswith(("kg.", "spacy.")):
            inner = module.partition(".")[0] if module.startswith("spacy.") else module
        frame = frame.f_back
    return "elsewhere"
