"""Reads of the organisation for forms."""

from django.db.models import QuerySet

from mia.organisation.delprojekt.models import Delprojekt, Team


def delprojekt_listed() -> QuerySet[Delprojekt]:
    rows: QuerySet[Delprojekt] = Delprojekt.objects.order_by("name")
    return rows


def teams_listed() -> QuerySet[Team]:
    return Team.objects.select_related("delprojekt").order_by("delprojekt__name", "name")
