"""The tables of a publication and the names of their lines."""

WHOLE = "MIA"  # the whole programme's dashboard, and malbild; a delprojekt's has its code
SUS = "sus-aggregat"
RESTS = "rest"  # who is in one line and not in another: printed nowhere
# From the first project's start everybody has started in the period: these say what another says.
SAME_AS = {"borjade": "inskrivna", "deltog": "inskrivna", "slutade": "avslutade"}


def cohort_line(slug: str) -> str:
    """The line of a cohort; of none, what all their names begin with."""
    return f"kohort/{SAME_AS.get(slug, slug)}"


def indicator_table(programme: str) -> str:
    return f"esf-indikatorer/{programme}"
