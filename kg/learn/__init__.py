"""Fits what extraction weighs: the scorer's weights on passages and pairs, and those of confidence on gold.

``python -m kg.learn`` says how; it needs ``pip install '.[train]'``.
"""
