"""States of a store that nobody writes any more: what readers see while the store itself is being written.

A store's folder holds them in ``published``, numbered. A writer adds one; readers take the last, and as long
as one is read it stays. They are hard links to the files of the store, so they cost next to nothing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, which lets nobody remove a file that is open
    fcntl = None  # type: ignore[assignment, unused-ignore]

_FOLDER = "published"
_BEHIND = "behind"
"""The file that says: the store was changed since the last snapshot."""
_HIDDEN = "hidden"
"""The file that says: what was changed since makes sense only with what is still to come."""
_IN_USE = "in-use"
"""The file that readers of a snapshot hold a shared lock on."""


class Snapshot:
    """The state of a store at one time; stays on disk until it is closed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: IO[bytes] | None = (folder / _IN_USE).open("rb")
        if fcntl is not None:
            fcntl.flock(self._held, fcntl.LOCK_SH)
        if not (folder / _IN_USE).exists():  # removed before it was held
            self._held.close()
            raise FileNotFoundError(folder)

    @property
    def number(self) -> int:
        """Later snapshots have higher ones."""
        return int(self.folder.name)

    @property
    def state(self) -> str:
        """Names it for good: a store that is made anew counts its snapshots anew."""
        made = self.folder.stat()
        return f"{self.number}-{made.st_ino:x}-{made.st_ctime_ns:x}"

    def close(self) -> None:
        """Let it be removed once there is a later one; a second call does nothing."""
        if self._held is not None:
            self._held.close()
            self._held = None


def latest(store: Path) -> Snapshot | None:
    """The last snapshot of the store in that folder; None where there is none yet."""
    while numbers := _numbers(store):
        try:
            return Snapshot(store / _FOLDER / str(numbers[-1]))
        except FileNotFoundError:
            continue  # a writer has removed it just now and published a later one
    return None


def publish(store: Path, backup: Callable[[str], None]) -> None:
    """Add a snapshot, which ``backup`` writes into a new folder, and remove those that nobody reads."""
    numbers = _numbers(store)
    number = numbers[-1] + 1 if numbers else 1
    new = store / _FOLDER / f"{number}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.parent.mkdir(exist_ok=True)
    backup(str(new))
    (new / _IN_USE).touch()
    os.replace(new, new.with_suffix(""))
    for mark in (_HIDDEN, _BEHIND):
        (store / _FOLDER / mark).unlink(missing_ok=True)
    for old in numbers:
        _remove(store / _FOLDER / str(old))


def mark_behind(store: Path) -> None:
    """Note before a change that the last snapshot will not show it."""
    (store / _FOLDER).mkdir(exist_ok=True)
    (store / _FOLDER / _BEHIND).touch()


def is_behind(store: Path) -> bool:
    """True where the store was changed, or made, after its last snapshot."""
    return (store / _FOLDER / _BEHIND).exists() or not _numbers(store)


def hide(store: Path) -> None:
    """Note that what is changed from now on is half of something, until the next snapshot."""
    (store / _FOLDER).mkdir(exist_ok=True)
    (store / _FOLDER / _HIDDEN).touch()


def is_hidden(store: Path) -> bool:
    """True where the store holds half of something, as a writer has left it or is making it."""
    return (store / _FOLDER / _HIDDEN).exists()


def _numbers(store: Path) -> list[int]:
    try:
        return sorted(int(entry) for entry in os.listdir(store / _FOLDER) if entry.isdecimal())
    except FileNotFoundError:
        return []


def _remove(folder: Path) -> None:
    """Removes a snapshot unless somebody reads it."""
    try:
        with (folder / _IN_USE).open("rb") as held:
            if fcntl is not None:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (folder / _IN_USE).unlink()
        shutil.rmtree(folder)
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return  # somebody reads it; a later writer removes it
