"""The graph on disk: claims a document, one derived graph of facts, and SPARQL over their union."""
