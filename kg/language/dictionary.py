"""What a dictionary knows of words and their forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a language's dictionary knows of one part of speech.

    ``exceptions`` map a form to its lemma; ``rules`` map the end of a form to the ends that a lemma may have
    instead, likeliest first; ``lemmas`` are all there are; a form with one of the ``base`` features is its
    own lemma.
    """

    exceptions: dict[str, str] = field(default_factory=dict)
    rules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lemmas: frozenset[str] = frozenset()
    base: tuple[str, ...] = ()

    def lemma(self, form: str, features: Iterable[str] = ()) -> str | None:
        """The lemma of a form as it is written in the dictionary, or None if it has none.

        The longest ending that leads to a known lemma wins.
        """
        if not set(self.base).isdisjoint(features) and form in self.lemmas:
            return form
        if form in self.exceptions:
            return self.exceptions[form]
        return next((lemma for lemma in self.candidates(form) if lemma in self.lemmas), None)

    def candidates(self, form: str) -> Iterator[str]:
        """What the rules make of a form, and the form itself, known or not."""
        for cut in range(1, len(form)):
            for ending in self.rules.get(form[cut:], ()):
                yield form[:cut] + ending
        yield form
