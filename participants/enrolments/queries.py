"""Enrolments that those who are assigned to them work through."""

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from mia.organisation.staff.models import Staff
from participants.codes.models import ExitReason
from participants.enrolments.enums import DECEASED, Education, LabourStatus
from participants.enrolments.models import Enrolment
from participants.enrolments.oddities import IN_TIME
from participants.people.enums import Sex
from participants.visibility import responsible_enrolments

# How long after the exit follow-ups may come due, of work that began after it too.
STILL_FOLLOWED = timedelta(days=3 * 365)
# How far back the lateness list goes: older facts can no longer be asked for.
LATE_FROM = timedelta(days=365)
IS_WITHOUT_EXIT_FACTS = Q(exit_reason__outcome=ExitReason.Outcome.ERROR) | Q(
    exit_reason__in=(DECEASED, "ATERTAGET_SAMTYCKE")
)
# What ESF asks at exit (docs/domain.md §3.7).
IS_INCOMPLETE_AT_EXIT = (
    Q(work_after=None) | Q(study_after_percent=None) | Q(seeking_after=None)
) & ~IS_WITHOUT_EXIT_FACTS
IS_LATE_AT_EXIT = Q(exit_facts_on__gt=F("ended_on") + IN_TIME) | Q(
    exit_registered_on__gt=F("ended_on") + IN_TIME
)
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
    return enrolments.filter(open_or_followed(today), pk__among=responsible_enrolments(user))


def open_or_followed(today: date) -> Q:
    """Return the condition that an enrolment has no end, or may still be followed up."""
    return Q(ended_on=None) | Q(ended_on__gt=today - STILL_FOLLOWED)


def incomplete_at_start(today: date) -> Q:
    """Return the condition that the record at start is not complete (docs/formats.md §2)."""
    return IS_INCOMPLETE_AT_START


def incomplete_at_exit(today: date) -> Q:
    """Return the condition that an enrolment has ended and what ESF asks at exit is missing."""
    return Q(ended_on__lte=today, ended_on__gt=today - LATE_FROM) & IS_INCOMPLETE_AT_EXIT


def late_at_exit(today: date) -> Q:
    """Return the condition that the facts at exit came, or held, more than four weeks after it, or
    are still missing then: the lateness list (docs/domain.md §3.5, §7.3).
    """
    is_missing = Q(ended_on__lt=today - IN_TIME) & IS_INCOMPLETE_AT_EXIT
    is_recent = Q(ended_on__lte=today, ended_on__gt=today - LATE_FROM)
    return is_recent & (IS_LATE_AT_EXIT | is_missing)
