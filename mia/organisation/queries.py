"""Reads of the organisation for its pages. Nothing here is about a participant."""

import hashlib
from datetime import date
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet

from mia.organisation.models import Delprojekt, Membership, Staff, Team

UNSEEN = {"password", "last_login"}  # change without anybody editing the row


def staff_listed(today: date, words: str = "") -> QuerySet[Staff]:
    """Everyone, with the memberships that hold today; `words` are looked for in name and username."""
    found = Q()
    for word in words.split():
        found &= Q(name__icontains=word) | Q(username__icontains=word)
    held = Membership.objects.active(today).select_related("delprojekt").order_by("pk")
    return Staff.objects.filter(found).order_by("name", "pk").prefetch_related(Prefetch("memberships", held, "held"))


def memberships_of(staff: Staff) -> QuerySet[Membership]:
    """All memberships, the latest first."""
    return staff.memberships.select_related("delprojekt", "team").order_by("-started_on", "-pk")


def delprojekt_listed() -> QuerySet[Delprojekt]:
    rows: QuerySet[Delprojekt] = Delprojekt.objects.order_by("name")
    return rows


def teams_listed() -> QuerySet[Team]:
    return Team.objects.select_related("delprojekt").order_by("delprojekt__name", "name")


def fingerprint(row: Model) -> str:
    """What the row held when it was read; for models without a version, another value means another has saved it."""
    values: list[Any] = [getattr(row, field.attname) for field in row._meta.fields if field.name not in UNSEEN]
    values += [sorted(str(one.pk) for one in getattr(row, field.name).all()) for field in row._meta.many_to_many]
    return hashlib.sha256(repr(values).encode()).hexdigest()
