"""What shipped queries answer of ``cookbook_news``: name, parameters, columns, rows."""

from decimal import Decimal

EUR2, EUR5, EUR7, EUR9 = (Decimal(millions * 1_000_000) for millions in (2, 5, 7, 9))
ALLIES = "Alpha Chips and Beta Cloud team up."
DENIAL = "Alpha Chips and Gamma Motors do not team up."
OTHER_ALLIES = "Alpha Chips and Gamma Motors team up."
PARTED = "Alpha Chips and Beta Cloud have parted."
CHAIR, LEFT = "Eve Nowak is chair of Beta Cloud.", "Eve Nowak has left the chair of Beta Cloud."
RUMOUR = "Omega Fund may buy a stake in Beta Cloud."
FIVE = "Omega Fund bought a stake in Beta Cloud for EUR 5 million in May."
SEVEN = "Omega Fund put EUR 7 million into Beta Cloud in May."
TWO = "Omega Fund put EUR 2 million into Gamma Motors."
RIVALS = "Beta Cloud competes with Gamma Motors."
SUPPLY, MORE_SUPPLY = "Alpha Chips supplies Gamma Motors.", "Alpha Chips still supplies Gamma Motors."
LAST_SUPPLY = "Gamma Motors supplies Beta Cloud."
IN_POLAND, IN_JAPAN = "Beta Cloud is based in Poland.", "Omega Fund is based in Japan."

