"""A store as a SPARQL 1.1 Protocol endpoint on this machine, and a page to try it in.

A request becomes a question (``protocol``, ``formats``); one of a few worker processes answers it
(``pool``, ``worker``) from the state of the store that was published last; ``app`` says it in HTTP.

Workers, because a query may run for ever, take all memory or nest deeper than the stack: the engine stops
none of these by itself, and a process can be stopped.
"""
