"""How long something takes, and how much memory this process has had."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def seconds(work: Callable[[], object]) -> float:
    """Processor time, in which other programs of the machine have no part."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(work: Callable[[], object]) -> float:
    """Time that passes, with all waiting for the disk."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def most_memory() -> float:
    """Megabytes (of 10⁶ bytes) of resident memory that this process has had at most; needs Linux."""
    status = Path("/proc/self/status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6
