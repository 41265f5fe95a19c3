"""A learned score of which relation a sentence states between two of its names.

``pairs.py`` says which names are scored, ``features.py`` what is seen of a pair, ``model.py`` what that
weighs, ``scored.py`` how likely each relation then is, and ``alone.py`` what is told without a rule.
``kg.learn`` learns the weights, which lie beside these, one file a language.
"""
