"""Every indicator of a programme by sex and delprojekt: one hand-written statement with GROUPING
SETS.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg

from bench import bounds
from bench.measure import Job
from bench.place import County
from mia.access import identity
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.figures import indicators

FIRST, LAST = date(2017, 4, 1), date(2022, 12, 31)
UNEMPLOYED, INACTIVE = "status = 'ARBETSLOS'", "status = 'EJ_I_ARBETSKRAFTEN'"
IDLE = f"{INACTIVE} AND NOT studied"
WORKING = "NOT status = 'SYSSELSATT' AND works"
NEEDY = "(origin = 'JA' OR disability = 'JA' OR homeless = 'JA')"
ENTERED = [
    UNEMPLOYED,
    f"{UNEMPLOYED} AND months > CASE WHEN age < 25 THEN 6 ELSE 12 END",
    INACTIVE,
    IDLE,
    "status = 'SYSSELSATT'",
    "age < 25",
    "age > 54",
    f"age > 54 AND ({UNEMPLOYED} OR {IDLE})",
    "education IN ('EJ_GRUNDSKOLA', 'GRUNDSKOLA')",
    "education IN ('GYMNASIUM', 'EFTERGYMN_KORT')",
    "education IN ('EFTERGYMN', 'FORSKAR')",
    "origin = 'JA'",
    "disability = 'JA'",
    "homeless = 'JA'",
]
LEFT = [
    f"{INACTIVE} AND seeks",
    "studies AND NOT studied",
    WORKING,
    f"{NEEDY} AND (({INACTIVE} AND seeks) OR (studies AND NOT studied) OR ({WORKING}))",
]
CODES = [
    "CO01",
    "CO02",
    "CO03",
    "CO04",
    "CO05",
    "CO06",
    "CO07",
    "CO08",
    "CO09",
    "CO10",
    "CO11",
    "CO15",
    "CO16",
    "CO18",
    "CR01",
    "CR02",
    "CR04",
    "CR05",
    "TOTAL",
    "GRAND_TOTAL",
    "OFULLST",
]
_COUNTS = ", ".join(
    [f"count(*) FILTER (WHERE entered AND complete AND ({one}))" for one in ENTERED]
    + [f"count(*) FILTER (WHERE left_it AND complete AND ({one}))" for one in LEFT]
    + [
        "count(*) FILTER (WHERE entered AND complete)",
        "count(*) FILTER (WHERE entered)",
        "count(*) FILTER (WHERE entered AND NOT complete)",
    ]
)
# A person with several enrolments in a project counts once: by the first at the entry, by the last
# at the exit.
SQL = f"""
WITH mine AS (
    SELECT e.*, q.sex, q.birth_date
    FROM participants_enrolment e JOIN participants_participant q ON q.id = e.participant_id
    WHERE e.started_on <= %(last)s AND e.exit_reason_id IS DISTINCT FROM 'FELREGISTRERING'
), entry AS (
    SELECT DISTINCT ON (participant_id, project_id) * FROM mine
    ORDER BY participant_id, project_id, started_on, id
), leaving AS (
    SELECT DISTINCT ON (participant_id, project_id) * FROM mine
    ORDER BY participant_id, project_id, ended_on DESC NULLS FIRST, id
), record AS (
    SELECT a.sex, a.delprojekt_id, a.labour_status AS status, a.education,
           a.foreign_background AS origin, a.disability, a.homeless,
           extract(year FROM age(a.started_on, a.birth_date)) AS age,
           extract(year FROM age(a.started_on, a.unemployed_since)) * 12
               + extract(month FROM age(a.started_on, a.unemployed_since)) AS months,
           coalesce(a.in_education, false) OR coalesce(a.study_before_percent, 0) > 0 AS studied,
           coalesce(z.study_after_percent, 0) > 0 AS studies,
           coalesce(z.work_after, 'INGET') <> 'INGET' AS works,
           coalesce(z.seeking_after, false) OR coalesce(z.registered_after, false) AS seeks,
           a.started_on BETWEEN %(first)s AND %(last)s AS entered,
           z.ended_on BETWEEN %(first)s AND %(last)s AS left_it,
           a.sex IN ('K', 'M') AND a.birth_date IS NOT NULL AND a.labour_status IS NOT NULL
               AND coalesce(a.education, 'OKAND') <> 'OKAND'
               AND (a.labour_status <> 'ARBETSLOS' OR a.unemployed_since IS NOT NULL)
               AND (a.labour_status <> 'EJ_I_ARBETSKRAFTEN' OR a.in_education IS NOT NULL)
               AS complete
    FROM entry a JOIN leaving z USING (participant_id, project_id)
)
SELECT sex, delprojekt_id, {_COUNTS}
FROM record GROUP BY GROUPING SETS ((sex), (sex, delprojekt_id))
"""


def parameters() -> dict[str, Any]:
    return {"first": FIRST, "last": LAST}


@dataclass
class Counting:
    """The indicators of the programme 2014–2020 over the whole county, both ways."""

    owner: psycopg.Connection[Any]
    user: Staff
    params: dict[str, Any]

    def ours(self) -> dict[tuple[str, int, str], int]:
        with identity.acting_as(self.user.pk, source="bench"):
            return indicators.by_delprojekt("2014", self.params)

    def reference(self) -> dict[tuple[str, str], int]:
        with self.owner.cursor() as cursor:
            cursor.execute(SQL, parameters())
            rows = cursor.fetchall()
        self.owner.rollback()
        counts: dict[tuple[str, str], int] = {}
        for sex, delprojekt, *numbers in rows:
            if delprojekt is None:
                counts |= {(code, sex): n for code, n in zip(CODES, numbers, strict=True)}
        return counts


def add_up(ours: dict[tuple[str, int, str], int], reference: dict[tuple[str, str], int]) -> bool:
    """Whether the delprojekt add up to the whole."""
    whole: Counter[tuple[str, str]] = Counter()
    for (code, _, sex), number in ours.items():
        whole[code, sex] += number
    return all(whole[key] == number for key, number in reference.items())


def jobs(county: County) -> Iterator[Job]:
    everything = {
        "delprojekt": list(Delprojekt.objects.values_list("pk", flat=True)),
        "projects": list(EsfProject.objects.values_list("pk", flat=True)),
    }
    counting = Counting(
        owner=county.owner(),
        user=county.staff("coordinator"),
        params=parameters() | everything,
    )
    yield Job(
        name="indicators by sex and delprojekt",
        ours=counting.ours,
        reference=counting.reference,
        reference_is="one GROUPING SETS statement, as the owner",
        bounds=bounds.INDICATORS,
        same=add_up,
    )
