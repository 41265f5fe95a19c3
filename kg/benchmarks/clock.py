"""How long something takes, and how much memory processes have."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
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


def family_memory(process: int) -> float:
    """Megabytes of resident memory of a process and of all that come from it, now; needs Linux.

    What they share is counted for each.
    """
    return sum(map(_resident, _family(process))) / 1e6


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return  # it has ended
    for child in children:
        yield from _family(int(child))


def _resident(process: int) -> int:
    """Bytes; none where it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
