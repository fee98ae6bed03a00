"""Disposal of 1,000 persons: proposed, confirmed by another and carried out, against one DELETE for
each table of the same persons' rows.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bench import bounds
from bench.measure import Job
from bench.place import County
from mia import audit
from mia.access import bulk, identity
from mia.access.roles import Role
from mia.core.blocks import blocks
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from reporting.retention import actions, handler, queries

KEPT_UNTIL = date(2000, 1, 1)
# A change of each contact of those who left first, so that there is a history to dispose of.
HISTORY = """
UPDATE interventions_contact c SET version = version + 1
WHERE NOT EXISTS (SELECT FROM interventions_contactevent)
  AND c.enrolment_id IN (
      SELECT id FROM participants_enrolment WHERE ended_on IS NOT NULL ORDER BY ended_on LIMIT 2000
  )
"""
ROWS = {
    "interventions_note": "enrolment_id",
    "interventions_contactevent": "enrolment_id",
    "interventions_contact": "enrolment_id",
    "interventions_methodwork": "enrolment_id",
    "participants_consent": "enrolment_id",
    "participants_assignment": "enrolment_id",
}
OF_PERSONS = "SELECT id FROM participants_enrolment WHERE participant_id = ANY (%s)"


def jobs(county: County) -> Iterator[Job]:
    with county.owner() as owner:
        owner.execute(HISTORY)
        owner.commit()
        disposed: list[UUID] = []
        yield Job(
            name="disposal of 1000 persons",
            ours=partial(ours, county, disposed),
            reference=partial(reference, owner, disposed),
            reference_is="DELETE of the same rows, as the owner, nothing kept and nothing checked",
            bounds=bounds.DISPOSAL,
        )


def ours(county: County, disposed: list[UUID]) -> int:
    """From the list to the last row; rolled back."""
    first = county.staff("coordinator")
    audit.begin()
    with identity.acting_as(identity.SYSTEM, source="bench"):
        bulk.ready()
        EsfProject.objects.update(keep_until=KEPT_UNTIL)
        second = Staff.objects.create(username="bench.second", name="Prov")
        Membership.objects.create(staff=second, role=Role.COORDINATOR, started_on=KEPT_UNTIL)
        now, today = timezone.now(), timezone.localdate()
        with identity.acting_as(first.pk, source="bench"):
            disposal = actions.propose(by=first, at=now, today=today)
        with identity.acting_as(second.pk, source="bench"):
            actions.confirm(disposal, by=second, at=now)
            subjects = queries.subjects_left(disposal.pk, 0)
            for some in blocks(subjects, handler.AT_A_TIME):
                key = settings.AUDIT_SEAL_KEY
                actions.carry_out(disposal.pk, some, by=second, seal_key=key)
        transaction.set_rollback(True)
    disposed[:] = subjects
    return len(subjects)


def reference(owner: psycopg.Connection[Any], disposed: list[UUID]) -> int:
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE interventions_contactevent DISABLE TRIGGER append_only")
        for table, column in ROWS.items():
            cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({OF_PERSONS})", [disposed])
    owner.rollback()
    return len(disposed)
