"""Whether two names stand for one thing: a table of evidence and qualifiers, each with its weight.

The score is the strongest evidence that fires plus all qualifiers that do. A weight of -1 forbids:
such names are different whatever else speaks for them. After the logic matchers of nomenklatura.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from kg.model import Verdict
from kg.resolve import features as f
from kg.resolve.features import Pair
from kg.resolve.gather import Node, Setting
from kg.resolve.told import Outcome

SAME_FROM = 0.7
"""Names that score this much are one thing."""
FORBIDS = -1.0


class Feature(NamedTuple):
    """A question about two names, and what a yes weighs."""

    name: str
    """As `kg explain` and `kg review` print it."""
    weight: float
    fires: Callable[[Pair], bool]
    means: str


class Circumstance(NamedTuple):
    """What two names have around them, and what it weighs; ``kg.resolve.surroundings`` finds it."""

    weight: float
    means: str


EVIDENCE = (
    Feature("same name", 1.0, f.same_name, "The same words; letter case, accents and signs aside."),
    Feature("same but for legal form or title", 0.95, f.same_core, "Lenovo Group Ltd is Lenovo."),
    Feature("names in the other order", 0.95, f.name_order, "Of persons: Yuanqing Yang is Yang Yuanqing."),
    Feature("stated as another name", 0.9, f.stated_alias, "A text or a list calls it so, and it alone."),
    Feature("Polish case form", 0.9, f.case_form, "Seen in Polish only, and declines to the other name."),
    Feature("stated as acronym", 0.85, f.stated_acronym, "A text calls it so, and it alone, by an acronym."),
    Feature("same letters", 0.85, f.same_letters, "Six letters or more, only spaced otherwise."),
    Feature("same but for the domain", 0.85, f.same_site, "JD.com is JD."),
    Feature("middle name left out", 0.85, f.middle_name, "Warren E. Buffett is Warren Buffett."),
    Feature("stated as short name", 0.8, f.stated_shorthand, "Texts call it so, by words of its name."),
    Feature("end of a foundation's name", 0.8, f.tail_of_foundation, "The Gates Foundation, by its end."),
    Feature("university without the word", 0.8, f.bare_university, "Stanford, where it is a university."),
    Feature("initials of the other", 0.6, f.acronym, "Three or more initials, which many names share."),
    Feature("beginning of the other", 0.4, f.beginning, "One is the other with words after it."),
)
"""What speaks for one thing, strongest first: the first that holds counts."""

QUALIFIERS = (
    Feature("another kind of thing", FORBIDS, f.other_kind, "A company and a product, a place, a person."),
    Feature("a part of the other", FORBIDS, f.part_of_other, "A unit or a country follows: Lenovo China."),
    Feature("holds a third name", FORBIDS, f.holds_other_name, "What is left is a name, too: Sony Honda."),
    Feature("another number", FORBIDS, f.other_number, "Numbers differ, or one product's is left out."),
    Feature("another university", FORBIDS, f.other_university, "One has words that the other lacks."),
    Feature("another person's names", FORBIDS, f.other_person, "Full names that cannot be one person's."),
    Feature("another name on the list", FORBIDS, f.other_listed_name, "The list has both, and not as one."),
    Feature("two sides of one claim", -0.5, f.opposed, "One is said to have done something to the other."),
    Feature("another kind of organisation", -0.2, f.other_branch, "A newspaper and a university, say."),
    Feature("both in one document", 0.15, f.acronym_in_one_document, "An acronym stands beside its name."),
)
"""What speaks for or against beside that; all that hold are added up."""

_FORBIDDING = tuple(feature for feature in QUALIFIERS if feature.weight <= FORBIDS)

SURROUNDINGS = {
    "surname": Circumstance(0.5, "A surname alone, and a person who bears it."),
    "generic name": Circumstance(0.4, "Two bodies that are called by what they are: a joint laboratory."),
    "same document": Circumstance(0.3, "One text speaks of both."),
    "same organisation": Circumstance(0.3, "Both have a post at one organisation."),
    "same founders": Circumstance(0.4, "Both were set up by the same, or one by some of them."),
    "same acronym": Circumstance(0.4, "Texts give both one acronym."),
    "one of several": Circumstance(-0.4, "It could be said of others as well."),
}
"""What speaks for and against names that mean something in their document only; all that hold are added."""


def judge(left: Node, right: Node, setting: Setting, *, opposed: bool = False) -> Outcome:
    """Whether two distinctive names are one thing's, and why."""
    pair = Pair(left, right, opposed, setting)
    qualifiers = [(feature.name, feature.weight) for feature in QUALIFIERS if feature.fires(pair)]
    best = next(((row.name, row.weight) for row in EVIDENCE if row.fires(pair)), None)
    reasons = ([best] if best else []) + qualifiers
    return _outcome(tuple(reasons))


@cache
def _outcome(reasons: tuple[tuple[str, float], ...]) -> Outcome:
    """What ``reasons`` come to; there are few that differ."""
    score = round(sum(weight for _, weight in reasons), 2)
    if any(weight <= FORBIDS for _, weight in reasons):
        return Outcome(Verdict.DIFFERENT, score, reasons)
    return Outcome(Verdict.SAME if score >= SAME_FROM else Verdict.UNSURE, score, reasons)


def judge_surroundings(reasons: tuple[str, ...]) -> Outcome:
    """The same for two names that are not distinctive, by what surrounds them: keys of ``SURROUNDINGS``."""
    return _outcome(tuple((reason, SURROUNDINGS[reason].weight) for reason in reasons))


def are_different(left: Node, right: Node, setting: Setting) -> bool:
    """True where a qualifier forbids that the two are one; for names of any kind."""
    pair = Pair(left, right, False, setting)
    return any(feature.fires(pair) for feature in _FORBIDDING)
