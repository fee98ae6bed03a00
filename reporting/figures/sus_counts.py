"""SUS's aggregates (docs/domain.md §2.11, §7.4), counted in one statement.

Unit: enrolments, as SUS counts insatser: a person with two counts twice. Wrong registrations are
not there (reporting_fact leaves them out).
"""

from decimal import Decimal
from typing import Any

from mia.access import replica
from mia.core.sql import load
from reporting.figures import sus

SusCell = tuple[str, str, str]  # table, group, value
SusCounts = dict[tuple[SusCell, str], Decimal]

WORK_OR_STUDY = ("RESULTAT", "ARBETAR ELLER STUDERAR EFTER", "JA")
NEW_OR_MORE = ("RESULTAT", "NY ELLER ÖKAD OMFATTNING", "JA")
MEAN = ("TID", "MEDELMÅNADER", "MÅNADER")
MEDIAN = ("TID", "MEDIANMÅNADER", "MÅNADER")
BEGUN = ("bas", "BAKGRUND", "")
ENDED = ("bas", "AVSLUTADE", "")
ANONYMOUS = ("bas", "ANONYMA", "")
NOBODY = Decimal(0)


def counts(params: dict[str, Any]) -> SusCounts:
    """((table, group, value), sex) → enrolments, or months in the table TID; sexes K, M, X, and T
    for TID.
    """
    query = load("reporting.figures", "sus_counts.sql").format(stays=sus.stays("reporting_fact"))
    enrolments = {}
    for table, group, value, sex, number in replica.fetch(query, params | {"missing": sus.MISSING}):
        enrolments[(table, group, value), sex] = number
    return enrolments
