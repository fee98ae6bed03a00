"""Reads of profiles, contacts with employers and applications."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from interventions.hosts.models import Host
from interventions.job_search.enums import OPEN_STATES, ContactWay
from interventions.job_search.models import EmployerContact, JobApplication, VocationalProfile
from interventions.methods.enums import Method
from interventions.methods.models import MethodWork
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

# The first contact with an employer within so long (docs/domain.md §5.3, item 15).
FIRST_WITHIN = timedelta(days=30)
JOB_METHODS = (Method.SUPPORTED_EMPLOYMENT, Method.IPS)
MOST_HOSTS = 500  # names that are proposed while an employer is typed


class JobSearch(NamedTuple):
    """What there is about a participant's search for work, the latest first."""

    profile: VocationalProfile | None
    contacts: list[EmployerContact]
    applications: list[JobApplication]

    @property
    def visits(self) -> int:
        """How many of the contacts were face to face."""
        return sum(contact.way == ContactWay.VISIT for contact in self.contacts)

    @property
    def waiting(self) -> int:
        """How many applications have no final answer."""
        return sum(row.state in OPEN_STATES for row in self.applications)


def read_job_search(user: Staff, enrolment: Enrolment) -> JobSearch:
    """Return it as far as the user may read it. Three statements."""
    contacts = EmployerContact.objects.visible_in(user, enrolment).select_related("staff")
    applications = JobApplication.objects.visible_in(user, enrolment)
    return JobSearch(
        get_profile(user, enrolment),
        list(contacts.order_by("-held_on", "-pk")),
        list(applications.order_by("-applied_on", "-pk")),
    )


def get_profile(user: Staff, enrolment: Enrolment) -> VocationalProfile | None:
    profile: VocationalProfile | None = VocationalProfile.objects.visible_in(
        user, enrolment
    ).first()
    return profile


def find_host(name: str) -> Host | None:
    """Return the employer of the register with exactly that name, when there is one and no more."""
    hosts = list(Host.objects.filter(name=name)[:2])
    return hosts[0] if len(hosts) == 1 else None


def host_names(today: date) -> list[str]:
    """Return names of employers to propose, by name."""
    hosts = Host.objects.in_use(today).order_by("name")
    return list(hosts.values_list("name", flat=True)[:MOST_HOSTS])


def without_employer_contact(today: date) -> Q:
    """Return the condition that SE or IPS has run for 30 days, and no employer was contacted."""
    running = MethodWork.objects.active(today).filter(
        enrolment=OuterRef("pk"), method__in=JOB_METHODS, started_on__lt=today - FIRST_WITHIN
    )
    contacts = EmployerContact.objects.filter(enrolment=OuterRef("pk"))
    return Q(Exists(running)) & ~Q(Exists(contacts))
