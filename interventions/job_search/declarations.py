"""What the search for work adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from interventions.job_search import access, queries
from interventions.job_search.demo import demo_rows
from interventions.job_search.models import (
    PROFILE_TEXTS,
    EmployerContact,
    JobApplication,
    VocationalProfile,
)
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseLink,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    field_rows,
)

CONTACT_FIELDS = ("staff", "employer", "host", "way", "purpose", "contact_person")
APPLICATION_FIELDS = ("employer", "role", "state", "answered_on")


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {
        "search": queries.read_job_search(user, enrolment),
        "may_edit": access.can_search_jobs(user, enrolment),
    }


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    search = queries.read_job_search(user, enrolment)
    rows: list[ExtractRow] = []
    if search.profile is not None:
        rows += field_rows(search.profile, ("disclosure", "counselled_on"))
        rows += _free_texts(search.profile, PROFILE_TEXTS)
    for contact in search.contacts:
        rows.append(ExtractRow(f"{contact.held_on}", "kontakt med en arbetsgivare"))
        rows += field_rows(contact, CONTACT_FIELDS)
        rows += _free_texts(contact, ("summary",))
    for application in search.applications:
        rows.append(ExtractRow(f"{application.applied_on}", "sökt jobb"))
        rows += field_rows(application, APPLICATION_FIELDS)
    return rows


def _free_texts(
    row: VocationalProfile | EmployerContact, names: tuple[str, ...]
) -> list[ExtractRow]:
    facts = field_rows(row, names)
    return [ExtractRow(fact.label, fact.value, is_free_text=True) for fact in facts]


FEATURE = Feature(
    urls="interventions.job_search.urls",
    sections=(
        CaseSection(
            slug="soka-arbete",
            title="Söka arbete",
            template="interventions/job_search/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    links=(CaseLink("Söka arbete", "soka-arbete/", can_read_notes),),
    queues=(
        Queue(
            "arbetsgivare",
            "Ingen arbetsgivarkontakt efter 30 dagar",
            queries.without_employer_contact,
        ),
    ),
    extract=(ExtractSection("Söka arbete", extract_rows),),
    retention=(VocationalProfile, EmployerContact, JobApplication),
    demo=demo_rows,
)
