"""Documents that extraction failed on, set aside in a file beside the store's: the next build passes them by.

One JSON object a line: the document's ``id``, its ``content_hash``, the ``fingerprint`` of the extractor, and
the ``reason``. A document that has changed since, or that meets another extractor, is tried again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from types import TracebackType

from kg import atomic
from kg.errors import StoreError

NAME = "failed.jsonl"
"""Of the file, in the folder of a store."""


@dataclass(frozen=True, slots=True)
class _Failed:
    id: str
    content_hash: str
    fingerprint: str
    reason: str


class Aside:
    """What one extractor has failed on so far; a context, at whose end the file is written."""

    def __init__(self, path: Path | None, fingerprint: str) -> None:
        """Without a ``path`` nothing is remembered. Raises StoreError for a broken file."""
        self._path = path
        self._fingerprint = fingerprint
        self._failed = _read(path) if path else {}

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._path:
            _write(self._path, self._failed)

    def reason(self, document_id: str, content_hash: str) -> str | None:
        """Why a document was set aside; None where it was not, or may fare better now."""
        failed = self._failed.get(document_id)
        if failed and (failed.content_hash, failed.fingerprint) == (content_hash, self._fingerprint):
            return failed.reason
        return None

    def add(self, document_id: str, content_hash: str, reason: str) -> None:
        """Sets a document aside."""
        self._failed[document_id] = _Failed(document_id, content_hash, self._fingerprint, reason)

    def drop(self, document_id: str) -> None:
        """Takes back what was told of a document, if anything."""
        self._failed.pop(document_id, None)


def _read(path: Path) -> dict[str, _Failed]:
    try:
        rows = [_Failed(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
        "".join(value for row in rows for value in astuple(row)).encode("utf-8")  # so that it can be written
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, RecursionError):
        raise StoreError(f"{path}: broken; delete it, and what was set aside is tried again") from None
    return {row.id: row for row in rows}


def _write(path: Path, failed: dict[str, _Failed]) -> None:
    lines = (json.dumps(asdict(failed[id]), ensure_ascii=False) + "\n" for id in sorted(failed))
    try:
        if failed:
            atomic.replace({path: "".join(lines).encode("utf-8")})
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from None
