"""What the program costs; times are no part of the tests.

``python -m kg.benchmarks`` prints what extraction costs: beside the bare spaCy pipeline, by stage, and in
sentences that do not end. ``python -m kg.benchmarks.stores`` prints what the store costs: beside rdflib in
memory and pyoxigraph bare, at 100,000 and at a million quads. ``python -m kg.benchmarks.load`` asks a
served store from many sides at once.
"""
