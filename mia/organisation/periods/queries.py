"""What held for a delprojekt on a day."""

from collections.abc import Collection
from datetime import date

from mia.organisation.delprojekt.models import Delprojekt, Municipality
from mia.organisation.periods.models import MunicipalityPeriod, Staffing


def belongs_on(municipality: Municipality, delprojekt: Delprojekt, day: date) -> bool:
    """Tell whether the municipality belongs to the delprojekt on the day. At most two statements:
    without any period it is asked whether it belongs at all.
    """
    periods = MunicipalityPeriod.objects.filter(delprojekt=delprojekt, municipality=municipality)
    has_periods = False
    for period in periods:
        has_periods = True
        if period.started_on <= day and (period.ended_on is None or period.ended_on >= day):
            return True
    if has_periods:
        return False
    return delprojekt.municipalities.filter(pk=municipality.pk).exists()


def place_oddity(
    municipality: Municipality | None, delprojekt: Delprojekt, day: date
) -> str | None:
    """Return a sentence when the municipality is known and not the delprojekt's on the day."""
    if municipality is None or belongs_on(municipality, delprojekt, day):
        return None
    return f"{municipality} hörde inte till {delprojekt} den {day}."


def staffing_on(delprojekt_ids: Collection[int], day: date) -> dict[int, Staffing]:
    """Return, by delprojekt, the latest staffing that has begun. One statement."""
    begun = Staffing.objects.filter(delprojekt__in=delprojekt_ids, started_on__lte=day)
    return {row.delprojekt_id: row for row in begun.order_by("started_on")}
