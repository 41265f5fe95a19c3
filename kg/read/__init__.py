"""Reading: bytes → Document. A source is a file, a folder, standard input or, where allowed, an address."""

from kg.read.count import count
from kg.read.documents import read, unique_ids
from kg.read.item import Failure

__all__ = ["Failure", "count", "read", "unique_ids"]
