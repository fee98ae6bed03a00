"""Which numbers of a dashboard add up to which others."""

EVERYONE = ""

RowKey = tuple[str, str]  # part and key, as queries.counts has them
CellKey = tuple[str, str, str]  # part, key and sex

# Totals that a reader could take apart: a cohort and the cohorts that make it up.
SUMS = {
    "avslutade": ["arbete-studier", "enbart-ordinarie", "annat"],
    "arbete-studier": ["arbete", "studier"],
    "ordinarie": ["ordinarie-med-arbete", "enbart-ordinarie"],
    "utfall": ["arbete-studier", "enbart-ordinarie", "enbart-paborjat"],
}
# What a reader takes from what: a cohort and cohorts that are within it without being in its sum.
SUBSETS = {
    "inskrivna": [
        "pagaende",
        "avslutade",
        "arbete",
        "studier",
        "arbete-studier",
        "ordinarie",
        "ordinarie-med-arbete",
        "enbart-ordinarie",
        "utfall",
        "enbart-paborjat",
        "annat",
    ],
    "avslutade": ["arbete", "studier", "ordinarie", "ordinarie-med-arbete"],
    "arbete-studier": ["ordinarie-med-arbete"],
    "utfall": ["arbete", "studier", "ordinarie", "ordinarie-med-arbete"],
}
