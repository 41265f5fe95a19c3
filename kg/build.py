"""The straight line: read → extract → resolve → store."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from kg import __version__
from kg.aside import Aside
from kg.copies import Printed, originals
from kg.errors import DecisionError, StoreError
from kg.extract import Extractor, names
from kg.identifiers import digest
from kg.model import Claim, Document, Extraction, Name, Resolution
from kg.read import Failure, read, unique_ids
from kg.relations import Additions
from kg.resolve import derive, resolve
from kg.resolve.decision_lines import Decision
from kg.resolve.decisions import check, decision_text, read_decision, read_decisions
from kg.resolve.spill import Spill
from kg.store.backend import is_address
from kg.store.graph import Graph
from kg.store.quads import content_hash
from kg.store.terms import storable
from kg.work import Ready, Work, Written, extract
from kg.workers import Workers

Report = Callable[[Document | Failure], None]
"""Told of each document when it is done, and of each failure when it is met."""


@dataclass(slots=True)
class Built:
    """What a build did: the ids of the documents, in the order in which they were read."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    """In the store before, with another text or by another extractor."""
    unchanged: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    changed: bool = False
    """True where the facts are not what they were."""
    idle: list[tuple[str, str]] = field(default_factory=list)
    """Decisions that nothing comes of, each with the reason; where the facts were derived anew."""


def documents(sources: Iterable[str | Path], *, allow_network: bool = False) -> Iterator[Document | Failure]:
    """Every document of ``sources`` (files, folders, ``-``, addresses), one at a time.

    Ids differ: a later document with a taken id gets a suffix from its text, and one that says the same
    under the same id is the same document, given twice, and is left out. What cannot be read is a
    Failure. Raises ReadError for an address without ``allow_network``.
    """
    items = (item for source in sources for item in read(source, allow_network=allow_network))
    return unique_ids(_each_once(items))


def extractions(items: Iterable[Document | Failure], extractor: Extractor) -> Iterator[Extraction | Failure]:
    """What each document says; one that extraction fails on, as for its language, is a Failure."""
    return (item if isinstance(item, Failure) else extract(item, extractor) for item in items)


def resolved(
    claims: Iterable[Claim],
    additions: Additions | None = None,
    printed: Iterable[Printed] = (),
    decisions: Sequence[Decision] = (),
) -> Resolution:
    """The claims of many documents as one graph, with the names of the shipped lists to guide it.

    ``additions`` are those of the extractor or of the store that the claims come from, if there are any;
    of ``printed``, what copies another counts as one source with it; ``decisions`` have the last word.
    """
    additions = additions or Additions()
    return resolve(claims, names(additions.names), additions, originals(printed), decisions)


def derived(graph: Graph, decisions: Sequence[Decision] | None = None) -> Resolution:
    """What follows from all that ``graph`` holds, with the judgements that a store does not keep.

    ``decisions`` take the place of those that it remembers.
    """
    return resolve(graph.claims(), *_given(graph, decisions))


def _given(
    graph: Graph, decisions: Sequence[Decision] | None = None
) -> tuple[Sequence[Name], Additions, Mapping[str, str], Sequence[Decision]]:
    """What resolving takes into account beside the claims of ``graph``."""
    if decisions is None:
        relations = graph.additions.table
        lines = (read_decision(line, graph.name, relations) for line in graph.decisions)
        decisions = [decision for decision in lines if decision is not None]
    return names(graph.additions.names), graph.additions, originals(graph.printed()), decisions


def build(
    sources: Iterable[str | Path],
    graph: Graph,
    extractor: Extractor,
    *,
    decisions: Path | None = None,
    allow_network: bool = False,
    workers: int = 1,
    scheduler: str | None = None,
    aside: Path | None = None,
    retry_failed: bool = False,
    report: Report = lambda _: None,
) -> Built:
    """Reads ``sources`` into ``graph`` and brings its facts up to date, whatever the order of the sources.

    ``decisions`` is a file of them, which ``graph`` remembers in place of those that it had. ``workers`` are
    the processes that extract, or ``scheduler`` is the address of a Dask cluster that does, such as
    ``tcp://10.0.0.5:8786``; the outcome is the same. What extraction fails on is set
    aside in the file ``aside``, and tried again where it has changed, or with ``retry_failed``.

    Each document is one atomic write, so that a build that is stopped loses nothing: the next one goes on
    where it ended. What the store holds already is not extracted again, and what it holds beyond the
    sources stays. Raises ReadError for an address without ``allow_network``, StoreError where the store
    cannot be written, ClusterError where the cluster cannot be used, DecisionError for a line of
    ``decisions`` that makes no sense.
    """
    done = Built()
    fingerprint = digest(__version__, extractor.fingerprint)
    graph.learn(extractor.additions)
    if decisions is not None:
        _decide(graph, decisions)
    held = graph.contents()
    at_work: dict[str, tuple[Document, str]] = {}
    """The documents that are being extracted, each with its hash."""
    fresh = _Fresh()
    proven: set[str] = set()
    """Workers that write where ``graph`` reads."""

    def due(failed: Aside) -> Iterator[Document | _Told]:
        ordered = sorted(set(map(str, sources)))  # the order decides which of two documents keeps an id
        for item in documents(ordered, allow_network=allow_network):
            if isinstance(item, Failure):
                yield _Told(item)
                continue
            text = content_hash(item)
            if held.get(item.id) == (text, fingerprint):
                done.unchanged.append(item.id)
                yield _Told(item)
            elif not retry_failed and (reason := failed.reason(item.id, text)):
                yield _Told(Failure(item.id, f"{reason} (set aside; --retry-failed tries it again)"))
            else:
                at_work[item.id] = item, text
                yield item

    try:
        is_alone = workers == 1 and scheduler is None
        address = graph.name if is_address(graph.name) and not is_alone else None
        work = Work(extractor, fingerprint, graph.additions.table, address)
        with Aside(aside, fingerprint) as failed, _working(work, workers, scheduler) as worked:
            for outcome in worked(due(failed)):
                if isinstance(outcome, (Ready, Written)):
                    id = outcome.document_id
                    if isinstance(outcome, Ready):
                        graph.put_said(outcome.said)
                    elif outcome.worker not in proven:
                        _prove(outcome, graph)
                        proven.add(outcome.worker)
                    fresh.add(id, outcome.claims)
                    (done.updated if id in held else done.added).append(id)
                    failed.drop(id)
                    report(at_work.pop(id)[0])
                    continue
                if isinstance(outcome, Failure):
                    failed.add(outcome.source, at_work.pop(outcome.source)[1], outcome.reason)
                told = outcome.item if isinstance(outcome, _Told) else outcome
                if isinstance(told, Failure):
                    done.failures.append(told)
                report(told)
    except KeyboardInterrupt:
        _finish(done, graph, fresh)
        raise
    _finish(done, graph, fresh)
    return done


def _finish(done: Built, graph: Graph, fresh: _Fresh) -> None:
    """Brings the facts of ``graph`` up to date."""
    if graph.is_stale:
        made = derive(fresh.beside(graph), *_given(graph))
        done.changed = graph.write(made)
        done.idle.extend(sorted(made.idle))


class _Fresh:
    """The claims of documents that have just been written: a large store takes long to give them back."""

    def __init__(self) -> None:
        self._kept = Spill[tuple[str, bytes]]()
        self._times: Counter[str] = Counter()

    def add(self, document_id: str, claims: bytes) -> None:
        """``claims`` are pickled."""
        stored = storable(document_id)
        self._kept.add((stored, claims))
        self._times[stored] += 1

    def beside(self, graph: Graph) -> Iterator[Claim]:
        """These, and those of all other documents in ``graph``; once."""
        fresh = {id for id, times in self._times.items() if times == 1}  # else, only the last ones count
        for document_id, claims in self._kept:
            if document_id in fresh:
                yield from pickle.loads(claims)
        self._kept.close()
        yield from graph.claims(besides=fresh)


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is nothing to extract from: a document that the store holds, or why there is none."""

    item: Document | Failure


