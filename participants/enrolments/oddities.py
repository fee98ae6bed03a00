"""Facts at start that look like a mistake but may be right."""

from typing import TYPE_CHECKING

from participants.enrolments.models import Enrolment

if TYPE_CHECKING:
    pass


MOST_OCCUPIED = (
    150  # percent of full time, work and studies together, before it looks like a mistake
)


def oddities(enrolment: Enrolment) -> list[str]:
    """What looks like a mistake in the facts at start but may be right (docs/domain.md §7.3): said,
    never a stop.
    """
    delprojekt, start = enrolment.delprojekt, enrolment.started_on
    said = []
    if start < delprojekt.started_on or (delprojekt.ended_on and start > delprojekt.ended_on):
        said.append(f"Startdatumet ligger utanför den tid då {delprojekt} pågår.")
    born = enrolment.participant.birth_date
    age = (
        None
        if born is None
        else start.year - born.year - ((start.month, start.day) < (born.month, born.day))
    )
    if age is not None and not delprojekt.min_age <= age <= delprojekt.max_age:
        limits = f"{delprojekt.min_age}–{delprojekt.max_age} år"
        said.append(
            f"Deltagaren var {age} år vid start. {delprojekt} är till för dem som är {limits}."
        )
    if (
        age is not None
        and "AKTIVITETSERSATTNING" in enrolment.income_before
        and not 19 <= age <= 29
    ):
        said.append(
            "Aktivitetsersättning ges mellan 19 och 29 års ålder. Kontrollera försörjningen."
        )
    if (
        age is not None
        and enrolment.income_months
        and enrolment.income_months > max(0, age - 16) * 12 + 11
    ):
        said.append(
            "Tiden med offentlig försörjning är längre än tiden sedan deltagaren fyllde 16 år."
        )
    if (enrolment.work_before_percent or 0) + (enrolment.study_before_percent or 0) > MOST_OCCUPIED:
        said.append("Arbete och studier före start är tillsammans mer än 150 procent.")
    return said