CASES = [
    (
        "as-of", {"date": "2020-01-31"},
        "subject relation object topic status since confidence evidence source",
        [
            ("Beta Cloud", "kg:basedIn", "Poland", None, "actual", "2019-03-02", 0.9, IN_POLAND, "rumour"),
            (
                "Beta Cloud", "kg:competesWith", "Gamma Motors", "data", "actual", "2019-03-02", 0.8,
                RIVALS, "rumour",
            ),
            (
                "Eve Nowak", "kg:holdsPosition", "Beta Cloud", "chair", "actual", "2019-06-10", 0.9, CHAIR,
                "deal",
            ),
            (
                "Gamma Motors", "kg:supplies", "Beta Cloud", None, "actual", "2019-06-10", 0.7,
                LAST_SUPPLY, "deal",
            ),
            ("Omega Fund", "kg:basedIn", "Japan", None, "actual", "2019-03-02", 0.9, IN_JAPAN, "rumour"),
            ("Omega Fund", "kg:investsIn", "Beta Cloud", None, "actual", "2019-05", 0.9, SEVEN, "sum"),
            ("Omega Fund", "kg:investsIn", "Gamma Motors", None, "actual", "2019-06-11", 0.9, TWO, "sum"),
        ],
    ),
    (
        "as-of", {"date": "2020-12-31", "org": "beta cloud"},
        "subject relation object topic status since confidence evidence source",
        [
            (
                "Alpha Chips", "kg:partnersWith", "Beta Cloud", None, "actual", "2020-01", 0.9, ALLIES,
                "allies",
            ),
            ("Beta Cloud", "kg:basedIn", "Poland", None, "actual", "2019-03-02", 0.9, IN_POLAND, "rumour"),
            (
                "Beta Cloud", "kg:competesWith", "Gamma Motors", "data", "actual", "2019-03-02", 0.8,
                RIVALS, "rumour",
            ),
            (
                "Eve Nowak", "kg:holdsPosition", "Beta Cloud", "chair", "actual", "2019-06-10", 0.9, CHAIR,
                "deal",
            ),
            (
                "Gamma Motors", "kg:supplies", "Beta Cloud", None, "actual", "2019-06-10", 0.7,
                LAST_SUPPLY, "deal",
            ),
            ("Omega Fund", "kg:investsIn", "Beta Cloud", None, "actual", "2019-05", 0.9, SEVEN, "sum"),
        ],
    ),
    (
        "as-of", {"date": "2021", "org": "alpha"},
        "subject relation object topic status since confidence evidence source",
        [
            ("Alpha Chips", "kg:partnersWith", "Beta Cloud", None, "ended", "2021", 0.8, PARTED, "end"),
            (
                "Alpha Chips", "kg:partnersWith", "Gamma Motors", None, "actual", "2020-01", 0.9,
                OTHER_ALLIES, "allies",
            ),
            (
                "Alpha Chips", "kg:supplies", "Gamma Motors", None, "actual", "2021-02-01", 0.9,
                MORE_SUPPLY, "end",
            ),
        ],
    ),
    (
        "bridges", {},
        "organisation pairs one other",
        [
            ("Alpha Chips", 1, "Beta Cloud", "Gamma Motors"),
        ],
    ),
    (
        "competitors", {"org": "beta cloud"},
        "competitor status date topic confidence evidence source published",
        [
            ("Gamma Motors", "actual", None, "data", 0.8, RIVALS, "rumour", "2019-03-02"),
        ],
    ),
    (
        "conflicts", {},
        "subject relation object differ status other_status currency amount other_amount date "
        "other_date confidence other_confidence evidence source other_evidence other_source",
        [
            (
                "Alpha Chips", "kg:partnersWith", "Beta Cloud", "status", "actual", "ended", None, None,
                None, None, "2021", 0.9, 0.8, ALLIES, "allies", PARTED, "end",
            ),
            (
                "Alpha Chips", "kg:partnersWith", "Gamma Motors", "status", "actual", "denied", None, None,
                None, None, None, 0.9, 0.8, OTHER_ALLIES, "allies", DENIAL, "denial",
            ),
            (
                "Eve Nowak", "kg:holdsPosition", "Beta Cloud", "status", "actual", "ended", None, None,
                None, None, None, 0.9, 0.9, CHAIR, "deal", LEFT, "end",
            ),
            (
                "Omega Fund", "kg:investsIn", "Beta Cloud", "amount", "actual", "actual", "EUR", EUR5,
                EUR7, "2019-05", "2019-05", 0.9, 0.9, FIVE, "deal", SEVEN, "sum",
            ),
        ],
    ),
    (
        "conflicts", {"org": "omega fund"},
        "subject relation object differ status other_status currency amount other_amount date "
        "other_date confidence other_confidence evidence source other_evidence other_source",
        [
            (
                "Omega Fund", "kg:investsIn", "Beta Cloud", "amount", "actual", "actual", "EUR", EUR5,
                EUR7, "2019-05", "2019-05", 0.9, 0.9, FIVE, "deal", SEVEN, "sum",
            ),
        ],
    ),
    (
        "denied", {},
        "relation subject object topic date contested confidence evidence source published",
        [
            (
                "kg:partnersWith", "Alpha Chips", "Gamma Motors", None, None, "yes", 0.8, DENIAL, "denial",
                None,
            ),
        ],
    ),
    (
        "ended", {},
        "relation subject object topic date confidence evidence source published",
        [
            ("kg:holdsPosition", "Eve Nowak", "Beta Cloud", "chair", None, 0.9, LEFT, "end", "2021-02-01"),
            ("kg:partnersWith", "Alpha Chips", "Beta Cloud", None, "2021", 0.8, PARTED, "end", "2021-02-01"),
        ],
    ),
    (
        "ended", {"org": "alpha"},
        "relation subject object topic date confidence evidence source published",
        [
            ("kg:partnersWith", "Alpha Chips", "Beta Cloud", None, "2021", 0.8, PARTED, "end", "2021-02-01"),
        ],
    ),
    (
        "flows", {},
        "from to currency total pairs payer relation receiver amount date confidence evidence source",
        [
            (
                "Japan", "Poland", "EUR", EUR7, 1, "Omega Fund", "kg:investsIn", "Beta Cloud", EUR7,
                "2019-05", 0.9, SEVEN, "sum",
            ),
            (
                "Japan", "Poland", "EUR", EUR7, 1, "Omega Fund", "kg:investsIn", "Beta Cloud", EUR5,
                "2019-05", 0.9, FIVE, "deal",
            ),
        ],
    ),
    (
        "flows", {"place": "germany"},
        "from to currency total pairs payer relation receiver amount date confidence evidence source",
        [],
    ),
    (
        "investors", {},
        "currency investor total recipients recipient amount maximum date confidence evidence source",
        [
            ("EUR", "Omega Fund", EUR9, 2, "Beta Cloud", EUR7, None, "2019-05", 0.9, SEVEN, "sum"),
            ("EUR", "Omega Fund", EUR9, 2, "Beta Cloud", EUR5, None, "2019-05", 0.9, FIVE, "deal"),
            ("EUR", "Omega Fund", EUR9, 2, "Gamma Motors", EUR2, None, None, 0.9, TWO, "sum"),
        ],
    ),
    (
        "investors", {"org": "gamma motors"},
        "currency investor total recipients recipient amount maximum date confidence evidence source",
        [
            ("EUR", "Omega Fund", EUR2, 1, "Gamma Motors", EUR2, None, None, 0.9, TWO, "sum"),
        ],
    ),
    (
        "realised", {},
        "relation subject object rumoured done date currency amount confidence rumour rumour_source "
        "evidence source",
        [
            (
                "kg:investsIn", "Omega Fund", "Beta Cloud", "2019-03-02", "2019-06-11", "2019-05", "EUR",
                EUR7, 0.9, RUMOUR, "rumour", SEVEN, "sum",
            ),
            (
                "kg:investsIn", "Omega Fund", "Beta Cloud", "2019-03-02", "2019-06-10", "2019-05", "EUR",
                EUR5, 0.9, RUMOUR, "rumour", FIVE, "deal",
            ),
        ],
    ),
    (
        "realised", {"min_confidence": "0.7"},
        "relation subject object rumoured done date currency amount confidence rumour rumour_source "
        "evidence source",
        [],
    ),
    (
        "single-source", {"publisher": "beta post"},
        "publisher relation subject object status date confidence evidence source",
        [
            (
                "Beta Post", "kg:supplies", "Gamma Motors", "Beta Cloud", "actual", None, 0.7,
                LAST_SUPPLY, "deal",
            ),
            (
                "Beta Post", "kg:partnersWith", "Alpha Chips", "Gamma Motors", "denied", None, 0.8,
                DENIAL, "denial",
            ),
            (
                "Beta Post", "kg:holdsPosition", "Eve Nowak", "Beta Cloud", "actual", None, 0.9, CHAIR,
                "deal",
            ),
            (
                "Beta Post", "kg:investsIn", "Omega Fund", "Beta Cloud", "actual", "2019-05", 0.9, FIVE,
                "deal",
            ),
        ],
    ),
    (
        "single-source", {"org": "gamma motors"},
        "publisher relation subject object status date confidence evidence source",
        [
            (
                "Beta Post", "kg:supplies", "Gamma Motors", "Beta Cloud", "actual", None, 0.7,
                LAST_SUPPLY, "deal",
            ),
            (
                "Beta Post", "kg:partnersWith", "Alpha Chips", "Gamma Motors", "denied", None, 0.8,
                DENIAL, "denial",
            ),
            (
                "Alpha Daily", "kg:competesWith", "Beta Cloud", "Gamma Motors", "actual", None, 0.8,
                RIVALS, "rumour",
            ),
            (
                "Alpha Daily", "kg:partnersWith", "Alpha Chips", "Gamma Motors", "actual", None, 0.9,
                OTHER_ALLIES, "allies",
            ),
            ("Alpha Daily", "kg:investsIn", "Omega Fund", "Gamma Motors", "actual", None, 0.9, TWO, "sum"),
        ],
    ),
    (
        "sources", {"org": "gamma motors", "other": "ALPHA"},
        "relation subject object status sources says publisher published copy_of confidence evidence source",
        [
            (
                "kg:partnersWith", "Alpha Chips", "Gamma Motors", "actual", 1, "actual", "Alpha Daily",
                "2020-01", None, 0.9, OTHER_ALLIES, "allies",
            ),
            (
                "kg:partnersWith", "Alpha Chips", "Gamma Motors", "denied", 1, "denied", "Beta Post", None,
                None, 0.8, DENIAL, "denial",
            ),
            (
                "kg:partnersWith", "Alpha Chips", "Gamma Motors", "denied", 1, "denied", "Alpha Daily", None,
                "denial", 0.7, DENIAL, "reprint",
            ),
            (
                "kg:supplies", "Alpha Chips", "Gamma Motors", "actual", 2, "actual", "Alpha Daily",
                "2019-06-11", None, 0.8, SUPPLY, "sum",
            ),
            (
                "kg:supplies", "Alpha Chips", "Gamma Motors", "actual", 2, "actual", None, "2021-02-01", None,
                0.9, MORE_SUPPLY, "end",
            ),
        ],
    ),
    (
        "supply-chain", {"org": "beta cloud"},
        "tier supplier customer status topic date confidence evidence source",
        [
            (1, "Gamma Motors", "Beta Cloud", "actual", None, None, 0.7, LAST_SUPPLY, "deal"),
            (2, "Alpha Chips", "Gamma Motors", "actual", None, None, 0.9, MORE_SUPPLY, "end"),
        ],
    ),
    (
        "unseen", {"since": "2019-06-10"},
        "seen subject relation object status confidence evidence source",
        [
            ("2019-03-02", "Beta Cloud", "kg:competesWith", "Gamma Motors", "actual", 0.8, RIVALS, "rumour"),
            ("2019-03-02", "Beta Cloud", "kg:basedIn", "Poland", "actual", 0.9, IN_POLAND, "rumour"),
            ("2019-03-02", "Omega Fund", "kg:basedIn", "Japan", "actual", 0.9, IN_JAPAN, "rumour"),
            ("2019-06-10", "Gamma Motors", "kg:supplies", "Beta Cloud", "actual", 0.7, LAST_SUPPLY, "deal"),
        ],
    ),
    (
        "unseen", {"since": "2021", "org": "alpha"},
        "seen subject relation object status confidence evidence source",
        [
            ("2021-02-01", "Alpha Chips", "kg:supplies", "Gamma Motors", "actual", 0.9, MORE_SUPPLY, "end"),
        ],
    ),
]
