"""Facts at start and at exit that look like a mistake but may be right (docs/domain.md §7.3)."""

from datetime import timedelta

from mia.organisation.periods.queries import place_oddity
from participants.enrolments.enums import Answer
from participants.enrolments.models import Enrolment

# Per cent of full time, work and studies together, above which it looks like a mistake.
MOST_OCCUPIED = 150
AGES_OF_ACTIVITY_COMPENSATION = range(19, 30)
EARLIEST_INCOME_AGE = 16
# ESF's immediate results are the situation at most four weeks after the exit (docs/domain.md §3.6).
IN_TIME = timedelta(days=28)


def oddities(enrolment: Enrolment) -> list[str]:
    """Return a sentence for each fact that looks like a mistake. It is told, and stops nothing."""
    sentences = []
    delprojekt, start = enrolment.delprojekt, enrolment.started_on
    is_after_end = delprojekt.ended_on is not None and start > delprojekt.ended_on
    if start < delprojekt.started_on or is_after_end:
        sentences.append(f"Startdatumet ligger utanför den tid då {delprojekt} pågår.")
    age = enrolment.participant.age_on(start)
    if age is not None:
        sentences += oddities_of_age(enrolment, age)
    occupied = (enrolment.work_before_percent or 0) + (enrolment.study_before_percent or 0)
    if occupied > MOST_OCCUPIED:
        sentences.append("Arbete och studier före start är tillsammans mer än 150 procent.")
    if enrolment.newly_arrived == Answer.YES and enrolment.foreign_background == Answer.NO:
        sentences.append("Nyanländ, men utan utländsk bakgrund. Kontrollera uppgifterna.")
    return sentences


def exit_oddities(enrolment: Enrolment) -> list[str]:
    """Return a sentence about exit facts that ESF counts as late."""
    last = enrolment.ended_on
    if last is None:
        return []
    limit = f"inom fyra veckor efter avslutet, senast {last + IN_TIME}"
    sentences = []
    if (enrolment.exit_facts_on or last) > last + IN_TIME:
        day = enrolment.exit_facts_on
        sentences.append(f"Läget efter insatsen gäller {day}. ESF vill veta läget {limit}.")
    if (enrolment.exit_registered_on or last) > last + IN_TIME:
        day = enrolment.exit_registered_on
        sentences.append(f"Avslutet registrerades {day}. Det ska göras {limit}.")
    return sentences


def place_oddities(enrolment: Enrolment) -> list[str]:
    """Return a sentence when the municipality was not the delprojekt's on the first day. Two
    statements: for a form that is saved, not for the page of the case.
    """
    oddity = place_oddity(enrolment.municipality, enrolment.delprojekt, enrolment.started_on)
    return [oddity] if oddity else []


def oddities_of_age(enrolment: Enrolment, age: int) -> list[str]:
    """Return what does not go together with the age at start, in whole years."""
    sentences = []
    delprojekt = enrolment.delprojekt
    if not delprojekt.min_age <= age <= delprojekt.max_age:
        limits = f"{delprojekt.min_age}–{delprojekt.max_age} år"
        sentences.append(
            f"Deltagaren var {age} år vid start. {delprojekt} är till för dem som är {limits}."
        )
    has_compensation = "AKTIVITETSERSATTNING" in enrolment.income_before
    if has_compensation and age not in AGES_OF_ACTIVITY_COMPENSATION:
        sentences.append(
            "Aktivitetsersättning ges mellan 19 och 29 års ålder. Kontrollera försörjningen."
        )
    most_months = max(0, age - EARLIEST_INCOME_AGE) * 12 + 11  # until the next birthday
    if (enrolment.months_since_work or 0) > most_months:
        sentences.append(
            "Tiden sedan senaste arbetet är längre än tiden sedan deltagaren fyllde 16 år."
        )
    if (enrolment.income_months or 0) > most_months:
        sentences.append(
            "Tiden med offentlig försörjning är längre än tiden sedan deltagaren fyllde 16 år."
        )
    return sentences
