"""Files that are wholly there or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from kg.errors import KgError


def replace(files: Mapping[Path, bytes]) -> None:
    """Write files, each in place of the one that it was.

    All are written beside their places and flushed to disk before the first takes its place, so that
    a stop leaves the old file or the new one, never half of one. A link stays a link; what is no file
    (a pipe, a device) is written as it is. Raises OSError where a file cannot be written.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            place = Path(os.path.realpath(path))
            if place.exists() and not place.is_file():
                path.write_bytes(content)
                continue
            part = place.with_name(f".kg-{secrets.token_hex(6)}.part")
            beside[place] = part
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if place.exists():
                shutil.copymode(place, part)
        for place, part in beside.items():
            os.replace(part, place)
    finally:
        for part in beside.values():
            part.unlink(missing_ok=True)


def write(path: Path, content: bytes) -> None:
    """Write one file, as ``replace`` does, with the folders above it. Raises KgError where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace({path: content})
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from error
