"""A store as pages to explore it with, and as a SPARQL 1.1 Protocol endpoint, on this machine.

A request becomes a question (``protocol``, ``formats``) or a look (``explorer``, ``looks``); one of a few
worker processes answers it in its turn (``pool``, ``turns``, ``worker``) from the state of the store that
was published last, for pages by an index that all workers share (``shelf``); ``app`` says it in HTTP. Pages
are made in the worker: the graph (``network``), a thing (``entity``) and the ``timeline``, out of
``markup`` and ``dots``.

Workers, because a query may run for ever, take all memory or nest deeper than the stack: the engine stops
none of these by itself, and a process can be stopped.
"""
