"""Text → parsed text: the spaCy pipelines that this package trains and carries, and any other."""
