"""What does not go together with the delprojekt. It is told, and stops nothing."""

from datetime import date

from mia.organisation.periods.queries import place_oddity
from participants.referrals.models import Referral
from participants.referrals.queries import years_before


def oddities(referral: Referral, today: date) -> list[str]:
    """Return a sentence each about the age and the municipality (docs/domain.md §1.1)."""
    delprojekt = referral.delprojekt
    sentences = []
    if not is_of_age(referral, today):
        sentences.append(
            f"{delprojekt} är till för dem som är {delprojekt.min_age}–{delprojekt.max_age} år."
            f" Personen är född {referral.birth_date}."
        )
    oddity = place_oddity(referral.municipality, delprojekt, referral.received_on)
    if oddity:
        sentences.append(oddity)
    if delprojekt.ended_on and delprojekt.ended_on < today:
        sentences.append(f"{delprojekt} slutade {delprojekt.ended_on}.")
    return sentences


def is_of_age(referral: Referral, today: date) -> bool:
    """Tell whether the age today is within the limits; a birth date that is not known is."""
    born = referral.birth_date
    if born is None:
        return True
    delprojekt = referral.delprojekt
    is_old_enough = born <= years_before(today, delprojekt.min_age)
    is_young_enough = born > years_before(today, delprojekt.max_age + 1)
    return is_old_enough and is_young_enough
