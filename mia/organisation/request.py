"""The request as views meet it: someone is logged in, and the unit of work is open."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from mia.access.identity import UnitOfWork
from mia.organisation.staff.models import Staff


class StaffRequest(HttpRequest):
    """For annotations only. LoginRequiredMiddleware and mia.audit.middleware.Transaction make it
    true.
    """

    user: Staff
    work: UnitOfWork
    htmx: HtmxDetails