@contextmanager
def _working(
    work: Work, workers: int, scheduler: str | None
) -> Iterator[Callable[[Iterator[Document | _Told]], Iterator[Ready | Written | Failure | _Told]]]:
    if scheduler is not None:
        from kg.cluster import Cluster

        with Cluster(work, scheduler) as cluster:
            yield cluster.done
    elif workers > 1:
        with Workers(work, workers) as pool:
            yield pool.done
    else:
        yield lambda items: (work(item) if isinstance(item, Document) else item for item in items)


def _prove(written: Written, graph: Graph) -> None:
    """Raises StoreError where ``graph`` does not hold what a worker has written."""
    if not graph.holds(written.document_id, written.digest):
        raise StoreError(
            f"{graph.name}: {written.worker} has written to another server at this address: "
            "it must lead all machines to the same one"
        )


def considered(graph: Graph, known: Sequence[Decision], lines: Iterable[str]) -> list[Decision]:
    """What ``lines`` decide, beside the decisions that are ``known`` already.

    Raises DecisionError, with the line and the reason, for one that makes no sense, that contradicts
    another, or that nothing comes of.
    """
    relations = graph.additions.table
    told = [read_decision(line, "--decide", relations) for line in lines]
    new = [decision for decision in told if decision is not None]
    check([*known, *new])
    resolution = derived(graph, [*known, *new])
    idle = dict(resolution.idle)
    for decision in new:
        if decision.text in idle:
            names = {name for entity in resolution.entities for name in (entity.name, *entity.aliases)}
            near = [name for term in decision.terms for name in get_close_matches(term.name, sorted(names))]
            hint = f"; there are {', '.join(dict.fromkeys(near))}" if near else ""
            raise DecisionError(f"{decision.text}: {idle[decision.text]}{hint}")
    return new


def replay(graph: Graph, decisions: Path) -> bool:
    """Brings ``graph`` in line with a file of decisions; False where nothing changed.

    Raises DecisionError for a line that makes no sense.
    """
    _decide(graph, decisions)
    return refresh(graph)


def _decide(graph: Graph, decisions: Path) -> None:
    lines = read_decisions(decision_text(decisions), str(decisions), graph.additions.table)
    graph.decide(decision.text for decision in lines)


def retract(document_ids: Iterable[str], graph: Graph) -> None:
    """Takes exactly what these documents said out of ``graph``, and derives its facts from what is left.

    Raises StoreError, before anything is taken out, where the store holds no document of that id.
    """
    held, wanted = graph.documents(), sorted(set(document_ids))
    for document_id in wanted:
        if document_id not in held:
            near = get_close_matches(document_id, held, n=3, cutoff=0.5)
            hint = f"; near it: {', '.join(near)}" if near else ""
            raise StoreError(f"{graph.name}: no document {document_id!r} in the store{hint}")
    for document_id in wanted:
        graph.retract(document_id)
    refresh(graph)


def refresh(graph: Graph) -> bool:
    """Derives the facts of ``graph`` anew where its claims have changed; False where no fact has changed."""
    return graph.is_stale and graph.write(derive(graph.claims(), *_given(graph)))


def _each_once(items: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
    seen: set[tuple[str, str]] = set()
    for item in items:
        if isinstance(item, Document):
            key = item.id, content_hash(item)
            if key in seen:
                continue
            seen.add(key)
        yield item
