"""Enrolments that those who are assigned to them work through."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from mia.organisation.staff.models import Staff
from participants.enrolments.enums import Education, LabourStatus
from participants.enrolments.models import Enrolment
from participants.people.enums import Sex
from participants.visibility import responsible_enrolments

# How long after the exit follow-ups may come due, of work that began after it too.
STILL_FOLLOWED = timedelta(days=3 * 365)
# Completeness as reporting/figures/sql/indicator_records.sql counts it; a test compares the two.
IS_INCOMPLETE_AT_START = (
    Q(participant__sex=Sex.UNKNOWN)
    | Q(participant__birth_date=None)
    | Q(labour_status=None)
    | Q(labour_status=LabourStatus.UNEMPLOYED, unemployed_since=None)
    | Q(labour_status=LabourStatus.INACTIVE, in_education=None)
    | Q(education=None)
    | Q(education=Education.UNKNOWN)
)


def assigned_to(user: Staff, today: date) -> QuerySet[Enrolment]:
    """Return the enrolments that the user is assigned to today, or works with instead of an
    absent colleague; not by way of a team.

    Of the closed ones those that may still be followed up.
    """
    enrolments: QuerySet[Enrolment] = Enrolment.objects.visible_to(user)
    is_followed = Q(ended_on=None) | Q(ended_on__gt=today - STILL_FOLLOWED)
    return enrolments.filter(is_followed, pk__in=responsible_enrolments(user, today))


def incomplete_at_start(today: date) -> Q:
    """Return the condition that the record at start is not complete (docs/formats.md §2)."""
    return IS_INCOMPLETE_AT_START
