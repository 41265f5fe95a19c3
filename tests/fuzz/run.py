"""Feeds the targets many inputs: ``python tests/fuzz/run.py --inputs 1000000 [--target NAME] [--jobs 2]``.

Under atheris where it is installed (guided by what code an input reaches), else, or with
``--engine mutation`` (faster, and not guided), by seeded mutation of the corpus. Each target is fed in turns
of 100,000 inputs, each in a process of its own, and no target has its second turn before all have had their
first. Prints a line a turn and a line a target (inputs, seconds, crashes), and keeps one input of each crash
as a file. Ends with 1 where any has crashed. SIGTERM and Ctrl-C end the turns that are running; they count.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from types import FrameType
from typing import Any

from corpus import PIECES, PROSE, SEEDS

LONGEST = 4096
"""Bytes of an input."""
TURN = 100_000
"""Inputs of one process."""
MANY = 256
"""Inputs that a target takes together, where it takes many."""
_MEMORY = Path("/dev/shm")
"""A disk that is none, for the files that are read and forgotten."""


class TooSlow(BaseException):
    """An input took longer than it may; no Exception, so that nothing takes it for a failure to be told."""


@dataclass
class Trial:
    """One target, fed one input after another until it has had enough of them."""

    name: str
    target: Callable[[bytes], None]
    inputs: int
    seconds: float
    limit: float
    """Seconds that one input may take."""
    crashes: Path
    fed: int = 0
    start: float = field(default_factory=time.monotonic)
    found: set[str] = field(default_factory=set)
    is_stopped: bool = False

    def __post_init__(self) -> None:
        signal.signal(signal.SIGALRM, self._slow)
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal; who started this one says SIGTERM

    def _slow(self, number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"more than {self.limit:g} s")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopped = True

    @property
    def left(self) -> int:
        """Inputs that it has not had."""
        return self.inputs - self.fed

    def feed(self, content: bytes) -> None:
        """Keeps the input where the target fails as it has not before; ends the process after the last."""
        self.fed += 1
        if error := self._failed(self.target, content):
            self._keep(content, error)
        self._end()

    def feed_together(self, target: Callable[[Sequence[bytes]], None], contents: Sequence[bytes]) -> None:
        """The same of many; those among which one fails are fed again, each by itself."""
        if error := self._failed(target, contents):
            kept = len(self.found)
            for content in contents:
                self.feed(content)
            if len(self.found) == kept:
                self._keep(b"\n".join(contents), error)
        else:
            self.fed += len(contents)
            self._end()

    def _failed(self, target: Callable[[Any], None], given: Any) -> BaseException | None:
        try:
            signal.setitimer(signal.ITIMER_REAL, self.limit)
            target(given)
        except (Exception, TooSlow) as error:
            return error
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return None

    def _end(self) -> None:
        taken = time.monotonic() - self.start
        if self.is_stopped or not self.left or taken > self.seconds:
            print(told(self.name, self.fed, taken, len(self.found)), flush=True)
            os._exit(0)  # the engine is inside its own loop

    def _keep(self, content: bytes, error: BaseException) -> None:
        where = type(error).__name__
        if isinstance(error, Exception):  # what is slow stops anywhere, and one stands for all
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "/kg/" in frame.filename or "/fuzz/" in frame.filename]
            where += f"-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"
        if where in self.found:
            return
        self.found.add(where)
        self.crashes.mkdir(parents=True, exist_ok=True)
        path = self.crashes / f"{self.name}-{where}"
        path.write_bytes(content)
        print(f"{path}: {type(error).__name__}: {str(error)[:160]!r}", flush=True)


def told(name: str, inputs: int, seconds: float, crashes: int) -> str:
    """The line of a turn, or of a target."""
    return f"{name:<14}{inputs:>9} inputs{seconds:>9.1f} s   {crashes} crashes"


_TOLD = re.compile(r"^\S+ +(\d+) inputs +([\d.]+) s +(\d+) crashes$", re.MULTILINE)


def mutated(chance: random.Random, seeds: tuple[bytes, ...], in_parts: bool) -> bytes:
    """A seed with some of its bytes replaced, doubled or dropped, a piece put in, or the end of another.

    ``in_parts``, mostly a short part of a seed is taken for it.
    """
    content = bytearray(chance.choice(seeds))
    if in_parts and chance.random() < 0.8:
        start = chance.randrange(len(content))
        content = content[start : start + chance.randint(1, 120)]
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(content))
        match chance.randrange(6):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.randint(1, 40)]
            case 2:
                content[at:at] = content[at : at + chance.randint(1, 40)] * chance.randint(1, 20)
            case 3:
                content[at:] = chance.choice(seeds)[at:]
            case _:
                content[at : at + chance.choice((0, 0, 1, 3))] = chance.choice(PIECES)
    return bytes(content[:LONGEST])


class _Words(tuple[str, ...]):
    """jusText looks up its words of all languages for every page, and a tuple counts its hash each time."""

    def __hash__(self) -> int:
        return 0


def run_one(given: argparse.Namespace, work: Path) -> None:
    """Feeds one target, and does not come back."""
    (name,) = given.target
    if given.engine == "atheris":
        import atheris  # type: ignore[import-not-found]

        with atheris.instrument_imports(include=["kg"]):
            from targets import TARGETS, TOGETHER
    else:
        from targets import TARGETS, TOGETHER
    from trafilatura import external

    external.JT_STOPLIST = _Words(external.jt_stoplist_init())
    target, seeds = TARGETS[name], tuple(SEEDS[name])
    for seed in seeds:
        target(seed)  # what is loaded once is loaded before the clock runs
    gc.freeze()
    trial = Trial(name, target, given.inputs, given.seconds, given.limit, given.crashes)
    if given.engine == "mutation":
        chance = random.Random(f"{name} {given.seed}")
        contents = (mutated(chance, seeds, name in PROSE) for _ in count())
        if together := TOGETHER.get(name):
            while True:
                trial.feed_together(together, list(islice(contents, min(MANY, trial.left))))
        for content in contents:
            trial.feed(content)
    folder, words = work / "seeds", work / "words"
    folder.mkdir()
    for number, seed in enumerate(seeds):
        (folder / str(number)).write_bytes(seed)
    escaped = (piece.hex(" ").replace(" ", r"\x") for piece in PIECES if len(piece) < 60)
    words.write_text("".join(rf'"\x{piece}"' + "\n" for piece in escaped))
    # the alarm is the trial's own
    options = [f"-seed={given.seed}", f"-max_len={LONGEST}", f"-dict={words}", "-handle_alrm=0",
               "-handle_term=0", "-handle_int=0", "-verbosity=0", "-rss_limit_mb=4096"]  # fmt: skip
    atheris.Setup([name, *options, str(folder)], trial.feed)
    atheris.Fuzz()


class Run:
    """The turns of all targets, so many at once."""

    def __init__(self, given: argparse.Namespace) -> None:
        self._given = given
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._is_stopped = False

    def stop(self, *_: Any) -> None:
        """Begins no turn any more, and ends those that are running."""
        self._is_stopped = True
        for process in tuple(self._running):
            process.terminate()

    def turn(self, name: str, number: int, inputs: int) -> tuple[int, float, int] | None:
        """The inputs, seconds and crashes of one; None where its process died, of which it says more."""
        options = [
            f"--{key}={getattr(self._given, key)}" for key in ("seconds", "limit", "crashes", "engine")
        ]
        options += [f"--inputs={inputs}", f"--seed={self._given.seed + number}"]
        memory = _MEMORY if _MEMORY.is_dir() else None
        with tempfile.TemporaryDirectory(dir=memory) as work:
            command = [sys.executable, __file__, "--target", name, "--alone", work, *options]
            with self._lock:
                if self._is_stopped:
                    return 0, 0.0, 0
                process = subprocess.Popen(
                    command,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    env=os.environ | {"TMPDIR": work},
                )
                self._running.add(process)
            said, error = process.communicate()
            self._running.discard(process)
        print(said, end="", flush=True)
        if found := _TOLD.search(said):
            return int(found[1]), float(found[2]), int(found[3])
        if self._is_stopped:
            return 0, 0.0, 0
        print(f"{name}: ended with {process.returncode}: {error[-500:]}", flush=True)
        return None

    def all(self, targets: Sequence[str]) -> bool:
        """True where no target has crashed."""
        whole = True
        with ThreadPoolExecutor(self._given.jobs) as pool:
            turns: dict[str, list[Future[tuple[int, float, int] | None]]] = {name: [] for name in targets}
            for number, start in enumerate(range(0, self._given.inputs, TURN)):
                for name, futures in turns.items():
                    inputs = min(TURN, self._given.inputs - start)
                    futures.append(pool.submit(self.turn, name, number, inputs))
            for name, futures in turns.items():
                ended = [future.result() for future in futures]
                done = [turn for turn in ended if turn is not None]
                fed, taken, crashes = (sum(column) for column in zip((0, 0.0, 0), *done, strict=True))
                print("all of " + told(name, int(fed), taken, int(crashes)), flush=True)
                whole = whole and not crashes and len(done) == len(ended)
        return whole


def main() -> int:
    """Feeds every target its share."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=1_000_000, help="for each target")
    parser.add_argument("--seconds", type=float, default=86_400, help="for each turn at most")
    parser.add_argument("--target", choices=list(SEEDS), action="append", help="all where none is given")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=10, help="seconds that one input may take")
    parser.add_argument("--crashes", type=Path, default=Path("crashes"), help="folder for inputs that crash")
    installed = "atheris" if importlib.util.find_spec("atheris") else "mutation"
    parser.add_argument("--engine", choices=("atheris", "mutation"), default=installed)
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        run_one(given, given.alone)
    run = Run(given)
    signal.signal(signal.SIGTERM, run.stop)
    signal.signal(signal.SIGINT, run.stop)
    return 0 if run.all(given.target or list(SEEDS)) else 1


if __name__ == "__main__":
    sys.exit(main())
