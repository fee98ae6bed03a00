"""The housekeeping of figures for readers outside: a quarter is published when it is due."""

from django.utils import timezone

from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.jobs.housekeeping import DAY, HousekeepingTask
from reporting.dashboards.actions import publish_due


def _publish() -> str:
    with unit_of_work(identity.SYSTEM, source="housekeeping publish_figures"):
        publication = publish_due(by=None, today=timezone.localdate())
    if publication is None:
        return "Inget nytt kvartal att publicera."
    if not publication.content:
        return f"Siffrorna {publication} kan inte publiceras utan att små tal röjs."
    return f"Siffrorna {publication} är publicerade."


PUBLISH = HousekeepingTask("publish_figures", "Publicering av kvartalets siffror", DAY, _publish)
