"""How far a deal has come, by the cues around its trigger, on parses written out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_built import at, parsed

from kg.extract.arguments import of_noun, of_verb
from kg.extract.frame_files import grammar
from kg.extract.grammar import Frame, Trigger
from kg.extract.status import judge
from kg.model import Status

BUY = Frame("en.buy", "acquires", "", "", ("subject",), ("object",), verbs=(Trigger("buy"),))
DEAL = Frame("en.deal", "partners_with", "", "", ("subject",), ("with",), nouns=frozenset({"deal"}))

ACME = "Acme/PROPN/nsubj>"
TO_BUY = "to/PART/mark>buy buy/VERB.VB"
GLOBEX = "Globex/PROPN/obj>buy ."

VERBS = [
    # auxiliaries and negation on the verb
    (f"{ACME}bought bought=buy/VERB.VBD/ROOT Globex/PROPN/obj>bought .", "bought", "actual", None),
    (f"{ACME}buy will/AUX/aux>buy buy/VERB/ROOT {GLOBEX}", "buy", "planned", "will"),
    (f"{ACME}buy may/AUX/aux>buy buy/VERB/ROOT {GLOBEX}", "buy", "potential", "may"),
    (f"{ACME}buy could/AUX/aux>buy buy/VERB/ROOT {GLOBEX}", "buy", "potential", "could"),
    (f"{ACME}buy did=do/AUX/aux>buy not/PART/advmod>buy buy/VERB/ROOT {GLOBEX}", "buy", "denied", "not"),
    (f"{ACME}buy will/AUX/aux>buy never/ADV/advmod>buy buy/VERB/ROOT {GLOBEX}", "buy", "denied", "never"),
    (
        f"{ACME}bought has=have/AUX/aux>bought bought=buy/VERB.VBN/ROOT Globex/PROPN/obj>bought .",
        "bought",
        "actual",
        None,
    ),
    # the verb above
    (f"{ACME}plans plans=plan/VERB.VBZ/ROOT {TO_BUY}/xcomp>plans {GLOBEX}", "buy", "planned", "plans"),
    (
        f"{ACME}considers considers=consider/VERB/ROOT buying=buy/VERB.VBG/xcomp>considers"
        f" Globex/PROPN/obj>buying .",
        "buying",
        "potential",
        "considers",
    ),
    (
        f"{ACME}denied denied=deny/VERB/ROOT buying=buy/VERB.VBG/xcomp>denied Globex/PROPN/obj>buying .",
        "buying",
        "denied",
        "denied",
    ),
    (f"{ACME}refused refused=refuse/VERB/ROOT {TO_BUY}/xcomp>refused {GLOBEX}", "buy", "denied", "refused"),
    (f"{ACME}failed failed=fail/VERB/ROOT {TO_BUY}/xcomp>failed {GLOBEX}", "buy", "denied", "failed"),
    (
        f"{ACME}plan does=do/AUX/aux>plan not/PART/advmod>plan plan/VERB/ROOT {TO_BUY}/xcomp>plan {GLOBEX}",
        "buy",
        "denied",
        "not",
    ),
    (f"{ACME}agreed agreed=agree/VERB/ROOT {TO_BUY}/xcomp>agreed {GLOBEX}", "buy", "actual", None),
    # adjectives and nouns above
    (f"{ACME}set is=be/AUX/cop>set set/ADJ/ROOT {TO_BUY}/xcomp>set {GLOBEX}", "buy", "planned", "set"),
    (
        f"{ACME}close is=be/AUX/cop>close close/ADJ/ROOT {TO_BUY}/xcomp>close {GLOBEX}",
        "buy",
        "potential",
        "close",
    ),
    (
        f"{ACME}talks is=be/AUX/cop>talks in/ADP/case>talks talks/NOUN/ROOT {TO_BUY}/acl>talks {GLOBEX}",
        "buy",
        "potential",
        "talks",
    ),
    (
        f"{ACME}unveiled unveiled=unveil/VERB/ROOT a/DET/det>plan plan/NOUN/obj>unveiled {TO_BUY}/acl>plan"
        f" {GLOBEX}",
        "buy",
        "planned",
        "plan",
    ),
    (
        f"{ACME}signed signed=sign/VERB/ROOT a/DET/det>deal deal/NOUN/obj>signed {TO_BUY}/acl>deal {GLOBEX}",
        "buy",
        "actual",
        None,
    ),
    # scope: what a report says of is not reported as uncertain, and a condition is
    (
        f"Smith/PROPN/nsubj>said said=say/VERB/ROOT {ACME}bought bought=buy/VERB.VBD/ccomp>said"
        " Globex/PROPN/obj>bought .",
        "bought",
        "actual",
        None,
    ),
    (
        f"Smith/PROPN/nsubj>denied denied=deny/VERB/ROOT that/SCONJ/mark>bought {ACME}bought"
        " bought=buy/VERB.VBD/ccomp>denied Globex/PROPN/obj>bought .",
        "bought",
        "denied",
        "denied",
    ),
    (
        f"Initech/PROPN/nsubj>rises rises=rise/VERB/ROOT if/SCONJ/mark>buys {ACME}buys"
        f" buys=buy/VERB/advcl>rises"
        " Globex/PROPN/obj>buys .",
        "buys",
        "potential",
        "if",
    ),
    (
        f"{ACME}bought bought=buy/VERB.VBD/ROOT Globex/PROPN/obj>bought and/CCONJ/cc>plans"
        " plans=plan/VERB/conj>bought more/ADJ/obj>plans .",
        "bought",
        "actual",
        None,
    ),
    # two cues: the stronger wins
    (
        f"{ACME}planned may/AUX/aux>planned have/AUX/aux>planned planned=plan/VERB/ROOT"
        f" {TO_BUY}/xcomp>planned {GLOBEX}",
        "buy",
        "potential",
        "may",
    ),
    # headlines
    (f"{ACME}buy {TO_BUY}/ROOT Globex/PROPN/obj>buy", "buy", "planned", "to"),
]


@pytest.mark.parametrize(("text", "trigger", "status", "cue"), VERBS)
def test_the_status_of_a_verb(text: str, trigger: str, status: str, cue: str | None) -> None:
    found = judge(of_verb(at(parsed(text), trigger), grammar("en").words), BUY, grammar("en").status)
    assert (found.status, found.cue) == (Status(status), cue)


WITH = "with/ADP/case>Globex Globex/PROPN/nmod>deal ."
NOUNS = [
    (f"{ACME}signed signed=sign/VERB/ROOT a/DET/det>deal deal/NOUN/obj>signed {WITH}", "actual", None),
    (
        f"{ACME}signed signed=sign/VERB/ROOT a/DET/det>deal proposed/ADJ/amod>deal deal/NOUN/obj>signed"
        f" {WITH}",
        "planned",
        "proposed",
    ),
    (
        f"{ACME}praised praised=praise/VERB/ROOT a/DET/det>deal possible/ADJ/amod>deal"
        f" deal/NOUN/obj>praised {WITH}",
        "potential",
        "possible",
    ),
    (
        f"{ACME}praised praised=praise/VERB/ROOT its/PRON/nmod:poss>deal former/ADJ/amod>deal"
        f" deal/NOUN/obj>praised {WITH}",
        "ended",
        "former",
    ),
    (f"{ACME}has has=have/VERB/ROOT no/DET/det>deal deal/NOUN/obj>has {WITH}", "denied", "no"),
    (f"{ACME}ended ended=end/VERB/ROOT its/PRON/nmod:poss>deal deal/NOUN/obj>ended {WITH}", "ended", "ended"),
    (f"{ACME}seeks seeks=seek/VERB/ROOT a/DET/det>deal deal/NOUN/obj>seeks {WITH}", "potential", "seeks"),
    (
        f"{ACME}announce will/AUX/aux>announce announce/VERB/ROOT a/DET/det>deal deal/NOUN/obj>announce"
        f" {WITH}",
        "planned",
        "will",
    ),
    (f"{ACME}denied denied=deny/VERB/ROOT a/DET/det>deal deal/NOUN/obj>denied {WITH}", "denied", "denied"),
    (
        f"{ACME}ended did=do/AUX/aux>ended not/PART/advmod>ended ended=end/VERB/ROOT its/PRON/nmod:poss>deal"
        f" deal/NOUN/obj>ended {WITH}",
        "actual",
        "not",
    ),
    (
        "the/DET/det>deal deal/NOUN/nsubj:pass>terminated with/ADP/case>Globex Globex/PROPN/nmod>deal"
        " was=be/AUX/aux:pass>terminated terminated=terminate/VERB.VBN/ROOT .",
        "ended",
        "terminated",
    ),
    (
        "the/DET/det>deal deal/NOUN/nsubj>ended with/ADP/case>Globex Globex/PROPN/nmod>deal"
        " ended=end/VERB/ROOT .",
        "ended",
        "ended",
    ),
]


@pytest.mark.parametrize(("text", "status", "cue"), NOUNS)
def test_the_status_of_a_noun(text: str, status: str, cue: str | None) -> None:
    found = judge(of_noun(at(parsed(text), "deal"), grammar("en").words), DEAL, grammar("en").status)
    assert (found.status, found.cue) == (Status(status), cue)


POLISH = [
    ("Acme/PROPN/nsubj>kupiła kupiła=kupić/VERB/ROOT Globex/PROPN/obj>kupiła .", "kupiła", "actual"),
    (
        "Acme/PROPN/nsubj>kupiła nie/PART/advmod>kupiła kupiła=kupić/VERB/ROOT Globex/PROPN/obj>kupiła .",
        "kupiła",
        "denied",
    ),
    (
        "Acme/PROPN/nsubj>planuje planuje=planować/VERB/ROOT kupić/VERB/xcomp>planuje"
        " Globex/PROPN/obj>kupić .",
        "kupić",
        "planned",
    ),
    (
        "Acme/PROPN/nsubj>rozważa rozważa=rozważać/VERB/ROOT kupno/NOUN/obj>rozważa"
        " Globex/PROPN/nmod>kupno .",
        "kupno",
        "potential",
    ),
    (
        "Acme/PROPN/nsubj>może może=móc/VERB/ROOT kupić/VERB/xcomp>może Globex/PROPN/obj>kupić .",
        "kupić",
        "potential",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "status"), POLISH)
def test_the_status_in_polish(text: str, trigger: str, status: str) -> None:
    words = grammar("pl")
    token = at(parsed(text), trigger)
    arguments = of_noun(token, words.words) if token.pos_ == "NOUN" else of_verb(token, words.words)
    assert judge(arguments, BUY, words.status).status == status


def test_a_frame_may_settle_the_status_itself() -> None:
    token = at(parsed("Acme/PROPN/nsubj>left left=leave/VERB/ROOT Globex/PROPN/obj>left ."), "left")
    frame = replace(BUY, status=Status.ENDED)
    assert judge(of_verb(token, grammar("en").words), frame, grammar("en").status).status is Status.ENDED


def test_who_never_left_is_still_there() -> None:
    token = at(parsed("Acme/PROPN/nsubj>left never/ADV/advmod>left left=leave/VERB/ROOT ."), "left")
    frame = replace(BUY, status=Status.ENDED)
    assert judge(of_verb(token, grammar("en").words), frame, grammar("en").status).status is Status.ACTUAL


def test_a_trigger_is_not_its_own_cue() -> None:
    """To sell is to end a holding, and not to end the selling."""
    token = at(parsed("Acme/PROPN/nsubj>sold sold=sell/VERB/ROOT Globex/PROPN/obj>sold ."), "sold")
    frame = replace(BUY, verbs=(Trigger("sell"),))
    assert judge(of_verb(token, grammar("en").words), frame, grammar("en").status).status is Status.ACTUAL
